#include "core/stats/modelscores.h"

#include "core/stats/sampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

double toElo(double score, double scale, double base)
{
    return score * scale / std::log(base);
}

double fromElo(double rating, double scale, double base)
{
    return rating * std::log(base) / scale;
}

double l2OfPriorVariance(double variance)
{
    return 1 / (2 * variance);
}

double l2OfInverseStrength(double c)
{
    return 1 / (2 * c);
}

namespace {

/// The places of the models in the resamples, as far as the percentiles reach. Equal scores share a place.
std::vector<ModelRank> resampledRanks(const std::vector<double>& samples, const std::vector<char>& good,
                                      std::size_t width, double tail, const std::vector<double>& scores)
{
    const std::size_t models = scores.size();
    std::vector<std::vector<double>> places(models);
    for (std::size_t row = 0; row < good.size(); ++row) {
        if (good[row] == 0) {
            continue;
        }
        const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(row * width);
        const std::vector<double> drawn(begin, begin + static_cast<std::ptrdiff_t>(models));
        const std::vector<ModelRank> ranks = rankByInterval(drawn, {});
        for (std::size_t model = 0; model < models; ++model) {
            places[model].push_back(ranks[model].rank);
        }
    }
    std::vector<ModelRank> result = rankByInterval(scores, {});
    for (std::size_t model = 0; model < models; ++model) {
        result[model].best = static_cast<std::int32_t>(std::floor(quantile(places[model], tail)));
        result[model].worst = static_cast<std::int32_t>(std::ceil(quantile(places[model], 1 - tail)));
    }
    return result;
}

} // namespace

std::vector<Interval> percentileIntervals(const std::vector<double>& samples, const std::vector<char>& good,
                                          std::size_t width, double confidence, ModelScores& result)
{
    const double tail = (1 - confidence) / 2;
    const auto failed = std::count(good.begin(), good.end(), 0);
    result.failedResamples = static_cast<int>(failed);
    if (static_cast<double>(failed) > tail * static_cast<double>(good.size())) {
        result.noIntervals =
            u"In %1 of %2 resamples a model never lost, never won or met no other, so the bootstrap has no "
            u"bounds; collect more votes, or use the sandwich or a penalised fit."_s.arg(failed)
                .arg(good.size());
        return {};
    }
    std::vector<Interval> intervals;
    std::vector<double> column;
    for (std::size_t i = 0; i < width; ++i) {
        column.clear();
        for (std::size_t row = 0; row < good.size(); ++row) {
            if (good[row] != 0) {
                column.push_back(samples[row * width + i]);
            }
        }
        const double low = quantile(column, tail);
        intervals.push_back({low, quantile(column, 1 - tail)});
    }
    result.resampledRanks = resampledRanks(samples, good, width, tail, result.scores);
    return intervals;
}

void centre(std::vector<double>& scores)
{
    if (scores.empty()) {
        return;
    }
    const double mean =
        std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
    for (double& score : scores) {
        score -= mean;
    }
}

} // namespace plumbline::stats
