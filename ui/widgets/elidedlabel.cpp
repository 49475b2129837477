#include "ui/widgets/elidedlabel.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace plumbline {

namespace {

constexpr int kLeastCharacters = 3;

} // namespace

ElidedLabel::ElidedLabel(const Theme& theme, const QString& text, Text style, Color color, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_style(style)
    , m_color(color)
{
    // Preferred up to the text's own width, and ready to give all of it away.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ElidedLabel::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setStyle(Text style, Color color)
{
    m_style = style;
    m_color = color;
    updateGeometry();
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment horizontal)
{
    m_alignment = horizontal;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

bool ElidedLabel::isElided() const
{
    return QFontMetricsF(m_theme.font(m_style)).horizontalAdvance(m_text) > width() + 0.5;
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetricsF metrics(m_theme.font(m_style));
    return QSize(static_cast<int>(std::ceil(metrics.horizontalAdvance(m_text))),
                 static_cast<int>(std::ceil(metrics.height())));
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetricsF metrics(m_theme.font(m_style));
    const int least = static_cast<int>(std::ceil(metrics.averageCharWidth() * kLeastCharacters));
    const QSize hint = sizeHint();
    return QSize(std::min(hint.width(), least), hint.height());
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QFont font = m_theme.font(m_style);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(m_theme.color(isEnabled() ? m_color : Color::Text3));
    painter.drawText(QRectF(rect()), static_cast<int>(m_alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                     metrics.elidedText(m_text, m_mode, width() + 0.5));
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), isElided() ? m_text : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace plumbline
