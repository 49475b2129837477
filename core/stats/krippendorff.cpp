#include "core/stats/krippendorff.h"

#include "core/stats/alphabootstrap.h"
#include "core/stats/chancecorrected.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostCompared = 20'000; // values of which all pairs are compared
constexpr double kMostPairsResampled = 4e9;   // pairs of values times resamples

using Distance = std::function<double(std::size_t, std::size_t)>;

/// Observed and expected disagreement of one sample.
struct Disagreement
{
    double labels = 0;
    double observed = 0; ///< Σ over units of their pairs' distances / (labels of the unit − 1)
    double expected = 0; ///< Σ over all pairs of labels

    [[nodiscard]] std::optional<double> alpha() const
    {
        return expected > 0 ? std::optional(1 - (labels - 1) * observed / expected) : std::nullopt;
    }
};

/// Units with two labels or more, each pattern once, and the distance between values. Three kinds: equal or
/// not; squared difference of scores (interval, and ordinal, whose scores are the middle ranks of the
/// sample); any distance.
class AlphaSample
{
public:
    enum class Kind { Equality, Scores, Ranks, Any };

    AlphaSample(UnitCounts counts, Kind kind, std::vector<double> scores, Distance distance)
        : m_counts(std::move(counts))
        , m_kind(kind)
        , m_scores(std::move(scores))
        , m_distance(std::move(distance))
    {
        for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
            m_labels.push_back(static_cast<double>(m_counts.labelsOf(unit)));
        }
        if (m_kind != Kind::Ranks) {
            for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
                m_within.push_back(within(unit, m_scores));
            }
        }
    }

    [[nodiscard]] const UnitCounts& counts() const { return m_counts; }
    [[nodiscard]] bool canResample(int resamples) const
    {
        const double values = m_counts.values;
        return m_kind != Kind::Any || values * values * resamples <= kMostPairsResampled;
    }

    [[nodiscard]] Disagreement of(const std::vector<std::int64_t>& weights) const
    {
        Disagreement out;
        std::vector<double> margins(static_cast<std::size_t>(m_counts.values));
        for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
            if (weights[unit] == 0) {
                continue;
            }
            const auto weight = static_cast<double>(weights[unit]);
            out.labels += weight * m_labels[unit];
            for (std::size_t i = m_counts.begin[unit]; i < m_counts.begin[unit + 1]; ++i) {
                margins[static_cast<std::size_t>(m_counts.cells[i].value)] +=
                    weight * m_counts.cells[i].count;
            }
        }
        const std::vector<double> ranks =
            m_kind == Kind::Ranks ? middleRanks(margins, out.labels) : std::vector<double>();
        for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
            if (weights[unit] != 0) {
                out.observed += static_cast<double>(weights[unit]) *
                                (m_kind == Kind::Ranks ? within(unit, ranks) : m_within[unit]);
            }
        }
        out.expected = between(margins, out.labels, m_kind == Kind::Ranks ? ranks : m_scores);
        return out;
    }

private:
    /// Scores whose squared differences are the ordinal distances: half the value's own labels after all
    /// below it, as a share of all so that squares stay small.
    static std::vector<double> middleRanks(const std::vector<double>& margins, double labels)
    {
        std::vector<double> ranks;
        double below = 0;
        for (const double count : margins) {
            ranks.push_back((below + count / 2) / labels);
            below += count;
        }
        return ranks;
    }

    /// Σ over the ordered pairs of a unit's labels of their distance, divided by its labels − 1.
    [[nodiscard]] double within(std::size_t unit, const std::vector<double>& scores) const
    {
        const UnitCounts::Cell* first = m_counts.cells.data() + m_counts.begin[unit];
        const UnitCounts::Cell* last = m_counts.cells.data() + m_counts.begin[unit + 1];
        const double labels = m_labels[unit];
        double sum = 0;
        if (m_kind == Kind::Equality) {
            sum = labels * labels;
            for (const auto* cell = first; cell != last; ++cell) {
                sum -= static_cast<double>(cell->count) * cell->count;
            }
        } else if (m_kind == Kind::Any) {
            for (const auto* a = first; a != last; ++a) {
                for (const auto* b = a + 1; b != last; ++b) {
                    sum += 2.0 * a->count * b->count *
                           m_distance(static_cast<std::size_t>(a->value), static_cast<std::size_t>(b->value));
                }
            }
        } else {
            double mean = 0;
            for (const auto* cell = first; cell != last; ++cell) {
                mean += cell->count * scores[static_cast<std::size_t>(cell->value)];
            }
            mean /= labels;
            for (const auto* cell = first; cell != last; ++cell) {
                const double off = scores[static_cast<std::size_t>(cell->value)] - mean;
                sum += cell->count * off * off;
            }
            sum *= 2 * labels;
        }
        return sum / (labels - 1);
    }

    /// Σ over the ordered pairs of all labels of their distance.
    [[nodiscard]] double between(const std::vector<double>& margins, double labels,
                                 const std::vector<double>& scores) const
    {
        double sum = 0;
        if (m_kind == Kind::Equality) {
            for (const double count : margins) {
                sum += count * (labels - count);
            }
        } else if (m_kind == Kind::Any) {
            for (std::size_t a = 0; a < margins.size(); ++a) {
                for (std::size_t b = a + 1; margins[a] > 0 && b < margins.size(); ++b) {
                    sum += margins[b] > 0 ? 2 * margins[a] * margins[b] * m_distance(a, b) : 0;
                }
            }
        } else {
            double mean = 0;
            for (std::size_t value = 0; value < margins.size(); ++value) {
                mean += margins[value] * scores[value] / labels;
            }
            bool differs = false;
            double seen = mean;
            bool any = false;
            for (std::size_t value = 0; value < margins.size(); ++value) {
                const double off = scores[value] - mean;
                sum += margins[value] * off * off;
                differs = differs || (any && margins[value] > 0 && scores[value] != seen);
                if (margins[value] > 0) {
                    seen = scores[value];
                    any = true;
                }
            }
            sum *= differs ? 2 * labels : 0; // rounding of the mean is no disagreement
        }
        return sum;
    }

    UnitCounts m_counts;
    Kind m_kind;
    std::vector<double> m_scores;
    Distance m_distance;
    std::vector<double> m_labels; ///< of each unit
    std::vector<double> m_within; ///< of each unit, unless ranks make it depend on the sample
};

Alpha alphaOf(const AlphaSample& sample, const Labels& labels, const AlphaOptions& options)
{
    const std::vector<std::int64_t>& weights = sample.counts().weights;
    const Disagreement all = sample.of(weights);
    const std::optional<double> value = all.alpha();
    Alpha out;
    out.units = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    out.labels = static_cast<std::int64_t>(all.labels);
    out.annotators = activeAnnotators(labels);
    out.observed = all.observed / all.labels;
    out.expected = all.expected / (all.labels * (all.labels - 1));
    if (!value) {
        out.alpha = Estimate::none(u"Undefined, all values are equal: labels that never differ cannot show "
                                   "whether annotators would agree on units that do."_s);
        return out;
    }
    out.alpha = Estimate::of(*value);
    if (sample.canResample(options.resamples)) {
        addAlphaInterval(
            out, weights, [&](const std::vector<std::int64_t>& drawn) { return sample.of(drawn).alpha(); },
            options);
    }
    return out;
}

QString scoresProblem(const std::vector<double>& scores, std::int32_t values, AlphaLevel level)
{
    if (scores.size() != static_cast<std::size_t>(values)) {
        return u"The number of scores is not the number of values of the scale."_s;
    }
    if (!std::all_of(scores.begin(), scores.end(), [](double score) { return std::isfinite(score); })) {
        return u"A value is not a finite number; correct it or leave it out."_s;
    }
    if (level == AlphaLevel::Ratio &&
        std::any_of(scores.begin(), scores.end(), [](double score) { return score < 0; })) {
        return u"A ratio scale starts at 0 and a value is below; use the interval level."_s;
    }
    return {};
}

/// `labels` has passed agreementProblem; the scores belong to its values.
Alpha alphaWithScores(const Labels& labels, std::vector<double> scores, const AlphaOptions& options)
{
    using Kind = AlphaSample::Kind;
    UnitCounts counts = UnitCounts::of(labels, 2);
    if (options.resamples > 1) {
        counts = counts.grouped();
    }
    Kind kind = Kind::Equality;
    Distance distance;
    switch (options.level) {
    case AlphaLevel::Nominal:
        break;
    case AlphaLevel::Ordinal:
        kind = Kind::Ranks;
        break;
    case AlphaLevel::Interval:
        kind = Kind::Scores;
        break;
    case AlphaLevel::Ratio:
        kind = Kind::Any;
        if (scores.size() > kMostCompared) {
            return Alpha::none(u"There are more than 20 000 different values, too many for the ratio level; "
                               "round them or use the interval level."_s);
        }
        distance = [scores](std::size_t a, std::size_t b) {
            const double share =
                scores[a] == scores[b] ? 0 : (scores[a] - scores[b]) / (scores[a] + scores[b]);
            return share * share;
        };
        break;
    }
    return alphaOf(AlphaSample(std::move(counts), kind, std::move(scores), std::move(distance)), labels,
                   options);
}

} // namespace

Alpha Alpha::none(QString reason)
{
    Alpha out;
    out.alpha = Estimate::none(std::move(reason));
    return out;
}

Alpha krippendorffAlpha(const Labels& labels, const AlphaOptions& options)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    std::vector<double> scores = options.scores;
    if (scores.empty()) {
        scores.resize(static_cast<std::size_t>(labels.values));
        std::iota(scores.begin(), scores.end(), 1.0);
    }
    problem = scoresProblem(scores, labels.values, options.level);
    return problem.isEmpty() ? alphaWithScores(labels, std::move(scores), options)
                             : Alpha::none(std::move(problem));
}

Alpha krippendorffAlpha(const NumericLabels& labels, const AlphaOptions& options)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    IndexedValues indexed = IndexedValues::of(labels);
    problem = scoresProblem(indexed.distinct, indexed.labels.values, options.level);
    return problem.isEmpty() ? alphaWithScores(indexed.labels, std::move(indexed.distinct), options)
                             : Alpha::none(std::move(problem));
}

Alpha krippendorffAlphaSets(const Labels& labels, const std::vector<std::uint64_t>& sets,
                            SetDistance distance, const AlphaOptions& options)
{
    QString problem = agreementProblem(labels);
    if (problem.isEmpty() && sets.size() != static_cast<std::size_t>(labels.values)) {
        problem = u"The number of sets is not the number of values of the labels."_s;
    }
    if (problem.isEmpty() && sets.size() > kMostCompared) {
        problem = u"There are more than 20 000 different sets, too many to compare all pairs; combine rare "
                  "options."_s;
    }
    if (!problem.isEmpty()) {
        return Alpha::none(std::move(problem));
    }
    const Distance between = [&sets, distance](std::size_t a, std::size_t b) {
        return setDistance(sets[a], sets[b], distance);
    };
    const AlphaSample sample(UnitCounts::of(labels, 2).grouped(), AlphaSample::Kind::Any, {}, between);
    return alphaOf(sample, labels, options);
}

} // namespace plumbline::stats
