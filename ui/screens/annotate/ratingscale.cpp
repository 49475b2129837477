#include "ui/screens/annotate/ratingscale.h"

#include "core/domain/content.h"
#include "ui/screens/annotate/ratinggrid.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBarWidth = 200;
constexpr int kNotApplicableGap = 6;
constexpr int kInset = 2; ///< between the box and a chosen point

QString notApplicableText()
{
    return QCoreApplication::translate("plumbline::RatingScale", "n/a");
}

QString valueText(double value)
{
    return value < 0 ? QChar(0x2212) + QString::number(-value) : QString::number(value);
}

} // namespace

RatingScale::RatingScale(const Theme& theme, const Aspect& aspect)
    : m_theme(theme)
    , m_aspect(aspect)
{
}

double RatingScale::boxWidth() const
{
    const int points = static_cast<int>(m_aspect.points.size());
    return m_theme.scaled(RatingGrid::isLongScale(m_aspect) ? kBarWidth : points * metrics::kScaleCell);
}

double RatingScale::height() const
{
    return m_theme.scaled(metrics::kScaleCell);
}

double RatingScale::width() const
{
    return m_aspect.allowsNotApplicable ? notApplicableRect().right() : boxWidth();
}

QRectF RatingScale::pointRect(int index) const
{
    const double width = boxWidth() / static_cast<double>(std::max<qsizetype>(1, m_aspect.points.size()));
    return {index * width, 0, width, height()};
}

QRectF RatingScale::notApplicableRect() const
{
    const double textWide = textWidth(m_theme.font(Text::Head), notApplicableText());
    const double wide = std::max<double>(textWide + 10, m_theme.scaled(metrics::kTouchMin));
    return {boxWidth() + kNotApplicableGap, 0, wide, height()};
}

QRectF RatingScale::mirrored(const QRectF& rect, bool isMirrored) const
{
    return isMirrored ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
}

std::optional<RatingChoice> RatingScale::choiceAt(const QPointF& position, bool isMirrored) const
{
    const QPointF place(isMirrored ? width() - position.x() : position.x(), position.y());
    if (place.y() < 0 || place.y() >= height()) {
        return std::nullopt;
    }
    if (m_aspect.allowsNotApplicable && notApplicableRect().contains(place)) {
        return RatingChoice{};
    }
    if (place.x() < 0 || place.x() >= boxWidth() || m_aspect.points.isEmpty()) {
        return std::nullopt;
    }
    const double share = place.x() / boxWidth() * static_cast<double>(m_aspect.points.size());
    const auto index = std::clamp<qsizetype>(static_cast<qsizetype>(share), 0, m_aspect.points.size() - 1);
    return RatingChoice{m_aspect.points.at(index).value};
}

void RatingScale::paint(QPainter& painter, const QPointF& topLeft, const State& state) const
{
    painter.save();
    painter.translate(topLeft);
    const QRectF box = mirrored({0, 0, boxWidth(), height()}, state.isMirrored);
    drawFrame(painter, box,
              {.fill = m_theme.color(Color::Surface),
               .edge = m_theme.color(state.isCurrent && !state.hasFocus ? Color::Accent : Color::Control),
               .radius = metrics::kRadiusControl});
    if (RatingGrid::isLongScale(m_aspect)) {
        paintBar(painter, box, state);
    } else {
        paintPoints(painter, box, state);
    }
    if (m_aspect.allowsNotApplicable) {
        paintNotApplicable(painter, mirrored(notApplicableRect(), state.isMirrored), state);
    }
    if (state.isCurrent && state.hasFocus) {
        paintRing(painter, box);
    }
    painter.restore();
}

void RatingScale::paintPoints(QPainter& painter, const QRectF& box, const State& state) const
{
    const QFont font = m_theme.font(Text::Body);
    const QFont strong = m_theme.font(Text::Strong);
    bool wasChosen = false;
    for (int index = 0; index < m_aspect.points.size(); ++index) {
        const QRectF cell = mirrored(pointRect(index), state.isMirrored);
        const double value = m_aspect.points.at(index).value;
        const bool isChosen = state.rating != nullptr && state.rating->value == value;
        if (index > 0 && !isChosen && !wasChosen) {
            painter.setPen(QPen(m_theme.color(Color::Border), 1));
            const double x = (state.isMirrored ? std::round(cell.right()) : std::round(cell.left())) + 0.5;
            painter.drawLine(QPointF(x, box.top() + 7), QPointF(x, box.bottom() - 7));
        }
        const QRectF inner = cell.adjusted(kInset, kInset, -kInset, -kInset);
        if (isChosen) {
            drawFrame(painter, inner, {.fill = m_theme.color(Color::AccentFill), .edge = {}, .radius = 4});
        } else if (state.hovered && state.hovered->value == value) {
            drawFrame(painter, inner, {.fill = m_theme.color(Color::Hover), .edge = {}, .radius = 4});
        }
        drawLine(painter, cell, isChosen ? strong : font,
                 m_theme.color(isChosen ? Color::OnAccent : Color::Text), valueText(value), Qt::AlignHCenter);
        wasChosen = isChosen;
    }
}

void RatingScale::paintBar(QPainter& painter, const QRectF& box, const State& state) const
{
    const QRectF inner = box.adjusted(3, 3, -3, -3);
    const bool hasValue = state.rating != nullptr && state.rating->value;
    const double range = std::max(1, m_aspect.maximum() - m_aspect.minimum());
    if (hasValue) {
        QRectF filled = inner;
        filled.setWidth(inner.width() * (*state.rating->value - m_aspect.minimum()) / range);
        if (state.isMirrored) {
            filled.moveRight(inner.right());
        }
        drawFrame(painter, filled, {.fill = m_theme.color(Color::AccentSoft), .edge = {}, .radius = 3});
    }
    const QString text = hasValue ? valueText(*state.rating->value)
                                  : QCoreApplication::translate("plumbline::RatingScale", "%1 to %2")
                                        .arg(valueText(m_aspect.minimum()), valueText(m_aspect.maximum()));
    drawLine(painter, box, m_theme.font(hasValue ? Text::Strong : Text::Caption),
             m_theme.color(hasValue ? Color::AccentText : Color::Text3), text, Qt::AlignHCenter);
}

void RatingScale::paintNotApplicable(QPainter& painter, const QRectF& rect, const State& state) const
{
    const bool isChosen = state.rating != nullptr && !state.rating->value;
    const QRectF inner = rect.adjusted(0, kInset, 0, -kInset);
    if (isChosen) {
        drawFrame(painter, inner, {.fill = m_theme.color(Color::AccentFill), .edge = {}, .radius = 4});
    } else if (state.hovered && !state.hovered->value) {
        drawFrame(painter, inner, {.fill = m_theme.color(Color::Hover), .edge = {}, .radius = 4});
    }
    drawLine(painter, rect, m_theme.font(isChosen ? Text::Head : Text::Caption),
             m_theme.color(isChosen ? Color::OnAccent : Color::Text2), notApplicableText(), Qt::AlignHCenter);
}

void RatingScale::paintRing(QPainter& painter, const QRectF& box) const
{
    const double out = metrics::kFocusGap + metrics::kStrokeFocus;
    drawFrame(painter, box.adjusted(-out, -out, out, out),
              {.fill = {},
               .edge = m_theme.color(Color::Focus),
               .width = metrics::kStrokeFocus,
               .radius = metrics::kRadiusControl + out});
}

} // namespace plumbline
