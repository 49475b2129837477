#include "core/llm/llmreply.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMillion = 1e6;

constexpr std::array<std::pair<LlmFinish, QLatin1StringView>, 5> kFinishNames = {
    {{LlmFinish::Unknown, "unknown"_L1},
     {LlmFinish::Stop, "stop"_L1},
     {LlmFinish::Length, "length"_L1},
     {LlmFinish::ToolCalls, "tool_calls"_L1},
     {LlmFinish::ContentFilter, "content_filter"_L1}}};

bool readToken(const QJsonObject& object, LlmToken& out)
{
    if (!object.value(u"token"_s).isString() || !object.value(u"logprob"_s).isDouble()) {
        return false;
    }
    out.text = object.value(u"token"_s).toString();
    out.logprob = object.value(u"logprob"_s).toDouble();
    const QJsonArray bytes = object.value(u"bytes"_s).toArray();
    for (const QJsonValue& byte : bytes) {
        out.bytes.append(static_cast<char>(byte.toInt() & 0xff));
    }
    return true;
}

QJsonObject writeToken(const LlmToken& token)
{
    QJsonObject out{{u"token"_s, token.text}, {u"logprob"_s, token.logprob}};
    if (!token.bytes.isEmpty()) {
        QJsonArray bytes;
        for (const char byte : token.bytes) {
            bytes.append(static_cast<unsigned char>(byte));
        }
        out.insert(u"bytes"_s, bytes);
    }
    return out;
}

void insertText(QJsonObject& object, const QString& key, const QString& text)
{
    if (!text.isEmpty()) {
        object.insert(key, text);
    }
}

} // namespace

QString finishName(LlmFinish finish)
{
    for (const auto& [value, name] : kFinishNames) {
        if (value == finish) {
            return name;
        }
    }
    return u"unknown"_s;
}

LlmFinish finishFromName(const QString& name)
{
    for (const auto& [value, known] : kFinishNames) {
        if (known == name) {
            return value;
        }
    }
    return name == u"function_call"_s ? LlmFinish::ToolCalls : LlmFinish::Unknown;
}

double costOf(const LlmUsage& usage, const LlmPrices& prices)
{
    const qint64 cached = std::clamp<qint64>(usage.cachedTokens, 0, usage.promptTokens);
    const double cachedPrice = prices.cachedInput < 0 ? prices.input : prices.cachedInput;
    return (static_cast<double>(usage.promptTokens - cached) * prices.input +
            static_cast<double>(cached) * cachedPrice +
            static_cast<double>(usage.replyTokens) * prices.output) /
           kMillion;
}

QList<LlmTokenPlace> tokensFromJson(const QJsonArray& content)
{
    QList<LlmTokenPlace> out;
    out.reserve(content.size());
    for (const QJsonValue& value : content) {
        const QJsonObject object = value.toObject();
        LlmTokenPlace place;
        if (!readToken(object, place.chosen)) {
            continue;
        }
        const QJsonArray likeliest = object.value(u"top_logprobs"_s).toArray();
        for (const QJsonValue& other : likeliest) {
            LlmToken token;
            if (readToken(other.toObject(), token)) {
                place.likeliest.append(token);
            }
        }
        out.append(place);
    }
    return out;
}

QJsonArray tokensToJson(const QList<LlmTokenPlace>& tokens)
{
    QJsonArray out;
    for (const LlmTokenPlace& place : tokens) {
        QJsonObject object = writeToken(place.chosen);
        QJsonArray likeliest;
        for (const LlmToken& token : place.likeliest) {
            likeliest.append(writeToken(token));
        }
        object.insert(u"top_logprobs"_s, likeliest);
        out.append(object);
    }
    return out;
}

QJsonObject LlmReply::toJson() const
{
    QJsonObject out{{u"text"_s, text},
                    {u"finish"_s, finishName(finish)},
                    {u"usage"_s, QJsonObject{{u"prompt"_s, usage.promptTokens},
                                             {u"cached"_s, usage.cachedTokens},
                                             {u"reply"_s, usage.replyTokens},
                                             {u"reasoning"_s, usage.reasoningTokens},
                                             {u"estimated"_s, usage.isEstimated}}},
                    {u"cost"_s, cost},
                    {u"latency_ms"_s, latencyMs},
                    {u"first_token_ms"_s, firstTokenMs},
                    {u"attempts"_s, attempts}};
    insertText(out, u"refusal"_s, refusal);
    insertText(out, u"reasoning"_s, reasoning);
    insertText(out, u"model"_s, model);
    insertText(out, u"id"_s, id);
    insertText(out, u"system_fingerprint"_s, systemFingerprint);
    insertText(out, u"request_id"_s, requestId);
    insertText(out, u"raw"_s, QString::fromUtf8(raw));
    if (!tokens.isEmpty()) {
        out.insert(u"tokens"_s, tokensToJson(tokens));
    }
    return out;
}

Result<LlmReply> LlmReply::fromJson(const QJsonObject& object)
{
    if (!object.value(u"text"_s).isString() || !object.value(u"usage"_s).isObject()) {
        return makeError(ErrorCode::InvalidData, u"A stored reply must have a text and a usage."_s);
    }
    LlmReply out;
    out.text = object.value(u"text"_s).toString();
    out.refusal = object.value(u"refusal"_s).toString();
    out.reasoning = object.value(u"reasoning"_s).toString();
    out.finish = finishFromName(object.value(u"finish"_s).toString());
    out.tokens = tokensFromJson(object.value(u"tokens"_s).toArray());
    const QJsonObject usage = object.value(u"usage"_s).toObject();
    out.usage.promptTokens = usage.value(u"prompt"_s).toInteger();
    out.usage.cachedTokens = usage.value(u"cached"_s).toInteger();
    out.usage.replyTokens = usage.value(u"reply"_s).toInteger();
    out.usage.reasoningTokens = usage.value(u"reasoning"_s).toInteger();
    out.usage.isEstimated = usage.value(u"estimated"_s).toBool();
    out.cost = object.value(u"cost"_s).toDouble();
    out.model = object.value(u"model"_s).toString();
    out.id = object.value(u"id"_s).toString();
    out.systemFingerprint = object.value(u"system_fingerprint"_s).toString();
    out.requestId = object.value(u"request_id"_s).toString();
    out.latencyMs = object.value(u"latency_ms"_s).toInteger();
    out.firstTokenMs = object.value(u"first_token_ms"_s).toInteger();
    out.attempts = object.value(u"attempts"_s).toInt(1);
    out.raw = object.value(u"raw"_s).toString().toUtf8();
    return out;
}

} // namespace plumbline
