#pragma once

#include "core/checks/check.h"

namespace plumbline::checks {

/// Pairs on which people voted in opposite ways, or one person did both.
[[nodiscard]] Result<CheckFindings> oppositeVotes(Session& session, const CheckOptions& options);
/// Pairs on which a judge changed its verdict when the responses changed places.
[[nodiscard]] Result<CheckFindings> judgeFlips(Session& session, const CheckOptions& options);

} // namespace plumbline::checks
