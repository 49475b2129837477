#pragma once

#include "core/judge/judgesession.h"

#include <QTest>

#include <functional>
#include <initializer_list>
#include <utility>

namespace plumbline::judgefixture {

/// An item of a kind with these answers to one question, under the built-in schema.
inline ItemView itemOf(ItemKind kind, const QStringList& answers,
                       const QString& question = QStringLiteral("What is a plumb line?"))
{
    ItemView view;
    view.item.uid = QStringLiteral("item-1");
    view.item.kind = kind;
    view.prompt.messages = {{QStringLiteral("user"), question}};
    view.prompt.references = {QStringLiteral("A weight on a string.")};
    for (const QString& answer : answers) {
        Response response;
        response.model = QStringLiteral("model");
        response.turns = {answer};
        view.responses.append(response);
    }
    view.schema.definition = SchemaDefinition::builtIn(kind);
    return view;
}

inline ItemView pairOf(const QString& first = QStringLiteral("A string with a weight."),
                       const QString& second = QStringLiteral("A fruit."))
{
    return itemOf(ItemKind::Pairwise, {first, second});
}

/// A judge of a protocol with the built-in templates, one order, no retries.
inline JudgeSetting settingOf(JudgeProtocol protocol)
{
    JudgeSetting out;
    out.spec.name = QStringLiteral("judge");
    out.spec.protocol = protocol;
    out.spec.endpoint = QStringLiteral("local");
    out.spec.orders = OrderPolicy::AsIs;
    out.spec.retriesUnparsed = 0;
    out.templates = builtInTemplatesOf(protocol);
    out.endpoint.name = QStringLiteral("local");
    out.endpoint.baseUrl = QUrl(QStringLiteral("http://localhost:8080/v1"));
    out.endpoint.model = QStringLiteral("small-model");
    out.endpoint.abilities.structured = StructuredMode::JsonSchema;
    out.annotatorUid = QStringLiteral("annotator-1");
    return out;
}

/// The same where the server takes no schema: replies in text.
inline JudgeSetting textSettingOf(JudgeProtocol protocol)
{
    JudgeSetting out = settingOf(protocol);
    out.endpoint.abilities.structured = StructuredMode::None;
    return out;
}

inline LlmReply replyOf(const QString& text, LlmFinish finish = LlmFinish::Stop)
{
    LlmReply reply;
    reply.text = text;
    reply.finish = finish;
    reply.model = QStringLiteral("small-model");
    reply.usage.promptTokens = 100;
    reply.usage.replyTokens = 10;
    reply.cost = 0.25;
    reply.latencyMs = 40;
    return reply;
}

using Alternatives = QList<std::pair<QString, double>>;

/// A token and the likeliest at its place; the first of them is the chosen one.
inline LlmTokenPlace placeOf(const Alternatives& alternatives)
{
    LlmTokenPlace place;
    for (const auto& [text, logprob] : alternatives) {
        place.likeliest.append({text, logprob, text.toUtf8()});
    }
    place.chosen = place.likeliest.first();
    return place;
}

using Answer = std::function<LlmOutcome(const JudgeCall&)>;

inline Answer always(const QString& text)
{
    return [text](const JudgeCall&) { return LlmOutcome::of(replyOf(text)); };
}

/// Answers all calls until no more come; stops after far more than any protocol needs.
inline void drive(JudgeSession& session, const Answer& answer)
{
    constexpr int kMost = 1000;
    int asked = 0;
    for (QList<JudgeCall> calls = session.takeCalls(); !calls.isEmpty(); calls = session.takeCalls()) {
        for (const JudgeCall& call : std::as_const(calls)) {
            QVERIFY(++asked < kMost);
            session.give(call.id, answer(call));
        }
    }
}

/// What a judge says of an item, from its making to its verdict.
inline Result<JudgeVerdict> verdictOf(const JudgeSetting& setting, const ItemView& item, const Answer& answer)
{
    auto session = makeJudgeSession(setting, item);
    if (!session) {
        return session.error();
    }
    drive(**session, answer);
    return (*session)->verdict();
}

/// The name of the fault of a reply to the first call; "" where it could be read.
inline QString faultOf(const JudgeSetting& setting, const ItemView& item, const LlmReply& reply)
{
    auto session = makeJudgeSession(setting, item);
    if (!session) {
        return session.error().message;
    }
    const QList<JudgeCall> calls = (*session)->takeCalls();
    (*session)->give(calls.first().id, LlmOutcome::of(reply));
    const QList<JudgeReply> replies = (*session)->replies();
    return replies.first().fault ? replies.first().fault->what : QString();
}

inline int marginOf(const Result<JudgeVerdict>& verdict, const QString& aspect = QStringLiteral("overall"))
{
    constexpr int kNone = 99;
    const Preference* preference = verdict ? verdict.value().content.findPreference(aspect) : nullptr;
    return preference == nullptr ? kNone : preference->margin;
}

} // namespace plumbline::judgefixture
