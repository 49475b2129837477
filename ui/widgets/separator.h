#pragma once

#include "ui/theme/color.h"

#include <QWidget>

namespace plumbline {

class Theme;

/// A line of 1 px between things: horizontal across its width, or vertical and 16 high in a bar.
class Separator : public QWidget
{
    Q_OBJECT

public:
    Separator(const Theme& theme, Qt::Orientation orientation, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Qt::Orientation m_orientation;
};

} // namespace plumbline
