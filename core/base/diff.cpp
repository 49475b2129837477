#include "core/base/diff.h"

#include <QHash>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kMostEdits = 1500;      ///< Myers is given up beyond this many edits…
constexpr int kMostEditsInside = 200; ///< …and beyond this many between two anchors
constexpr int kDeepest = 8;           ///< levels of anchors

enum class Kind { Word, Space, Sign };

Kind kindAt(QStringView text, qsizetype at)
{
    const QChar c = text.at(at);
    if (c.isSpace()) {
        return Kind::Space;
    }
    return c.isLetterOrNumber() || c.isMark() || c == u'_' ? Kind::Word : Kind::Sign;
}

/// Ends of the tokens of a text; a token ends only where a grapheme certainly does.
std::vector<qsizetype> tokenEnds(QStringView text)
{
    std::vector<qsizetype> ends;
    for (qsizetype at = 0; at < text.size();) {
        const Kind kind = kindAt(text, at);
        const bool line = text.at(at) == u'\n';
        ++at;
        while (at < text.size()) {
            const bool joined =
                kind != Kind::Sign && !line && kindAt(text, at) == kind && text.at(at) != u'\n';
            if (!joined && isCertainGraphemeBreak(text, at)) {
                break;
            }
            ++at;
        }
        ends.push_back(at);
    }
    return ends;
}

struct Span
{
    int from = 0;
    int to = 0;
    [[nodiscard]] int size() const { return to - from; }
};

/// Works on token numbers; marks the tokens that are not kept.
class TokenDiff
{
public:
    TokenDiff(const std::vector<int>& a, const std::vector<int>& b)
        : m_a(a)
        , m_b(b)
        , m_removed(a.size(), false)
        , m_added(b.size(), false)
    {
        run({0, static_cast<int>(a.size())}, {0, static_cast<int>(b.size())}, 0);
    }
    [[nodiscard]] bool removed(size_t token) const { return m_removed[token]; }
    [[nodiscard]] bool added(size_t token) const { return m_added[token]; }

private:
    void run(Span a, Span b, int depth);
    bool myers(Span a, Span b, int mostEdits);
    void backtrack(Span a, Span b, const std::vector<std::vector<int>>& trace);
    [[nodiscard]] std::vector<std::pair<int, int>> anchors(Span a, Span b) const;

    const std::vector<int>& m_a;
    const std::vector<int>& m_b;
    std::vector<bool> m_removed;
    std::vector<bool> m_added;
};

void TokenDiff::run(Span a, Span b, int depth)
{
    while (a.size() > 0 && b.size() > 0 && m_a[size_t(a.from)] == m_b[size_t(b.from)]) {
        ++a.from;
        ++b.from;
    }
    while (a.size() > 0 && b.size() > 0 && m_a[size_t(a.to - 1)] == m_b[size_t(b.to - 1)]) {
        --a.to;
        --b.to;
    }
    if (a.size() > 0 && b.size() > 0 && myers(a, b, depth == 0 ? kMostEdits : kMostEditsInside)) {
        return;
    }
    const auto fixed =
        a.size() > 0 && b.size() > 0 && depth < kDeepest ? anchors(a, b) : std::vector<std::pair<int, int>>{};
    if (fixed.empty()) {
        std::fill(m_removed.begin() + a.from, m_removed.begin() + a.to, true);
        std::fill(m_added.begin() + b.from, m_added.begin() + b.to, true);
        return;
    }
    Span gapA{a.from, a.from};
    Span gapB{b.from, b.from};
    for (const auto& [inA, inB] : fixed) {
        run({gapA.from, inA}, {gapB.from, inB}, depth + 1);
        gapA.from = inA + 1;
        gapB.from = inB + 1;
    }
    run({gapA.from, a.to}, {gapB.from, b.to}, depth + 1);
}

bool TokenDiff::myers(Span a, Span b, int mostEdits)
{
    const int n = a.size();
    const int m = b.size();
    const int most = std::min(mostEdits, n + m);
    if (std::abs(n - m) > most) {
        return false;
    }
    std::vector<int> furthest(size_t(2 * most + 3), 0);
    const auto at = [&](int k) -> int& { return furthest[size_t(k + most + 1)]; };
    std::vector<std::vector<int>> trace;
    for (int d = 0; d <= most; ++d) {
        for (int k = -d; k <= d; k += 2) {
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            int x = down ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && x >= 0 && x - k >= 0 &&
                   m_a[size_t(a.from + x)] == m_b[size_t(b.from + x - k)]) {
                ++x;
            }
            at(k) = x;
            if (x >= n && x - k >= m) {
                trace.emplace_back(&at(-d), &at(d) + 1);
                backtrack(a, b, trace);
                return true;
            }
        }
        trace.emplace_back(&at(-d), &at(d) + 1);
    }
    return false;
}

void TokenDiff::backtrack(Span a, Span b, const std::vector<std::vector<int>>& trace)
{
    int x = a.size();
    int y = b.size();
    for (int d = static_cast<int>(trace.size()) - 1; d > 0; --d) {
        // trace[d - 1] holds the furthest x of the diagonals -(d-1)…d-1 after d - 1 edits.
        const std::vector<int>& before = trace[size_t(d - 1)];
        const int k = x - y;
        const auto reach = [&](int diagonal) {
            return diagonal < -(d - 1) || diagonal > d - 1 ? -1 : before[size_t(diagonal + d - 1)];
        };
        const bool down = k == -d || (k != d && reach(k - 1) < reach(k + 1));
        const int startX = down ? reach(k + 1) : reach(k - 1);
        const int startY = startX - (down ? k + 1 : k - 1);
        if (down) {
            m_added[size_t(b.from + startY)] = true;
        } else {
            m_removed[size_t(a.from + startX)] = true;
        }
        x = startX;
        y = startY;
    }
}

/// Tokens that stand exactly once in each, in the longest order they have in common (patience).
std::vector<std::pair<int, int>> TokenDiff::anchors(Span a, Span b) const
{
    struct Seen
    {
        int inA = -1;
        int inB = -1;
        int countA = 0;
        int countB = 0;
    };
    QHash<int, Seen> seen;
    for (int i = a.from; i < a.to; ++i) {
        Seen& token = seen[m_a[size_t(i)]];
        token.inA = i;
        ++token.countA;
    }
    for (int i = b.from; i < b.to; ++i) {
        Seen& token = seen[m_b[size_t(i)]];
        token.inB = i;
        ++token.countB;
    }
    std::vector<std::pair<int, int>> pairs;
    for (int i = a.from; i < a.to; ++i) {
        const Seen token = seen.value(m_a[size_t(i)]);
        if (token.countA == 1 && token.countB == 1) {
            pairs.emplace_back(i, token.inB);
        }
    }
    std::vector<int> tails;
    std::vector<int> previous(pairs.size(), -1);
    for (size_t i = 0; i < pairs.size(); ++i) {
        const auto place =
            std::lower_bound(tails.begin(), tails.end(), pairs[i].second,
                             [&](int tail, int wanted) { return pairs[size_t(tail)].second < wanted; });
        previous[i] = place == tails.begin() ? -1 : *(place - 1);
        if (place == tails.end()) {
            tails.push_back(static_cast<int>(i));
        } else {
            *place = static_cast<int>(i);
        }
    }
    std::vector<std::pair<int, int>> chain;
    for (int i = tails.empty() ? -1 : tails.back(); i >= 0; i = previous[size_t(i)]) {
        chain.push_back(pairs[size_t(i)]);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
}

std::vector<int> numbered(QStringView text, const std::vector<qsizetype>& ends,
                          QHash<QStringView, int>& known)
{
    std::vector<int> tokens;
    tokens.reserve(ends.size());
    qsizetype from = 0;
    for (const qsizetype end : ends) {
        const QStringView token = text.mid(from, end - from);
        auto found = known.constFind(token);
        if (found == known.constEnd()) {
            found = known.insert(token, static_cast<int>(known.size()));
        }
        tokens.push_back(*found);
        from = end;
    }
    return tokens;
}

} // namespace

std::vector<TextChange> diffTexts(QStringView before, QStringView after)
{
    const std::vector<qsizetype> endsBefore = tokenEnds(before);
    const std::vector<qsizetype> endsAfter = tokenEnds(after);
    QHash<QStringView, int> known;
    const std::vector<int> a = numbered(before, endsBefore, known);
    const std::vector<int> b = numbered(after, endsAfter, known);
    const TokenDiff diff(a, b);

    const auto position = [](const std::vector<qsizetype>& ends, size_t token) {
        return token == 0 ? 0 : ends[token - 1];
    };
    std::vector<TextChange> changes;
    size_t i = 0;
    size_t j = 0;
    while (i < a.size() || j < b.size()) {
        const size_t fromI = i;
        const size_t fromJ = j;
        while (i < a.size() && diff.removed(i)) {
            ++i;
        }
        while (j < b.size() && diff.added(j)) {
            ++j;
        }
        if (i > fromI || j > fromJ) {
            changes.push_back({{position(endsBefore, fromI), position(endsBefore, i)},
                               {position(endsAfter, fromJ), position(endsAfter, j)}});
        } else {
            ++i;
            ++j;
        }
    }
    return changes;
}

} // namespace plumbline
