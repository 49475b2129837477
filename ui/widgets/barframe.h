#pragma once

#include "ui/theme/color.h"

#include <QWidget>

namespace plumbline {

class Theme;

/// A flat ground in a colour of the theme, with a line of 1 px on the sides asked for: header, answer bar,
/// status bar, panes.
class BarFrame : public QWidget
{
    Q_OBJECT

public:
    BarFrame(const Theme& theme, Color ground, Qt::Edges lines, QWidget* parent = nullptr);

    void setGround(Color ground);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Color m_ground;
    Qt::Edges m_lines;
};

} // namespace plumbline
