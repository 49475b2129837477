#pragma once

#include "core/store/assignmentrepository.h"

namespace plumbline {

/// Whether a queue is filled from this batch: it is open, and it was asked for by name; or nothing was, and
/// it is not for adjudication.
[[nodiscard]] bool servesBatch(const QueueFilter& filter, const Batch& batch);

} // namespace plumbline
