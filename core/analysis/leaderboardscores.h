#pragma once

#include "core/analysis/leaderboardreport.h"
#include "core/analysis/leaderboardvotes.h"
#include "core/stats/winrate.h"

namespace plumbline::leaderboard {

using IsCancelled = std::function<bool()>;

/// Scores in points with the places that they leave open, or the reason why there are none.
struct Scores
{
    std::vector<double> points;
    std::vector<stats::Interval> intervals; ///< empty: none
    std::vector<stats::ModelRank> ranks;
    stats::IntervalMethod intervalMethod = stats::IntervalMethod::None;
    QString undefined;
    QString noIntervals;
    int failedResamples = 0;
    std::optional<double> tieParameter;
    double logLikelihood = 0;
    std::vector<stats::Estimate> effects; ///< of votes.comparisons.covariateNames
};

/// The scores of the models by the asked method. `hasIntervals`: with what is asked of intervals.
[[nodiscard]] Scores scoresOf(const Votes& votes, const LeaderboardOptions& options, bool hasIntervals,
                              const IsCancelled& isCancelled);

/// The shares won, with Wilson's intervals or, when `isClustered`, by the asked clusters.
[[nodiscard]] stats::WinRates sharesOf(const Votes& votes, const LeaderboardOptions& options,
                                       bool isClustered);

} // namespace plumbline::leaderboard
