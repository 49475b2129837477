#include "core/stats/consistency.h"

#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MeanRating
{
    double sum = 0;
    double count = 0;
};

std::size_t placeOf(PairWinner winner)
{
    return static_cast<std::size_t>(1 - static_cast<int>(winner));
}

PairWinner winnerByRating(const MeanRating& a, const MeanRating& b)
{
    // Compared without division, so that equal means of whole numbers are equal.
    const double left = a.sum * b.count;
    const double right = b.sum * a.count;
    return left > right ? PairWinner::A : (left < right ? PairWinner::B : PairWinner::Tie);
}

} // namespace

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
    std::map<std::pair<std::int32_t, std::int32_t>, MeanRating> means;
    for (const GroupRating& rating : ratings) {
        MeanRating& mean = means[{rating.group, rating.response}];
        if (repeated == RepeatedRatings::First && mean.count > 0) {
            continue;
        }
        mean.sum += rating.value;
        mean.count += 1;
    }
    for (const GroupRanking& ranking : rankings) {
        const auto a = means.find({ranking.group, ranking.responseA});
        const auto b = means.find({ranking.group, ranking.responseB});
        if (a == means.end() || b == means.end()) {
            ++result.unmatched;
            continue;
        }
        ++result.pairs;
        ++result.counts[placeOf(winnerByRating(a->second, b->second))][placeOf(ranking.winner)];
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
