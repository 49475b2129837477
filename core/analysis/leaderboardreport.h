#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"
#include "core/stats/bradleyterry.h"
#include "core/stats/sequential.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

enum class ScoreMethod : std::uint8_t {
    BradleyTerry,
    PlackettLuce, ///< from ranking labels
    Elo,          ///< in the order in which the labels came in, or the mean over random orders
    WinRate,      ///< the score is the share won in percent, a tie as half a win
};

/// How a leaderboard is computed. The defaults are: Bradley–Terry by maximum likelihood, a tie as half a win,
/// mean 1 000, 400 points for odds of 10 to 1, percentiles of 500 resamples of prompts with seed 7.
struct LeaderboardOptions
{
    ScoreMethod method = ScoreMethod::BradleyTerry;
    stats::TieModel ties = stats::TieModel::HalfWins; ///< Bradley–Terry
    double l2 = 0;                                    ///< penalty l2·Σθ²; 0: maximum likelihood
    bool isStyleControlled = false; ///< Bradley–Terry at equal length, headers, lists and bold
    stats::IntervalMethod interval = stats::IntervalMethod::Bootstrap;
    stats::ClusterBy cluster = stats::ClusterBy::Prompt; ///< turns of one conversation are one prompt
    double confidence = stats::kDefaultConfidence;
    int resamples = 500;
    std::uint64_t seed = 7;
    /// The mean of all scores; with a baseline, its score. Intervals are those of scores around their mean.
    double anchor = 1'000;
    QString baseline;        ///< a model with which all are compared; "": none
    double eloStep = 4;      ///< Elo's K
    int eloOrders = 100;     ///< random orders of which Elo is the mean; 0: as the labels came in
    bool hasSlices = false;  ///< the same by category, too (full report only)
    std::size_t threads = 0; ///< 0: one per core; does not change the result

    bool operator==(const LeaderboardOptions&) const = default;
};

/// One model. Numbers that cannot be computed carry their reason.
struct LeaderboardRow
{
    std::int32_t model = -1; ///< index into LabelTable::models()
    QString name;
    stats::Estimate score; ///< in points (percent for WinRate); interval in the full report
    /// Place by score, from 1; equal scores share one. 0 without a score.
    int rank = 0;
    /// Places that the intervals leave open: the 2.5 and 97.5 % points of the resampled places (at the asked
    /// confidence), or by overlapping intervals where there are no resamples. `rank` both in the quick
    /// report.
    int bestRank = 0;
    int worstRank = 0;
    stats::Estimate won;         ///< share of its votes, a tie as half; with its own interval, by cluster
    stats::Estimate wonBalanced; ///< mean of the shares against each other model
    double wins = 0;
    double ties = 0;
    double losses = 0;
    std::int64_t votes = 0;
    std::int64_t prompts = 0;        ///< conversations on which it was judged
    stats::Estimate againstBaseline; ///< share won against the baseline; its reason where there is none
    /// Places left open by votes that may be looked at after each one (LeaderboardReport::sequential).
    stats::RankRange decided;
    double lottery = 0;     ///< its share in the maximal lottery; 0 where there is none
    double lotteryGain = 0; ///< what it gains against the lottery
};

/// All votes between the model of a row and the model of a column.
struct LeaderboardCell
{
    double wins = 0; ///< the row's model won
    double ties = 0;
    std::int64_t votes = 0;
    std::int64_t units = 0; ///< pairs of responses that were judged
    stats::Estimate rate;   ///< share won by the row's model, a tie as half, Wilson interval
};

/// Models whose ranges of places overlap one another in a chain.
struct LeaderboardTie
{
    QStringList models;
    int bestRank = 0;
    int worstRank = 0;
};

/// Models of which each beats the next, and the last the first.
struct LeaderboardCycle
{
    std::vector<int> rows;
    double strength = 0; ///< the smallest margin on the way (share won − ½)
};

struct LeaderboardEffect
{
    QString feature;        ///< "length", "headers", "lists", "bold"
    stats::Estimate effect; ///< logits for one standard deviation more
};

/// One open pair of models, with what it still needs.
struct LeaderboardOpenPair
{
    int first = -1; ///< rows; the one that leads is first
    int second = -1;
    std::int64_t votes = 0;
    stats::Estimate share;     ///< that `first` wins of the votes that are no ties; valid at every look
    stats::Estimate votesLeft; ///< none: they look equal
};

/// What may be said after looking as often as one likes.
struct LeaderboardDecisions
{
    int decidedRanks = 0; ///< models whose place is settled
    int openPairs = 0;
    std::vector<LeaderboardOpenPair> open; ///< in the order in which votes decide places soonest
    stats::Estimate votesLeft;             ///< until every place is settled
    QString undefined;
};

/// The same for a part of the prompts; without style control.
struct LeaderboardSlice
{
    QString category;
    std::int64_t votes = 0;
    std::vector<LeaderboardRow> rows; ///< in the order of this slice; intervals by sandwich
    QString undefined;
};

/// Which models are better, and how sure that is.
struct LeaderboardReport
{
    LeaderboardOptions options;
    LabelFilter filter;
    ItemKind source = ItemKind::Pairwise; ///< the kind of labels that the votes come from
    /// How the intervals of the scores were made: as asked, or by sandwich where a bootstrap would take
    /// minutes (style control on many votes).
    stats::IntervalMethod intervalMethod = stats::IntervalMethod::None;
    bool isComplete = false; ///< full: with intervals, ranges of places, cycles, lottery and decisions

    std::vector<LeaderboardRow> rows;    ///< best first; without scores by share won
    std::vector<LeaderboardCell> matrix; ///< rows × columns in the order of `rows`; see cell()

    std::int64_t votes = 0;
    std::int64_t people = 0;  ///< who gave them
    std::int64_t judges = 0;  ///< annotators that are no people and gave some of them
    std::int64_t prompts = 0; ///< conversations; all turns of one count once
    std::int64_t units = 0;   ///< pairs of responses (rankings: items) that were judged
    std::int64_t ties = 0;
    std::int64_t newestMs = 0;   ///< when the newest of them came in, since 1970, UTC
    std::int64_t passedOver = 0; ///< labels that say nothing of two known models

    QString undefined;   ///< why there are no scores; else empty
    QString noIntervals; ///< why there are no intervals though they were asked for
    int failedResamples = 0;
    std::vector<QStringList> components; ///< strongly connected models, where there are several: best first
    std::optional<double> tieParameter;
    double logLikelihood = 0;

    std::vector<LeaderboardTie> notSeparated;
    std::vector<LeaderboardEffect> effects; ///< with style control
    QStringList constantFeatures;           ///< that did not vary and were left out
    std::vector<LeaderboardCycle> cycles;   ///< intransitive triples, strongest first, at most 100
    std::int64_t cycleCount = 0;
    std::int64_t decidedTriples = 0;
    QString noCycles;  ///< why there is nothing to say of cycles; else empty
    QString noLottery; ///< why there is no single maximal lottery; else empty
    LeaderboardDecisions sequential;
    std::vector<LeaderboardSlice> slices;

    [[nodiscard]] const LeaderboardCell& cell(std::size_t row, std::size_t column) const
    {
        return matrix[row * rows.size() + column];
    }
    /// The row of a model; −1 when it has none.
    [[nodiscard]] int rowOf(const QString& model) const;
};

/// Scores, places by score, shares won, the matrix and the counts, without intervals of the scores: what can
/// be shown at once after a vote.
[[nodiscard]] LeaderboardReport leaderboardQuick(const LabelTable& table, const LabelFilter& filter,
                                                 const LeaderboardOptions& options = {},
                                                 const std::function<bool()>& isCancelled = {});

/// Everything. Cancelled it gives an empty report.
[[nodiscard]] LeaderboardReport leaderboardReport(const LabelTable& table, const LabelFilter& filter,
                                                  const LeaderboardOptions& options = {},
                                                  const std::function<bool()>& isCancelled = {});

} // namespace plumbline
