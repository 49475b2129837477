#include "core/jobs/judgejob.h"

#include "core/jobs/judgerun.h"
#include "core/store/jobrepository.h"

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostInFlight = 1024;

template <typename T> QJsonArray idArray(const QList<T>& ids)
{
    QJsonArray out;
    for (const T& id : ids) {
        out.append(id.value);
    }
    return out;
}

template <typename T> QList<T> idsOf(const QJsonValue& value)
{
    QList<T> out;
    const QJsonArray all = value.toArray();
    for (const QJsonValue& one : all) {
        out.append(T{one.toInteger()});
    }
    return out;
}

Error wrong(const QString& field, const QString& message)
{
    return makeError(ErrorCode::InvalidArgument, message, field);
}

} // namespace

QJsonObject judgeJobParams(const JudgeRunRequest& request)
{
    QJsonObject out{{u"judge"_s, request.judge}};
    const JudgeSelection& selection = request.selection;
    if (!selection.batches.isEmpty()) {
        out.insert(u"batches"_s, idArray(selection.batches));
    }
    if (!selection.items.isEmpty()) {
        out.insert(u"items"_s, idArray(selection.items));
    }
    if (selection.kind) {
        out.insert(u"kind"_s, toName(*selection.kind));
    }
    if (!selection.onlyUnjudged) {
        out.insert(u"again"_s, true);
    }
    if (selection.limit > 0) {
        out.insert(u"limit"_s, selection.limit);
    }
    if (request.budgetDollars) {
        out.insert(u"budget"_s, *request.budgetDollars);
    }
    if (request.inFlight > 0) {
        out.insert(u"in_flight"_s, request.inFlight);
    }
    if (request.countsTowardsOverlap) {
        out.insert(u"counts_towards_overlap"_s, true);
    }
    return out;
}

Result<JudgeRunRequest> judgeRunRequest(const QJsonObject& params)
{
    JudgeRunRequest out;
    out.judge = params.value("judge"_L1).toString();
    if (out.judge.trimmed().isEmpty()) {
        return wrong(u"judge"_s, u"Name the judge that is to judge."_s);
    }
    out.selection.batches = idsOf<BatchId>(params.value("batches"_L1));
    out.selection.items = idsOf<ItemId>(params.value("items"_L1));
    if (params.contains("kind"_L1)) {
        out.selection.kind = itemKindFromName(params.value("kind"_L1).toString());
        if (!out.selection.kind) {
            return wrong(u"kind"_s, u"“%1” is no kind of item."_s.arg(params.value("kind"_L1).toString()));
        }
    }
    out.selection.onlyUnjudged = !params.value("again"_L1).toBool();
    out.selection.limit = params.value("limit"_L1).toInteger();
    if (out.selection.limit < 0) {
        return wrong(u"limit"_s, u"The number of items must not be negative."_s);
    }
    if (params.contains("budget"_L1)) {
        out.budgetDollars = params.value("budget"_L1).toDouble(-1);
        if (!std::isfinite(*out.budgetDollars) || *out.budgetDollars < 0) {
            return wrong(u"budget"_s, u"The budget must be a number of dollars from 0."_s);
        }
    }
    out.inFlight = params.value("in_flight"_L1).toInt();
    if (out.inFlight < 0 || out.inFlight > kMostInFlight) {
        return wrong(u"in_flight"_s, u"Between 1 and 1024 requests can be in flight."_s);
    }
    out.countsTowardsOverlap = params.value("counts_towards_overlap"_L1).toBool();
    return out;
}

Result<JobOutcome> runJudgeJob(JobContext& context, const QJsonObject& params)
{
    return runJudgeJobWith({}, context, params);
}

Result<JobOutcome> runJudgeJobWith(const JudgeJobServices& services, JobContext& context,
                                   const QJsonObject& params)
{
    PLUMBLINE_ASSIGN(const JudgeRunRequest request, judgeRunRequest(params));
    PLUMBLINE_ASSIGN(JudgeSetup setup, context.store().read([&request](Session& session) {
        return loadJudge(session, request.judge);
    }));
    JudgeRun run(services, context, request, std::move(setup));
    return run.run();
}

Result<void> raiseJudgeBudget(Session& session, JobId job, std::optional<double> dollars)
{
    PLUMBLINE_ASSIGN(const Job stored, JobRepository(session).get(job));
    if (stored.kind != kJudgeJob) {
        return wrong(u"job"_s, u"Job %1 is no run of a judge."_s.arg(job.value));
    }
    PLUMBLINE_ASSIGN(JudgeRunRequest request, judgeRunRequest(stored.params));
    request.budgetDollars = dollars;
    const QJsonObject params = judgeJobParams(request);
    PLUMBLINE_TRY(judgeRunRequest(params));
    return JudgeRepository(session).setJobParams(job, params);
}

} // namespace plumbline
