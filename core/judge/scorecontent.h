#pragma once

#include "core/domain/item.h"

#include <QList>
#include <QStringList>

namespace plumbline {

/// The scale on which a protocol scores.
struct ScoreScale
{
    double lowest = 1;
    double highest = 10;
};

/// The aspect that one score for each answer speaks of: the only one that is asked, "overall", or the only
/// one there is. InvalidArgument when the schema requires an answer in others too.
[[nodiscard]] Result<Aspect> scoredAspect(const SchemaDefinition& schema, const QStringList& asked);

/// A score as a point of an aspect's own scale: in proportion, rounded to the nearest point.
[[nodiscard]] double pointOf(double score, const ScoreScale& scale, const Aspect& aspect);

/// A content that says what the scores of all responses (in the item's order) say. Pairwise: the first is
/// better where its score is higher by more than `threshold`; a tie where neither is. Rating: pointOf() each.
/// Ranking: by score, equal ones in one group. InvalidData where that needs a tie that the schema does not
/// offer; InvalidArgument for any other kind of item.
[[nodiscard]] Result<AnnotationContent> contentOfScores(const ItemView& item, const Aspect& aspect,
                                                        const QList<double>& scores, const ScoreScale& scale,
                                                        double threshold = 0);

} // namespace plumbline
