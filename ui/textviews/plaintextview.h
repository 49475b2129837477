#pragma once

#include "ui/textviews/spanlayout.h"

#include <QAbstractScrollArea>
#include <QList>

namespace plumbline {

class Theme;

/// A stretch of text to be shown as inserted (underlined) or deleted (struck). UTF-16 units.
struct TextHighlight
{
    enum class Kind { Inserted, Deleted };
    TextRange range;
    Kind kind = Kind::Inserted;

    bool operator==(const TextHighlight&) const = default;
};

/// Shows plain text of any length, exactly as it is, in the response font. Lays out only what is in view, so
/// a text of 1 MB opens in one frame. Text can be selected and copied, not changed.
class PlainTextView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit PlainTextView(const Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_layout.text(); }

    /// Differences to mark, in text order and not overlapping.
    void setHighlights(const QList<TextHighlight>& highlights);
    [[nodiscard]] const QList<TextHighlight>& highlights() const { return m_highlights; }

    [[nodiscard]] TextRange selection() const;
    void setSelection(TextRange range);
    [[nodiscard]] QString selectedText() const;
    /// Puts the selected text on the clipboard.
    void copy() const;

    /// Height of the whole text at this width; an estimate where it has not been laid out yet.
    [[nodiscard]] qint64 contentHeight() const { return m_layout.height(); }

    /// Where a UTF-16 position is drawn in the viewport.
    [[nodiscard]] QRect positionRect(qsizetype position);
    /// The position nearest to a place in the viewport.
    [[nodiscard]] qsizetype positionAt(const QPoint& place);
    void ensureVisible(qsizetype position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void restyle();
    void updateScrollBar();
    void layOutView();
    void paintLine(QPainter& painter, const SpanLayout::Line& line) const;
    void fill(QPainter& painter, const SpanLayout::Line& line, TextRange range, const QColor& color) const;

    const Theme& m_theme;
    SpanLayout m_layout;
    SpanMetrics m_metrics;
    QList<TextHighlight> m_highlights;
    qsizetype m_anchor = 0;
    qsizetype m_cursor = 0;
    bool m_isScrollingUp = false;
};

} // namespace plumbline
