#pragma once

#include "core/domain/prompt.h"

#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// Splits a conversation written as "\n\nHuman: … \n\nAssistant: …" into its messages; nothing when the text
/// does not begin in that way. One space after each mark is not part of the message.
[[nodiscard]] std::optional<QList<Message>> splitConversationText(const QString& text);
/// The same way out. A message of another role is written with the role's name as its mark.
[[nodiscard]] QString toConversationText(const QList<Message>& messages);

/// One prompt and the turns of two answers to it.
struct ConversationPair
{
    QList<Message> prompt;
    QStringList first;
    QStringList second;
};
/// Parts two conversations into what they share and what differs: the messages up to the first answer that
/// differs, with later user messages that are the same, are the prompt. Errors: InvalidData when both are the
/// same, when one does not end with an answer, or when a user message differs (then they answer different
/// prompts).
[[nodiscard]] Result<ConversationPair> partConversations(const QList<Message>& first,
                                                         const QList<Message>& second);

} // namespace plumbline
