#include "core/stats/bias.h"

#include "tests/core/stats/statsdata.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace plumbline::stats;

namespace {

constexpr PairWinner kFirst = PairWinner::A;
constexpr PairWinner kLast = PairWinner::B;
constexpr PairWinner kTie = PairWinner::Tie;

bool isNear(const Estimate& estimate, double expected, double tolerance = 1e-9)
{
    return estimate.value && std::abs(*estimate.value - expected) <= tolerance;
}

PairWinner fromFirst(int value)
{
    return value == 1 ? kFirst : (value == 2 ? kLast : kTie);
}

} // namespace

class TstBias : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positionCountsTiesApart()
    {
        std::vector<PairWinner> votes(20, kTie);
        std::fill_n(votes.begin(), 8, kFirst);
        std::fill_n(votes.begin() + 8, 2, kLast);
        const PositionBias bias = positionBias(votes);
        QCOMPARE(bias.firstWins, 8);
        QCOMPARE(bias.secondWins, 2);
        QCOMPARE(bias.ties, 10);
        QVERIFY(isNear(bias.firstShare, 0.8));
        QVERIFY(std::abs(bias.firstShare.interval->low - 0.4439045376923585) < 1e-9);
        QVERIFY(std::abs(bias.firstShare.interval->high - 0.9747892736731665) < 1e-9);
        QVERIFY(isNear(bias.tieShare, 0.5));
        QVERIFY(std::abs(bias.pValue - 0.109375) < 1e-12);
    }

    void positionOfNothingOrTiesSaysWhy()
    {
        QVERIFY(!positionBias({}).firstShare);
        const PositionBias ties = positionBias({kTie, kTie});
        QVERIFY(!ties.firstShare);
        QVERIFY(ties.firstShare.undefined != positionBias({}).firstShare.undefined);
        QVERIFY(isNear(ties.tieShare, 1));
        QCOMPARE(ties.pValue, 1.0);
    }

    void swapMovesToward_data()
    {
        QTest::addColumn<int>("shown");
        QTest::addColumn<int>("exchanged");
        QTest::addColumn<int>("lean"); // +1 first, −1 last, 0 consistent
        QTest::newRow("same answer both times") << 1 << -1 << 0;
        QTest::newRow("tie both times") << 0 << 0 << 0;
        QTest::newRow("always the first place") << 1 << 1 << 1;
        QTest::newRow("first, then tie") << 1 << 0 << 1;
        QTest::newRow("tie, then first") << 0 << 1 << 1;
        QTest::newRow("tie, then last") << 0 << -1 << -1;
        QTest::newRow("always the last place") << -1 << -1 << -1;
    }
    void swapMovesToward()
    {
        QFETCH(int, shown);
        QFETCH(int, exchanged);
        QFETCH(int, lean);
        const SwapBias bias =
            swapBias({{static_cast<PairWinner>(shown), static_cast<PairWinner>(exchanged)}});
        QVERIFY(isNear(bias.consistency, lean == 0 ? 1 : 0));
        QVERIFY(isNear(bias.prefersFirst, lean > 0 ? 1 : 0));
        QVERIFY(isNear(bias.prefersLast, lean < 0 ? 1 : 0));
    }

    void swapSums()
    {
        const SwapBias bias = swapBias({{kFirst, kLast},
                                        {kFirst, kFirst},
                                        {kFirst, kTie},
                                        {kLast, kLast},
                                        {kTie, kTie},
                                        {kLast, kFirst},
                                        {kFirst, kFirst},
                                        {kTie, kTie}});
        QCOMPARE(bias.pairs, 8);
        QVERIFY(isNear(bias.consistency, 0.5));
        QVERIFY(isNear(bias.prefersFirst, 3.0 / 8));
        QVERIFY(isNear(bias.prefersLast, 1.0 / 8));
        QVERIFY(isNear(bias.deltaBias, 0.25));
        QVERIFY(isNear(bias.totalBias, 0.5));
        QVERIFY(bias.consistency.interval.has_value());
        QVERIFY(!swapBias({}).consistency);
        QVERIFY(!swapBias({}).deltaBias.undefined.isEmpty());
    }

    void lengthNeedsMoreThanThirtyCharacters()
    {
        const LengthBias bias = lengthBias({{100, 69, PairWinner::A}, // longer
                                            {100, 70, PairWinner::B}, // differs by 30: does not count
                                            {10, 400, PairWinner::B}, // longer
                                            {10, 400, PairWinner::A}, // shorter
                                            {10, 400, PairWinner::Tie}});
        QCOMPARE(bias.pairs, 3);
        QCOMPARE(bias.ties, 1);
        QVERIFY(isNear(bias.prefersLonger, 2.0 / 3));
    }

    /// scipy: minimise Σ log(1 + exp(∓slope·x)) over x = ±1, ±3 (hundreds of characters).
    void lengthSlopeIsTheLogisticFit()
    {
        std::vector<LengthVote> votes;
        const auto add = [&votes](std::int64_t difference, int wins, int losses) {
            votes.insert(votes.end(), static_cast<std::size_t>(wins),
                         {1000 + difference, 1000, PairWinner::A});
            votes.insert(votes.end(), static_cast<std::size_t>(losses),
                         {1000 + difference, 1000, PairWinner::B});
        };
        add(100, 6, 4);
        add(300, 8, 2);
        add(-100, 5, 5);
        const LengthBias bias = lengthBias(votes);
        // Balanced check: the score equation Σ x (y − p) = 0 at the slope.
        const double slope = *bias.slopePer100.value;
        const auto p = [slope](double x) { return 1 / (1 + std::exp(-slope * x)); };
        const double score = (6 - 10 * p(1)) + 3 * (8 - 10 * p(3)) - (5 - 10 * p(-1));
        QVERIFY2(std::abs(score) < 1e-8, qPrintable(QString::number(score)));
        const double information = 10 * p(1) * p(-1) * 2 + 9 * 10 * p(3) * p(-3);
        QVERIFY(std::abs(bias.slopePer100.interval->high - slope -
                         1.959963984540054 / std::sqrt(information)) < 1e-8);
        QVERIFY(slope > 0.3 && slope < 0.5);
    }

    void separatedLengthsHaveNoSlope()
    {
        const LengthBias always = lengthBias({{900, 10, PairWinner::A}, {10, 900, PairWinner::B}});
        QVERIFY(isNear(always.prefersLonger, 1));
        QVERIFY(!always.slopePer100);
        QVERIFY(always.slopePer100.undefined.endsWith(u'.'));
        QVERIFY(!lengthBias({{900, 900, PairWinner::A}}).slopePer100);
        QVERIFY(!lengthBias({}).prefersLonger);
    }

    void selfPreferenceIsRelativeToPeople()
    {
        std::vector<FamilyVerdict> verdicts;
        for (int i = 0; i < 10; ++i) {
            // Family 1 judges: it picks its own 9 times of 10, people 5 times; the side changes.
            const PairWinner own = i < 9 ? PairWinner::A : PairWinner::B;
            const double people = i % 2 == 0 ? 1.0 : 0.0;
            if (i % 3 == 0) {
                verdicts.push_back({2, 1, swapped(own), 1 - people});
            } else {
                verdicts.push_back({1, 2, own, people});
            }
        }
        verdicts.push_back({1, 1, PairWinner::A, 0.0});          // both its own
        verdicts.push_back({2, 3, PairWinner::A, 0.0});          // neither
        verdicts.push_back({1, 3, PairWinner::B, std::nullopt}); // nobody else judged it
        const SelfPreference result = selfPreference(verdicts, 1);
        QCOMPARE(result.pairs, 10);
        QVERIFY(isNear(result.judgeForOwn, 0.9));
        QVERIFY(isNear(result.peopleForOwn, 0.5));
        QVERIFY(isNear(result.excess, 0.4));
        QVERIFY(isNear(result.rate, 9.0 / 11));
        QVERIFY(result.excess.interval->low < 0.4 && result.excess.interval->high > 0.4);
        QVERIFY(!selfPreference(verdicts, 7).rate);
        QVERIFY(!selfPreference({{1, 2, PairWinner::A, std::nullopt}}, 1).excess);
    }

    void triples_data()
    {
        QTest::addColumn<int>("ab");
        QTest::addColumn<int>("bc");
        QTest::addColumn<int>("ac");
        QTest::addColumn<int>("cycles");
        QTest::addColumn<int>("conflicts");
        QTest::addColumn<int>("weak");
        QTest::newRow("an order") << 1 << 1 << 1 << 0 << 0 << 0;
        QTest::newRow("a cycle") << 1 << 1 << -1 << 1 << 1 << 1;
        QTest::newRow("the other cycle") << -1 << -1 << 1 << 1 << 1 << 1;
        QTest::newRow("chain ends in a tie") << 1 << 1 << 0 << 0 << 1 << 1;
        QTest::newRow("against the only strict one") << 1 << 0 << -1 << 0 << 1 << 1;
        QTest::newRow("semi-order: the gap is too small") << 1 << 0 << 0 << 0 << 0 << 1;
        QTest::newRow("semi-order: small steps add up") << 0 << 0 << 1 << 0 << 0 << 1;
        QTest::newRow("ties all over") << 0 << 0 << 0 << 0 << 0 << 0;
        QTest::newRow("opposed leave the third free") << 1 << -1 << -1 << 0 << 0 << 0;
    }
    void triples()
    {
        QFETCH(int, ab);
        QFETCH(int, bc);
        QFETCH(int, ac);
        QFETCH(int, cycles);
        QFETCH(int, conflicts);
        QFETCH(int, weak);
        const auto w = [](int sign) { return static_cast<PairWinner>(sign); };
        // The second pair stands the other way round: the order within a pair must not matter.
        const auto result = transitivity({{0, 5, 1, 2, w(ab)}, {0, 5, 3, 2, w(-bc)}, {0, 5, 1, 3, w(ac)}}, 2);
        QCOMPARE(result.size(), 2U);
        QCOMPARE(result[0].triples, 1);
        QCOMPARE(result[0].cycles, cycles);
        QCOMPARE(result[0].conflicts, conflicts);
        QCOMPARE(result[0].weakOrderBreaks, weak);
        QCOMPARE(result[1].triples, 0);
        QVERIFY(!result[1].conflictShare);
    }

    /// 500 rankings by pairs of four answers: no conflict, no cycle, 22 that are no weak order.
    void publishedPreferencesAreSemiOrders()
    {
        const auto rows = statsRows(QStringLiteral("qa_preferences.csv"));
        QCOMPARE(rows.size(), 500);
        constexpr std::array<std::array<int, 2>, 6> kPairs{{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}};
        std::vector<GroupPreference> preferences;
        for (int item = 0; item < rows.size(); ++item) {
            for (std::size_t pair = 0; pair < kPairs.size(); ++pair) {
                preferences.push_back({item, 0, kPairs[pair][0], kPairs[pair][1],
                                       fromFirst(rows[item][static_cast<int>(pair)].toInt())});
            }
        }
        int brokenItems = 0;
        for (const Transitivity& item : transitivity(preferences, 500)) {
            QCOMPARE(item.triples, 4);
            QCOMPARE(item.cycles, 0);
            QCOMPARE(item.conflicts, 0);
            brokenItems += item.weakOrderBreaks > 0 ? 1 : 0;
        }
        QCOMPARE(brokenItems, 22);
    }
};

QTEST_GUILESS_MAIN(TstBias)

#include "tst_bias.moc"
