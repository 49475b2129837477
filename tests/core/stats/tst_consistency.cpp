#include "core/stats/consistency.h"

#include "tests/core/stats/statsdata.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace plumbline::stats;

namespace {

PairWinner winnerOf(const QByteArray& word)
{
    return word == "a" ? PairWinner::A : (word == "b" ? PairWinner::B : PairWinner::Tie);
}

} // namespace

class TstConsistency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The MIT sample of Bansal et al. 2024: 117 usable pairs, 56.41 %.
    void publishedMatrix()
    {
        std::vector<GroupRating> ratings;
        for (const auto& row : statsRows(QStringLiteral("sparse_ratings.csv"))) {
            ratings.push_back({row[0].toInt(), row[1].toInt(), row[2].toDouble()});
        }
        std::vector<GroupRanking> rankings;
        for (const auto& row : statsRows(QStringLiteral("sparse_rankings.csv"))) {
            rankings.push_back({row[0].toInt(), row[1].toInt(), row[2].toInt(), winnerOf(row[3])});
        }
        QCOMPARE(ratings.size(), 99U);
        QCOMPARE(rankings.size(), 118U);
        const auto result = ratingRankingConsistency(ratings, rankings, RepeatedRatings::First);
        QCOMPARE(result.pairs, 117);
        QCOMPARE(result.unmatched, 1);
        constexpr PairWinner a = PairWinner::A;
        constexpr PairWinner b = PairWinner::B;
        constexpr PairWinner e = PairWinner::Tie;
        QCOMPARE(result.count(b, b), 26);
        QCOMPARE(result.count(e, e), 21);
        QCOMPARE(result.count(a, a), 19);
        QCOMPARE(result.count(e, a), 11);
        QCOMPARE(result.count(a, b), 10);
        QCOMPARE(result.count(b, e), 9);
        QCOMPARE(result.count(a, e), 8);
        QCOMPARE(result.count(e, b), 7);
        QCOMPARE(result.count(b, a), 6);
        QVERIFY(std::abs(*result.consistency.value - 0.5641) < 5e-5);
        QVERIFY(std::abs(*result.strictDisagreement.value - 16.0 / 117) < 1e-12);
        QVERIFY(result.consistency.interval->low < 0.5 && result.consistency.interval->high < 0.66);
    }

    void meansOfSeveralRatings()
    {
        const std::vector<GroupRating> ratings{{0, 0, 4}, {0, 0, 5}, {0, 1, 4}, {0, 2, 4}, {0, 2, 5}};
        const std::vector<GroupRanking> rankings{{0, 0, 1, PairWinner::A}, {0, 0, 2, PairWinner::Tie}};
        QCOMPARE(*ratingRankingConsistency(ratings, rankings, RepeatedRatings::Mean).consistency.value, 1.0);
        QCOMPARE(*ratingRankingConsistency(ratings, rankings, RepeatedRatings::First).consistency.value, 0.5);
    }

    void nothingInCommonSaysWhy()
    {
        const auto none =
            ratingRankingConsistency({{0, 0, 1}}, {{1, 0, 1, PairWinner::A}}, RepeatedRatings::First);
        QCOMPARE(none.unmatched, 1);
        QVERIFY(!none.consistency);
        QVERIFY(none.consistency.undefined.endsWith(u'.'));
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto broken = ratingRankingConsistency({{0, 0, nan}, {0, 1, 1}}, {{0, 0, 1, PairWinner::A}},
                                                     RepeatedRatings::First);
        QVERIFY(broken.consistency.undefined.contains(u"finite"));
    }
};

QTEST_GUILESS_MAIN(TstConsistency)

#include "tst_consistency.moc"
