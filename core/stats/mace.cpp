#include "core/stats/mace.h"

#include "core/base/random.h"
#include "core/stats/labelindex.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

/// Products are brought back into range when they get larger than this. The probability of a guess is at
/// least kTiny, which keeps a label that a model calls impossible from dividing by 0.
constexpr double kLarge = 1e100;
constexpr double kTiny = 1e-100;
/// A value that no unit seems to have stays possible.
constexpr double kLeastPrior = 1e-10;
/// Change of the log-likelihood per label in the last step below which a run counts as converged.
constexpr double kConverged = 1e-6;

/// ψ(x) for x > 0: the recurrence up to 10, then the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18);
/// error below 1e-14.
double digamma(double x)
{
    double out = 0;
    for (; x < 10; ++x) {
        out -= 1 / x;
    }
    const double y = 1 / (x * x);
    const double series =
        y * (1.0 / 12 -
             y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y * (1.0 / 132 - y * 691.0 / 32'760)))));
    return out + std::log(x) - 0.5 / x - series;
}

/// One run of EM from one start.
class Run
{
public:
    /// `given` is the value of each label.
    Run(const LabelIndex& index, const std::vector<std::uint32_t>& given, const MaceOptions& options)
        : m_index(index)
        , m_given(given)
        , m_options(options)
        , m_values(static_cast<std::size_t>(index.values))
        , m_annotators(static_cast<std::size_t>(index.annotators))
        , m_odds(m_annotators * m_values)
        , m_knewCounts(m_annotators * m_values)
        , m_classSums(m_values)
    {
    }

    void start(int restart);
    void fit();
    /// The expectation step once more, keeping the posterior.
    void infer(std::vector<double>& posterior) { expect(&posterior); }

    std::vector<double> spam;     ///< per annotator: probability of guessing
    std::vector<double> know;     ///< per annotator: probability of knowing
    std::vector<double> strategy; ///< annotators × values: probability of a guess
    std::vector<double> priors;   ///< per value
    double logLikelihood = 0;
    bool converged = false;
    bool stopped = false;

private:
    void expect(std::vector<double>* posterior);
    void weighGuesses();
    void expectUnit(std::size_t unit, std::vector<double>& p);
    void maximise();
    void normalise(double* out, const double* counts, std::size_t n, double prior) const;

    const LabelIndex& m_index;
    const std::vector<std::uint32_t>& m_given;
    const MaceOptions& m_options;
    std::size_t m_values;
    std::size_t m_annotators;
    std::vector<double> m_odds;       ///< per slot: how much likelier the label is when its value is right
    std::vector<double> m_knewCounts; ///< per slot: expected number of labels that were known, not guessed
    std::vector<double> m_classSums;
};

void Run::start(int restart)
{
    // Restart 0 has no noise; every other has a stream of its own.
    constexpr std::uint64_t kStride = 0x9E3779B97F4A7C15; // splitmix64's own increment
    Random random(m_options.seed + kStride * static_cast<std::uint64_t>(restart));
    const auto draw = [&] { return restart == 0 ? 1.0 : 1.0 + (1.0 + m_options.noise) * random.uniform(); };
    spam.resize(m_annotators);
    know.resize(m_annotators);
    strategy.resize(m_annotators * m_values);
    priors.assign(m_values, 1.0 / static_cast<double>(m_values));
    for (std::size_t annotator = 0; annotator < m_annotators; ++annotator) {
        const double first = draw();
        const double second = draw();
        spam[annotator] = first / (first + second);
        know[annotator] = second / (first + second);
        double* row = strategy.data() + annotator * m_values;
        double sum = 0;
        for (std::size_t value = 0; value < m_values; ++value) {
            row[value] = draw();
            sum += row[value];
        }
        std::transform(row, row + m_values, row, [sum](double x) { return x / sum; });
    }
}

/// Every label could be a guess: its log-likelihood counts first, a right value then multiplies by the odds.
void Run::weighGuesses()
{
    logLikelihood = 0;
    for (std::size_t slot = 0; slot < m_odds.size(); ++slot) {
        const double guessed = std::max(kTiny, spam[slot / m_values] * strategy[slot]);
        m_odds[slot] = 1 + know[slot / m_values] / guessed;
        if (m_index.slotCounts[slot] > 0) {
            logLikelihood += m_index.slotCounts[slot] * std::log(guessed);
        }
    }
}

void Run::expectUnit(std::size_t unit, std::vector<double>& p)
{
    std::copy(priors.begin(), priors.end(), p.begin());
    for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
        double& right = p[m_given[at]];
        right *= m_odds[m_index.slots[at]];
        if (right > kLarge) {
            const double top = right;
            std::transform(p.begin(), p.end(), p.begin(), [top](double x) { return x / top; });
            logLikelihood += std::log(top);
        }
    }
    double sum = 0;
    for (const double x : p) {
        sum += x;
    }
    logLikelihood += std::log(sum);
    const double inverse = 1 / sum;
    for (double& x : p) {
        x *= inverse;
    }
}

void Run::expect(std::vector<double>* posterior)
{
    weighGuesses();
    std::fill(m_knewCounts.begin(), m_knewCounts.end(), 0.0);
    std::fill(m_classSums.begin(), m_classSums.end(), 0.0);
    std::vector<double> p(m_values);
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(m_index.units); ++unit) {
        if (m_index.begin[unit] == m_index.begin[unit + 1]) {
            continue;
        }
        expectUnit(unit, p);
        for (std::size_t value = 0; value < m_values; ++value) {
            m_classSums[value] += p[value];
        }
        for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
            m_knewCounts[m_index.slots[at]] += p[m_given[at]]; // times 1 − 1/odds, below
        }
        if (posterior != nullptr) {
            std::copy(p.begin(), p.end(), posterior->begin() + static_cast<std::ptrdiff_t>(unit * m_values));
        }
    }
    for (std::size_t slot = 0; slot < m_odds.size(); ++slot) {
        m_knewCounts[slot] *= 1 - 1 / m_odds[slot];
    }
}

void Run::normalise(double* out, const double* counts, std::size_t n, double prior) const
{
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        sum += counts[i] + prior;
    }
    const bool isVariational = m_options.method == MaceOptions::Method::Variational;
    const double whole = isVariational ? digamma(sum) : 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        out[i] = isVariational ? std::exp(digamma(counts[i] + prior) - whole) : (counts[i] + prior) / sum;
    }
}

void Run::maximise()
{
    const bool isVariational = m_options.method == MaceOptions::Method::Variational;
    const double smoothing = m_options.smoothing / static_cast<double>(m_values);
    std::vector<double> guessed(m_values);
    for (std::size_t annotator = 0; annotator < m_annotators; ++annotator) {
        double knew = 0;
        double guesses = 0;
        for (std::size_t value = 0; value < m_values; ++value) {
            const std::size_t slot = annotator * m_values + value;
            knew += m_knewCounts[slot];
            guessed[value] = m_index.slotCounts[slot] - m_knewCounts[slot];
            guesses += guessed[value];
        }
        // The Beta prior is not symmetric, so its parameters go in with the counts.
        const double counts[] = {guesses + (isVariational ? m_options.spamPrior : 0),
                                 knew + (isVariational ? m_options.knowPrior : 0)};
        double share[2];
        normalise(share, counts, 2, isVariational ? 0 : smoothing);
        spam[annotator] = share[0];
        know[annotator] = share[1];
        normalise(strategy.data() + annotator * m_values, guessed.data(), m_values,
                  isVariational ? m_options.strategyPrior : smoothing);
    }
    for (std::size_t value = 0; value < m_values && m_options.priors == MaceOptions::Priors::Learned;
         ++value) {
        priors[value] = std::max(kLeastPrior, m_classSums[value] / m_index.labelledUnits);
    }
}

void Run::fit()
{
    expect(nullptr);
    for (int step = 0; step < m_options.iterations; ++step) {
        if (m_options.cancelled && m_options.cancelled()) {
            stopped = true;
            return;
        }
        const double before = logLikelihood;
        maximise();
        expect(nullptr);
        converged = std::abs(logLikelihood - before) < kConverged * static_cast<double>(m_index.size());
    }
}

/// Confusion of the model: the right value if known, else a guess.
void describe(const LabelIndex& index, const Run& run, Consensus& out)
{
    const auto values = static_cast<std::size_t>(index.values);
    countConfusion(index, out); // for the weights
    const std::vector<std::uint8_t> overlapping = index.overlapping();
    for (std::size_t annotator = 0; annotator < out.skills.size(); ++annotator) {
        for (std::size_t truth = 0; truth < values; ++truth) {
            double* row = out.confusion.data() + (annotator * values + truth) * values;
            double sum = 0;
            for (std::size_t given = 0; given < values; ++given) {
                row[given] = run.spam[annotator] * run.strategy[annotator * values + given] +
                             (given == truth ? run.know[annotator] : 0.0);
                sum += row[given];
            }
            std::transform(row, row + values, row, [sum](double x) { return x / sum; });
        }
        QString problem = skillProblem(index, overlapping, annotator);
        out.skills[annotator] =
            problem.isEmpty() ? Estimate::of(run.know[annotator]) : Estimate::none(std::move(problem));
    }
}

QString optionsProblem(const MaceOptions& options)
{
    const double amounts[] = {options.spamPrior, options.knowPrior, options.strategyPrior, options.smoothing};
    const bool fine = std::all_of(std::begin(amounts), std::end(amounts),
                                  [](double x) { return std::isfinite(x) && x > 0; });
    return fine && options.restarts > 0 && options.iterations >= 0 && std::isfinite(options.noise) &&
                   options.noise >= 0
               ? QString()
               : u"MACE needs one restart or more and priors and smoothing above 0."_s;
}

} // namespace

Consensus mace(const Labels& labels, const MaceOptions& options)
{
    QString problem = modelProblem(labels);
    if (problem.isEmpty()) {
        problem = optionsProblem(options);
    }
    if (!problem.isEmpty()) {
        return noConsensus(std::move(problem));
    }
    const LabelIndex index = LabelIndex::of(labels);
    std::vector<std::uint32_t> given(index.size());
    std::transform(index.slots.begin(), index.slots.end(), given.begin(),
                   [&index](std::uint32_t slot) { return static_cast<std::uint32_t>(index.valueOf(slot)); });
    std::vector<Run> runs(static_cast<std::size_t>(options.restarts), Run(index, given, options));
    parallelFor(
        runs.size(), 1,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t restart = begin; restart < end; ++restart) {
                runs[restart].start(static_cast<int>(restart));
                runs[restart].fit();
            }
        },
        options.threads);
    if (std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.stopped; })) {
        return noConsensus(stoppedReason());
    }
    Run& best = *std::max_element(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
        return a.logLikelihood < b.logLikelihood;
    });
    Consensus out = emptyConsensus(index);
    best.infer(out.posterior);
    out.logLikelihood = Estimate::of(best.logLikelihood);
    out.iterations = options.iterations;
    out.converged = best.converged;
    decideLabels(index, out);
    averagePriors(index, out);
    describe(index, best, out);
    return out;
}

} // namespace plumbline::stats
