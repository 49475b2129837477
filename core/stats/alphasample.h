#pragma once

#include "core/stats/unitcounts.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// Observed and expected disagreement of one sample.
struct Disagreement
{
    double labels = 0;
    double observed = 0; ///< Σ over units of their ordered pairs' distances / (labels of the unit − 1)
    double expected = 0; ///< Σ over the ordered pairs of all labels

    [[nodiscard]] std::optional<double> alpha() const;
};

/// Units with two labels or more in a form from which α of any weights of the units is quick to compute.
class AlphaSample
{
public:
    virtual ~AlphaSample() = default;

    /// How often each unit occurs.
    [[nodiscard]] virtual const std::vector<std::int64_t>& weights() const = 0;
    [[nodiscard]] virtual Disagreement of(const std::vector<std::int64_t>& weights) const = 0;
    /// Whether so many resamples take no more than some minutes.
    [[nodiscard]] virtual bool canResample(int resamples) const = 0;
};

/// Values of a scale, equal or not (nominal); or with the squared difference of their middle ranks in the
/// sample (ordinal); or with any distance.
class ValueSample : public AlphaSample
{
public:
    enum class Kind { Equality, Ranks, Any };
    using Distance = std::function<double(std::size_t, std::size_t)>;

    ValueSample(UnitCounts counts, Kind kind, Distance distance = {});

    [[nodiscard]] const std::vector<std::int64_t>& weights() const override { return m_counts.weights; }
    [[nodiscard]] Disagreement of(const std::vector<std::int64_t>& weights) const override;
    [[nodiscard]] bool canResample(int resamples) const override;

private:
    [[nodiscard]] double within(std::size_t unit, const std::vector<double>& ranks) const;
    [[nodiscard]] double between(const std::vector<double>& margins, double labels,
                                 const std::vector<double>& ranks) const;

    UnitCounts m_counts;
    Kind m_kind;
    Distance m_distance;
    std::vector<double> m_labels; ///< of each unit
    std::vector<double> m_within; ///< of each unit, unless ranks make it depend on the sample
};

/// Numbers with their squared difference as distance (interval): sums and squares suffice, so the number of
/// different values does not matter.
class NumberSample : public AlphaSample
{
public:
    NumberSample(const UnitCounts& counts, const std::vector<double>& scores);
    explicit NumberSample(const NumericLabels& labels);

    [[nodiscard]] const std::vector<std::int64_t>& weights() const override { return m_weights; }
    [[nodiscard]] Disagreement of(const std::vector<std::int64_t>& weights) const override;
    [[nodiscard]] bool canResample(int /*resamples*/) const override { return true; }

private:
    struct Unit
    {
        double labels = 0;
        double sum = 0;     ///< of the differences from the mean of all
        double squares = 0; ///< of these differences
        double within = 0;
    };

    std::vector<Unit> m_units;
    std::vector<std::int64_t> m_weights;
};

} // namespace plumbline::stats
