#pragma once

#include "ui/widgets/paintedbutton.h"

namespace plumbline {

/// A reason that can be on or off, with a check while on and its key as a keycap.
class ReasonChip : public PaintedButton
{
    Q_OBJECT

public:
    /// Follows a checkable action.
    ReasonChip(const Theme& theme, QAction* action, QWidget* parent = nullptr);
    /// Stands for itself: text, key, and QAbstractButton's toggled(bool).
    ReasonChip(const Theme& theme, const QString& text, const QString& key, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace plumbline
