#include "ui/screens/judgereply/inspectedwork.h"

#include "core/jobs/judgereplay.h"
#include "core/llm/llmreply.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/replyrepository.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostTokens = 20;

QList<ResponseIndex> orderFrom(const QJsonArray& array)
{
    QList<ResponseIndex> order;
    for (const QJsonValue index : array) {
        order.append(index.toInt());
    }
    return order;
}

void sortLogprobs(InspectedCall& call)
{
    std::stable_sort(call.logprobs.begin(), call.logprobs.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (call.logprobs.size() > kMostTokens) {
        call.logprobs.resize(kMostTokens);
    }
}

/// {"A": −0.1, "B": −2.3}, as a protocol found them at its verdict.
void takeVerdictLogprobs(InspectedCall& call, const QJsonObject& logprobs)
{
    for (auto it = logprobs.constBegin(); it != logprobs.constEnd(); ++it) {
        if (it->isDouble()) {
            call.logprobs.append({it.key(), it->toDouble()});
        }
    }
    call.isVerdictToken = !call.logprobs.isEmpty();
    sortLogprobs(call);
}

void takeReply(InspectedCall& call, const LlmReply& reply)
{
    call.reply = reply.text;
    call.refusal = reply.refusal;
    call.reasoning = reply.reasoning;
    call.finish = finishName(reply.finish);
    call.tokensIn = reply.usage.promptTokens;
    call.tokensOut = reply.usage.replyTokens;
    call.cost = reply.cost;
    call.latencyMs = reply.latencyMs;
    call.attempts = reply.attempts;
    call.isFromCache = reply.isFromCache;
    call.modelAnswered = reply.model;
    if (call.logprobs.isEmpty() && !reply.tokens.isEmpty()) {
        for (const LlmToken& token : reply.tokens.constFirst().likeliest) {
            call.logprobs.append({token.text, token.logprob});
        }
        sortLogprobs(call);
    }
}

InspectedCall fromReplay(const JudgeReply& replayed)
{
    InspectedCall call;
    call.step = replayed.call.step;
    call.key = replayed.call.key;
    call.attempt = replayed.call.attempt;
    call.sample = replayed.call.request.sample;
    call.order = replayed.call.order;
    call.messages = replayed.call.request.messages;
    call.requestHash = replayed.requestHash;
    call.parsed = replayed.parsed;
    takeVerdictLogprobs(call, replayed.parsed.value("logprobs"_L1).toObject());
    if (replayed.outcome.reply) {
        takeReply(call, *replayed.outcome.reply);
    } else {
        call.error = llmErrorName(replayed.outcome.error.kind);
        call.detail = replayed.outcome.error.error.message;
        call.reply = replayed.outcome.error.partialText;
    }
    if (replayed.fault) {
        call.fault = replayed.fault->what;
        call.detail = replayed.fault->detail;
    }
    return call;
}

InspectedCall fromProvenance(const QJsonObject& object)
{
    InspectedCall call;
    call.step = object.value("step"_L1).toString();
    call.key = object.value("key"_L1).toString();
    call.attempt = object.value("attempt"_L1).toInt();
    call.sample = object.value("sample"_L1).toInt();
    call.order = orderFrom(object.value("order"_L1).toArray());
    call.requestHash = object.value("request_hash"_L1).toString().toLatin1();
    call.reply = object.value("reply"_L1).toString();
    call.finish = object.value("finish"_L1).toString();
    call.tokensIn = object.value("tokens_in"_L1).toInteger();
    call.tokensOut = object.value("tokens_out"_L1).toInteger();
    call.cost = object.value("cost"_L1).toDouble();
    call.latencyMs = object.value("latency_ms"_L1).toInteger();
    call.isFromCache = object.value("from_cache"_L1).toBool();
    call.error = object.value("error"_L1).toString();
    const QJsonObject fault = object.value("fault"_L1).toObject();
    call.fault = fault.value("what"_L1).toString();
    call.detail = fault.value("detail"_L1).toString();
    takeVerdictLogprobs(call, object.value("logprobs"_L1).toObject());
    return call;
}

InspectedCall fromNoted(const StoredCall& noted)
{
    constexpr auto kError = "error:"_L1;
    InspectedCall call;
    call.step = noted.step;
    call.attempt = noted.attempt;
    call.requestHash = noted.requestHash;
    if (noted.fault.startsWith(kError)) {
        call.error = noted.fault.mid(kError.size());
    } else {
        call.fault = noted.fault;
    }
    call.detail = noted.detail;
    return call;
}

/// The words of replies that are kept for calls of which only the hash is known.
Result<void> findReplies(Session& session, QList<InspectedCall>& calls)
{
    ReplyRepository replies(session);
    for (InspectedCall& call : calls) {
        if (call.requestHash.isEmpty() || !call.error.isEmpty()) {
            continue;
        }
        PLUMBLINE_ASSIGN(const std::optional<StoredReply> stored, replies.find(call.requestHash));
        if (!stored) {
            continue;
        }
        const Result<LlmReply> reply = LlmReply::fromJson(stored->reply);
        if (reply) {
            const bool wasFromCache = call.isFromCache;
            takeReply(call, *reply);
            call.isFromCache = wasFromCache;
        }
    }
    return {};
}

Result<InspectedWork> readStored(Session& session, AnnotatorId judge, ItemId item)
{
    InspectedWork work;
    PLUMBLINE_ASSIGN(work.item, ItemRepository(session).view(item));
    PLUMBLINE_ASSIGN(work.judge, AnnotatorRepository(session).get(judge));
    PLUMBLINE_ASSIGN(const std::optional<Annotation> newest,
                     AnnotationRepository(session).newest(item, judge));
    if (newest && newest->action == AnnotationAction::Submit) {
        work.label = newest;
        const QJsonArray calls = newest->provenance.value("calls"_L1).toArray();
        for (const QJsonValue call : calls) {
            work.calls.append(fromProvenance(call.toObject()));
        }
    }
    if (work.calls.isEmpty()) {
        PLUMBLINE_ASSIGN(const QList<StoredCall> noted, ReplyRepository(session).calls(judge, item));
        for (const StoredCall& call : noted) {
            work.calls.append(fromNoted(call));
        }
    }
    PLUMBLINE_TRY(findReplies(session, work.calls));
    return work;
}

/// How often a reply was sent and whether it was kept already is known of the label alone: going through the
/// work again finds everything kept.
void takeOriginalCosts(InspectedWork& work, const QList<InspectedCall>& original)
{
    for (InspectedCall& call : work.calls) {
        const auto was =
            std::find_if(original.cbegin(), original.cend(), [&call](const InspectedCall& candidate) {
                return candidate.requestHash == call.requestHash && candidate.attempt == call.attempt &&
                       candidate.order == call.order;
            });
        if (was != original.cend()) {
            call.isFromCache = was->isFromCache;
        }
    }
}

} // namespace

QString InspectedWork::fact(QLatin1StringView key) const
{
    if (label) {
        const QJsonValue value = label->provenance.value(key);
        if (value.isDouble()) {
            return QString::number(value.toInteger());
        }
        if (value.isString()) {
            return value.toString();
        }
    }
    const QJsonObject spec = judge.details.value("judge"_L1).toObject();
    const QJsonValue own = spec.value(key);
    if (key == "endpoint"_L1 || key == "template"_L1) {
        return own.toString();
    }
    return {};
}

bool InspectedWork::isInconsistent() const
{
    return label && (label->provenance.value("inconsistent"_L1).toBool() ||
                     label->content.extra.value("winner"_L1).toString() == "tie (inconsistent)"_L1);
}

std::optional<double> InspectedWork::probability() const
{
    const QJsonValue value = label ? label->provenance.value("probability"_L1) : QJsonValue();
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

Result<InspectedWork> inspectWork(Session& session, AnnotatorId judge, ItemId item)
{
    PLUMBLINE_ASSIGN(InspectedWork stored, readStored(session, judge, item));
    const Result<JudgeReplay> replay = replayJudge(session, judge, item);
    if (replay && !replay->replies.isEmpty()) {
        const QList<InspectedCall> original = std::exchange(stored.calls, {});
        for (const JudgeReply& reply : replay->replies) {
            stored.calls.append(fromReplay(reply));
        }
        takeOriginalCosts(stored, original);
        stored.note = replay->note;
    } else if (!replay && !stored.calls.isEmpty()) {
        stored.note = QCoreApplication::translate("ReplyWords", "The prompts cannot be made again: %1")
                          .arg(replay.error().message);
    }
    return stored;
}

} // namespace plumbline
