#include "core/stats/numericconsensus.h"

#include "core/stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

QString problemOf(const NumericLabels& labels, const NumericConsensusOptions& options)
{
    if (labels.units <= 0 || labels.annotators <= 0) {
        return u"There are no units or no annotators; collect ratings first."_s;
    }
    if (labels.rows.empty()) {
        return u"Every rating is missing; collect ratings first."_s;
    }
    for (const NumericLabel& row : labels.rows) {
        if (row.unit < 0 || row.unit >= labels.units || row.annotator < 0 ||
            row.annotator >= labels.annotators) {
            return u"A rating names a unit or an annotator that is not declared."_s;
        }
        if (!std::isfinite(row.value)) {
            return u"A rating is not a finite number; correct it or leave it out."_s;
        }
    }
    if (!(options.confidence > 0 && options.confidence < 1)) {
        return u"The confidence must lie between 0 and 1."_s;
    }
    if (!std::isfinite(options.priorLabels) || options.priorLabels <= 0) {
        return u"The weight of the pooled variance must be above 0."_s;
    }
    return {};
}

/// EM for the robust values. Rows are sorted by unit.
class RobustFit
{
public:
    RobustFit(const std::vector<NumericLabel>& rows, const NumericLabels& sizes,
              const NumericConsensusOptions& options);

    /// Why there is nothing to fit; else empty.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// False when it was cancelled.
    [[nodiscard]] bool run(NumericConsensus& out);

private:
    void pool();
    double estimateValues();
    void estimateAnnotators();
    void centre();
    void store(NumericConsensus& out) const;
    [[nodiscard]] double weight(std::size_t annotator) const { return 1 / m_variance[annotator]; }

    const std::vector<NumericLabel>& m_rows;
    const NumericConsensusOptions& m_options;
    QString m_problem;
    double m_pooled = 0; ///< variance of the ratings within units
    std::vector<double> m_value;
    std::vector<double> m_valueVariance;
    std::vector<double> m_bias;
    std::vector<double> m_variance;
    std::vector<std::int32_t> m_counts;
    std::vector<std::int32_t> m_unitCounts;
    std::vector<std::uint8_t> m_overlaps; ///< per annotator: somebody else rated a unit of theirs
};

RobustFit::RobustFit(const std::vector<NumericLabel>& rows, const NumericLabels& sizes,
                     const NumericConsensusOptions& options)
    : m_rows(rows)
    , m_options(options)
    , m_value(static_cast<std::size_t>(sizes.units), 0.0)
    , m_valueVariance(m_value.size(), 0.0)
    , m_bias(static_cast<std::size_t>(sizes.annotators), 0.0)
    , m_variance(m_bias.size(), 0.0)
    , m_counts(m_bias.size(), 0)
    , m_unitCounts(m_value.size(), 0)
    , m_overlaps(m_bias.size(), 0)
{
    pool();
    std::fill(m_variance.begin(), m_variance.end(), m_pooled);
}

void RobustFit::pool()
{
    std::vector<std::int32_t> first(m_value.size(), -1);
    std::vector<std::uint8_t> shared(m_value.size(), 0);
    for (const NumericLabel& row : m_rows) {
        const auto unit = static_cast<std::size_t>(row.unit);
        m_value[unit] += row.value;
        ++m_unitCounts[unit];
        ++m_counts[static_cast<std::size_t>(row.annotator)];
        shared[unit] = shared[unit] != 0 || (first[unit] >= 0 && first[unit] != row.annotator) ? 1 : 0;
        first[unit] = row.annotator;
    }
    double squares = 0;
    std::int64_t freedom = 0;
    for (std::size_t unit = 0; unit < m_value.size(); ++unit) {
        m_value[unit] /= std::max(1, m_unitCounts[unit]);
        freedom += shared[unit] != 0 ? m_unitCounts[unit] - 1 : 0;
    }
    for (const NumericLabel& row : m_rows) {
        const auto unit = static_cast<std::size_t>(row.unit);
        if (shared[unit] != 0) {
            m_overlaps[static_cast<std::size_t>(row.annotator)] = 1;
            squares += (row.value - m_value[unit]) * (row.value - m_value[unit]);
        }
    }
    if (freedom == 0) {
        m_problem = u"No unit has ratings from two annotators, so nobody can be weighed; "
                    "let annotators rate some units twice."_s;
        return;
    }
    m_pooled = squares / static_cast<double>(freedom);
    if (!std::isfinite(m_pooled)) {
        m_problem = u"The ratings are too large to be squared; give them in a larger unit."_s;
    } else if (m_pooled <= 0) {
        m_problem = u"All ratings of a unit are equal, so they do not tell who can be trusted; "
                    "the mean is the consensus."_s;
    }
}

/// New values from biases and variances; gives the largest change.
double RobustFit::estimateValues()
{
    std::vector<double> sums(m_value.size(), 0.0);
    std::vector<double> weights(m_value.size(), 0.0);
    for (const NumericLabel& row : m_rows) {
        const auto annotator = static_cast<std::size_t>(row.annotator);
        const auto unit = static_cast<std::size_t>(row.unit);
        sums[unit] += weight(annotator) * (row.value - m_bias[annotator]);
        weights[unit] += weight(annotator);
    }
    double change = 0;
    for (std::size_t unit = 0; unit < m_value.size(); ++unit) {
        if (weights[unit] > 0) {
            const double now = sums[unit] / weights[unit];
            change = std::max(change, std::abs(now - m_value[unit]));
            m_value[unit] = now;
            m_valueVariance[unit] = 1 / weights[unit];
        }
    }
    return change;
}

void RobustFit::estimateAnnotators()
{
    std::vector<double> sums(m_bias.size(), 0.0);
    for (const NumericLabel& row : m_rows) {
        sums[static_cast<std::size_t>(row.annotator)] +=
            row.value - m_value[static_cast<std::size_t>(row.unit)];
    }
    // Prior of a bias: normal around 0 with the pooled variance.
    for (std::size_t annotator = 0; annotator < m_bias.size(); ++annotator) {
        m_bias[annotator] = sums[annotator] / (m_counts[annotator] + m_variance[annotator] / m_pooled);
    }
    std::vector<double> squares(m_bias.size(), m_options.priorLabels * m_pooled);
    for (const NumericLabel& row : m_rows) {
        const auto annotator = static_cast<std::size_t>(row.annotator);
        const auto unit = static_cast<std::size_t>(row.unit);
        const double rest = row.value - m_value[unit] - m_bias[annotator];
        squares[annotator] += rest * rest + m_valueVariance[unit];
    }
    for (std::size_t annotator = 0; annotator < m_bias.size(); ++annotator) {
        m_variance[annotator] = squares[annotator] / (m_options.priorLabels + m_counts[annotator]);
    }
}

/// Only differences of biases show in ratings: their mean over the annotators with labels is 0.
void RobustFit::centre()
{
    double sum = 0;
    int present = 0;
    for (std::size_t annotator = 0; annotator < m_bias.size(); ++annotator) {
        sum += m_counts[annotator] > 0 ? m_bias[annotator] : 0.0;
        present += m_counts[annotator] > 0 ? 1 : 0;
    }
    for (std::size_t annotator = 0; annotator < m_bias.size(); ++annotator) {
        m_bias[annotator] -= m_counts[annotator] > 0 ? sum / present : 0.0;
    }
}

bool RobustFit::run(NumericConsensus& out)
{
    const double tolerance = m_options.tolerance * std::sqrt(m_pooled);
    while (out.iterations < m_options.maxIterations && !out.converged) {
        if (m_options.cancelled && m_options.cancelled()) {
            return false;
        }
        const double change = estimateValues();
        estimateAnnotators();
        centre();
        ++out.iterations;
        out.converged = out.iterations > 1 && change <= tolerance;
    }
    store(out);
    return true;
}

void RobustFit::store(NumericConsensus& out) const
{
    const double z = normalTwoSided(m_options.confidence);
    for (std::size_t unit = 0; unit < m_value.size(); ++unit) {
        if (m_unitCounts[unit] > 0) {
            const double half = z * std::sqrt(m_valueVariance[unit]);
            out.units[unit].robust =
                Estimate::of(m_value[unit], {m_value[unit] - half, m_value[unit] + half});
        }
    }
    for (std::size_t annotator = 0; annotator < m_bias.size(); ++annotator) {
        NumericAnnotator& to = out.annotators[annotator];
        if (m_overlaps[annotator] != 0) {
            to.bias = Estimate::of(m_bias[annotator]);
            to.deviation = Estimate::of(std::sqrt(m_variance[annotator]));
        } else if (m_counts[annotator] > 0) {
            to.bias = to.deviation = Estimate::none(
                u"Nobody else rated this annotator's units, so there is nothing to compare with."_s);
        }
    }
}

/// Number, mean and median of every unit; the rest gets `problem` or what a missing label says.
void describe(const std::vector<NumericLabel>& rows, const QString& problem, NumericConsensus& out)
{
    const QString noUnit = u"Nobody rated this unit; collect ratings for it."_s;
    for (NumericUnit& unit : out.units) {
        unit.mean = unit.median = unit.robust = Estimate::none(noUnit);
    }
    for (NumericAnnotator& annotator : out.annotators) {
        annotator.bias = annotator.deviation = Estimate::none(
            u"This annotator has given no rating, so there is nothing to judge; wait for some."_s);
    }
    for (auto first = rows.begin(); first != rows.end();) {
        const auto last =
            std::find_if(first, rows.end(), [&](const NumericLabel& row) { return row.unit != first->unit; });
        const auto count = last - first;
        // Rows of a unit are sorted by value.
        const double middle =
            first[(count - 1) / 2].value + (first[count / 2].value - first[(count - 1) / 2].value) / 2;
        double mean = 0;
        for (auto row = first; row != last; ++row) {
            mean += row->value / static_cast<double>(count);
        }
        NumericUnit& unit = out.units[static_cast<std::size_t>(first->unit)];
        unit.labels = static_cast<std::int32_t>(count);
        unit.mean = Estimate::of(mean);
        unit.median = Estimate::of(middle);
        unit.robust = Estimate::none(problem);
        first = last;
    }
    for (const NumericLabel& row : rows) {
        NumericAnnotator& annotator = out.annotators[static_cast<std::size_t>(row.annotator)];
        ++annotator.labels;
        if (!problem.isEmpty()) {
            annotator.bias = annotator.deviation = Estimate::none(problem);
        }
    }
}

} // namespace

NumericConsensus numericConsensus(const NumericLabels& labels, const NumericConsensusOptions& options)
{
    NumericConsensus out;
    out.undefined = problemOf(labels, options);
    if (!out.undefined.isEmpty()) {
        return out;
    }
    out.units.resize(static_cast<std::size_t>(labels.units));
    out.annotators.resize(static_cast<std::size_t>(labels.annotators));
    std::vector<NumericLabel> rows = labels.rows;
    std::sort(rows.begin(), rows.end(), [](const NumericLabel& a, const NumericLabel& b) {
        return std::tuple(a.unit, a.value, a.annotator) < std::tuple(b.unit, b.value, b.annotator);
    });
    RobustFit fit(rows, labels, options);
    describe(rows, fit.problem(), out);
    if (fit.problem().isEmpty() && !fit.run(out)) {
        out = {};
        out.undefined = u"The computation was stopped before it was done; start it again."_s;
    }
    return out;
}

} // namespace plumbline::stats
