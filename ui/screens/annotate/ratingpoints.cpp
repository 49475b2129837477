#include "ui/screens/annotate/ratingpoints.h"

#include "ui/screens/annotate/ratinggrid.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

constexpr int kPadding = 16;
constexpr int kHead = 22;
constexpr int kLine = 26;
constexpr int kPointGap = 28;
constexpr int kTop = 10;
constexpr int kBottom = 8;

} // namespace

RatingPoints::RatingPoints(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("ratingPoints"));
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RatingPoints::setAspect(const Aspect& aspect, const QString& mark)
{
    if (aspect == m_aspect && mark == m_mark) {
        return;
    }
    m_aspect = aspect;
    m_mark = mark;
    rebuild();
}

void RatingPoints::setHint(const QString& hint)
{
    if (m_hint != hint) {
        m_hint = hint;
        updateGeometry();
        update();
    }
}

void RatingPoints::setVertical(bool isVertical)
{
    m_isVertical = isVertical;
    updateGeometry();
}

void RatingPoints::rebuild()
{
    m_points.clear();
    QStringList spoken;
    for (const ScalePoint& point : m_aspect.points) {
        if (point.label.isEmpty()) {
            continue;
        }
        const QString key = RatingGrid::keyOfValue(m_aspect, point.value);
        m_points.append({point.value, {key.isEmpty() ? QString::number(point.value) : key}, point.label});
        spoken.append(tr("%1: %2").arg(point.value).arg(point.label));
    }
    if (m_aspect.allowsNotApplicable) {
        const QStringList keys = RatingGrid::zeroIsPoint(m_aspect)
                                     ? QStringList{tr("Shift"), QStringLiteral("0")}
                                     : QStringList{QStringLiteral("0")};
        m_points.append({std::nullopt, keys, tr("Does not apply")});
    }
    setToolTip(m_aspect.description);
    setAccessibleName(m_mark.isEmpty() ? m_aspect.name
                                       : tr("%1, for response %2").arg(m_aspect.name, m_mark));
    setAccessibleDescription(m_aspect.description + QLatin1Char(' ') + spoken.join(QStringLiteral(", ")));
    m_hovered = -1;
    updateGeometry();
    update();
}

double RatingPoints::pointWidth(const Point& point) const
{
    return (m_isVertical ? widestKeys() : keycapsWidth(m_theme, point.keys)) + metrics::kSpace3 +
           textWidth(m_theme.font(Text::Body), point.label) + 2;
}

double RatingPoints::widestKeys() const
{
    double widest = 0;
    for (const Point& point : m_points) {
        widest = std::max(widest, keycapsWidth(m_theme, point.keys));
    }
    return widest;
}

bool RatingPoints::hintFits(int width) const
{
    const double title = textWidth(m_theme.font(Text::Strong), m_aspect.name) + metrics::kSpace3 +
                         textWidth(m_theme.font(Text::Body), tr("for response %1").arg(m_mark));
    return title + textWidth(m_theme.font(Text::Caption), m_hint) + 2 * kPadding + metrics::kSpace7 <= width;
}

double RatingPoints::headHeight(int width) const
{
    return m_theme.scaled(kTop + kHead) + (hintFits(width) || m_hint.isEmpty() ? 0 : m_theme.scaled(20));
}

QList<RatingPoints::Placed> RatingPoints::place(int width, double* bottom) const
{
    QList<Placed> placed;
    const double line = m_theme.scaled(kLine);
    double x = kPadding;
    double y = headHeight(width) + 2;
    for (int index = 0; index < m_points.size(); ++index) {
        const double wide = std::min<double>(pointWidth(m_points.at(index)), width - 2 * kPadding);
        const bool isNewLine = index > 0 && (m_isVertical || x + wide > width - kPadding);
        if (isNewLine) {
            x = kPadding;
            y += line;
        }
        QRectF rect(x, y, wide, line);
        if (isRightToLeft()) {
            rect.moveRight(width - x);
        }
        placed.append({index, rect});
        x += wide + kPointGap;
    }
    if (bottom != nullptr) {
        *bottom = m_points.isEmpty() ? y : y + line;
    }
    return placed;
}

int RatingPoints::heightForWidth(int width) const
{
    double bottom = 0;
    (void)place(width, &bottom);
    return static_cast<int>(std::ceil(bottom + kBottom));
}

QSize RatingPoints::sizeHint() const
{
    const int width = std::max(this->width(), 300);
    return {300, heightForWidth(width)};
}

QSize RatingPoints::minimumSizeHint() const
{
    return {200, heightForWidth(std::max(width(), 200))};
}

void RatingPoints::paintHead(QPainter& painter) const
{
    const QFont strong = m_theme.font(Text::Strong);
    const QFont body = m_theme.font(Text::Body);
    const bool isMirrored = isRightToLeft();
    const Qt::Alignment side = isMirrored ? Qt::AlignRight : Qt::AlignLeft;
    const Qt::Alignment otherSide = isMirrored ? Qt::AlignLeft : Qt::AlignRight;
    const double top = m_theme.scaled(kTop);
    const double height = m_theme.scaled(kHead);
    const double name = std::min<double>(textWidth(strong, m_aspect.name), width() - 2 * kPadding);
    const auto mirrored = [&](QRectF rect) {
        if (isMirrored) {
            rect.moveRight(width() - rect.left());
        }
        return rect;
    };
    drawLine(painter, mirrored({kPadding, top, name + 1, height}), strong, m_theme.color(Color::Text),
             m_aspect.name, side);
    const double after = kPadding + name + metrics::kSpace3;
    if (!m_mark.isEmpty() && after < width() - 2 * kPadding) {
        drawLine(painter, mirrored({after, top, width() - after - kPadding, height}), body,
                 m_theme.color(Color::Text2), tr("for response %1").arg(m_mark), side);
    }
    const bool isBeside = hintFits(width());
    drawLine(painter, QRectF(kPadding, isBeside ? top : top + height, width() - 2 * kPadding, height),
             m_theme.font(Text::Caption), m_theme.color(Color::Text2), m_hint, isBeside ? otherSide : side);
}

void RatingPoints::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawFrame(painter, rect(),
              {.fill = m_theme.color(Color::Inset),
               .edge = m_theme.color(Color::Border),
               .radius = metrics::kRadiusCard});
    paintHead(painter);
    for (const Placed& placed : place(width(), nullptr)) {
        const Point& point = m_points.at(placed.point);
        if (placed.point == m_hovered) {
            drawFrame(painter, placed.rect.adjusted(-6, 0, 6, 0),
                      {.fill = m_theme.color(Color::Hover), .edge = {}, .radius = metrics::kRadiusKey});
        }
        const double keys = keycapsWidth(m_theme, point.keys);
        const double left = isRightToLeft() ? placed.rect.right() - keys : placed.rect.left();
        paintKeycaps(painter, m_theme, {left, placed.rect.center().y()}, point.keys);
        const double inset = (m_isVertical ? widestKeys() : keys) + metrics::kSpace3;
        const QRectF text =
            isRightToLeft() ? placed.rect.adjusted(0, 0, -inset, 0) : placed.rect.adjusted(inset, 0, 0, 0);
        drawLine(painter, text, m_theme.font(Text::Body), m_theme.color(Color::Text), point.label,
                 isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    }
}

int RatingPoints::pointAt(const QPointF& position) const
{
    for (const Placed& placed : place(width(), nullptr)) {
        if (placed.rect.adjusted(-6, 0, 6, 0).contains(position)) {
            return placed.point;
        }
    }
    return -1;
}

void RatingPoints::mousePressEvent(QMouseEvent* event)
{
    const int point = pointAt(event->position());
    if (event->button() == Qt::LeftButton && point >= 0) {
        const std::optional<double> value = m_points.at(point).value;
        Q_EMIT pointChosen(value);
    }
}

void RatingPoints::mouseMoveEvent(QMouseEvent* event)
{
    const int point = pointAt(event->position());
    if (point != m_hovered) {
        m_hovered = point;
        setCursor(point >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void RatingPoints::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

} // namespace plumbline
