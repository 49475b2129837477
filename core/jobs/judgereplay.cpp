#include "core/jobs/judgereplay.h"

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/replyrepository.h"

#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A call as it was recorded, in an annotation's provenance or beside an unjudged item.
struct Recorded
{
    QString step;
    QString key;
    int attempt = 0;
    QJsonArray order; ///< empty: not recorded
    QByteArray hash;
    QJsonObject told; ///< of provenance: text, finish, tokens…
    QString fault;
    bool isUsed = false;
};

std::vector<Recorded> recordedIn(const QJsonObject& provenance)
{
    std::vector<Recorded> out;
    const QJsonArray calls = provenance.value("calls"_L1).toArray();
    for (const QJsonValue& value : calls) {
        const QJsonObject call = value.toObject();
        Recorded one;
        one.step = call.value("step"_L1).toString();
        one.key = call.value("key"_L1).toString();
        one.attempt = call.value("attempt"_L1).toInt();
        one.order = call.value("order"_L1).toArray();
        one.hash = call.value("request_hash"_L1).toString().toLatin1();
        one.told = call;
        out.push_back(one);
    }
    return out;
}

std::vector<Recorded> recordedAs(const QList<StoredCall>& calls)
{
    std::vector<Recorded> out;
    for (const StoredCall& call : calls) {
        Recorded one;
        one.step = call.step;
        one.attempt = call.attempt;
        one.hash = call.requestHash;
        one.fault = call.fault.isEmpty() ? QString() : call.detail;
        out.push_back(one);
    }
    return out;
}

QJsonArray arrayOf(const QList<ResponseIndex>& order)
{
    QJsonArray out;
    for (const ResponseIndex index : order) {
        out.append(index);
    }
    return out;
}

/// The reply as far as provenance tells it, for labels that came from elsewhere.
LlmReply toldReply(const QJsonObject& call)
{
    LlmReply out;
    out.text = call.value("reply"_L1).toString();
    out.finish = finishFromName(call.value("finish"_L1).toString());
    out.usage.promptTokens = call.value("tokens_in"_L1).toInteger();
    out.usage.replyTokens = call.value("tokens_out"_L1).toInteger();
    out.cost = call.value("cost"_L1).toDouble();
    out.latencyMs = call.value("latency_ms"_L1).toInteger();
    out.isFromCache = true;
    return out;
}

/// Finds what was answered to the calls of a session that is gone through again.
class Recall
{
public:
    Recall(Session& session, const LlmEndpoint& endpoint, std::vector<Recorded> recorded)
        : m_session(session)
        , m_endpoint(endpoint)
        , m_recorded(std::move(recorded))
    {
    }

    [[nodiscard]] Result<LlmOutcome> outcomeOf(const JudgeCall& call)
    {
        const QByteArray hash = requestHash(m_endpoint, call.request);
        Recorded* recorded = recordOf(call, hash);
        PLUMBLINE_ASSIGN(std::optional<LlmReply> reply, kept(hash));
        if (!reply && recorded != nullptr) {
            PLUMBLINE_ASSIGN(reply, kept(recorded->hash));
            if (!reply && recorded->told.contains("reply"_L1)) {
                reply = toldReply(recorded->told);
            }
            isOther = isOther || reply.has_value();
        }
        if (reply) {
            return LlmOutcome::of(std::move(*reply));
        }
        LlmError error;
        error.kind = LlmErrorKind::NotRecorded;
        error.error = makeError(ErrorCode::NotFound, recorded != nullptr && !recorded->fault.isEmpty()
                                                         ? recorded->fault
                                                         : u"No reply to this was kept."_s);
        return LlmOutcome::failed(error);
    }

    bool isOther = false; ///< some reply belongs to a prompt that cannot be made again

private:
    [[nodiscard]] Result<std::optional<LlmReply>> kept(const QByteArray& hash)
    {
        if (hash.isEmpty()) {
            return std::optional<LlmReply>();
        }
        PLUMBLINE_ASSIGN(const std::optional<StoredReply> stored, ReplyRepository(m_session).find(hash));
        if (!stored) {
            return std::optional<LlmReply>();
        }
        PLUMBLINE_ASSIGN(LlmReply reply, LlmReply::fromJson(stored->reply));
        return std::optional<LlmReply>(std::move(reply));
    }

    [[nodiscard]] Recorded* recordOf(const JudgeCall& call, const QByteArray& hash)
    {
        for (Recorded& one : m_recorded) {
            if (!one.isUsed && one.hash == hash) {
                one.isUsed = true;
                return &one;
            }
        }
        for (Recorded& one : m_recorded) {
            const bool isSame = one.step == call.step && one.attempt == call.attempt &&
                                (one.order.isEmpty() || one.order == arrayOf(call.order)) &&
                                (one.key.isEmpty() || one.key == call.key);
            if (!one.isUsed && isSame) {
                one.isUsed = true;
                return &one;
            }
        }
        return nullptr;
    }

    Session& m_session;
    const LlmEndpoint& m_endpoint;
    std::vector<Recorded> m_recorded;
};

/// Puts the template versions in place that a label names. False when one of them is not there any more.
Result<bool> useTemplatesOf(Session& session, const QJsonObject& provenance, JudgeSetting& setting)
{
    QJsonArray named = provenance.value("templates"_L1).toArray();
    if (named.isEmpty() && provenance.contains("template"_L1)) {
        const QStringList steps = templateSteps(setting.spec.protocol);
        named.append(QJsonObject{{u"step"_s, steps.value(0)},
                                 {u"id"_s, provenance.value("template"_L1)},
                                 {u"version"_s, provenance.value("template_version"_L1)}});
    }
    bool areAll = true;
    for (const QJsonValue& value : std::as_const(named)) {
        const QJsonObject one = value.toObject();
        const auto found =
            findTemplate(session, one.value("id"_L1).toString(), one.value("version"_L1).toInt());
        if (found) {
            setting.templates.insert(one.value("step"_L1).toString(), *found);
        } else if (found.error().code == ErrorCode::NotFound) {
            areAll = false;
        } else {
            return found.error();
        }
    }
    return areAll;
}

bool isSameSpec(const QJsonObject& provenance, const JudgeSpec& spec)
{
    const QString hash = provenance.value("judge"_L1).toObject().value("hash"_L1).toString();
    Sha256 sha;
    sha.addData(canonicalJson(spec.toJson()));
    return hash.isEmpty() || hash == QString::fromLatin1(sha.result().toHex());
}

/// The judge, with an endpoint that has gone replaced by its bare name: prompts can still be made.
Result<JudgeSetup> setupOf(Session& session, const Annotator& annotator, bool& isEndpointGone)
{
    auto loaded = loadJudge(session, annotator.name);
    if (loaded || loaded.error().field != "endpoint"_L1) {
        return loaded;
    }
    isEndpointGone = true;
    PLUMBLINE_ASSIGN(const StoredJudge judge, findJudge(session, annotator.name));
    JudgeSetup out;
    out.annotator = judge.annotator;
    out.setting.spec = judge.spec;
    out.setting.templates = builtInTemplatesOf(judge.spec.protocol);
    out.setting.endpoint.name = judge.spec.endpoint;
    out.setting.projectSeed = session.project.seed;
    out.setting.annotatorUid = judge.annotator.uid;
    return out;
}

} // namespace

Result<JudgeReplay> replayJudge(Session& session, AnnotatorId judge, ItemId item)
{
    JudgeReplay out;
    PLUMBLINE_ASSIGN(out.annotator, AnnotatorRepository(session).get(judge));
    PLUMBLINE_ASSIGN(out.item, ItemRepository(session).view(item));
    PLUMBLINE_ASSIGN(const std::optional<Annotation> newest,
                     AnnotationRepository(session).newest(item, judge));
    if (newest && newest->action == AnnotationAction::Submit) {
        out.annotation = newest;
    }
    bool isEndpointGone = false;
    PLUMBLINE_ASSIGN(JudgeSetup setup, setupOf(session, out.annotator, isEndpointGone));
    const JudgeProtocol protocol = setup.setting.spec.protocol;
    if (protocol == JudgeProtocol::Simulated || protocol == JudgeProtocol::Jury) {
        out.note = u"This judge asks no model."_s;
        return out;
    }
    const QJsonObject provenance = out.annotation ? out.annotation->provenance : QJsonObject();
    PLUMBLINE_ASSIGN(const bool hasTemplates, useTemplatesOf(session, provenance, setup.setting));
    PLUMBLINE_ASSIGN(const QList<StoredCall> calls, ReplyRepository(session).calls(judge, item));
    Recall recall(session, setup.setting.endpoint,
                  out.annotation ? recordedIn(provenance) : recordedAs(calls));
    PLUMBLINE_ASSIGN(const std::unique_ptr<JudgeSession> work, makeJudgeSession(setup.setting, out.item));
    while (!work->isFinished()) {
        const QList<JudgeCall> asked = work->takeCalls();
        for (const JudgeCall& call : asked) {
            PLUMBLINE_ASSIGN(const LlmOutcome outcome, recall.outcomeOf(call));
            work->give(call.id, outcome);
        }
        if (asked.isEmpty()) {
            break;
        }
    }
    out.replies = work->replies();
    if (auto verdict = work->verdict()) {
        out.verdict = std::move(verdict).value();
    }
    if (isEndpointGone || !hasTemplates || recall.isOther || !isSameSpec(provenance, setup.setting.spec)) {
        out.note = u"The judge, its template or its endpoint was changed since: these prompts are as they "
                   "would be asked today, the replies as they came then."_s;
    }
    return out;
}

} // namespace plumbline
