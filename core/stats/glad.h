#pragma once

#include "core/stats/consensus.h"

#include <optional>

namespace plumbline::stats {

struct GladOptions : ConsensusRun
{
    int maxIterations = 100;       ///< EM steps; crowd-kit's default
    double tolerance = 1e-5;       ///< stops when the objective per label and value rises by less
    std::optional<int> iterations; ///< exactly so many EM steps instead; 0 leaves equal skills
    int maxGradientSteps = 25;     ///< conjugate-gradient steps of each maximisation
    double gradientTolerance = 1e-2;
    double skillPrior = 1;      ///< mean of the normal prior (variance 1) of α
    double difficultyPrior = 1; ///< mean of the normal prior (variance 1) of log β
};

/// GLAD: the probability that annotator i is right about unit j is σ(α_i β_j), errors spread evenly over the
/// other values. Skill: α, about −1 to 3; 0 is a guesser, below 0 someone who is reliably wrong. Sets
/// difficulty to 1/β. The prior over values is uniform; `priors` is the mean of the posterior.
/// Source: J. Whitehill, P. Ruvolo, T. Wu, J. Bergsma, J. Movellan, "Whose vote should count more", NIPS
/// 2009, section 3 and its supplement; priors, stopping rule and defaults as crowd-kit 1.4.
[[nodiscard]] Consensus glad(const Labels& labels, const GladOptions& options = {});

} // namespace plumbline::stats
