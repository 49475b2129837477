#include "core/llm/chatstream.h"

#include <QJsonArray>

#include <utility>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

ChatStream::ChatStream(LlmEndpoint endpoint, LlmTextSink onText)
    : m_endpoint(std::move(endpoint))
    , m_onText(std::move(onText))
    , m_reader([this](const SseEvent& event) { take(event); }, m_endpoint.limits.maxReplyBytes)
{
}

bool ChatStream::feed(QByteArrayView bytes)
{
    if (isOver()) {
        return false;
    }
    if (m_form == Form::Unknown) {
        const QByteArrayView start = bytes.trimmed();
        if (!start.isEmpty()) {
            m_form = start.startsWith('{') || start.startsWith('<') ? Form::Whole : Form::Events;
        }
    }
    if (m_form == Form::Whole) {
        m_reply.raw += bytes;
        return true;
    }
    if (const auto read = m_reader.feed(bytes); !read && !isOver()) {
        fail(makeLlmError(LlmErrorKind::TooLarge, m_endpoint,
                          QString::number(m_endpoint.limits.maxReplyBytes)));
    }
    return !isOver();
}

bool ChatStream::hasText() const
{
    return !m_reply.text.isEmpty() || !m_reply.reasoning.isEmpty() || !m_reply.refusal.isEmpty();
}

void ChatStream::fail(LlmError error)
{
    error.isPartial = hasText();
    error.partialText = m_reply.text;
    m_error = std::move(error);
}

void ChatStream::take(const SseEvent& event)
{
    if (isOver()) {
        return;
    }
    if (event.data.trimmed().isEmpty()) {
        return; // keeps the connection alive, as a comment does
    }
    if (event.data.trimmed() == "[DONE]") {
        m_isDone = true;
        return;
    }
    m_reply.raw += "data: " + event.data + '\n';
    const auto chunk = parseJsonObject(event.data);
    if (!chunk) {
        LlmError error = makeLlmError(LlmErrorKind::BadReply, m_endpoint, chunk.error().message);
        fail(std::move(error));
        return;
    }
    takeChunk(*chunk);
}

void ChatStream::takeChunk(const QJsonObject& chunk)
{
    if (isErrorBody(chunk)) {
        fail(errorInBody(m_endpoint, chunk));
        return;
    }
    m_hasChunk = true;
    const auto keep = [&chunk](QString& target, const QString& key) {
        const QString value = chunk.value(key).toString();
        if (!value.isEmpty()) {
            target = value;
        }
    };
    keep(m_reply.model, u"model"_s);
    keep(m_reply.id, u"id"_s);
    keep(m_reply.systemFingerprint, u"system_fingerprint"_s);
    if (chunk.value(u"usage"_s).isObject()) {
        m_reply.usage = usageFromJson(chunk.value(u"usage"_s).toObject());
        m_hasUsage = true;
    }
    const QJsonArray choices = chunk.value(u"choices"_s).toArray();
    for (const QJsonValue& choice : choices) {
        if (choice.toObject().value(u"index"_s).toInt() == 0) {
            takeChoice(choice.toObject());
        }
    }
}

void ChatStream::takeChoice(const QJsonObject& choice)
{
    const QJsonObject delta = choice.value(u"delta"_s).toObject();
    const QString text = contentText(delta.value(u"content"_s));
    m_reply.text += text;
    m_reply.refusal += delta.value(u"refusal"_s).toString();
    m_reply.reasoning += reasoningText(delta);
    m_reply.tokens += tokensFromJson(choice.value(u"logprobs"_s).toObject().value(u"content"_s).toArray());
    const QString finish = choice.value(u"finish_reason"_s).toString();
    if (!finish.isEmpty()) {
        m_reply.finish = finishFromName(finish);
        m_hasFinish = true;
    }
    if (m_onText && !text.isEmpty()) {
        m_onText(text);
    }
}

LlmOutcome ChatStream::outcome() const
{
    if (m_error) {
        return LlmOutcome::failed(*m_error);
    }
    if (m_form == Form::Whole) {
        return readChatReply(m_endpoint, QByteArrayView(m_reply.raw));
    }
    if (!m_hasFinish && !(m_isDone && m_hasChunk)) {
        LlmError error = makeLlmError(LlmErrorKind::ConnectionLost, m_endpoint);
        error.isPartial = hasText();
        error.partialText = m_reply.text;
        return LlmOutcome::failed(error);
    }
    LlmReply reply = m_reply;
    if (!m_hasUsage) {
        reply.usage.isEstimated = true;
        reply.usage.replyTokens = estimateTokens(reply.text + reply.reasoning);
    }
    return LlmOutcome::of(std::move(reply));
}

} // namespace plumbline
