#include "core/stats/annotatorbias.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace plumbline;
using namespace plumbline::stats;

namespace {

bool isNear(const Estimate& estimate, double expected, double tolerance = 1e-9)
{
    return estimate.value && std::abs(*estimate.value - expected) <= tolerance;
}

double noise(Random& random)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
        sum += random.uniform();
    }
    return sum;
}

/// Ratings of 60 units by annotators with the given offsets; each unit by three of them, in turn.
NumericLabels offsetRatings(const std::vector<double>& offsets, double spread, std::uint64_t seed)
{
    Random random(seed);
    NumericLabels ratings;
    ratings.units = 60;
    ratings.annotators = static_cast<std::int32_t>(offsets.size());
    for (std::int32_t unit = 0; unit < ratings.units; ++unit) {
        const double truth = 4 + noise(random);
        for (std::int32_t place = 0; place < 3; ++place) {
            const std::int32_t annotator = (unit + place) % ratings.annotators;
            ratings.rows.push_back(
                {unit, annotator,
                 truth + offsets[static_cast<std::size_t>(annotator)] + spread * noise(random)});
        }
    }
    return ratings;
}

} // namespace

class TstAnnotatorBias : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exactOffsetsAreFound()
    {
        const auto result = leniency(offsetRatings({1, 0, -0.5, -0.5, 0}, 0, 1));
        QVERIFY(isNear(result[0].offset, 1, 1e-6));
        QVERIFY(isNear(result[1].offset, 0, 1e-6));
        QVERIFY(isNear(result[2].offset, -0.5, 1e-6));
        QCOMPARE(result[0].ratings, 36);
    }

    void intervalsCoverAndShrinkageHelps()
    {
        const std::vector<double> offsets{0.6, 0.2, 0, -0.3, -0.5};
        int covered = 0;
        int inAll = 0;
        double rawError = 0;
        double shrunkError = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const auto result = leniency(offsetRatings(offsets, 1.5, seed));
            for (std::size_t i = 0; i < offsets.size(); ++i) {
                const Interval interval = *result[i].offset.interval;
                covered += interval.low <= offsets[i] && offsets[i] <= interval.high ? 1 : 0;
                ++inAll;
                rawError += std::pow(*result[i].offset.value - offsets[i], 2);
                shrunkError += std::pow(result[i].shrunk - offsets[i], 2);
                QVERIFY(std::abs(result[i].shrunk) <= std::abs(*result[i].offset.value));
            }
        }
        const double coverage = static_cast<double>(covered) / inAll;
        QVERIFY2(coverage > 0.92 && coverage < 0.98, qPrintable(QString::number(coverage)));
        QVERIFY(shrunkError < rawError);
    }

    void whoSharesNothingHasNoOffset()
    {
        NumericLabels ratings{4, 5, {{0, 0, 3}, {0, 1, 5}, {1, 2, 7}, {2, 3, 1}, {2, 4, 2}}};
        auto result = leniency(ratings);
        QVERIFY(isNear(result[0].offset, -1));
        QVERIFY(isNear(result[1].offset, 1));
        QVERIFY(!result[0].offset.interval); // no freedom left
        QVERIFY(!result[2].offset);
        QVERIFY(result[2].offset.undefined.endsWith(u'.'));
        QCOMPARE(result[0].group, result[1].group);
        QVERIFY(result[3].group != result[0].group);
        QVERIFY(isNear(result[3].offset, -0.5));
        ratings.rows[0].value = std::numeric_limits<double>::quiet_NaN();
        result = leniency(ratings);
        QVERIFY(result[0].offset.undefined.contains(u"finite"));
    }

    void hasteIsSeen()
    {
        std::vector<WorkedLabel> labels;
        for (int i = 0; i < 40; ++i) {
            const bool isFast = i % 4 == 0;
            labels.push_back({i % 2, static_cast<double>(i), isFast ? 1.0 + i * 0.01 : 20.0 + i,
                              isFast ? (i % 8 == 0 ? 1.0 : 0.0) : (i % 10 == 1 ? 0.0 : 1.0)});
        }
        labels.push_back({1, 99, std::nullopt, 1.0});
        const auto result = speedBias(labels, 2, 1.105);
        QCOMPARE(result.size(), 3U);
        QCOMPARE(result[0].annotator, -1);
        QCOMPARE(result[0].timed, 40);
        QVERIFY(isNear(result[0].tooFastShare, 3.0 / 40)); // 1.00, 1.04, 1.08
        QVERIFY(isNear(result[0].fastAgreement, 0.5));
        QVERIFY(isNear(result[0].restAgreement, 26.0 / 30));
        QVERIFY(isNear(result[0].difference, 0.5 - 26.0 / 30));
        QVERIFY(result[0].difference.interval->low < -0.5);
        QCOMPARE(result[1].timed, 20);
        const auto untimed = speedBias({{0, 0, std::nullopt, 1.0}}, 1, 2);
        QVERIFY(!untimed[0].tooFastShare);
        QVERIFY(!untimed[1].difference);
    }

    /// scipy/statsmodels: slope −0.5 exactly on a line; HC3 on a known small sample.
    void driftOfOneAnnotator()
    {
        std::vector<OrderedValue> values;
        const double ys[] = {1, 1, 0, 1, 0, 1, 0, 0, 0, 0};
        for (int i = 0; i < 10; ++i) {
            values.push_back({0, 100.0 - i, ys[9 - i]}); // given backwards: the order decides
        }
        const auto result = drift(values, 1);
        QCOMPARE(result.size(), 2U);
        // Least squares on x = 0, 1/9, … 1; HC3 errors by statsmodels' formula.
        QVERIFY(isNear(result[1].change, -0.9818181818181818));
        QVERIFY(isNear(result[0].change, *result[1].change.value));
        QVERIFY(result[1].pValue < 0.02);
        QVERIFY(result[1].change.interval->high < 0);
    }

    void driftKeepsItsLevel()
    {
        int own = 0;
        int common = 0;
        constexpr int kRuns = 600;
        for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
            Random random(seed);
            std::vector<OrderedValue> values;
            for (int annotator = 0; annotator < 12; ++annotator) {
                for (int i = 0; i < 40; ++i) {
                    values.push_back({annotator, static_cast<double>(i), random.uniform() < 0.7 ? 1.0 : 0.0});
                }
            }
            const auto result = drift(values, 12);
            common += result[0].pValue < 0.05 ? 1 : 0;
            own += result[1].pValue < 0.05 ? 1 : 0;
        }
        QVERIFY2(own > kRuns * 0.02 && own < kRuns * 0.09, qPrintable(QString::number(own)));
        QVERIFY2(common > kRuns * 0.02 && common < kRuns * 0.09, qPrintable(QString::number(common)));
    }

    void tooFewShowNoDrift()
    {
        const auto result = drift({{0, 1, 1}, {0, 2, 0}}, 1);
        QVERIFY(!result[0].change);
        QVERIFY(!result[1].change);
        QCOMPARE(result[1].pValue, 1.0);
        std::vector<OrderedValue> sameTime(10, OrderedValue{0, 5, 1});
        QVERIFY(!drift(sameTime, 1)[1].change);
    }

    /// crowd-kit's golden accuracy of its toy answers: t1 and t2 are "yes", five of nine labels say so.
    void publishedGoldAccuracy()
    {
        const Labels labels{2,
                            5,
                            2,
                            {{0, 0, 0},
                             {0, 1, 1},
                             {0, 3, 1},
                             {0, 4, 0},
                             {1, 0, 1},
                             {1, 1, 1},
                             {1, 2, 1},
                             {1, 3, 0},
                             {1, 4, 0}}};
        const auto scores = knownAnswerScores(goldAnswers(labels, {1, 1}), 5);
        QVERIFY(isNear(scores[0].accuracy, 0.5555555555555556));
        QCOMPARE(scores[0].answered, 9);
    }

    void goldAndAttention()
    {
        Labels labels{4, 3, 2, {{0, 0, 1}, {0, 1, 0}, {1, 0, 1}, {1, 1, 1}, {2, 0, 0}, {3, 1, 0}}};
        const std::vector<std::optional<std::int32_t>> gold{1, 1, std::nullopt, 0};
        const auto scores = knownAnswerScores(goldAnswers(labels, gold), 3);
        QCOMPARE(scores[0].answered, 5);
        QVERIFY(isNear(scores[0].accuracy, 0.8));
        QVERIFY(isNear(scores[1].accuracy, 1));
        QVERIFY(isNear(scores[2].accuracy, 2.0 / 3));
        QVERIFY(std::abs(scores[2].accuracy.interval->low - 0.09429932405024612) < 1e-9);
        QCOMPARE(scores[3].answered, 0);
        QVERIFY(scores[3].accuracy.undefined.endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(TstAnnotatorBias)

#include "tst_annotatorbias.moc"
