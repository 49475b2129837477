#include "core/stats/consistency.h"

#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

quint64 keyOf(std::int32_t group, std::int32_t response)
{
    return (static_cast<quint64>(static_cast<quint32>(group)) << 32) | static_cast<quint32>(response);
}

std::size_t placeOf(PairWinner winner)
{
    return static_cast<std::size_t>(1 - static_cast<int>(winner));
}

} // namespace

RatingPreferences::RatingPreferences(const std::vector<GroupRating>& ratings, RepeatedRatings repeated)
{
    m_rated.reserve(static_cast<qsizetype>(ratings.size()));
    for (const GroupRating& rating : ratings) {
        Rated& rated = m_rated[keyOf(rating.group, rating.response)];
        if (repeated == RepeatedRatings::First && rated.count > 0) {
            continue;
        }
        rated.sum += rating.value;
        rated.count += 1;
    }
}

std::optional<PairWinner> RatingPreferences::winner(std::int32_t group, std::int32_t responseA,
                                                    std::int32_t responseB) const
{
    const auto a = m_rated.constFind(keyOf(group, responseA));
    const auto b = m_rated.constFind(keyOf(group, responseB));
    if (a == m_rated.constEnd() || b == m_rated.constEnd()) {
        return std::nullopt;
    }
    // Compared without division, so that equal means of whole numbers are equal.
    const double left = a->sum * b->count;
    const double right = b->sum * a->count;
    return left > right ? PairWinner::A : (left < right ? PairWinner::B : PairWinner::Tie);
}

std::int64_t RatingRankingConsistency::count(PairWinner byRating, PairWinner byRanking) const
{
    return counts[placeOf(byRating)][placeOf(byRanking)];
}

RatingRankingConsistency ratingRankingConsistency(const std::vector<GroupRating>& ratings,
                                                  const std::vector<GroupRanking>& rankings,
                                                  RepeatedRatings repeated, double confidence)
{
    RatingRankingConsistency result;
    if (std::any_of(ratings.begin(), ratings.end(),
                    [](const GroupRating& rating) { return !std::isfinite(rating.value); })) {
        result.consistency = Estimate::none(u"A rating is not a finite number; correct or remove it."_s);
        result.strictDisagreement = result.consistency;
        return result;
    }
    const RatingPreferences byRating(ratings, repeated);
    for (const GroupRanking& ranking : rankings) {
        const auto rated = byRating.winner(ranking.group, ranking.responseA, ranking.responseB);
        if (!rated) {
            ++result.unmatched;
            continue;
        }
        ++result.pairs;
        ++result.counts[placeOf(*rated)][placeOf(ranking.winner)];
    }
    const auto& counts = result.counts;
    const QString reason =
        u"No two responses have both ratings and a ranking; rate and rank the same ones to compare."_s;
    result.consistency =
        proportion(counts[0][0] + counts[1][1] + counts[2][2], result.pairs, confidence, reason);
    result.strictDisagreement = proportion(counts[0][2] + counts[2][0], result.pairs, confidence, reason);
    return result;
}

} // namespace plumbline::stats
