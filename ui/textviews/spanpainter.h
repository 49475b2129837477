#pragma once

#include "ui/textviews/spanlayout.h"
#include "ui/textviews/spanmarks.h"

#include <QFont>
#include <QPointF>
#include <QRectF>

#include <vector>

class QPainter;

namespace plumbline {

class Theme;

/// What is being done to the text just now; positions are UTF-16 units.
struct SpanPaintState
{
    int openId = 0;      ///< the span with frame and handles, 0 for none
    TextRange openRange; ///< its range, which differs from its mark's while a handle is dragged
    TextRange pending;   ///< the range that is growing; empty for none
    bool hasPending = false;
    qsizetype cursor = 0;
    bool showsCursor = false;
};

/// Draws lines of the span text: tints, frame and handles of the open span, text, underlines, tags, cursor.
/// Draws in the coordinates of the text (0, 0 is the top left corner of the column).
class SpanPainter
{
public:
    struct Tag
    {
        QRectF rect;
        const SpanMarks::Placed* placed = nullptr;
    };

    SpanPainter(const Theme& theme, const SpanLayout& layout, const SpanMarks& marks,
                const SpanMetrics& metrics);

    void paintLine(QPainter& painter, const SpanLayout::Line& line, const SpanPaintState& state) const;
    /// The tags on a line, none over another.
    [[nodiscard]] std::vector<Tag> tags(const SpanLayout::Line& line, const SpanPaintState& state) const;
    /// Where the handle at the start or the end of a range is, if that end is on the line.
    [[nodiscard]] bool handle(const SpanLayout::Line& line, TextRange range, bool atEnd,
                              QPointF* centre) const;

private:
    using Touching = std::vector<const SpanMarks::Placed*>;

    [[nodiscard]] Touching touching(const SpanLayout::Line& line, const SpanPaintState& state) const;
    [[nodiscard]] TextRange rangeOf(const SpanMarks::Placed& placed, const SpanPaintState& state) const;
    [[nodiscard]] std::vector<QRectF> boxes(const SpanLayout::Line& line, TextRange range) const;
    [[nodiscard]] qreal textTop(const SpanLayout::Line& line) const;
    /// The x of one end of a range on a line.
    [[nodiscard]] qreal edge(const SpanLayout::Line& line, TextRange range, bool atEnd) const;
    [[nodiscard]] static bool holdsStart(const SpanLayout::Line& line, TextRange range);
    [[nodiscard]] static bool holdsEnd(const SpanLayout::Line& line, TextRange range);

    void paintTints(QPainter& painter, const SpanLayout::Line& line, const SpanPaintState& state,
                    const Touching& marks) const;
    void paintUnderline(QPainter& painter, const SpanLayout::Line& line, const SpanMarks::Placed& placed,
                        TextRange range) const;
    void paintTags(QPainter& painter, const SpanLayout::Line& line, const SpanPaintState& state) const;
    void paintFrame(QPainter& painter, const SpanLayout::Line& line, TextRange range,
                    const QColor& color) const;
    void paintHandles(QPainter& painter, const SpanLayout::Line& line, TextRange range,
                      const QColor& color) const;
    void paintCursor(QPainter& painter, const SpanLayout::Line& line, const SpanPaintState& state) const;

    const Theme& m_theme;
    const SpanLayout& m_layout;
    const SpanMarks& m_marks;
    const SpanMetrics& m_metrics;
    QFont m_tagFont;
};

} // namespace plumbline
