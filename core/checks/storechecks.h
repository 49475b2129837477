#pragma once

#include "core/checks/check.h"

namespace plumbline::checks {

/// The database itself: damaged pages, indexes out of step, rows that refer to nothing.
[[nodiscard]] Result<CheckFindings> integrity(Session& session, const CheckOptions& options);
/// Kept counts of items, batches and annotators that differ from a recount.
[[nodiscard]] Result<CheckFindings> counters(Session& session, const CheckOptions& options);
/// Leases that ran out and still hold a slot.
[[nodiscard]] Result<CheckFindings> leases(Session& session, const CheckOptions& options);
/// Unfinished answers to items that have all the labels they want: nobody will ask for them again.
[[nodiscard]] Result<CheckFindings> drafts(Session& session, const CheckOptions& options);

} // namespace plumbline::checks
