// Do the intervals hold what they promise, and do real votes give the ranking that everyone knows?

#include "core/stats/bradleyterry.h"
#include "core/stats/cycles.h"
#include "core/stats/elo.h"
#include "core/stats/nashranking.h"
#include "core/stats/rankbyinterval.h"
#include "tests/core/stats/rankingfixture.h"
#include "tests/support/fullrun.h"

#include <QTest>

#include <algorithm>

using namespace plumbline;
using namespace plumbline::stats;
using namespace plumbline::stats::fixture;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::vector<double> kTruth{0.9, 0.3, -0.2, -1.0};

/// The share of runs and models whose interval holds the truth.
double coverage(const BradleyTerryOptions& options, int runs, int votes, int copies)
{
    int covered = 0;
    for (int run = 0; run < runs; ++run) {
        Comparisons data = simulated(kTruth, votes, 0, 1'000 + static_cast<std::uint64_t>(run));
        for (std::size_t i = 0; i < data.rows.size(); ++i) {
            data.rows[i].annotator = static_cast<std::int32_t>(i);
        }
        const std::vector<Comparison> rows = data.rows;
        for (int copy = 1; copy < copies; ++copy) { // annotators who repeat themselves
            data.rows.insert(data.rows.end(), rows.begin(), rows.end());
        }
        const ModelScores found = bradleyTerry(data, options);
        for (std::size_t model = 0; model < found.intervals.size(); ++model) {
            covered +=
                found.intervals[model].low <= kTruth[model] && kTruth[model] <= found.intervals[model].high;
        }
    }
    return static_cast<double>(covered) / (runs * static_cast<double>(kTruth.size()));
}

Comparisons mtBench()
{
    Comparisons votes;
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + u"/tests/data/stats/mt_bench_votes.csv"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return votes;
    }
    const QStringList header = QString::fromUtf8(file.readLine()).trimmed().split(u',');
    const auto column = [&](const QStringList& row, const QString& name) {
        return row.value(header.indexOf(name));
    };
    QStringList judges;
    const auto index = [](QStringList& names, const QString& name) {
        if (!names.contains(name)) {
            names << name;
        }
        return static_cast<std::int32_t>(names.indexOf(name));
    };
    while (!file.atEnd()) {
        const QStringList row = QString::fromUtf8(file.readLine()).trimmed().split(u',');
        const QString winner = column(row, u"outcome"_s);
        votes.rows.push_back(
            {index(votes.names, column(row, u"model_a"_s)), index(votes.names, column(row, u"model_b"_s)),
             winner == u"a"   ? PairWinner::A
             : winner == u"b" ? PairWinner::B
                              : PairWinner::Tie,
             1, column(row, u"question"_s).toInt(), index(judges, column(row, u"annotator"_s))});
    }
    votes.models = static_cast<std::int32_t>(votes.names.size());
    return votes;
}

QStringList byScore(const QStringList& names, const std::vector<double>& scores)
{
    std::vector<std::size_t> order(scores.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t x, std::size_t y) { return scores[x] > scores[y]; });
    QStringList sorted;
    for (const std::size_t i : order) {
        sorted << names.at(static_cast<qsizetype>(i));
    }
    return sorted;
}

} // namespace

class TstRankingCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intervalsCoverTheTruthAsOftenAsTheySay_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("cluster");
        QTest::addColumn<int>("copies");
        QTest::addColumn<int>("runs");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const auto row = [](const char* name, IntervalMethod method, ClusterBy cluster, int copies, int runs,
                            double low, double high) {
            const bool isFull = isFullRun();
            const bool isFair = high > 0.9;
            QTest::newRow(name) << static_cast<int>(method) << static_cast<int>(cluster) << copies
                                << (isFull ? 1'000 : runs) << (isFull && isFair ? 0.93 : low)
                                << (isFull && isFair ? 0.97 : high);
        };
        row("information", IntervalMethod::Model, ClusterBy::None, 1, 1'000, 0.93, 0.97);
        row("sandwich", IntervalMethod::Sandwich, ClusterBy::None, 1, 1'000, 0.93, 0.97);
        row("bootstrap", IntervalMethod::Bootstrap, ClusterBy::None, 1, 200, 0.92, 0.98);
        row("repeats, naive", IntervalMethod::Sandwich, ClusterBy::None, 4, 300, 0.60, 0.75);
        row("repeats, clustered sandwich", IntervalMethod::Sandwich, ClusterBy::Annotator, 4, 1'000, 0.93,
            0.97);
        row("repeats, clustered bootstrap", IntervalMethod::Bootstrap, ClusterBy::Annotator, 4, 100, 0.91,
            0.99);
    }

    void intervalsCoverTheTruthAsOftenAsTheySay()
    {
        QFETCH(int, method);
        QFETCH(int, cluster);
        QFETCH(int, copies);
        QFETCH(int, runs);
        QFETCH(double, low);
        QFETCH(double, high);
        BradleyTerryOptions options;
        options.interval.method = static_cast<IntervalMethod>(method);
        options.interval.cluster = static_cast<ClusterBy>(cluster);
        options.interval.resamples = 200;
        const double share = coverage(options, runs, 240, copies);
        qInfo("%.1f %% of the intervals hold the truth", 100 * share);
        QVERIFY(share >= low && share <= high);
    }

    void realVotesGiveTheKnownRanking()
    {
        const Comparisons votes = mtBench();
        QCOMPARE(votes.rows.size(), std::size_t{3'355});
        QCOMPARE(votes.models, 6);
        const QStringList known{u"gpt-4"_s,           u"claude-v1"_s,  u"gpt-3.5-turbo"_s,
                                u"vicuna-13b-v1.2"_s, u"alpaca-13b"_s, u"llama-13b"_s};
        BradleyTerryOptions options;
        options.interval.method = IntervalMethod::Sandwich;
        options.interval.cluster = ClusterBy::Both;
        for (const TieModel ties : {TieModel::HalfWins, TieModel::Davidson, TieModel::RaoKupper}) {
            options.ties = ties;
            const ModelScores found = bradleyTerry(votes, options);
            QVERIFY2(found, qPrintable(found.undefined));
            const QStringList order = byScore(votes.names, found.scores);
            QCOMPARE(order.first(), u"gpt-4"_s);
            QCOMPARE(order.mid(3), known.mid(3));
            const auto ranks = rankByInterval(found.scores, found.intervals);
            QVERIFY(ranks[static_cast<std::size_t>(votes.names.indexOf(u"gpt-4"_s))].worst <= 2);
            QCOMPARE(ranks[static_cast<std::size_t>(votes.names.indexOf(u"llama-13b"_s))].best, 6);
        }
        EloOptions shuffled;
        shuffled.permutations = 50;
        QCOMPARE(byScore(votes.names, elo(votes, shuffled).ratings).first(), u"gpt-4"_s);
        const NashRanking lottery = nashRanking(tabulate(votes));
        QVERIFY2(lottery, qPrintable(lottery.undefined));
        QCOMPARE(byScore(votes.names, lottery.lottery).first(), u"gpt-4"_s);
        QVERIFY(preferenceCycles(tabulate(votes)));
    }
};

QTEST_GUILESS_MAIN(TstRankingCoverage)

#include "tst_rankingcoverage.moc"
