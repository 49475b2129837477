#include "ui/screens/judgeruns/storedrun.h"

#include "core/jobs/judgejob.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/replyrepository.h"

#include <QJsonArray>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 200;
constexpr int kMostPages = 10; ///< labels of later runs that are passed over on the way to this one's

QMap<QString, qint64> countsOf(const QJsonObject& object)
{
    QMap<QString, qint64> counts;
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        counts.insert(it.key(), it->toInteger());
    }
    return counts;
}

QStringList modelsOf(const ItemView& item)
{
    QStringList models;
    for (const Response& response : item.responses) {
        models << response.model;
    }
    return models;
}

Result<JudgeRunEntry> entryOf(Session& session, const Annotation& row)
{
    PLUMBLINE_ASSIGN(const ItemView item, ItemRepository(session).view(row.itemId));
    const QJsonObject& provenance = row.provenance;
    JudgeRunEntry entry;
    entry.item = row.itemId;
    entry.itemUid = item.item.uid;
    entry.models = modelsOf(item);
    entry.verdict = shortForm(row.content, row.action, row.shownOrder);
    const QJsonValue sure = provenance.value("probability"_L1);
    if (sure.isDouble()) {
        entry.probability = sure.toDouble();
    }
    entry.isInconsistent = provenance.value("inconsistent"_L1).toBool() ||
                           row.content.extra.value("winner"_L1).toString() == "tie (inconsistent)"_L1;
    entry.cost = provenance.value("cost"_L1).toDouble();
    entry.latencyMs = provenance.value("latency_ms"_L1).toInteger();
    entry.calls = static_cast<int>(provenance.value("calls"_L1).toArray().size());
    return entry;
}

/// The items that this run left without a verdict.
Result<QList<JudgeRunEntry>> faultsOf(Session& session, AnnotatorId judge, JobId job)
{
    QList<JudgeRunEntry> entries;
    ReplyRepository replies(session);
    PLUMBLINE_ASSIGN(const QList<ItemId> items, replies.itemsWithFaults(judge, {}, kPage));
    for (const ItemId item : items) {
        PLUMBLINE_ASSIGN(const QList<StoredCall> calls, replies.calls(judge, item));
        PLUMBLINE_ASSIGN(const std::optional<Annotation> label,
                         AnnotationRepository(session).newest(item, judge));
        const bool isJudged = label && label->action == AnnotationAction::Submit;
        const auto fault = std::find_if(calls.crbegin(), calls.crend(),
                                        [](const StoredCall& call) { return !call.fault.isEmpty(); });
        if (isJudged || fault == calls.crend() || fault->job != job) {
            continue;
        }
        PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(item));
        JudgeRunEntry entry;
        entry.item = item;
        entry.itemUid = view.item.uid;
        entry.models = modelsOf(view);
        entry.fault = fault->fault.startsWith("error:"_L1) ? fault->fault.mid(6) : fault->fault;
        entry.faultDetail = fault->detail;
        entry.calls = static_cast<int>(calls.size());
        entries.append(entry);
    }
    return entries;
}

} // namespace

JudgeRunView viewOf(const Job& job)
{
    const QJsonObject& result = job.result;
    JudgeRunView view;
    const bool isOver = job.state != JobState::Running && job.state != JobState::Queued;
    view.phase = isOver ? JudgeRunView::Phase::Ended : JudgeRunView::Phase::Running;
    if (const Result<JudgeRunRequest> request = judgeRunRequest(job.params)) {
        view.judge = request->judge;
        view.budget = request->budgetDollars;
    }
    view.itemsDone = job.done;
    view.itemsTotal = job.total;
    view.judged = result.value("judged"_L1).toInteger();
    view.unjudged = result.value("unjudged"_L1).toInteger();
    view.inconsistent = result.value("inconsistent"_L1).toInteger();
    view.calls = result.value("calls"_L1).toInteger();
    view.fromCache = result.value("from_cache"_L1).toInteger();
    view.faults = countsOf(result.value("faults"_L1).toObject());
    view.errors = countsOf(result.value("errors"_L1).toObject());
    view.spent = result.value("spent"_L1).toDouble();
    view.promptTokens = result.value("tokens_in"_L1).toInteger();
    view.replyTokens = result.value("tokens_out"_L1).toInteger();
    view.message = job.message;
    return view;
}

Result<StoredRun> readStoredRun(Session& session, const Job& job)
{
    StoredRun run;
    run.view = viewOf(job);
    PLUMBLINE_ASSIGN(const std::optional<Annotator> judge,
                     AnnotatorRepository(session).findByName(run.view.judge));
    if (!judge) {
        return run;
    }
    run.judge = judge->id;
    PLUMBLINE_ASSIGN(run.entries, faultsOf(session, judge->id, job.id));
    QList<JudgeRunEntry> verdicts;
    qint64 before = 0;
    for (int page = 0; page < kMostPages && verdicts.size() < JudgeRunFeed::kKept; ++page) {
        PLUMBLINE_ASSIGN(const QList<Annotation> rows,
                         AnnotationRepository(session).byAnnotator(judge->id, before, kPage));
        for (const Annotation& row : rows) {
            before = row.id.value;
            const bool isOfRun = row.provenance.value("job"_L1).toString() == job.uid;
            if (isOfRun && row.action == AnnotationAction::Submit && verdicts.size() < JudgeRunFeed::kKept) {
                PLUMBLINE_ASSIGN(const JudgeRunEntry entry, entryOf(session, row));
                verdicts.prepend(entry);
            }
        }
        if (rows.size() < kPage) {
            break;
        }
    }
    run.entries += verdicts;
    qint64 number = 0;
    for (JudgeRunEntry& entry : run.entries) {
        entry.number = ++number;
    }
    return run;
}

} // namespace plumbline
