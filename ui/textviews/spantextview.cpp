#include "ui/textviews/spantextview.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/textviews/spantextaccessible.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kMargin = 24;   ///< left and right of the column
constexpr int kTopMargin = 8; ///< above the first and below the last line
constexpr int kMostScroll = std::numeric_limits<int>::max() / 2;

} // namespace

SpanTextView::SpanTextView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    installSpanTextAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("spanText"));
    setAccessibleName(tr("Response text with spans"));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_layout.setLaneCount([this](TextRange range) { return m_marks.lanesIn(range); });
    connect(&theme, &Theme::changed, this, &SpanTextView::restyle);
    restyle();
    setText(QString());
}

SpanTextView::~SpanTextView() = default;

void SpanTextView::setText(const QString& text)
{
    m_index = TextIndex(text);
    m_marks.set({}, m_index);
    m_layout.setText(m_index.text());
    m_openId = 0;
    m_pending.reset();
    m_drag = Drag::None;
    m_cursor = 0;
    m_wantedX = -1;
    verticalScrollBar()->setValue(0);
    updateScrollBar();
    viewport()->update();
    Q_EMIT pendingChanged(-1, -1);
    Q_EMIT selectionChanged();
    if (QAccessible::isActive()) {
        QAccessibleTextUpdateEvent update(this, 0, QString(), m_index.text());
        QAccessible::updateAccessibility(&update);
    }
}

void SpanTextView::setSpans(const QList<SpanMark>& spans)
{
    const int lanesBefore = m_marks.laneCount();
    m_marks.set(spans, m_index);
    if (std::max(lanesBefore, m_marks.laneCount()) > m_metrics.freeLanes) {
        const qint64 middle = verticalScrollBar()->value();
        const qsizetype top = m_layout.pieceCount() > 0 ? m_layout.lineAtY(middle).range.start : 0;
        m_layout.invalidate();
        updateScrollBar();
        verticalScrollBar()->setValue(static_cast<int>(m_layout.lineAt(top).top));
    }
    const SpanMarks::Placed* open = m_marks.find(m_openId);
    if (open == nullptr) {
        m_openId = 0;
    } else if (m_drag != Drag::Start && m_drag != Drag::End) {
        m_openRange = open->range;
    }
    viewport()->update();
}

void SpanTextView::setOpenSpan(int id)
{
    const SpanMarks::Placed* open = m_marks.find(id);
    m_openId = open == nullptr ? 0 : id;
    m_drag = Drag::None;
    if (open != nullptr) {
        cancelPending();
        m_openRange = open->range;
        m_cursor = open->range.end;
        keepInView(open->range.start);
    }
    viewport()->update();
    Q_EMIT selectionChanged();
    announceCursor();
}

void SpanTextView::setWordMode(bool words)
{
    m_wordMode = words;
}

void SpanTextView::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    cancelPending();
}

std::pair<qint64, qint64> SpanTextView::pendingRange() const
{
    const TextRange range = m_pending.value_or(TextRange{m_cursor, m_cursor});
    return {m_index.utf16ToCodePoint(range.start), m_index.utf16ToCodePoint(range.end)};
}

void SpanTextView::setCursorPosition(qint64 codePoint)
{
    placeCursor(TextBoundaries(text()).graphemeStart(m_index.codePointToUtf16(codePoint)));
}

QString SpanTextView::spanDescription(int id) const
{
    const SpanMarks::Placed* placed = m_marks.find(id);
    if (placed == nullptr) {
        return {};
    }
    const int count = static_cast<int>(m_marks.all().size());
    const QList<int> overlaps = m_marks.overlapping(id);
    if (m_describe) {
        return m_describe(placed->mark, placed->number, count, overlaps);
    }
    QStringList parts{tr("span %1 of %2").arg(placed->number).arg(count)};
    switch (placed->mark.severity) {
    case SpanWeight::None:
        break;
    case SpanWeight::Minor:
        parts << tr("minor");
        break;
    case SpanWeight::Major:
        parts << tr("major");
        break;
    case SpanWeight::Critical:
        parts << tr("critical");
        break;
    }
    if (!overlaps.isEmpty()) {
        QStringList numbers;
        for (const int number : overlaps) {
            numbers << QString::number(number);
        }
        parts << tr("overlaps %1").arg(numbers.join(QLatin1Char(' ')));
    }
    return parts.join(QStringLiteral(", "));
}

QSize SpanTextView::sizeHint() const
{
    return {metrics::kSpanTextMax + 2 * kMargin, 8 * m_metrics.lineHeight};
}

void SpanTextView::restyle()
{
    // The line at the top stays there.
    const int value = verticalScrollBar()->value();
    const qsizetype top = value > kTopMargin ? m_layout.lineAtY(value - kTopMargin).range.start : 0;
    const QFont font = m_theme.font(Text::Span);
    m_metrics = SpanMetrics::forFont(font.pixelSize(), m_theme.font(Text::Mark).pixelSize());
    const int width = std::min<int>(metrics::kSpanTextMax, viewport()->width() - 2 * kMargin);
    m_layout.setStyle(font, m_metrics, width);
    verticalScrollBar()->setSingleStep(m_metrics.lineHeight);
    updateScrollBar();
    if (top > 0) {
        verticalScrollBar()->setValue(static_cast<int>(m_layout.lineAt(top).top));
    }
    viewport()->update();
}

void SpanTextView::updateScrollBar()
{
    const qint64 range = m_layout.height() + 2 * kTopMargin - viewport()->height();
    verticalScrollBar()->setPageStep(std::max(1, viewport()->height() - m_metrics.lineHeight));
    verticalScrollBar()->setRange(0, static_cast<int>(std::clamp<qint64>(range, 0, kMostScroll)));
}

QPoint SpanTextView::origin() const
{
    return {kMargin, kTopMargin - verticalScrollBar()->value()};
}

SpanPaintState SpanTextView::paintState() const
{
    SpanPaintState state;
    state.openId = m_openId;
    state.openRange = m_openRange;
    state.hasPending = m_pending && !m_pending->isEmpty();
    state.pending = m_pending.value_or(TextRange{});
    state.cursor = m_cursor;
    state.showsCursor = hasFocus() && m_openId == 0;
    return state;
}

SpanPainter SpanTextView::painter() const
{
    return {m_theme, m_layout, m_marks, m_metrics};
}

void SpanTextView::paintEvent(QPaintEvent* event)
{
    // Laying out what comes into view may show that a piece is taller than was assumed; what is above the
    // view must then not push down what the reader looks at.
    const auto top = static_cast<qint64>(verticalScrollBar()->value()) - kTopMargin;
    const int firstPiece = m_layout.pieceAtY(std::max<qint64>(0, top));
    const qint64 bottom = top + viewport()->height();
    int grown = 0;
    for (int piece = firstPiece; piece < m_layout.pieceCount() && m_layout.pieceTop(piece) < bottom;
         ++piece) {
        const bool isAbove = piece == firstPiece && m_layout.pieceTop(piece) < top && top > 0;
        const int difference = m_layout.ensure(piece);
        grown += isAbove && m_isScrollingUp ? difference : 0;
        m_needsScrollBar |= difference != 0;
    }
    if (m_needsScrollBar) {
        m_needsScrollBar = false;
        updateScrollBar();
        if (grown != 0) {
            const QSignalBlocker blocker(verticalScrollBar());
            verticalScrollBar()->setValue(verticalScrollBar()->value() + grown);
        }
    }
    QPainter device(viewport());
    device.setRenderHint(QPainter::Antialiasing);
    device.fillRect(event->rect(), m_theme.color(Color::Surface));
    device.translate(origin());
    const SpanPainter spans = painter();
    const SpanPaintState state = paintState();
    const qint64 from = event->rect().top() - origin().y() - m_metrics.lineHeight;
    const qint64 to = event->rect().bottom() - origin().y();
    for (int piece = m_layout.pieceAtY(std::max<qint64>(0, from)); piece < m_layout.pieceCount(); ++piece) {
        if (m_layout.pieceTop(piece) > to) {
            break;
        }
        for (const SpanLayout::Line& line : m_layout.lines(piece)) {
            if (line.top + line.height >= from && line.top <= to) {
                spans.paintLine(device, line, state);
            }
        }
    }
}

void SpanTextView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        restyle();
    }
    updateScrollBar();
}

void SpanTextView::scrollContentsBy(int, int dy)
{
    m_isScrollingUp = dy > 0;
    viewport()->update();
}

void SpanTextView::keepInView(qsizetype position)
{
    for (int pass = 0; pass < 2; ++pass) { // the second time with the heights that the first has found
        const SpanLayout::Line line = m_layout.lineAt(position);
        updateScrollBar();
        const qint64 top = line.top + kTopMargin;
        const int value = verticalScrollBar()->value();
        if (top < value) {
            verticalScrollBar()->setValue(static_cast<int>(top - kTopMargin));
        } else if (top + line.height > value + viewport()->height()) {
            verticalScrollBar()->setValue(static_cast<int>(top + line.height - viewport()->height()));
        }
    }
}

void SpanTextView::ensureVisible(qint64 codePoint)
{
    keepInView(m_index.codePointToUtf16(codePoint));
}

QRect SpanTextView::cursorRect(qint64 codePoint)
{
    const qsizetype position = m_index.codePointToUtf16(codePoint);
    const SpanLayout::Line line = m_layout.lineAt(position);
    const QPoint shift = origin();
    return {static_cast<int>(m_layout.xOf(line, position)) + shift.x(),
            static_cast<int>(line.top) + m_metrics.tintTop + shift.y(), 1, m_metrics.tintHeight};
}

void SpanTextView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void SpanTextView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void SpanTextView::announceCursor()
{
    if (QAccessible::isActive()) {
        QAccessibleTextCursorEvent moved(this, static_cast<int>(m_cursor));
        QAccessible::updateAccessibility(&moved);
    }
}

} // namespace plumbline
