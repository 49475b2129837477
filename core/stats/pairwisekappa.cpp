#include "core/stats/pairwisekappa.h"

#include "core/stats/paircounter.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <atomic>
#include <optional>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

PairwiseKappa none(QString reason)
{
    PairwiseKappa out;
    out.mean = Estimate::none(std::move(reason));
    return out;
}

PairKappa pairOf(std::int32_t first, std::int32_t second, Confusion table, const PairwiseOptions& options)
{
    PairKappa pair;
    pair.first = first;
    pair.second = second;
    pair.agreed = table.agreed();
    pair.kappa = cohenKappa(table, options.weights, options.confidence);
    pair.kappa.units = table.total();
    pair.kappa.annotators = 2;
    return pair;
}

} // namespace

const PairKappa* PairwiseKappa::find(std::int32_t a, std::int32_t b) const
{
    const std::pair wanted = std::minmax({a, b});
    const auto found =
        std::lower_bound(pairs.begin(), pairs.end(), wanted, [](const PairKappa& pair, const auto& key) {
            return std::pair(pair.first, pair.second) < key;
        });
    const bool isThere = found != pairs.end() && std::pair(found->first, found->second) == wanted;
    return isThere ? &*found : nullptr;
}

PairwiseKappa pairwiseKappa(const Labels& labels, const PairwiseOptions& options)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return none(std::move(problem));
    }
    std::int64_t repeated = 0;
    std::optional<PairCounter> made(labels);
    if (made->hasRepeats()) {
        made.emplace(withoutRepeats(labels, repeated));
    }
    const PairCounter& counter = *made;
    // Annotator a meets those after it; parts of one annotator even out their different work.
    const auto annotators = static_cast<std::size_t>(labels.annotators);
    std::vector<std::vector<PairKappa>> rows(annotators);
    std::atomic<bool> stopped{false};
    parallelFor(
        annotators, 1,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t first = begin; first < end && !stopped; ++first) {
                if (options.cancelled && options.cancelled()) {
                    stopped = true;
                    return;
                }
                counter.count(static_cast<std::int32_t>(first), [&](std::int32_t second, Confusion table) {
                    rows[first].push_back(
                        pairOf(static_cast<std::int32_t>(first), second, std::move(table), options));
                });
            }
        },
        options.threads);
    if (stopped) {
        return none(u"The computation was stopped before it ended."_s);
    }
    PairwiseKappa out;
    out.repeated = repeated;
    double sum = 0;
    for (std::vector<PairKappa>& row : rows) {
        for (PairKappa& pair : row) {
            sum += pair.kappa.kappa.valueOr(0);
            out.defined += pair.kappa.kappa ? 1 : 0;
            out.pairs.push_back(std::move(pair));
        }
    }
    out.mean = out.defined > 0
                   ? Estimate::of(sum / static_cast<double>(out.defined))
                   : Estimate::none(u"No two annotators share enough units with different values; let them "
                                    "label the same units."_s);
    return out;
}

} // namespace plumbline::stats
