#pragma once

#include "core/domain/kinds.h"
#include "core/jobs/jobrunner.h"
#include "core/store/itemrepository.h"

namespace plumbline {

/// What to put into a batch.
struct FillRequest
{
    QString name;
    ItemFilter filter;
    QueueOrder order = QueueOrder::Fixed; ///< of a batch that is not there yet
    int overlap = 1;                      ///< labels wanted for each item, from 1
};

/// Parameters of a job "fill".
[[nodiscard]] QJsonObject fillJobParams(const FillRequest& request);

/// Copies the items that pass a filter into a batch: same prompt, responses, schema, priority and gold
/// answer; none of the labels. In short transactions, so that annotators can submit between them; doing it
/// again adds nothing twice. Result: {"batch":ID, "items":added, "looked_at":n}. Errors: InvalidArgument,
/// Cancelled.
[[nodiscard]] Result<JobOutcome> runFillJob(JobContext& context, const QJsonObject& params);

/// Parameters of a job "overlap".
[[nodiscard]] QJsonObject overlapJobParams(BatchId batch, int overlap);

/// Makes every item of a batch want at least so many labels, in short transactions. Result: {"batch":ID,
/// "items":changed}. Errors: InvalidArgument, Cancelled.
[[nodiscard]] Result<JobOutcome> runOverlapJob(JobContext& context, const QJsonObject& params);

} // namespace plumbline
