#include "ui/widgets/themedlabel.h"

namespace plumbline {

ThemedLabel::ThemedLabel(const Theme& theme, const QString& text, Text style, Color color, QWidget* parent)
    : QLabel(text, parent)
    , m_theme(theme)
    , m_style(style)
    , m_color(color)
{
    setTextFormat(Qt::PlainText);
    restyle();
    connect(&theme, &Theme::changed, this, &ThemedLabel::restyle);
}

void ThemedLabel::setStyle(Text style, Color color)
{
    m_style = style;
    m_color = color;
    restyle();
}

void ThemedLabel::restyle()
{
    setFont(m_theme.font(m_style));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_theme.color(m_color));
    own.setColor(QPalette::Disabled, QPalette::WindowText, m_theme.color(Color::Text3));
    setPalette(own);
}

} // namespace plumbline
