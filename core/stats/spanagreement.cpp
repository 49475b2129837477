#include "core/stats/spanagreement.h"

#include "core/stats/spanindex.h"

#include <algorithm>
#include <span>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

using Marks = std::span<const SpanMark>;

/// What is counted of two annotators' marks of one category; sums over texts.
struct Counts
{
    std::int64_t firstSpans = 0;
    std::int64_t secondSpans = 0;
    std::int64_t exact = 0;
    std::int64_t firstOverlapping = 0;
    std::int64_t secondOverlapping = 0;
    std::int64_t firstCharacters = 0;
    std::int64_t secondCharacters = 0;
    std::int64_t sharedCharacters = 0;

    void add(const Counts& other)
    {
        firstSpans += other.firstSpans;
        secondSpans += other.secondSpans;
        exact += other.exact;
        firstOverlapping += other.firstOverlapping;
        secondOverlapping += other.secondOverlapping;
        firstCharacters += other.firstCharacters;
        secondCharacters += other.secondCharacters;
        sharedCharacters += other.sharedCharacters;
    }
};

struct Stretch
{
    std::int64_t start = 0;
    std::int64_t end = 0;
};

/// Marks, sorted by start, as stretches that do not touch one another's characters.
std::vector<Stretch> merged(Marks marks)
{
    std::vector<Stretch> out;
    for (const SpanMark& mark : marks) {
        if (!out.empty() && mark.start < out.back().end) {
            out.back().end = std::max(out.back().end, mark.end);
        } else {
            out.push_back({mark.start, mark.end});
        }
    }
    return out;
}

std::int64_t characters(const std::vector<Stretch>& stretches)
{
    std::int64_t sum = 0;
    for (const Stretch& stretch : stretches) {
        sum += stretch.end - stretch.start;
    }
    return sum;
}

std::int64_t shared(const std::vector<Stretch>& a, const std::vector<Stretch>& b)
{
    std::int64_t sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        sum += std::max<std::int64_t>(0, std::min(a[i].end, b[j].end) - std::max(a[i].start, b[j].start));
        if (a[i].end < b[j].end) {
            ++i;
        } else {
            ++j;
        }
    }
    return sum;
}

std::int64_t overlapping(Marks marks, const std::vector<Stretch>& stretches)
{
    return std::count_if(marks.begin(), marks.end(), [&](const SpanMark& mark) {
        const auto after =
            std::upper_bound(stretches.begin(), stretches.end(), mark.start,
                             [](std::int64_t start, const Stretch& s) { return start < s.end; });
        return after != stretches.end() && after->start < mark.end;
    });
}

std::int64_t equalSpans(Marks a, Marks b)
{
    std::int64_t sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const std::pair left(a[i].start, a[i].end);
        const std::pair right(b[j].start, b[j].end);
        sum += left == right ? 1 : 0;
        i += left <= right ? 1 : 0;
        j += right <= left ? 1 : 0;
    }
    return sum;
}

Counts countText(Marks first, Marks second)
{
    const std::vector<Stretch> ofFirst = merged(first);
    const std::vector<Stretch> ofSecond = merged(second);
    Counts out;
    out.firstSpans = static_cast<std::int64_t>(first.size());
    out.secondSpans = static_cast<std::int64_t>(second.size());
    out.exact = equalSpans(first, second);
    out.firstOverlapping = overlapping(first, ofSecond);
    out.secondOverlapping = overlapping(second, ofFirst);
    out.firstCharacters = characters(ofFirst);
    out.secondCharacters = characters(ofSecond);
    out.sharedCharacters = shared(ofFirst, ofSecond);
    return out;
}

/// The counts of each category over the texts that both read; the second value: how many such texts.
std::pair<std::vector<Counts>, std::int64_t> countPair(const SpanIndex& index, std::int32_t categories,
                                                       std::int32_t first, std::int32_t second)
{
    std::vector<Counts> out(static_cast<std::size_t>(categories));
    std::int64_t common = 0;
    auto [a, aEnd] = index.textsOf(first);
    auto [b, bEnd] = index.textsOf(second);
    while (a < aEnd && b < bEnd) {
        const ReadText& ofFirst = index.texts[a];
        const ReadText& ofSecond = index.texts[b];
        if (ofFirst.unit != ofSecond.unit) {
            ++(ofFirst.unit < ofSecond.unit ? a : b);
            continue;
        }
        ++common;
        for (std::int32_t category = 0; category < categories; ++category) {
            const auto [i, iEnd] = index.marksOf(ofFirst, category);
            const auto [j, jEnd] = index.marksOf(ofSecond, category);
            if (i < iEnd || j < jEnd) {
                out[static_cast<std::size_t>(category)].add(countText(
                    Marks(index.marks.data() + i, iEnd - i), Marks(index.marks.data() + j, jEnd - j)));
            }
        }
        ++a;
        ++b;
    }
    return {std::move(out), common};
}

MatchScore score(std::int64_t firstHits, std::int64_t first, std::int64_t secondHits, std::int64_t second,
                 const QString& neither)
{
    MatchScore out;
    const auto share = [](std::int64_t hits, std::int64_t all) {
        return static_cast<double>(hits) / static_cast<double>(all);
    };
    out.precision =
        second > 0 ? Estimate::of(share(secondHits, second))
                   : Estimate::none(first > 0 ? u"The second annotator marked no span here."_s : neither);
    out.recall = first > 0
                     ? Estimate::of(share(firstHits, first))
                     : Estimate::none(second > 0 ? u"The first annotator marked no span here."_s : neither);
    const double sum = out.precision.valueOr(0) + out.recall.valueOr(0);
    out.f1 = first + second == 0 ? Estimate::none(neither)
             : sum > 0           ? Estimate::of(2 * out.precision.valueOr(0) * out.recall.valueOr(0) / sum)
                                 : Estimate::of(0);
    return out;
}

SpanScore scoreOf(std::int32_t category, const Counts& counts, const QString& neither)
{
    SpanScore out;
    out.category = category;
    out.firstSpans = counts.firstSpans;
    out.secondSpans = counts.secondSpans;
    out.exact = score(counts.exact, counts.firstSpans, counts.exact, counts.secondSpans, neither);
    out.overlap = score(counts.firstOverlapping, counts.firstSpans, counts.secondOverlapping,
                        counts.secondSpans, neither);
    out.characters = score(counts.sharedCharacters, counts.firstCharacters, counts.sharedCharacters,
                           counts.secondCharacters, neither);
    const std::int64_t either = counts.firstCharacters + counts.secondCharacters - counts.sharedCharacters;
    out.iou = either > 0
                  ? Estimate::of(static_cast<double>(counts.sharedCharacters) / static_cast<double>(either))
                  : Estimate::none(neither);
    return out;
}

std::vector<SpanScore> scoresOf(const std::vector<Counts>& counts, const QString& neither)
{
    Counts all;
    for (const Counts& category : counts) {
        all.add(category);
    }
    std::vector<SpanScore> out{scoreOf(-1, all, neither)};
    for (std::size_t category = 0; category < counts.size(); ++category) {
        out.push_back(scoreOf(static_cast<std::int32_t>(category), counts[category], neither));
    }
    return out;
}

std::vector<SpanScore> noScores(std::int32_t categories, const QString& reason)
{
    return scoresOf(std::vector<Counts>(static_cast<std::size_t>(std::max(0, categories))), reason);
}

QString neitherMarked()
{
    return u"Neither annotator marked such a span, so there is nothing to compare."_s;
}

/// A running mean of what is defined.
struct Mean
{
    double sum = 0;
    std::int64_t count = 0;

    void add(const Estimate& estimate)
    {
        sum += estimate.valueOr(0);
        count += estimate ? 1 : 0;
    }
    [[nodiscard]] Estimate estimate(const QString& reason) const
    {
        return count > 0 ? Estimate::of(sum / static_cast<double>(count)) : Estimate::none(reason);
    }
};

struct Means
{
    Mean exact;
    Mean overlap;
    Mean characters;
    Mean iou;
};

} // namespace

double spanIou(std::int64_t aStart, std::int64_t aEnd, std::int64_t bStart, std::int64_t bEnd)
{
    const std::int64_t both = std::max<std::int64_t>(0, std::min(aEnd, bEnd) - std::max(aStart, bStart));
    const std::int64_t either = (aEnd - aStart) + (bEnd - bStart) - both;
    return either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0;
}

std::vector<SpanScore> spanScores(const SpanMarks& marks, std::int32_t first, std::int32_t second)
{
    QString problem = spansProblem(marks);
    if (problem.isEmpty() && first == second) {
        problem = u"An annotator cannot be compared with themselves; choose a second one."_s;
    }
    if (!problem.isEmpty()) {
        return noScores(marks.categories, problem);
    }
    const auto [counts, common] = countPair(SpanIndex(marks), marks.categories, first, second);
    return common > 0 ? scoresOf(counts, neitherMarked())
                      : noScores(marks.categories,
                                 u"The two annotators read no common text; let both read the same texts."_s);
}

std::vector<MeanSpanScore> meanSpanScores(const SpanMarks& marks, std::size_t threads)
{
    QString reason = spansProblem(marks);
    const auto rows = static_cast<std::size_t>(std::max(0, marks.categories)) + 1;
    std::vector<Means> means(rows);
    if (reason.isEmpty()) {
        reason = u"No two annotators read a common text in which one of them marked such a span."_s;
        const SpanIndex index(marks);
        const auto annotators = static_cast<std::size_t>(marks.annotators);
        std::vector<std::vector<SpanScore>> scores(annotators * annotators);
        parallelFor(
            annotators, 1,
            [&](std::size_t begin, std::size_t end, std::size_t) {
                for (std::size_t a = begin; a < end; ++a) {
                    for (std::size_t b = a + 1; b < annotators; ++b) {
                        const auto [counts, common] =
                            countPair(index, marks.categories, static_cast<std::int32_t>(a),
                                      static_cast<std::int32_t>(b));
                        if (common > 0) {
                            scores[a * annotators + b] = scoresOf(counts, neitherMarked());
                        }
                    }
                }
            },
            threads);
        for (const std::vector<SpanScore>& pair : scores) {
            for (std::size_t row = 0; row < pair.size(); ++row) {
                means[row].exact.add(pair[row].exact.f1);
                means[row].overlap.add(pair[row].overlap.f1);
                means[row].characters.add(pair[row].characters.f1);
                means[row].iou.add(pair[row].iou);
            }
        }
    }
    std::vector<MeanSpanScore> out;
    for (std::size_t row = 0; row < rows; ++row) {
        MeanSpanScore mean;
        mean.category = static_cast<std::int32_t>(row) - 1;
        mean.exactF1 = means[row].exact.estimate(reason);
        mean.overlapF1 = means[row].overlap.estimate(reason);
        mean.charactersF1 = means[row].characters.estimate(reason);
        mean.iou = means[row].iou.estimate(reason);
        mean.pairs = means[row].iou.count;
        out.push_back(std::move(mean));
    }
    return out;
}

} // namespace plumbline::stats
