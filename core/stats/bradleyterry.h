#pragma once

#include "core/stats/connectivity.h"
#include "core/stats/modelscores.h"

namespace plumbline::stats {

struct BradleyTerryOptions
{
    TieModel ties = TieModel::HalfWins;
    /// The penalty l2·Σθ² that is taken from the log-likelihood (choix calls it alpha; see
    /// l2OfPriorVariance and l2OfInverseStrength for other conventions). 0: maximum likelihood.
    double l2 = 0;
    /// The penalty on the covariates' effects, l2·Σβ².
    double covariateL2 = 0;
    IntervalOptions interval;
};

/// Bradley & Terry (1952): P(a beats b) = σ(θ_a − θ_b + covariates · β), by Newton's method. A vote of weight
/// w counts as w votes. Undefined, with a sentence that names the models, where no maximum exists
/// (whyNoMaximum), where the covariates explain every vote or cannot be told from the models, and for
/// unusable votes (whyUnusable).
[[nodiscard]] ModelScores bradleyTerry(const Comparisons& votes, const BradleyTerryOptions& options = {});

/// The same from a table; intervals by Model and Sandwich without clusters only.
[[nodiscard]] ModelScores bradleyTerry(const PairTable& table, const BradleyTerryOptions& options = {});

/// ln P of the votes (ties as half wins) for given scores.
[[nodiscard]] double bradleyTerryLogLikelihood(const PairTable& table, const std::vector<double>& scores);

/// Strengths (sum 1) after a fixed number of steps of the MM algorithm (Hunter 2004, equation 3) from equal
/// strengths: what programs print that stop early. No estimate: where no maximum exists the numbers depend
/// on the number of steps alone.
[[nodiscard]] std::vector<double> bradleyTerryMmSteps(const PairTable& table, int steps);

/// Corrects for uneven sampling of the pairs: every vote's weight is divided by the number of votes on its
/// pair, taken as at least `minimum`, and scaled to keep the mean weight.
[[nodiscard]] Comparisons reweightedByPair(const Comparisons& votes, std::int64_t minimum = 50);

} // namespace plumbline::stats
