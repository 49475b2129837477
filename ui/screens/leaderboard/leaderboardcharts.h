#pragma once

#include "core/analysis/leaderboardreport.h"
#include "ui/screens/inspect/common/numberstable.h"
#include "ui/screens/leaderboard/leaderboardselection.h"

namespace plumbline {

class HeatMap;
class IntervalChart;

/// Rank, model, dot with interval, score, share won and votes, best first.
void fillRanking(IntervalChart& chart, const LeaderboardReport& report);
/// Row against column: percent won and votes.
void fillMatrix(HeatMap& map, const LeaderboardReport& report);
/// Models by categories: the rank in each, the score below.
void fillCategories(HeatMap& map, const LeaderboardReport& report);

/// Shows what is selected as chosen marks.
void selectInRanking(IntervalChart& chart, const LeaderboardReport& report,
                     const LeaderboardSelection& selection);
void selectInMatrix(HeatMap& map, const LeaderboardReport& report, const LeaderboardSelection& selection);
void selectInCategories(HeatMap& map, const LeaderboardReport& report, const LeaderboardSelection& selection);

/// Everything that is known of each model, to be saved.
[[nodiscard]] NumbersTable rankingNumbers(const LeaderboardReport& report);

/// The numbers of a quick report with the intervals and ranges that the last full one had, for the time until
/// the next full one.
[[nodiscard]] LeaderboardReport withIntervalsOf(LeaderboardReport quick, const LeaderboardReport& full);

} // namespace plumbline
