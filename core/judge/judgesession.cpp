#include "core/judge/judgesession.h"

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/judge/critique.h"
#include "core/judge/judgelm.h"
#include "core/judge/multiaspect.h"
#include "core/judge/pairwise.h"
#include "core/judge/pairwisescale.h"
#include "core/judge/pc2.h"
#include "core/judge/pointwise.h"
#include "core/judge/refine.h"
#include "core/judge/rewardverdict.h"
#include "core/judge/sessionbase.h"
#include "core/judge/spanjudge.h"
#include "core/judge/verdictvote.h"
#include "core/judge/votesession.h"

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using Factory = Result<std::unique_ptr<JudgeSession>> (*)(const JudgeSetting&, const ItemView&);

/// One line for each protocol that asks a server.
Factory factoryOf(JudgeProtocol protocol)
{
    static const std::vector<std::pair<JudgeProtocol, Factory>> kFactories = {
        {JudgeProtocol::Pairwise, &startSession<PairwiseSession>},
        {JudgeProtocol::PairwiseScale, &startSession<PairwiseScaleSession>},
        {JudgeProtocol::Pointwise, &startSession<PointwiseSession>},
        {JudgeProtocol::MultiAspect, &startSession<MultiAspectSession>},
        {JudgeProtocol::JudgeLm, &startSession<JudgeLmSession>},
        {JudgeProtocol::Pc2, &startSession<Pc2Session>},
        {JudgeProtocol::Critique, &startSession<CritiqueSession>},
        {JudgeProtocol::Refine, &startSession<RefineSession>},
        {JudgeProtocol::Span, &startSession<SpanJudgeSession>},
        {JudgeProtocol::RewardServer, &makeRewardSession},
    };
    const auto at = std::find_if(kFactories.begin(), kFactories.end(),
                                 [protocol](const auto& entry) { return entry.first == protocol; });
    return at == kFactories.end() ? nullptr : at->second;
}

Error misfit(const QString& sentence, const QString& field)
{
    return makeError(ErrorCode::InvalidArgument, sentence, field);
}

Result<void> checkSetting(const JudgeSetting& setting, const ItemView& item)
{
    const JudgeSpec& spec = setting.spec;
    PLUMBLINE_TRY(spec.check());
    const QList<ItemKind> kinds = kindsOf(spec.protocol);
    if (!kinds.contains(item.item.kind)) {
        QStringList names;
        for (const ItemKind kind : kinds) {
            names.append(toName(kind));
        }
        return misfit(u"The protocol “%1” judges items of the kind %2, not %3."_s.arg(
                          toName(spec.protocol), names.join(u" or "_s), toName(item.item.kind)),
                      u"protocol"_s);
    }
    const qsizetype least = item.item.kind == ItemKind::Pairwise ? 2 : 1;
    if (item.responses.size() < least) {
        return misfit(u"The item has too few responses to be judged."_s, u"responses"_s);
    }
    for (const QString& id : spec.aspects) {
        if (item.schema.definition.findAspect(id) == nullptr) {
            return misfit(u"The schema of the item has no aspect “%1”."_s.arg(id.left(80)), u"aspects"_s);
        }
    }
    return {};
}

QJsonArray indexArray(const QList<ResponseIndex>& order)
{
    QJsonArray out;
    for (const ResponseIndex index : order) {
        out.append(index);
    }
    return out;
}

QJsonObject callObject(const JudgeReply& reply)
{
    QJsonObject out{{u"step"_s, reply.call.step},
                    {u"attempt"_s, reply.call.attempt},
                    {u"order"_s, indexArray(reply.call.order)},
                    {u"request_hash"_s, QString::fromLatin1(reply.requestHash)}};
    if (!reply.call.key.isEmpty()) {
        out.insert(u"key"_s, reply.call.key);
    }
    if (reply.call.request.sample != 0) {
        out.insert(u"sample"_s, reply.call.request.sample);
    }
    if (const auto& answer = reply.outcome.reply) {
        out.insert(u"reply"_s, answer->text);
        out.insert(u"finish"_s, finishName(answer->finish));
        out.insert(u"tokens_in"_s, answer->usage.promptTokens);
        out.insert(u"tokens_out"_s, answer->usage.replyTokens);
        out.insert(u"cost"_s, answer->cost);
        out.insert(u"latency_ms"_s, answer->latencyMs);
        out.insert(u"from_cache"_s, answer->isFromCache);
    } else {
        out.insert(u"error"_s, llmErrorName(reply.outcome.error.kind));
    }
    if (reply.fault) {
        out.insert(u"fault"_s,
                   QJsonObject{{u"what"_s, reply.fault->what}, {u"detail"_s, reply.fault->detail}});
    }
    const QJsonValue logprobs = reply.parsed.value("logprobs"_L1);
    if (!logprobs.isUndefined()) {
        out.insert(u"logprobs"_s, logprobs);
    }
    return out;
}

/// What the calls cost together. A reply from the cache counts with what was paid for it.
void insertTotals(QJsonObject& out, const QList<JudgeReply>& replies)
{
    double cost = 0;
    qint64 latency = 0;
    qint64 tokensIn = 0;
    qint64 tokensOut = 0;
    for (const JudgeReply& reply : replies) {
        if (const auto& answer = reply.outcome.reply) {
            cost += answer->cost;
            latency += answer->latencyMs;
            tokensIn += answer->usage.promptTokens;
            tokensOut += answer->usage.replyTokens;
        }
    }
    out.insert(u"cost"_s, cost);
    out.insert(u"latency_ms"_s, latency);
    out.insert(u"tokens_in"_s, tokensIn);
    out.insert(u"tokens_out"_s, tokensOut);
}

/// The model that was asked and the ones that answered; marked where that is neither the one asked nor the
/// one that the endpoint answered as when it was tested.
void insertModels(QJsonObject& out, const LlmEndpoint& endpoint, const QList<JudgeReply>& replies)
{
    QStringList answered;
    for (const JudgeReply& reply : replies) {
        if (reply.outcome.reply && !reply.outcome.reply->model.isEmpty()) {
            answered.append(reply.outcome.reply->model);
        }
    }
    answered.removeDuplicates();
    out.insert(u"endpoint"_s, endpoint.name);
    out.insert(u"model"_s, endpoint.model);
    if (!answered.isEmpty()) {
        out.insert(u"model_answered"_s, answered.join(u", "_s));
    }
    const bool isOther = std::any_of(answered.cbegin(), answered.cend(), [&endpoint](const QString& name) {
        return name != endpoint.model && name != endpoint.abilities.answeredModel;
    });
    if (isOther) {
        out.insert(u"model_differs"_s, true);
    }
}

void insertTemplates(QJsonObject& out, const JudgeSetting& setting)
{
    QJsonArray all;
    const QStringList steps = templateSteps(setting.spec.protocol);
    for (const QString& step : steps) {
        const auto one = setting.templates.constFind(step);
        if (one == setting.templates.constEnd()) {
            continue;
        }
        const QString hash = QString::fromLatin1(one->hash());
        if (all.isEmpty()) {
            out.insert(u"template"_s, one->id);
            out.insert(u"template_version"_s, one->version);
            out.insert(u"template_hash"_s, hash);
        }
        all.append(QJsonObject{
            {u"step"_s, step}, {u"id"_s, one->id}, {u"version"_s, one->version}, {u"hash"_s, hash}});
    }
    if (all.size() > 1) {
        out.insert(u"templates"_s, all);
    }
}

QJsonObject samplingOf(const JudgeSpec& spec)
{
    QJsonObject out{{u"max_tokens"_s, spec.maxTokens}, {u"samples"_s, spec.samples}};
    if (spec.temperature) {
        out.insert(u"temperature"_s, *spec.temperature);
    }
    if (spec.topP) {
        out.insert(u"top_p"_s, *spec.topP);
    }
    if (spec.seed) {
        out.insert(u"seed"_s, *spec.seed);
    }
    return out;
}

} // namespace

Result<std::unique_ptr<JudgeSession>> makeJudgeSession(const JudgeSetting& setting, const ItemView& item)
{
    PLUMBLINE_TRY(checkSetting(setting, item));
    const Factory factory = factoryOf(setting.spec.protocol);
    if (factory == nullptr) {
        return misfit(
            u"The protocol “%1” asks no model for its verdict."_s.arg(toName(setting.spec.protocol)),
            u"protocol"_s);
    }
    if (setting.spec.samples == 1) {
        return factory(setting, item);
    }
    if (!canVote(item.item.kind)) {
        return misfit(
            u"Samples of the protocol “%1” cannot be counted against each other: ask for one."_s.arg(
                toName(setting.spec.protocol)),
            u"samples"_s);
    }
    std::vector<std::unique_ptr<JudgeSession>> samples;
    for (int sample = 0; sample < setting.spec.samples; ++sample) {
        JudgeSetting own = setting;
        own.sample = sample;
        PLUMBLINE_ASSIGN(std::unique_ptr<JudgeSession> session, factory(own, item));
        samples.push_back(std::move(session));
    }
    return std::unique_ptr<JudgeSession>(std::make_unique<VoteSession>(std::move(samples), item));
}

QJsonObject judgeProvenance(const JudgeSetting& setting, const JudgeVerdict& verdict,
                            const QList<JudgeReply>& replies)
{
    Sha256 sha;
    sha.addData(canonicalJson(setting.spec.toJson()));
    QJsonObject out{{u"judge"_s, QJsonObject{{u"protocol"_s, toName(setting.spec.protocol)},
                                             {u"hash"_s, QString::fromLatin1(sha.result().toHex())}}},
                    {u"sampling"_s, samplingOf(setting.spec)}};
    insertTemplates(out, setting);
    insertModels(out, setting.endpoint, replies);
    insertTotals(out, replies);
    if (verdict.probability) {
        out.insert(u"probability"_s, *verdict.probability);
    }
    if (verdict.isInconsistent) {
        out.insert(u"inconsistent"_s, true);
    }
    if (!verdict.details.isEmpty()) {
        out.insert(u"details"_s, verdict.details);
    }
    QJsonArray orders;
    QJsonArray calls;
    for (const JudgeReply& reply : replies) {
        const QJsonArray order = indexArray(reply.call.order);
        if (!order.isEmpty() && !orders.contains(order)) {
            orders.append(order);
        }
        calls.append(callObject(reply));
    }
    out.insert(u"orders"_s, orders);
    out.insert(u"calls"_s, calls);
    return out;
}

} // namespace plumbline
