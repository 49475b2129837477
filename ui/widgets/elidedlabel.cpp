#include "ui/widgets/elidedlabel.h"

#include "ui/widgets/painting.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <cmath>

namespace plumbline {

namespace {

constexpr int kLeastCharacters = 3;

/// As it stands in one line.
QString oneLine(QString text)
{
    for (const QChar space : {u'\n', u'\r', u'\t'}) {
        text.replace(space, u' ');
    }
    return text;
}

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
    if (m_text == text && accessibleName() == text) {
        return;
    }
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setStyle(Text style, Color color)
{
    if (m_style == style && m_color == color) {
        return;
    }
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
    const QFont font = m_theme.font(m_style);
    return QSize(static_cast<int>(textWidth(font, m_text)),
                 static_cast<int>(std::ceil(QFontMetricsF(font).height())));
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
    const QString line = oneLine(m_text);
    const bool fits = textWidth(font, line) <= width();
    const QString shown = fits ? line : QFontMetricsF(font).elidedText(line, m_mode, width() + 0.5);
    // The middle of the line's box on the middle of the label, at its start unless it is aligned.
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), m_alignment);
    const double spare = width() - textWidth(font, shown);
    const double left = side.testFlag(Qt::AlignRight)     ? spare
                        : side.testFlag(Qt::AlignHCenter) ? spare / 2
                                                          : 0;
    drawShaped(painter, {left, (height() - lineHeight(font, shown)) / 2}, font,
               m_theme.color(isEnabled() ? m_color : Color::Text3), shown);
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
