#include "core/stats/spanconsensus.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

/// What happens to the votes at a place between two characters.
struct Change
{
    std::int32_t votes = 0;  ///< annotators who begin less those who end
    std::int32_t breaks = 0; ///< annotators who end one span and begin another
};

using Changes = std::map<std::int64_t, Change>;

auto byAnnotator(const SpanLabel& row)
{
    return std::tuple(row.unit, row.category, row.annotator, row.start, row.end);
}

/// Adds the spans of one annotator, sorted by start; overlapping ones as one.
void addAnnotator(std::span<const SpanLabel> rows, Changes& changes)
{
    std::int64_t start = rows.front().start;
    std::int64_t end = rows.front().end;
    const auto add = [&] {
        ++changes[start].votes;
        --changes[end].votes;
    };
    for (const SpanLabel& row : rows.subspan(1)) {
        if (row.start < end) {
            end = std::max(end, row.end);
            continue;
        }
        if (row.start == end) {
            ++changes[end].breaks;
        }
        add();
        start = row.start;
        end = row.end;
    }
    add();
}

/// Spans of one category of one unit from its changes.
class Runs
{
public:
    Runs(ConsensusSpan kind, std::int32_t judges, const SpanConsensusOptions& options)
        : m_kind(kind)
        , m_judges(judges)
        , m_options(options)
    {
    }

    std::vector<ConsensusSpan> of(const Changes& changes);

private:
    void extend(std::int64_t start, std::int64_t end, double share, bool isSplit);
    [[nodiscard]] bool isEnough(double share) const
    {
        constexpr double kRounding = 1e-12;
        return share > m_options.threshold + kRounding;
    }

    ConsensusSpan m_kind;
    std::int32_t m_judges;
    const SpanConsensusOptions& m_options;
    std::vector<ConsensusSpan> m_out;
};

/// Adds a piece with equal votes to the last run, or begins one. `support` is a sum until of() ends.
void Runs::extend(std::int64_t start, std::int64_t end, double share, bool isSplit)
{
    const double sum = share * static_cast<double>(end - start);
    if (!m_out.empty() && !isSplit && start - m_out.back().end <= m_options.mergeGap) {
        ConsensusSpan& last = m_out.back();
        last.lowestSupport = std::min(last.lowestSupport, share);
        last.support += sum;
        last.end = end;
        return;
    }
    ConsensusSpan next = m_kind;
    next.start = start;
    next.end = end;
    next.support = sum;
    next.lowestSupport = share;
    m_out.push_back(next);
}

std::vector<ConsensusSpan> Runs::of(const Changes& changes)
{
    std::int32_t votes = 0;
    for (auto at = changes.begin(); at != changes.end(); ++at) {
        const auto [place, change] = *at;
        const std::int32_t before = votes;
        votes += change.votes;
        const auto next = std::next(at);
        const double share = static_cast<double>(votes) / m_judges;
        if (next == changes.end() || !isEnough(share)) {
            continue;
        }
        // At most so many marked both characters; more than the threshold of them broke here.
        const std::int32_t both = std::min(before, votes);
        const bool isSplit = change.breaks > 0 && isEnough(static_cast<double>(change.breaks) / both);
        extend(place, next->first, share, isSplit);
    }
    for (ConsensusSpan& span : m_out) {
        span.support /= static_cast<double>(span.end - span.start);
    }
    std::erase_if(m_out, [this](const ConsensusSpan& s) { return s.end - s.start < m_options.minLength; });
    return std::move(m_out);
}

QString problemOf(const SpanLabels& labels, const SpanConsensusOptions& options)
{
    if (labels.units <= 0 || labels.annotators <= 0 || labels.categories <= 0) {
        return u"There are no units, no annotators or no categories; collect labels first."_s;
    }
    if (labels.rows.empty() && labels.judged.empty()) {
        return u"Nobody has judged any unit; collect labels first."_s;
    }
    if (!std::isfinite(options.threshold) || options.threshold < 0 || options.threshold >= 1) {
        return u"The threshold must be a share from 0 to less than 1."_s;
    }
    const auto isInside = [](std::int32_t index, std::int32_t size) { return index >= 0 && index < size; };
    const bool rowsFit = std::all_of(labels.rows.begin(), labels.rows.end(), [&](const SpanLabel& row) {
        return isInside(row.unit, labels.units) && isInside(row.annotator, labels.annotators) &&
               isInside(row.category, labels.categories) && row.start >= 0 && row.start < row.end;
    });
    const bool judgedFit = std::all_of(labels.judged.begin(), labels.judged.end(), [&](const auto& pair) {
        return isInside(pair.first, labels.units) && isInside(pair.second, labels.annotators);
    });
    return rowsFit && judgedFit
               ? QString()
               : u"A span is empty or names a unit, an annotator or a category that is not declared."_s;
}

/// Counts the annotators of each unit and says where they are too few.
void countJudges(const SpanLabels& labels, SpanConsensus& out)
{
    std::vector<std::pair<std::int32_t, std::int32_t>> judged = labels.judged;
    for (const SpanLabel& row : labels.rows) {
        judged.emplace_back(row.unit, row.annotator);
    }
    std::sort(judged.begin(), judged.end());
    judged.erase(std::unique(judged.begin(), judged.end()), judged.end());
    out.judges.assign(static_cast<std::size_t>(labels.units), 0);
    out.unitProblems.resize(static_cast<std::size_t>(labels.units));
    for (const auto& [unit, annotator] : judged) {
        ++out.judges[static_cast<std::size_t>(unit)];
    }
    for (std::size_t unit = 0; unit < out.judges.size(); ++unit) {
        if (out.judges[unit] == 0) {
            out.unitProblems[unit] = u"Nobody has judged this unit; collect labels for it."_s;
        } else if (out.judges[unit] == 1) {
            out.unitProblems[unit] = u"One annotator judged this unit, which is no consensus; ask another."_s;
        }
    }
}

} // namespace

SpanConsensus spanConsensus(const SpanLabels& labels, const SpanConsensusOptions& options)
{
    SpanConsensus out;
    out.undefined = problemOf(labels, options);
    if (!out.undefined.isEmpty()) {
        return out;
    }
    countJudges(labels, out);
    std::vector<SpanLabel> rows = labels.rows;
    std::sort(rows.begin(), rows.end(),
              [](const SpanLabel& a, const SpanLabel& b) { return byAnnotator(a) < byAnnotator(b); });
    for (auto first = rows.begin(); first != rows.end();) {
        Changes changes;
        auto group = first;
        while (group != rows.end() && group->unit == first->unit && group->category == first->category) {
            const auto last = std::find_if(group, rows.end(), [&](const SpanLabel& row) {
                return row.unit != group->unit || row.category != group->category ||
                       row.annotator != group->annotator;
            });
            addAnnotator({group, last}, changes);
            group = last;
        }
        const auto unit = static_cast<std::size_t>(first->unit);
        if (out.unitProblems[unit].isEmpty()) {
            const ConsensusSpan kind{first->unit, first->category, 0, 0, 0, 0};
            const std::vector<ConsensusSpan> runs = Runs(kind, out.judges[unit], options).of(changes);
            out.spans.insert(out.spans.end(), runs.begin(), runs.end());
        }
        first = group;
    }
    const bool anyUnit = std::any_of(out.unitProblems.begin(), out.unitProblems.end(),
                                     [](const QString& problem) { return problem.isEmpty(); });
    if (!anyUnit) {
        out.undefined = u"No unit was judged by two annotators; let annotators judge some units twice."_s;
    }
    return out;
}

} // namespace plumbline::stats
