#pragma once

namespace plumbline {

class ActionCollection;
struct SchemaDefinition;

/// Reasons that have a key of their own (Q W E R T); the rest is reached with Y.
inline constexpr int kKeyedReasons = 5;

/// Adds the actions of pairs in the context "annotate.pairwise". Ids (annotate.pairwise.): a, b, tie,
/// bothBad, muchA, muchB, reason1 to reason5, moreReasons, editA, editB, scrollTogether, differences,
/// aspectUp, aspectDown.
void addPairwiseActions(ActionCollection& actions);

/// Names the reasons after the schema's and switches off what the schema does not ask.
void fitPairwiseActions(ActionCollection& actions, const SchemaDefinition& schema);

} // namespace plumbline
