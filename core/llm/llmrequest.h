#pragma once

#include "core/llm/llmendpoint.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// One turn of a conversation.
struct LlmMessage
{
    QString role; ///< "system", "user", "assistant"
    QString text;

    bool operator==(const LlmMessage&) const = default;
};

/// The wish for JSON of a shape.
struct LlmJsonWish
{
    QString name = QStringLiteral("reply"); ///< letters, digits, "_" and "-"
    QString description;
    QJsonObject schema; ///< a JSON Schema, see checkJsonSchema() for the part that is understood here
    bool isStrict = true;

    bool operator==(const LlmJsonWish&) const = default;
};

/// What is asked. The model and the address come from the endpoint.
struct LlmRequest
{
    QList<LlmMessage> messages;
    std::optional<double> temperature; ///< left out where the server refuses it
    std::optional<double> topP;
    std::optional<qint64> seed;
    QStringList stop;
    int maxTokens = 0; ///< of the reply; 0: the server's own bound
    bool wantsLogprobs = false;
    int topLogprobs = 0; ///< alternatives for each token, 0…20
    std::optional<LlmJsonWish> json;
    int sample = 0;          ///< which of several samples of the same request this is
    bool isStreamed = false; ///< the same reply, piece by piece
    bool isCached = true;    ///< look into the cache and write to it
    QJsonObject extra;       ///< further fields of the body, as a vendor wants them

    /// Replaces the endpoint's abilities for this one request; a probe's means. Such a request is not cached.
    std::optional<LlmAbilities> abilities;

    bool operator==(const LlmRequest&) const = default;
};

/// Everything that decides the reply, whatever way it is sent: the address, the model, the messages,
/// sampling, the wish for JSON, logprobs, the sample's number. Not whether it is streamed, nor how JSON is
/// asked for.
[[nodiscard]] QJsonObject canonicalRequest(const LlmEndpoint& endpoint, const LlmRequest& request);
/// SHA-256 of the canonical JSON of canonicalRequest(), 64 lower-case hexadecimal digits: the name of its
/// reply.
[[nodiscard]] QByteArray requestHash(const LlmEndpoint& endpoint, const LlmRequest& request);

/// The body of POST chat/completions for a server of these abilities. Where the server takes no schema, the
/// last message of the user says in words what JSON is wanted.
[[nodiscard]] QJsonObject chatBody(const LlmEndpoint& endpoint, const LlmRequest& request);

/// About how many tokens a text has: its UTF-8 bytes by 3, which errs high for English; trued up by the
/// reply.
[[nodiscard]] qint64 estimateTokens(const QString& text);
/// The same for all messages, with 4 tokens for the frame of each.
[[nodiscard]] qint64 estimatePromptTokens(const LlmRequest& request);
/// The most that the reply may have: maxTokens, or 4096 where none is given.
[[nodiscard]] qint64 mostReplyTokens(const LlmRequest& request);

} // namespace plumbline
