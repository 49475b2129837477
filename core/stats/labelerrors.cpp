#include "core/stats/labelerrors.h"

#include "core/stats/labelindex.h"

#include <algorithm>
#include <cmath>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

constexpr std::size_t kUnitsPerPart = 2'048;
/// A threshold no higher than this: see labelErrors().
constexpr double kConfident = 0.9;
constexpr double kFloor = 1e-12; ///< of a prior, so that a value nobody chose stays possible

/// Each label's probabilities from the labels of others on its unit.
class OthersView
{
public:
    OthersView(const LabelIndex& index, const Consensus& consensus, double smoothing)
        : m_index(index)
        , m_consensus(consensus)
        , m_smoothing(smoothing)
        , m_values(static_cast<std::size_t>(index.values))
    {
    }

    /// Calls `found(at, others, probabilities)` for each label of the unit that others can be compared with.
    template <typename Found> void unit(std::size_t unit, Found&& found);

private:
    void addLog(std::size_t unit, std::uint32_t slot, std::vector<double>& sums) const;

    const LabelIndex& m_index;
    const Consensus& m_consensus;
    double m_smoothing;
    std::size_t m_values;
    std::vector<double> m_terms; ///< labels of the unit × values
    std::vector<double> m_p;
};

/// Log of the smoothed probability of a label for each true value, without what this unit told.
void OthersView::addLog(std::size_t unit, std::uint32_t slot, std::vector<double>& sums) const
{
    const std::size_t annotator = m_index.annotatorOf(slot);
    const std::size_t given = m_index.valueOf(slot);
    const double* posterior = m_consensus.posterior.data() + unit * m_values;
    for (std::size_t truth = 0; truth < m_values; ++truth) {
        const std::size_t row = annotator * m_values + truth;
        const double weight = m_consensus.confusionWeight[row];
        const double count = m_consensus.confusion[row * m_values + given] * weight;
        const double flat = m_smoothing / static_cast<double>(m_values);
        sums.push_back(std::log((std::max(0.0, count - posterior[truth]) + flat) /
                                (std::max(0.0, weight - posterior[truth]) + m_smoothing)));
    }
}

template <typename Found> void OthersView::unit(std::size_t unit, Found&& found)
{
    const std::uint32_t first = m_index.begin[unit];
    const std::uint32_t last = m_index.begin[unit + 1];
    m_terms.clear();
    for (std::uint32_t at = first; at < last; ++at) {
        addLog(unit, m_index.slots[at], m_terms);
    }
    m_p.resize(m_values);
    for (std::uint32_t at = first; at < last; ++at) {
        const std::size_t annotator = m_index.annotatorOf(m_index.slots[at]);
        std::transform(m_consensus.priors.begin(), m_consensus.priors.end(), m_p.begin(),
                       [](double prior) { return std::log(std::max(kFloor, prior)); });
        std::int32_t others = 0;
        for (std::uint32_t other = first; other < last; ++other) {
            if (m_index.annotatorOf(m_index.slots[other]) == annotator) {
                continue;
            }
            ++others;
            for (std::size_t value = 0; value < m_values; ++value) {
                m_p[value] += m_terms[(other - first) * m_values + value];
            }
        }
        if (others == 0) {
            continue;
        }
        const double top = *std::max_element(m_p.begin(), m_p.end());
        double sum = 0;
        for (double& p : m_p) {
            p = std::exp(p - top);
            sum += p;
        }
        for (double& p : m_p) {
            p /= sum;
        }
        found(at, others, m_p);
    }
}

/// The threshold of each value; a reason where the value was never given to a unit that others labelled.
std::vector<Estimate> thresholds(const LabelIndex& index, const std::vector<double>& confidence)
{
    std::vector<double> sums(static_cast<std::size_t>(index.values), 0.0);
    std::vector<std::int64_t> counts(sums.size(), 0);
    for (std::size_t at = 0; at < confidence.size(); ++at) {
        if (confidence[at] >= 0) {
            sums[index.valueOf(index.slots[at])] += confidence[at];
            ++counts[index.valueOf(index.slots[at])];
        }
    }
    std::vector<Estimate> out;
    for (std::size_t value = 0; value < sums.size(); ++value) {
        out.push_back(counts[value] > 0
                          ? Estimate::of(sums[value] / static_cast<double>(counts[value]))
                          : Estimate::none(u"Nobody gave this value to a unit that others labelled too."_s));
    }
    return out;
}

QString problemOf(const Labels& labels, const Consensus& consensus, const LabelErrorOptions& options)
{
    QString problem = labelsProblem(labels);
    if (!problem.isEmpty()) {
        return problem;
    }
    if (!consensus) {
        return consensus.undefined;
    }
    if (consensus.units != labels.units || consensus.annotators != labels.annotators ||
        consensus.values != labels.values) {
        return u"The consensus was made from other labels; make it again from these."_s;
    }
    if (!std::isfinite(options.smoothing) || options.smoothing <= 0) {
        return u"Smoothing must be above 0."_s;
    }
    return {};
}

bool isWorse(const LabelErrorCandidate& a, const LabelErrorCandidate& b)
{
    const auto key = [](const LabelErrorCandidate& c) {
        return std::tuple(-c.score, -c.alternativeProbability, c.unit, c.annotator, c.given);
    };
    return key(a) < key(b);
}

} // namespace

LabelErrors labelErrors(const Labels& labels, const Consensus& consensus, const LabelErrorOptions& options)
{
    LabelErrors out;
    out.undefined = problemOf(labels, consensus, options);
    if (!out.undefined.isEmpty()) {
        return out;
    }
    const LabelIndex index = LabelIndex::of(labels);
    constexpr double kUnchecked = -1;
    std::vector<double> confidence(index.size(), kUnchecked);
    std::vector<LabelErrorCandidate> best(index.size());
    parallelFor(
        static_cast<std::size_t>(index.units), kUnitsPerPart,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            OthersView view(index, consensus, options.smoothing);
            for (std::size_t unit = begin; unit < end; ++unit) {
                view.unit(unit, [&](std::uint32_t at, std::int32_t others, const std::vector<double>& p) {
                    const std::uint32_t slot = index.slots[at];
                    const std::size_t given = index.valueOf(slot);
                    const auto top =
                        static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
                    confidence[at] = p[given];
                    best[at] = {static_cast<std::int32_t>(unit),
                                static_cast<std::int32_t>(index.annotatorOf(slot)),
                                static_cast<std::int32_t>(given),
                                static_cast<std::int32_t>(top),
                                p[given],
                                p[top],
                                1 - p[given],
                                others};
                });
            }
        },
        options.threads);
    if (options.cancelled && options.cancelled()) {
        out.undefined = stoppedReason();
        return out;
    }
    out.thresholds = thresholds(index, confidence);
    for (std::size_t at = 0; at < best.size(); ++at) {
        if (confidence[at] < 0) {
            ++out.unchecked;
            continue;
        }
        ++out.checked;
        const LabelErrorCandidate& candidate = best[at];
        const Estimate& usual = out.thresholds[static_cast<std::size_t>(candidate.alternative)];
        if (candidate.alternative != candidate.given &&
            candidate.alternativeProbability >= std::min(kConfident, usual.valueOr(0.0)) &&
            candidate.alternativeProbability > candidate.selfConfidence) {
            out.candidates.push_back(candidate);
        }
    }
    if (out.checked == 0) {
        out.undefined = u"No unit has labels from two annotators, so no label can be checked; "
                        "let annotators label some units twice."_s;
        return out;
    }
    std::sort(out.candidates.begin(), out.candidates.end(), isWorse);
    if (options.most > 0 && out.candidates.size() > options.most) {
        out.candidates.resize(options.most);
    }
    return out;
}

} // namespace plumbline::stats
