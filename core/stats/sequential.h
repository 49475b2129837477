#pragma once

#include "core/stats/comparisons.h"
#include "core/stats/estimate.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// All votes between models a and b (a < b).
struct PairTally
{
    std::int32_t a = 0;
    std::int32_t b = 0;
    double winsOfA = 0;
    double winsOfB = 0;
    double ties = 0;

    [[nodiscard]] double votes() const { return winsOfA + winsOfB + ties; }
};

enum class PairState : std::uint8_t {
    Open,    ///< more votes are needed
    Decided, ///< its own votes decide it
    Implied, ///< decided by others: a beats c and c beats b
};

/// What is known of one pair.
struct PairDecision
{
    PairTally tally;
    PairState state = PairState::Open;
    std::int32_t winner = -1; ///< the better model once decided or implied, else −1
    double evidence = 0;      ///< ln of the evidence against "neither is better"
    /// Share that a wins of the votes that are no ties; always valid for this pair alone.
    Estimate shareOfA;
    /// Votes (ties included) that this pair still needs if it goes on as now; 0 when decided. None when the
    /// two look so equal that no useful number of votes would tell them apart.
    Estimate votesLeft;
};

/// The places a model can still take, from 1.
struct RankRange
{
    std::int32_t best = 1;
    std::int32_t worst = 1;
    [[nodiscard]] bool isDecided() const { return best == worst; }
};

struct SequentialOptions
{
    double confidence = kDefaultConfidence; ///< for all pairs together
    /// Better is taken to be transitive, as every ranking does: a > b and b > c decide a > c.
    bool isTransitive = true;
    double maxVotesLeft = 1e6; ///< expect no more votes than this for one pair
};

/// Which ranks the votes decide, valid at every look: with at least `confidence`, no pair is ever decided
/// wrongly, however often and whenever one looks, and whatever pairs the queue asks for next.
struct SequentialRanking
{
    std::vector<PairDecision> pairs; ///< all pairs a < b, ordered by (a, b)
    std::vector<RankRange> ranks;    ///< by model
    std::vector<double> scores;      ///< penalised Bradley–Terry scores that the outlook uses, mean 0
    std::int32_t openPairs = 0;
    /// Votes expected until every pair is decided, over the pairs that have to be: none when one of them has
    /// no outlook.
    Estimate votesLeft;
    QString undefined; ///< why there is nothing: fewer than two models, unusable votes

    explicit operator bool() const { return undefined.isEmpty(); }
};

/// Per pair, the evidence that the two differ is the Beta mixture of logMixtureEvidence() at ½ over the votes
/// that are no ties (given that a vote is none, its chance is ½ exactly when neither is better). Over all
/// pairs, Holm's (1979) step-down holds the error: P(some wrong decision at some time) ≤ 1 − confidence.
/// Weights of votes are refused, as an always-valid statement has none.
[[nodiscard]] SequentialRanking sequentialRanking(const Comparisons& votes,
                                                  const SequentialOptions& options = {});
/// The same from votes that are already counted.
[[nodiscard]] SequentialRanking sequentialRanking(std::int32_t models, const std::vector<PairTally>& tallies,
                                                  const SequentialOptions& options = {});

/// Open pairs in the order in which a vote on them decides ranks soonest (indexes into `ranking.pairs`): by
/// pairs settled (itself and what it would imply) for each vote still expected; pairs that have no outlook
/// come last. Like LUCB (Kalyanakrishnan et al. 2012) it asks where intervals still overlap. Pairs with fewer
/// than `firstVotes` votes come first, so that an outlook exists.
[[nodiscard]] std::vector<std::int32_t> decidingOrder(const SequentialRanking& ranking,
                                                      double firstVotes = 4);

} // namespace plumbline::stats
