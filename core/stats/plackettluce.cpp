#include "core/stats/plackettluce.h"

#include "core/stats/clusters.h"
#include "core/stats/comparisons.h"
#include "core/stats/distributions.h"
#include "core/stats/pldesign.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

QString whyRowUnusable(const Rankings& rankings, std::size_t index)
{
    const Ranking& row = rankings.rows[index];
    const auto number = static_cast<qint64>(index + 1);
    std::vector<std::int32_t> all = row.models;
    all.insert(all.end(), row.rest.begin(), row.rest.end());
    std::sort(all.begin(), all.end());
    if (all.empty() || all.front() < 0 || all.back() >= rankings.models) {
        return u"Ranking %1 is empty or names a model that is not in the list."_s.arg(number);
    }
    if (const auto twice = std::adjacent_find(all.begin(), all.end()); twice != all.end()) {
        return u"Ranking %1 names %2 twice."_s.arg(number).arg(modelName(rankings.names, *twice));
    }
    if (!std::isfinite(row.weight) || row.weight < 0) {
        return u"The weight of ranking %1 is not a number from 0 up."_s.arg(number);
    }
    if (row.levels.empty()) {
        return {};
    }
    if (row.levels.size() != row.models.size() || !std::is_sorted(row.levels.begin(), row.levels.end())) {
        return u"The places of ranking %1 do not fit its models."_s.arg(number);
    }
    for (std::size_t i = 0; i + kMaxTiedModels < row.levels.size(); ++i) {
        if (row.levels[i] == row.levels[i + kMaxTiedModels]) {
            return u"Ranking %1 has more than %2 models in one place; break such ties or leave them out."_s
                .arg(number)
                .arg(static_cast<qint64>(kMaxTiedModels));
        }
    }
    return {};
}

QString whyNotFitted(const Rankings& rankings, const PlDesign& design, const std::vector<double>& weights,
                     const PlackettLuceOptions& options)
{
    if (!std::isfinite(options.l2) || options.l2 < 0) {
        return u"The penalty must be a number from 0 up."_s;
    }
    if (!(options.interval.confidence > 0 && options.interval.confidence < 1)) {
        return u"The confidence level must be between 0 and 1."_s;
    }
    if (options.l2 > 0 && options.solver == PlackettLuceSolver::Mm) {
        return u"MM steps know no penalty; choose Newton's method."_s;
    }
    const std::vector<WinEdge> edges = design.edges(weights);
    return options.l2 > 0 ? whyNotAllSeen(rankings.models, edges, rankings.names)
                          : whyNotConnected(rankings.models, edges, rankings.names);
}

std::vector<std::int32_t> idsOf(const Rankings& rankings, std::int32_t Ranking::*id)
{
    std::vector<std::int32_t> ids;
    ids.reserve(rankings.rows.size());
    for (const Ranking& row : rankings.rows) {
        ids.push_back(row.*id);
    }
    return ids;
}

struct RankingClusters
{
    Clusters first;
    Clusters second; ///< annotators, when both count
    bool isNone = true;

    RankingClusters(const Rankings& rankings, ClusterBy by)
        : isNone(by == ClusterBy::None)
    {
        if (by == ClusterBy::None) {
            first = clustersOf(std::vector<std::int32_t>(rankings.rows.size(), -1));
        } else {
            first = clustersOf(
                idsOf(rankings, by == ClusterBy::Annotator ? &Ranking::annotator : &Ranking::prompt));
        }
        if (by == ClusterBy::Both) {
            second = clustersOf(idsOf(rankings, &Ranking::annotator));
        }
    }

    [[nodiscard]] bool hasSecond() const { return second.count > 0; }
    [[nodiscard]] std::int32_t fewest() const
    {
        return hasSecond() ? std::min(first.count, second.count) : first.count;
    }
};

std::vector<double> meatOf(const PlDesign& design, const std::vector<double>& weights,
                           const std::vector<double>& x, const RankingClusters& clusters)
{
    const auto meat = [&](const Clusters& by) {
        std::vector<double> matrix = clusteredMeat(design.models(), by, [&](std::size_t row, SparseSum& sum) {
            design.addScore(row, weights[row], x, sum);
        });
        if (!clusters.isNone) { // the usual correction for few clusters
            for (double& value : matrix) {
                value *= by.count / (by.count - 1.0);
            }
        }
        return matrix;
    };
    std::vector<double> matrix = meat(clusters.first);
    if (clusters.hasSecond()) { // Cameron, Gelbach & Miller 2011
        const std::vector<double> second = meat(clusters.second);
        const std::vector<double> overlap = meat(intersection(clusters.first, clusters.second));
        for (std::size_t i = 0; i < matrix.size(); ++i) {
            matrix[i] += second[i] - overlap[i];
        }
        matrix = semidefinite(matrix, design.models());
    }
    return matrix;
}

void addCovarianceIntervals(const PlDesign& design, const std::vector<double>& weights,
                            const RankingClusters& clusters, const NewtonResult& fit,
                            const IntervalOptions& options, ModelScores& result)
{
    const std::size_t n = design.models();
    std::optional<std::vector<double>> bread = inverse(fit.hessian, n, design.held());
    if (!bread) {
        result.noIntervals =
            u"The rankings are too lopsided for an interval from the covariance matrix; use the "
            u"bootstrap."_s;
        return;
    }
    double factor = normalTwoSided(options.confidence);
    result.covariance = std::move(*bread);
    if (options.method == IntervalMethod::Sandwich) {
        result.covariance = sandwich(result.covariance, meatOf(design, weights, fit.x, clusters), n);
        if (!clusters.isNone) {
            factor = studentTwoSided(options.confidence, clusters.fewest() - 1.0);
        }
    }
    centreCovariance(result.covariance, n, n);
    for (std::size_t i = 0; i < n; ++i) {
        const double half = factor * std::sqrt(std::max(0.0, result.covariance[i * n + i]));
        result.intervals.push_back({result.scores[i] - half, result.scores[i] + half});
    }
}

/// The weights of the rankings in a resample of rankings or clusters.
std::vector<double> resampled(Random& random, const std::vector<double>& weights,
                              const RankingClusters& clusters)
{
    const auto draw = [&](std::int32_t count) {
        std::vector<double> times(static_cast<std::size_t>(count), 0.0);
        for (std::int32_t i = 0; i < count; ++i) {
            ++times[random.below(static_cast<std::uint64_t>(count))];
        }
        return times;
    };
    const std::vector<double> first = draw(clusters.first.count);
    const std::vector<double> second = draw(clusters.second.count);
    std::vector<double> result = weights;
    for (std::size_t row = 0; row < result.size(); ++row) {
        result[row] *= first[static_cast<std::size_t>(clusters.first.of[row])];
        if (clusters.hasSecond()) {
            result[row] *= second[static_cast<std::size_t>(clusters.second.of[row])];
        }
    }
    return result;
}

void bootstrap(const Rankings& rankings, const PlDesign& design, const std::vector<double>& weights,
               const RankingClusters& clusters, const NewtonResult& fit, const PlackettLuceOptions& options,
               ModelScores& result)
{
    const IntervalOptions& interval = options.interval;
    const auto resamples = static_cast<std::size_t>(std::max(interval.resamples, 1));
    const std::size_t width = design.models();
    std::vector<double> samples(resamples * width);
    std::vector<char> good(resamples, 0);
    std::atomic<bool> stopped = false;
    parallelFor(
        resamples, 8,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t i = begin; i < end && !stopped; ++i) {
                stopped = stopped || (interval.cancelled && interval.cancelled());
                Random random = resampleRandom(interval.seed, i);
                const std::vector<double> drawn = resampled(random, weights, clusters);
                if (!whyNotFitted(rankings, design, drawn, options).isEmpty()) {
                    continue;
                }
                NewtonResult one = design.fit(drawn, fit.x);
                centre(one.x);
                std::copy(one.x.begin(), one.x.end(), &samples[i * width]);
                good[i] = one.converged ? 1 : 0;
            }
        },
        interval.threads);
    if (stopped) {
        result.noIntervals = u"The computation of the intervals was stopped."_s;
        return;
    }
    result.intervals = percentileIntervals(samples, good, width, interval.confidence, result);
}

void addIntervals(const Rankings& rankings, const PlDesign& design, const std::vector<double>& weights,
                  const NewtonResult& fit, const PlackettLuceOptions& options, ModelScores& result)
{
    if (options.interval.method == IntervalMethod::None) {
        return;
    }
    const RankingClusters clusters(rankings, options.interval.cluster);
    if (!clusters.isNone && clusters.fewest() < 2) {
        result.noIntervals =
            u"All rankings share one prompt or one annotator, so there is nothing to tell how much "
            u"another would differ; collect rankings of more of them."_s;
        return;
    }
    if (options.interval.method == IntervalMethod::Bootstrap) {
        bootstrap(rankings, design, weights, clusters, fit, options, result);
    } else {
        addCovarianceIntervals(design, weights, clusters, fit, options.interval, result);
    }
}

} // namespace

QString whyUnusable(const Rankings& rankings)
{
    bool any = false;
    for (std::size_t i = 0; i < rankings.rows.size(); ++i) {
        if (QString reason = whyRowUnusable(rankings, i); !reason.isEmpty()) {
            return reason;
        }
        any = any || rankings.rows[i].weight > 0;
    }
    return any ? QString() : u"There is no ranking yet; rank some models to begin."_s;
}

ModelScores plackettLuce(const Rankings& rankings, const PlackettLuceOptions& options)
{
    if (QString reason = whyUnusable(rankings); !reason.isEmpty()) {
        return ModelScores::none(std::move(reason));
    }
    const PlDesign design(rankings, options.l2);
    std::vector<double> weights;
    weights.reserve(rankings.rows.size());
    for (const Ranking& row : rankings.rows) {
        weights.push_back(row.weight);
    }
    if (QString reason = whyNotFitted(rankings, design, weights, options); !reason.isEmpty()) {
        return ModelScores::none(std::move(reason));
    }
    const NewtonResult fit = options.solver == PlackettLuceSolver::Mm
                                 ? design.fitByMm(weights)
                                 : design.fit(weights, std::vector<double>(design.models(), 0.0));
    if (!fit.converged) {
        return ModelScores::none(
            u"The rankings are too lopsided for the fit to settle; use a penalised fit."_s);
    }
    ModelScores result;
    result.scores = fit.x;
    centre(result.scores);
    result.logLikelihood = design.penalty(fit.x) - fit.value;
    result.iterations = fit.iterations;
    for (const double component : fit.gradient) {
        result.gradient = std::max(result.gradient, std::abs(component));
    }
    addIntervals(rankings, design, weights, fit, options, result);
    return result;
}

double plackettLuceLogLikelihood(const Rankings& rankings, const std::vector<double>& scores)
{
    const PlDesign design(rankings, 0);
    std::vector<double> weights;
    for (const Ranking& row : rankings.rows) {
        weights.push_back(row.weight);
    }
    std::vector<double> gradient(scores.size(), 0.0);
    std::vector<double> hessian(scores.size() * scores.size(), 0.0);
    return -design.evaluate(weights, scores, gradient, hessian);
}

} // namespace plumbline::stats
