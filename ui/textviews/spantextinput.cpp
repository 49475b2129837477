// The mouse and the keyboard of SpanTextView.

#include "ui/textviews/spantextview.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace plumbline {

namespace {

constexpr qreal kHandleReach = 12; ///< half of the 24 pixels a pointer target has at least
constexpr int kAutoScrollMs = 40;

qsizetype steppedEnd(const TextBoundaries& text, qsizetype at, int direction, SpanTextView::Unit unit)
{
    if (unit == SpanTextView::Unit::Word) {
        return direction > 0 ? text.nextWordEnd(at) : text.previousWordEnd(at);
    }
    return direction > 0 ? text.nextGrapheme(at) : text.previousGrapheme(at);
}

qsizetype steppedStart(const TextBoundaries& text, qsizetype at, int direction, SpanTextView::Unit unit)
{
    if (unit == SpanTextView::Unit::Word) {
        return direction > 0 ? text.nextWordStart(at) : text.previousWordStart(at);
    }
    return direction > 0 ? text.nextGrapheme(at) : text.previousGrapheme(at);
}

} // namespace

void SpanTextView::placeCursor(qsizetype position)
{
    m_cursor = std::clamp<qsizetype>(position, 0, text().size());
    keepInView(m_cursor);
    viewport()->update();
    Q_EMIT selectionChanged();
    announceCursor();
}

void SpanTextView::setPending(TextRange range)
{
    m_pending = range;
    m_cursor = range.end;
    viewport()->update();
    const auto [start, end] = pendingRange();
    Q_EMIT pendingChanged(start, end);
    Q_EMIT selectionChanged();
    announceCursor();
}

void SpanTextView::cancelPending()
{
    if (m_pending) {
        m_pending.reset();
        viewport()->update();
        Q_EMIT pendingChanged(-1, -1);
        Q_EMIT selectionChanged();
    }
}

void SpanTextView::startSpan()
{
    if (m_readOnly || text().isEmpty()) {
        return;
    }
    if (m_openId != 0) {
        m_openId = 0;
    }
    const TextBoundaries boundaries(text());
    qsizetype start = boundaries.graphemeStart(m_cursor);
    if (m_wordMode) {
        const TextRange word = boundaries.wordAt(start);
        start = word.isEmpty() ? boundaries.nextWordStart(start) : word.start;
        if (start >= text().size()) { // behind the last word: the last word
            start = boundaries.previousWordStart(text().size());
        }
    }
    setPending({start, start});
    keepInView(start);
}

void SpanTextView::requestResize(TextRange range)
{
    const SpanMarks::Placed* open = m_marks.find(m_openId);
    if (m_readOnly || open == nullptr || range.isEmpty() || range == open->range) {
        return;
    }
    Q_EMIT spanResizeRequested(m_openId, m_index.utf16ToCodePoint(range.start),
                               m_index.utf16ToCodePoint(range.end));
}

void SpanTextView::moveEnd(int direction, Unit unit)
{
    const TextBoundaries boundaries(text());
    if (m_openId != 0 && !m_pending) {
        const TextRange range{m_openRange.start, steppedEnd(boundaries, m_openRange.end, direction, unit)};
        if (!range.isEmpty()) {
            keepInView(range.end);
            requestResize(range);
        }
        return;
    }
    if (!m_pending) {
        moveCursor(direction, unit);
        return;
    }
    const qsizetype end = steppedEnd(boundaries, m_pending->end, direction, unit);
    setPending({m_pending->start, std::max(end, m_pending->start)});
    keepInView(m_pending->end);
}

void SpanTextView::moveStart(int direction, Unit unit)
{
    const TextBoundaries boundaries(text());
    if (m_openId != 0 && !m_pending) {
        const TextRange range{steppedStart(boundaries, m_openRange.start, direction, unit), m_openRange.end};
        if (!range.isEmpty()) {
            keepInView(range.start);
            requestResize(range);
        }
        return;
    }
    if (!m_pending) {
        moveCursor(direction, unit);
        return;
    }
    const qsizetype start = steppedStart(boundaries, m_pending->start, direction, unit);
    const bool wasEmpty = m_pending->isEmpty();
    setPending({wasEmpty ? start : std::min(start, m_pending->end), wasEmpty ? start : m_pending->end});
    keepInView(m_pending->start);
}

void SpanTextView::moveCursor(int direction, Unit unit)
{
    m_wantedX = -1;
    placeCursor(steppedStart(TextBoundaries(text()), m_cursor, direction, unit));
}

void SpanTextView::moveCursorLines(int lines)
{
    SpanLayout::Line line = m_layout.lineAt(m_cursor);
    if (m_wantedX < 0) {
        m_wantedX = m_layout.xOf(line, m_cursor);
    }
    const qreal wanted = m_wantedX;
    for (int i = 0; i < std::abs(lines); ++i) {
        const qint64 y = lines > 0 ? line.top + line.height : line.top - 1;
        if (y < 0 || y >= m_layout.height()) {
            break;
        }
        line = m_layout.lineAtY(y);
    }
    qsizetype position = m_layout.positionAt(line, wanted);
    // The position behind a soft break belongs to the next line.
    if (position == line.range.end && position > line.range.start &&
        m_layout.lineAt(position).range.start == position) {
        position = TextBoundaries(text()).previousGrapheme(position);
    }
    placeCursor(position);
    m_wantedX = wanted;
}

void SpanTextView::nextSpan()
{
    walk(1);
}

void SpanTextView::previousSpan()
{
    walk(-1);
}

void SpanTextView::walk(int direction)
{
    const auto& all = m_marks.all();
    if (all.empty()) {
        return;
    }
    const int count = static_cast<int>(all.size());
    int target = 0;
    if (const SpanMarks::Placed* open = m_marks.find(m_openId)) {
        target = (open->number - 1 + direction + count) % count;
    } else {
        const auto after = std::find_if(
            all.begin(), all.end(), [this](const auto& placed) { return placed.range.start >= m_cursor; });
        const int next = static_cast<int>(after - all.begin());
        target = (direction > 0 ? next : next - 1 + count) % count;
    }
    Q_EMIT spanClicked(all[static_cast<size_t>(target)].mark.id);
}

// Mouse

SpanLayout::Line SpanTextView::lineUnder(const QPoint& place)
{
    return m_layout.lineAtY(place.y() - origin().y());
}

qsizetype SpanTextView::unitAt(const QPoint& place)
{
    return m_layout.positionAt(lineUnder(place), place.x() - origin().x());
}

qint64 SpanTextView::positionAt(const QPoint& place)
{
    return m_index.utf16ToCodePoint(unitAt(place));
}

const SpanMarks::Placed* SpanTextView::spanUnder(const QPoint& place)
{
    const SpanLayout::Line line = lineUnder(place);
    const QPointF inText = place - origin();
    for (const SpanPainter::Tag& tag : painter().tags(line, paintState())) {
        if (tag.rect.adjusted(-2, -2, 2, 2).contains(inText)) {
            return tag.placed;
        }
    }
    const SpanMarks::Placed* best = nullptr;
    for (const SpanMarks::Placed* placed : m_marks.touching(line.range)) {
        for (const auto& [left, right] : m_layout.stretches(line, placed->range)) {
            const bool isHit = inText.x() >= left && inText.x() <= right;
            if (isHit && (best == nullptr || placed->range.length() < best->range.length())) {
                best = placed;
            }
        }
    }
    return best;
}

SpanTextView::Drag SpanTextView::handleUnder(const QPoint& place)
{
    if (m_openId == 0 || m_readOnly) {
        return Drag::None;
    }
    const SpanLayout::Line line = lineUnder(place);
    Drag nearest = Drag::None;
    qreal least = kHandleReach;
    for (const bool atEnd : {false, true}) {
        QPointF centre;
        if (painter().handle(line, m_openRange, atEnd, &centre)) {
            const QPointF distance = centre - (place - origin());
            // Half of the target outside the span is enough: inside it, a click means the text.
            const qreal length = std::hypot(distance.x(), distance.y());
            if (length < least) {
                least = length;
                nearest = atEnd ? Drag::End : Drag::Start;
            }
        }
    }
    return nearest;
}

TextRange SpanTextView::selected(qsizetype anchor, qsizetype position, bool words) const
{
    const TextRange range{std::min(anchor, position), std::max(anchor, position)};
    if (range.isEmpty()) {
        return range;
    }
    const TextBoundaries boundaries(text());
    return words ? boundaries.snapToWords(range) : boundaries.snapToGraphemes(range);
}

void SpanTextView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    m_pressedAt = event->position().toPoint();
    m_draggedTo = m_pressedAt;
    m_hasMoved = false;
    m_wantedX = -1;
    m_drag = handleUnder(m_pressedAt);
    if (m_drag == Drag::None) {
        m_drag = Drag::Select;
        m_anchor = unitAt(m_pressedAt);
    }
    event->accept();
}

void SpanTextView::dragTo(const QPoint& place, bool shift)
{
    const bool words = m_wordMode != shift;
    const qsizetype position = unitAt(place);
    if (m_drag == Drag::Select) {
        if (const TextRange range = selected(m_anchor, position, words); !range.isEmpty() && !m_readOnly) {
            m_openId = 0;
            setPending(range);
        }
        return;
    }
    const SpanMarks::Placed* open = m_marks.find(m_openId);
    if (open == nullptr) {
        return;
    }
    const TextBoundaries boundaries(text());
    if (m_drag == Drag::End) {
        const qsizetype least = boundaries.nextGrapheme(open->range.start);
        const TextRange range = selected(open->range.start, std::max(position, least), words);
        m_openRange = {open->range.start, std::max(range.end, least)};
    } else {
        const qsizetype most = boundaries.previousGrapheme(open->range.end);
        const TextRange range = selected(std::min(position, most), open->range.end, words);
        m_openRange = {std::min(range.start, most), open->range.end};
    }
    viewport()->update();
}

void SpanTextView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    if (m_drag == Drag::None) {
        const bool isHandle = handleUnder(place) != Drag::None;
        const bool isTag = !isHandle && spanUnder(place) != nullptr;
        viewport()->setCursor(isHandle ? Qt::SizeHorCursor
                              : isTag  ? Qt::PointingHandCursor
                                       : Qt::IBeamCursor);
        return;
    }
    m_draggedTo = place;
    m_hasMoved =
        m_hasMoved || (place - m_pressedAt).manhattanLength() >= QApplication::startDragDistance() / 2;
    if (m_hasMoved) {
        dragTo(place, event->modifiers().testFlag(Qt::ShiftModifier));
        const bool isOutside = place.y() < 0 || place.y() > viewport()->height();
        if (isOutside && !m_autoScroll.isActive()) {
            m_autoScroll.start(kAutoScrollMs, this);
        } else if (!isOutside) {
            m_autoScroll.stop();
        }
    }
}

void SpanTextView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_drag == Drag::None) {
        return;
    }
    m_autoScroll.stop();
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag != Drag::Select) {
        const TextRange range = m_openRange;
        if (const SpanMarks::Placed* open = m_marks.find(m_openId)) {
            m_openRange = open->range; // until the caller sets the new one
        }
        viewport()->update();
        if (m_hasMoved) {
            requestResize(range);
        }
        return;
    }
    if (m_hasMoved && m_pending && !m_pending->isEmpty()) {
        const auto [start, end] = pendingRange();
        Q_EMIT spanCreateRequested(start, end);
        return;
    }
    cancelPending();
    if (const SpanMarks::Placed* placed = spanUnder(m_pressedAt)) {
        Q_EMIT spanClicked(placed->mark.id);
        return;
    }
    placeCursor(m_anchor);
    Q_EMIT textClicked(cursorPosition());
}

void SpanTextView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_readOnly) {
        return;
    }
    m_drag = Drag::None;
    const SpanLayout::Line line = lineUnder(event->position().toPoint());
    const qreal x = event->position().x() - origin().x();
    const TextBoundaries boundaries(text());
    qsizetype at = m_layout.positionAt(line, x);
    if (at > line.range.start && (at == line.range.end || m_layout.xOf(line, at) > x) && !line.isBidi) {
        at = boundaries.previousGrapheme(at); // the grapheme under the pointer, not the nearest edge
    }
    const TextRange word = boundaries.wordAt(at);
    if (word.isEmpty()) {
        return;
    }
    m_openId = 0;
    setPending(word);
    const auto [start, end] = pendingRange();
    Q_EMIT spanCreateRequested(start, end);
}

void SpanTextView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const int over = m_draggedTo.y() < 0 ? m_draggedTo.y() : m_draggedTo.y() - viewport()->height();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + std::clamp(over, -60, 60));
    dragTo(m_draggedTo, QApplication::keyboardModifiers().testFlag(Qt::ShiftModifier));
}

// Keyboard

bool SpanTextView::handleArrow(QKeyEvent* event)
{
    const bool isRight = event->key() == Qt::Key_Right;
    if (!isRight && event->key() != Qt::Key_Left) {
        return false;
    }
    if (event->modifiers() & (Qt::AltModifier | Qt::MetaModifier)) {
        return false;
    }
    // In a right-to-left paragraph the arrow to the left leads forwards.
    const qsizetype at = m_openId != 0 ? m_openRange.end : m_cursor;
    const TextRange paragraph = m_layout.pieceRange(m_layout.pieceAt(at));
    const bool isRtl = QStringView(text()).mid(paragraph.start, paragraph.length()).isRightToLeft();
    const int direction = isRight != isRtl ? 1 : -1;
    const bool characters = event->modifiers().testFlag(Qt::ShiftModifier) || !m_wordMode;
    const Unit unit = characters ? Unit::Character : Unit::Word;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        moveStart(direction, unit);
    } else {
        moveEnd(direction, unit);
    }
    return true;
}

void SpanTextView::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == Qt::NoModifier;
    if (handleArrow(event)) {
        event->accept();
        return;
    }
    const int pageLines = std::max(1, viewport()->height() / std::max(1, m_metrics.lineHeight) - 1);
    const bool isFree = !m_pending && m_openId == 0;
    switch (event->key()) {
    case Qt::Key_Space:
        if (isPlain) {
            startSpan();
            return;
        }
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (isPlain && isFree) {
            moveCursorLines(event->key() == Qt::Key_Down ? 1 : -1);
            return;
        }
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (isPlain && isFree) {
            moveCursorLines(event->key() == Qt::Key_PageDown ? pageLines : -pageLines);
            return;
        }
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (isFree) {
            const SpanLayout::Line line = m_layout.lineAt(m_cursor);
            const bool whole = event->modifiers().testFlag(Qt::ControlModifier);
            m_wantedX = -1;
            if (event->key() == Qt::Key_Home) {
                placeCursor(whole ? 0 : line.range.start);
            } else {
                placeCursor(whole ? text().size() : line.range.end);
            }
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_pending) {
            cancelPending();
            return;
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool SpanTextView::focusNextPrevChild(bool next)
{
    if (m_marks.isEmpty()) {
        return QAbstractScrollArea::focusNextPrevChild(next);
    }
    walk(next ? 1 : -1);
    return true;
}

} // namespace plumbline
