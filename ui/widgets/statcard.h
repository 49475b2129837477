#pragma once

#include "ui/widgets/paintedbutton.h"

namespace plumbline {

/// A figure with its name and a caption. Clickable when something listens to its clicks through setLink; then
/// it is underlined on hover and focus.
class StatCard : public PaintedButton
{
    Q_OBJECT

public:
    StatCard(const Theme& theme, const QString& number, const QString& name, const QString& caption = {},
             QWidget* parent = nullptr);

    /// Texts as they are to be read; the number grouped (see groupedNumber).
    void setContent(const QString& number, const QString& name, const QString& caption = {});
    void setLink(bool link);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_number;
    QString m_name;
    QString m_caption;
};

} // namespace plumbline
