#pragma once

#include "core/domain/item.h"
#include "core/jobs/jobrunner.h"
#include "core/llm/httpllmclient.h"

#include <QJsonObject>
#include <QList>

#include <functional>
#include <memory>
#include <optional>

namespace plumbline {

/// Which items a judge is to judge.
struct JudgeSelection
{
    QList<BatchId> batches;       ///< empty: of all batches
    QList<ItemId> items;          ///< empty: all of them; else these alone
    std::optional<ItemKind> kind; ///< empty: all that the judge's protocol can judge
    bool onlyUnjudged = true;     ///< leave out items that have this judge's label; else they are judged anew
    qint64 limit = 0;             ///< at most so many, in the order in which they were added; 0: all
    bool operator==(const JudgeSelection&) const = default;
};

/// A run of a judge.
struct JudgeRunRequest
{
    QString judge; ///< the annotator's name
    JudgeSelection selection;
    std::optional<double> budgetDollars; ///< of the whole run, over all its parts; empty: no limit
    int inFlight = 0;                    ///< requests at the same time; 0: as the endpoint says
    /// Whether the labels fill slots of the items' overlap, as people's do; items without a free slot are
    /// then left out. Otherwise they stand beside them.
    bool countsTowardsOverlap = false;
    bool operator==(const JudgeRunRequest&) const = default;
};

/// Name of the kind of job.
inline constexpr QStringView kJudgeJob = u"judge";

/// Parameters of a job "judge", and back. Errors: InvalidArgument naming the field.
[[nodiscard]] QJsonObject judgeJobParams(const JudgeRunRequest& request);
[[nodiscard]] Result<JudgeRunRequest> judgeRunRequest(const QJsonObject& params);

/// What a run works with besides the store; tests replace it.
struct JudgeJobServices
{
    /// The client that asks an endpoint; empty: an LlmThread.
    std::function<std::unique_ptr<LlmClient>(const LlmEndpoint&, const LlmServices&)> makeClient;
    const KeySource* keys = nullptr; ///< null: the environment, then the keyring
    RetryPolicy retry;
};

/// Lets a judge judge: asks for as many items at once as keeps its endpoint's requests in flight, writes
/// each verdict as a label with its provenance as soon as it is there, and keeps every reply. In short
/// transactions, so that people can label between them. Stopped or killed and resumed it goes on: no item is
/// judged twice, and no reply that came in is paid for again. A verdict that cannot be read leaves its item
/// unjudged.
///
/// A run that cannot go on (budget spent, server out of reach, wrong key) fails with a sentence that says
/// why; resume it when that is mended, with raiseJudgeBudget() before that if need be.
///
/// Result: {"judged", "unjudged", "items":[uids of unjudged, at most 1000], "faults":{what:n},
/// "errors":{kind:n}, "inconsistent", "calls", "from_cache", "cost", "tokens_in", "tokens_out", "spent" (US
/// dollars, over all parts of the run)}.
[[nodiscard]] Result<JobOutcome> runJudgeJob(JobContext& context, const QJsonObject& params);
/// The same with other services.
[[nodiscard]] Result<JobOutcome> runJudgeJobWith(const JudgeJobServices& services, JobContext& context,
                                                 const QJsonObject& params);

/// Sets the budget of a run that stopped, before it is resumed. Errors: NotFound, Conflict while it runs,
/// InvalidArgument when the job is none of a judge.
[[nodiscard]] Result<void> raiseJudgeBudget(Session& session, JobId job, std::optional<double> dollars);

} // namespace plumbline
