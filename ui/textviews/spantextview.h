#pragma once

#include "core/base/textindex.h"
#include "ui/textviews/spanlayout.h"
#include "ui/textviews/spanmarks.h"
#include "ui/textviews/spanpainter.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <functional>
#include <optional>

namespace plumbline {

class Theme;

/// The text of the span screen: shows a response with its spans and lets the annotator mark, open and resize
/// them by mouse and keyboard. It keeps no model: it says what was asked for, and the caller answers with
/// setSpans(), setOpenSpan() or cancelPending(). All positions here are Unicode code points. Only what is in
/// view is laid out, so a text of 1 MB is as quick as a short one. No range ever splits a grapheme.
class SpanTextView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Unit { Word, Character };
    /// Says what a screen reader reads of a span; numbers are those on the tags.
    using DescribeSpan =
        std::function<QString(const SpanMark& mark, int number, int count, const QList<int>& overlaps)>;

    explicit SpanTextView(const Theme& theme, QWidget* parent = nullptr);
    ~SpanTextView() override;

    /// Shows a text, without spans, from its top.
    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_index.text(); }
    [[nodiscard]] const TextIndex& index() const { return m_index; }

    void setSpans(const QList<SpanMark>& spans);
    [[nodiscard]] const SpanMarks& marks() const { return m_marks; }

    /// The span with frame and handles; none if 0 or unknown. Ends a pending range.
    void setOpenSpan(int id);
    [[nodiscard]] int openSpan() const { return m_openId; }

    /// Mouse selections take whole words; Shift turns that round for one drag. On at the start.
    void setWordMode(bool words);
    [[nodiscard]] bool wordMode() const { return m_wordMode; }

    /// Without it ranges can be read but not made or changed.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }

    /// True from startSpan() or a mouse selection until cancelPending(), setOpenSpan() or setText().
    [[nodiscard]] bool hasPending() const { return m_pending.has_value(); }
    /// The pending range; start equals end while it is empty.
    [[nodiscard]] std::pair<qint64, qint64> pendingRange() const;
    [[nodiscard]] qint64 cursorPosition() const { return m_index.utf16ToCodePoint(m_cursor); }
    void setCursorPosition(qint64 codePoint);

    void setDescribeSpan(DescribeSpan describe) { m_describe = std::move(describe); }
    /// The description of a span for a screen reader.
    [[nodiscard]] QString spanDescription(int id) const;

    /// Scrolls so that the line of this code point can be seen.
    void ensureVisible(qint64 codePoint);

    /// Where a code point is drawn, in the viewport's pixels (the box of its line, 1 wide).
    [[nodiscard]] QRect cursorRect(qint64 codePoint);
    /// The code point boundary nearest to a place in the viewport.
    [[nodiscard]] qint64 positionAt(const QPoint& place);

    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    /// Sets the start of a new range at the cursor (the next word, in word mode).
    void startSpan();
    /// Moves the end (the cursor side) of the pending range, or asks to resize the open span.
    /// `direction` is +1 forwards or -1 backwards in the text.
    void moveEnd(int direction, SpanTextView::Unit unit);
    /// The same for the start.
    void moveStart(int direction, SpanTextView::Unit unit);
    void moveCursor(int direction, SpanTextView::Unit unit);
    void moveCursorLines(int lines);
    /// Asks (by spanClicked) for the next span in text order after the open one or the cursor; goes round.
    void nextSpan();
    void previousSpan();
    void cancelPending();

Q_SIGNALS:
    /// A range began, grew or ended; it ended if start and end are both -1.
    void pendingChanged(qint64 start, qint64 end);
    /// The cursor, the pending range or the open span is another.
    void selectionChanged();
    /// A span was clicked, or reached by nextSpan() and previousSpan(); the caller opens it.
    void spanClicked(int id);
    /// Text beside all spans was clicked.
    void textClicked(qint64 codePoint);
    void spanResizeRequested(int id, qint64 start, qint64 end);
    /// A range was selected with the mouse. It stays pending, so that a category can still be chosen.
    void spanCreateRequested(qint64 start, qint64 end);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class Drag { None, Select, Start, End };

    void restyle();
    void updateScrollBar();
    [[nodiscard]] QPoint origin() const;
    [[nodiscard]] SpanPaintState paintState() const;
    [[nodiscard]] SpanPainter painter() const;
    [[nodiscard]] SpanLayout::Line lineUnder(const QPoint& place);
    [[nodiscard]] qsizetype unitAt(const QPoint& place);
    [[nodiscard]] const SpanMarks::Placed* spanUnder(const QPoint& place);
    [[nodiscard]] Drag handleUnder(const QPoint& place);
    void keepInView(qsizetype position);

    void setPending(TextRange range);
    void placeCursor(qsizetype position);
    void dragTo(const QPoint& place, bool shift);
    [[nodiscard]] TextRange selected(qsizetype anchor, qsizetype position, bool words) const;
    void requestResize(TextRange range);
    void walk(int direction);
    [[nodiscard]] bool handleArrow(QKeyEvent* event);
    void announceCursor();

    const Theme& m_theme;
    TextIndex m_index;
    SpanMarks m_marks;
    SpanLayout m_layout;
    SpanMetrics m_metrics;
    DescribeSpan m_describe;
    int m_openId = 0;
    TextRange m_openRange; ///< of the open span, also while a handle is dragged
    std::optional<TextRange> m_pending;
    qsizetype m_cursor = 0; ///< UTF-16 units, as all private positions
    qreal m_wantedX = -1;   ///< column kept while moving up and down
    bool m_wordMode = true;
    bool m_readOnly = false;
    Drag m_drag = Drag::None;
    qsizetype m_anchor = 0;
    QPoint m_pressedAt;
    QPoint m_draggedTo;
    bool m_hasMoved = false;
    bool m_isScrollingUp = false;
    bool m_needsScrollBar = false;
    QBasicTimer m_autoScroll;
};

} // namespace plumbline
