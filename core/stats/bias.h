#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"
#include "core/stats/pairwinner.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// How often the answer that was shown first (left, or above) won. Ties are counted apart.
struct PositionBias
{
    std::int64_t firstWins = 0;
    std::int64_t secondWins = 0;
    std::int64_t ties = 0;
    Estimate firstShare; ///< of the decided votes, with its exact interval; ½ is no bias
    Estimate tieShare;   ///< of all votes
    double pValue = 1;   ///< exact two-sided test of firstShare against ½
};

/// `votes`: A is the place shown first.
[[nodiscard]] PositionBias positionBias(const std::vector<PairWinner>& votes,
                                        double confidence = kDefaultConfidence);

/// Two verdicts of one judge on one pair, the second with the answers exchanged. A is the place shown first
/// in each, so a judge without position bias gives opposite winners.
struct SwappedVerdicts
{
    PairWinner shown = PairWinner::Tie;
    PairWinner exchanged = PairWinner::Tie;
};

/// Consistency under swap as JudgeLM (Zhu et al. 2025, section on biases) counts it. The verdict "moved
/// toward the first place" when the two, summed by place, favour it: first/first, first/tie, tie/first.
struct SwapBias
{
    std::int64_t pairs = 0;
    Estimate consistency;  ///< share of pairs with the same winner both times
    Estimate prefersFirst; ///< share that moved toward whichever answer stood first
    Estimate prefersLast;  ///< share that moved toward whichever answer stood last
    Estimate deltaBias;    ///< |prefersFirst − prefersLast|
    Estimate totalBias;    ///< prefersFirst + prefersLast = 1 − consistency
};

[[nodiscard]] SwapBias swapBias(const std::vector<SwappedVerdicts>& verdicts,
                                double confidence = kDefaultConfidence);

/// A vote on two texts of known length in characters.
struct LengthVote
{
    std::int64_t lengthA = 0;
    std::int64_t lengthB = 0;
    PairWinner winner = PairWinner::Tie;
};

/// Pairs whose lengths differ by no more than this say nothing about length (AlpacaEval).
inline constexpr std::int64_t kSignificantLengthDifference = 30;

struct LengthBias
{
    std::int64_t pairs = 0; ///< decided, and differing by more than the limit
    std::int64_t ties = 0;  ///< differing by more than the limit, but tied
    Estimate prefersLonger; ///< share of `pairs` that the longer text won, with its exact interval
    /// Log-odds that A wins for each 100 characters that A is longer: logistic regression without intercept
    /// on all decided votes, Wald interval.
    Estimate slopePer100;
};

[[nodiscard]] LengthBias lengthBias(const std::vector<LengthVote>& votes,
                                    double confidence = kDefaultConfidence,
                                    std::int64_t limit = kSignificantLengthDifference);

/// A judge's verdict on two models' answers, and what people said of the same pair.
struct FamilyVerdict
{
    std::int32_t familyA = 0;
    std::int32_t familyB = 0;
    PairWinner judge = PairWinner::Tie;
    std::optional<double> peopleForA; ///< people's mean score of A (ties ½); absent: nobody judged it
};

/// Does a judge favour its own family more than people do? Only pairs of its own family against another.
struct SelfPreference
{
    std::int64_t pairs = 0;
    Estimate judgeForOwn;  ///< the judge's mean score of its own family (ties ½)
    Estimate peopleForOwn; ///< people's, on the same pairs
    Estimate excess; ///< judgeForOwn − peopleForOwn, paired Student interval; above 0: self-preference
    Estimate rate;   ///< judgeForOwn over all own pairs, those nobody judged included
};

[[nodiscard]] SelfPreference selfPreference(const std::vector<FamilyVerdict>& verdicts,
                                            std::int32_t ownFamily, double confidence = kDefaultConfidence);

/// Whether three preferences of one judge over three answers fit together.
struct Transitivity
{
    std::int32_t annotator = 0;
    std::int64_t triples = 0; ///< of which all three pairs were judged
    std::int64_t cycles = 0;  ///< a > b > c > a
    /// No semi-order: a > b > c without a > c, or the third preference against the only strict one.
    std::int64_t conflicts = 0;
    /// No weak order: conflicts, and a = b = c with a preference between a and c, or a > b, b = c, a = c.
    std::int64_t weakOrderBreaks = 0;
    Estimate conflictShare; ///< conflicts of triples, with its exact interval
};

/// One annotator's preference between two answers of one group (a prompt).
struct GroupPreference
{
    std::int32_t annotator = 0;
    std::int32_t group = 0;
    std::int32_t answerA = 0;
    std::int32_t answerB = 0;
    PairWinner winner = PairWinner::Tie;
};

/// For each annotator, in order of index. Several preferences between the same two answers count as the side
/// that most of them favour.
[[nodiscard]] std::vector<Transitivity> transitivity(const std::vector<GroupPreference>& preferences,
                                                     std::int32_t annotators,
                                                     double confidence = kDefaultConfidence);

} // namespace plumbline::stats
