#pragma once

#include "core/judge/judgesession.h"
#include "core/llm/structuredreply.h"

#include <QTest>

#include <functional>

namespace plumbline {

/// An item of a kind with so many responses, and its built-in schema.
inline ItemView protocolItem(ItemKind kind, const QStringList& texts)
{
    ItemView item;
    item.item.uid = QStringLiteral("item-1");
    item.item.kind = kind;
    item.prompt.messages = {{QStringLiteral("user"), QStringLiteral("Why is the sky blue?")}};
    item.schema.definition = SchemaDefinition::builtIn(kind);
    for (const QString& text : texts) {
        Response response;
        response.model = QStringLiteral("model-%1").arg(item.responses.size());
        response.turns = {text};
        item.responses.append(response);
    }
    return item;
}

inline JudgeSetting protocolSetting(JudgeProtocol protocol, const QJsonObject& options = {})
{
    JudgeSetting setting;
    setting.spec.name = QStringLiteral("judge");
    setting.spec.protocol = protocol;
    setting.spec.endpoint = QStringLiteral("server");
    setting.spec.retriesUnparsed = 0;
    setting.spec.options = options;
    setting.templates = builtInTemplatesOf(protocol);
    setting.endpoint.name = QStringLiteral("server");
    setting.endpoint.model = QStringLiteral("m");
    setting.annotatorUid = QStringLiteral("annotator-1");
    setting.projectSeed = 7;
    return setting;
}

inline LlmReply replyOf(const QString& text, LlmFinish finish = LlmFinish::Stop)
{
    LlmReply reply;
    reply.text = text;
    reply.finish = finish;
    return reply;
}

/// Answers every call of a session by a function, until it is finished. The calls that were asked.
inline QList<JudgeCall> answerAll(JudgeSession& session,
                                  const std::function<LlmReply(const JudgeCall&)>& answer)
{
    QList<JudgeCall> all;
    while (!session.isFinished()) {
        const QList<JudgeCall> calls = session.takeCalls();
        if (calls.isEmpty()) {
            break;
        }
        for (const JudgeCall& call : calls) {
            session.give(call.id, LlmOutcome::of(answer(call)));
        }
        all += calls;
    }
    return all;
}

/// All words of a request.
inline QString wordsOf(const JudgeCall& call)
{
    QString out;
    for (const LlmMessage& message : call.request.messages) {
        out += message.text + u'\n';
    }
    return out;
}

/// Begins a session and answers it; the verdict or the error, whichever comes.
inline Result<JudgeVerdict> judged(const JudgeSetting& setting, const ItemView& item,
                                   const std::function<LlmReply(const JudgeCall&)>& answer)
{
    auto session = makeJudgeSession(setting, item);
    if (!session) {
        return session.error();
    }
    answerAll(**session, answer);
    return (*session)->verdict();
}

} // namespace plumbline
