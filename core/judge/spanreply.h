#pragma once

#include "core/domain/item.h"
#include "core/judge/judgesession.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace plumbline {

/// What a judge marked in one response.
struct SpanReply
{
    QList<Span> spans;
    QList<MissingInfo> missing;
    bool saysNoErrors = false;
    /// What could not be used, and why: {"what","quote"?,"category"?,"places"?,"detail"}. Kinds:
    /// "quote-missing", "quote-ambiguous", "overlap" (where the schema forbids it), "evidence" (names what is
    /// not there; the mark stays, without it).
    QJsonArray faults;
    std::optional<ParseFault> fault;
};

/// The JSON that is asked for: "no_errors", "marks" (each with "quote", "before", "category", "severity",
/// "note", and, where there is evidence to name, "passage", "sentences", "earlier") and, where the schema
/// asks for it, "missing". Categories and severities are the schema's alone.
[[nodiscard]] LlmJsonWish spanWish(const ItemView& item);

/// Reads that JSON, which must fit spanWish(), and looks each quote up in the response's judged text.
/// Faults: "empty" (no mark, and not said that there is nothing to mark), "contradiction" (marks, and said
/// that there are none), "no-quote-found" (marks, of which none could be placed), "misfit" (nothing to mark,
/// and the schema does not let that be said).
[[nodiscard]] SpanReply spanReply(const QJsonObject& object, const ItemView& item, ResponseIndex response);

} // namespace plumbline
