#include "core/stats/confidencesequence.h"
#include "core/stats/distributions.h"
#include "core/stats/sampling.h"
#include "core/stats/sequential.h"
#include "core/stats/simulate.h"

#include "tests/core/stats/statsdata.h"
#include "tests/support/fullrun.h"

#include <QHash>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

using namespace plumbline;
using namespace plumbline::stats;

namespace {

/// How many of `runs` sequences of votes without any difference are ever called different.
struct FalseAlarms
{
    int sequence = 0;
    int interval = 0; ///< the interval of the win rate ever misses ½
    int naive = 0;    ///< a z-test repeated after every vote, from the tenth on
};

FalseAlarms falseAlarms(int runs, int votes, double tieRate, bool withIntervals)
{
    FalseAlarms alarms;
    const double z = normalTwoSided(0.95);
    const double limit = std::log(1 / 0.05);
    for (int run = 0; run < runs; ++run) {
        double wins = 0;
        double losses = 0;
        double ties = 0;
        bool isCalled = false;
        bool isMissed = false;
        bool isNaive = false;
        for (const PairWinner vote :
             simulateVotes((1 - tieRate) / 2, tieRate, votes, static_cast<std::uint64_t>(run))) {
            (vote == PairWinner::A ? wins : (vote == PairWinner::B ? losses : ties)) += 1;
            const double decided = wins + losses;
            isCalled = isCalled || logMixtureEvidence(wins, decided, 0.5) >= limit;
            isNaive = isNaive || (decided >= 10 && std::abs(wins - losses) / std::sqrt(decided) > z);
            if (withIntervals) {
                const Interval interval = alwaysValidInterval(wins + ties / 2, decided + ties, 0.95);
                isMissed = isMissed || interval.low > 0.5 || interval.high < 0.5;
            }
        }
        alarms.sequence += isCalled ? 1 : 0;
        alarms.interval += isMissed ? 1 : 0;
        alarms.naive += isNaive ? 1 : 0;
    }
    return alarms;
}

/// Whether a z-test of any pair alone, repeated after every vote from its tenth on, ever finds a difference.
bool isEverDifferent(const Comparisons& votes)
{
    const double z = normalTwoSided(0.95);
    std::map<std::pair<std::int32_t, std::int32_t>, std::pair<double, double>> pairs; // lead, decided votes
    return std::any_of(votes.rows.begin(), votes.rows.end(), [&](const Comparison& vote) {
        auto& [lead, decided] = pairs[std::minmax(vote.a, vote.b)];
        const double winOfA = vote.winner == PairWinner::A ? 1 : (vote.winner == PairWinner::B ? -1 : 0);
        lead += vote.a < vote.b ? winOfA : -winOfA;
        decided += std::abs(winOfA);
        return decided >= 10 && std::abs(lead) / std::sqrt(decided) > z;
    });
}

Comparisons publishedVotes()
{
    Comparisons votes;
    QHash<QByteArray, std::int32_t> models;
    const auto indexOf = [&](const QByteArray& name) {
        if (!models.contains(name)) {
            models.insert(name, static_cast<std::int32_t>(models.size()));
            votes.names.append(QString::fromUtf8(name));
        }
        return models.value(name);
    };
    for (const auto& row : statsRows(QStringLiteral("mt_bench_votes.csv"))) {
        const PairWinner winner =
            row[5] == "a" ? PairWinner::A : (row[5] == "b" ? PairWinner::B : PairWinner::Tie);
        votes.rows.push_back({indexOf(row[3]), indexOf(row[4]), winner});
    }
    votes.models = static_cast<std::int32_t>(models.size());
    return votes;
}

Comparisons repeated(std::int32_t models, const std::vector<std::pair<Comparison, int>>& rows)
{
    Comparisons votes;
    votes.models = models;
    for (const auto& [row, times] : rows) {
        votes.rows.insert(votes.rows.end(), static_cast<std::size_t>(times), row);
    }
    return votes;
}

} // namespace

class TstSequential : public QObject
{
    Q_OBJECT

public:
    /// The long forms look a million times.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "1200000"); }

private Q_SLOTS:
    void evidenceIsTheBetaMixture()
    {
        // B(2 + 3, 2 + 1) / B(2, 2) · 2⁴ = (4!·2!/7!) · 6 · 16
        QVERIFY(std::abs(logMixtureEvidence(3, 4, 0.5) - std::log(48.0 / 5040 * 6 * 16)) < 1e-12);
        QVERIFY(std::abs(logMixtureEvidence(0, 0, 0.5)) < 1e-12);
        QVERIFY(std::isinf(logMixtureEvidence(1, 4, 0)));
        QVERIFY(std::isfinite(logMixtureEvidence(0, 4, 0)));
    }

    void intervalHoldsWhatIsNotRefuted()
    {
        const Interval interval = alwaysValidInterval(70, 100, 0.95);
        const double limit = std::log(20);
        QVERIFY(std::abs(logMixtureEvidence(70, 100, interval.low) - limit) < 1e-6);
        QVERIFY(std::abs(logMixtureEvidence(70, 100, interval.high) - limit) < 1e-6);
        QVERIFY(interval.low < 0.7 && interval.high > 0.7);
        QCOMPARE(alwaysValidInterval(0, 0, 0.95).high, 1.0);
        QCOMPARE(alwaysValidInterval(0, 50, 0.95).low, 0.0);
        QVERIFY(alwaysValidInterval(0, 50, 0.95).high < 0.2);
        QVERIFY(!alwaysValidWinRate(0, 0, 0));
        QVERIFY(!alwaysValidWinRate(std::numeric_limits<double>::quiet_NaN(), 0, 0));
        QCOMPARE(*alwaysValidWinRate(2, 0, 2).value, 0.75);
    }

    /// With a look after every vote, the sequences keep their 5 % where a repeated z-test does not.
    void lookingOftenDoesNotInflateErrors_data()
    {
        QTest::addColumn<double>("tieRate");
        QTest::newRow("no ties") << 0.0;
        QTest::newRow("a third ties") << 1.0 / 3;
    }
    void lookingOftenDoesNotInflateErrors()
    {
        QFETCH(double, tieRate);
        const int runs = 1'000;
        const FalseAlarms alarms = falseAlarms(runs, isFullRun() ? 1'000 : 300, tieRate, isFullRun());
        qInfo("of %d runs the sequence calls %d different, a repeated z-test %d", runs, alarms.sequence,
              alarms.naive);
        if (isFullRun()) {
            qInfo("the interval of the win rate misses one half at some look in %d", alarms.interval);
        }
        QVERIFY2(alarms.sequence <= runs / 20, qPrintable(QString::number(alarms.sequence)));
        QVERIFY2(alarms.sequence > 0, "a sequence that never errs would be needlessly wide");
        QVERIFY2(alarms.interval <= runs / 20, qPrintable(QString::number(alarms.interval)));
        QVERIFY2(alarms.naive > runs / 5, qPrintable(QString::number(alarms.naive)));
    }

    void boundedMeansKeepTheirError()
    {
        // Values of 0, ½ and 1 with mean 0.6; the interval must cover it at all looks of 95 % of the runs.
        int missed = 0;
        double width = 0;
        const int runs = isFullRun() ? 1'000 : 200;
        for (int run = 0; run < runs; ++run) {
            BoundedMeanSequence sequence;
            bool isMissed = false;
            for (const PairWinner vote : simulateVotes(0.3, 0.6, 500, static_cast<std::uint64_t>(run))) {
                sequence.add(scoreOfA(vote));
                const Estimate estimate = sequence.estimate();
                isMissed =
                    isMissed || !estimate || estimate.interval->low > 0.6 || estimate.interval->high < 0.6;
            }
            missed += isMissed ? 1 : 0;
            if (const Estimate last = sequence.estimate()) {
                width += (last.interval->high - last.interval->low) / runs;
            }
        }
        qInfo("of %d runs %d miss the mean at some look; mean width after 500 values %.3f", runs, missed,
              width);
        QVERIFY2(missed <= runs / 20, qPrintable(QString::number(missed)));
        QVERIFY2(width < 0.16, qPrintable(QString::number(width)));
    }

    void boundedMeansRefuseWhatLiesOutside()
    {
        BoundedMeanSequence sequence;
        QVERIFY(!sequence.estimate());
        sequence.add(0.5);
        QVERIFY(sequence.estimate());
        sequence.add(std::numeric_limits<double>::quiet_NaN());
        QVERIFY(!sequence.estimate());
        sequence.add(0.5);
        QVERIFY(sequence.estimate().undefined.contains(u"scale"));
    }

    void transitivityDecidesPairsWithoutVotes()
    {
        const Comparisons votes = repeated(3, {{{0, 1, PairWinner::A}, 40}, {{2, 1, PairWinner::B}, 40}});
        const SequentialRanking ranking = sequentialRanking(votes);
        QVERIFY(ranking);
        QCOMPARE(ranking.openPairs, 0);
        QCOMPARE(ranking.pairs[0].state, PairState::Decided); // 0–1
        QCOMPARE(ranking.pairs[1].state, PairState::Implied); // 0–2
        QCOMPARE(ranking.pairs[1].winner, 0);
        QCOMPARE(ranking.pairs[2].winner, 1); // 1–2
        for (std::int32_t model = 0; model < 3; ++model) {
            QVERIFY(ranking.ranks[static_cast<std::size_t>(model)].isDecided());
            QCOMPARE(ranking.ranks[static_cast<std::size_t>(model)].best, model + 1);
        }
        QCOMPARE(*ranking.votesLeft.value, 0.0);
        QVERIFY(decidingOrder(ranking).empty());
        SequentialOptions strict;
        strict.isTransitive = false;
        const SequentialRanking open = sequentialRanking(votes, strict);
        QCOMPARE(open.openPairs, 1);
        QCOMPARE(open.ranks[1].best, 2);
        QCOMPARE(open.ranks[0].worst, 2);
        QVERIFY(open.pairs[1].shareOfA.undefined.endsWith(u'.'));
    }

    void fewVotesDecideNothing()
    {
        const SequentialRanking ranking = sequentialRanking(repeated(
            2, {{{0, 1, PairWinner::A}, 6}, {{0, 1, PairWinner::B}, 3}, {{0, 1, PairWinner::Tie}, 3}}));
        QCOMPARE(ranking.openPairs, 1);
        QCOMPARE(ranking.ranks[0].best, 1);
        QCOMPARE(ranking.ranks[0].worst, 2);
        const double left = *ranking.pairs[0].votesLeft.value;
        QVERIFY2(left > 20 && left < 2'000, qPrintable(QString::number(left)));
        QCOMPARE(*ranking.votesLeft.value, left);
        QCOMPARE(decidingOrder(ranking).size(), 1U);
    }

    void theOutlookIsAboutRight()
    {
        // With 70 % wins the expected number of votes must be near what simulations need.
        const SequentialRanking now =
            sequentialRanking(repeated(2, {{{0, 1, PairWinner::A}, 14}, {{0, 1, PairWinner::B}, 6}}));
        double needed = 0;
        constexpr int kRuns = 200;
        for (int run = 0; run < kRuns; ++run) {
            double wins = 14;
            double count = 20;
            for (const PairWinner vote : simulateVotes(0.68, 0, 3'000, static_cast<std::uint64_t>(run))) {
                if (logMixtureEvidence(wins, count, 0.5) >= std::log(20)) {
                    break;
                }
                wins += vote == PairWinner::A ? 1 : 0;
                count += 1;
                needed += 1.0 / kRuns;
            }
        }
        const double left = *now.pairs[0].votesLeft.value;
        QVERIFY2(left > needed / 2 && left < needed * 2,
                 qPrintable(QStringLiteral("%1 %2").arg(left).arg(needed)));
    }

    void equalModelsHaveNoOutlook()
    {
        const SequentialRanking ranking =
            sequentialRanking(repeated(2, {{{0, 1, PairWinner::A}, 5'000}, {{0, 1, PairWinner::B}, 5'000}}));
        QVERIFY(!ranking.pairs[0].votesLeft);
        QVERIFY(ranking.pairs[0].votesLeft.undefined.contains(u"equally good"));
        QVERIFY(!ranking.votesLeft);
    }

    /// Five equal models: any decided pair at any look is an error, whoever asks for the next vote.
    void manyPairsKeepOneErrorTogether_data()
    {
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("votes as they come") << false;
        QTest::newRow("votes as asked for") << true;
    }
    void manyPairsKeepOneErrorTogether()
    {
        QFETCH(bool, isAsked);
        const ReplayQueue queue = isAsked ? ReplayQueue::Deciding : ReplayQueue::Random;
        const int runs = isFullRun() ? 1'000 : 20;
        const std::int64_t every = isFullRun() ? 1 : 20;
        int wrong = 0;
        int naive = 0;
        for (int run = 0; run < runs; ++run) {
            const Comparisons votes =
                simulateComparisons({std::vector<double>(5, 0.0), 0.2}, 600, static_cast<std::uint64_t>(run));
            const Replay replay = replayVotes(votes, queue, 1, {}, every);
            wrong += replay.points.size() > 1 || replay.points[0].decidedPairs > 0 ? 1 : 0;
            naive += isEverDifferent(votes) ? 1 : 0;
        }
        qInfo("of %d runs over ten pairs of equal models %d decide one, a repeated z-test %d", runs, wrong,
              naive);
        QVERIFY2(wrong <= runs / 20, qPrintable(QString::number(wrong)));
        QVERIFY2(naive > runs / 2, qPrintable(QString::number(naive)));
    }

    void unusableVotesSayWhy()
    {
        Comparisons votes;
        votes.models = 1;
        QVERIFY(!sequentialRanking(votes));
        QVERIFY(decidingOrder(sequentialRanking(votes)).empty());
        votes.models = 2;
        QVERIFY(sequentialRanking(votes)); // no vote yet: everything is open
        votes.rows.push_back({0, 1, PairWinner::A, 2.0});
        QVERIFY(sequentialRanking(votes).undefined.contains(u"weights"));
        votes.rows[0].weight = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!sequentialRanking(votes));
        votes.rows[0] = {0, 0, PairWinner::A};
        QVERIFY(!sequentialRanking(votes));
    }

    void millionToOneIsDecidedAtOnce()
    {
        const SequentialRanking ranking = sequentialRanking(2, {{0, 1, 1e6, 1, 0}});
        QCOMPARE(ranking.pairs[0].winner, 0);
        QVERIFY(ranking.pairs[0].shareOfA.interval->low > 0.99);
    }

    /// The queue that decides ranks soonest needs fewer of the recorded votes than their own random order.
    void decidingQueueNeedsFewerVotes()
    {
        const Comparisons votes = publishedVotes();
        QCOMPARE(votes.rows.size(), 3'355U);
        QCOMPARE(votes.models, 6);
        const int runs = isFullRun() ? 30 : 4;
        const std::int64_t every = isFullRun() ? 1 : 10;
        std::vector<double> random;
        std::vector<double> deciding;
        for (int run = 0; run < runs; ++run) {
            const auto seed = static_cast<std::uint64_t>(run);
            const Replay drawn = replayVotes(votes, ReplayQueue::Random, seed, {}, every);
            const Replay asked = replayVotes(votes, ReplayQueue::Deciding, seed, {}, every);
            const std::int64_t before = drawn.votesUntil(kReachable);
            const std::int64_t after = asked.votesUntil(kReachable);
            QVERIFY(before > 0);
            QVERIFY(after > 0);
            random.push_back(static_cast<double>(before));
            deciding.push_back(static_cast<double>(after));
        }
        const auto quartiles = [](std::vector<double>& counts) {
            return std::array{quantile(counts, 0.25), quantile(counts, 0.5), quantile(counts, 0.75)};
        };
        const auto before = quartiles(random);
        const auto after = quartiles(deciding);
        qInfo("%d pairs of 15 are decided after %.0f votes (quartiles %.0f and %.0f) in random order, %.0f "
              "(%.0f "
              "and %.0f) as asked; %d replays",
              kReachable, before[1], before[0], before[2], after[1], after[0], after[2], runs);
        QVERIFY2(after[1] < 0.7 * before[1],
                 qPrintable(QStringLiteral("%1 %2").arg(after[1]).arg(before[1])));
        QVERIFY2(after[2] < before[0],
                 "the slower quarter as asked for is not quicker than the quicker one drawn");
    }

private:
    /// Pairs that the recorded votes decide (gpt-3.5-turbo and claude-v1 remain open).
    static constexpr std::int32_t kReachable = 13;
};

QTEST_GUILESS_MAIN(TstSequential)

#include "tst_sequential.moc"
