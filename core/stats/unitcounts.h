#pragma once

#include "core/stats/labels.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// Why agreement cannot be computed from these labels: an index out of range, a scale with one value, no
/// labels, one annotator, or no unit that two labels share. Empty if it can.
[[nodiscard]] QString agreementProblem(const Labels& labels);
/// The same for numbers; values that are not finite are a problem, too.
[[nodiscard]] QString agreementProblem(const NumericLabels& labels);

/// How many annotators gave a label.
[[nodiscard]] std::int64_t activeAnnotators(const Labels& labels);
[[nodiscard]] std::int64_t activeAnnotators(const NumericLabels& labels);

/// How often each value was given to each unit, without empty cells: the form in which agreement among
/// labels is counted. Who gave a label no longer matters; a label that occurs twice counts twice.
struct UnitCounts
{
    struct Cell
    {
        std::int32_t value = 0;
        std::int32_t count = 0;
    };

    std::int32_t values = 0;           ///< size of the scale
    std::vector<std::size_t> begin;    ///< one more than units: where the cells of a unit begin
    std::vector<Cell> cells;           ///< by unit, then value
    std::vector<std::int64_t> weights; ///< how many units look like this one

    /// Only units with at least `fewest` labels, in the order of the units, each with weight 1.
    [[nodiscard]] static UnitCounts of(const Labels& labels, std::int32_t fewest);
    /// Units that look the same become one with their number as weight; the order is that of first sight.
    [[nodiscard]] UnitCounts grouped() const;

    [[nodiscard]] std::size_t size() const { return weights.size(); }
    /// How many labels unit `unit` has.
    [[nodiscard]] std::int64_t labelsOf(std::size_t unit) const;

private:
    void addByTable(const Labels& labels, std::int32_t fewest);
    void addBySorting(const Labels& labels, std::int32_t fewest);
};

/// Numbers as indexes of their sorted distinct values.
struct IndexedValues
{
    std::vector<double> distinct;
    Labels labels;

    /// The values must be finite.
    [[nodiscard]] static IndexedValues of(const NumericLabels& labels);
};

} // namespace plumbline::stats
