#pragma once

#include "core/judge/judgesession.h"
#include "core/llm/rewardshape.h"

#include <optional>
#include <vector>

namespace plumbline {

/// What JudgeSpec::options says for JudgeProtocol::RewardServer. "api", "input", "pattern", "raw",
/// "truncate" and "label" are the shape's (see RewardShape::fromJson()).
struct RewardOptions
{
    RewardShape shape;
    int batch = 32;          ///< "batch", 1…4096: at most so many texts in a request
    double tieThreshold = 0; ///< "tie_threshold": rewards that differ by no more are a tie
    /// "much_threshold": a difference of at least this is "much better", where the schema has it; none:
    /// never.
    std::optional<double> muchThreshold;
    /// Ratings. "low", "high": the rewards that get the lowest and the highest point of a scale, what lies
    /// between in proportion. Neither given: by σ(reward), which is 0 … 1 for rewards that were trained on
    /// preferences (Bradley–Terry).
    std::optional<double> low;
    std::optional<double> high;

    /// InvalidArgument names the option.
    [[nodiscard]] static Result<RewardOptions> of(const JudgeSpec& spec);
};

/// What the rewards of an item's responses (in the item's order) say. Pairwise: the better reward; the
/// probability is σ(|difference|) where the rewards are raw. Rating: the scaled reward, rounded. Ranking: by
/// reward, ties by groups whose neighbours are within the threshold of the group's best. The aspects that the
/// spec names, or else all required ones, get the same answer, since there is one number only. The raw
/// rewards stand in details["rewards"].
/// Errors: InvalidData (a reward that is not finite, another count than responses, a tie where the schema has
/// none, a content that does not fit), InvalidArgument (a kind that rewards cannot answer).
[[nodiscard]] Result<JudgeVerdict> rewardVerdict(const JudgeSpec& spec, const ItemView& item,
                                                 const std::vector<double>& rewards);

/// The session of a reward server: one call for each response. Its calls are for a RewardClient.
[[nodiscard]] Result<std::unique_ptr<JudgeSession>> makeRewardSession(const JudgeSetting& setting,
                                                                      const ItemView& item);

} // namespace plumbline
