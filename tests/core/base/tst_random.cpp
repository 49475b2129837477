#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

using namespace plumbline;

class TestRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequenceIsStable();
    void belowStaysBelow();
    void belowIsUniform();
    void uniformStaysInside();
    void worksWithShuffle();
};

void TestRandom::sequenceIsStable()
{
    // Computed apart from this code from the published definition of splitmix64.
    Random random(1234567);
    for (const std::uint64_t expected :
         {0x599ED017FB08FC85ULL, 0x2C73F08458540FA5ULL, 0x883EBCE5A3F27C77ULL, 0x3FBEF740E9177B3FULL}) {
        QCOMPARE(random(), expected);
    }
}

void TestRandom::belowStaysBelow()
{
    Random random(3);
    QCOMPARE(random.below(0), std::uint64_t(0));
    QCOMPARE(random.below(1), std::uint64_t(0));
    for (const std::uint64_t bound : {std::uint64_t(2), std::uint64_t(7), UINT64_MAX, UINT64_MAX / 2 + 2}) {
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(random.below(bound) < bound);
        }
    }
}

void TestRandom::belowIsUniform()
{
    Random random(11);
    std::array<int, 10> counts{};
    constexpr int kDraws = 100'000;
    for (int i = 0; i < kDraws; ++i) {
        ++counts[random.below(counts.size())];
    }
    double chiSquared = 0;
    for (const int count : counts) {
        chiSquared += (count - 1e4) * (count - 1e4) / 1e4;
    }
    QVERIFY2(chiSquared < 27.9, qPrintable(QString::number(chiSquared))); // 9 degrees of freedom, p = 0.001
}

void TestRandom::uniformStaysInside()
{
    Random random(5);
    double sum = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double value = random.uniform();
        QVERIFY(value >= 0.0 && value < 1.0);
        sum += value;
    }
    QVERIFY(std::abs(sum / 1e5 - 0.5) < 0.005);
}

void TestRandom::worksWithShuffle()
{
    std::vector<int> numbers(50);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::vector<int> shuffled = numbers;
    std::shuffle(shuffled.begin(), shuffled.end(), Random(9));
    QVERIFY(shuffled != numbers);
    std::sort(shuffled.begin(), shuffled.end());
    QCOMPARE(shuffled, numbers);
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
