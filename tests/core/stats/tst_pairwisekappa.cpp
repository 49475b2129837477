#include "core/stats/pairwisekappa.h"
#include "tests/core/stats/agreementfixture.h"

#include <QTest>

using namespace plumbline::stats;

class TstPairwiseKappa : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPairIsCohens_data()
    {
        QTest::addColumn<int>("annotators");
        QTest::addColumn<double>("gaps");
        QTest::newRow("sparse: unit by unit") << 30 << 0.9;
        QTest::newRow("full: by sets of units") << 12 << 0.0;
        QTest::newRow("half") << 9 << 0.5;
        QTest::newRow("two") << 2 << 0.1;
    }

    void everyPairIsCohens()
    {
        QFETCH(int, annotators);
        QFETCH(double, gaps);
        const Labels labels = randomLabels(5, 300, annotators, 4, gaps);
        PairwiseOptions options;
        options.weights = AgreementWeights::Linear;
        const PairwiseKappa all = pairwiseKappa(labels, options);
        double sum = 0;
        std::int64_t defined = 0;
        std::size_t seen = 0;
        for (std::int32_t a = 0; a < annotators; ++a) {
            for (std::int32_t b = a + 1; b < annotators; ++b) {
                const Confusion table = confusionOf(labels, a, b);
                const PairKappa* pair = all.find(b, a);
                QCOMPARE(pair != nullptr, table.total() > 0);
                if (pair == nullptr) {
                    continue;
                }
                ++seen;
                const Kappa alone = cohenKappa(table, options.weights);
                QCOMPARE(pair->kappa.units, table.total());
                QCOMPARE(pair->agreed, table.agreed());
                QCOMPARE(pair->kappa.kappa.value, alone.kappa.value);
                QCOMPARE(pair->kappa.standardError, alone.standardError);
                QVERIFY(alone.kappa || !pair->kappa.kappa.undefined.isEmpty());
                sum += alone.kappa.valueOr(0);
                defined += alone.kappa ? 1 : 0;
            }
        }
        QCOMPARE(all.pairs.size(), seen);
        QCOMPARE(all.defined, defined);
        COMPARE_CLOSE(*all.mean.value, sum / static_cast<double>(defined), 1e-12);
    }

    void threadsAndOrderChangeNothing()
    {
        const Labels labels = randomLabels(8, 200, 15, 3, 0.4);
        PairwiseOptions options;
        options.threads = 1;
        const PairwiseKappa one = pairwiseKappa(labels, options);
        options.threads = 4;
        const PairwiseKappa four = pairwiseKappa(labels, options);
        QCOMPARE(four.pairs.size(), one.pairs.size());
        for (std::size_t i = 0; i < one.pairs.size(); ++i) {
            QCOMPARE(four.pairs[i].kappa.kappa.value, one.pairs[i].kappa.kappa.value);
        }
        COMPARE_CLOSE(*pairwiseKappa(rearranged(labels, 3)).mean.value, *one.mean.value, 1e-12);
    }

    void repeatedLabelsAreLeftOut()
    {
        Labels labels = randomLabels(8, 60, 4, 3, 0.2);
        const PairwiseKappa before = pairwiseKappa(labels);
        const std::int32_t unit = labels.units++;
        labels.rows.push_back({unit, 0, 1});
        labels.rows.push_back({unit, 0, 2});
        labels.rows.push_back({unit, 1, 2});
        const PairwiseKappa after = pairwiseKappa(labels);
        QCOMPARE(after.repeated, 1);
        QCOMPARE(after.find(0, 1)->kappa.units, before.find(0, 1)->kappa.units);
        COMPARE_CLOSE(*after.mean.value, *before.mean.value, 1e-12);
    }

    void refusals()
    {
        const Labels apart = labelsOf({{0, 1, -1, -1}, {-1, -1, 1, 0}}, 2);
        const Labels equal = labelsOf({{1, 1, 1}, {1, 1, 1}}, 2);
        for (const Labels& labels : {Labels(), apart, equal, labelsOf({{0, 1, 0}}, 2)}) {
            const PairwiseKappa all = pairwiseKappa(labels);
            QVERIFY(!all.mean);
            QVERIFY(all.mean.undefined.endsWith(u'.'));
        }
        QCOMPARE(pairwiseKappa(equal).pairs.size(), 1U); // one pair, without a κ
        PairwiseOptions options;
        options.cancelled = [] { return true; };
        QVERIFY(!pairwiseKappa(randomLabels(8, 60, 4, 3, 0.2), options).mean);
    }
};

QTEST_GUILESS_MAIN(TstPairwiseKappa)

#include "tst_pairwisekappa.moc"
