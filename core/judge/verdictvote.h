#pragma once

#include "core/judge/judgesession.h"

#include <QList>

namespace plumbline {

/// Whether verdicts on items of a kind can be counted against each other.
[[nodiscard]] bool canVote(ItemKind kind);

/// The vote of several verdicts on the same item, at least one.
///
/// Pairwise: in each aspect the most frequent of "first", "second" and "tie"; as strongly as most of its
/// voters say, the weaker where as many say one as the other. A draw is a tie. Rating: the most frequent
/// value of each; in a draw the point nearest to the drawn values' mean, the lower of two. Ranking: the most
/// frequent; in a draw by the mean place. Reaction: the most frequent.
///
/// probability: the share of the votes for the verdict (of ratings, their mean). details: "votes", "draw",
/// "samples" (the contents). InvalidData where the schema offers no tie for a draw, or a reaction is drawn;
/// InvalidArgument unless canVote().
[[nodiscard]] Result<JudgeVerdict> voteOf(const QList<JudgeVerdict>& verdicts, const ItemView& item);

} // namespace plumbline
