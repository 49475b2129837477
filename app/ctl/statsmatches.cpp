#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/stats/cycles.h"
#include "core/stats/nashranking.h"
#include "core/stats/sequential.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MatchArguments : StatsArguments
{
    std::int64_t minimumVotes = 1;
    bool isSignificant = false;
    std::string payoff = "rate";
};

std::optional<stats::Comparisons> votesOf(CtlContext& context, StatsArguments& arguments)
{
    if (!openSource(context, arguments.source)) {
        return std::nullopt;
    }
    Result<stats::Comparisons> votes = readComparisons(arguments.source);
    if (!context.check(votes)) {
        return std::nullopt;
    }
    return std::move(*votes);
}

QString name(const QStringList& names, std::int32_t model)
{
    return names.value(model);
}

QJsonObject cycleToJson(const stats::PreferenceCycle& cycle, const QStringList& names)
{
    QJsonArray models;
    for (const std::int32_t model : cycle.models) {
        models.append(name(names, model));
    }
    return {{u"models"_s, models}, {u"strength"_s, toJsonNumber(cycle.strength)}};
}

QString cycleText(const stats::PreferenceCycle& cycle, const QStringList& names)
{
    QStringList models;
    for (const std::int32_t model : cycle.models) {
        models.append(name(names, model));
    }
    models.append(name(names, cycle.models.front()));
    return u"%1\t%2"_s.arg(models.join(u" > "_s)).arg(cycle.strength, 0, 'f', 4);
}

void runCycles(CtlContext& context, MatchArguments& arguments)
{
    const std::optional<stats::Comparisons> votes = votesOf(context, arguments);
    if (!votes) {
        return;
    }
    stats::CycleOptions options;
    options.minimumVotes = arguments.minimumVotes;
    if (arguments.isSignificant) {
        options.confidence = arguments.confidence;
    }
    stats::CycleReport report;
    report.undefined = stats::whyUnusable(*votes);
    if (report) {
        report = stats::preferenceCycles(stats::tabulate(*votes), options);
    }
    QJsonArray cycles;
    QStringList lines;
    for (const stats::PreferenceCycle& cycle : report.triples) {
        cycles.append(cycleToJson(cycle, votes->names));
        lines.append(cycleText(cycle, votes->names));
    }
    lines.append(report ? u"%1 of %2 triples are cycles"_s.arg(report.intransitive).arg(report.decided)
                        : report.undefined);
    const QJsonValue strongest = report.strongest ? QJsonValue(cycleToJson(*report.strongest, votes->names))
                                                  : QJsonValue(QJsonValue::Null);
    context.answer({{u"metric"_s, u"cycles"_s},
                    {u"cycles"_s, cycles},
                    {u"intransitive"_s, static_cast<qint64>(report.intransitive)},
                    {u"decided"_s, static_cast<qint64>(report.decided)},
                    {u"strongest"_s, strongest},
                    {u"undefined"_s, reasonToJson(report.undefined)}},
                   lines.join(u'\n'));
}

void runLottery(CtlContext& context, MatchArguments& arguments)
{
    const std::optional<stats::Comparisons> votes = votesOf(context, arguments);
    if (!votes) {
        return;
    }
    const stats::MatchPayoff payoff = arguments.payoff == "votes"      ? stats::MatchPayoff::VoteMargin
                                      : arguments.payoff == "majority" ? stats::MatchPayoff::Majority
                                                                       : stats::MatchPayoff::RateMargin;
    stats::NashRanking ranking;
    ranking.undefined = stats::whyUnusable(*votes);
    if (ranking) {
        ranking = stats::nashRanking(stats::tabulate(*votes), payoff);
    }
    std::vector<std::size_t> order(ranking ? ranking.lottery.size() : 0);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&ranking](std::size_t x, std::size_t y) {
        return ranking.ranks[x] < ranking.ranks[y];
    });
    QJsonArray models;
    QStringList lines;
    for (const std::size_t model : order) {
        const QString called = name(votes->names, static_cast<std::int32_t>(model));
        models.append(QJsonObject{{u"model"_s, called},
                                  {u"share"_s, toJsonNumber(ranking.lottery[model])},
                                  {u"gain"_s, toJsonNumber(ranking.gain[model])},
                                  {u"rank"_s, ranking.ranks[model]}});
        lines.append(u"%1\t%2\t%3\t%4"_s.arg(ranking.ranks[model])
                         .arg(called)
                         .arg(ranking.lottery[model], 0, 'f', 4)
                         .arg(ranking.gain[model], 0, 'f', 4));
    }
    if (!ranking) {
        lines.append(ranking.undefined);
    }
    context.answer({{u"metric"_s, u"lottery"_s},
                    {u"models"_s, models},
                    {u"undefined"_s, reasonToJson(ranking.undefined)}},
                   lines.join(u'\n'));
}

QString toName(stats::PairState state)
{
    return state == stats::PairState::Decided ? u"decided"_s
           : state == stats::PairState::Open  ? u"open"_s
                                              : u"implied"_s;
}

QJsonObject pairToJson(const stats::PairDecision& pair, const QStringList& names)
{
    return {
        {u"model_a"_s, name(names, pair.tally.a)},
        {u"model_b"_s, name(names, pair.tally.b)},
        {u"state"_s, toName(pair.state)},
        {u"winner"_s, pair.winner < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(name(names, pair.winner))},
        {u"votes"_s, pair.tally.votes()},
        {u"share"_s, toJsonNumber(pair.shareOfA.value)},
        {u"ci"_s, toJson(pair.shareOfA.interval)},
        {u"votes_left"_s, toJsonNumber(pair.votesLeft.value)}};
}

QString pairText(const stats::PairDecision& pair, const QStringList& names)
{
    const QString left = pair.votesLeft ? u"about %1 more votes"_s.arg(*pair.votesLeft.value, 0, 'f', 0)
                                        : u"they look equal"_s;
    return u"%1 and %2 are open\t%3\t%4"_s.arg(name(names, pair.tally.a), name(names, pair.tally.b),
                                               toText(pair.shareOfA), left);
}

void runDecided(CtlContext& context, MatchArguments& arguments)
{
    const std::optional<stats::Comparisons> votes = votesOf(context, arguments);
    if (!votes) {
        return;
    }
    stats::SequentialOptions options;
    options.confidence = arguments.confidence;
    options.isTransitive = !arguments.isFlagged;
    const stats::SequentialRanking ranking = stats::sequentialRanking(*votes, options);
    std::vector<std::size_t> order(ranking ? ranking.ranks.size() : 0);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&ranking](std::size_t x, std::size_t y) {
        return ranking.scores[x] > ranking.scores[y];
    });
    QJsonArray models;
    QStringList lines;
    for (const std::size_t model : order) {
        const stats::RankRange range = ranking.ranks[model];
        const QString called = name(votes->names, static_cast<std::int32_t>(model));
        models.append(QJsonObject{{u"model"_s, called},
                                  {u"rank_range"_s, QJsonArray{range.best, range.worst}},
                                  {u"decided"_s, range.isDecided()}});
        lines.append(u"%1–%2\t%3"_s.arg(range.best).arg(range.worst).arg(called));
    }
    QJsonArray pairs;
    for (const std::int32_t index : stats::decidingOrder(ranking)) { // open ones, the most deciding first
        const stats::PairDecision& pair = ranking.pairs[static_cast<std::size_t>(index)];
        pairs.append(pairToJson(pair, votes->names));
        lines.append(pairText(pair, votes->names));
    }
    for (const stats::PairDecision& pair : ranking.pairs) {
        if (pair.state != stats::PairState::Open) {
            pairs.append(pairToJson(pair, votes->names));
        }
    }
    if (!ranking) {
        lines.append(ranking.undefined);
    }
    context.answer({{u"metric"_s, u"decided"_s},
                    {u"models"_s, models},
                    {u"pairs"_s, pairs},
                    {u"open_pairs"_s, ranking.openPairs},
                    {u"votes_left"_s, toJsonNumber(ranking.votesLeft.value)},
                    {u"undefined"_s, reasonToJson(ranking.undefined)}},
                   lines.join(u'\n'));
}

constexpr const char* kInput =
    "A project, or a CSV of winner,loser or model_a,model_b,outcome with a, b or tie";

} // namespace

void addMatchMetrics(CLI::App& parent, CtlContext& context)
{
    auto cycles = std::make_shared<MatchArguments>();
    CLI::App* command = addMetric(parent, cycles, "cycles",
                                  "Models each of which beats the next, and the last the first", kInput);
    addLabelOptions(*command, cycles);
    command->add_option("--min-votes", cycles->minimumVotes, "Pairs with fewer votes do not count (1)")
        ->check(CLI::Range(1, 1'000'000'000));
    command->add_flag("--significant", cycles->isSignificant,
                      "Only pairs whose interval at --confidence excludes one half count");
    command->callback([&context, cycles] { runCycles(context, *cycles); });

    auto lottery = std::make_shared<MatchArguments>();
    command = addMetric(parent, lottery, "lottery",
                        "Maximal lottery: the shares with which no other choice of models wins", kInput);
    addLabelOptions(*command, lottery);
    command->add_option("--payoff", lottery->payoff, "What a model gains from another (rate)")
        ->check(CLI::IsMember({"rate", "votes", "majority"}));
    command->callback([&context, lottery] { runLottery(context, *lottery); });

    auto decided = std::make_shared<MatchArguments>();
    command = addMetric(parent, decided, "decided",
                        "Places that the votes decide, valid however often one looks", kInput);
    addLabelOptions(*command, decided);
    command->add_flag("--no-transitivity", decided->isFlagged,
                      "Each pair has to be decided by its own votes");
    command->callback([&context, decided] { runDecided(context, *decided); });
}

} // namespace plumbline
