#include "ui/textviews/spanpainter.h"

#include <QFontMetricsF>
#include <QPainter>

#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qreal kStroke = 1.5;
constexpr qreal kRadius = 3;
constexpr qreal kHandleRadius = 4;
constexpr qreal kTagPadding = 4;

QString tagText(const SpanMarks::Placed& placed)
{
    const QString number = QString::number(placed.number);
    return placed.mark.letter.isEmpty() ? number : number + u' ' + placed.mark.letter;
}

} // namespace

SpanPainter::SpanPainter(const Theme& theme, const SpanLayout& layout, const SpanMarks& marks,
                         const SpanMetrics& metrics)
    : m_theme(theme)
    , m_layout(layout)
    , m_marks(marks)
    , m_metrics(metrics)
    , m_tagFont(theme.font(Text::Mark))
{
}

bool SpanPainter::holdsStart(const SpanLayout::Line& line, TextRange range)
{
    return range.start >= line.range.start && range.start < line.range.end;
}

bool SpanPainter::holdsEnd(const SpanLayout::Line& line, TextRange range)
{
    return range.end > line.range.start && range.end <= line.range.end;
}

TextRange SpanPainter::rangeOf(const SpanMarks::Placed& placed, const SpanPaintState& state) const
{
    return placed.mark.id == state.openId ? state.openRange : placed.range;
}

SpanPainter::Touching SpanPainter::touching(const SpanLayout::Line& line, const SpanPaintState& state) const
{
    Touching marks = m_marks.touching(line.range);
    std::erase_if(marks, [&state](const auto* placed) { return placed->mark.id == state.openId; });
    const SpanMarks::Placed* open = m_marks.find(state.openId);
    if (open != nullptr && state.openRange.start < line.range.end && state.openRange.end > line.range.start) {
        const auto after = std::find_if(marks.begin(), marks.end(),
                                        [open](const auto* placed) { return placed->number > open->number; });
        marks.insert(after, open);
    }
    return marks;
}

std::vector<QRectF> SpanPainter::boxes(const SpanLayout::Line& line, TextRange range) const
{
    std::vector<QRectF> rects;
    const qreal top = static_cast<qreal>(line.top) + m_metrics.tintTop;
    for (const auto& [left, right] : m_layout.stretches(line, range)) {
        rects.emplace_back(left - 1, top, right - left + 2, m_metrics.tintHeight);
    }
    return rects;
}

qreal SpanPainter::edge(const SpanLayout::Line& line, TextRange range, bool atEnd) const
{
    const auto stretches = m_layout.stretches(line, range);
    if (stretches.empty()) {
        return m_layout.xOf(line, atEnd ? range.end : range.start);
    }
    if (!line.isBidi) {
        return atEnd ? stretches.back().second : stretches.front().first;
    }
    const TextRange inside{std::max(range.start, line.range.start), std::min(range.end, line.range.end)};
    const qsizetype last = TextBoundaries(m_layout.text()).previousGrapheme(inside.end);
    return m_layout.edgeOf(line, atEnd ? last : inside.start, atEnd);
}

void SpanPainter::paintLine(QPainter& painter, const SpanLayout::Line& line,
                            const SpanPaintState& state) const
{
    const Touching marks = touching(line, state);
    paintTints(painter, line, state, marks);
    painter.setPen(m_theme.color(Color::Text));
    line.line.draw(&painter, QPointF(0, static_cast<qreal>(line.top) - line.line.y() + textTop(line)));
    for (const SpanMarks::Placed* placed : marks) {
        paintUnderline(painter, line, *placed, rangeOf(*placed, state));
    }
    if (const SpanMarks::Placed* open = m_marks.find(state.openId)) {
        paintFrame(painter, line, state.openRange, m_theme.categoryMark(open->mark.slot));
    }
    if (state.hasPending) {
        paintFrame(painter, line, state.pending, m_theme.color(Color::Accent));
    }
    paintTags(painter, line, state);
    if (const SpanMarks::Placed* open = m_marks.find(state.openId)) {
        paintHandles(painter, line, state.openRange, m_theme.categoryMark(open->mark.slot));
    }
    paintCursor(painter, line, state);
}

qreal SpanPainter::textTop(const SpanLayout::Line& line) const
{
    const qreal middle = m_metrics.tintTop + m_metrics.tintHeight / 2.0;
    return std::round(middle - (line.line.ascent() + line.line.descent()) / 2);
}

void SpanPainter::paintTints(QPainter& painter, const SpanLayout::Line& line, const SpanPaintState& state,
                             const Touching& marks) const
{
    painter.setPen(Qt::NoPen);
    const auto fill = [&](TextRange range, const QColor& color) {
        painter.setBrush(color);
        for (const QRectF& box : boxes(line, range)) {
            painter.drawRoundedRect(box, kRadius, kRadius);
        }
    };
    if (m_theme.kind() != ThemeKind::HighContrast) {
        // Long ones first, so that a span inside another stays visible.
        Touching byLength = marks;
        std::stable_sort(byLength.begin(), byLength.end(), [&](const auto* a, const auto* b) {
            return rangeOf(*a, state).length() > rangeOf(*b, state).length();
        });
        for (const SpanMarks::Placed* placed : byLength) {
            fill(rangeOf(*placed, state), m_theme.categoryTint(placed->mark.slot));
        }
    }
    if (state.hasPending) {
        fill(state.pending, m_theme.color(Color::AccentSoft));
    }
    painter.setBrush(Qt::NoBrush);
}

void SpanPainter::paintUnderline(QPainter& painter, const SpanLayout::Line& line,
                                 const SpanMarks::Placed& placed, TextRange range) const
{
    const QColor color = m_theme.categoryMark(placed.mark.slot);
    const qreal y = static_cast<qreal>(line.top) + m_metrics.firstLane + placed.lane * m_metrics.lanePitch;
    QPen pen(color, kStroke, Qt::SolidLine, Qt::FlatCap);
    qreal sharp = 0.25; // a stroke of 1.5 fills one row of pixels and half of another
    if (placed.mark.severity == SpanWeight::Minor) {
        pen.setWidthF(2);
        pen.setDashPattern({1, 2});
        sharp = 0;
    } else if (placed.mark.severity == SpanWeight::None) {
        pen.setWidthF(1);
        sharp = 0.5;
    }
    painter.setPen(pen);
    for (const auto& [left, right] : m_layout.stretches(line, range)) {
        painter.drawLine(QPointF(left, y + sharp), QPointF(right, y + sharp));
        if (placed.mark.severity == SpanWeight::Critical) {
            painter.drawLine(QPointF(left, y + 3 + sharp), QPointF(right, y + 3 + sharp));
        }
    }
    painter.setPen(QPen(color, kStroke, Qt::SolidLine, Qt::FlatCap));
    const qreal bottom = y + (placed.mark.severity == SpanWeight::Critical ? 4 : 1);
    for (const bool atEnd : {false, true}) {
        if (atEnd ? holdsEnd(line, range) : holdsStart(line, range)) {
            const qreal x = std::floor(edge(line, range, atEnd)) + 0.25;
            painter.drawLine(QPointF(x, y - 5), QPointF(x, bottom));
        }
    }
}

std::vector<SpanPainter::Tag> SpanPainter::tags(const SpanLayout::Line& line,
                                                const SpanPaintState& state) const
{
    std::vector<Tag> placedTags;
    const QFontMetricsF metrics(m_tagFont);
    for (const SpanMarks::Placed* placed : touching(line, state)) {
        const TextRange range = rangeOf(*placed, state);
        if (!holdsStart(line, range)) {
            continue;
        }
        const qreal width = std::ceil(metrics.horizontalAdvance(tagText(*placed))) + 2 * kTagPadding;
        const qreal x = edge(line, range, false);
        const auto boxesHere = m_layout.stretches(line, range);
        const bool growsLeft = line.isBidi && !boxesHere.empty() && x > boxesHere.front().first + 0.5;
        QRectF rect(growsLeft ? x + 1 - width : x - 1, static_cast<qreal>(line.top) + m_metrics.tagTop, width,
                    m_metrics.tagHeight);
        for (const Tag& other : placedTags) {
            if (rect.intersects(other.rect)) {
                growsLeft ? rect.moveRight(other.rect.left() - 1) : rect.moveLeft(other.rect.right() + 1);
            }
        }
        placedTags.push_back({rect, placed});
    }
    return placedTags;
}

void SpanPainter::paintTags(QPainter& painter, const SpanLayout::Line& line,
                            const SpanPaintState& state) const
{
    painter.setFont(m_tagFont);
    for (const Tag& tag : tags(line, state)) {
        const QColor mark = m_theme.categoryMark(tag.placed->mark.slot);
        const QColor ink = contrastTextOn(mark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawRoundedRect(tag.rect, kRadius, kRadius);
        painter.setBrush(Qt::NoBrush);
        if (tag.placed->mark.dashedTag) {
            painter.setPen(QPen(ink, 1, Qt::DashLine));
            painter.drawRoundedRect(tag.rect.adjusted(1.5, 1.5, -1.5, -1.5), kRadius - 1, kRadius - 1);
        }
        painter.setPen(ink);
        painter.drawText(tag.rect, Qt::AlignCenter, tagText(*tag.placed));
    }
}

void SpanPainter::paintFrame(QPainter& painter, const SpanLayout::Line& line, TextRange range,
                             const QColor& color) const
{
    painter.setPen(QPen(color, 1));
    painter.setBrush(Qt::NoBrush);
    for (const QRectF& box : boxes(line, range)) {
        painter.drawRoundedRect(
            QRectF(std::floor(box.left()) - 0.5, box.top() - 0.5, std::ceil(box.width()) + 1, box.height()),
            kRadius, kRadius);
    }
}

bool SpanPainter::handle(const SpanLayout::Line& line, TextRange range, bool atEnd, QPointF* centre) const
{
    if (!(atEnd ? holdsEnd(line, range) : holdsStart(line, range))) {
        return false;
    }
    const qreal x = edge(line, range, atEnd);
    const auto covered = m_layout.stretches(line, range);
    const bool isRightSide = !covered.empty() && x > (covered.front().first + covered.back().second) / 2;
    *centre = QPointF(isRightSide ? x + 1.5 : x - 1.5, // on the frame, beside the letters
                      static_cast<qreal>(line.top) + m_metrics.tintTop + m_metrics.tintHeight / 2.0);
    return true;
}

void SpanPainter::paintHandles(QPainter& painter, const SpanLayout::Line& line, TextRange range,
                               const QColor& color) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const bool atEnd : {false, true}) {
        QPointF centre;
        if (handle(line, range, atEnd, &centre)) {
            painter.drawEllipse(centre, kHandleRadius, kHandleRadius);
        }
    }
    painter.setBrush(Qt::NoBrush);
}

void SpanPainter::paintCursor(QPainter& painter, const SpanLayout::Line& line,
                              const SpanPaintState& state) const
{
    const bool isHere = state.cursor >= line.range.start && state.cursor <= line.range.end;
    if (!state.showsCursor || !isHere) {
        return;
    }
    const qreal x = std::round(m_layout.xOf(line, state.cursor));
    painter.fillRect(QRectF(x - 1, static_cast<qreal>(line.top) + m_metrics.tintTop, 2, m_metrics.tintHeight),
                     m_theme.color(Color::Accent));
}

} // namespace plumbline
