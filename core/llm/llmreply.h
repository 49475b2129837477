#pragma once

#include "core/llm/llmendpoint.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace plumbline {

/// A token and how likely it was, natural logarithm.
struct LlmToken
{
    QString text;
    double logprob = 0;
    QByteArray
        bytes; ///< of its UTF-8, which may begin or end within a character; empty where the server tells none

    bool operator==(const LlmToken&) const = default;
};

/// A token of the reply and the likeliest at its place, the chosen one among them.
struct LlmTokenPlace
{
    LlmToken chosen;
    QList<LlmToken> likeliest;

    bool operator==(const LlmTokenPlace&) const = default;
};

/// What was counted. `isEstimated` where the server told nothing.
struct LlmUsage
{
    qint64 promptTokens = 0;
    qint64 cachedTokens = 0; ///< of the prompt's
    qint64 replyTokens = 0;
    qint64 reasoningTokens = 0; ///< of the reply's
    bool isEstimated = false;

    bool operator==(const LlmUsage&) const = default;
    [[nodiscard]] qint64 total() const { return promptTokens + replyTokens; }
};

/// Why a reply ended.
enum class LlmFinish {
    Unknown, ///< the server did not say
    Stop,
    Length, ///< cut at maxTokens or at the end of the context
    ToolCalls,
    ContentFilter,
};

/// What a server answered.
struct LlmReply
{
    QString text;
    QString refusal;   ///< the model declined, in its words
    QString reasoning; ///< what it thought before, where the server hands it over
    LlmFinish finish = LlmFinish::Unknown;
    QList<LlmTokenPlace> tokens; ///< empty where the server gave no logprobs
    LlmUsage usage;
    double cost = 0; ///< US dollars by the endpoint's prices
    QString model;   ///< as the server names it; may differ from the one that was asked
    QString id;
    QString systemFingerprint;
    QString requestId;       ///< of the header x-request-id
    qint64 latencyMs = 0;    ///< of the last attempt, from sending to the end
    qint64 firstTokenMs = 0; ///< from sending to the first text; 0 where it was not streamed
    int attempts = 1;
    bool isFromCache = false; ///< then nothing was paid for it now
    QByteArray raw;           ///< the body as it came; of a stream its data lines

    bool operator==(const LlmReply&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote; InvalidData if it is no such object.
    [[nodiscard]] static Result<LlmReply> fromJson(const QJsonObject& object);
};

/// "stop", "length", "tool_calls", "content_filter", "unknown". "function_call" is read as tool_calls.
[[nodiscard]] QString finishName(LlmFinish finish);
[[nodiscard]] LlmFinish finishFromName(const QString& name);

/// What a use costs, US dollars.
[[nodiscard]] double costOf(const LlmUsage& usage, const LlmPrices& prices);

/// logprobs.content of the API as tokens. Entries without a token or a number are left out.
[[nodiscard]] QList<LlmTokenPlace> tokensFromJson(const QJsonArray& content);
[[nodiscard]] QJsonArray tokensToJson(const QList<LlmTokenPlace>& tokens);

} // namespace plumbline
