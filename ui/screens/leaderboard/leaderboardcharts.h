#pragma once

#include "core/analysis/leaderboardreport.h"
#include "ui/plots/heatmap.h"
#include "ui/screens/inspect/common/numberstable.h"
#include "ui/screens/leaderboard/leaderboardselection.h"

namespace plumbline {

class IntervalChart;

/// A report with what the matrix shows of it: hundreds of models have tens of thousands of cells, whose words
/// are made where the report is computed.
struct ShownLeaderboard
{
    LeaderboardReport report;
    QList<HeatCell> matrix;
};
[[nodiscard]] ShownLeaderboard shownLeaderboard(LeaderboardReport report);

/// Rank, model, dot with interval, score, share won and votes, best first.
void fillRanking(IntervalChart& chart, const LeaderboardReport& report);
/// Row against column: percent won and votes.
void fillMatrix(HeatMap& map, const ShownLeaderboard& shown);
/// Models by categories: the rank in each, the score below.
void fillCategories(HeatMap& map, const LeaderboardReport& report);

/// Shows what is selected as chosen marks.
void selectInRanking(IntervalChart& chart, const LeaderboardReport& report,
                     const LeaderboardSelection& selection);
void selectInMatrix(HeatMap& map, const LeaderboardReport& report, const LeaderboardSelection& selection);
void selectInCategories(HeatMap& map, const LeaderboardReport& report, const LeaderboardSelection& selection);

/// Everything that is known of each model, to be saved.
[[nodiscard]] NumbersTable rankingNumbers(const LeaderboardReport& report);

/// The numbers of a quick report with the intervals, ranges and findings that the last full one had, for the
/// time until the next full one. Nothing when the models or their order are others.
[[nodiscard]] std::optional<LeaderboardReport> withFindingsOf(const LeaderboardReport& quick,
                                                              const LeaderboardReport& full);

} // namespace plumbline
