#include "core/stats/distributions.h"
#include "core/stats/proportion.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isNear(double actual, double expected, double tolerance = 1e-9)
{
    return std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

} // namespace

/// Reference values: scipy.stats (norm, beta, t, binomtest), and the book of Agresti (2013) for the
/// intervals.
class TstProportion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalQuantiles_data()
    {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("expected");
        QTest::newRow("median") << 0.5 << 0.0;
        QTest::newRow("95 %") << 0.975 << 1.959963984540054;
        QTest::newRow("90 %, below") << 0.05 << -1.6448536269514729;
        QTest::newRow("far tail") << 1e-10 << -6.361340902404056;
    }
    void normalQuantiles()
    {
        QFETCH(double, p);
        QFETCH(double, expected);
        QVERIFY(isNear(normalQuantile(p), expected, 1e-12));
        QVERIFY(isNear(normalCdf(expected), p, 1e-12));
    }

    void otherDistributions()
    {
        QVERIFY(isNear(regularizedBeta(2, 3, 0.4), 0.5248));
        QVERIFY(isNear(regularizedBeta(0.5, 0.5, 0.5), 0.5));
        QVERIFY(isNear(betaQuantile(2, 3, 0.5248), 0.4));
        QVERIFY(isNear(studentTwoSided(0.95, 10), 2.2281388519649385));
        QVERIFY(isNear(studentTwoSided(0.95, 1), 12.706204736432095));
        QVERIFY(isNear(studentTwoSidedP(2.2281388519649385, 10), 0.05));
        QVERIFY(isNear(normalTwoSidedP(1.959963984540054), 0.05));
        QVERIFY(isNear(logBeta(2, 3), -std::log(12)));
    }

    void exactIntervals_data()
    {
        QTest::addColumn<int>("successes");
        QTest::addColumn<int>("total");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("none of ten") << 0 << 10 << 0.0 << 0.30849710781876294;
        QTest::newRow("all of ten") << 10 << 10 << 0.691502892181237 << 1.0;
        QTest::newRow("8 of 10") << 8 << 10 << 0.4439045376923585 << 0.9747892736731666;
        QTest::newRow("no trial") << 0 << 0 << 0.0 << 1.0;
    }
    void exactIntervals()
    {
        QFETCH(int, successes);
        QFETCH(int, total);
        QFETCH(double, low);
        QFETCH(double, high);
        const Interval interval = clopperPearson(successes, total, 0.95);
        QVERIFY(isNear(interval.low, low));
        QVERIFY(isNear(interval.high, high));
    }

    void exactIntervalCoversAtLeastItsShare()
    {
        // Summed over the binomial distribution itself, not simulated.
        for (const double p : {0.02, 0.3, 0.5, 0.91}) {
            constexpr int kTotal = 40;
            double covered = 0;
            for (int k = 0; k <= kTotal; ++k) {
                const Interval interval = clopperPearson(k, kTotal, 0.95);
                if (interval.low <= p && p <= interval.high) {
                    covered += std::exp(-std::log(kTotal + 1) - logBeta(k + 1, kTotal - k + 1) +
                                        k * std::log(p) + (kTotal - k) * std::log1p(-p));
                }
            }
            QVERIFY2(covered >= 0.95 && covered < 1 - 1e-4, qPrintable(QString::number(covered)));
        }
    }

    void wilsonInterval()
    {
        const Interval interval = wilson(8, 10, 0.95);
        QVERIFY(isNear(interval.low, 0.4901624715366418));
        QVERIFY(isNear(interval.high, 0.9433178485456248));
    }

    void signTest()
    {
        QVERIFY(isNear(signTestP(8, 10), 0.109375));
        QVERIFY(isNear(signTestP(2, 10), 0.109375));
        QCOMPARE(signTestP(5, 10), 1.0);
        QCOMPARE(signTestP(0, 0), 1.0);
    }

    void emptyAndBrokenInputHasAReason()
    {
        QVERIFY(!proportion(0, 0, 0.95, u"Nobody voted."_s));
        QCOMPARE(proportion(0, 0, 0.95, u"Nobody voted."_s).undefined, u"Nobody voted."_s);
        QVERIFY(!meanEstimate({}, 0.95, u"Nothing."_s));
        const std::vector<double> broken{1, std::numeric_limits<double>::quiet_NaN()};
        QVERIFY(!meanEstimate(broken, 0.95, u"Nothing."_s).undefined.isEmpty());
        const std::vector<double> equal{2, 2, 2};
        QVERIFY(!meanEstimate(equal, 0.95, u"Nothing."_s).interval);
        const std::vector<double> some{1, 2, 4};
        const Estimate mean = meanEstimate(some, 0.95, u"Nothing."_s);
        QVERIFY(isNear(*mean.value, 7.0 / 3));
        QVERIFY(isNear(mean.interval->high - *mean.value, 4.302652729749462 * std::sqrt(7.0 / 9)));
    }
};

QTEST_GUILESS_MAIN(TstProportion)

#include "tst_proportion.moc"
