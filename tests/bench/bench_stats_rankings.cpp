// Rankings of 100 models from a million votes: Bradley–Terry with its intervals, Elo, Plackett–Luce. With
// --folder the votes are written there as votes.csv, for tests/peers/stats_rankings.py --bench.

#include "core/base/random.h"
#include "core/stats/bradleyterry.h"
#include "core/stats/elo.h"
#include "core/stats/nashranking.h"
#include "core/stats/plackettluce.h"
#include "tests/bench/benchreport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cmath>

using namespace plumbline;
using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int32_t kModels = 100;
constexpr std::int32_t kPrompts = 20'000;
constexpr std::int32_t kAnnotators = 2'000;
constexpr double kTies = 0.15;
constexpr int kCovariates = 4;
constexpr double kBootstrapLimitMs = 10'000;

std::vector<double> truth()
{
    std::vector<double> scores;
    for (std::int32_t model = 0; model < kModels; ++model) {
        scores.push_back(1.5 - 3.0 * model / (kModels - 1));
    }
    return scores;
}

Comparisons makeVotes(qint64 count)
{
    Random random(1);
    const std::vector<double> scores = truth();
    Comparisons votes;
    votes.models = kModels;
    votes.rows.reserve(static_cast<std::size_t>(count));
    for (qint64 i = 0; i < count; ++i) {
        const auto a = static_cast<std::int32_t>(random.below(kModels));
        const auto b = static_cast<std::int32_t>(
            (static_cast<std::uint64_t>(a) + 1 + random.below(kModels - 1)) % kModels);
        const double gap = scores[static_cast<std::size_t>(a)] - scores[static_cast<std::size_t>(b)];
        const bool aWins = random.uniform() < 1 / (1 + std::exp(-gap));
        const bool tied = random.uniform() < kTies;
        votes.rows.push_back({a, b,
                              tied    ? PairWinner::Tie
                              : aWins ? PairWinner::A
                                      : PairWinner::B,
                              1, static_cast<std::int32_t>(random.below(kPrompts)),
                              static_cast<std::int32_t>(random.below(kAnnotators))});
    }
    return votes;
}

bool writeVotes(const Comparisons& votes, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    file.write("model_a,model_b,outcome\n");
    for (const Comparison& row : votes.rows) {
        const char* outcome = row.winner == PairWinner::A ? "a" : row.winner == PairWinner::B ? "b" : "tie";
        file.write(QByteArray("m") + QByteArray::number(row.a) + ",m" + QByteArray::number(row.b) + "," +
                   outcome + "\n");
    }
    return true;
}

void measureBradleyTerry(BenchReport& report, const Comparisons& votes)
{
    const auto run = [&](const QString& what, const BradleyTerryOptions& options, const QString& note) {
        BenchReport::say(what);
        const BenchTimer timer;
        const ModelScores scores = bradleyTerry(votes, options);
        if (!scores || !scores.noIntervals.isEmpty()) {
            BenchReport::say(scores.undefined + scores.noIntervals);
        }
        if (options.interval.method == IntervalMethod::Bootstrap) {
            report.add(what, timer.ms(), u"ms"_s, BenchReport::Limit::AtMost, kBootstrapLimitMs, note);
        } else {
            report.add(what, timer.ms(), u"ms"_s, note);
        }
        return scores;
    };
    BradleyTerryOptions options;
    const ModelScores plain = run(u"Bradley–Terry, scores"_s, options, u"Newton"_s);
    report.setFact(u"largest gradient, votes"_s, plain.gradient);
    options.interval.method = IntervalMethod::Sandwich;
    run(u"… with the sandwich"_s, options, {});
    options.interval.cluster = ClusterBy::Both;
    run(u"… clustered by prompt and annotator"_s, options, {});
    options.interval.method = IntervalMethod::Bootstrap;
    options.interval.cluster = ClusterBy::None;
    const QString note = u"%1 resamples"_s.arg(options.interval.resamples);
    run(u"Bradley–Terry, bootstrap"_s, options, note);
    options.interval.threads = 1;
    run(u"… on one core"_s, options, note);
    options.interval.threads = 0;
    options.interval.cluster = ClusterBy::Prompt;
    run(u"… clustered by prompt"_s, options, note);
    options.interval.cluster = ClusterBy::None;
    options.ties = TieModel::Davidson;
    run(u"… with Davidson's ties"_s, options, note);
}

void measureStyle(BenchReport& report, Comparisons votes)
{
    BenchReport::say(u"style control"_s);
    Random random(2);
    for (int k = 0; k < kCovariates; ++k) {
        votes.covariateNames << u"feature %1"_s.arg(k + 1);
    }
    for (std::size_t i = 0; i < votes.rows.size() * kCovariates; ++i) {
        votes.covariates.push_back(random.uniform() - 0.5);
    }
    BradleyTerryOptions options;
    options.interval.method = IntervalMethod::Sandwich;
    const BenchTimer timer;
    const ModelScores scores = bradleyTerry(votes, options);
    report.add(u"Bradley–Terry with four covariates"_s, timer.ms(), u"ms"_s, u"with the sandwich"_s);
    BenchReport::say(scores.undefined);
}

void measureElo(BenchReport& report, const Comparisons& votes)
{
    BenchReport::say(u"Elo"_s);
    const BenchTimer once;
    EloOptions options;
    const EloRatings ratings = elo(votes, options);
    report.add(u"Elo, in order"_s, once.ms(), u"ms"_s);
    BenchReport::say(ratings.undefined);
    options.permutations = 100;
    const BenchTimer averaged;
    const EloRatings mean = elo(votes, options);
    report.add(u"Elo, mean of 100 orders"_s, averaged.ms(), u"ms"_s);
    BenchReport::say(mean.undefined);
}

void measureOthers(BenchReport& report, const Comparisons& votes)
{
    BenchReport::say(u"lottery and rankings"_s);
    const BenchTimer lottery;
    const NashRanking ranking = nashRanking(tabulate(votes));
    report.add(u"Maximal lottery"_s, lottery.ms(), u"ms"_s, u"from the votes"_s);
    BenchReport::say(ranking.undefined);
    constexpr int kRankings = 100'000;
    constexpr std::size_t kLength = 5;
    Random random(3);
    const std::vector<double> scores = truth();
    Rankings rankings;
    rankings.models = kModels;
    for (int i = 0; i < kRankings; ++i) {
        std::vector<std::pair<double, std::int32_t>> keys; // exponential clocks
        const std::uint64_t first = random.below(kModels);
        for (std::uint64_t k = 0; k < kLength; ++k) {
            const auto model = static_cast<std::int32_t>((first + k * 17) % kModels);
            keys.emplace_back(
                -std::log1p(-random.uniform()) / std::exp(scores[static_cast<std::size_t>(model)]), model);
        }
        std::sort(keys.begin(), keys.end());
        Ranking one;
        for (const auto& [time, model] : keys) {
            one.models.push_back(model);
        }
        rankings.rows.push_back(std::move(one));
    }
    PlackettLuceOptions options;
    options.interval.method = IntervalMethod::Sandwich;
    const BenchTimer timer;
    const ModelScores found = plackettLuce(rankings, options);
    report.add(u"Plackett–Luce of 100 000 rankings"_s, timer.ms(), u"ms"_s, u"of five, with the sandwich"_s);
    BenchReport::say(found.undefined);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const BenchOptions options = BenchOptions::read(u"Rankings of models from many votes"_s, 1'000'000, 1);
    BenchReport report(u"bench_stats_rankings"_s);
    report.setFact(u"votes"_s, options.items);
    report.setFact(u"models"_s, kModels);
    const Comparisons votes = makeVotes(options.items);
    if (!options.folder.isEmpty() && !writeVotes(votes, QDir(options.folder).filePath(u"votes.csv"_s))) {
        qCritical("The votes could not be written.");
        return 1;
    }
    resetPeakMemory();
    measureBradleyTerry(report, votes);
    report.add(u"memory for Bradley–Terry"_s, peakMemoryMib(), u"MiB"_s,
               u"peak of the process, with the votes"_s);
    measureStyle(report, votes);
    measureElo(report, votes);
    measureOthers(report, votes);
    return report.finish(options.out);
}
