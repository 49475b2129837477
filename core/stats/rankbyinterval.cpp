#include "core/stats/rankbyinterval.h"

#include <algorithm>

namespace plumbline::stats {

namespace {

/// Scores closer than this are equal: differences of this size are rounding.
constexpr double kSame = 1e-9;

} // namespace

std::vector<ModelRank> rankByInterval(const std::vector<double>& scores,
                                      const std::vector<Interval>& intervals)
{
    const auto above = [](const std::vector<double>& sorted, double value) {
        return static_cast<std::int32_t>(sorted.end() -
                                         std::upper_bound(sorted.begin(), sorted.end(), value));
    };
    std::vector<double> sortedScores = scores;
    std::sort(sortedScores.begin(), sortedScores.end());
    std::vector<double> lows;
    std::vector<double> highs;
    for (const Interval& interval : intervals) {
        lows.push_back(interval.low);
        highs.push_back(interval.high);
    }
    std::sort(lows.begin(), lows.end());
    std::sort(highs.begin(), highs.end());
    const auto count = static_cast<std::int32_t>(scores.size());
    std::vector<ModelRank> ranks(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        ranks[i].rank = 1 + above(sortedScores, scores[i] + kSame);
        ranks[i].best = ranks[i].worst = ranks[i].rank;
        if (intervals.size() == scores.size()) {
            ranks[i].best = 1 + above(lows, intervals[i].high);
            const auto below = std::lower_bound(highs.begin(), highs.end(), intervals[i].low) - highs.begin();
            ranks[i].worst = count - static_cast<std::int32_t>(below);
        }
    }
    return ranks;
}

} // namespace plumbline::stats
