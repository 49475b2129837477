#pragma once

#include "core/checks/check.h"

namespace plumbline::checks {

/// Current labels with a span that lies outside its text or does not quote it.
[[nodiscard]] Result<CheckFindings> quotes(Session& session, const CheckOptions& options);
/// Gold items without a known answer; open batches without gold when the project uses gold.
[[nodiscard]] Result<CheckFindings> gold(Session& session, const CheckOptions& options);
/// Items with a single label, on which nobody can say how far people agree.
[[nodiscard]] Result<CheckFindings> oneLabel(Session& session, const CheckOptions& options);
/// People with a single label: too little to judge how they work.
[[nodiscard]] Result<CheckFindings> oneLabelAnnotator(Session& session, const CheckOptions& options);

} // namespace plumbline::checks
