#pragma once

#include "core/stats/connectivity.h"

namespace plumbline::stats {

/// The log-likelihood of votes between two models with its derivatives in δ = θ_a − θ_b (plus covariates)
/// and the tie parameter η (Davidson: ln ν; Rao–Kupper: ln θ > 0; none with half wins).
struct PairLikelihood
{
    double value = 0;
    double delta = 0;
    double eta = 0;
    double deltaDelta = 0;
    double deltaEta = 0;
    double etaEta = 0;
};

/// For the weights of the three outcomes. The value is −∞ for an η outside the model's domain.
[[nodiscard]] PairLikelihood pairLikelihood(TieModel ties, const OutcomeWeights& weights, double delta,
                                            double eta);

/// The first derivatives for one vote of weight 1.
struct VoteScore
{
    double delta = 0;
    double eta = 0;
};
[[nodiscard]] VoteScore voteScore(TieModel ties, PairWinner winner, double delta, double eta);

/// P(a wins), P(tie), P(b wins) under the model; with half wins a tie has no probability of its own.
[[nodiscard]] OutcomeWeights outcomeProbabilities(TieModel ties, double delta, double eta);

} // namespace plumbline::stats
