#include "core/stats/proportion.h"
#include "core/stats/samplesize.h"
#include "core/stats/simulate.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace plumbline::stats;

class TstSampleSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labels_data()
    {
        QTest::addColumn<double>("gap");
        QTest::addColumn<double>("tieRate");
        QTest::addColumn<double>("agreement");
        QTest::addColumn<double>("overlap");
        QTest::addColumn<int>("comparisons");
        QTest::addColumn<double>("labels");
        QTest::addColumn<double>("items");
        // (1.959964·½ + 0.841621·√(¼ − gap²))² / gap² by hand
        QTest::newRow("55 %, one label each") << 0.05 << 0.0 << 0.0 << 1.0 << 1 << 783.0 << 783.0;
        QTest::newRow("60 %") << 0.1 << 0.0 << 0.0 << 1.0 << 1 << 194.0 << 194.0;
        QTest::newRow("agreement without overlap costs nothing")
            << 0.1 << 0.0 << 0.8 << 1.0 << 1 << 194.0 << 194.0;
        QTest::newRow("three labels, α 0.5: doubled") << 0.1 << 0.0 << 0.5 << 3.0 << 1 << 388.0 << 130.0;
        QTest::newRow("identical labels count once") << 0.1 << 0.0 << 1.0 << 3.0 << 1 << 582.0 << 194.0;
        QTest::newRow("ties carry less noise") << 0.1 << 0.5 << 0.0 << 1.0 << 1 << 96.0 << 96.0;
        QTest::newRow("15 pairs together") << 0.1 << 0.0 << 0.0 << 1.0 << 15 << 354.0 << 354.0;
    }
    void labels()
    {
        QFETCH(double, gap);
        QFETCH(double, tieRate);
        QFETCH(double, agreement);
        QFETCH(double, overlap);
        QFETCH(int, comparisons);
        SamplePlan plan;
        plan.gap = gap;
        plan.tieRate = tieRate;
        plan.agreement = agreement;
        plan.overlap = overlap;
        plan.comparisons = comparisons;
        const SampleSize size = sampleSize(plan);
        QTEST(*size.labels.value, "labels");
        QTEST(*size.items.value, "items");
        // Power and gap are its inverses.
        const double power = *powerOf(plan, *size.labels.value).value;
        QVERIFY2(power >= 0.8 && power < 0.81, qPrintable(QString::number(power)));
        QVERIFY(*detectableGap(plan, *size.labels.value).value <= gap);
        QVERIFY(*detectableGap(plan, *size.labels.value - 2).value > gap);
    }

    void simulatedPowerIsAsPlanned()
    {
        SamplePlan plan;
        plan.gap = 0.1;
        const auto labels = static_cast<std::int64_t>(*sampleSize(plan).labels.value);
        int found = 0;
        constexpr int kRuns = 2'000;
        for (int run = 0; run < kRuns; ++run) {
            double wins = 0;
            for (const PairWinner vote : simulateVotes(0.6, 0, labels, static_cast<std::uint64_t>(run))) {
                wins += scoreOfA(vote);
            }
            const double n = static_cast<double>(labels);
            found += std::abs(wins - n / 2) / std::sqrt(n / 4) > 1.959963984540054 ? 1 : 0;
        }
        const double power = static_cast<double>(found) / kRuns;
        QVERIFY2(power > 0.77 && power < 0.84, qPrintable(QString::number(power)));
    }

    void plansWithoutSenseSayWhy_data()
    {
        QTest::addColumn<double>("gap");
        QTest::addColumn<double>("tieRate");
        QTest::addColumn<double>("agreement");
        QTest::addColumn<double>("overlap");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("no gap") << 0.0 << 0.0 << 0.0 << 1.0;
        QTest::newRow("more than always") << 0.6 << 0.0 << 0.0 << 1.0;
        QTest::newRow("more than the ties allow") << 0.3 << 0.5 << 0.0 << 1.0;
        QTest::newRow("all ties") << 0.1 << 1.0 << 0.0 << 1.0;
        QTest::newRow("no label") << 0.1 << 0.0 << 0.0 << 0.0;
        QTest::newRow("NaN gap") << nan << 0.0 << 0.0 << 1.0;
        QTest::newRow("NaN agreement") << 0.1 << 0.0 << nan << 1.0;
    }
    void plansWithoutSenseSayWhy()
    {
        QFETCH(double, gap);
        QFETCH(double, tieRate);
        QFETCH(double, agreement);
        QFETCH(double, overlap);
        SamplePlan plan;
        plan.gap = gap;
        plan.tieRate = tieRate;
        plan.agreement = agreement;
        plan.overlap = overlap;
        QVERIFY(!sampleSize(plan).labels);
        QVERIFY(sampleSize(plan).items.undefined.endsWith(u'.'));
        QVERIFY(!powerOf(plan, 100));
    }

    void tooFewLabelsShowNothing()
    {
        QVERIFY(!detectableGap({}, 2));
        QVERIFY(!detectableGap({}, 0));
        QVERIFY(!powerOf({}, -1));
    }
};

QTEST_GUILESS_MAIN(TstSampleSize)

#include "tst_samplesize.moc"
