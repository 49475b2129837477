#include "core/stats/calibration.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace plumbline;
using namespace plumbline::stats;

namespace {

bool isNear(const Estimate& estimate, double expected, double tolerance = 1e-12)
{
    return estimate.value && std::abs(*estimate.value - expected) <= tolerance;
}

/// Eight forecasts small enough to compute by hand.
std::vector<Forecast> someForecasts()
{
    return {{0.1, false}, {0.2, false}, {0.35, true}, {0.4, false},
            {0.8, true},  {0.8, false}, {0.9, true},  {1.0, true}};
}

} // namespace

class TstCalibration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        CalibrationOptions options;
        options.bins = 2;
        const Calibration result = calibration(someForecasts(), options);
        QCOMPARE(result.bins.size(), 2U);
        QCOMPARE(result.bins[0].count, 4);
        QVERIFY(std::abs(result.bins[0].meanProbability - 0.2625) < 1e-12);
        QVERIFY(isNear(result.bins[0].observed, 0.25));
        QVERIFY(isNear(result.bins[1].observed, 0.75));
        QVERIFY(isNear(result.expectedError, 0.5 * 0.0125 + 0.5 * 0.125));
        QVERIFY(isNear(result.maximumError, 0.125));
        QVERIFY(isNear(result.brier, (0.01 + 0.04 + 0.4225 + 0.16 + 0.04 + 0.64 + 0.01 + 0) / 8));
        QVERIFY(isNear(result.brierOfBaseRate, 0.25));
        // scikit-learn roc_auc_score: 13.5 of 16 pairs
        QVERIFY(isNear(result.auroc, 13.5 / 16));
        QVERIFY(result.auroc.interval->low < 13.5 / 16 && result.auroc.interval->high <= 1);
    }

    void binEdgesBelongBelow()
    {
        CalibrationOptions options;
        options.bins = 4;
        const Calibration result = calibration({{0, false}, {0.25, true}, {0.5, true}, {1, true}}, options);
        QCOMPARE(result.bins[0].count, 2);
        QCOMPARE(result.bins[1].count, 1);
        QCOMPARE(result.bins[2].count, 0);
        QCOMPARE(result.bins[3].count, 1);
        QVERIFY(!result.bins[2].observed);
    }

    void adaptiveBinsHoldEqualCounts()
    {
        CalibrationOptions options;
        options.bins = 4;
        options.isAdaptive = true;
        const Calibration result = calibration(someForecasts(), options);
        QCOMPARE(result.bins.size(), 4U);
        for (const ReliabilityBin& bin : result.bins) {
            QCOMPARE(bin.count, 2);
        }
        QVERIFY(isNear(result.expectedError, 0.25 * (0.15 + 0.125 + 0.3 + 0.05)));
        // Equal probabilities are never parted.
        const Calibration same = calibration({{0.7, true}, {0.7, false}, {0.7, true}}, options);
        QCOMPARE(same.bins.size(), 1U);
        QCOMPARE(same.bins[0].count, 3);
    }

    void honestForecastsAreCalibrated()
    {
        Random random(5);
        std::vector<Forecast> forecasts;
        for (int i = 0; i < 20'000; ++i) {
            const double p = random.uniform();
            forecasts.push_back({p, random.uniform() < p});
        }
        const Calibration result = calibration(forecasts);
        QVERIFY(*result.expectedError.value < 0.015);
        QVERIFY(std::abs(*result.brier.value - 1.0 / 6) < 0.005);
        QVERIFY(*result.brier.value < *result.brierOfBaseRate.value);
        QVERIFY(std::abs(*result.auroc.value - 5.0 / 6) < 0.01);
        QVERIFY(result.auroc.interval->low < 5.0 / 6 && result.auroc.interval->high > 5.0 / 6);
    }

    void deLongCovers()
    {
        int covered = 0;
        constexpr int kRuns = 1'000;
        for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
            Random random(seed);
            std::vector<Forecast> forecasts;
            for (int i = 0; i < 200; ++i) {
                const double p = random.uniform();
                forecasts.push_back({p, random.uniform() < p});
            }
            const Estimate area = calibration(forecasts).auroc;
            covered += area.interval->low <= 5.0 / 6 && 5.0 / 6 <= area.interval->high ? 1 : 0;
        }
        QVERIFY2(covered >= 930 && covered <= 970, qPrintable(QString::number(covered)));
    }

    void badInputSaysWhy_data()
    {
        QTest::addColumn<double>("probability");
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("above 1") << 1.01;
        QTest::newRow("below 0") << -0.01;
    }
    void badInputSaysWhy()
    {
        QFETCH(double, probability);
        const Calibration result = calibration({{0.5, true}, {probability, false}});
        QVERIFY(!result.brier);
        QVERIFY(!result.auroc);
        QVERIFY(result.expectedError.undefined.endsWith(u'.'));
    }

    void oneSidedOutcomesHaveNoArea()
    {
        const Calibration always = calibration({{0.5, true}, {0.6, true}});
        QVERIFY(!always.auroc);
        QVERIFY(always.brier);
        QVERIFY(calibration({{0.5, false}}).auroc.undefined != always.auroc.undefined);
        QVERIFY(!calibration({}).brier);
        CalibrationOptions none;
        none.bins = 0;
        QVERIFY(!calibration({{0.5, true}}, none).expectedError);
    }
};

QTEST_GUILESS_MAIN(TstCalibration)

#include "tst_calibration.moc"
