#include "core/stats/dawidskene.h"

#include "core/stats/dawidskenestep.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

/// crowd-kit's floor for expected counts, probabilities of a coin and priors.
constexpr double kFloor = 1e-10;
constexpr std::size_t kAnnotatorsPerPart = 256;
/// A step over fewer labels takes no longer than starting threads for it.
constexpr std::size_t kFewestForThreads = 100'000;

DawidSkeneOptions withThreads(const DawidSkeneOptions& options, std::size_t labels)
{
    DawidSkeneOptions out = options;
    out.threads = out.threads == 0 && labels < kFewestForThreads ? 1 : out.threads;
    return out;
}

/// EM over one set of labels.
class Em
{
public:
    Em(const LabelIndex& index, const DawidSkeneOptions& options)
        : m_index(index)
        , m_options(withThreads(options, index.size()))
        , m_step(index, m_options.threads)
        , m_needsBound(!options.iterations.has_value() && options.stop == DawidSkeneOptions::Stop::Bound)
        , m_gains(static_cast<std::size_t>(index.annotators), 0.0)
    {
    }

    Consensus fit();

private:
    void estimatePriors();
    /// New errors from the counts; leaves in m_gains what each annotator's errors add to the bound.
    void estimateErrors();
    void estimateMatrix(std::size_t annotator);
    void estimateCoin(std::size_t annotator);
    /// Stores a probability and returns what its change adds to the bound.
    double replace(std::size_t cell, double probability);
    /// The evidence bound as crowd-kit 1.4 takes it: the log of the prior counts once per label, not once per
    /// unit. The entropy comes from the likelihood, so no logarithm of a posterior is needed.
    [[nodiscard]] double bound(const std::vector<double>& oldPriors) const;
    [[nodiscard]] Consensus result() const;

    const LabelIndex& m_index;
    DawidSkeneOptions m_options;
    DawidSkeneStep m_step;
    bool m_needsBound; ///< one logarithm a cell, left out where nothing depends on it
    std::vector<double> m_gains;
    int m_iterations = 0;
    bool m_converged = false;
};

void Em::estimatePriors()
{
    for (std::size_t value = 0; value < m_step.priors.size(); ++value) {
        m_step.priors[value] = std::max(kFloor, m_step.classSums[value] / m_index.labelledUnits);
    }
}

double Em::replace(std::size_t cell, double probability)
{
    const double before = m_step.errors[cell];
    m_step.errors[cell] = probability;
    const double count = m_step.counts[cell];
    return count > 0 && before > 0 && m_needsBound ? count * std::log(probability / before) : 0.0;
}

void Em::estimateMatrix(std::size_t annotator)
{
    const auto values = static_cast<std::size_t>(m_index.values);
    const std::size_t first = annotator * values;
    const auto isPossible = [&](std::size_t given) {
        return m_options.smoothing > 0 || m_index.slotCounts[first + given] > 0;
    };
    const auto amount = [&](std::size_t given, std::size_t truth) {
        return std::max(kFloor, m_step.counts[(first + given) * values + truth] + m_options.smoothing);
    };
    double gain = 0;
    for (std::size_t truth = 0; truth < values; ++truth) {
        double sum = 0;
        for (std::size_t given = 0; given < values; ++given) {
            sum += isPossible(given) ? amount(given, truth) : 0.0;
        }
        for (std::size_t given = 0; given < values; ++given) {
            if (isPossible(given)) {
                gain += replace((first + given) * values + truth, amount(given, truth) / sum);
            }
        }
    }
    m_gains[annotator] = gain;
}

void Em::estimateCoin(std::size_t annotator)
{
    const auto values = static_cast<std::size_t>(m_index.values);
    const std::size_t first = annotator * values;
    const std::uint32_t given = m_index.labelsOf(annotator);
    if (given == 0) {
        return;
    }
    double right = 0;
    for (std::size_t value = 0; value < values; ++value) {
        right += m_step.counts[(first + value) * values + value];
    }
    const double skill =
        (right + m_options.smoothing) / (given + m_options.smoothing * static_cast<double>(values));
    const double wrong = (1 - skill) / static_cast<double>(values - 1);
    double gain = 0;
    for (std::size_t cell = 0; cell < values * values; ++cell) {
        const bool isRight = cell / values == cell % values;
        gain += replace(first * values + cell, std::clamp(isRight ? skill : wrong, kFloor, 1 - kFloor));
    }
    m_gains[annotator] = gain;
}

void Em::estimateErrors()
{
    parallelFor(
        static_cast<std::size_t>(m_index.annotators), kAnnotatorsPerPart,
        [this](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t annotator = begin; annotator < end; ++annotator) {
                if (m_options.model == DawidSkeneOptions::Model::OneCoin) {
                    estimateCoin(annotator);
                } else {
                    estimateMatrix(annotator);
                }
            }
        },
        m_options.threads);
}

double Em::bound(const std::vector<double>& oldPriors) const
{
    double sum = m_step.logLikelihood;
    for (const double gain : m_gains) {
        sum += gain;
    }
    const std::size_t values = m_step.priors.size();
    for (std::size_t value = 0; value < values; ++value) {
        double labels = 0;
        for (std::size_t cell = value; cell < m_step.counts.size(); cell += values) {
            labels += m_step.counts[cell];
        }
        sum += labels * std::log(m_step.priors[value]) - m_step.classSums[value] * std::log(oldPriors[value]);
    }
    return sum;
}

Consensus Em::fit()
{
    m_step.posterior = voteShares(m_index);
    m_step.count();
    estimatePriors();
    estimateErrors();
    const bool isFixed = m_options.iterations.has_value();
    const int most = m_options.iterations.value_or(m_options.maxIterations);
    const double tolerance = m_options.tolerance * static_cast<double>(m_index.size());
    std::optional<double> last;
    while (m_iterations < most && !m_converged) {
        if (m_options.cancelled && m_options.cancelled()) {
            return noConsensus(stoppedReason());
        }
        m_step.run();
        const std::vector<double> oldPriors = m_step.priors;
        estimatePriors();
        estimateErrors();
        ++m_iterations;
        if (isFixed) {
            continue;
        }
        const bool byBound = m_options.stop == DawidSkeneOptions::Stop::Bound;
        const double now = byBound ? bound(oldPriors) : m_step.logLikelihood;
        if (last.has_value()) {
            const double rise = byBound ? now - *last : std::abs(now - *last);
            m_converged = rise < tolerance;
        }
        last = now;
    }
    return result();
}

Consensus Em::result() const
{
    Consensus out = emptyConsensus(m_index);
    const auto values = static_cast<std::size_t>(m_index.values);
    const auto annotators = static_cast<std::size_t>(m_index.annotators);
    out.posterior = m_step.posterior;
    out.priors = m_step.priors;
    out.iterations = m_iterations;
    out.converged = m_converged;
    out.logLikelihood = m_iterations > 0
                            ? Estimate::of(m_step.logLikelihood)
                            : Estimate::none(u"No step was made, so there is no model yet; make some."_s);
    decideLabels(m_index, out);
    const std::vector<std::uint8_t> overlapping = m_index.overlapping();
    out.confusion.assign(annotators * values * values, 0.0);
    out.confusionWeight.assign(annotators * values, 0.0);
    for (std::size_t annotator = 0; annotator < annotators; ++annotator) {
        double skill = 0;
        for (std::size_t cell = 0; cell < values * values; ++cell) {
            const std::size_t given = cell / values;
            const std::size_t truth = cell % values;
            const std::size_t from = annotator * values * values + cell;
            out.confusion[(annotator * values + truth) * values + given] = m_step.errors[from];
            out.confusionWeight[annotator * values + truth] += m_step.counts[from];
            skill += given == truth ? m_step.priors[truth] * m_step.errors[from] : 0.0;
        }
        QString problem = skillProblem(m_index, overlapping, annotator);
        out.skills[annotator] = problem.isEmpty() ? Estimate::of(skill) : Estimate::none(std::move(problem));
    }
    return out;
}

} // namespace

Consensus dawidSkene(const Labels& labels, const DawidSkeneOptions& options)
{
    QString problem = modelProblem(labels);
    if (!problem.isEmpty()) {
        return noConsensus(std::move(problem));
    }
    if (!std::isfinite(options.smoothing) || options.smoothing < 0 || !std::isfinite(options.tolerance)) {
        return noConsensus(u"Smoothing must be 0 or more, and the tolerance a number."_s);
    }
    const LabelIndex index = LabelIndex::of(labels);
    return Em(index, options).fit();
}

} // namespace plumbline::stats
