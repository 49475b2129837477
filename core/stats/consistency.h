#pragma once

#include "core/stats/estimate.h"
#include "core/stats/pairwinner.h"

#include <QHash>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// A response's rating in one group (an instruction).
struct GroupRating
{
    std::int32_t group = 0;
    std::int32_t response = 0;
    double value = 0;
};

/// A direct comparison of two responses of one group.
struct GroupRanking
{
    std::int32_t group = 0;
    std::int32_t responseA = 0;
    std::int32_t responseB = 0;
    PairWinner winner = PairWinner::Tie;
};

/// What the rating of a response is that was rated several times.
enum class RepeatedRatings {
    First, ///< the first of them: as published for the sparse_feedback sample
    Mean,  ///< their mean: for several annotators
};

/// What ratings say of two responses of a group: which one is rated higher.
class RatingPreferences
{
public:
    /// Expects finite values.
    RatingPreferences(const std::vector<GroupRating>& ratings, RepeatedRatings repeated);

    /// Nothing where one of the two has no rating.
    [[nodiscard]] std::optional<PairWinner> winner(std::int32_t group, std::int32_t responseA,
                                                   std::int32_t responseB) const;

private:
    struct Rated
    {
        double sum = 0;
        double count = 0;
    };
    QHash<quint64, Rated> m_rated;
};

/// Do ratings and rankings of the same responses say the same? As Bansal et al. 2024 ("Peering through
/// preferences") count it: ratings are turned into preferences (equal ratings: a tie), and a pair is
/// consistent when both protocols give the same of A, B and tie; a tie on one side only is inconsistent.
struct RatingRankingConsistency
{
    /// counts[by rating][by ranking], each in the order A, tie, B.
    std::array<std::array<std::int64_t, 3>, 3> counts{};
    std::int64_t pairs = 0;      ///< that have both
    std::int64_t unmatched = 0;  ///< rankings of which a rating is missing
    Estimate consistency;        ///< share of the diagonal, with its exact interval
    Estimate strictDisagreement; ///< share where each protocol prefers the other response

    [[nodiscard]] std::int64_t count(PairWinner byRating, PairWinner byRanking) const;
};

/// Ratings that are not finite are refused with a reason.
[[nodiscard]] RatingRankingConsistency ratingRankingConsistency(const std::vector<GroupRating>& ratings,
                                                                const std::vector<GroupRanking>& rankings,
                                                                RepeatedRatings repeated,
                                                                double confidence = kDefaultConfidence);

} // namespace plumbline::stats
