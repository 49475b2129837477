#pragma once

#include "core/domain/suggestion.h"
#include "core/store/labelling.h"
#include "core/store/session.h"

#include <optional>

namespace plumbline {

/// What the judge that an item's schema names says of it. Nothing when the schema names none, when that judge
/// has no label for the item, or when its answer does not fit the schema (any more). A judge whose verdict
/// changed with the order of the answers has nothing to suggest either.
[[nodiscard]] Result<std::optional<Suggestion>> suggestionFor(Session& session, const ItemView& item);

/// What stands beside the answer of an item that is opened for an annotator: what its draft or label began
/// with; else, once they have answered it, what the judge said. An item that nobody has touched begins with
/// the judge's answer where its schema wants that: then `item.content` becomes the suggestion, marked as
/// such. A draft is never overwritten. Reads only.
[[nodiscard]] Result<std::optional<Suggestion>> suggest(Session& session, AnnotatorId annotator,
                                                        OpenItem& item);

} // namespace plumbline
