#include "ui/widgets/statusitem.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace plumbline {

namespace {

constexpr double kDot = 8.0;
constexpr double kGap = 8.0;
constexpr int kLeastWidth = 24;

} // namespace

StatusItem::StatusItem(const Theme& theme, const QString& text, const QStringList& keys, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_keys(keys)
{
    FocusRing::attach(this, theme, metrics::kRadiusKey);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setText(text);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StatusItem::setText(const QString& text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    setAccessibleName(text);
    setToolTip(text);
    updateGeometry();
    update();
}

void StatusItem::setKeys(const QStringList& keys)
{
    if (m_keys == keys) {
        return;
    }
    m_keys = keys;
    setAccessibleDescription(keys.isEmpty() ? QString() : tr("Key %1").arg(keysText(keys)));
    updateGeometry();
    update();
}

void StatusItem::setDot(std::optional<Color> color)
{
    if (m_dot == color) {
        return;
    }
    m_dot = color;
    updateGeometry();
    update();
}

void StatusItem::setClickable(bool clickable)
{
    m_isClickable = clickable;
    setFocusPolicy(clickable ? Qt::TabFocus : Qt::NoFocus);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

double StatusItem::contentWidth() const
{
    double width = m_dot ? kDot + kGap : 0.0;
    width += textWidth(m_theme.font(Text::Caption), m_text);
    if (!m_keys.isEmpty()) {
        width += (m_text.isEmpty() ? 0.0 : kGap) + keycapsWidth(m_theme, m_keys);
    }
    return width;
}

QSize StatusItem::sizeHint() const
{
    return QSize(static_cast<int>(std::ceil(contentWidth())), m_theme.scaled(metrics::kTouchMin));
}

QSize StatusItem::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return QSize(std::min(kLeastWidth, hint.width()), hint.height());
}

void StatusItem::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    double x = 0;
    if (m_dot) {
        const QRectF dot(0, std::round((height() - kDot) / 2), kDot, kDot);
        drawFrame(painter, dot, {m_theme.color(*m_dot), QColor(), 0, kDot / 2, false});
        x += kDot + kGap;
    }
    const double caps = m_keys.isEmpty() ? 0.0 : keycapsWidth(m_theme, m_keys) + kGap;
    const QFont font = m_theme.font(Text::Caption);
    const double own = std::max(0.0, std::min(textWidth(font, m_text), width() - x - caps));
    drawLine(painter, QRectF(x, 0, own, height()), font, m_theme.color(Color::Text2), m_text);
    if (m_isClickable && underMouse()) {
        painter.fillRect(QRectF(x, height() - 4, own, 1), m_theme.color(Color::Text2));
    }
    if (!m_keys.isEmpty()) {
        paintKeycaps(painter, m_theme, QPointF(m_text.isEmpty() ? x : x + own + kGap, height() / 2.0),
                     m_keys);
    }
}

void StatusItem::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_isClickable && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        Q_EMIT activated();
        return;
    }
    event->ignore();
}

void StatusItem::keyPressEvent(QKeyEvent* event)
{
    const bool isGo =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (m_isClickable && isGo) {
        Q_EMIT activated();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace plumbline
