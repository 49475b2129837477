#include "core/stats/sampling.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace plumbline;
using namespace plumbline::stats;

class TstSampling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesOfBinomialsHaveTheRightMoments_data()
    {
        QTest::addColumn<int>("trials");
        QTest::addColumn<double>("p");
        QTest::newRow("few") << 20 << 0.1;
        QTest::newRow("many, rare") << 100'000 << 0.00005;
        QTest::newRow("rejection") << 1'000 << 0.3;
        QTest::newRow("mirrored") << 1'000 << 0.9;
        QTest::newRow("large") << 1'000'000 << 0.5;
    }

    void samplesOfBinomialsHaveTheRightMoments()
    {
        QFETCH(int, trials);
        QFETCH(double, p);
        Random random(15);
        constexpr int kSamples = 20'000;
        double sum = 0;
        double squares = 0;
        const double mean = trials * p;
        const double variance = mean * (1 - p);
        for (int i = 0; i < kSamples; ++i) {
            const auto x = static_cast<double>(binomial(random, trials, p));
            QVERIFY(x >= 0 && x <= trials);
            sum += x;
            squares += (x - mean) * (x - mean);
        }
        QVERIFY(std::abs(sum / kSamples - mean) < 4 * std::sqrt(variance / kSamples));
        QVERIFY(std::abs(squares / kSamples / variance - 1) < 0.06);
    }

    void resamplesOfCellsHaveTheMomentsOfMultinomials_data()
    {
        QTest::addColumn<QList<qint64>>("counts");
        QTest::newRow("few votes") << QList<qint64>{3, 5, 2};
        QTest::newRow("many small cells") << QList<qint64>(500, 1);
        QTest::newRow("tables") << QList<qint64>{700, 20, 5'000, 1, 20, 300'000};
    }

    void resamplesOfCellsHaveTheMomentsOfMultinomials()
    {
        QFETCH(QList<qint64>, counts);
        const CellResampler resampler({counts.begin(), counts.end()});
        const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), qint64{0}));
        const auto cells = static_cast<std::size_t>(counts.size());
        std::vector<double> sums(cells, 0.0);
        std::vector<double> squares(cells, 0.0);
        Random random(17);
        std::vector<std::int64_t> drawn;
        constexpr int kSamples = 10'000;
        for (int i = 0; i < kSamples; ++i) {
            resampler.draw(random, drawn);
            QCOMPARE(static_cast<double>(std::accumulate(drawn.begin(), drawn.end(), std::int64_t{0})),
                     total);
            for (std::size_t cell = 0; cell < cells; ++cell) {
                const double off = static_cast<double>(drawn[cell] - counts[static_cast<qsizetype>(cell)]);
                sums[cell] += off;
                squares[cell] += off * off;
            }
        }
        for (std::size_t cell = 0; cell < cells; ++cell) {
            const auto count = static_cast<double>(counts[static_cast<qsizetype>(cell)]);
            const double variance = count * (1 - count / total);
            QVERIFY(std::abs(sums[cell] / kSamples) < 4.5 * std::sqrt(variance / kSamples));
            QVERIFY(std::abs(squares[cell] / kSamples / variance - 1) < 0.1);
        }
    }

    void resamplesKeepTheNumberOfVotes()
    {
        Random random(16);
        std::vector<std::int64_t> drawn;
        for (const std::vector<std::int64_t>& counts :
             {std::vector<std::int64_t>{5, 1'000, 3, 1}, std::vector<std::int64_t>{1, 1, 1}}) {
            for (int i = 0; i < 100; ++i) {
                multinomial(random, counts, drawn);
                QCOMPARE(std::accumulate(drawn.begin(), drawn.end(), std::int64_t{0}),
                         std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstSampling)

#include "tst_sampling.moc"
