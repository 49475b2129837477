#pragma once

#include "core/analysis/labelfilter.h"
#include "core/jobs/jobrunner.h"
#include "core/stats/estimate.h"

namespace plumbline {

/// Which batch asks first for what decides places soonest, and by which votes.
struct DecideRequest
{
    BatchId batch;
    /// Whose votes on which question decide; the votes of all batches count unless it names one. Empty: of
    /// people.
    LabelFilter filter;
    double confidence = stats::kDefaultConfidence; ///< of all decisions together, valid at every look
};

/// Parameters of a job "decide".
[[nodiscard]] QJsonObject decideJobParams(const DecideRequest& request);

/// Gives a batch the order Priority and its open items priorities by which those are asked first that decide
/// the places of the models soonest, by the votes there are now; run again, it follows the votes that came in
/// since. In short transactions, so that annotators can claim and submit between them; items whose priority
/// stays are not written. Stopped or killed and resumed it begins anew with the votes there are then, and
/// only writes what still differs. Result: {"batch":ID, "items":given another priority, "open_items":n,
/// "models":n, "decided_ranks":n, "open_pairs":n, "votes_left":n or null, "pairs":[{"model_a", "model_b",
/// "votes", "votes_left":n or null, "labels_wanted"}]}, the pairs in the order in which they are asked, at
/// most 50. Errors: NotFound, InvalidArgument, Cancelled.
[[nodiscard]] Result<JobOutcome> runDecideJob(JobContext& context, const QJsonObject& params);

} // namespace plumbline
