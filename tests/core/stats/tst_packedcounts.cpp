#include "core/base/random.h"
#include "core/stats/krippendorff.h"
#include "core/stats/packedcounts.h"

#include <QTest>

#include <map>

using namespace plumbline;
using namespace plumbline::stats;

namespace {

Labels randomLabels(std::uint64_t seed, std::int32_t units, std::int32_t values, int rows)
{
    Random random(seed);
    Labels labels{units, 40, values, {}};
    for (int i = 0; i < rows; ++i) {
        labels.rows.push_back({static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(units))),
                               static_cast<std::int32_t>(random.below(39)),
                               static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(values)))});
    }
    return labels;
}

/// What the units look like, and how many look so.
std::map<std::vector<std::pair<int, int>>, std::int64_t> looks(const UnitCounts& counts)
{
    std::map<std::vector<std::pair<int, int>>, std::int64_t> out;
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        std::vector<std::pair<int, int>> look;
        for (std::size_t cell = counts.begin[unit]; cell < counts.begin[unit + 1]; ++cell) {
            look.emplace_back(counts.cells[cell].value, counts.cells[cell].count);
        }
        out[look] += counts.weights[unit];
    }
    return out;
}

} // namespace

class TstPackedCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAreThoseOfTheTable_data()
    {
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("values");
        QTest::newRow("two values, few labels a unit") << 15'000 << 2;
        QTest::newRow("five values") << 6'000 << 5;
        QTest::newRow("eight values, many labels a unit") << 100 << 8;
        QTest::newRow("many units that look different") << 1'500 << 8;
    }
    void countsAreThoseOfTheTable()
    {
        QFETCH(int, units);
        QFETCH(int, values);
        const Labels labels = randomLabels(3, units, values, 20'001);
        const auto packed = PackedCounts::of(labels, 2);
        QVERIFY(packed);
        QCOMPARE(packed->annotators, activeAnnotators(labels));
        QCOMPARE(packed->annotators, 39);
        QVERIFY(looks(packed->counts) == looks(UnitCounts::of(labels, 2)));
        const auto one = PackedCounts::of(labels, 1);
        QVERIFY(one->counts.weights == packed->counts.weights && one->counts.begin == packed->counts.begin);
    }

    /// The same α as from labels that are too few to be packed: every label there, once and sixteen times.
    void alphaIsTheSame_data()
    {
        QTest::addColumn<int>("level");
        QTest::newRow("nominal") << static_cast<int>(AlphaLevel::Nominal);
        QTest::newRow("ordinal") << static_cast<int>(AlphaLevel::Ordinal);
        QTest::newRow("interval") << static_cast<int>(AlphaLevel::Interval);
        QTest::newRow("ratio") << static_cast<int>(AlphaLevel::Ratio);
    }
    void alphaIsTheSame()
    {
        QFETCH(int, level);
        const Labels labels = randomLabels(5, 5'000, 5, 20'000);
        Labels wide = labels; // a ninth value keeps them from being packed and never occurs
        wide.values = 9;
        AlphaOptions options;
        options.level = static_cast<AlphaLevel>(level);
        options.resamples = 0;
        QVERIFY(PackedCounts::of(labels, 0));
        QVERIFY(!PackedCounts::of(wide, 0));
        const Alpha packed = krippendorffAlpha(labels, options);
        const Alpha plain = krippendorffAlpha(wide, options);
        QVERIFY2(std::abs(*packed.alpha.value - *plain.alpha.value) < 1e-12,
                 qPrintable(plain.alpha.undefined));
        QCOMPARE(packed.units, plain.units);
        QCOMPARE(packed.labels, plain.labels);
        QCOMPARE(packed.annotators, plain.annotators);
    }

    void whatDoesNotFitIsLeftToOthers_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("few labels") << 0;
        QTest::newRow("many values") << 1;
        QTest::newRow("many equal labels on a unit") << 2;
        QTest::newRow("a unit that is not declared") << 3;
        QTest::newRow("an annotator that is not declared") << 4;
        QTest::newRow("a value below the scale") << 5;
        QTest::newRow("one annotator") << 6;
        QTest::newRow("nothing shared") << 7;
        QTest::newRow("many empty units") << 8;
    }
    void whatDoesNotFitIsLeftToOthers()
    {
        QFETCH(int, kind);
        Labels labels = randomLabels(7, 5'000, kind == 1 ? 9 : 5, kind == 0 ? 5'000 : 20'000);
        if (kind == 2) {
            labels.rows.insert(labels.rows.end(), 300, {17, 3, 2});
        } else if (kind == 3) {
            labels.rows[9'000].unit = labels.units;
        } else if (kind == 4) {
            labels.rows[19'000].annotator = labels.annotators;
        } else if (kind == 5) {
            labels.rows[0].value = -1;
        } else if (kind == 8) {
            labels.units = 50'000;
        }
        for (std::size_t i = 0; i < labels.rows.size() && kind >= 6; ++i) {
            if (kind == 6) {
                labels.rows[i].annotator = 4;
            } else if (kind == 7) {
                labels.rows[i].unit = static_cast<std::int32_t>(i);
                labels.units = 20'000;
            }
        }
        QVERIFY(!PackedCounts::of(labels, 2));
    }
};

QTEST_GUILESS_MAIN(TstPackedCounts)

#include "tst_packedcounts.moc"
