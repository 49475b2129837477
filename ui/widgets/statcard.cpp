#include "ui/widgets/statcard.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace plumbline {

namespace {

constexpr int kPadding = 18;
constexpr int kTop = 14;
constexpr int kNumberLine = 30;
constexpr int kTextLine = 18;
constexpr int kLeastWidth = 120;

} // namespace

StatCard::StatCard(const Theme& theme, const QString& number, const QString& name, const QString& caption,
                   QWidget* parent)
    : PaintedButton(theme, parent)
{
    ring()->setRadius(metrics::kRadiusCard);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLink(false);
    setContent(number, name, caption);
}

void StatCard::setContent(const QString& number, const QString& name, const QString& caption)
{
    m_number = number;
    m_name = name;
    m_caption = caption;
    const QString read = QStringList{number, name}.join(u' ');
    setText(read);
    setAccessibleName(read);
    setAccessibleDescription(caption);
    updateGeometry();
    update();
}

void StatCard::setLink(bool link)
{
    setFocusPolicy(link ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !link);
    setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QSize StatCard::sizeHint() const
{
    const double text = std::max({digitsWidth(m_number, theme().font(Text::Number)),
                                  textWidth(theme().font(Text::Button), m_name),
                                  textWidth(theme().font(Text::Caption), m_caption)});
    const int lines = kNumberLine + kTextLine * (m_caption.isEmpty() ? 1 : 2);
    return QSize(static_cast<int>(std::ceil(text)) + 2 * kPadding, theme().scaled(lines + 2 * kTop));
}

QSize StatCard::minimumSizeHint() const
{
    return QSize(kLeastWidth, sizeHint().height());
}

void StatCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    drawFrame(painter, rect(),
              {theme().color(isHovered() ? Color::Hover : Color::Surface), theme().color(Color::Border),
               metrics::kStrokeHair, metrics::kRadiusCard, false});
    double y = theme().scaled(kTop);
    const double room = width() - 2.0 * kPadding;
    painter.setFont(theme().font(Text::Number));
    painter.setPen(theme().color(Color::Text));
    const QRectF numberRect(kPadding, y, room, theme().scaled(kNumberLine));
    drawDigits(painter, numberRect, Qt::AlignLeft | Qt::AlignVCenter, m_number);
    if (focusPolicy() != Qt::NoFocus && (isHovered() || hasFocus())) {
        const double length = std::min(room, digitsWidth(m_number, painter.font()));
        painter.fillRect(QRectF(kPadding, numberRect.bottom() - 3, length, 1), theme().color(Color::Text));
    }
    y += theme().scaled(kNumberLine);
    drawLine(painter, QRectF(kPadding, y, room, theme().scaled(kTextLine)), theme().font(Text::Button),
             theme().color(Color::Text), m_name);
    y += theme().scaled(kTextLine);
    drawLine(painter, QRectF(kPadding, y, room, theme().scaled(kTextLine)), theme().font(Text::Caption),
             theme().color(Color::Text2), m_caption);
}

} // namespace plumbline
