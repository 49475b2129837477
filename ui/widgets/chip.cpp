#include "ui/widgets/chip.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kPadding = 10.0;
constexpr double kGap = 6.0;
constexpr double kCross = 12.0;
constexpr double kCrossPadding = 7.0;
constexpr int kLeastWidth = 64;

} // namespace

Chip::Chip(const Theme& theme, const QString& label, const QString& value, Kind kind, QWidget* parent)
    : PaintedButton(theme, parent)
    , m_kind(kind)
{
    ring()->setRadius(metrics::kRadiusChip);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setContent(label, value);
}

void Chip::setContent(const QString& label, const QString& value)
{
    m_label = label;
    m_value = value;
    const QString whole = QStringList{label, value}.join(u' ').trimmed();
    setText(whole);
    setAccessibleName(whole);
    setToolTip(whole);
    updateGeometry();
    update();
}

void Chip::setKind(Kind kind)
{
    m_kind = kind;
    update();
}

void Chip::setRemovable(bool removable)
{
    m_isRemovable = removable;
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    double width = kPadding;
    if (!m_label.isEmpty()) {
        width += textWidth(theme().font(Text::Caption), m_label) + (m_value.isEmpty() ? 0.0 : kGap);
    }
    if (!m_value.isEmpty()) {
        width += textWidth(theme().font(Text::Head), m_value);
    }
    width += m_isRemovable ? kGap + kCross + kCrossPadding : kPadding;
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(metrics::kChip));
}

QSize Chip::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return QSize(std::min(hint.width(), kLeastWidth), hint.height());
}

QRectF Chip::crossRect() const
{
    if (!m_isRemovable) {
        return {};
    }
    // The target is the whole end of the chip, not the 12 px of the sign.
    const double side = kCross + kCrossPadding + kGap / 2;
    return QRectF(width() - side, 0, side, height());
}

void Chip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const bool isSelection = m_kind == Kind::Selection;
    const QColor ground =
        theme().color(isSelection ? Color::AccentSoft : (isHovered() ? Color::Hover : Color::Inset));
    drawFrame(painter, rect(),
              {ground, theme().color(isSelection ? Color::Accent : Color::BorderStrong), metrics::kStrokeHair,
               height() / 2.0, false});
    const double end = m_isRemovable ? width() - kCross - kCrossPadding - kGap : width() - kPadding;
    double x = kPadding;
    if (!m_label.isEmpty()) {
        const QFont font = theme().font(Text::Caption);
        // What is filtered gives way to its value, but keeps a third.
        const double value = m_value.isEmpty() ? 0.0 : textWidth(theme().font(Text::Head), m_value) + kGap;
        const double own = std::min(textWidth(font, m_label), std::max((end - x) / 3, end - x - value));
        drawLine(painter, QRectF(x, 0, own, height()), font, theme().color(Color::Text2), m_label);
        x += own + kGap;
    }
    if (!m_value.isEmpty() && x < end) {
        drawLine(painter, QRectF(x, 0, end - x, height()), theme().font(Text::Head),
                 theme().color(Color::Text), m_value);
    }
    if (m_isRemovable) {
        theme().drawIcon(painter, QRectF(width() - kCrossPadding - kCross, 0, kCross, height()), u"x"_s,
                         metrics::kIconTiny, theme().color(Color::Text2));
    }
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    if (m_isRemovable && event->key() == Qt::Key_Delete) {
        Q_EMIT removed();
        return;
    }
    PaintedButton::keyPressEvent(event);
}

void Chip::mousePressEvent(QMouseEvent* event)
{
    m_isCrossDown = event->button() == Qt::LeftButton && crossRect().contains(event->position());
    if (!m_isCrossDown) {
        PaintedButton::mousePressEvent(event);
    }
}

void Chip::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isCrossDown) {
        PaintedButton::mouseReleaseEvent(event);
        return;
    }
    m_isCrossDown = false;
    if (crossRect().contains(event->position())) {
        Q_EMIT removed();
    }
}

} // namespace plumbline
