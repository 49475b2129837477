#include "core/stats/parallel.h"

#include <QTest>

#include <atomic>
#include <numeric>
#include <vector>

using namespace plumbline::stats;

class TstParallel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIndexIsVisitedOnce_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("partSize");
        QTest::addColumn<int>("threads");
        QTest::newRow("nothing") << 0 << 0 << 2;
        QTest::newRow("one") << 1 << 0 << 4;
        QTest::newRow("parts that do not divide") << 1'000 << 7 << 3;
        QTest::newRow("one part per worker") << 1'001 << 0 << 4;
        QTest::newRow("one thread") << 100 << 9 << 1;
    }

    void everyIndexIsVisitedOnce()
    {
        QFETCH(int, count);
        QFETCH(int, partSize);
        QFETCH(int, threads);
        std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
        std::atomic<std::size_t> highest{0};
        parallelFor(
            visits.size(), static_cast<std::size_t>(partSize),
            [&](std::size_t begin, std::size_t end, std::size_t worker) {
                for (std::size_t i = begin; i < end; ++i) {
                    ++visits[i];
                }
                std::size_t seen = highest;
                while (worker > seen && !highest.compare_exchange_weak(seen, worker)) {
                }
            },
            static_cast<std::size_t>(threads));
        for (const auto& visit : visits) {
            QCOMPARE(visit.load(), 1);
        }
        QVERIFY(highest < static_cast<std::size_t>(threads));
    }
};

QTEST_GUILESS_MAIN(TstParallel)

#include "tst_parallel.moc"
