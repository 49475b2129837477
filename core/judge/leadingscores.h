#pragma once

#include "core/judge/judgesession.h"

#include <QString>

#include <optional>
#include <vector>

namespace plumbline {

/// The smallest and the largest score of JudgeLM's scale.
inline constexpr double kJudgeLmLowest = 1;
inline constexpr double kJudgeLmHighest = 10;

/// The scores on the first line of a reply.
struct LeadingScores
{
    std::vector<double>
        scores;          ///< in the order in which the answers were shown; empty where there is a fault
    QString explanation; ///< what stands below the first line
    std::optional<ParseFault> fault;
};

/// Reads the reply form of JudgeLM (Zhu et al. 2023, arXiv:2310.17631): the first line holds exactly `count`
/// numbers from 1 to 10, with blanks or commas between them, and the explanation follows. Faults:
/// "no-verdict" (another number of numbers, or anything else on the line), "out-of-range", "truncated" (the
/// reply was cut within its first line, so that its last number may lack digits).
[[nodiscard]] LeadingScores leadingScores(const LlmReply& reply, int count);

} // namespace plumbline
