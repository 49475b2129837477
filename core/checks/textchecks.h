#pragma once

#include "core/checks/check.h"

namespace plumbline::checks {

/// Responses without a visible character.
[[nodiscard]] Result<CheckFindings> emptyResponses(Session& session, const CheckOptions& options);
/// Prompts whose messages are the same but for case and white space.
[[nodiscard]] Result<CheckFindings> duplicatePrompts(Session& session, const CheckOptions& options);
/// Responses without an author; models whose names differ only in case, spaces or punctuation.
[[nodiscard]] Result<CheckFindings> unknownModels(Session& session, const CheckOptions& options);

} // namespace plumbline::checks
