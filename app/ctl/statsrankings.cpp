#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/stats/bradleyterry.h"
#include "core/stats/consistency.h"
#include "core/stats/elo.h"
#include "core/stats/plackettluce.h"
#include "core/stats/rankbyinterval.h"
#include "core/stats/winrate.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A leaderboard as it is told, whatever made it.
struct Board
{
    QStringList names;
    std::vector<double> scores;
    std::vector<stats::Interval> intervals; ///< empty: none
    QString noIntervals;
    QString undefined;
    QJsonObject details; ///< further keys of the answer
    QStringList notes;   ///< further lines of the text
};

QJsonObject boardToJson(const std::string& metric, const Board& board, const std::vector<std::size_t>& order,
                        const std::vector<stats::ModelRank>& ranks)
{
    QJsonArray models;
    for (const std::size_t index : order) {
        const stats::ModelRank& rank = ranks[index];
        const std::optional<stats::Interval> interval =
            board.intervals.empty() ? std::nullopt : std::optional(board.intervals[index]);
        models.append(QJsonObject{{u"model"_s, board.names.value(static_cast<qsizetype>(index))},
                                  {u"score"_s, toJsonNumber(board.scores[index])},
                                  {u"ci"_s, toJson(interval)},
                                  {u"rank"_s, rank.rank},
                                  {u"rank_range"_s, QJsonArray{rank.best, rank.worst}}});
    }
    QJsonObject object = board.details;
    object.insert(u"metric"_s, QString::fromStdString(metric));
    object.insert(u"models"_s, models);
    object.insert(u"undefined"_s, reasonToJson(board.undefined));
    if (!board.noIntervals.isEmpty()) {
        object.insert(u"no_intervals"_s, board.noIntervals);
    }
    return object;
}

void answerBoard(CtlContext& context, const std::string& metric, const Board& board)
{
    std::vector<std::size_t> order(board.undefined.isEmpty() ? board.scores.size() : 0);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&board](std::size_t a, std::size_t b) { return board.scores[a] > board.scores[b]; });
    const std::vector<stats::ModelRank> ranks = order.empty()
                                                    ? std::vector<stats::ModelRank>()
                                                    : stats::rankByInterval(board.scores, board.intervals);
    QStringList lines;
    for (const std::size_t index : order) {
        const stats::Estimate score = board.intervals.empty()
                                          ? stats::Estimate::of(board.scores[index])
                                          : stats::Estimate::of(board.scores[index], board.intervals[index]);
        lines.append(u"%1\t%2\t%3–%4\t%5"_s.arg(ranks[index].rank)
                         .arg(board.names.value(static_cast<qsizetype>(index)))
                         .arg(ranks[index].best)
                         .arg(ranks[index].worst)
                         .arg(toText(score)));
    }
    if (!board.undefined.isEmpty()) {
        lines.append(board.undefined);
    } else if (!board.noIntervals.isEmpty()) {
        lines.append(board.noIntervals);
    }
    lines += board.notes;
    context.answer(boardToJson(metric, board, order, ranks), lines.join(u'\n'));
}

/// Scores in the asked unit, centred on 0.
void setScores(Board& board, std::vector<double> scores, std::vector<stats::Interval> intervals, bool isElo)
{
    double mean = 0;
    for (const double score : scores) {
        mean += score / static_cast<double>(scores.size());
    }
    const auto convert = [mean, isElo](double score) {
        return isElo ? stats::toElo(score - mean) : score - mean;
    };
    for (double& score : scores) {
        score = convert(score);
    }
    for (stats::Interval& interval : intervals) {
        interval = {convert(interval.low), convert(interval.high)};
    }
    board.scores = std::move(scores);
    board.intervals = std::move(intervals);
}

Board boardOf(const stats::ModelScores& scores, const QStringList& names, const StatsArguments& arguments)
{
    Board board;
    board.names = names;
    board.undefined = scores.undefined;
    if (scores) {
        board.noIntervals = scores.noIntervals;
        setScores(board, scores.scores, scores.intervals, arguments.scale == "elo");
        board.details.insert(u"log_likelihood"_s, toJsonNumber(scores.logLikelihood));
        if (scores.tieParameter) {
            board.details.insert(u"tie_parameter"_s, toJsonNumber(scores.tieParameter));
        }
    }
    return board;
}

stats::IntervalOptions intervalOptions(const StatsArguments& arguments)
{
    stats::IntervalOptions options;
    options.method = arguments.interval == "none"        ? stats::IntervalMethod::None
                     : arguments.interval == "model"     ? stats::IntervalMethod::Model
                     : arguments.interval == "bootstrap" ? stats::IntervalMethod::Bootstrap
                                                         : stats::IntervalMethod::Sandwich;
    options.cluster = arguments.cluster == "prompt"      ? stats::ClusterBy::Prompt
                      : arguments.cluster == "annotator" ? stats::ClusterBy::Annotator
                      : arguments.cluster == "both"      ? stats::ClusterBy::Both
                                                         : stats::ClusterBy::None;
    options.confidence = arguments.confidence;
    options.resamples = arguments.resamples;
    options.seed = arguments.seed;
    return options;
}

/// What style is worth: logits for one standard deviation more of each feature.
void addStyle(Board& board, const stats::ModelScores& scores, const QStringList& features,
              const QStringList& constant)
{
    QJsonArray effects;
    for (std::size_t i = 0; i < scores.effects.size(); ++i) {
        const QString& feature = features.at(static_cast<qsizetype>(i));
        effects.append(QJsonObject{{u"feature"_s, feature},
                                   {u"effect"_s, toJsonNumber(scores.effects[i].value)},
                                   {u"ci"_s, toJson(scores.effects[i].interval)}});
        board.notes.append(u"style %1\t%2"_s.arg(feature, toText(scores.effects[i])));
    }
    board.details.insert(u"style"_s, effects);
    board.details.insert(u"constant_style"_s, QJsonArray::fromStringList(constant));
}

void runBradleyTerry(CtlContext& context, StatsArguments& arguments)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    QStringList constantStyles;
    const bool hasStyle = arguments.isFlagged;
    const Result<stats::Comparisons> votes =
        readComparisons(arguments.source, hasStyle ? &constantStyles : nullptr);
    if (!context.check(votes)) {
        return;
    }
    stats::BradleyTerryOptions options;
    options.ties = arguments.ties == "davidson"     ? stats::TieModel::Davidson
                   : arguments.ties == "rao-kupper" ? stats::TieModel::RaoKupper
                                                    : stats::TieModel::HalfWins;
    options.l2 = arguments.l2;
    options.interval = intervalOptions(arguments);
    const stats::ModelScores scores = stats::bradleyTerry(*votes, options);
    Board board = boardOf(scores, votes->names, arguments);
    if (hasStyle) {
        addStyle(board, scores, votes->covariateNames, constantStyles);
    }
    answerBoard(context, "bradley-terry", board);
}

void runPlackettLuce(CtlContext& context, StatsArguments& arguments)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<stats::Rankings> rankings = readRankings(arguments.source);
    if (!context.check(rankings)) {
        return;
    }
    stats::PlackettLuceOptions options;
    options.l2 = arguments.l2;
    options.interval = intervalOptions(arguments);
    answerBoard(context, "plackett-luce",
                boardOf(stats::plackettLuce(*rankings, options), rankings->names, arguments));
}

void runElo(CtlContext& context, StatsArguments& arguments)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<stats::Comparisons> votes = readComparisons(arguments.source);
    if (!context.check(votes)) {
        return;
    }
    stats::EloOptions options;
    options.k = arguments.step;
    options.permutations = arguments.permutations;
    options.resamples = arguments.interval == "bootstrap" ? arguments.resamples : 0;
    options.confidence = arguments.confidence;
    options.seed = arguments.seed;
    stats::EloRatings ratings = stats::elo(*votes, options);
    Board board;
    board.names = votes->names;
    board.undefined = ratings.undefined;
    for (double& rating : ratings.ratings) {
        rating = stats::fromElo(rating);
    }
    for (stats::Interval& interval : ratings.intervals) {
        interval = {stats::fromElo(interval.low), stats::fromElo(interval.high)};
    }
    setScores(board, std::move(ratings.ratings), std::move(ratings.intervals), arguments.scale == "elo");
    answerBoard(context, "elo", board);
}

void runConsistency(CtlContext& context, StatsArguments& arguments)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<ConsistencyInput> input = readConsistency(arguments.source);
    if (!context.check(input)) {
        return;
    }
    const stats::RatingRankingConsistency result = stats::ratingRankingConsistency(
        input->ratings, input->rankings, input->repeated, arguments.confidence);
    const std::array<std::pair<QString, stats::PairWinner>, 3> kinds{
        {{u"a"_s, stats::PairWinner::A}, {u"tie"_s, stats::PairWinner::Tie}, {u"b"_s, stats::PairWinner::B}}};
    QJsonObject matrix;
    QStringList lines{u"consistency\t%1"_s.arg(toText(result.consistency)), u"pairs\t%1"_s.arg(result.pairs),
                      u"by rating \\ by ranking\ta\ttie\tb"_s};
    for (const auto& [rating, byRating] : kinds) {
        QJsonObject row;
        QString line = rating;
        for (const auto& [ranking, byRanking] : kinds) {
            const auto count = static_cast<qint64>(result.count(byRating, byRanking));
            row.insert(ranking, count);
            line += u'\t' + QString::number(count);
        }
        matrix.insert(rating, row);
        lines.append(line);
    }
    context.answer({{u"metric"_s, u"consistency"_s},
                    {u"value"_s, toJsonNumber(result.consistency.value)},
                    {u"ci"_s, toJson(result.consistency.interval)},
                    {u"n_pairs"_s, static_cast<qint64>(result.pairs)},
                    {u"n_unmatched"_s, static_cast<qint64>(result.unmatched)},
                    {u"matrix"_s, matrix},
                    {u"undefined"_s, reasonToJson(result.consistency.undefined)}},
                   lines.join(u'\n'));
}

void addIntervalOptions(CLI::App& command, const SharedStatsArguments& arguments)
{
    command.add_option("--ci", arguments->interval, "Intervals (sandwich)")
        ->check(CLI::IsMember({"none", "model", "sandwich", "bootstrap"}));
    command.add_option("--cluster", arguments->cluster, "Which votes hang together (none)")
        ->check(CLI::IsMember({"none", "prompt", "annotator", "both"}));
}

void addRandomOptions(CLI::App& command, const SharedStatsArguments& arguments)
{
    command.add_option("--resamples", arguments->resamples, "Of the bootstrap (1000)")
        ->check(CLI::Range(10, 1'000'000));
    command.add_option("--seed", arguments->seed, "Of what is drawn (1)");
}

void addScaleOption(CLI::App& command, const SharedStatsArguments& arguments)
{
    command.add_option("--scale", arguments->scale, "Unit of the scores: natural logs, or 400 points (log)")
        ->check(CLI::IsMember({"log", "elo"}));
}

constexpr const char* kComparisonsInput =
    "A project, or a CSV of winner,loser[,weight] or model_a,model_b,outcome with a, b or tie";

} // namespace

void addRankingMetrics(CLI::App& parent, CtlContext& context)
{
    auto bt = std::make_shared<StatsArguments>();
    CLI::App* command =
        addMetric(parent, bt, "bradley-terry", "Bradley & Terry scores of models", kComparisonsInput);
    addLabelOptions(*command, bt);
    command->add_option("--ties", bt->ties, "A tie as half a win each, or a model of ties (half)")
        ->check(CLI::IsMember({"half", "davidson", "rao-kupper"}));
    command->add_option("--l2", bt->l2, "Penalty l2·Σθ² (0: maximum likelihood)")
        ->check(CLI::Range(0.0, 1e9));
    command->add_flag("--style", bt->isFlagged,
                      "At equal style: length, headers, lists and bold as covariates");
    addIntervalOptions(*command, bt);
    addRandomOptions(*command, bt);
    addScaleOption(*command, bt);
    command->callback([&context, bt] { runBradleyTerry(context, *bt); });

    auto pl = std::make_shared<StatsArguments>();
    command = addMetric(parent, pl, "plackett-luce", "Plackett & Luce scores from rankings",
                        "A project, or a CSV with a ranking a line, best first");
    addLabelOptions(*command, pl);
    command->add_option("--l2", pl->l2, "Penalty l2·Σθ² (0: maximum likelihood)")
        ->check(CLI::Range(0.0, 1e9));
    addIntervalOptions(*command, pl);
    addRandomOptions(*command, pl);
    addScaleOption(*command, pl);
    command->callback([&context, pl] { runPlackettLuce(context, *pl); });

    auto elo = std::make_shared<StatsArguments>();
    command = addMetric(parent, elo, "elo", "Elo ratings, in the order of the votes", kComparisonsInput);
    addLabelOptions(*command, elo);
    elo->interval = "none";
    command->add_option("--k", elo->step, "Points that a surprise moves a rating (4)")
        ->check(CLI::Range(1e-6, 1e4));
    command->add_option("--permutations", elo->permutations, "The mean over so many random orders (0)")
        ->check(CLI::Range(0, 100'000));
    command->add_option("--ci", elo->interval, "Intervals (none)")
        ->check(CLI::IsMember({"none", "bootstrap"}));
    addRandomOptions(*command, elo);
    addScaleOption(*command, elo);
    command->callback([&context, elo] { runElo(context, *elo); });

    auto consistency = std::make_shared<StatsArguments>();
    command =
        addMetric(parent, consistency, "consistency", "Do ratings and rankings of the same say the same?",
                  "A project, or a CSV of group,response,rating");
    command->add_option("RANKINGS", consistency->source.secondPath,
                        "With a CSV: one of group,response_a,response_b,outcome");
    addLabelOptions(*command, consistency);
    command->callback([&context, consistency] { runConsistency(context, *consistency); });
}

} // namespace plumbline
