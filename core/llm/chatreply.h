#pragma once

#include "core/llm/llmerror.h"
#include "core/llm/llmrequest.h"

#include <QByteArrayView>
#include <QJsonObject>

namespace plumbline {

/// Reads the body of a successful POST chat/completions. Tolerates what servers do differently: content that
/// is null or a list of parts, logprobs that are null, usage that is missing, an "error" under status 200,
/// the body one level down under "response". BadReply for anything that is no chat completion.
[[nodiscard]] LlmOutcome readChatReply(const LlmEndpoint& endpoint, QByteArrayView body);
/// The same for an object that has been read already; `raw` of the reply stays empty.
[[nodiscard]] LlmOutcome readChatReply(const LlmEndpoint& endpoint, const QJsonObject& body);

/// Whether a body, or a chunk of a stream, is an error whatever its status.
[[nodiscard]] bool isErrorBody(const QJsonObject& body);
/// That error. A code of HTTP in it stands for the status that was not sent; without one it counts as 500.
[[nodiscard]] LlmError errorInBody(const LlmEndpoint& endpoint, const QJsonObject& body);

/// "usage" of the API.
[[nodiscard]] LlmUsage usageFromJson(const QJsonObject& usage);

/// The text of a message's or a delta's content: a text, or a list of parts with texts.
[[nodiscard]] QString contentText(const QJsonValue& content);
/// What a message or a delta tells of its reasoning, under any of the names in use.
[[nodiscard]] QString reasoningText(const QJsonObject& message);

} // namespace plumbline
