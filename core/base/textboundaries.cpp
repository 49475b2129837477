#include "core/base/textboundaries.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace plumbline {

namespace {

constexpr qsizetype kReach = 256;    ///< least context on each side of a position
constexpr qsizetype kLongest = 4096; ///< longest run looked through for a sure place to start
constexpr char32_t kZeroWidthJoiner = 0x200D;

char32_t codePointBefore(QStringView text, qsizetype at)
{
    const QChar last = text.at(at - 1);
    if (last.isLowSurrogate() && at >= 2 && text.at(at - 2).isHighSurrogate()) {
        return QChar::surrogateToUcs4(text.at(at - 2), last);
    }
    return last.unicode();
}

char32_t codePointAt(QStringView text, qsizetype at)
{
    const QChar first = text.at(at);
    if (first.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate()) {
        return QChar::surrogateToUcs4(first, text.at(at + 1));
    }
    return first.unicode();
}

bool isRegionalIndicator(char32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/// South and South-East Asian scripts, whose syllables join letters by rules of their own.
bool isSyllabic(char32_t c)
{
    return (c >= 0x0900 && c <= 0x109F) || (c >= 0x1700 && c <= 0x17FF) || (c >= 0x1900 && c <= 0x1CFF) ||
           (c >= 0xA800 && c <= 0xA82F) || (c >= 0xA880 && c <= 0xAADF) || (c >= 0xABC0 && c <= 0xABFF) ||
           (c >= 0x11000 && c <= 0x11FFF);
}

/// Leading Hangul letters and the signs that Unicode says join what follows them.
bool mayJoinNext(char32_t c)
{
    if (c == kZeroWidthJoiner || QChar::category(c) == QChar::Other_Format ||
        QChar::category(c) == QChar::Other_Surrogate) {
        return true;
    }
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0xA960 && c <= 0xA97F) || c == 0x0D4E || c == 0x111C2 ||
           c == 0x111C3 || c == 0x1193F || c == 0x11941 || c == 0x11A3A || (c >= 0x11A84 && c <= 0x11A89) ||
           c == 0x11D46 || c == 0x11F02;
}

/// Marks, modifiers and trailing Hangul letters.
bool mayJoinPrevious(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (category <= QChar::Mark_Enclosing || category == QChar::Other_Format ||
        category == QChar::Other_Surrogate || category == QChar::Other_NotAssigned) {
        return true;
    }
    return (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF) ||
           c == 0x0E33 || c == 0x0EB3 || c == 0xFF9E || c == 0xFF9F;
}

/// Marks that join whatever stands before them, but for controls.
bool isExtending(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || c == kZeroWidthJoiner ||
           c == 0x200C || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F);
}

bool isPictograph(char32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF && !isRegionalIndicator(c) && !isExtending(c)) ||
           (c >= 0x2190 && c <= 0x2BFF) || c == 0xA9 || c == 0xAE;
}

bool isControl(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph || category == QChar::Other_Surrogate ||
           (category == QChar::Other_Format && !isExtending(c));
}

/// True if the two code points beside `at` surely belong together. QTextBoundaryFinder (Qt 6.4) breaks inside
/// emoji, and even inside surrogate pairs, where they follow Indic letters in the same run of script.
bool isCertainlyJoined(QStringView text, qsizetype at)
{
    if (at <= 0 || at >= text.size()) {
        return false;
    }
    if (text.at(at - 1).isHighSurrogate() && text.at(at).isLowSurrogate()) {
        return true;
    }
    const char32_t left = codePointBefore(text, at);
    const char32_t right = codePointAt(text, at);
    if (left == u'\r' && right == u'\n') {
        return true;
    }
    if (isExtending(right)) {
        return !isControl(left);
    }
    if (isRegionalIndicator(left) && isRegionalIndicator(right)) {
        qsizetype letters = 0;
        for (; at > 0 && isRegionalIndicator(codePointBefore(text, at)); at -= 2) {
            ++letters;
        }
        return letters % 2 == 1;
    }
    if (left != kZeroWidthJoiner || !isPictograph(right)) {
        return false;
    }
    char32_t base = left;
    while (at > 0 && isExtending(base = codePointBefore(text, at))) {
        at -= base > 0xFFFF ? 2 : 1;
    }
    return isPictograph(base);
}

bool isWordSafe(QStringView text, qsizetype at)
{
    const char16_t before = text.at(at - 1).unicode();
    return (before == u' ' || before == u'\n') && text.at(at).isLetterOrNumber();
}

enum class Kind { Space, Word, Sign };

Kind kindOf(QStringView segment)
{
    Kind kind = Kind::Space;
    for (qsizetype at = 0; at < segment.size();) {
        const char32_t c = codePointAt(segment, at);
        at += c > 0xFFFF ? 2 : 1;
        if (QChar::isLetterOrNumber(c)) {
            return Kind::Word;
        }
        const QChar::Category category = QChar::category(c);
        if (!QChar::isSpace(c) && category != QChar::Other_Control && category != QChar::Other_Format) {
            kind = Kind::Sign;
        }
    }
    return kind;
}

} // namespace

bool isCertainGraphemeBreak(QStringView text, qsizetype at)
{
    if (at <= 0 || at >= text.size()) {
        return true;
    }
    const char16_t before = text.at(at - 1).unicode();
    const char16_t after = text.at(at).unicode();
    if (before < 0x80 && after < 0x80) {
        return before != u'\r' || after != u'\n';
    }
    if (QChar::isLowSurrogate(after) && QChar::isHighSurrogate(before)) {
        return false;
    }
    const char32_t left = codePointBefore(text, at);
    const char32_t right = codePointAt(text, at);
    if ((isRegionalIndicator(left) && isRegionalIndicator(right)) ||
        (isSyllabic(left) && isSyllabic(right))) {
        return false;
    }
    return !mayJoinNext(left) && !mayJoinPrevious(right);
}

qsizetype TextBoundaries::bounded(qsizetype at) const
{
    return std::clamp<qsizetype>(at, 0, m_text.size());
}

qsizetype TextBoundaries::certainBefore(qsizetype at) const
{
    const qsizetype from = at;
    while (!isCertainGraphemeBreak(m_text, at)) {
        --at;
        if (from - at > kLongest && isRegionalIndicator(codePointAt(m_text, at))) {
            break;
        }
    }
    if (isCertainGraphemeBreak(m_text, at)) {
        return at;
    }
    // In a very long run of flags only the count of its letters says where one ends.
    qsizetype letters = 0;
    for (qsizetype back = at; back > 0 && isRegionalIndicator(codePointBefore(m_text, back)); back -= 2) {
        ++letters;
    }
    return letters % 2 == 0 ? at : at - 2;
}

qsizetype TextBoundaries::certainAfter(qsizetype at) const
{
    const qsizetype from = at;
    while (!isCertainGraphemeBreak(m_text, at)) {
        ++at;
        if (at - from > kLongest && isRegionalIndicator(codePointAt(m_text, at))) {
            break;
        }
    }
    return at;
}

bool TextBoundaries::isGraphemeBoundary(qsizetype at) const
{
    return graphemeStart(at) == at;
}

qsizetype TextBoundaries::nextGrapheme(qsizetype at) const
{
    at = bounded(at);
    if (at == m_text.size()) {
        return at;
    }
    const qsizetype end = certainAfter(at + 1);
    if (end == at + 1) {
        return end;
    }
    const qsizetype start = certainBefore(at);
    const QStringView window = m_text.mid(start, end - start);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.data(), window.size());
    finder.setPosition(at - start);
    qsizetype next = finder.toNextBoundary();
    while (next >= 0 && isCertainlyJoined(window, next)) {
        next = finder.toNextBoundary();
    }
    return next < 0 ? end : start + next;
}

qsizetype TextBoundaries::previousGrapheme(qsizetype at) const
{
    at = bounded(at);
    if (at == 0) {
        return 0;
    }
    const qsizetype start = certainBefore(at - 1);
    if (start == at - 1) {
        return start;
    }
    const qsizetype end = certainAfter(at);
    const QStringView window = m_text.mid(start, end - start);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.data(), window.size());
    finder.setPosition(at - start);
    qsizetype previous = finder.toPreviousBoundary();
    while (previous >= 0 && isCertainlyJoined(window, previous)) {
        previous = finder.toPreviousBoundary();
    }
    return previous < 0 ? start : start + previous;
}

qsizetype TextBoundaries::graphemeStart(qsizetype at) const
{
    at = bounded(at);
    if (isCertainGraphemeBreak(m_text, at)) {
        return at;
    }
    return previousGrapheme(at + 1);
}

qsizetype TextBoundaries::graphemeEnd(qsizetype at) const
{
    at = bounded(at);
    const qsizetype start = graphemeStart(at);
    return start == at ? at : nextGrapheme(start);
}

TextRange TextBoundaries::snapToGraphemes(TextRange range) const
{
    return {graphemeStart(range.start), graphemeEnd(range.end)};
}

TextRange TextBoundaries::wordWindow(qsizetype at) const
{
    qsizetype start = std::max<qsizetype>(0, at - kReach);
    for (const qsizetype limit = start - kLongest; start > 0 && !isWordSafe(m_text, start);) {
        if (--start <= limit) {
            start = certainBefore(start);
            break;
        }
    }
    qsizetype end = std::min(m_text.size(), at + kReach);
    for (const qsizetype limit = end + kLongest; end < m_text.size() && !isWordSafe(m_text, end);) {
        if (++end >= limit) {
            end = certainAfter(end);
            break;
        }
    }
    return {start, end};
}

std::vector<TextRange> TextBoundaries::stepsIn(TextRange window) const
{
    std::vector<TextRange> steps;
    const QStringView text = m_text.mid(window.start, window.length());
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text.data(), text.size());
    Kind last = Kind::Space;
    for (qsizetype from = 0, to = finder.toNextBoundary(); to > from;
         from = to, to = finder.toNextBoundary()) {
        // A word boundary inside a grapheme (a mark on a sign, say) is none that may be stopped at.
        while (to < text.size() && !TextBoundaries(text).isGraphemeBoundary(to)) {
            to = finder.toNextBoundary();
        }
        const Kind kind = kindOf(text.mid(from, to - from));
        if (kind == Kind::Sign && last == Kind::Sign) {
            steps.back().end = window.start + to;
        } else if (kind != Kind::Space) {
            steps.push_back({window.start + from, window.start + to});
        }
        last = kind;
    }
    return steps;
}

qsizetype TextBoundaries::nextWordEnd(qsizetype at) const
{
    for (qsizetype around = bounded(at);;) {
        const TextRange window = wordWindow(around);
        for (const TextRange& step : stepsIn(window)) {
            if (step.end > at) {
                return step.end;
            }
        }
        if (window.end >= m_text.size()) {
            return m_text.size();
        }
        around = window.end;
    }
}

qsizetype TextBoundaries::nextWordStart(qsizetype at) const
{
    for (qsizetype around = bounded(at);;) {
        const TextRange window = wordWindow(around);
        for (const TextRange& step : stepsIn(window)) {
            if (step.start > at) {
                return step.start;
            }
        }
        if (window.end >= m_text.size()) {
            return m_text.size();
        }
        around = window.end;
    }
}

qsizetype TextBoundaries::previousWordStart(qsizetype at) const
{
    for (qsizetype around = bounded(at);;) {
        const TextRange window = wordWindow(around);
        const std::vector<TextRange> steps = stepsIn(window);
        const auto step =
            std::find_if(steps.rbegin(), steps.rend(), [at](const TextRange& s) { return s.start < at; });
        if (step != steps.rend()) {
            return step->start;
        }
        if (window.start == 0) {
            return 0;
        }
        around = window.start;
    }
}

qsizetype TextBoundaries::previousWordEnd(qsizetype at) const
{
    for (qsizetype around = bounded(at);;) {
        const TextRange window = wordWindow(around);
        const std::vector<TextRange> steps = stepsIn(window);
        const auto step =
            std::find_if(steps.rbegin(), steps.rend(), [at](const TextRange& s) { return s.end < at; });
        if (step != steps.rend()) {
            return step->end;
        }
        if (window.start == 0) {
            return 0;
        }
        around = window.start;
    }
}

TextRange TextBoundaries::wordAt(qsizetype at) const
{
    at = bounded(at);
    for (const TextRange& step : stepsIn(wordWindow(at))) {
        if (step.start <= at && at < step.end) {
            return step;
        }
    }
    return {at, at};
}

TextRange TextBoundaries::snapToWords(TextRange range) const
{
    range = {bounded(range.start), bounded(range.end)};
    const TextRange first = wordAt(range.start);
    TextRange snapped;
    snapped.start = first.isEmpty() ? nextWordStart(range.start) : first.start;
    const TextRange last = range.end > 0 ? wordAt(previousGrapheme(range.end)) : TextRange{};
    snapped.end = last.isEmpty() ? previousWordEnd(range.end) : last.end;
    return snapped.isEmpty() || range.isEmpty() ? snapToGraphemes(range) : snapped;
}

TextRange TextBoundaries::sentenceAt(qsizetype at) const
{
    at = bounded(at);
    qsizetype start = at;
    while (start > 0 && m_text.at(start - 1) != u'\n' && at - start < kLongest) {
        --start;
    }
    start = certainBefore(start);
    qsizetype end = at;
    while (end < m_text.size() && end - at < kLongest && (end == at || m_text.at(end - 1) != u'\n')) {
        ++end;
    }
    end = certainAfter(end);
    const QStringView window = m_text.mid(start, end - start);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Sentence, window.data(), window.size());
    TextRange found{start, end};
    for (qsizetype to = finder.toNextBoundary(); to >= 0; to = finder.toNextBoundary()) {
        if (start + to > at || to == window.size()) {
            found.end = start + to;
            break;
        }
        found.start = start + to;
    }
    return found;
}

} // namespace plumbline
