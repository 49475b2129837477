// What a judge's run writes and tells.

#include "core/base/counted.h"
#include "core/jobs/judgerun.h"
#include "core/judge/jury.h"
#include "core/judge/simulated.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/assignmentrepository.h"
#include "core/store/replyrepository.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeaseSeconds = 1200;
constexpr qsizetype kListedItems = 1000;

bool isLabel(const std::optional<Annotation>& annotation)
{
    return annotation && annotation->action == AnnotationAction::Submit;
}

/// The current label that an annotator gave an item, by the annotator's name.
Result<std::optional<Annotation>> labelOf(Session& session, const QString& name, ItemId item)
{
    PLUMBLINE_ASSIGN(const std::optional<Annotator> annotator, AnnotatorRepository(session).findByName(name));
    if (!annotator) {
        return std::optional<Annotation>();
    }
    PLUMBLINE_ASSIGN(std::optional<Annotation> newest,
                     AnnotationRepository(session).newest(item, annotator->id));
    return isLabel(newest) ? newest : std::optional<Annotation>();
}

Result<JudgeVerdict> juryOf(Session& session, const JudgeSpec& spec, const ItemView& view)
{
    QList<JurorVerdict> verdicts;
    for (const QString& juror : spec.jurors) {
        PLUMBLINE_ASSIGN(const std::optional<Annotation> label, labelOf(session, juror, view.item.id));
        if (label) {
            const bool isInconsistent = label->provenance.value("inconsistent"_L1).toBool();
            verdicts.append({juror, label->content, isInconsistent});
        }
    }
    const int wanted = juryQuorum(static_cast<int>(spec.jurors.size()));
    if (verdicts.size() < wanted) {
        return makeError(ErrorCode::InvalidData,
                         u"%1 of the jury's %2 judges have judged this item; %3 are needed. Let them judge "
                         "it first."_s.arg(verdicts.size())
                             .arg(spec.jurors.size())
                             .arg(wanted),
                         u"jurors"_s);
    }
    return juryVerdict(view, verdicts);
}

Result<JudgeVerdict> simulatedOf(Session& session, const JudgeSetting& setting, const ItemView& view)
{
    PLUMBLINE_ASSIGN(const SimulatedOptions options, SimulatedOptions::of(setting.spec));
    SimulatedInput input;
    input.projectSeed = setting.projectSeed;
    input.annotatorUid = setting.annotatorUid;
    if (options.rule == SimulatedRule::Oracle && options.truth == SimulatedTruth::Annotator) {
        PLUMBLINE_ASSIGN(const std::optional<Annotation> label,
                         labelOf(session, options.annotator, view.item.id));
        if (label) {
            input.truth = label->content;
        }
    }
    for (const PoolMember& member : options.members) {
        PLUMBLINE_ASSIGN(const std::optional<Annotation> label, labelOf(session, member.name, view.item.id));
        if (label) {
            input.members.insert(member.name, label->content);
        }
    }
    return simulatedVerdict(setting.spec, view, input);
}

} // namespace

Result<JudgeVerdict> JudgeRun::localVerdict(Session& session, const ItemView& view) const
{
    const JudgeSpec& spec = m_setup.setting.spec;
    return spec.protocol == JudgeProtocol::Jury ? juryOf(session, spec, view)
                                                : simulatedOf(session, m_setup.setting, view);
}

Result<void> JudgeRun::commit(bool isLast)
{
    if (!isLast && m_endings.empty() && m_toAsk.empty() && !m_cache.hasUnwritten()) {
        return {};
    }
    const Result<void> written =
        m_context.store().write([this, isLast](Session& session) { return writeAll(session, isLast); });
    if (written) {
        committed();
        m_context.store().letOthersWrite();
    }
    m_sinceCommit.restart();
    return written;
}

Result<void> JudgeRun::writeAll(Session& session, bool isLast)
{
    PLUMBLINE_TRY(m_cache.write(session)); // before the verdicts that rest on it
    for (Ending& ending : m_endings) {
        PLUMBLINE_TRY(write(session, ending));
    }
    if (isLast) {
        for (const auto& [id, work] : m_works) {
            if (work.hasSlot) {
                PLUMBLINE_TRY(AssignmentRepository(session).release(id, m_setup.annotator.id));
            }
        }
    } else {
        PLUMBLINE_TRY(takeSlots(session));
        QList<StoreReplyCache::Expected> expected;
        for (const Planned& planned : m_toAsk) {
            if (m_works.contains(planned.item) && planned.call.request.isCached) {
                expected.append({planned.hash, planned.item});
            }
        }
        PLUMBLINE_TRY(m_cache.expect(session, expected));
    }
    JudgeRunCounts counts = JudgeRunCounts::sum(m_before, countsNow());
    for (const Ending& ending : m_endings) {
        counts.judged += ending.isWritten ? 1 : 0;
        counts.inconsistent += ending.isWritten && ending.verdict->isInconsistent ? 1 : 0;
    }
    QJsonObject checkpoint{{u"counts"_s, counts.toJson()}};
    if (isLast) {
        checkpoint.insert(u"result"_s, result(true));
    }
    return m_context.setCheckpoint(session, checkpoint);
}

/// Where labels count towards the overlap, an item is held while it is judged, as by a person.
Result<void> JudgeRun::takeSlots(Session& session)
{
    if (!m_request.countsTowardsOverlap) {
        return {};
    }
    for (auto at = m_works.begin(); at != m_works.end();) {
        Work& work = at->second;
        if (!work.hasSlot) {
            const auto claimed =
                AssignmentRepository(session).claim(at->first, m_setup.annotator.id, kLeaseSeconds);
            if (!claimed && claimed.error().code != ErrorCode::Conflict) {
                return claimed.error();
            }
            if (!claimed) {
                ++m_withoutSlot;
                at = m_works.erase(at);
                continue;
            }
            work.hasSlot = true;
        }
        ++at;
    }
    return {};
}

Result<void> JudgeRun::write(Session& session, Ending& ending)
{
    ending.isWritten = false;
    if (ending.verdict) {
        return writeVerdict(session, ending);
    }
    if (m_request.countsTowardsOverlap) {
        PLUMBLINE_ASSIGN(const auto held,
                         AssignmentRepository(session).find(ending.view.item.id, m_setup.annotator.id));
        if (held && held->state == AssignmentState::Leased) {
            PLUMBLINE_TRY(AssignmentRepository(session).release(ending.view.item.id, m_setup.annotator.id));
        }
    }
    return noteCalls(session, ending);
}

Result<void> JudgeRun::writeVerdict(Session& session, Ending& ending)
{
    const ItemId item = ending.view.item.id;
    const AnnotatorId judge = m_setup.annotator.id;
    AnnotationRepository annotations(session);
    PLUMBLINE_ASSIGN(const std::optional<Annotation> newest, annotations.newest(item, judge));
    const bool isOfThisJob = isLabel(newest) && newest->provenance.value("job"_L1).toString() == m_jobUid;
    if (isOfThisJob || (m_request.selection.onlyUnjudged && isLabel(newest))) {
        return {}; // another run of the same judge was quicker
    }
    AssignmentRepository assignments(session);
    if (m_request.countsTowardsOverlap) {
        const Result<void> taken =
            assignments.setState(item, judge, AssignmentState::Submitted, kLeaseSeconds);
        if (!taken && taken.error().code == ErrorCode::Conflict) {
            ++m_withoutSlot; // no slot was free, or the lease ran out and somebody took it
            return {};
        }
        PLUMBLINE_TRY(taken);
    } else {
        PLUMBLINE_TRY(JudgeRepository(session).setBeside(item, judge, AssignmentState::Submitted));
    }
    Annotation row;
    row.itemId = item;
    row.annotatorId = judge;
    row.schemaVersionId = ending.view.item.schemaVersionId;
    row.content = ending.verdict->content;
    row.shownOrder = ending.verdict->shownOrder;
    row.provenance = judgeProvenance(m_setup.setting, *ending.verdict, ending.replies);
    row.provenance.insert(u"job"_s, m_jobUid);
    if (newest) {
        row.supersedes = newest->id;
    }
    PLUMBLINE_TRY(annotations.append(row));
    PLUMBLINE_TRY(ReplyRepository(session).setCalls(judge, item, {}));
    ending.isWritten = true;
    return {};
}

Result<void> JudgeRun::noteCalls(Session& session, const Ending& ending)
{
    QList<StoredCall> calls;
    for (const JudgeReply& reply : ending.replies) {
        StoredCall call;
        call.job = m_context.row().id;
        call.step = reply.call.step;
        call.attempt = reply.call.attempt;
        call.requestHash = reply.requestHash;
        if (reply.fault) {
            call.fault = reply.fault->what;
            call.detail = reply.fault->detail;
        } else if (!reply.outcome.hasReply()) {
            call.fault = u"error:"_s + llmErrorName(reply.outcome.error.kind);
            call.detail = reply.outcome.error.error.message;
        }
        calls.append(call);
    }
    const bool isTold = std::any_of(calls.cbegin(), calls.cend(),
                                    [](const StoredCall& call) { return !call.fault.isEmpty(); });
    if (!isTold) { // every reply was read, and yet there is no verdict
        StoredCall call;
        call.job = m_context.row().id;
        call.fault = ending.fault;
        call.detail = ending.error.message;
        calls.append(call);
    }
    return ReplyRepository(session).setCalls(m_setup.annotator.id, ending.view.item.id, calls);
}

/// Counts and tells what the last transaction wrote.
void JudgeRun::committed()
{
    m_cache.written();
    for (const Ending& ending : m_endings) {
        auto& faults = ending.verdict ? m_counts.faults : m_unjudgedFaults;
        for (const JudgeReply& reply : ending.replies) {
            if (reply.fault) {
                ++faults[reply.fault->what];
            }
        }
        if (!ending.verdict) {
            ++m_unjudged;
            if (ending.replies.isEmpty()) {
                ++faults[ending.fault];
            }
            if (m_unjudgedUids.size() < kListedItems) {
                m_unjudgedUids.append(ending.view.item.uid);
            }
        } else if (ending.isWritten) {
            ++m_counts.judged;
            m_counts.inconsistent += ending.verdict->isInconsistent ? 1 : 0;
        }
        if (!ending.verdict || ending.isWritten) {
            m_feed->add(entryOf(ending));
        }
    }
    m_endings.clear();
    m_context.setProgress(itemsDone(), m_total);
}

JudgeRunEntry JudgeRun::entryOf(const Ending& ending) const
{
    JudgeRunEntry entry;
    entry.item = ending.view.item.id;
    entry.itemUid = ending.view.item.uid;
    for (const Response& response : ending.view.responses) {
        entry.models.append(response.model);
    }
    if (ending.verdict) {
        QList<ResponseIndex> order = ending.verdict->shownOrder;
        for (int index = 0; order.size() < ending.view.responses.size(); ++index) {
            order.append(index);
        }
        entry.verdict = shortForm(ending.verdict->content, AnnotationAction::Submit, order);
        entry.probability = ending.verdict->probability;
        entry.isInconsistent = ending.verdict->isInconsistent;
    } else {
        entry.fault = ending.fault;
        entry.faultDetail = ending.error.message;
    }
    for (const JudgeReply& reply : ending.replies) {
        ++entry.calls;
        if (reply.outcome.reply) {
            entry.cost += reply.outcome.reply->cost;
            entry.latencyMs += reply.outcome.reply->latencyMs;
        }
    }
    return entry;
}

JudgeRunCounts JudgeRun::countsNow() const
{
    JudgeRunCounts counts = m_counts;
    const LlmStatsView stats = m_stats.view();
    counts.calls = stats.replied + stats.fromCache + stats.failed;
    counts.fromCache = stats.fromCache;
    counts.tokensIn = stats.usage.promptTokens;
    counts.tokensOut = stats.usage.replyTokens;
    counts.cost = stats.cost;
    counts.retries = stats.retries;
    for (auto at = stats.attemptErrors.cbegin(); at != stats.attemptErrors.cend(); ++at) {
        counts.errors.insert(llmErrorName(at.key()), at.value());
    }
    counts.spent = m_budget.spent();
    counts.atRisk = m_budget.reserved();
    return counts;
}

void JudgeRun::publish(JudgeRunView::Phase phase, const QString& message)
{
    const LlmStatsView stats = m_stats.view();
    const JudgeRunCounts counts = JudgeRunCounts::sum(m_before, countsNow());
    JudgeRunView view;
    view.phase =
        m_isDraining && phase == JudgeRunView::Phase::Running ? JudgeRunView::Phase::Stopping : phase;
    view.judge = m_request.judge;
    if (!isLocal()) {
        view.endpoint = m_endpoint.place();
        view.model = m_endpoint.model;
        view.inFlightLimit = m_endpoint.limits.inFlight;
        view.inFlight = std::clamp(m_outstanding, 0, m_endpoint.limits.inFlight);
    }
    view.itemsDone = itemsDone();
    view.itemsTotal = m_total;
    view.judged = counts.judged;
    view.unjudged = m_unjudged;
    view.inconsistent = counts.inconsistent;
    view.calls = stats.replied + stats.fromCache + stats.failed;
    view.fromCache = stats.fromCache;
    view.faults = counts.faults;
    for (auto at = m_unjudgedFaults.cbegin(); at != m_unjudgedFaults.cend(); ++at) {
        view.faults[at.key()] += at.value();
    }
    view.errors = counts.errors;
    view.retries = counts.retries;
    view.spent = counts.spent;
    view.lostCost = stats.lostCost;
    view.budget = m_budget.limit();
    view.promptTokens = counts.tokensIn;
    view.replyTokens = counts.tokensOut;
    view.medianLatencyMs = stats.medianLatencyMs;
    view.p95LatencyMs = stats.p95LatencyMs;
    view.message = message;
    m_feed->setView(view);
}

QJsonObject JudgeRun::result(bool hasItems) const
{
    const JudgeRunCounts counts = JudgeRunCounts::sum(m_before, countsNow());
    QJsonObject out = counts.toJson();
    out.remove(u"at_risk"_s);
    QJsonObject faults = out.value("faults"_L1).toObject();
    for (auto at = m_unjudgedFaults.cbegin(); at != m_unjudgedFaults.cend(); ++at) {
        faults.insert(at.key(), faults.value(at.key()).toInteger() + at.value());
    }
    out.insert(u"faults"_s, faults);
    out.insert(u"unjudged"_s, m_unjudged);
    out.insert(u"without_slot"_s, m_withoutSlot);
    if (hasItems) {
        out.insert(u"items"_s, QJsonArray::fromStringList(m_unjudgedUids));
    }
    return out;
}

Result<JobOutcome> JudgeRun::outcome(const Result<void>& ran)
{
    const qint64 judged = m_before.judged + m_counts.judged;
    if (!ran) {
        Error error = ran.error();
        if (error.code == ErrorCode::Cancelled) {
            error.message =
                u"Stopped after %1. What was judged stays; going on with the run does the rest."_s.arg(
                    counted(judged, u"item"_s));
        } else if (m_fatal) {
            error.message += u" %1 judged so far; the run can go on from there."_s.arg(
                judged == 1 ? u"1 item was"_s : u"%1 items were"_s.arg(judged));
        }
        publish(JudgeRunView::Phase::Ended, error.message);
        return error;
    }
    QString message = u"%1 judged %2."_s.arg(m_request.judge, counted(judged, u"item"_s));
    if (m_unjudged > 0) {
        message += u" %1 left unjudged: see the faults."_s.arg(
            m_unjudged == 1 ? u"1 item was"_s : u"%1 items were"_s.arg(m_unjudged));
    }
    if (m_withoutSlot > 0) {
        message += u" %1 no free place for another label."_s.arg(
            m_withoutSlot == 1 ? u"1 item had"_s : u"%1 items had"_s.arg(m_withoutSlot));
    }
    publish(JudgeRunView::Phase::Ended, message);
    return JobOutcome{message, result(true)};
}

} // namespace plumbline
