#include "core/analysis/leaderboarddetails.h"

#include "core/stats/connectivity.h"
#include "core/stats/cycles.h"
#include "core/stats/nashranking.h"
#include "core/stats/winmatrix.h"
#include "core/stats/winrate.h"

#include <algorithm>
#include <numeric>

namespace plumbline::leaderboard {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t toIndex(int place)
{
    return static_cast<std::size_t>(place);
}

stats::Estimate againstBaseline(const stats::WinMatrix& matrix, std::int32_t model, qsizetype baseline,
                                const LeaderboardReport& report)
{
    if (report.options.baseline.isEmpty()) {
        return stats::Estimate::none(u"No baseline is chosen."_s);
    }
    if (baseline < 0) {
        return stats::Estimate::none(u"The baseline %1 has no votes here."_s.arg(report.options.baseline));
    }
    if (model == baseline) {
        return stats::Estimate::none(u"This is the baseline."_s);
    }
    return matrix.rate(model, static_cast<std::int32_t>(baseline), stats::RateInterval::Wilson,
                       report.options.confidence);
}

} // namespace

std::vector<LeaderboardRow> rowsOf(const Votes& votes, const Scores& scores, const stats::WinRates& shares,
                                   const stats::PairTable& table, std::vector<int>& places)
{
    const std::size_t models = votes.models.size();
    std::vector<std::int64_t> counts(models, 0);
    for (const stats::PairCell& cell : table.cells) {
        counts[static_cast<std::size_t>(cell.a)] += cell.count;
        counts[static_cast<std::size_t>(cell.b)] += cell.count;
    }
    std::vector<std::size_t> order(models);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto worth = [&](std::size_t model) {
        return scores.points.empty() ? shares.models[model].rate.valueOr(-1) : scores.points[model];
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return worth(x) > worth(y); });
    std::vector<LeaderboardRow> rows;
    places.assign(models, 0);
    for (const std::size_t model : order) {
        places[model] = static_cast<int>(rows.size());
        const stats::ModelWinRate& share = shares.models[model];
        LeaderboardRow row;
        row.model = votes.models[model];
        row.name = votes.comparisons.names.at(static_cast<qsizetype>(model));
        row.score = stats::Estimate::none(scores.undefined);
        if (!scores.points.empty()) {
            row.score = stats::Estimate::of(scores.points[model]);
            row.rank = scores.ranks[model].rank;
            row.bestRank = scores.ranks[model].best;
            row.worstRank = scores.ranks[model].worst;
        }
        if (!scores.intervals.empty()) {
            row.score.interval = scores.intervals[model];
        }
        row.won = share.rate;
        row.wonBalanced = share.balanced;
        row.wins = share.wins;
        row.ties = share.ties;
        row.losses = share.losses;
        row.votes = counts[model];
        row.prompts = votes.promptsOf.empty() ? 0 : votes.promptsOf[model];
        rows.push_back(std::move(row));
    }
    return rows;
}

void addMatrix(const Votes& votes, const stats::PairTable& table, const std::vector<int>& places,
               LeaderboardReport& report)
{
    const stats::WinMatrix matrix(table);
    const auto models = static_cast<std::int32_t>(votes.models.size());
    const qsizetype baseline =
        report.options.baseline.isEmpty() ? -1 : votes.comparisons.names.indexOf(report.options.baseline);
    report.matrix.resize(report.rows.size() * report.rows.size());
    for (std::int32_t a = 0; a < models; ++a) {
        const std::size_t row = toIndex(places[static_cast<std::size_t>(a)]);
        for (std::int32_t b = 0; b < models; ++b) {
            const std::size_t column = toIndex(places[static_cast<std::size_t>(b)]);
            LeaderboardCell& cell = report.matrix[row * report.rows.size() + column];
            cell.rate = matrix.rate(a, b, stats::RateInterval::Wilson, report.options.confidence);
            if (a != b) {
                cell.wins = matrix.wins(a, b);
                cell.ties = matrix.ties(a, b);
                cell.votes = matrix.count(a, b);
                cell.units = votes.unitsOfPair[votes.at(std::min(a, b), std::max(a, b))];
            }
        }
        report.rows[row].againstBaseline = againstBaseline(matrix, a, baseline, report);
    }
}

void addComponents(const Votes& votes, const stats::PairTable& table, LeaderboardReport& report)
{
    const stats::Components found = stats::strongComponents(table.models, stats::edgesOf(table));
    if (found.count < 2) {
        return;
    }
    report.components.resize(static_cast<std::size_t>(found.count));
    for (std::size_t model = 0; model < found.of.size(); ++model) {
        // An edge, from who won, leads from the higher number.
        const auto place = static_cast<std::size_t>(found.count - 1 - found.of[model]);
        report.components[place] << votes.comparisons.names.at(static_cast<qsizetype>(model));
    }
}

void addTies(LeaderboardReport& report)
{
    LeaderboardTie group;
    const auto close = [&] {
        if (group.models.size() > 1) {
            report.notSeparated.push_back(group);
        }
        group = {};
    };
    for (const LeaderboardRow& row : report.rows) {
        if (row.rank == 0) {
            return;
        }
        if (group.models.isEmpty() || row.bestRank > group.worstRank) {
            close();
            group.bestRank = row.bestRank;
            group.worstRank = row.worstRank;
        }
        group.models << row.name;
        group.bestRank = std::min(group.bestRank, row.bestRank);
        group.worstRank = std::max(group.worstRank, row.worstRank);
    }
    close();
}

void addCycles(const stats::PairTable& table, const std::vector<int>& places, LeaderboardReport& report)
{
    const stats::CycleReport found = stats::preferenceCycles(table);
    report.noCycles = found.undefined;
    report.cycleCount = found.intransitive;
    report.decidedTriples = found.decided;
    for (const stats::PreferenceCycle& cycle : found.triples) {
        LeaderboardCycle one;
        one.strength = cycle.strength;
        for (const std::int32_t model : cycle.models) {
            one.rows.push_back(places[static_cast<std::size_t>(model)]);
        }
        report.cycles.push_back(std::move(one));
    }
}

void addLottery(const stats::PairTable& table, const std::vector<int>& places, LeaderboardReport& report)
{
    const std::size_t pairs = places.size() * (places.size() - 1) / 2;
    const stats::NashRanking found = stats::nashRanking(
        table, table.cells.size() == pairs ? stats::MatchPayoff::RateMargin : stats::MatchPayoff::VoteMargin);
    report.noLottery = found.undefined;
    if (!found) {
        return;
    }
    for (std::size_t model = 0; model < places.size(); ++model) {
        LeaderboardRow& row = report.rows[toIndex(places[model])];
        row.lottery = found.lottery[model];
        row.lotteryGain = found.gain[model];
    }
}

void addDecisions(const Votes& votes, const stats::PairTable& table, const std::vector<int>& places,
                  LeaderboardReport& report)
{
    std::vector<stats::PairTally> tallies;
    for (const stats::PairCell& cell : table.cells) {
        tallies.push_back({cell.a, cell.b, cell.weights[0], cell.weights[2], cell.weights[1]});
    }
    stats::SequentialOptions options;
    options.confidence = report.options.confidence;
    const stats::SequentialRanking found =
        stats::sequentialRanking(static_cast<std::int32_t>(votes.models.size()), tallies, options);
    LeaderboardDecisions& decisions = report.sequential;
    decisions.undefined = found.undefined;
    if (!found) {
        return;
    }
    decisions.openPairs = found.openPairs;
    decisions.votesLeft = found.votesLeft;
    for (std::size_t model = 0; model < places.size(); ++model) {
        report.rows[toIndex(places[model])].decided = found.ranks[model];
        decisions.decidedRanks += found.ranks[model].isDecided() ? 1 : 0;
    }
    for (const std::int32_t index : stats::decidingOrder(found)) {
        const stats::PairDecision& pair = found.pairs[static_cast<std::size_t>(index)];
        const bool isALeading = found.scores[static_cast<std::size_t>(pair.tally.a)] >=
                                found.scores[static_cast<std::size_t>(pair.tally.b)];
        LeaderboardOpenPair open;
        open.first = places[static_cast<std::size_t>(isALeading ? pair.tally.a : pair.tally.b)];
        open.second = places[static_cast<std::size_t>(isALeading ? pair.tally.b : pair.tally.a)];
        open.votes = static_cast<std::int64_t>(pair.tally.votes());
        open.votesLeft = pair.votesLeft;
        open.share = pair.shareOfA;
        if (!isALeading && open.share) {
            const stats::Interval interval = open.share.interval.value_or(stats::Interval{0, 1});
            open.share = stats::Estimate::of(1 - *open.share.value, {1 - interval.high, 1 - interval.low});
        }
        decisions.open.push_back(std::move(open));
    }
}

std::vector<LeaderboardSlice> slicesOf(const LabelTable& table, const Votes& votes,
                                       const LeaderboardOptions& options, const IsCancelled& isCancelled)
{
    const auto categories = static_cast<std::size_t>(table.categories().size());
    std::vector<stats::Comparisons> parts(categories);
    for (std::size_t row = 0; row < votes.comparisons.rows.size(); ++row) {
        if (votes.categories[row] >= 0) {
            parts[static_cast<std::size_t>(votes.categories[row])].rows.push_back(
                votes.comparisons.rows[row]);
        }
    }
    LeaderboardOptions simple = options;
    simple.interval = stats::IntervalMethod::Sandwich;
    if (simple.method == ScoreMethod::PlackettLuce) {
        simple.method = ScoreMethod::BradleyTerry;
    }
    std::vector<LeaderboardSlice> slices;
    for (std::size_t category = 0; category < categories; ++category) {
        if (parts[category].rows.empty()) {
            continue;
        }
        if (isCancelled && isCancelled()) {
            return {};
        }
        parts[category].models = votes.comparisons.models;
        parts[category].names = votes.comparisons.names;
        stats::SeenModels seen = stats::dropUnseen(parts[category]);
        Votes part;
        part.comparisons = std::move(seen.votes);
        for (const std::int32_t model : seen.original) {
            part.models.push_back(votes.models[static_cast<std::size_t>(model)]);
        }
        LeaderboardSlice slice;
        slice.category = table.categories().at(static_cast<qsizetype>(category));
        slice.votes = static_cast<std::int64_t>(part.comparisons.rows.size());
        const Scores scores = scoresOf(part, simple, true, isCancelled);
        std::vector<int> places;
        slice.rows =
            rowsOf(part, scores, sharesOf(part, simple, true), stats::tabulate(part.comparisons), places);
        slice.undefined = scores.undefined;
        slices.push_back(std::move(slice));
    }
    std::stable_sort(slices.begin(), slices.end(),
                     [](const LeaderboardSlice& x, const LeaderboardSlice& y) { return x.votes > y.votes; });
    return slices;
}

} // namespace plumbline::leaderboard
