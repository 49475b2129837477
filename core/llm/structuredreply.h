#pragma once

#include "core/llm/llmreply.h"
#include "core/llm/llmrequest.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace plumbline {

/// Why a text could not be read as the JSON that was asked for.
enum class JsonFault {
    Empty,     ///< there is no text
    Refused,   ///< the model declined
    Truncated, ///< the JSON begins and does not end, or the reply was cut by its length
    NoJson,    ///< text without any JSON object
    Ambiguous, ///< several JSON objects, and nothing says which of them is meant
    Invalid,   ///< what looks like the JSON breaks its rules: a key twice, a number that is none…
    Misfit,    ///< JSON, but not of the shape that was asked for
};

/// How the JSON lay in the text.
enum class JsonForm {
    Whole,    ///< the text is the JSON
    Fenced,   ///< in a code fence
    Embedded, ///< with other text around it
};

/// The JSON object of a reply, or why there is none. Nothing is repaired and nothing guessed.
struct StructuredReply
{
    QJsonObject object; ///< empty where there is a fault
    JsonForm form = JsonForm::Whole;
    std::optional<JsonFault> fault;
    Error error; ///< of the fault, a sentence
};

/// Finds the one JSON object in a text: the text itself; what a code fence holds; or the only object among
/// other text. What a reasoning model thought aloud in <think>…</think> at the start is left out first.
/// Objects that say the same count as one. Braces without a quoted key behind them are no JSON. At most 1 MiB
/// of text is looked at.
[[nodiscard]] StructuredReply findJson(const QString& text);

/// findJson() for a reply to a wish for JSON: refusals and replies that were cut are told apart, and the
/// object must fit the wish's schema.
[[nodiscard]] StructuredReply structuredReply(const LlmReply& reply, const LlmJsonWish& wish);

/// "truncated", "misfit"…: for counting and for JSON output.
[[nodiscard]] QString jsonFaultName(JsonFault fault);

} // namespace plumbline
