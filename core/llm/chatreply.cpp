#include "core/llm/chatreply.h"

#include <QJsonArray>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

LlmOutcome badReply(const LlmEndpoint& endpoint, const QString& reason)
{
    return LlmOutcome::failed(makeLlmError(LlmErrorKind::BadReply, endpoint, reason));
}

void readChoice(const QJsonObject& choice, LlmReply& reply)
{
    const QJsonObject message = choice.value(u"message"_s).toObject();
    reply.text = contentText(message.value(u"content"_s));
    reply.refusal = message.value(u"refusal"_s).toString();
    reply.reasoning = reasoningText(message);
    reply.finish = finishFromName(choice.value(u"finish_reason"_s).toString());
    reply.tokens = tokensFromJson(choice.value(u"logprobs"_s).toObject().value(u"content"_s).toArray());
}

} // namespace

QString contentText(const QJsonValue& content)
{
    if (!content.isArray()) {
        return content.toString();
    }
    QString out;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue& part : parts) {
        out += part.isString() ? part.toString() : part.toObject().value(u"text"_s).toString();
    }
    return out;
}

QString reasoningText(const QJsonObject& message)
{
    const QString text = message.value(u"reasoning_content"_s).toString();
    return text.isEmpty() ? message.value(u"reasoning"_s).toString() : text;
}

LlmUsage usageFromJson(const QJsonObject& usage)
{
    const auto count = [](const QJsonObject& object, const QString& key) {
        return std::max<qint64>(0, object.value(key).toInteger());
    };
    LlmUsage out;
    out.promptTokens = count(usage, u"prompt_tokens"_s);
    out.replyTokens = count(usage, u"completion_tokens"_s);
    out.cachedTokens = count(usage.value(u"prompt_tokens_details"_s).toObject(), u"cached_tokens"_s);
    out.reasoningTokens =
        count(usage.value(u"completion_tokens_details"_s).toObject(), u"reasoning_tokens"_s);
    return out;
}

bool isErrorBody(const QJsonObject& body)
{
    const QJsonValue error = body.value(u"error"_s);
    return error.isObject() || (error.isString() && !error.toString().isEmpty()) ||
           body.value(u"object"_s).toString() == u"error"_s;
}

LlmError errorInBody(const LlmEndpoint& endpoint, const QJsonObject& body)
{
    const QJsonValue error = body.value(u"error"_s);
    const int code = (error.isObject() ? error.toObject() : body).value(u"code"_s).toInt();
    return serverError(endpoint, code >= 400 && code < 600 ? code : 500, canonicalJson(body));
}

LlmOutcome readChatReply(const LlmEndpoint& endpoint, const QJsonObject& body)
{
    if (isErrorBody(body)) {
        return LlmOutcome::failed(errorInBody(endpoint, body));
    }
    const QJsonValue inner = body.value(u"response"_s);
    if (!body.contains(u"choices"_s) && inner.isObject()) {
        return readChatReply(endpoint, inner.toObject());
    }
    const QJsonArray choices = body.value(u"choices"_s).toArray();
    if (choices.isEmpty() || !choices.first().toObject().value(u"message"_s).isObject()) {
        return badReply(endpoint, u"there is no “choices” with a message in it."_s);
    }
    LlmReply reply;
    readChoice(choices.first().toObject(), reply);
    reply.model = body.value(u"model"_s).toString();
    reply.id = body.value(u"id"_s).toString();
    reply.systemFingerprint = body.value(u"system_fingerprint"_s).toString();
    if (body.value(u"usage"_s).isObject()) {
        reply.usage = usageFromJson(body.value(u"usage"_s).toObject());
    } else {
        reply.usage.isEstimated = true;
        reply.usage.replyTokens = estimateTokens(reply.text + reply.reasoning);
    }
    return LlmOutcome::of(std::move(reply));
}

LlmOutcome readChatReply(const LlmEndpoint& endpoint, QByteArrayView body)
{
    if (body.isEmpty()) {
        return badReply(endpoint, u"nothing at all."_s);
    }
    const auto object = parseJsonObject(body);
    if (!object) {
        const bool isPage = body.trimmed().startsWith('<');
        LlmOutcome out = badReply(endpoint, isPage ? u"a web page."_s : object.error().message);
        constexpr qsizetype kExcerpt = 500;
        out.error.error.details =
            QString::fromUtf8(body.first(std::min<qsizetype>(body.size(), kExcerpt))).simplified();
        return out;
    }
    LlmOutcome out = readChatReply(endpoint, *object);
    if (out.reply) {
        out.reply->raw = body.toByteArray();
    }
    return out;
}

} // namespace plumbline
