#include "core/analysis/leaderboardreport.h"

#include "core/analysis/leaderboarddetails.h"
#include "core/analysis/leaderboardscores.h"
#include "core/analysis/leaderboardvotes.h"
#include "core/stats/winrate.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using IsCancelled = std::function<bool()>;

void addTotals(const leaderboard::Votes& votes, const stats::PairTable& table, LeaderboardReport& report)
{
    report.source = votes.source;
    report.people = votes.people;
    report.judges = votes.judges;
    report.prompts = votes.prompts;
    report.units = votes.units;
    report.newestMs = votes.newestMs;
    report.passedOver = votes.passedOver;
    report.constantFeatures = votes.constantStyles;
    for (const stats::PairCell& cell : table.cells) {
        report.votes += cell.count;
        report.ties += static_cast<std::int64_t>(cell.weights[stats::outcomeIndex(stats::PairWinner::Tie)]);
    }
}

void addScores(const leaderboard::Votes& votes, leaderboard::Scores& scores, LeaderboardReport& report)
{
    report.undefined = scores.undefined;
    report.noIntervals = scores.noIntervals;
    report.intervalMethod = scores.intervalMethod;
    report.failedResamples = scores.failedResamples;
    report.tieParameter = scores.tieParameter;
    report.logLikelihood = scores.logLikelihood;
    for (std::size_t i = 0; i < scores.effects.size(); ++i) {
        report.effects.push_back(
            {votes.comparisons.covariateNames.at(static_cast<qsizetype>(i)), std::move(scores.effects[i])});
    }
}

QString noVotes(const leaderboard::Votes& votes)
{
    switch (votes.source) {
    case ItemKind::Ranking:
        return u"There is no ranking of two or more models yet; rank some to begin."_s;
    case ItemKind::Rating:
        return u"Nobody has rated two models' responses to one prompt yet; rate some to begin."_s;
    default:
        return u"There is no vote between two models yet; compare two to begin."_s;
    }
}

LeaderboardReport compute(const LabelTable& table, const LabelFilter& filter,
                          const LeaderboardOptions& options, bool isFull, const IsCancelled& isCancelled)
{
    const auto isStopped = [&isCancelled] { return isCancelled && isCancelled(); };
    LeaderboardReport report;
    report.options = options;
    report.filter = filter;
    const bool hasStyle = options.isStyleControlled && options.method == ScoreMethod::BradleyTerry;
    const leaderboard::Votes votes =
        leaderboard::votesOf(table, filter, options.method == ScoreMethod::PlackettLuce, hasStyle);
    if (isStopped()) {
        return {};
    }
    if (votes.models.empty()) {
        report.undefined = noVotes(votes);
        report.source = votes.source;
        report.passedOver = votes.passedOver;
        report.sequential.undefined = report.undefined;
        report.noCycles = report.undefined;
        report.noLottery = report.undefined;
        report.isComplete = isFull;
        return report;
    }
    const stats::PairTable cells = stats::tabulate(votes.comparisons);
    addTotals(votes, cells, report);
    leaderboard::Scores scores = leaderboard::scoresOf(votes, options, isFull, isCancelled);
    std::vector<int> places;
    report.rows =
        leaderboard::rowsOf(votes, scores, leaderboard::sharesOf(votes, options, isFull), cells, places);
    addScores(votes, scores, report);
    leaderboard::addMatrix(votes, cells, places, report);
    leaderboard::addComponents(votes, cells, report);
    if (isFull && !isStopped()) {
        leaderboard::addTies(report);
        leaderboard::addCycles(cells, places, report);
        leaderboard::addLottery(cells, places, report);
        leaderboard::addDecisions(votes, cells, places, report);
        if (options.hasSlices) {
            report.slices = leaderboard::slicesOf(table, votes, options, isCancelled);
        }
        report.isComplete = true;
    }
    return isStopped() ? LeaderboardReport() : report;
}

} // namespace

int LeaderboardReport::rowOf(const QString& model) const
{
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&model](const LeaderboardRow& row) { return row.name == model; });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

LeaderboardReport leaderboardQuick(const LabelTable& table, const LabelFilter& filter,
                                   const LeaderboardOptions& options, const IsCancelled& isCancelled)
{
    return compute(table, filter, options, false, isCancelled);
}

LeaderboardReport leaderboardReport(const LabelTable& table, const LabelFilter& filter,
                                    const LeaderboardOptions& options, const IsCancelled& isCancelled)
{
    return compute(table, filter, options, true, isCancelled);
}

} // namespace plumbline
