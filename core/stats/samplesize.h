#pragma once

#include "core/stats/estimate.h"

namespace plumbline::stats {

/// What a comparison of two models will look like.
struct SamplePlan
{
    double gap = 0.05;    ///< win rate minus ½ that should be told from 0, ties as half a win; (0, ½)
    double tieRate = 0;   ///< share of ties among the votes, [0, 1)
    double agreement = 0; ///< chance-corrected agreement of people on one item (α, ICC); [0, 1]
    double overlap = 1;   ///< labels on each item, at least 1
    double power = 0.8;   ///< chance of finding the gap
    double confidence = kDefaultConfidence; ///< 1 − significance of the two-sided test
    int comparisons = 1;                    ///< pairs of models tested together (Bonferroni)
};

struct SampleSize
{
    Estimate labels;         ///< on these two models, all people together
    Estimate items;          ///< labels / overlap, rounded up
    double designEffect = 1; ///< 1 + (overlap − 1)·agreement
};

/// Labels on different items are independent; those on one item agree, so that m of them are worth
/// m/(1 + (m − 1)ρ) (Kish 1965), ρ the agreement.
[[nodiscard]] double designEffect(double overlap, double agreement);

/// Labels needed for a two-sided test of the win rate against ½:
///   n = ((z₁₋α/₂·σ₀ + z_power·σ₁)/gap)² · (1 + (m − 1)ρ),
/// σ₀² = (1 − t)/4 and σ₁² = σ₀² − gap² the variances of a vote worth 0, ½ or 1 with ties at rate t. None
/// with a reason where the plan makes no sense.
[[nodiscard]] SampleSize sampleSize(const SamplePlan& plan);
/// The inverse: the chance that `labels` labels find the gap; plan.power is not read.
[[nodiscard]] Estimate powerOf(const SamplePlan& plan, double labels);
/// The smallest gap that `labels` labels find with plan.power; plan.gap is not read.
[[nodiscard]] Estimate detectableGap(const SamplePlan& plan, double labels);

} // namespace plumbline::stats
