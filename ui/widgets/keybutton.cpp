#include "ui/widgets/keybutton.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QAction>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kSidePadding = 10.0;
constexpr double kCapPadding = 8.0; ///< right of the last keycap
constexpr double kPartGap = 8.0;

} // namespace

struct KeyButton::Look
{
    QColor fill;
    QColor edge;
    QColor text;
    KeycapStyle caps = KeycapStyle::Normal;
};

KeyButton::KeyButton(const Theme& theme, QAction* action, Kind kind, QWidget* parent)
    : PaintedButton(theme, parent)
    , m_kind(kind)
    , m_height(metrics::kButton)
{
    setAction(action);
    KeyButton::syncAction();
}

void KeyButton::setKind(Kind kind)
{
    if (m_kind != kind) {
        m_kind = kind;
        updateGeometry();
        update();
    }
}

void KeyButton::setIconName(const QString& name)
{
    if (m_iconName != name) {
        m_iconName = name;
        updateGeometry();
        update();
    }
}

void KeyButton::setIconOnly(bool iconOnly)
{
    if (m_isIconOnly != iconOnly) {
        m_isIconOnly = iconOnly;
        syncAction();
        updateGeometry();
        update();
    }
}

void KeyButton::setKeysShown(bool shown)
{
    if (m_areKeysShown != shown) {
        m_areKeysShown = shown;
        updateGeometry();
        update();
    }
}

void KeyButton::setControlHeight(int px)
{
    if (m_height != px) {
        m_height = px;
        updateGeometry();
    }
}

void KeyButton::syncAction()
{
    PaintedButton::syncAction();
    if (action() == nullptr) {
        return;
    }
    const QString named = action()->property("iconName").toString();
    if (!named.isEmpty()) {
        setIconName(named);
    }
    if (m_isIconOnly && toolTip().isEmpty()) {
        setToolTip(text());
    }
}

QFont KeyButton::textFont() const
{
    return theme().font(m_kind == Kind::Primary ? Text::Strong : Text::Button);
}

QSize KeyButton::sizeHint() const
{
    const bool hasCaps = m_areKeysShown && !keys().isEmpty();
    double width = kSidePadding + (hasCaps ? kCapPadding : kSidePadding);
    double parts = 0;
    const auto add = [&width, &parts](double part) {
        width += part + (parts > 0 ? kPartGap : 0.0);
        parts += 1;
    };
    if (!m_iconName.isEmpty()) {
        add(metrics::kIcon);
    }
    if (!m_isIconOnly) {
        add(textWidth(textFont(), text()));
    }
    if (hasCaps) {
        add(keycapsWidth(theme(), keys()));
    }
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(m_height));
}

KeyButton::Look KeyButton::look() const
{
    const auto color = [this](Color name) { return theme().color(name); };
    if (!isEnabled()) {
        const bool hasFrame = m_kind != Kind::Quiet && m_kind != Kind::Toggle;
        return {hasFrame ? color(Color::Inset) : QColor(), hasFrame ? color(Color::Border) : QColor(),
                color(Color::Text3)};
    }
    const QColor ground = isDown() || isHovered() ? color(Color::Hover) : color(Color::Surface);
    switch (m_kind) {
    case Kind::Primary: {
        const QColor fill = color(Color::AccentFill);
        return {isDown() ? fill.darker(115) : (isHovered() ? fill.darker(107) : fill), QColor(),
                color(Color::OnAccent), KeycapStyle::OnAccent};
    }
    case Kind::Danger:
        return {isDown() || isHovered() ? color(Color::BadSoft) : color(Color::Surface), color(Color::Bad),
                color(Color::Bad)};
    case Kind::Toggle:
        if (isChecked()) {
            return {color(Color::AccentSoft), color(Color::Accent), color(Color::AccentText)};
        }
        [[fallthrough]];
    case Kind::Quiet:
        return {isDown() || isHovered() ? color(Color::Hover) : QColor(), QColor(), color(Color::Text2)};
    case Kind::Secondary:
        break;
    }
    return {ground, color(Color::BorderStrong), color(Color::Text)};
}

void KeyButton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Look look = this->look();
    // Without tints only the edge can say that a button is off.
    const bool isDashed = !isEnabled() && theme().kind() == ThemeKind::HighContrast;
    drawFrame(painter, rect(),
              {look.fill, look.edge, metrics::kStrokeHair, metrics::kRadiusControl, isDashed});
    // Wider than its hint, the content stands in the middle.
    const double spare = std::max(0.0, (width() - sizeHint().width()) / 2.0);
    double x = std::floor(kSidePadding + spare);
    const QRectF area(0, 0, width(), height());
    if (!m_iconName.isEmpty()) {
        theme().drawIcon(painter, QRectF(x, 0, metrics::kIcon, height()), m_iconName, metrics::kIcon,
                         look.text);
        x += metrics::kIcon + kPartGap;
    }
    const bool hasCaps = m_areKeysShown && !keys().isEmpty();
    const double capsWidth = hasCaps ? keycapsWidth(theme(), keys()) : 0;
    if (!m_isIconOnly) {
        const double room = width() - x - (hasCaps ? capsWidth + kPartGap + kCapPadding : kSidePadding);
        const double own = std::min(textWidth(textFont(), text()), std::max(0.0, room));
        drawLine(painter, QRectF(x, 0, own, height()), textFont(), look.text, text());
        x += own + kPartGap;
    }
    if (hasCaps) {
        paintKeycaps(painter, theme(), QPointF(x, area.center().y()), keys(), look.caps);
    }
}

} // namespace plumbline
