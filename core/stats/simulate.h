#pragma once

#include "core/stats/comparisons.h"
#include "core/stats/sequential.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// Votes on two models, one after another: A wins with `winRate`, a tie with `tieRate`, else B wins.
[[nodiscard]] std::vector<PairWinner> simulateVotes(double winRate, double tieRate, std::int64_t count,
                                                    std::uint64_t seed);

/// What of `scores` (natural logs) voters see: prompts that suit one model, people with tastes of their own.
struct VoterModel
{
    std::vector<double> scores;
    double tieRate = 0;         ///< chance that a voter calls it a tie whatever the scores
    double promptSpread = 0;    ///< standard deviation of what a prompt adds to a model's score
    double annotatorSpread = 0; ///< and of what an annotator's taste adds to it
    std::int32_t prompts = 100;
    std::int32_t annotators = 20;
};

/// `count` votes on random pairs of models, prompts and annotators by the Bradley–Terry model of the shifted
/// scores. Rows name their prompt and annotator.
[[nodiscard]] Comparisons simulateComparisons(const VoterModel& model, std::int64_t count,
                                              std::uint64_t seed);

/// Who asks for the next vote of a replay.
enum class ReplayQueue : std::uint8_t {
    Random,   ///< any remaining vote, as it was drawn
    Deciding, ///< a remaining vote of the pair that decidingOrder() puts first
};

/// One point of a replay.
struct ReplayPoint
{
    std::int64_t votes = 0;
    std::int32_t decidedPairs = 0; ///< decided or implied
};

struct Replay
{
    std::vector<ReplayPoint> points; ///< where the number of decided pairs changed, and the end
    /// Votes after which at least this many pairs were decided; −1: never.
    [[nodiscard]] std::int64_t votesUntil(std::int32_t decidedPairs) const;
};

/// Draws recorded votes without replacement in a seeded random order within each pair, until none is left or
/// all pairs are decided, looking after each `lookEvery` votes.
[[nodiscard]] Replay replayVotes(const Comparisons& votes, ReplayQueue queue, std::uint64_t seed,
                                 const SequentialOptions& options = {}, std::int64_t lookEvery = 1);

} // namespace plumbline::stats
