#include "core/stats/icc.h"

#include "core/stats/completeratings.h"
#include "core/stats/distributions.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kNothing = 1e-13; // of the total sum of squares: rounding

/// Mean squares of an analysis of variance.
struct MeanSquares
{
    double units = 0;      ///< n
    double annotators = 0; ///< k, effective where numbers differ
    double between = 0;    ///< between units
    double error = 0;      ///< within units (one-way), or the residual (two-way)
    double columns = 0;    ///< between annotators (two-way)
    double errorDf = 0;
    double total = 0; ///< sum of squares in all
};

MeanSquares oneWay(const NumericLabels& ratings)
{
    std::vector<double> sums(static_cast<std::size_t>(ratings.units));
    std::vector<double> counts(sums.size());
    for (const NumericLabel& row : ratings.rows) {
        sums[static_cast<std::size_t>(row.unit)] += row.value;
        counts[static_cast<std::size_t>(row.unit)] += 1;
    }
    MeanSquares out;
    double all = 0;
    double mean = 0;
    double squaredCounts = 0;
    for (std::size_t unit = 0; unit < sums.size(); ++unit) {
        if (counts[unit] > 1) {
            out.units += 1;
            all += counts[unit];
            mean += sums[unit];
            squaredCounts += counts[unit] * counts[unit];
        }
    }
    mean /= all;
    double between = 0;
    for (std::size_t unit = 0; unit < sums.size(); ++unit) {
        if (counts[unit] > 1) {
            const double off = sums[unit] / counts[unit] - mean;
            between += counts[unit] * off * off;
        }
    }
    double within = 0;
    for (const NumericLabel& row : ratings.rows) {
        const auto unit = static_cast<std::size_t>(row.unit);
        if (counts[unit] > 1) {
            const double off = row.value - sums[unit] / counts[unit];
            within += off * off;
        }
    }
    out.annotators = out.units > 1 ? (all - squaredCounts / all) / (out.units - 1) : 0;
    out.errorDf = all - out.units;
    out.between = out.units > 1 ? between / (out.units - 1) : 0;
    out.error = within / out.errorDf;
    out.total = between + within;
    return out;
}

MeanSquares twoWay(const CompleteRatings& table)
{
    MeanSquares out;
    out.units = static_cast<double>(table.units);
    out.annotators = static_cast<double>(table.annotators);
    std::vector<double> rows(table.units);
    std::vector<double> columns(table.annotators);
    double mean = 0;
    for (std::size_t unit = 0; unit < table.units; ++unit) {
        for (std::size_t annotator = 0; annotator < table.annotators; ++annotator) {
            const double value = table.at(unit, annotator);
            rows[unit] += value / out.annotators;
            columns[annotator] += value / out.units;
            mean += value / (out.units * out.annotators);
        }
    }
    for (std::size_t unit = 0; unit < table.units; ++unit) {
        out.between += out.annotators * (rows[unit] - mean) * (rows[unit] - mean);
        for (std::size_t annotator = 0; annotator < table.annotators; ++annotator) {
            const double rest = table.at(unit, annotator) - rows[unit] - columns[annotator] + mean;
            out.error += rest * rest;
        }
    }
    for (const double column : columns) {
        out.columns += out.units * (column - mean) * (column - mean);
    }
    out.total = out.between + out.error + out.columns;
    out.errorDf = (out.units - 1) * (out.annotators - 1);
    out.between /= out.units - 1;
    out.error /= out.errorDf;
    out.columns /= out.annotators - 1;
    return out;
}

/// The coefficient of one annotator's ratings; absent where its denominator is 0.
std::optional<double> coefficient(const MeanSquares& ms, IccModel model, bool ofMean)
{
    const double k = ms.annotators;
    const double columns = model == IccModel::TwoWayRandom ? (ms.columns - ms.error) / ms.units : 0;
    const double below = ofMean ? ms.between + columns : ms.between + (k - 1) * ms.error + k * columns;
    if (std::abs(below) <= kNothing * ms.total) {
        return std::nullopt;
    }
    return (ms.between - ms.error) / below;
}

/// For ICC(1) and ICC(3): the F ratio itself has an exact interval.
Interval fromF(const MeanSquares& ms, double f, bool ofMean, double tail)
{
    const double low = f / fisherQuantile(1 - tail, ms.units - 1, ms.errorDf);
    const double high = f * fisherQuantile(1 - tail, ms.errorDf, ms.units - 1);
    if (ofMean) {
        return {1 - 1 / low, 1 - 1 / high};
    }
    return {(low - 1) / (low + ms.annotators - 1), (high - 1) / (high + ms.annotators - 1)};
}

/// For ICC(2): Satterthwaite's degrees of freedom (Shrout & Fleiss 1979, page 424).
Interval bySatterthwaite(const MeanSquares& ms, double single, bool ofMean, double tail)
{
    const double n = ms.units;
    const double k = ms.annotators;
    const double ratio = ms.columns / ms.error;
    const double units = n * (1 + (k - 1) * single) - k * single;
    const double top = k * single * ratio + units;
    const double df =
        (k - 1) * (n - 1) * top * top / ((n - 1) * k * k * single * single * ratio * ratio + units * units);
    const double upper = fisherQuantile(1 - tail, n - 1, df);
    const double lower = fisherQuantile(1 - tail, df, n - 1);
    const double rest = k * ms.columns + (k * n - k - n) * ms.error;
    const double low = n * (ms.between - upper * ms.error) / (upper * rest + n * ms.between);
    const double high = n * (lower * ms.between - ms.error) / (rest + n * lower * ms.between);
    if (ofMean) {
        return {low * k / (1 + low * (k - 1)), high * k / (1 + high * (k - 1))};
    }
    return {low, high};
}

Icc undefined(QString reason)
{
    Icc out;
    out.icc = Estimate::none(std::move(reason));
    return out;
}

} // namespace

Icc intraclassCorrelation(const NumericLabels& ratings, IccModel model, bool ofMean, double confidence)
{
    QString problem = agreementProblem(ratings);
    if (!problem.isEmpty()) {
        return undefined(std::move(problem));
    }
    MeanSquares ms;
    if (model == IccModel::OneWay) {
        ms = oneWay(ratings);
        if (ms.units < 2) {
            return undefined(u"Only one unit has two ratings; at least two such units are needed."_s);
        }
    } else {
        const CompleteRatings table = CompleteRatings::of(ratings);
        if (!table.undefined.isEmpty()) {
            return undefined(table.undefined);
        }
        ms = twoWay(table);
    }
    const double scale = std::abs(ratings.rows.front().value);
    const std::optional<double> value = coefficient(ms, model, ofMean);
    constexpr double kRounding = 1e-28;
    if (ms.total <= kRounding * scale * scale || !value) {
        return undefined(ms.total <= kRounding * scale * scale
                             ? u"All ratings are equal, so units do not differ in anything."_s
                             : u"The units' mean ratings do not differ, so the correlation divides by 0."_s);
    }
    Icc out;
    out.icc = Estimate::of(*value);
    out.units = static_cast<std::int64_t>(ms.units);
    out.annotators = model == IccModel::OneWay ? activeAnnotators(ratings) : std::llround(ms.annotators);
    out.df1 = ms.units - 1;
    out.df2 = ms.errorDf;
    if (ms.error <= kNothing * ms.total || ms.between <= kNothing * ms.total) {
        return out;
    }
    const double tail = (1 - confidence) / 2;
    out.f = ms.between / ms.error;
    out.pValue = fisherUpper(*out.f, out.df1, out.df2);
    if (model == IccModel::TwoWayRandom) {
        const std::optional<double> single = coefficient(ms, model, false);
        if (single) {
            out.icc.interval = bySatterthwaite(ms, *single, ofMean, tail);
        }
    } else {
        out.icc.interval = fromF(ms, *out.f, ofMean, tail);
    }
    return out;
}

} // namespace plumbline::stats
