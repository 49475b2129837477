#pragma once

#include "core/analysis/leaderboardscores.h"

namespace plumbline::leaderboard {

/// Each adds one part to a report whose rows stand. `places`: the row of each model of the votes.
void addMatrix(const Votes& votes, const stats::PairTable& table, const std::vector<int>& places,
               LeaderboardReport& report);
void addComponents(const Votes& votes, const stats::PairTable& table, LeaderboardReport& report);
void addTies(LeaderboardReport& report);
void addCycles(const stats::PairTable& table, const std::vector<int>& places, LeaderboardReport& report);
void addLottery(const stats::PairTable& table, const std::vector<int>& places, LeaderboardReport& report);
void addDecisions(const Votes& votes, const stats::PairTable& table, const std::vector<int>& places,
                  LeaderboardReport& report);

/// Rows of the models of the votes, best first, and the row of each model.
[[nodiscard]] std::vector<LeaderboardRow> rowsOf(const Votes& votes, const Scores& scores,
                                                 const stats::WinRates& shares, const stats::PairTable& table,
                                                 std::vector<int>& places);

/// The same by category, most votes first; prompts without one are no slice.
[[nodiscard]] std::vector<LeaderboardSlice> slicesOf(const LabelTable& table, const Votes& votes,
                                                     const LeaderboardOptions& options,
                                                     const IsCancelled& isCancelled);

} // namespace plumbline::leaderboard
