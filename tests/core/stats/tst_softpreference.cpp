#include "core/stats/majorityvote.h"
#include "core/stats/softpreference.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

class TstSoftPreference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVoteBecomesShares_data()
    {
        QTest::addColumn<QList<int>>("votes"); // values 0 to 5: −2 … +2, both bad
        QTest::addColumn<QList<double>>("shares");
        QTest::addColumn<double>("preferB");
        QTest::addColumn<double>("margin");
        QTest::addColumn<double>("spread");
        QTest::newRow("all for B, strongly")
            << QList<int>{4, 4} << QList<double>{0, 1, 0, 0} << 1.0 << 2.0 << 0.0;
        QTest::newRow("split") << QList<int>{0, 4} << QList<double>{.5, .5, 0, 0} << 0.5 << 0.0 << 2.0;
        QTest::newRow("a tie counts half")
            << QList<int>{2, 3} << QList<double>{0, .5, .5, 0} << 0.75 << 0.5 << 0.5;
        QTest::newRow("both bad stands apart")
            << QList<int>{5, 5, 1, 3} << QList<double>{.25, .25, 0, .5} << 0.5 << 0.0 << 1.0;
        QTest::newRow("a tie is not both bad")
            << QList<int>{2, 5} << QList<double>{0, 0, .5, .5} << 0.5 << 0.0 << 0.0;
    }

    void aVoteBecomesShares()
    {
        QFETCH(QList<int>, votes);
        QFETCH(QList<double>, shares);
        QFETCH(double, preferB);
        QFETCH(double, margin);
        QFETCH(double, spread);
        Labels labels{1, static_cast<std::int32_t>(votes.size()), 6, {}};
        for (qsizetype at = 0; at < votes.size(); ++at) {
            labels.rows.push_back({0, static_cast<std::int32_t>(at), votes.at(at)});
        }
        const SoftPreferences out = softPreferences(majorityVote(labels), gradedPreferenceScale());
        QVERIFY(out.undefined.isEmpty());
        const SoftPreference& soft = out.units.at(0);
        QCOMPARE(soft.a, shares.at(0));
        QCOMPARE(soft.b, shares.at(1));
        QCOMPARE(soft.tie, shares.at(2));
        QCOMPARE(soft.bothBad, shares.at(3));
        QCOMPARE(*soft.preferB.value, preferB);
        QCOMPARE(*soft.margin.value, margin);
        QVERIFY(std::abs(*soft.spread.value - spread) < 1e-12);
    }

    void exchangingTheAnswersExchangesTheResult()
    {
        const std::vector<double> p = {.1, .3, .2, .15, .05, .2};
        const std::vector<double> q = {.05, .15, .2, .3, .1, .2};
        const auto scale = gradedPreferenceScale();
        const SoftPreference one = softPreference(p, scale);
        const SoftPreference other = softPreference(q, scale);
        QVERIFY(std::abs(*one.preferB.value + *other.preferB.value - 1) < 1e-12);
        QVERIFY(std::abs(*one.margin.value + *other.margin.value) < 1e-12);
        QCOMPARE(one.bothBad, other.bothBad);
        QVERIFY(std::abs(one.a + one.b + one.tie + one.bothBad - 1) < 1e-12);
    }

    void whatCannotBeSaidHasAReason()
    {
        const auto scale = gradedPreferenceScale();
        const SoftPreference allBad = softPreference(std::vector<double>{0, 0, 0, 0, 0, 1}, scale);
        QCOMPARE(allBad.bothBad, 1.0);
        QVERIFY(allBad.preferB.undefined.contains(u"both answers bad"_s));
        QVERIFY(!allBad.margin && !allBad.spread);
        QVERIFY(softPreference({}, scale).margin.undefined.contains(u"Nobody"_s));
        QVERIFY(softPreference(std::vector<double>{1, 0}, scale).margin.undefined.contains(u"scale"_s));
        auto broken = scale;
        broken[0].margin = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!softPreference(std::vector<double>{1, 0, 0, 0, 0, 0}, broken).margin);
        QVERIFY(softPreferences(noConsensus(u"Nothing."_s), scale).undefined == u"Nothing."_s);
        const Labels two{1, 1, 2, {{0, 0, 0}}};
        QVERIFY(softPreferences(majorityVote(two), scale).undefined.contains(u"scale"_s));
    }
};

QTEST_GUILESS_MAIN(TstSoftPreference)

#include "tst_softpreference.moc"
