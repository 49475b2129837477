#pragma once

#include "core/llm/chatreply.h"
#include "core/llm/llmclient.h"
#include "core/llm/ssereader.h"

#include <optional>

namespace plumbline {

/// Puts a streamed reply together. Feed it the bytes as they come, then ask for the outcome. A server that
/// answers in one piece although a stream was asked for is understood too.
class ChatStream
{
public:
    ChatStream(LlmEndpoint endpoint, LlmTextSink onText);
    ChatStream(const ChatStream&) = delete;
    ChatStream& operator=(const ChatStream&) = delete;

    /// Takes the next bytes. False when the reply is over or wrong: nothing more need be read.
    [[nodiscard]] bool feed(QByteArrayView bytes);
    /// Whether any text, refusal or reasoning has come: from then on the reply may have been paid.
    [[nodiscard]] bool hasText() const;
    [[nodiscard]] const QString& text() const { return m_reply.text; }
    /// Whether "[DONE]" has come, or something that ends the reply as a failure.
    [[nodiscard]] bool isOver() const { return m_isDone || m_error.has_value(); }
    /// The reply so far, whole or not, for counting what it cost.
    [[nodiscard]] const LlmReply& soFar() const { return m_reply; }
    /// The reply, when it came to its end: by "[DONE]", or by a finish reason where a server leaves that out.
    /// Otherwise the failure: the server's own, BadReply, or ConnectionLost for a stream that was cut.
    [[nodiscard]] LlmOutcome outcome() const;

private:
    enum class Form {
        Unknown,
        Events,
        Whole,
    };

    void take(const SseEvent& event);
    void takeChunk(const QJsonObject& chunk);
    void takeChoice(const QJsonObject& choice);
    void fail(LlmError error);

    LlmEndpoint m_endpoint;
    LlmTextSink m_onText;
    SseReader m_reader;
    LlmReply m_reply;
    std::optional<LlmError> m_error;
    Form m_form = Form::Unknown;
    bool m_isDone = false;
    bool m_hasFinish = false;
    bool m_hasUsage = false;
    bool m_hasChunk = false;
};

} // namespace plumbline
