#pragma once

#include "core/domain/kinds.h"
#include "core/jobs/jobrunner.h"

namespace plumbline {

/// Parameters of a job "order": {"batch":ID, "order":"random"}.
[[nodiscard]] QJsonObject orderJobParams(BatchId batch, QueueOrder order);

/// Gives a batch another order and works out the queue keys of all its items anew, in short transactions, so
/// that annotators can claim and submit between them. Stopped or killed, it goes on where it was; in between
/// items are handed out in an order between the two, none twice and none left out. Errors: NotFound,
/// InvalidArgument, Cancelled.
[[nodiscard]] Result<JobOutcome> runOrderJob(JobContext& context, const QJsonObject& params);

} // namespace plumbline
