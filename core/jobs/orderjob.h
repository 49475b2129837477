#pragma once

#include "core/domain/kinds.h"
#include "core/jobs/jobrunner.h"

namespace plumbline {

/// Parameters of a job "order": {"batch":ID, "order":"random"}.
[[nodiscard]] QJsonObject orderJobParams(BatchId batch, QueueOrder order);

/// Gives a batch another order, which rewrites the queue keys of all its items.
[[nodiscard]] Result<JobOutcome> runOrderJob(JobContext& context, const QJsonObject& params);

} // namespace plumbline
