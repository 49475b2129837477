#pragma once

#include "core/stats/kappa.h"
#include "core/stats/parallel.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// Two annotators, first < second.
struct PairKappa
{
    std::int32_t first = 0;
    std::int32_t second = 0;
    std::int64_t agreed = 0; ///< of kappa.units: units that both gave the same value
    Kappa kappa;             ///< kappa.units: how many units both labelled
};

/// κ between all pairs of annotators.
struct PairwiseKappa
{
    std::vector<PairKappa> pairs; ///< that share a unit, by first, then second
    /// Mean of the κ that are defined, each pair alike (Light 1971), no interval.
    Estimate mean;
    std::int64_t defined = 0;  ///< pairs with a κ
    std::int64_t repeated = 0; ///< units of an annotator left out because the annotator labelled them twice

    /// The pair in either order; null when the two share no unit.
    [[nodiscard]] const PairKappa* find(std::int32_t a, std::int32_t b) const;
};

/// How pairwiseKappa is computed.
struct PairwiseOptions
{
    AgreementWeights weights = AgreementWeights::None;
    double confidence = kDefaultConfidence;
    std::size_t threads = 0; ///< 0: one per core
    Cancelled cancelled;
};

/// Cohen's κ of every pair of annotators on the units that both labelled. Work is shared among the cores;
/// the tables are counted unit by unit where annotators overlap little, and by sets of units as bits where
/// they overlap much. A unit that an annotator labelled more than once is left out for this annotator.
[[nodiscard]] PairwiseKappa pairwiseKappa(const Labels& labels, const PairwiseOptions& options = {});

} // namespace plumbline::stats
