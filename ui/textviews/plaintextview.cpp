#include "ui/textviews/plaintextview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include "ui/textviews/plaintextaccessible.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kMostScroll = std::numeric_limits<int>::max() / 2;

} // namespace

PlainTextView::PlainTextView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    installPlainTextAccessibility();
    setObjectName(QStringLiteral("plainText"));
    setAccessibleName(tr("Text"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, &PlainTextView::restyle);
    m_layout.setText(QString());
    restyle();
}

void PlainTextView::setText(const QString& text)
{
    m_highlights.clear();
    m_anchor = 0;
    m_cursor = 0;
    m_layout.setText(text);
    verticalScrollBar()->setValue(0);
    updateScrollBar();
    viewport()->update();
}

void PlainTextView::setHighlights(const QList<TextHighlight>& highlights)
{
    m_highlights = highlights;
    viewport()->update();
}

TextRange PlainTextView::selection() const
{
    return {std::min(m_anchor, m_cursor), std::max(m_anchor, m_cursor)};
}

void PlainTextView::setSelection(TextRange range)
{
    const TextRange whole = TextBoundaries(text()).snapToGraphemes(range);
    m_anchor = whole.start;
    m_cursor = whole.end;
    viewport()->update();
}

QString PlainTextView::selectedText() const
{
    const TextRange range = selection();
    return text().mid(range.start, range.length());
}

void PlainTextView::copy() const
{
    if (!selection().isEmpty()) {
        QGuiApplication::clipboard()->setText(selectedText());
    }
}

void PlainTextView::restyle()
{
    // The line at the top stays there.
    const qsizetype top =
        verticalScrollBar()->value() > 0 ? m_layout.lineAtY(verticalScrollBar()->value()).range.start : 0;
    m_metrics = SpanMetrics();
    m_metrics.tintTop = 0;
    m_metrics.lineHeight = m_theme.responseLineHeight();
    m_metrics.tintHeight = m_metrics.lineHeight;
    m_layout.setStyle(m_theme.responseFont(), m_metrics,
                      std::min<int>(metrics::kResponseTextMax, viewport()->width()));
    verticalScrollBar()->setSingleStep(m_metrics.lineHeight);
    updateScrollBar();
    if (top > 0) {
        verticalScrollBar()->setValue(static_cast<int>(m_layout.lineAt(top).top));
    }
    viewport()->update();
}

void PlainTextView::updateScrollBar()
{
    const qint64 range = m_layout.height() - viewport()->height();
    verticalScrollBar()->setPageStep(std::max(1, viewport()->height() - m_metrics.lineHeight));
    verticalScrollBar()->setRange(0, static_cast<int>(std::clamp<qint64>(range, 0, kMostScroll)));
}

void PlainTextView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    restyle();
}

void PlainTextView::scrollContentsBy(int, int dy)
{
    m_isScrollingUp = dy > 0;
    viewport()->update();
}

/// Lays out what is in view; what turns out taller above the view does not push the text down.
void PlainTextView::layOutView()
{
    const qint64 top = verticalScrollBar()->value();
    const int first = m_layout.pieceAtY(top);
    int grown = 0;
    bool isOther = false;
    for (int piece = first;
         piece < m_layout.pieceCount() && m_layout.pieceTop(piece) < top + viewport()->height(); ++piece) {
        const bool isAbove = piece == first && m_isScrollingUp && m_layout.pieceTop(piece) < top;
        const int difference = m_layout.ensure(piece);
        grown += isAbove ? difference : 0;
        isOther |= difference != 0;
    }
    if (isOther) {
        const QSignalBlocker blocker(verticalScrollBar());
        updateScrollBar();
        verticalScrollBar()->setValue(static_cast<int>(top) + grown);
    }
}

void PlainTextView::paintEvent(QPaintEvent* event)
{
    layOutView();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), m_theme.color(Color::Surface));
    const int shift = verticalScrollBar()->value();
    painter.translate(0, -shift);
    const qint64 from = event->rect().top() + shift;
    const qint64 to = event->rect().bottom() + shift;
    for (int piece = m_layout.pieceAtY(from); piece < m_layout.pieceCount(); ++piece) {
        if (m_layout.pieceTop(piece) > to) {
            break;
        }
        for (const SpanLayout::Line& line : m_layout.lines(piece)) {
            if (line.top + line.height >= from && line.top <= to) {
                paintLine(painter, line);
            }
        }
    }
}

void PlainTextView::fill(QPainter& painter, const SpanLayout::Line& line, TextRange range,
                         const QColor& color) const
{
    for (const auto& [left, right] : m_layout.stretches(line, range)) {
        painter.fillRect(QRectF(left, static_cast<qreal>(line.top) + 1, right - left, line.height - 2),
                         color);
    }
}

void PlainTextView::paintLine(QPainter& painter, const SpanLayout::Line& line) const
{
    const bool hasTints = m_theme.kind() != ThemeKind::HighContrast;
    const auto first = std::lower_bound(
        m_highlights.begin(), m_highlights.end(), line.range.start,
        [](const TextHighlight& highlight, qsizetype start) { return highlight.range.end <= start; });
    const auto isHere = [&](auto it) { return it != m_highlights.end() && it->range.start < line.range.end; };
    for (auto it = first; hasTints && isHere(it); ++it) {
        const bool isInserted = it->kind == TextHighlight::Kind::Inserted;
        fill(painter, line, it->range, m_theme.color(isInserted ? Color::OkSoft : Color::BadSoft));
    }
    fill(painter, line, selection(), m_theme.color(Color::AccentSoft));
    const qreal middle =
        std::round(m_metrics.lineHeight / 2.0 - (line.line.ascent() + line.line.descent()) / 2);
    const qreal textTop = static_cast<qreal>(line.top) + middle;
    painter.setPen(m_theme.color(Color::Text));
    line.line.draw(&painter, QPointF(0, textTop - line.line.y()));
    const qreal baseline = textTop + line.line.ascent();
    for (auto it = first; isHere(it); ++it) {
        const bool isInserted = it->kind == TextHighlight::Kind::Inserted;
        painter.setPen(
            QPen(m_theme.color(isInserted ? Color::Ok : Color::Bad), 1.5, Qt::SolidLine, Qt::FlatCap));
        const qreal y = std::round(isInserted ? baseline + 3 : baseline - line.line.ascent() * 0.3) + 0.25;
        for (const auto& [left, right] : m_layout.stretches(line, it->range)) {
            painter.drawLine(QPointF(left, y), QPointF(right, y));
        }
    }
}

QRect PlainTextView::positionRect(qsizetype position)
{
    const SpanLayout::Line line = m_layout.lineAt(position);
    return {static_cast<int>(m_layout.xOf(line, position)),
            static_cast<int>(line.top) - verticalScrollBar()->value(), 1, line.height};
}

qsizetype PlainTextView::positionAt(const QPoint& place)
{
    return m_layout.positionAt(m_layout.lineAtY(place.y() + verticalScrollBar()->value()), place.x());
}

void PlainTextView::ensureVisible(qsizetype position)
{
    const SpanLayout::Line line = m_layout.lineAt(position);
    updateScrollBar();
    const int value = verticalScrollBar()->value();
    if (line.top < value) {
        verticalScrollBar()->setValue(static_cast<int>(line.top));
    } else if (line.top + line.height > value + viewport()->height()) {
        verticalScrollBar()->setValue(static_cast<int>(line.top + line.height - viewport()->height()));
    }
}

void PlainTextView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        setSelection({0, text().size()});
    } else if (event->key() == Qt::Key_Home) {
        verticalScrollBar()->setValue(0);
    } else if (event->key() == Qt::Key_End) {
        ensureVisible(text().size());
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void PlainTextView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_cursor = positionAt(event->position().toPoint());
        if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
            m_anchor = m_cursor;
        }
        viewport()->update();
    }
}

void PlainTextView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        m_cursor = positionAt(event->position().toPoint());
        ensureVisible(m_cursor);
        viewport()->update();
    }
}

void PlainTextView::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}

void PlainTextView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const TextRange word = TextBoundaries(text()).wordAt(positionAt(event->position().toPoint()));
    setSelection(word);
}

void PlainTextView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    QAction* copyAction = menu.addAction(tr("Copy"));
    copyAction->setEnabled(!selection().isEmpty());
    const QAction* allAction = menu.addAction(tr("Select all"));
    const QAction* chosen = menu.exec(event->globalPos());
    if (chosen == copyAction) {
        copy();
    } else if (chosen == allAction && chosen != nullptr) {
        setSelection({0, text().size()});
    }
}

} // namespace plumbline
