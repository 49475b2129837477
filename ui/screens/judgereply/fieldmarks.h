#pragma once

#include "core/llm/llmrequest.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// A stretch of a shown prompt. UTF-16 units.
struct PromptMark
{
    enum class Kind {
        Role, ///< the line that names who speaks; it is no part of what was sent
        Field ///< a text that is not the template's own: a prompt, a response, a model's reply
    };
    Kind kind = Kind::Field;
    QString name; ///< role or field
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const PromptMark&) const = default;
};

/// A prompt as one text, its messages under each other.
struct ShownPrompt
{
    QString text;
    QList<PromptMark> marks; ///< in order, not overlapping
    bool operator==(const ShownPrompt&) const = default;

    /// The names of the marked fields, each once, in order.
    [[nodiscard]] QStringList fields() const;
};

/// Puts the messages under each other and finds the texts of others in them: those between
/// "<<<field NONCE>>>" and "<<<end of field NONCE>>>", with the nonce of the first such line. No text inside
/// a field can hold that nonce, so no text can end its mark or begin another.
[[nodiscard]] ShownPrompt shownPrompt(const QList<LlmMessage>& messages);

} // namespace plumbline
