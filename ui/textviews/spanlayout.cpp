#include "ui/textviews/spanlayout.h"

#include <QFontMetricsF>
#include <QGlyphRun>

#include <algorithm>

namespace plumbline {

namespace {

constexpr qsizetype kLongestPiece = 4000;
constexpr size_t kLayoutsKept = 128;

bool isParagraphEnd(QChar c)
{
    return c == u'\n' || c == QChar::ParagraphSeparator;
}

bool hasRightToLeft(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        if (c.unicode() < 0x0590) {
            return false;
        }
        const QChar::Direction direction = c.direction();
        return direction == QChar::DirR || direction == QChar::DirAL || c.isSurrogate() ||
               direction == QChar::DirRLE || direction == QChar::DirRLO || direction == QChar::DirRLI;
    });
}

} // namespace

SpanMetrics SpanMetrics::forFont(int fontPx, int markPx)
{
    SpanMetrics metrics;
    metrics.tagHeight = markPx + 3;
    metrics.tintTop = metrics.tagTop + metrics.tagHeight;
    metrics.tintHeight = (fontPx * 22 + 8) / 17;
    metrics.firstLane = metrics.tintTop + metrics.tintHeight + 3;
    metrics.lineHeight = metrics.firstLane + 4;
    return metrics;
}

void SpanLayout::setText(const QString& text)
{
    m_text = text;
    m_recent.clear();
    m_pieces.clear();
    qsizetype start = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (isParagraphEnd(text.at(at))) {
            addParagraph(start, at);
            start = at + 1;
        }
    }
    addParagraph(start, text.size());
    buildSums();
}

void SpanLayout::addParagraph(qsizetype start, qsizetype end)
{
    const bool rightToLeft =
        QStringView(m_text).mid(start, std::min(end - start, kLongestPiece)).isRightToLeft();
    const auto add = [&](qsizetype from, qsizetype to) {
        Piece piece;
        piece.start = from;
        piece.length = static_cast<int>(to - from);
        piece.isRightToLeft = rightToLeft;
        piece.height = estimate(piece);
        m_pieces.push_back(std::move(piece));
    };
    while (end - start > kLongestPiece) {
        qsizetype cut = start + kLongestPiece;
        const qsizetype least = start + kLongestPiece / 2;
        while (cut > least && !(m_text.at(cut - 1).isSpace() && isCertainGraphemeBreak(m_text, cut))) {
            --cut;
        }
        if (cut == least) {
            cut = TextBoundaries(m_text).graphemeStart(start + kLongestPiece);
            cut = cut > start ? cut : start + kLongestPiece;
        }
        add(start, cut);
        start = cut;
    }
    // The carriage return of CRLF is no part of what is shown.
    if (end > start && end < m_text.size() && m_text.at(end - 1) == u'\r') {
        --end;
    }
    add(start, end);
}

void SpanLayout::setStyle(const QFont& font, const SpanMetrics& metrics, int width)
{
    m_font = font;
    m_metrics = metrics;
    m_width = std::max(width, 80);
    m_averageWidth = std::max<qreal>(1, QFontMetricsF(font).averageCharWidth());
    invalidate();
}

void SpanLayout::invalidate()
{
    m_recent.clear();
    for (Piece& piece : m_pieces) {
        piece.layout.reset();
        piece.isExact = false;
        piece.height = estimate(piece);
    }
    buildSums();
}

int SpanLayout::estimate(const Piece& piece) const
{
    const int lines = static_cast<int>(piece.length * m_averageWidth / std::max(m_width, 80)) + 1;
    return lines * m_metrics.lineHeight;
}

void SpanLayout::buildSums()
{
    m_sums.assign(m_pieces.size() + 1, 0);
    for (size_t i = 1; i < m_sums.size(); ++i) {
        m_sums[i] += m_pieces[i - 1].height;
        if (const size_t parent = i + (i & (~i + 1)); parent < m_sums.size()) {
            m_sums[parent] += m_sums[i];
        }
    }
}

void SpanLayout::addHeight(int piece, int delta)
{
    for (size_t i = static_cast<size_t>(piece) + 1; i < m_sums.size(); i += i & (~i + 1)) {
        m_sums[i] += delta;
    }
}

qint64 SpanLayout::sumBefore(int piece) const
{
    qint64 sum = 0;
    for (auto i = static_cast<size_t>(piece); i > 0; i -= i & (~i + 1)) {
        sum += m_sums[i];
    }
    return sum;
}

int SpanLayout::pieceAtY(qint64 y) const
{
    size_t at = 0;
    size_t step = 1;
    while (step * 2 < m_sums.size()) {
        step *= 2;
    }
    for (; step > 0; step /= 2) {
        if (at + step < m_sums.size() && m_sums[at + step] <= y) {
            at += step;
            y -= m_sums[at];
        }
    }
    return std::clamp(static_cast<int>(at), 0, pieceCount() - 1);
}

int SpanLayout::pieceAt(qsizetype position) const
{
    const auto after =
        std::upper_bound(m_pieces.begin(), m_pieces.end(), position,
                         [](qsizetype wanted, const Piece& piece) { return wanted < piece.start; });
    return std::max(0, static_cast<int>(after - m_pieces.begin()) - 1);
}

TextRange SpanLayout::pieceRange(int piece) const
{
    const Piece& it = m_pieces[static_cast<size_t>(piece)];
    return {it.start, it.start + it.length};
}

void SpanLayout::layOut(Piece& piece)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(piece.isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(piece.isRightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTabStopDistance(m_averageWidth * 4);
    piece.layout = std::make_unique<QTextLayout>(m_text.mid(piece.start, piece.length), m_font);
    piece.layout->setTextOption(option);
    piece.layout->setCacheEnabled(true);
    piece.layout->beginLayout();
    int top = 0;
    for (QTextLine line = piece.layout->createLine(); line.isValid(); line = piece.layout->createLine()) {
        line.setLineWidth(m_width);
        const qreal middle = m_metrics.tintTop + m_metrics.tintHeight / 2.0;
        line.setPosition(QPointF(0, top + std::round(middle - (line.ascent() + line.descent()) / 2)));
        const qsizetype from = piece.start + line.textStart();
        const int lanes = m_laneCount ? m_laneCount({from, from + line.textLength()}) : 0;
        top += m_metrics.lineHeight + std::max(0, lanes - m_metrics.freeLanes) * m_metrics.laneGrowth;
    }
    piece.layout->endLayout();
    piece.height = std::max(top, m_metrics.lineHeight);
    piece.isExact = true;
}

void SpanLayout::remember(int piece)
{
    if (!m_recent.empty() && m_recent.front() == piece) {
        return;
    }
    m_recent.remove(piece);
    m_recent.push_front(piece);
    if (m_recent.size() > kLayoutsKept) {
        m_pieces[static_cast<size_t>(m_recent.back())].layout.reset();
        m_recent.pop_back();
    }
}

int SpanLayout::ensure(int piece)
{
    Piece& it = m_pieces[static_cast<size_t>(piece)];
    const int before = it.height;
    if (!it.layout) {
        layOut(it);
        addHeight(piece, it.height - before);
    }
    remember(piece);
    return it.height - before;
}

SpanLayout::Line SpanLayout::makeLine(int piece, int number) const
{
    const Piece& it = m_pieces[static_cast<size_t>(piece)];
    const QTextLine line = it.layout->lineAt(number);
    const qreal middle = m_metrics.tintTop + m_metrics.tintHeight / 2.0;
    const auto topOf = [&](const QTextLine& of) {
        return static_cast<int>(std::lround(of.y() - std::round(middle - (of.ascent() + of.descent()) / 2)));
    };
    Line made;
    made.line = line;
    made.pieceStart = it.start;
    made.range = {it.start + line.textStart(), it.start + line.textStart() + line.textLength()};
    const int top = topOf(line);
    const bool isLast = number + 1 >= it.layout->lineCount();
    made.height = (isLast ? it.height : topOf(it.layout->lineAt(number + 1))) - top;
    made.top = pieceTop(piece) + top;
    made.isBidi =
        it.isRightToLeft || hasRightToLeft(QStringView(m_text).mid(made.range.start, made.range.length()));
    return made;
}

std::vector<SpanLayout::Line> SpanLayout::lines(int piece)
{
    ensure(piece);
    std::vector<Line> all;
    const int count = m_pieces[static_cast<size_t>(piece)].layout->lineCount();
    all.reserve(static_cast<size_t>(count));
    for (int number = 0; number < count; ++number) {
        all.push_back(makeLine(piece, number));
    }
    return all;
}

SpanLayout::Line SpanLayout::lineAt(qsizetype position)
{
    const int piece = pieceAt(position);
    ensure(piece);
    const Piece& it = m_pieces[static_cast<size_t>(piece)];
    const int inside = static_cast<int>(std::clamp<qsizetype>(position - it.start, 0, it.length));
    return makeLine(piece, it.layout->lineForTextPosition(inside).lineNumber());
}

SpanLayout::Line SpanLayout::lineAtY(qint64 y)
{
    const int piece = pieceAtY(std::max<qint64>(0, y));
    ensure(piece);
    const std::vector<Line> all = lines(piece);
    const auto found =
        std::find_if(all.begin(), all.end(), [y](const Line& l) { return y < l.top + l.height; });
    return found == all.end() ? all.back() : *found;
}

qsizetype SpanLayout::positionAt(const Line& line, qreal x) const
{
    const qsizetype hit = line.pieceStart + line.line.xToCursor(x, QTextLine::CursorBetweenCharacters);
    const TextBoundaries boundaries(m_text);
    const qsizetype start = boundaries.graphemeStart(std::clamp(hit, line.range.start, line.range.end));
    if (start == hit) {
        return hit;
    }
    const qsizetype end = boundaries.nextGrapheme(start);
    return std::abs(xOf(line, start) - x) <= std::abs(xOf(line, end) - x) ? start : end;
}

qreal SpanLayout::xOf(const Line& line, qsizetype position) const
{
    const qsizetype inside = std::clamp(position, line.range.start, line.range.end) - line.pieceStart;
    return line.line.cursorToX(static_cast<int>(inside));
}

qreal SpanLayout::edgeOf(const Line& line, qsizetype grapheme, bool trailing) const
{
    const qsizetype next = TextBoundaries(m_text).nextGrapheme(grapheme);
    const auto runs =
        line.line.glyphRuns(static_cast<int>(grapheme - line.pieceStart), static_cast<int>(next - grapheme));
    if (runs.isEmpty()) {
        return xOf(line, trailing ? next : grapheme);
    }
    const QRectF box = runs.first().boundingRect();
    return runs.first().isRightToLeft() != trailing ? box.right() : box.left();
}

std::vector<std::pair<qreal, qreal>> SpanLayout::stretches(const Line& line, TextRange range) const
{
    range.start = std::max(range.start, line.range.start);
    range.end = std::min(range.end, line.range.end);
    while (range.end > range.start && range.end == line.range.end && m_text.at(range.end - 1).isSpace()) {
        --range.end; // white space at the end of a line hangs outside the column
    }
    std::vector<std::pair<qreal, qreal>> found;
    if (range.isEmpty()) {
        return found;
    }
    if (!line.isBidi) {
        found.emplace_back(xOf(line, range.start), xOf(line, range.end));
        return found;
    }
    const auto from = static_cast<int>(range.start - line.pieceStart);
    for (const QGlyphRun& run : line.line.glyphRuns(from, static_cast<int>(range.length()))) {
        const QRectF box = run.boundingRect();
        found.emplace_back(box.left(), box.right());
    }
    std::sort(found.begin(), found.end());
    std::vector<std::pair<qreal, qreal>> merged;
    for (const auto& [left, right] : found) {
        if (!merged.empty() && left <= merged.back().second + 0.5) {
            merged.back().second = std::max(merged.back().second, right);
        } else {
            merged.emplace_back(left, right);
        }
    }
    return merged;
}

} // namespace plumbline
