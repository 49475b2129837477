#pragma once

#include "ui/theme/color.h"

#include <QWidget>

class QVariantAnimation;

namespace plumbline {

class Theme;

/// A thin bar that shows a share in [0, 1]. Read out as a progress bar with its percent.
class ProgressLine : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressLine(const Theme& theme, QWidget* parent = nullptr);

    /// Clamped to [0, 1]; moves there in 160 ms unless motion is reduced.
    void setValue(double share);
    [[nodiscard]] double value() const { return m_value; }
    void setColor(Color color);
    /// Height of the bar, 4 by default.
    void setThickness(int px);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QVariantAnimation* m_animation;
    double m_value = 0;
    double m_shown = 0;
    int m_thickness = 4;
    Color m_color = Color::Accent;
};

} // namespace plumbline
