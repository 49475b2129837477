#include "core/stats/kappa.h"

#include "core/stats/chancecorrected.h"
#include "core/stats/distributions.h"
#include "core/stats/proportion.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// a − b, where what rounding leaves of two equal numbers is 0.
double positive(double a, double b)
{
    constexpr double kRounding = 1e-14;
    return a - b > kRounding * a ? a - b : 0;
}

/// A contingency table as shares, with its margins and weights.
struct Shares
{
    std::size_t values = 0;
    double total = 0;
    std::vector<double> cells;
    std::vector<double> rows;
    std::vector<double> columns;
    std::vector<double> weights;
    std::vector<double> rowWeights;    ///< Σ_j w_ij column_j
    std::vector<double> columnWeights; ///< Σ_i w_ij row_i
    double observed = 0;
    double expected = 0;

    Shares(const Confusion& table, AgreementWeights kind)
        : values(static_cast<std::size_t>(table.values))
        , total(static_cast<double>(table.total()))
        , weights(weightMatrix(kind, table.values))
        , rowWeights(values)
        , columnWeights(values)
    {
        for (const std::int64_t count : table.counts) {
            cells.push_back(static_cast<double>(count) / total);
        }
        for (const std::int64_t count : table.rowSums()) {
            rows.push_back(static_cast<double>(count) / total);
        }
        for (const std::int64_t count : table.columnSums()) {
            columns.push_back(static_cast<double>(count) / total);
        }
        for (std::size_t i = 0; i < values; ++i) {
            for (std::size_t j = 0; j < values; ++j) {
                const double weight = weights[i * values + j];
                rowWeights[i] += weight * columns[j];
                columnWeights[j] += weight * rows[i];
                observed += weight * cells[i * values + j];
                expected += weight * rows[i] * columns[j];
            }
        }
    }

    /// Fleiss, Cohen & Everitt (1969), equation 9: the variance where agreement is by chance.
    [[nodiscard]] double varianceZero() const
    {
        double sum = 0;
        for (std::size_t i = 0; i < values; ++i) {
            for (std::size_t j = 0; j < values; ++j) {
                const double part = weights[i * values + j] - (rowWeights[i] + columnWeights[j]);
                sum += rows[i] * columns[j] * part * part;
            }
        }
        return positive(sum, expected * expected) / (total * (1 - expected) * (1 - expected));
    }

    /// Fleiss, Cohen & Everitt (1969), equation 8: the variance of κ itself.
    [[nodiscard]] double variance(double kappa) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < values; ++i) {
            for (std::size_t j = 0; j < values; ++j) {
                const double part =
                    weights[i * values + j] - (rowWeights[i] + columnWeights[j]) * (1 - kappa);
                sum += cells[i * values + j] * part * part;
            }
        }
        const double mean = kappa - expected * (1 - kappa);
        return positive(sum, mean * mean) / (total * (1 - expected) * (1 - expected));
    }
};

/// Sets z and p where the standard error under chance is above 0.
void test(Kappa& out)
{
    if (out.standardErrorZero && *out.standardErrorZero > 0) {
        out.z = *out.kappa.value / *out.standardErrorZero;
        out.pValue = normalTwoSidedP(*out.z);
    }
}

/// Fleiss, Nee & Landis (1979); the number of labels of each unit is the same.
void testAgainstChance(Kappa& out, const UnitCounts& counts)
{
    const std::int64_t labels = counts.labelsOf(0);
    std::vector<double> sums(static_cast<std::size_t>(counts.values));
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        if (counts.labelsOf(unit) != labels) {
            return;
        }
        for (std::size_t i = counts.begin[unit]; i < counts.begin[unit + 1]; ++i) {
            sums[static_cast<std::size_t>(counts.cells[i].value)] += counts.cells[i].count;
        }
    }
    const auto m = static_cast<double>(labels);
    const auto n = static_cast<double>(counts.size());
    double spread = 0;
    double skew = 0;
    for (const double sum : sums) {
        const double p = sum / (n * m);
        spread += p * (1 - p);
        skew += p * (1 - p) * (1 - 2 * p);
    }
    out.standardErrorZero = std::sqrt(2 * std::max(0.0, spread * spread - skew) / (n * m * (m - 1))) / spread;
    test(out);
}

Kappa overUnits(const Labels& labels, ChanceModel model, double confidence, bool withTest)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Kappa::none(std::move(problem));
    }
    const UnitCounts counts = UnitCounts::of(labels, 1);
    Kappa out = chanceCorrected(counts, model, AgreementWeights::None, confidence);
    out.annotators = activeAnnotators(labels);
    if (out.kappa && withTest) {
        testAgainstChance(out, counts);
    }
    return out;
}

} // namespace

Kappa Kappa::none(QString reason)
{
    Kappa out;
    out.kappa = Estimate::none(std::move(reason));
    return out;
}

Estimate percentAgreement(const Labels& labels, double confidence)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Estimate::none(std::move(problem));
    }
    const UnitCounts counts = UnitCounts::of(labels, 2);
    double sum = 0;
    double squares = 0;
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        const auto total = static_cast<double>(counts.labelsOf(unit));
        double pairs = 0;
        for (std::size_t i = counts.begin[unit]; i < counts.begin[unit + 1]; ++i) {
            const double count = counts.cells[i].count;
            pairs += count * (count - 1);
        }
        const double share = pairs / (total * (total - 1));
        sum += share;
        squares += share * share;
    }
    const auto units = static_cast<double>(counts.size());
    const double mean = std::min(1.0, sum / units);
    const double spread = std::max(0.0, squares / units - mean * mean);
    constexpr double kNothing = 1e-14;
    const bool varies = spread > kNothing && mean > 0 && mean < 1;
    const double effective = varies ? units * mean * (1 - mean) / spread : units;
    return Estimate::of(mean, wilson(mean * effective, effective, confidence));
}

Kappa cohenKappa(const Confusion& table, AgreementWeights weights, double confidence)
{
    if (!table.undefined.isEmpty()) {
        return Kappa::none(table.undefined);
    }
    const std::int64_t total = table.total();
    if (total < 2) {
        return Kappa::none(total == 0
                               ? u"The two annotators share no unit; let both label the same units."_s
                               : u"The two annotators share one unit only; at least two are needed."_s);
    }
    if (table.values < 2) {
        return Kappa::none(u"The scale has one value only, so labels cannot differ."_s);
    }
    const Shares shares(table, weights);
    Kappa out;
    out.units = total;
    out.annotators = 2;
    out.observed = shares.observed;
    out.expected = shares.expected;
    constexpr double kNothing = 1e-14;
    if (1 - shares.expected < kNothing) {
        out.kappa = Estimate::none(u"Both annotators gave every shared unit the same one value, so there is "
                                   "nothing to tell agreement from chance."_s);
        return out;
    }
    const double kappa = (shares.observed - shares.expected) / (1 - shares.expected);
    out.standardError = std::sqrt(shares.variance(kappa));
    out.standardErrorZero = std::sqrt(shares.varianceZero());
    const double margin = normalTwoSided(confidence) * *out.standardError;
    out.kappa = Estimate::of(kappa, {std::max(-1.0, kappa - margin), std::min(1.0, kappa + margin)});
    test(out);
    return out;
}

Kappa cohenKappa(const Labels& labels, std::int32_t first, std::int32_t second, AgreementWeights weights,
                 double confidence)
{
    if (first == second) {
        return Kappa::none(u"An annotator cannot be compared with themselves; choose a second one."_s);
    }
    return cohenKappa(confusionOf(labels, first, second), weights, confidence);
}

Kappa scottPi(const Labels& labels, double confidence)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Kappa::none(std::move(problem));
    }
    if (activeAnnotators(labels) > 2) {
        return Kappa::none(u"Scott's π compares two annotators and there are more; use Fleiss' κ."_s);
    }
    const UnitCounts counts = UnitCounts::of(labels, 2);
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        if (counts.labelsOf(unit) > 2) {
            return Kappa::none(u"An annotator labelled a unit twice; keep one of the two labels."_s);
        }
    }
    Kappa out = chanceCorrected(counts, ChanceModel::Fleiss, AgreementWeights::None, confidence);
    out.annotators = 2;
    if (out.kappa) {
        testAgainstChance(out, counts);
    }
    return out;
}

Kappa fleissKappa(const Labels& labels, double confidence)
{
    return overUnits(labels, ChanceModel::Fleiss, confidence, true);
}

Kappa randolphKappa(const Labels& labels, double confidence)
{
    return overUnits(labels, ChanceModel::Uniform, confidence, false);
}

} // namespace plumbline::stats
