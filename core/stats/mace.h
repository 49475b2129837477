#pragma once

#include "core/stats/consensus.h"

#include <cstdint>

namespace plumbline::stats {

struct MaceOptions : ConsensusRun
{
    enum class Method {
        Variational, ///< variational Bayes with priors on competence and strategies
        Em,          ///< maximum likelihood with smoothed counts
    };

    /// How probable the values are before any label.
    enum class Priors {
        Learned, ///< their shares, estimated in every step
        Uniform, ///< all alike, as in the paper and crowd-kit; misled where one value is much more frequent
    };

    Method method = Method::Variational;
    Priors priors = Priors::Learned;
    int restarts = 10;         ///< the one with the highest likelihood is kept
    int iterations = 50;       ///< EM steps of each restart
    double noise = 0.5;        ///< restarts after the first begin at uniform numbers in [1, 2 + noise]
    double spamPrior = 0.5;    ///< α of the Beta prior: labels guessed
    double knowPrior = 0.5;    ///< β of the Beta prior: labels known
    double strategyPrior = 10; ///< of the Dirichlet prior on how an annotator guesses
    double smoothing = 0.01;   ///< Em: divided by the number of values and added to each expected count
    std::uint64_t seed = 0;    ///< of the noise
};

/// MACE: an annotator either knows the value of a unit or guesses by a strategy of their own. Skill: the
/// competence, the probability of knowing (with Variational the mean-field weight, which may be a little
/// below the posterior mean). The first restart begins without noise, so that one restart treats values,
/// units and annotators alike; with more, which of several optima is found may depend on their order.
/// Source: D. Hovy, T. Berg-Kirkpatrick, A. Vaswani, E. Hovy, "Learning whom to trust with MACE", NAACL-HLT
/// 2013, 1120–1130; defaults as crowd-kit 1.4 and the authors' program.
[[nodiscard]] Consensus mace(const Labels& labels, const MaceOptions& options = {});

} // namespace plumbline::stats
