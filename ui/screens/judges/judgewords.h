#pragma once

#include "core/analysis/judgepage.h"

#include <QString>

namespace plumbline {

/// "People among themselves", a judge's name, "pair v2", "Always the longer answer".
[[nodiscard]] QString judgeName(const JudgeKey& key);
/// "people", "judge", "reward model", "simulated", "version", "reads nothing".
[[nodiscard]] QString judgeKindWord(const JudgeRow& row);

/// The result in a sentence or two: which judge agrees best, how that compares with people among themselves,
/// and what reading nothing would reach.
[[nodiscard]] QString judgesSentence(const JudgeReport& report);
/// How it was counted, in full.
[[nodiscard]] QString judgesMethod(const JudgeReport& report);
/// "1 814 pairs with people's votes, 3 354 votes, 65 people, 1 judge"
[[nodiscard]] QString judgesCount(const JudgeReport& report);

/// "+5", "−12": points of a hundred.
[[nodiscard]] QString pointsText(double share);

} // namespace plumbline
