#pragma once

#include <cstdint>

namespace plumbline::stats {

/// Who won a pair. A and B are the item's own order, or the places on the screen: the function says which.
enum class PairWinner : std::int8_t { B = -1, Tie = 0, A = 1 };

/// The same verdict when A and B change places.
[[nodiscard]] constexpr PairWinner swapped(PairWinner winner)
{
    return static_cast<PairWinner>(-static_cast<int>(winner));
}

/// A's score: 1 when it won, ½ for a tie, 0 when it lost.
[[nodiscard]] constexpr double scoreOfA(PairWinner winner)
{
    return 0.5 + 0.5 * static_cast<int>(winner);
}

} // namespace plumbline::stats
