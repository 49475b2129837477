#pragma once

#include "core/stats/consensus.h"
#include "core/stats/labels.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// Labels laid out for many passes: by unit, then annotator, then value, so that a result does not depend on
/// the order of the rows. A label is its slot: annotator · values + value. For the methods of this folder.
struct LabelIndex
{
    std::int32_t units = 0;
    std::int32_t annotators = 0;
    std::int32_t values = 0;
    std::vector<std::uint32_t> begin;      ///< units + 1: where the labels of a unit begin in `slots`
    std::vector<std::uint32_t> slots;      ///< one per label
    std::vector<std::uint32_t> slotCounts; ///< annotators × values: how often an annotator gave a value
    std::int32_t labelledUnits = 0;

    /// Labels must have passed labelsProblem().
    [[nodiscard]] static LabelIndex of(const Labels& labels);

    [[nodiscard]] std::size_t size() const { return slots.size(); }
    [[nodiscard]] std::size_t annotatorOf(std::uint32_t slot) const
    {
        return slot / static_cast<std::uint32_t>(values);
    }
    [[nodiscard]] std::size_t valueOf(std::uint32_t slot) const
    {
        return slot % static_cast<std::uint32_t>(values);
    }
    /// How many labels an annotator gave.
    [[nodiscard]] std::uint32_t labelsOf(std::size_t annotator) const;
    /// Whether anybody else labelled a unit of the annotator, for each annotator.
    [[nodiscard]] std::vector<std::uint8_t> overlapping() const;
};

/// An empty consensus of the index's size: no labels, posterior 0.
[[nodiscard]] Consensus emptyConsensus(const LabelIndex& index);

/// Sets labels and ties from the posterior: values within a billionth of the highest are equally probable.
void decideLabels(const LabelIndex& index, Consensus& consensus);

/// Share of each value among the labels of each unit: units × values; 0 where nobody labelled the unit.
[[nodiscard]] std::vector<double> voteShares(const LabelIndex& index);

/// Sets priors to the mean of the posterior over the labelled units.
void averagePriors(const LabelIndex& index, Consensus& consensus);

/// Sets confusion and its weights to what the posterior says of each annotator's labels.
void countConfusion(const LabelIndex& index, Consensus& consensus);

/// What a cancelled computation gives as its reason.
[[nodiscard]] QString stoppedReason();

/// Why an annotator has no skill though the method gave a result: no labels, or nobody to compare with.
/// Empty if there is one.
[[nodiscard]] QString skillProblem(const LabelIndex& index, const std::vector<std::uint8_t>& overlapping,
                                   std::size_t annotator);

} // namespace plumbline::stats
