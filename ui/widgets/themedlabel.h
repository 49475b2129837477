#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace plumbline {

/// A QLabel that takes font and colour from the theme and keeps them when the theme changes. Plain text.
class ThemedLabel : public QLabel
{
    Q_OBJECT

public:
    ThemedLabel(const Theme& theme, const QString& text, Text style = Text::Body, Color color = Color::Text,
                QWidget* parent = nullptr);

    void setStyle(Text style, Color color);

private:
    void restyle();

    const Theme& m_theme;
    Text m_style;
    Color m_color;
};

} // namespace plumbline
