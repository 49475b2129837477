#pragma once

#include "core/stats/consensus.h"

#include <optional>

namespace plumbline::stats {

struct DawidSkeneOptions : ConsensusRun
{
    enum class Model {
        Full,    ///< a confusion matrix for each annotator
        OneCoin, ///< one accuracy for each annotator, errors spread evenly over the other values
    };
    /// When a run without a fixed number of steps has converged.
    enum class Stop {
        Bound,      ///< crowd-kit's evidence bound per label rises by less than the tolerance
        Likelihood, ///< the log-likelihood per label changes by less than the tolerance
    };

    Model model = Model::Full;
    Stop stop = Stop::Bound;
    int maxIterations = 100;       ///< crowd-kit's default
    double tolerance = 1e-5;       ///< per label; crowd-kit's default
    std::optional<int> iterations; ///< exactly so many EM steps instead; 0 leaves the shares of a vote
    /// Added to each expected count of a confusion matrix; 0: as crowd-kit, values that an annotator never
    /// gave have probability 0. Above 0 every value of the scale is possible.
    double smoothing = 0;
};

/// Dawid and Skene's model by EM, starting from the shares of a majority vote. Skill: the probability that a
/// label of the annotator is right, Σ_t prior(t) · confusion(t, t); one-coin: the accuracy. A unit may have
/// several labels of one annotator. Undefined as modelProblem() says.
/// Sources: A. P. Dawid, A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM
/// algorithm", Appl. Statist. 28 (1979) 20–28, eqs. 2.3–2.5; one-coin: Y. Zhang, X. Chen, D. Zhou,
/// M. I. Jordan, JMLR 17 (2016), section 2.1; stopping rule, floors and defaults as crowd-kit 1.4.
[[nodiscard]] Consensus dawidSkene(const Labels& labels, const DawidSkeneOptions& options = {});

} // namespace plumbline::stats
