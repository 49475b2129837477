#include "core/stats/chancecorrected.h"

#include "core/stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Observed agreement of each unit, shares of the values, and sums of the weights.
struct Ingredients
{
    std::vector<double> agreement; ///< of each unit; 0 where it has one label
    std::vector<double> labels;    ///< of each unit
    std::vector<double> shares;    ///< of each value: mean over the units of the share within the unit
    double units = 0;
    double compared = 0; ///< units with two labels or more
    double observed = 0; ///< mean agreement of these
};

Ingredients collect(const UnitCounts& counts, const std::vector<double>& weights)
{
    const auto values = static_cast<std::size_t>(counts.values);
    Ingredients out;
    out.shares.assign(values, 0.0);
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        const auto labels = static_cast<double>(counts.labelsOf(unit));
        double sum = 0;
        for (std::size_t i = counts.begin[unit]; i < counts.begin[unit + 1]; ++i) {
            const UnitCounts::Cell& a = counts.cells[i];
            out.shares[static_cast<std::size_t>(a.value)] += a.count / labels;
            double alike = -1;
            for (std::size_t j = counts.begin[unit]; j < counts.begin[unit + 1]; ++j) {
                const UnitCounts::Cell& b = counts.cells[j];
                alike +=
                    b.count *
                    weights[static_cast<std::size_t>(a.value) * values + static_cast<std::size_t>(b.value)];
            }
            sum += a.count * alike;
        }
        const bool isCompared = labels > 1;
        out.agreement.push_back(isCompared ? sum / (labels * (labels - 1)) : 0);
        out.labels.push_back(labels);
        out.compared += isCompared ? 1 : 0;
        out.observed += out.agreement.back();
    }
    out.units = static_cast<double>(counts.size());
    out.observed /= out.compared;
    for (double& share : out.shares) {
        share /= out.units;
    }
    return out;
}

/// Chance agreement as the sum over the values of share · slope, half of which is the derivative by a share.
struct Chance
{
    double expected = 0;
    std::vector<double> slopes; ///< empty where chance does not depend on the labels
};

Chance chanceOf(const Ingredients& in, ChanceModel model, const std::vector<double>& weights)
{
    const std::size_t values = in.shares.size();
    const auto q = static_cast<double>(values);
    double weightSum = 0;
    for (const double weight : weights) {
        weightSum += weight;
    }
    Chance chance;
    if (model == ChanceModel::Uniform) {
        chance.expected = weightSum / (q * q);
        return chance;
    }
    chance.slopes.assign(values, 0.0);
    for (std::size_t k = 0; k < values; ++k) {
        if (model == ChanceModel::Gwet) {
            chance.slopes[k] = weightSum / (q * (q - 1)) * (1 - in.shares[k]);
        } else {
            for (std::size_t l = 0; l < values; ++l) {
                chance.slopes[k] += weights[k * values + l] * in.shares[l];
            }
        }
        chance.expected += in.shares[k] * chance.slopes[k];
    }
    return chance;
}

double standardErrorOf(const UnitCounts& counts, const Ingredients& in, const Chance& chance, double kappa)
{
    const double rest = 1 - chance.expected;
    double sum = 0;
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        const bool isCompared = in.labels[unit] > 1;
        double own =
            in.units / in.compared * (in.agreement[unit] - (isCompared ? chance.expected : 0)) / rest;
        if (!chance.slopes.empty()) {
            double expected = 0;
            for (std::size_t i = counts.begin[unit]; i < counts.begin[unit + 1]; ++i) {
                const UnitCounts::Cell& cell = counts.cells[i];
                expected +=
                    cell.count / in.labels[unit] * chance.slopes[static_cast<std::size_t>(cell.value)];
            }
            own -= 2 * (1 - kappa) * (expected - chance.expected) / rest;
        }
        sum += (own - kappa) * (own - kappa);
    }
    return std::sqrt(sum / (in.units * (in.units - 1)));
}

} // namespace

Kappa chanceCorrected(const UnitCounts& counts, ChanceModel model, AgreementWeights weights,
                      double confidence)
{
    const std::vector<double> matrix = weightMatrix(weights, counts.values);
    const Ingredients in = collect(counts, matrix);
    const Chance chance = chanceOf(in, model, matrix);
    constexpr double kNothing = 1e-14;
    Kappa out;
    out.units = static_cast<std::int64_t>(in.compared);
    out.observed = in.observed;
    out.expected = chance.expected;
    if (1 - chance.expected < kNothing) {
        out.kappa =
            Estimate::none(u"All labels are equal, so there is nothing to tell agreement from chance; "
                           "label units on which annotators may differ."_s);
        return out;
    }
    const double kappa = (in.observed - chance.expected) / (1 - chance.expected);
    out.kappa = Estimate::of(kappa);
    if (in.units > 1) {
        out.standardError = standardErrorOf(counts, in, chance, kappa);
        const double margin = studentTwoSided(confidence, in.units - 1) * *out.standardError;
        out.kappa.interval = Interval{std::max(-1.0, kappa - margin), std::min(1.0, kappa + margin)};
    }
    return out;
}

} // namespace plumbline::stats
