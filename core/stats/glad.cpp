#include "core/stats/glad.h"

#include "core/stats/conjugategradient.h"
#include "core/stats/labelindex.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

constexpr std::size_t kMaxParts = 16;
constexpr std::size_t kLabelsPerPart = 4'096;

/// log(1 + exp(−x)) without overflow.
double softplusOfMinus(double x)
{
    return std::log1p(std::exp(-std::abs(x))) + std::max(-x, 0.0);
}

/// EM over one set of labels. The parameters are α of every annotator, then log β of every unit.
class Em
{
public:
    Em(const LabelIndex& index, const GladOptions& options);

    Consensus fit();

private:
    /// One share of the units with its own sums, which are added in order.
    struct Part
    {
        std::vector<double> skillGradient;
        double value = 0;
    };

    void expect();
    void expectUnit(std::size_t unit, double& likelihood);
    /// Expected log-likelihood plus log priors, negative, and its gradient.
    double objective(const std::vector<double>& x, std::vector<double>& gradient);
    void objectivePart(const std::vector<double>& x, std::vector<double>& gradient, std::size_t begin,
                       std::size_t end, Part& part) const;
    void describe(Consensus& out) const;

    const LabelIndex& m_index;
    const GladOptions& m_options;
    std::size_t m_values;
    std::size_t m_annotators;
    std::size_t m_units;
    double m_logOthers; ///< log of the number of wrong values
    std::size_t m_partSize = 0;
    std::vector<Part> m_parts;
    std::vector<double> m_x;
    std::vector<double> m_posterior;
    std::vector<double> m_given; ///< per label: probability of the value that was given
    double m_logLikelihood = 0;
};

Em::Em(const LabelIndex& index, const GladOptions& options)
    : m_index(index)
    , m_options(options)
    , m_values(static_cast<std::size_t>(index.values))
    , m_annotators(static_cast<std::size_t>(index.annotators))
    , m_units(static_cast<std::size_t>(index.units))
    , m_logOthers(std::log(static_cast<double>(index.values - 1)))
    , m_x(m_annotators + m_units, 1.0)
    , m_posterior(m_units * m_values, 0.0)
    , m_given(index.size(), 0.0)
{
    const std::size_t wanted = std::clamp<std::size_t>(index.size() / kLabelsPerPart, 1, kMaxParts);
    m_partSize = (m_units + wanted - 1) / wanted;
    m_parts.resize((m_units + m_partSize - 1) / m_partSize);
}

void Em::expectUnit(std::size_t unit, double& likelihood)
{
    double* p = m_posterior.data() + unit * m_values;
    std::fill(p, p + m_values, 0.0);
    const double ease = std::exp(m_x[m_annotators + unit]);
    double allWrong = 0;
    for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
        const std::size_t annotator = m_index.annotatorOf(m_index.slots[at]);
        const double t = m_x[annotator] * ease;
        allWrong -= softplusOfMinus(-t) + m_logOthers;
        p[m_index.valueOf(m_index.slots[at])] += t + m_logOthers;
    }
    const double top = *std::max_element(p, p + m_values);
    double sum = 0;
    for (std::size_t value = 0; value < m_values; ++value) {
        p[value] = std::exp(p[value] - top);
        sum += p[value];
    }
    std::transform(p, p + m_values, p, [sum](double x) { return x / sum; });
    likelihood += allWrong + top + std::log(sum / static_cast<double>(m_values));
    for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
        m_given[at] = p[m_index.valueOf(m_index.slots[at])];
    }
}

void Em::expect()
{
    parallelFor(
        m_units, m_partSize,
        [this](std::size_t begin, std::size_t end, std::size_t) {
            double& likelihood = m_parts[begin / m_partSize].value;
            likelihood = 0;
            for (std::size_t unit = begin; unit < end; ++unit) {
                if (m_index.begin[unit] < m_index.begin[unit + 1]) {
                    expectUnit(unit, likelihood);
                }
            }
        },
        m_options.threads);
    m_logLikelihood = 0;
    for (const Part& part : m_parts) {
        m_logLikelihood += part.value;
    }
}

void Em::objectivePart(const std::vector<double>& x, std::vector<double>& gradient, std::size_t begin,
                       std::size_t end, Part& part) const
{
    part.skillGradient.assign(m_annotators, 0.0);
    double value = 0;
    for (std::size_t unit = begin; unit < end; ++unit) {
        const double ease = std::exp(x[m_annotators + unit]);
        double slope = 0;
        for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
            const std::size_t annotator = m_index.annotatorOf(m_index.slots[at]);
            const double t = x[annotator] * ease;
            const double given = m_given[at];
            const double e = std::exp(-std::abs(t));
            const double sigmoid = (t >= 0 ? 1.0 : e) / (1 + e);
            value += std::log1p(e) + std::max(-t, 0.0) + (1 - given) * (t + m_logOthers);
            slope += (sigmoid - given) * x[annotator];
            part.skillGradient[annotator] += (sigmoid - given) * ease;
        }
        gradient[m_annotators + unit] = slope * ease;
    }
    part.value = value;
}

double Em::objective(const std::vector<double>& x, std::vector<double>& gradient)
{
    parallelFor(
        m_units, m_partSize,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            objectivePart(x, gradient, begin, end, m_parts[begin / m_partSize]);
        },
        m_options.threads);
    std::fill(gradient.begin(), gradient.begin() + static_cast<std::ptrdiff_t>(m_annotators), 0.0);
    double value = 0;
    for (const Part& part : m_parts) {
        value += part.value;
        for (std::size_t annotator = 0; annotator < m_annotators; ++annotator) {
            gradient[annotator] += part.skillGradient[annotator];
        }
    }
    double squares = 0;
    std::size_t present = 0;
    const auto addPrior = [&](std::size_t at, double mean) {
        const double off = x[at] - mean;
        squares += off * off;
        gradient[at] += off;
        ++present;
    };
    for (std::size_t annotator = 0; annotator < m_annotators; ++annotator) {
        if (m_index.labelsOf(annotator) > 0) {
            addPrior(annotator, m_options.skillPrior);
        }
    }
    for (std::size_t unit = 0; unit < m_units; ++unit) {
        if (m_index.begin[unit] < m_index.begin[unit + 1]) {
            addPrior(m_annotators + unit, m_options.difficultyPrior);
        }
    }
    return value + squares / 2 + static_cast<double>(present) * std::log(2 * std::numbers::pi) / 2;
}

Consensus Em::fit()
{
    std::vector<double> gradient(m_x.size());
    const Objective function = [this](const std::vector<double>& x, std::vector<double>& g) {
        return objective(x, g);
    };
    const ConjugateGradientOptions search{m_options.maxGradientSteps, m_options.gradientTolerance};
    const double cells = static_cast<double>(m_index.size() * m_values);
    const int most = m_options.iterations.value_or(m_options.maxIterations);
    Consensus out = emptyConsensus(m_index);
    expect();
    // The first value is not per cell, as in crowd-kit: the first step never stops.
    double now = -function(m_x, gradient);
    while (out.iterations < most && !out.converged) {
        if (m_options.cancelled && m_options.cancelled()) {
            return noConsensus(stoppedReason());
        }
        const double before = now;
        expect();
        now = -minimise(function, m_x, search) / cells;
        ++out.iterations;
        out.converged = !m_options.iterations.has_value() && now - before < m_options.tolerance;
    }
    out.posterior = m_posterior;
    out.logLikelihood = Estimate::of(m_logLikelihood);
    decideLabels(m_index, out);
    averagePriors(m_index, out);
    describe(out);
    return out;
}

void Em::describe(Consensus& out) const
{
    countConfusion(m_index, out); // for the weights
    std::vector<double> right(m_annotators, 0.0);
    out.difficulty.assign(m_units, 0.0);
    for (std::size_t unit = 0; unit < m_units; ++unit) {
        const double ease = std::exp(m_x[m_annotators + unit]);
        out.difficulty[unit] = 1 / ease;
        for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
            const std::size_t annotator = m_index.annotatorOf(m_index.slots[at]);
            right[annotator] += 1 / (1 + std::exp(-m_x[annotator] * ease));
        }
    }
    const std::vector<std::uint8_t> overlapping = m_index.overlapping();
    for (std::size_t annotator = 0; annotator < m_annotators; ++annotator) {
        const std::uint32_t given = m_index.labelsOf(annotator);
        const double accuracy = given > 0 ? right[annotator] / given : 0.0;
        const double wrong = (1 - accuracy) / static_cast<double>(m_values - 1);
        for (std::size_t cell = 0; cell < m_values * m_values && given > 0; ++cell) {
            out.confusion[annotator * m_values * m_values + cell] =
                cell / m_values == cell % m_values ? accuracy : wrong;
        }
        QString problem = skillProblem(m_index, overlapping, annotator);
        out.skills[annotator] =
            problem.isEmpty() ? Estimate::of(m_x[annotator]) : Estimate::none(std::move(problem));
    }
}

} // namespace

Consensus glad(const Labels& labels, const GladOptions& options)
{
    QString problem = modelProblem(labels);
    if (!problem.isEmpty()) {
        return noConsensus(std::move(problem));
    }
    const LabelIndex index = LabelIndex::of(labels);
    return Em(index, options).fit();
}

} // namespace plumbline::stats
