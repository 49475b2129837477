#pragma once

#include "core/stats/comparisons.h"

#include <vector>

namespace plumbline::stats {

/// What one model gains from another in the game that ranks them.
enum class MatchPayoff : std::uint8_t {
    RateMargin, ///< win rate − ½; all pairs must have met
    VoteMargin, ///< wins − losses; pairs that have not met count as even
    Majority,   ///< +1, 0 or −1 by the sign of the margin; pairs that have not met count as even
};

/// The maximal lottery (Kreweras 1965, Fishburn 1984), which is the symmetric equilibrium of the game in
/// which two players each name a model and the votes between those decide.
struct NashRanking
{
    std::vector<double> lottery; ///< the share of each model; sums to 1
    /// What each model gains against the lottery on average, in the unit of the payoff: 0 for those in it,
    /// negative for the others (Balduzzi et al. 2018 rank by it).
    std::vector<double> gain;
    std::vector<std::int32_t> ranks; ///< by share, then by gain; equal ones share a place
    QString undefined;

    explicit operator bool() const { return undefined.isEmpty(); }
};

/// Solves the game exactly by the simplex method. Undefined when several lotteries are optimal: by strict
/// complementarity there is one alone when its models are just those that gain 0 and the payoffs among them
/// have a kernel of one dimension.
[[nodiscard]] NashRanking nashRanking(const PairTable& table, MatchPayoff payoff = MatchPayoff::RateMargin);

} // namespace plumbline::stats
