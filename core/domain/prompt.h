#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// One message of a conversation. Roles: "system", "user", "assistant", "tool".
struct Message
{
    QString role;
    QString content;
    bool operator==(const Message&) const = default;
};

/// A source text that a response should rest on: a title and its sentences in order.
struct Passage
{
    QString title;
    QStringList sentences;
    bool operator==(const Passage&) const = default;
};

/// One conversation context that models answer. Its identity is its content: two prompts with the same
/// content are one. A prompt may hold several user messages in a row; see Response::turns.
struct Prompt
{
    PromptId id;
    QList<Message> messages;
    QString category;        ///< "" when none
    QStringList references;  ///< reference answers, one for each judged turn or just one; may be empty
    QList<Passage> passages; ///< may be empty
    QJsonObject meta;        ///< whatever else the source said
    bool operator==(const Prompt&) const = default;

    /// 128-bit hash of everything but the id.
    [[nodiscard]] QByteArray hash() const;
    /// The content of the last user message (of the last message when there is none).
    [[nodiscard]] QString lastUserText() const;
    /// Canonical JSON object, without the id.
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidData naming the field.
    [[nodiscard]] static Result<Prompt> fromJson(const QJsonObject& object);
};

/// One model's answer to a prompt. A response with k turns answers the last k user messages of its prompt in
/// order; the last turn is the one that is judged. Most responses have one turn.
struct Response
{
    ResponseId id;
    PromptId promptId;
    QString model;     ///< the author; "" when unknown
    QStringList turns; ///< at least one
    QJsonObject meta;
    bool operator==(const Response&) const = default;

    /// The text that is judged: the last turn.
    [[nodiscard]] const QString& text() const;
    /// 128-bit hash of the content under its prompt's hash.
    [[nodiscard]] QByteArray hash(const QByteArray& promptHash) const;
    /// {"model","text"|"turns","meta"?}, without ids. One turn is written as "text".
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Response> fromJson(const QJsonObject& object);
};

/// The whole conversation as the model saw and answered it: the prompt's messages with the response's turns
/// in their places. The last message is the judged answer.
[[nodiscard]] QList<Message> conversation(const Prompt& prompt, const Response& response);
/// The messages before the judged answer that are the same whatever the response.
[[nodiscard]] QList<Message> commonPrefix(const Prompt& prompt, const Response& first,
                                          const Response& second);

[[nodiscard]] QJsonArray messagesToJson(const QList<Message>& messages);
[[nodiscard]] Result<QList<Message>> messagesFromJson(const QJsonValue& value, const QString& field);

} // namespace plumbline
