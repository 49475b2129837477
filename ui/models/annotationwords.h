#pragma once

#include "core/domain/item.h"

#include <QString>

namespace plumbline {

/// What an annotation says, in one line for people: "gpt-4 is much better", "a tie", "3 spans, 1 missing",
/// "rated 7 items", "skipped: cannot judge this topic", "taken back". Responses are named by their model, or
/// by number when they have none.
[[nodiscard]] QString describeAnnotation(const Annotation& annotation, const ItemView& view);

/// The name of a response for people: its model, or "response 2".
[[nodiscard]] QString responseName(const ItemView& view, ResponseIndex index);

/// A vote as it stands in a vote box, and whose colour it takes.
struct VoteMark
{
    enum class Side { First, Second, Tie, Other };
    QString text; ///< "1", "2", "=", "×", a rating, a number of spans
    Side side = Side::Other;
    bool operator==(const VoteMark&) const = default;
};
[[nodiscard]] VoteMark voteMark(const AnnotationContent& content);

/// The words for a kind of item: "pairwise", "rating"…
[[nodiscard]] QString kindWord(ItemKind kind);

} // namespace plumbline
