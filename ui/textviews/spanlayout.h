#pragma once

#include "core/base/textboundaries.h"

#include <QFont>
#include <QString>
#include <QTextLayout>

#include <functional>
#include <list>
#include <memory>
#include <vector>

namespace plumbline {

/// Where things stand on one line of the span text, in pixels from the line's top. At the normal size a line
/// is 44: tag 13, tint 22, and the first lane of underlines; lanes further down use the gap to the next line.
struct SpanMetrics
{
    int tagTop = 2;
    int tagHeight = 13;
    int tintTop = 15;
    int tintHeight = 22;
    int firstLane = 40; ///< centre of the first underline
    int lanePitch = 5;
    int lineHeight = 44;
    int freeLanes = 3;  ///< lanes that fit before a line grows…
    int laneGrowth = 6; ///< …by this much for each more

    /// For text of `fontPx` and tags in `markPx`.
    [[nodiscard]] static SpanMetrics forFont(int fontPx, int markPx);
};

/// Lays out a text of any length for drawing: pieces (paragraphs; long ones cut at white space), of which
/// only those asked for are laid out, while the others have estimated heights. Positions are UTF-16 units.
class SpanLayout
{
public:
    /// One laid-out line.
    struct Line
    {
        QTextLine line;
        qsizetype pieceStart = 0; ///< what to add to the line's positions
        qint64 top = 0;           ///< from the top of the whole text
        int height = 0;
        TextRange range;     ///< without the line break
        bool isBidi = false; ///< holds right-to-left text
    };

    /// Says how many lanes of underlines a range needs.
    using LaneCount = std::function<int(TextRange)>;

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    void setStyle(const QFont& font, const SpanMetrics& metrics, int width);
    void setLaneCount(LaneCount count) { m_laneCount = std::move(count); }
    /// Forgets what was laid out, for instance because lanes changed.
    void invalidate();

    [[nodiscard]] int pieceCount() const { return static_cast<int>(m_pieces.size()); }
    [[nodiscard]] qint64 height() const { return sumBefore(pieceCount()); }
    [[nodiscard]] qint64 pieceTop(int piece) const { return sumBefore(piece); }
    [[nodiscard]] int pieceHeight(int piece) const { return m_pieces[static_cast<size_t>(piece)].height; }
    [[nodiscard]] int pieceAtY(qint64 y) const;
    [[nodiscard]] int pieceAt(qsizetype position) const;
    [[nodiscard]] TextRange pieceRange(int piece) const;

    /// Lays the piece out if need be; returns by how much its height differs from what was assumed.
    int ensure(int piece);
    /// The lines of a piece; lays it out if need be.
    [[nodiscard]] std::vector<Line> lines(int piece);
    /// The line that holds a position; lays its piece out if need be. At a soft break: the later line.
    [[nodiscard]] Line lineAt(qsizetype position);
    /// The line at a height from the top of the text; the first or last if outside.
    [[nodiscard]] Line lineAtY(qint64 y);

    /// The boundary between graphemes nearest to `x` on a line.
    [[nodiscard]] qsizetype positionAt(const Line& line, qreal x) const;
    [[nodiscard]] qreal xOf(const Line& line, qsizetype position) const;
    /// The x of one side of a grapheme: where reading it begins or (`trailing`) ends.
    [[nodiscard]] qreal edgeOf(const Line& line, qsizetype grapheme, bool trailing) const;
    /// The stretches, from left to right, that a range covers on a line: one, or several in mixed directions.
    [[nodiscard]] std::vector<std::pair<qreal, qreal>> stretches(const Line& line, TextRange range) const;

private:
    struct Piece
    {
        qsizetype start = 0;
        int length = 0; ///< without the line break
        int height = 0;
        bool isRightToLeft = false;
        bool isExact = false;
        std::unique_ptr<QTextLayout> layout;
    };

    void addParagraph(qsizetype start, qsizetype end);
    [[nodiscard]] int estimate(const Piece& piece) const;
    void buildSums();
    void addHeight(int piece, int delta);
    [[nodiscard]] qint64 sumBefore(int piece) const;
    void layOut(Piece& piece);
    void remember(int piece);
    [[nodiscard]] Line makeLine(int piece, int number) const;

    QString m_text;
    QFont m_font;
    SpanMetrics m_metrics;
    int m_width = 0;
    qreal m_averageWidth = 8;
    LaneCount m_laneCount;
    std::vector<Piece> m_pieces;
    std::vector<qint64> m_sums; ///< Fenwick tree over the heights
    std::list<int> m_recent;    ///< pieces that hold a layout, latest first
};

} // namespace plumbline
