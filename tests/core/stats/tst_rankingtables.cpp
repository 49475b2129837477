// What is read off the votes without a model of them: Elo, win rates, the matrix, cycles, lotteries, places.

#include "core/stats/cycles.h"
#include "core/stats/elo.h"
#include "core/stats/modelscores.h"
#include "core/stats/nashranking.h"
#include "core/stats/rankbyinterval.h"
#include "core/stats/winmatrix.h"
#include "core/stats/winrate.h"
#include "tests/core/stats/rankingfixture.h"

#include <QTest>

#include <numeric>

using namespace plumbline;
using namespace plumbline::stats;
using namespace plumbline::stats::fixture;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A table in which i beat j wins[i][j] times.
PairTable tableOf(const std::vector<std::vector<double>>& wins)
{
    Comparisons votes;
    votes.models = static_cast<std::int32_t>(wins.size());
    for (std::size_t i = 0; i < wins.size(); ++i) {
        for (std::size_t j = 0; j < wins.size(); ++j) {
            for (int vote = 0; vote < static_cast<int>(wins[i][j]); ++vote) {
                votes.rows.push_back(
                    {static_cast<std::int32_t>(i), static_cast<std::int32_t>(j), PairWinner::A});
            }
        }
    }
    return tabulate(votes);
}

} // namespace

class TstRankingTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eloMovesByTheSurprise()
    {
        Comparisons votes;
        votes.models = 2;
        votes.rows = {{0, 1, PairWinner::A}, {1, 0, PairWinner::Tie}, {0, 1, PairWinner::B, 2}};
        EloOptions options;
        options.k = 32;
        const EloRatings found = elo(votes, options);
        double a = 1'000 + 16;
        double b = 1'000 - 16;
        double change = 32 * (0.5 - 1 / (1 + std::pow(10, (a - b) / 400)));
        b += change;
        a -= change;
        change = 64 * (0 - 1 / (1 + std::pow(10, (b - a) / 400)));
        QVERIFY(std::abs(found.ratings[0] - (a + change)) < 1e-9);
        QVERIFY(std::abs(found.ratings[1] - (b - change)) < 1e-9);
        QVERIFY(std::abs(toElo(std::log(10)) - 400) < 1e-12);
        QVERIFY(std::abs(fromElo(toElo(0.7)) - 0.7) < 1e-15);
    }

    void orderMattersUntilItIsAveragedAway()
    {
        const Comparisons votes = simulated({0.6, 0, -0.6}, 600, 0.1, 31);
        Comparisons reversed = votes;
        std::reverse(reversed.rows.begin(), reversed.rows.end());
        EloOptions options;
        options.k = 16;
        const double forward = elo(votes, options).ratings[0];
        QVERIFY(std::abs(forward - elo(reversed, options).ratings[0]) > 1);
        options.permutations = 400;
        options.threads = 1;
        const EloRatings one = elo(votes, options);
        options.threads = 3;
        const EloRatings three = elo(votes, options);
        QVERIFY(one.ratings == three.ratings);
        QVERIFY(std::abs(one.ratings[0] - elo(reversed, options).ratings[0]) < 5);
        QVERIFY(one.spread[0] > 5);
        QVERIFY(std::abs(std::accumulate(one.ratings.begin(), one.ratings.end(), 0.0) - 3'000) < 1e-6);
        options.resamples = 200;
        const EloRatings bounds = elo(votes, options);
        QVERIFY(bounds.intervals[0].low < one.ratings[0] && one.ratings[0] < bounds.intervals[0].high);
    }

    void eloRefusesWhatItCannotRate()
    {
        Comparisons votes = simulated({0.6, 0}, 10, 0.1, 32);
        EloOptions options;
        options.k = 0;
        QVERIFY(elo(votes, options).undefined.contains(u"K"_s));
        votes.models = 3;
        QVERIFY(elo(votes).undefined.contains(u"model 3 has no votes"_s));
        votes.rows.clear();
        QVERIFY(!elo(votes));
    }

    void winRatesCountTiesAsHalves()
    {
        Comparisons votes;
        votes.models = 4;
        votes.rows = {{0, 1, PairWinner::A},
                      {0, 1, PairWinner::A},
                      {0, 1, PairWinner::Tie},
                      {1, 2, PairWinner::B},
                      {0, 2, PairWinner::B}};
        const WinRates found = winRates(votes);
        QCOMPARE(*found.models[0].rate.value, 2.5 / 4);
        QCOMPARE(found.models[0].wins, 2.0);
        QCOMPARE(found.models[0].losses, 1.0);
        QCOMPARE(*found.models[1].rate.value, 0.5 / 4);
        QCOMPARE(*found.models[2].rate.value, 1.0);
        QVERIFY(found.models[2].rate.interval->high > 0.999);
        QVERIFY(!found.models[3].rate);
        QVERIFY(found.models[3].rate.undefined.contains(u"model 4 has no votes"_s));
        QVERIFY(found.models[0].balanced.undefined.contains(u"not met every"_s));
        votes.models = 3;
        QVERIFY(std::abs(*winRates(votes).models[0].balanced.value - (2.5 / 3 + 0) / 2) < 1e-15);
    }

    void intervalsOfRatesAreThePublishedOnes_data()
    {
        QTest::addColumn<double>("successes");
        QTest::addColumn<double>("total");
        QTest::addColumn<int>("method");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // statsmodels.stats.proportion.proportion_confint(count, nobs, method="wilson" / "beta")
        QTest::newRow("Wilson") << 7.0 << 10.0 << static_cast<int>(RateInterval::Wilson) << 0.3967781
                                << 0.8922087;
        QTest::newRow("Clopper-Pearson")
            << 7.0 << 10.0 << static_cast<int>(RateInterval::ClopperPearson) << 0.3475471 << 0.9332605;
        QTest::newRow("none of ten") << 0.0 << 10.0 << static_cast<int>(RateInterval::ClopperPearson) << 0.0
                                     << 0.3084971;
        QTest::newRow("no votes") << 0.0 << 0.0 << static_cast<int>(RateInterval::Wilson) << 0.0 << 1.0;
    }

    void intervalsOfRatesAreThePublishedOnes()
    {
        QFETCH(double, successes);
        QFETCH(double, total);
        QFETCH(int, method);
        QFETCH(double, low);
        QFETCH(double, high);
        const Interval found = rateInterval(successes, total, static_cast<RateInterval>(method), 0.95);
        QVERIFY2(std::abs(found.low - low) < 1e-6, qPrintable(QString::number(found.low, 'g', 9)));
        QVERIFY2(std::abs(found.high - high) < 1e-6, qPrintable(QString::number(found.high, 'g', 9)));
    }

    void clusteredRatesWidenWithRepeatedVotes()
    {
        Comparisons votes = simulated({0.5, -0.5}, 100, 0.1, 33);
        for (std::size_t i = 0; i < votes.rows.size(); ++i) {
            votes.rows[i].prompt = static_cast<std::int32_t>(i);
        }
        WinRateOptions options;
        options.interval = RateInterval::Clustered;
        const Interval once = *winRates(votes, options).models[0].rate.interval;
        const std::vector<Comparison> rows = votes.rows;
        votes.rows.insert(votes.rows.end(), rows.begin(), rows.end());
        const Interval twice = *winRates(votes, options).models[0].rate.interval;
        QVERIFY(std::abs(once.low - twice.low) < 1e-12);
        options.cluster = ClusterBy::None;
        const Interval naive = *winRates(votes, options).models[0].rate.interval;
        QVERIFY(naive.high - naive.low < 0.75 * (twice.high - twice.low));
    }

    void theMatrixShowsBothSides()
    {
        Comparisons votes;
        votes.models = 3;
        votes.names = {u"x"_s, u"y"_s, u"z"_s};
        votes.rows = {
            {0, 1, PairWinner::A}, {1, 0, PairWinner::A}, {1, 0, PairWinner::B}, {0, 1, PairWinner::Tie}};
        const WinMatrix matrix(tabulate(votes));
        QCOMPARE(matrix.wins(0, 1), 2.0);
        QCOMPARE(matrix.wins(1, 0), 1.0);
        QCOMPARE(matrix.ties(1, 0), 1.0);
        QCOMPARE(matrix.count(1, 0), std::int64_t{4});
        QCOMPARE(*matrix.rate(0, 1).value, 2.5 / 4);
        QCOMPARE(*matrix.rate(0, 1).value + *matrix.rate(1, 0).value, 1.0);
        QCOMPARE(matrix.margin(0, 1), 0.125);
        QCOMPARE(matrix.margin(2, 1), 0.0);
        QVERIFY(matrix.rate(0, 2).undefined.contains(u"x and z have not met"_s));
        QVERIFY(!matrix.rate(1, 1));
    }

    void placesFollowScoresAndIntervals()
    {
        const auto ranks = rankByInterval({2, 1, 1, -3}, {{1.5, 2.5}, {0, 1.6}, {0.5, 1.4}, {-4, -2}});
        QCOMPARE(ranks[0].rank, 1);
        QCOMPARE(ranks[1].rank, 2);
        QCOMPARE(ranks[2].rank, 2);
        QCOMPARE(ranks[3].rank, 4);
        QCOMPARE(ranks[0].best, 1);
        QCOMPARE(ranks[0].worst, 2); // overlaps the second, not the third
        QCOMPARE(ranks[1].best, 1);
        QCOMPARE(ranks[1].worst, 3);
        QCOMPARE(ranks[2].best, 2);
        QCOMPARE(ranks[2].worst, 3);
        QCOMPARE(ranks[3].best, 4);
        QCOMPARE(ranks[3].worst, 4);
        const auto decided = rankByInterval({1, 2}, {});
        QCOMPARE(decided[0].best, 2);
        QCOMPARE(decided[1].worst, 1);
    }

    void cyclesAreFoundAndMeasured()
    {
        // 0 > 1 > 2 > 0 with margins 0.4, 0.3, 0.2; 3 loses to all.
        const CycleReport report =
            preferenceCycles(tableOf({{0, 9, 3, 8}, {1, 0, 8, 9}, {7, 2, 0, 7}, {2, 1, 3, 0}}));
        QVERIFY2(report, qPrintable(report.undefined));
        QCOMPARE(report.intransitive, std::int64_t{1});
        QCOMPARE(report.decided, std::int64_t{4});
        QCOMPARE(report.triples.size(), std::size_t{1});
        QVERIFY(report.triples[0].models == (std::vector<std::int32_t>{0, 1, 2}));
        QVERIFY(std::abs(report.triples[0].strength - 0.2) < 1e-12);
        QVERIFY(std::abs(report.strongest->strength - 0.2) < 1e-12);
        CycleOptions sure;
        sure.confidence = 0.95;
        QCOMPARE(preferenceCycles(tableOf({{0, 9, 3, 8}, {1, 0, 8, 9}, {7, 2, 0, 7}, {2, 1, 3, 0}}), sure)
                     .intransitive,
                 std::int64_t{0});
        CycleOptions many;
        many.minimumVotes = 100;
        QVERIFY(!preferenceCycles(tableOf({{0, 9, 3}, {1, 0, 8}, {7, 2, 0}}), many));
    }

    void longerCyclesAreFoundWherePairsAreMissing()
    {
        // 0 > 1 > 2 > 3 > 0 strongly; 0 and 2 have met, evenly; a weak triple 0 > 1 > 4 > 0.
        const CycleReport report = preferenceCycles(
            tableOf({{0, 9, 0, 1, 4}, {1, 0, 9, 0, 6}, {0, 1, 0, 9, 0}, {9, 0, 1, 0, 0}, {6, 4, 0, 0, 0}}));
        QVERIFY(report);
        QCOMPARE(report.strongest->models.size(), std::size_t{4});
        QVERIFY(std::abs(report.strongest->strength - 0.4) < 1e-12);
        QCOMPARE(report.intransitive, std::int64_t{1});
    }

    void aTransitiveTableHasNoCycles()
    {
        const CycleReport report = preferenceCycles(tableOf({{0, 3, 3}, {1, 0, 3}, {1, 1, 0}}));
        QVERIFY(report);
        QCOMPARE(report.intransitive, std::int64_t{0});
        QVERIFY(!report.strongest);
        QVERIFY(!preferenceCycles(tableOf({{0, 3}, {1, 0}})));
    }

    void theLotterySolvesTheGame()
    {
        // Rock, paper, scissors with margins 0.4, 0.3, 0.2: shares in proportion to the margin of the others.
        const NashRanking found = nashRanking(tableOf({{0, 9, 3}, {1, 0, 8}, {7, 2, 0}}));
        QVERIFY2(found, qPrintable(found.undefined));
        QVERIFY(difference(found.lottery, {3.0 / 9, 2.0 / 9, 4.0 / 9}) < 1e-12);
        QVERIFY(difference(found.gain, {0, 0, 0}) < 1e-12);
        QVERIFY(found.ranks == (std::vector<std::int32_t>{2, 3, 1}));
        const NashRanking byMajority =
            nashRanking(tableOf({{0, 9, 3}, {1, 0, 8}, {7, 2, 0}}), MatchPayoff::Majority);
        QVERIFY(difference(byMajority.lottery, {1.0 / 3, 1.0 / 3, 1.0 / 3}) < 1e-12);
    }

    void aWinnerOverAllTakesTheWholeLottery()
    {
        const NashRanking found = nashRanking(tableOf({{0, 6, 6}, {4, 0, 8}, {4, 2, 0}}));
        QVERIFY(difference(found.lottery, {1, 0, 0}) < 1e-12);
        QVERIFY(found.gain[1] < 0 && found.gain[2] < 0);
        QCOMPARE(found.ranks[0], 1);
    }

    void whereManyLotteriesSolveItNoneIsGiven()
    {
        const NashRanking even = nashRanking(tableOf({{0, 5, 8}, {5, 0, 8}, {2, 2, 0}}));
        QVERIFY2(even.undefined.contains(u"model 1 and model 2"_s), qPrintable(even.undefined));
        const NashRanking missing = nashRanking(tableOf({{0, 5, 0}, {3, 0, 8}, {0, 2, 0}}));
        QVERIFY2(missing.undefined.contains(u"model 1 and model 3 have not met"_s),
                 qPrintable(missing.undefined));
        // By votes those two are even, and mixing a little of model 3 with model 1 loses nothing.
        const NashRanking byVotes =
            nashRanking(tableOf({{0, 5, 0}, {3, 0, 8}, {0, 2, 0}}), MatchPayoff::VoteMargin);
        QVERIFY2(byVotes.undefined.contains(u"model 1 and model 3"_s), qPrintable(byVotes.undefined));
        QVERIFY(nashRanking(tableOf({{0, 5, 0}, {3, 0, 8}, {1, 2, 0}}), MatchPayoff::VoteMargin));
        QVERIFY(!nashRanking(PairTable{2, {}, {}}));
    }

    void noModelGainsAgainstTheLottery()
    {
        // Random games of up to 60 models: nobody gains, and permuting the models permutes the shares.
        for (int game = 0; game < 20; ++game) {
            const std::size_t n = 3 + static_cast<std::size_t>(game) * 3;
            Random random(static_cast<std::uint64_t>(40 + game));
            std::vector<std::vector<double>> wins(n, std::vector<double>(n, 0));
            std::vector<std::vector<double>> mirrored = wins;
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t j = 0; j < n; ++j) {
                    wins[i][j] = i == j ? 0.0 : 1 + static_cast<double>(random.below(97));
                    mirrored[n - 1 - i][n - 1 - j] = wins[i][j];
                }
            }
            const NashRanking found = nashRanking(tableOf(wins));
            QVERIFY2(found, qPrintable(found.undefined));
            QVERIFY(std::abs(std::accumulate(found.lottery.begin(), found.lottery.end(), 0.0) - 1) < 1e-12);
            QVERIFY(*std::max_element(found.gain.begin(), found.gain.end()) < 1e-12);
            NashRanking other = nashRanking(tableOf(mirrored));
            std::reverse(other.lottery.begin(), other.lottery.end());
            QVERIFY(difference(found.lottery, other.lottery) < 1e-9);
        }
    }
};

QTEST_GUILESS_MAIN(TstRankingTables)

#include "tst_rankingtables.moc"
