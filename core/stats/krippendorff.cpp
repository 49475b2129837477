#include "core/stats/krippendorff.h"

#include "core/stats/alphabootstrap.h"
#include "core/stats/alphasample.h"
#include "core/stats/packedcounts.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostCompared = 20'000; // values of which all pairs are compared

QString allEqual()
{
    return u"Undefined, all values are equal: labels that never differ cannot show whether annotators would "
           "agree on units that do."_s;
}

Alpha alphaOf(const AlphaSample& sample, std::int64_t annotators, const AlphaOptions& options)
{
    const std::vector<std::int64_t>& weights = sample.weights();
    const Disagreement all = sample.of(weights);
    const std::optional<double> value = all.alpha();
    Alpha out;
    out.units = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    out.labels = static_cast<std::int64_t>(all.labels);
    out.annotators = annotators;
    out.observed = all.observed / all.labels;
    out.expected = all.expected / (all.labels * (all.labels - 1));
    if (!value) {
        out.alpha = Estimate::none(allEqual());
        return out;
    }
    out.alpha = Estimate::of(*value);
    if (sample.canResample(options.resamples)) {
        addAlphaInterval(
            out, weights, [&](const std::vector<std::int64_t>& drawn) { return sample.of(drawn).alpha(); },
            options);
    }
    return out;
}

QString scoresProblem(const std::vector<double>& scores, std::int32_t values, AlphaLevel level)
{
    if (scores.size() != static_cast<std::size_t>(values)) {
        return u"The number of scores is not the number of values of the scale."_s;
    }
    if (!std::all_of(scores.begin(), scores.end(), [](double score) { return std::isfinite(score); })) {
        return u"A value is not a finite number; correct it or leave it out."_s;
    }
    if (level == AlphaLevel::Ratio &&
        std::any_of(scores.begin(), scores.end(), [](double score) { return score < 0; })) {
        return u"A ratio scale starts at 0 and a value is below; use the interval level."_s;
    }
    return {};
}

/// α of counted units with two labels or more; the scores belong to their values.
Alpha alphaOfCounts(UnitCounts counts, std::int64_t annotators, const std::vector<double>& scores,
                    const AlphaOptions& options)
{
    if (options.level == AlphaLevel::Ratio && scores.size() > kMostCompared) {
        return Alpha::none(u"There are more than 20 000 different values, too many for the ratio level; "
                           "round them or use the interval level."_s);
    }
    using Kind = ValueSample::Kind;
    switch (options.level) {
    case AlphaLevel::Interval:
        return alphaOf(NumberSample(counts, scores), annotators, options);
    case AlphaLevel::Ordinal:
        return alphaOf(ValueSample(std::move(counts), Kind::Ranks), annotators, options);
    case AlphaLevel::Nominal:
        return alphaOf(ValueSample(std::move(counts), Kind::Equality), annotators, options);
    case AlphaLevel::Ratio:
        break;
    }
    const auto distance = [&scores](std::size_t a, std::size_t b) {
        const double share = scores[a] == scores[b] ? 0 : (scores[a] - scores[b]) / (scores[a] + scores[b]);
        return share * share;
    };
    return alphaOf(ValueSample(std::move(counts), Kind::Any, distance), annotators, options);
}

/// `labels` has passed agreementProblem.
Alpha alphaWithScores(const Labels& labels, const std::vector<double>& scores, const AlphaOptions& options)
{
    UnitCounts counts = UnitCounts::of(labels, 2);
    if (options.resamples > 1) {
        counts = counts.grouped();
    }
    return alphaOfCounts(std::move(counts), activeAnnotators(labels), scores, options);
}

} // namespace

Alpha Alpha::none(QString reason)
{
    Alpha out;
    out.alpha = Estimate::none(std::move(reason));
    return out;
}

Alpha krippendorffAlpha(const Labels& labels, const AlphaOptions& options)
{
    std::optional<PackedCounts> packed = PackedCounts::of(labels, options.threads);
    QString problem = packed ? QString() : agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    std::vector<double> scores = options.scores;
    if (scores.empty()) {
        scores.resize(static_cast<std::size_t>(labels.values));
        std::iota(scores.begin(), scores.end(), 1.0);
    }
    problem = scoresProblem(scores, labels.values, options.level);
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    return packed ? alphaOfCounts(std::move(packed->counts), packed->annotators, scores, options)
                  : alphaWithScores(labels, scores, options);
}

Alpha krippendorffAlpha(const NumericLabels& labels, const AlphaOptions& options)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    if (options.level == AlphaLevel::Interval) {
        return alphaOf(NumberSample(labels), activeAnnotators(labels), options);
    }
    const IndexedValues indexed = IndexedValues::of(labels);
    problem = scoresProblem(indexed.distinct, indexed.labels.values, options.level);
    return problem.isEmpty() ? alphaWithScores(indexed.labels, indexed.distinct, options)
                             : Alpha::none(std::move(problem));
}

Alpha krippendorffAlphaSets(const Labels& labels, const std::vector<std::uint64_t>& sets,
                            SetDistance distance, const AlphaOptions& options)
{
    QString problem = agreementProblem(labels);
    if (problem.isEmpty() && sets.size() != static_cast<std::size_t>(labels.values)) {
        problem = u"The number of sets is not the number of values of the labels."_s;
    }
    if (problem.isEmpty() && sets.size() > kMostCompared) {
        problem = u"There are more than 20 000 different sets, too many to compare all pairs; combine rare "
                  "options."_s;
    }
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    const auto between = [&sets, distance](std::size_t a, std::size_t b) {
        return setDistance(sets[a], sets[b], distance);
    };
    const ValueSample sample(UnitCounts::of(labels, 2).grouped(), ValueSample::Kind::Any, between);
    return alphaOf(sample, activeAnnotators(labels), options);
}

} // namespace plumbline::stats
