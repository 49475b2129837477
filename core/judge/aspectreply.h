#pragma once

#include "core/judge/judgesession.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// What a reply about one aspect of several texts must hold.
struct AspectShape
{
    int texts = 1;
    int lowest = 1;
    int highest = 5;
    bool allowsNotApplicable = true;
    int types = 0; ///< how many types (kinds of hallucination…) there are to choose from; 0: no type line
    bool operator==(const AspectShape&) const = default;
};

/// What is said of one text in one aspect.
struct AspectAnswer
{
    QList<int> types; ///< from 1; empty: none applies
    QString rationale;
    std::optional<int> rating; ///< empty: does not apply
    bool operator==(const AspectAnswer&) const = default;
};

/// A reply about one aspect.
struct AspectReply
{
    QList<AspectAnswer> answers; ///< in the order in which the texts were shown; empty where there is a fault
    std::optional<ParseFault> fault;
};

/// The JSON that is asked for where the server can: "texts", each with "text" (its number, from 1), "types",
/// "rationale" and "rating" (a text, "1"… or "N/A", as in UltraFeedback).
[[nodiscard]] LlmJsonWish aspectWish(const AspectShape& shape);

/// Reads that JSON, which must fit aspectWish(). Faults: "missing-text", "text-twice".
[[nodiscard]] AspectReply aspectReply(const QJsonObject& object, const AspectShape& shape);

/// Reads the reply form in words (UltraFeedback, Cui et al. 2023, arXiv:2310.01377): for each text a heading
/// "Text n", then lines "Type: 1, 3" (or "None"), "Rationale: …", "Rating: 4" (or "N/A"). A rationale may go
/// on over several lines. Faults: "missing-text" (a text without a heading), "text-twice", "no-verdict" (a
/// text without a rating), "two-verdicts", "out-of-range" (a rating or type off its scale, "N/A" where the
/// aspect always applies), "truncated".
[[nodiscard]] AspectReply aspectReply(const LlmReply& reply, const AspectShape& shape);

} // namespace plumbline
