#include "core/stats/correlation.h"
#include "core/stats/icc.h"
#include "tests/core/stats/agreementfixture.h"

#include <QTest>

#include <limits>

using namespace plumbline::stats;

namespace {

const std::vector<double> kX = {1, 2, 2, 3, 5, 4, 7, 6, 6, 9, 8, 10};
const std::vector<double> kY = {2, 1, 3, 3, 4, 6, 5, 5, 8, 9, 10, 7};

/// Shrout & Fleiss (1979), table 2: six units (columns here), four annotators.
const std::vector<std::vector<double>> kShroutFleiss = {
    {9, 6, 8, 7, 10, 6}, {2, 1, 4, 1, 5, 2}, {5, 3, 6, 2, 6, 4}, {8, 2, 8, 6, 9, 7}};

NumericLabels ratingsOf(const std::vector<std::vector<double>>& table)
{
    NumericLabels out{
        static_cast<std::int32_t>(table.front().size()), static_cast<std::int32_t>(table.size()), {}};
    for (std::int32_t annotator = 0; annotator < out.annotators; ++annotator) {
        for (std::int32_t unit = 0; unit < out.units; ++unit) {
            out.rows.push_back({unit, annotator,
                                table[static_cast<std::size_t>(annotator)][static_cast<std::size_t>(unit)]});
        }
    }
    return out;
}

} // namespace

class TstCorrelation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Expected values computed with SciPy 1.17.1.
    void pearsonOfScipy()
    {
        const Correlation r = pearson(kX, kY);
        COMPARE_CLOSE(*r.value.value, 0.8360684045810696, 1e-12);
        COMPARE_CLOSE(*r.pValue, 0.0007031746088788937, 1e-14);
        COMPARE_CLOSE(r.value.interval->low, 0.5039934181648456, 1e-12);
        COMPARE_CLOSE(r.value.interval->high, 0.9527976780375539, 1e-12);
        QCOMPARE(r.pairs, 12);
    }

    void spearmanOfScipy()
    {
        const Correlation rho = spearman(kX, kY);
        COMPARE_CLOSE(*rho.value.value, 0.8556338028169012, 1e-12);
        COMPARE_CLOSE(*rho.pValue, 0.00038558048717343913, 1e-14);
        QVERIFY(rho.value.interval->low < 0.8556 && rho.value.interval->high > 0.8556);
        QCOMPARE(middleRanks(std::vector<double>{3, 1, 3, 2}), (std::vector<double>{3.5, 1, 3.5, 2}));
    }

    void kendallOfScipy()
    {
        const Correlation tied = kendallTau(kX, kY);
        COMPARE_CLOSE(*tied.value.value, 0.6875, 1e-12);
        COMPARE_CLOSE(*tied.pValue, 0.002322695473017204, 1e-14);
        const std::vector<double> a = {1, 2, 3, 4, 5, 6, 7, 8};
        const std::vector<double> b = {2, 1, 4, 3, 6, 8, 5, 7};
        const Correlation exact = kendallTau(a, b);
        COMPARE_CLOSE(*exact.value.value, 0.6428571428571428, 1e-12);
        COMPARE_CLOSE(*exact.pValue, 0.03115079365079365, 1e-14);
    }

    void kendallByPairs()
    {
        plumbline::Random random(3);
        for (int run = 0; run < 50; ++run) {
            std::vector<double> x;
            std::vector<double> y;
            for (int i = 0; i < 40; ++i) {
                x.push_back(static_cast<double>(random.below(6)));
                y.push_back(static_cast<double>(random.below(6)) + x.back() / 2);
            }
            double sum = 0;
            double untiedX = 0;
            double untiedY = 0;
            for (std::size_t i = 0; i < x.size(); ++i) {
                for (std::size_t j = i + 1; j < x.size(); ++j) {
                    sum += ((x[i] > x[j]) - (x[i] < x[j])) * ((y[i] > y[j]) - (y[i] < y[j]));
                    untiedX += x[i] != x[j] ? 1 : 0;
                    untiedY += y[i] != y[j] ? 1 : 0;
                }
            }
            COMPARE_CLOSE(*kendallTau(x, y).value.value, sum / std::sqrt(untiedX * untiedY), 1e-12);
        }
    }

    void perfectOrder()
    {
        const std::vector<double> x = {1, 2, 3, 4, 5};
        const std::vector<double> y = {5, 4, 3, 2, 1};
        QCOMPARE(*pearson(x, y).value.value, -1.0);
        QVERIFY(!pearson(x, y).value.interval);
        QCOMPARE(*spearman(x, x).value.value, 1.0);
        QCOMPARE(*kendallTau(x, y).value.value, -1.0);
        COMPARE_CLOSE(*kendallTau(x, y).pValue, 2.0 / 120, 1e-15);
    }

    void refusals()
    {
        const std::vector<double> x = {1, 2, 3};
        const std::vector<double> same = {2, 2, 2};
        const std::vector<double> odd = {1, std::numeric_limits<double>::quiet_NaN(), 2};
        const std::vector<double> two = {1, 2};
        for (const std::vector<double>& y : {same, odd, two, std::vector<double>()}) {
            for (const Correlation& result : {pearson(x, y), spearman(x, y), kendallTau(x, y)}) {
                QVERIFY(!result.value && !result.pValue);
                QVERIFY(result.value.undefined.endsWith(u'.'));
            }
        }
        const std::vector<double> none;
        QVERIFY(!pearson(none, none).value);
    }

    void concordance()
    {
        const NumericLabels ratings =
            ratingsOf({{1, 2, 3, 4, 5, 6}, {2, 1, 3, 5, 4, 6}, {1, 3, 2, 4, 4, 6}, {2, 2, 3, 4, 6, 5}});
        const Concordance w = kendallW(ratings);
        COMPARE_CLOSE(*w.w.value, 0.8949275362318838, 1e-12);
        COMPARE_CLOSE(w.chiSquared, 17.898550724637676, 1e-11);
        COMPARE_CLOSE(*w.pValue, 0.0030762731247338743, 1e-13);
        QCOMPARE(w.annotators, 4);
        NumericLabels more = ratings; // a unit that not all rated is left out
        more.rows.push_back({more.units++, 0, 3});
        COMPARE_CLOSE(*kendallW(more).w.value, *w.w.value, 1e-15);
        QVERIFY(!kendallW(ratingsOf({{2, 2, 2}, {1, 1, 1}})).w);
        QVERIFY(!kendallW(ratingsOf({{1, 2, 3}})).w);
    }

    void intraclass_data()
    {
        QTest::addColumn<int>("model");
        QTest::addColumn<bool>("ofMean");
        QTest::addColumn<double>("value"); // computed with pingouin 0.7.0, intervals to two places
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("p");
        QTest::newRow("1,1") << 0 << false << 0.1657417684054755 << -0.13 << 0.72 << 0.16476880834463953;
        QTest::newRow("2,1") << 1 << false << 0.28976377952755916 << 0.02 << 0.76 << 0.000134566516484335;
        QTest::newRow("3,1") << 2 << false << 0.7148407148407154 << 0.34 << 0.95 << 0.000134566516484335;
        QTest::newRow("1,k") << 0 << true << 0.44279713367926876 << -0.88 << 0.91 << 0.16476880834463953;
        QTest::newRow("2,k") << 1 << true << 0.6200505475989893 << 0.07 << 0.93 << 0.000134566516484335;
        QTest::newRow("3,k") << 2 << true << 0.9093155423770697 << 0.68 << 0.99 << 0.000134566516484335;
    }

    void intraclass()
    {
        QFETCH(int, model);
        QFETCH(bool, ofMean);
        QFETCH(double, value);
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(double, p);
        const Icc icc = intraclassCorrelation(ratingsOf(kShroutFleiss), static_cast<IccModel>(model), ofMean);
        COMPARE_CLOSE(*icc.icc.value, value, 1e-12);
        COMPARE_CLOSE(icc.icc.interval->low, low, 5.1e-3);
        COMPARE_CLOSE(icc.icc.interval->high, high, 5.1e-3);
        COMPARE_CLOSE(*icc.pValue, p, 1e-12);
        QCOMPARE(icc.units, 6);
        QCOMPARE(icc.annotators, 4);
        // A unit that one annotator rated alone, and an annotator without ratings, change nothing.
        NumericLabels more = ratingsOf(kShroutFleiss);
        more.annotators = 6;
        more.rows.insert(more.rows.begin(), {more.units++, 2, 7});
        COMPARE_CLOSE(*intraclassCorrelation(more, static_cast<IccModel>(model), ofMean).icc.value, value,
                      1e-12);
    }

    void intraclassRefusals()
    {
        for (const IccModel model : {IccModel::OneWay, IccModel::TwoWayRandom, IccModel::TwoWayConsistent}) {
            NumericLabels odd = ratingsOf({{1, 2}, {2, 1}});
            odd.rows[0].value = std::numeric_limits<double>::infinity();
            for (const NumericLabels& ratings :
                 {NumericLabels(), ratingsOf({{1, 2, 3}}), ratingsOf({{1}, {2}}),
                  ratingsOf({{0.1, 0.1}, {0.1, 0.1}}), odd}) {
                const Icc icc = intraclassCorrelation(ratings, model);
                QVERIFY(!icc.icc);
                QVERIFY2(icc.icc.undefined.endsWith(u'.'), qPrintable(icc.icc.undefined));
            }
        }
        NumericLabels gaps{3, 3, {{0, 0, 1}, {0, 1, 2}, {1, 1, 3}, {1, 2, 5}, {2, 0, 2}, {2, 2, 7}}};
        QVERIFY(!intraclassCorrelation(gaps, IccModel::TwoWayRandom).icc);
        QVERIFY(intraclassCorrelation(gaps, IccModel::OneWay).icc);
        NumericLabels twice = ratingsOf({{1, 2, 4}, {2, 1, 5}});
        twice.rows.push_back({0, 0, 3});
        QVERIFY(!intraclassCorrelation(twice, IccModel::TwoWayConsistent).icc);
        const Icc perfect =
            intraclassCorrelation(ratingsOf({{1, 2, 4}, {2, 3, 5}}), IccModel::TwoWayConsistent);
        COMPARE_CLOSE(*perfect.icc.value, 1, 1e-12);
        QVERIFY(!perfect.icc.interval);
    }
};

QTEST_GUILESS_MAIN(TstCorrelation)

#include "tst_correlation.moc"
