#include "core/llm/llmrequest.h"

#include <QJsonArray>

#include "core/base/json.h"
#include "core/base/sha256.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kBytesPerToken = 3;
constexpr qint64 kTokensPerMessage = 4;
constexpr qint64 kReplyTokens = 4096;

QJsonArray messageArray(const QList<LlmMessage>& messages)
{
    QJsonArray out;
    for (const LlmMessage& message : messages) {
        out.append(QJsonObject{{u"role"_s, message.role}, {u"content"_s, message.text}});
    }
    return out;
}

QJsonObject schemaFormat(const LlmJsonWish& wish)
{
    QJsonObject schema{{u"name"_s, wish.name}, {u"strict"_s, wish.isStrict}, {u"schema"_s, wish.schema}};
    if (!wish.description.isEmpty()) {
        schema.insert(u"description"_s, wish.description);
    }
    return {{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, schema}};
}

/// The wish in words, at the end of what the user says: no role is added, as some chat templates want them in
/// turns.
void wishInWords(QList<LlmMessage>& messages, const LlmJsonWish& wish)
{
    const QString words =
        u"\n\nReply with one JSON object and nothing else. It must fit this JSON Schema:\n"_s +
        QString::fromUtf8(canonicalJson(wish.schema));
    for (qsizetype at = messages.size(); at-- > 0;) {
        if (messages[at].role == u"user"_s) {
            messages[at].text += words;
            return;
        }
    }
    messages.append({u"user"_s, words.trimmed()});
}

void addWish(QJsonObject& body, QList<LlmMessage>& messages, const LlmJsonWish& wish, StructuredMode mode)
{
    switch (mode) {
    case StructuredMode::Unknown:
    case StructuredMode::JsonSchema:
        body.insert(u"response_format"_s, schemaFormat(wish));
        return;
    case StructuredMode::JsonObjectSchema:
        body.insert(u"response_format"_s,
                    QJsonObject{{u"type"_s, u"json_object"_s}, {u"schema"_s, wish.schema}});
        return;
    case StructuredMode::StructuredOutputs:
        body.insert(u"structured_outputs"_s, QJsonObject{{u"json"_s, wish.schema}});
        return;
    case StructuredMode::GuidedJson:
        body.insert(u"guided_json"_s, wish.schema);
        return;
    case StructuredMode::JsonObject:
        body.insert(u"response_format"_s, QJsonObject{{u"type"_s, u"json_object"_s}});
        break;
    case StructuredMode::None:
        break;
    }
    wishInWords(messages, wish);
}

void addSampling(QJsonObject& body, const LlmRequest& request, const LlmAbilities& abilities)
{
    if (abilities.hasTemperature) {
        if (request.temperature) {
            body.insert(u"temperature"_s, *request.temperature);
        }
        if (request.topP) {
            body.insert(u"top_p"_s, *request.topP);
        }
    }
    if (request.seed && abilities.hasSeed) {
        body.insert(u"seed"_s, *request.seed);
    }
    if (!request.stop.isEmpty()) {
        body.insert(u"stop"_s, QJsonArray::fromStringList(request.stop));
    }
    if (request.maxTokens > 0) {
        body.insert(abilities.limitField == TokenLimitField::MaxTokens ? u"max_tokens"_s
                                                                       : u"max_completion_tokens"_s,
                    request.maxTokens);
    }
    if (request.wantsLogprobs && abilities.hasLogprobs) {
        body.insert(u"logprobs"_s, true);
        if (request.topLogprobs > 0) {
            body.insert(u"top_logprobs"_s, request.topLogprobs);
        }
    }
}

} // namespace

QJsonObject canonicalRequest(const LlmEndpoint& endpoint, const LlmRequest& request)
{
    QJsonObject out{{u"base_url"_s, tidyBaseUrl(endpoint.baseUrl).toString(QUrl::RemoveUserInfo)},
                    {u"model"_s, endpoint.model},
                    {u"messages"_s, messageArray(request.messages)},
                    {u"sample"_s, request.sample}};
    addSampling(out, request, LlmAbilities{});
    if (request.json) {
        out.insert(u"response_format"_s, schemaFormat(*request.json));
    }
    if (!request.extra.isEmpty()) {
        out.insert(u"extra"_s, request.extra);
    }
    return out;
}

QByteArray requestHash(const LlmEndpoint& endpoint, const LlmRequest& request)
{
    Sha256 hash;
    hash.addData(canonicalJson(canonicalRequest(endpoint, request)));
    return hash.result().toHex();
}

QJsonObject chatBody(const LlmEndpoint& endpoint, const LlmRequest& request)
{
    const LlmAbilities abilities = request.abilities.value_or(endpoint.abilities);
    QJsonObject body = request.extra;
    QList<LlmMessage> messages = request.messages;
    if (request.json) {
        addWish(body, messages, *request.json, abilities.structured);
    }
    addSampling(body, request, abilities);
    body.insert(u"model"_s, endpoint.model);
    body.insert(u"messages"_s, messageArray(messages));
    if (request.isStreamed) {
        body.insert(u"stream"_s, true);
        if (abilities.hasStreamUsage) {
            body.insert(u"stream_options"_s, QJsonObject{{u"include_usage"_s, true}});
        }
    }
    return body;
}

qint64 estimateTokens(const QString& text)
{
    return (text.toUtf8().size() + kBytesPerToken - 1) / kBytesPerToken;
}

qint64 estimatePromptTokens(const LlmRequest& request)
{
    qint64 tokens = 0;
    for (const LlmMessage& message : request.messages) {
        tokens += estimateTokens(message.text) + kTokensPerMessage;
    }
    if (request.json) {
        tokens += (canonicalJson(request.json->schema).size() + kBytesPerToken - 1) / kBytesPerToken;
    }
    return tokens;
}

qint64 mostReplyTokens(const LlmRequest& request)
{
    return request.maxTokens > 0 ? request.maxTokens : kReplyTokens;
}

} // namespace plumbline
