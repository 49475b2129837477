#include "core/stats/winrate.h"

#include "core/stats/clusters.h"
#include "core/stats/distributions.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Student's interval of a ratio of sums by cluster (linearised; Cochran 1977, 6.4): residuals of the votes
/// are summed by cluster.
Estimate clusteredRate(double rate, double total, const std::vector<double>& residuals, double confidence)
{
    const auto clusters = static_cast<double>(residuals.size());
    if (clusters < 2) {
        return Estimate::of(rate);
    }
    double squares = 0;
    for (const double residual : residuals) {
        squares += residual * residual;
    }
    const double error = std::sqrt(squares * clusters / (clusters - 1)) / total;
    const double half = studentTwoSided(confidence, clusters - 1) * error;
    return Estimate::of(rate, {std::max(0.0, rate - half), std::min(1.0, rate + half)});
}

/// Sums the residuals of each model's votes by cluster.
std::vector<std::vector<double>> residualsOf(const Comparisons& votes, const std::vector<double>& rates,
                                             ClusterBy by)
{
    std::vector<std::int32_t> ids;
    ids.reserve(votes.rows.size());
    for (const Comparison& row : votes.rows) {
        ids.push_back(by == ClusterBy::None ? -1 : by == ClusterBy::Annotator ? row.annotator : row.prompt);
    }
    const ClusterRows clusters(clustersOf(ids));
    const auto models = static_cast<std::size_t>(votes.models);
    std::vector<std::vector<double>> residuals(models);
    std::vector<std::size_t> lastCluster(models, 0); // + 1; 0: none yet
    for (std::size_t cluster = 0; cluster + 1 < clusters.begin.size(); ++cluster) {
        for (std::size_t i = clusters.begin[cluster]; i < clusters.begin[cluster + 1]; ++i) {
            const Comparison& row = votes.rows[clusters.rows[i]];
            const auto add = [&](std::int32_t index, double score) {
                const auto model = static_cast<std::size_t>(index);
                if (row.weight == 0) {
                    return;
                }
                if (lastCluster[model] != cluster + 1) {
                    lastCluster[model] = cluster + 1;
                    residuals[model].push_back(0);
                }
                residuals[model].back() += row.weight * (score - rates[model]);
            };
            add(row.a, scoreOfA(row.winner));
            add(row.b, 1 - scoreOfA(row.winner));
        }
    }
    return residuals;
}

/// What the cells say about each model.
struct Sums
{
    std::vector<ModelWinRate> models;
    std::vector<double> squares; ///< Σw²
    std::vector<double> rates;   ///< Σ over opponents of the rate against each
    std::vector<std::int32_t> opponents;
};

Sums sumsOf(const PairTable& table)
{
    const auto models = static_cast<std::size_t>(table.models);
    Sums sums;
    sums.models.resize(models);
    sums.squares.assign(models, 0);
    sums.rates.assign(models, 0);
    sums.opponents.assign(models, 0);
    for (const PairCell& cell : table.cells) {
        const auto a = static_cast<std::size_t>(cell.a);
        const auto b = static_cast<std::size_t>(cell.b);
        sums.models[a].wins += cell.weights[0];
        sums.models[a].losses += cell.weights[2];
        sums.models[b].wins += cell.weights[2];
        sums.models[b].losses += cell.weights[0];
        for (const std::size_t model : {a, b}) {
            sums.models[model].ties += cell.weights[1];
            sums.squares[model] += cell.weightSquares[0] + cell.weightSquares[1] + cell.weightSquares[2];
            ++sums.opponents[model];
            sums.rates[model] += model == a ? cell.rateOfA() : 1 - cell.rateOfA();
        }
    }
    return sums;
}

} // namespace

Interval rateInterval(double successes, double total, RateInterval method, double confidence)
{
    if (total <= 0) {
        return {0, 1};
    }
    if (method != RateInterval::ClopperPearson) {
        return wilson(successes, total, confidence);
    }
    const double tail = (1 - confidence) / 2;
    return {successes <= 0 ? 0.0 : betaQuantile(successes, total - successes + 1, tail),
            successes >= total ? 1.0 : betaQuantile(successes + 1, total - successes, 1 - tail)};
}

WinRates winRates(const Comparisons& votes, const WinRateOptions& options)
{
    WinRates result;
    result.undefined = whyUnusable(votes);
    if (result && !(options.confidence > 0 && options.confidence < 1)) {
        result.undefined = u"The confidence level must be between 0 and 1."_s;
    }
    if (!result) {
        return result;
    }
    Sums sums = sumsOf(tabulate(votes));
    const auto models = static_cast<std::size_t>(votes.models);
    std::vector<double> rates(models, 0.0);
    for (std::size_t i = 0; i < models; ++i) {
        ModelWinRate& model = sums.models[i];
        const QString name = modelName(votes.names, static_cast<std::int32_t>(i));
        const double total = model.wins + model.ties + model.losses;
        if (total <= 0) {
            model.rate = Estimate::none(u"%1 has no votes; collect some, or leave it out."_s.arg(name));
            model.balanced = model.rate;
            continue;
        }
        rates[i] = (model.wins + 0.5 * model.ties) / total;
        const double effective = total * total / sums.squares[i];
        model.rate = Estimate::of(
            rates[i], rateInterval(rates[i] * effective, effective, options.interval, options.confidence));
        model.balanced =
            sums.opponents[i] + 1 == votes.models
                ? Estimate::of(sums.rates[i] / sums.opponents[i])
                : Estimate::none(
                      u"%1 has not met every other model, so no mean over opponents can be given; compare "
                      u"it with the ones it has not met."_s.arg(name));
    }
    if (options.interval == RateInterval::Clustered) {
        const auto residuals = residualsOf(votes, rates, options.cluster);
        for (std::size_t i = 0; i < models; ++i) {
            ModelWinRate& model = sums.models[i];
            if (model.rate) {
                const double total = model.wins + model.ties + model.losses;
                model.rate = clusteredRate(rates[i], total, residuals[i], options.confidence);
            }
        }
    }
    result.models = std::move(sums.models);
    return result;
}

} // namespace plumbline::stats
