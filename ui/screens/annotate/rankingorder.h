#pragma once

#include "core/domain/content.h"

#include <QList>

namespace plumbline {

// Steps on a ranking. A place is counted from 1; responses that share one push those behind them back by as
// many: 1, 2, 2, 4. Each function gives another ranking and leaves its argument.

/// All placed responses, best first.
[[nodiscard]] QList<ResponseIndex> placedResponses(const Ranking& ranking);
/// The place of a response; 0 when it has none.
[[nodiscard]] int rankOf(const Ranking& ranking, ResponseIndex response);
/// How many share its place (1: it alone; 0: it has none).
[[nodiscard]] int tiedCount(const Ranking& ranking, ResponseIndex response);
/// True when it shares its place with the one that stands before it.
[[nodiscard]] bool isTiedWithAbove(const Ranking& ranking, ResponseIndex response);

[[nodiscard]] Ranking takenOut(Ranking ranking, ResponseIndex response);
/// On this place alone; those that are there and behind move down. Past the end it comes last.
[[nodiscard]] Ranking placedAt(Ranking ranking, ResponseIndex response, int place);
/// Alone before the response `next`; last when `next` is not placed.
[[nodiscard]] Ranking placedBefore(Ranking ranking, ResponseIndex response, ResponseIndex next);
/// On the same place as `other` and after it.
[[nodiscard]] Ranking tiedTo(Ranking ranking, ResponseIndex response, ResponseIndex other);
/// Shares the place of the one above; parts from it when it does so already. A response without a place
/// comes to the last one. The best stays alone.
[[nodiscard]] Ranking tieToggled(Ranking ranking, ResponseIndex response);
/// One place up (by < 0) or down; out of a tie first. A response without a place comes last.
[[nodiscard]] Ranking movedBy(Ranking ranking, ResponseIndex response, int by);
/// Without what lies behind the first `topK` places; 0 keeps all.
[[nodiscard]] Ranking cutToTop(Ranking ranking, int topK);

} // namespace plumbline
