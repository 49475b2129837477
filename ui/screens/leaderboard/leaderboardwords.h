#pragma once

#include "core/analysis/leaderboardreport.h"

#include <QString>

namespace plumbline {

/// Who leads, and who cannot be told apart: "gpt-4 leads. claude-v1 and gpt-3.5-turbo cannot be told apart
/// (both rank 2–3)." Where there are no scores, why.
[[nodiscard]] QString resultSentence(const LeaderboardReport& report);

/// How it was computed: "A tie counts as half a win; intervals from 500 resamples of prompts, seed 7."
[[nodiscard]] QString methodSentence(const LeaderboardOptions& options);

/// What is settled however often one looks: "Looking after every vote, 4 of 6 ranks are decided; 1 pair needs
/// more votes, first claude-v1 against gpt-3.5-turbo." Why not, where nothing can be said.
[[nodiscard]] QString decidedSentence(const LeaderboardReport& report);

/// "3 355 votes, 65 people, 6 models, 80 prompts"
[[nodiscard]] QString leaderboardCount(const LeaderboardReport& report);

/// "2–3", "4", "–" without a score.
[[nodiscard]] QString rankText(const LeaderboardRow& row);

/// A score as the page shows it: points grouped, "+65" against a baseline, percent for win rates.
[[nodiscard]] QString scoreText(double score, const LeaderboardOptions& options);

/// "Score, mean 1 000, 95 % interval"
[[nodiscard]] QString scoreCaption(const LeaderboardOptions& options);

/// Models of which none has met those of another group, or of which one won all: "gpt-4 · claude-v1,
/// llama-13b". Empty where all are connected.
[[nodiscard]] QString componentsText(const LeaderboardReport& report);

/// Names as a sentence lists them: "a", "a and b", "a, b and c", "a, b and 3 more".
[[nodiscard]] QString namesInWords(const QStringList& names);

/// "79 for claude-v1, 84 ties, 85 for gpt-3.5-turbo"
[[nodiscard]] QString tallyText(const QString& first, qint64 wins, qint64 ties, const QString& second,
                                qint64 losses);

} // namespace plumbline
