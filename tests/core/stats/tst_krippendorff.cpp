#include "core/stats/krippendorff.h"
#include "tests/core/stats/agreementfixture.h"
#include "tests/core/stats/statsdata.h"
#include "tests/support/datasets.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

AlphaOptions at(AlphaLevel level, int resamples = 0)
{
    AlphaOptions options;
    options.level = level;
    options.resamples = resamples;
    return options;
}

/// The definition, pair by pair, to compare with.
double byDefinition(const Labels& labels, const std::function<double(int, int)>& distance)
{
    std::vector<std::vector<int>> units(static_cast<std::size_t>(labels.units));
    for (const Label& row : labels.rows) {
        units[static_cast<std::size_t>(row.unit)].push_back(row.value);
    }
    std::vector<int> all;
    double observed = 0;
    for (const std::vector<int>& unit : units) {
        if (unit.size() < 2) {
            continue;
        }
        for (std::size_t i = 0; i < unit.size(); ++i) {
            for (std::size_t j = 0; j < unit.size(); ++j) {
                observed += i == j ? 0 : distance(unit[i], unit[j]) / static_cast<double>(unit.size() - 1);
            }
        }
        all.insert(all.end(), unit.begin(), unit.end());
    }
    double expected = 0;
    for (const int a : all) {
        for (const int b : all) {
            expected += distance(a, b);
        }
    }
    return 1 - observed * static_cast<double>(all.size() - 1) / expected;
}

LabelTable tableOf(const QJsonArray& rows)
{
    QHash<QString, int> numbers{{u"N"_s, 0}, {u"Y"_s, 1}};
    LabelTable out;
    for (const QJsonValue row : rows) {
        out.emplace_back();
        for (const QJsonValue cell : row.toArray()) {
            out.back().push_back(cell.isNull()     ? kMissing
                                 : cell.isString() ? numbers.value(cell.toString())
                                                   : cell.toInt() - 1);
        }
    }
    return out;
}

/// 3 annotators and 15 units, the example of the Python package krippendorff.
const LabelTable kWiki = {{-1, -1, -1, -1, -1, 2, 3, 0, 1, 0, 0, 2, 2, -1, 2},
                          {0, -1, 1, 0, 2, 2, 3, 2, -1, -1, -1, -1, -1, -1, -1},
                          {-1, -1, 1, 0, 2, 3, 3, -1, 1, 0, 0, 2, 2, -1, 3}};

} // namespace

class TstKrippendorff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedValues_data()
    {
        QTest::addColumn<QJsonObject>("entry");
        QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") +
                   u"/tests/data/stats/parity_agreement.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue value : QJsonDocument::fromJson(file.readAll()).array()) {
            if (value[u"name"_s].toString().startsWith(u"alpha"_s)) {
                QTest::newRow(qPrintable(value[u"name"_s].toString())) << value.toObject();
            }
        }
    }

    void publishedValues()
    {
        QFETCH(QJsonObject, entry);
        const AlphaLevel level =
            entry[u"level"_s] == u"interval"_s ? AlphaLevel::Interval : AlphaLevel::Nominal;
        const Labels labels = labelsOf(tableOf(entry[u"data"_s].toArray()), 5);
        const Alpha alpha = krippendorffAlpha(labels, at(level));
        COMPARE_CLOSE(*alpha.alpha.value, entry[u"expect"_s].toDouble(), entry[u"tol"_s].toDouble());
        const Alpha numeric = krippendorffAlpha(numbersOf(labels), at(level));
        COMPARE_CLOSE(*numeric.alpha.value, *alpha.alpha.value, 1e-14);
    }

    void everyLevel_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<double>("expected"); // computed with krippendorff 0.9.0
        QTest::newRow("nominal") << static_cast<int>(AlphaLevel::Nominal) << 0.691358024691358;
        QTest::newRow("ordinal") << static_cast<int>(AlphaLevel::Ordinal) << 0.8067214199413153;
        QTest::newRow("interval") << static_cast<int>(AlphaLevel::Interval) << 0.8108448928121059;
        QTest::newRow("ratio") << static_cast<int>(AlphaLevel::Ratio) << 0.8089436707842471;
    }

    void everyLevel()
    {
        QFETCH(int, level);
        QFETCH(double, expected);
        const Labels labels = labelsOf(kWiki, 4);
        const Alpha alpha = krippendorffAlpha(labels, at(static_cast<AlphaLevel>(level)));
        COMPARE_CLOSE(*alpha.alpha.value, expected, 1e-12);
        QCOMPARE(alpha.units, 12);
        QCOMPARE(alpha.labels, 26);
        QCOMPARE(alpha.annotators, 3);
        COMPARE_CLOSE(1 - alpha.observed / alpha.expected, expected, 1e-12);
        // A larger declared scale does not change what was given.
        COMPARE_CLOSE(*krippendorffAlpha(labelsOf(kWiki, 9), at(static_cast<AlphaLevel>(level))).alpha.value,
                      expected, 1e-12);
    }

    void mtBench()
    {
        QHash<QByteArray, std::int32_t> units;
        QHash<QByteArray, std::int32_t> annotators;
        Labels labels;
        labels.values = 3;
        for (const QList<QByteArray>& row : statsRows(u"mt_bench_votes.csv"_s)) {
            // question, turn, annotator, model_a, model_b, outcome; a unit does not depend on the sides
            const bool swap = row[4] < row[3];
            const QByteArray unit =
                row[0] + ' ' + row[1] + ' ' + (swap ? row[4] : row[3]) + ' ' + (swap ? row[3] : row[4]);
            const int value = row[5] == "tie" ? 2 : (row[5] == "a") == swap ? 1 : 0;
            const auto unitNumber = units.value(unit, static_cast<std::int32_t>(units.size()));
            const auto annotator = annotators.value(row[2], static_cast<std::int32_t>(annotators.size()));
            units.insert(unit, unitNumber);
            annotators.insert(row[2], annotator);
            labels.rows.push_back({unitNumber, annotator, value});
        }
        labels.units = static_cast<std::int32_t>(units.size());
        labels.annotators = static_cast<std::int32_t>(annotators.size());
        QCOMPARE(labels.rows.size(), 3355U);
        const Alpha alpha = krippendorffAlpha(labels);
        COMPARE_CLOSE(*alpha.alpha.value, 0.4855, 5e-5);
        QCOMPARE(alpha.units, 961);
        QVERIFY(alpha.alpha.interval->low > 0.43 && alpha.alpha.interval->high < 0.54);
    }

    void recognisingEntailment()
    {
        QFile file(plumbline::dataSet(u"mace_snow/rte.csv"_s));
        if (!file.open(QIODevice::ReadOnly)) {
            QSKIP("The rte labels are not there (PLUMBLINE_DATA_SETS)");
        }
        Labels labels;
        labels.values = 2;
        while (!file.atEnd()) {
            const QList<QByteArray> cells = file.readLine().trimmed().split(',');
            labels.annotators = static_cast<std::int32_t>(cells.size());
            for (std::int32_t annotator = 0; annotator < labels.annotators; ++annotator) {
                if (!cells[annotator].isEmpty()) {
                    labels.rows.push_back({labels.units, annotator, cells[annotator].toInt()});
                }
            }
            ++labels.units;
        }
        QCOMPARE(labels.units, 800);
        QCOMPARE(labels.annotators, 164);
        COMPARE_CLOSE(*krippendorffAlpha(labels, at(AlphaLevel::Nominal)).alpha.value, 0.2415, 5e-5);
    }

    void definition_data()
    {
        QTest::addColumn<int>("level");
        for (int level = 0; level < 4; ++level) {
            QTest::addRow("%d", level) << level;
        }
    }

    void definition()
    {
        QFETCH(int, level);
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            const Labels labels = randomLabels(seed, 12, 4, 5, 0.4);
            const auto kind = static_cast<AlphaLevel>(level);
            std::vector<double> margins(5);
            std::vector<int> counts(12);
            for (const Label& row : labels.rows) {
                ++counts[static_cast<std::size_t>(row.unit)];
            }
            for (const Label& row : labels.rows) {
                margins[static_cast<std::size_t>(row.value)] +=
                    counts[static_cast<std::size_t>(row.unit)] > 1 ? 1 : 0;
            }
            const auto distance = [&](int a, int b) {
                if (kind == AlphaLevel::Nominal || a == b) {
                    return a == b ? 0.0 : 1.0;
                }
                const double off = a - b;
                if (kind == AlphaLevel::Interval) {
                    return off * off;
                }
                if (kind == AlphaLevel::Ratio) {
                    return off * off / ((a + b + 2.0) * (a + b + 2.0));
                }
                double between = 0;
                for (int value = std::min(a, b); value <= std::max(a, b); ++value) {
                    const double share = value == a || value == b ? 0.5 : 1;
                    between += share * margins[static_cast<std::size_t>(value)];
                }
                return between * between;
            };
            const double expected = byDefinition(labels, distance);
            COMPARE_CLOSE(*krippendorffAlpha(labels, at(kind)).alpha.value, expected, 1e-10);
            COMPARE_CLOSE(*krippendorffAlpha(numbersOf(labels), at(kind)).alpha.value, expected, 1e-10);
        }
    }

    void orderAndGapsChangeNothing()
    {
        for (int level = 0; level < 4; ++level) {
            for (std::uint64_t seed = 1; seed <= 10; ++seed) {
                const Labels labels = randomLabels(seed, 25, 4, 4, 0.3);
                Labels other = rearranged(labels, seed + 50);
                other.rows.push_back({other.units, 0, 1}); // a unit with one label pairs with nothing
                ++other.units;
                COMPARE_CLOSE(*krippendorffAlpha(other, at(static_cast<AlphaLevel>(level))).alpha.value,
                              *krippendorffAlpha(labels, at(static_cast<AlphaLevel>(level))).alpha.value,
                              1e-12);
            }
        }
    }

    void shiftedAndScaledNumbers()
    {
        const Labels labels = randomLabels(3, 40, 3, 5, 0.2);
        const double interval = *krippendorffAlpha(labels, at(AlphaLevel::Interval)).alpha.value;
        COMPARE_CLOSE(*krippendorffAlpha(numbersOf(labels, 1e9), at(AlphaLevel::Interval)).alpha.value,
                      interval, 1e-9);
        NumericLabels squared = numbersOf(labels);
        for (NumericLabel& row : squared.rows) {
            row.value *= row.value; // keeps the order alone
        }
        COMPARE_CLOSE(*krippendorffAlpha(squared, at(AlphaLevel::Ordinal)).alpha.value,
                      *krippendorffAlpha(labels, at(AlphaLevel::Ordinal)).alpha.value, 1e-12);
        AlphaOptions scores = at(AlphaLevel::Interval);
        scores.scores = {1, 4, 9, 16, 25};
        COMPARE_CLOSE(*krippendorffAlpha(labels, scores).alpha.value,
                      *krippendorffAlpha(squared, at(AlphaLevel::Interval)).alpha.value, 1e-12);
    }

    void manyDistinctNumbers()
    {
        plumbline::Random random(5);
        NumericLabels labels{2'000, 3, {}};
        for (int unit = 0; unit < labels.units; ++unit) {
            const double truth = random.uniform();
            for (int annotator = 0; annotator < 3; ++annotator) {
                labels.rows.push_back({unit, annotator, truth + random.uniform()});
            }
        }
        const Alpha interval = krippendorffAlpha(labels, at(AlphaLevel::Interval, 200));
        COMPARE_CLOSE(*interval.alpha.value, 0.5, 0.05);
        QVERIFY(interval.alpha.interval->low < 0.5 && interval.alpha.interval->high > 0.5 - 0.02);
        QVERIFY(interval.alpha.interval->high - interval.alpha.interval->low < 0.1);
        COMPARE_CLOSE(*krippendorffAlpha(labels, at(AlphaLevel::Ordinal)).alpha.value, 0.5, 0.05);
        COMPARE_CLOSE(*krippendorffAlpha(labels, at(AlphaLevel::Ratio)).alpha.value, 0.45, 0.2);
        for (int i = 0; i < 30'000; ++i) {
            labels.rows.push_back({labels.units++, 0, random.uniform()});
        }
        QVERIFY(!krippendorffAlpha(labels, at(AlphaLevel::Ratio)).alpha);
        COMPARE_CLOSE(*krippendorffAlpha(labels, at(AlphaLevel::Interval)).alpha.value, *interval.alpha.value,
                      1e-12);
    }

    void intervalDoesNotDependOnThreads()
    {
        const Labels labels = randomLabels(9, 80, 4, 3, 0.3);
        AlphaOptions options = at(AlphaLevel::Nominal, 500);
        options.threads = 1;
        const Alpha one = krippendorffAlpha(labels, options);
        options.threads = 4;
        const Alpha four = krippendorffAlpha(labels, options);
        QCOMPARE(four.alpha.interval->low, one.alpha.interval->low);
        QCOMPARE(four.alpha.interval->high, one.alpha.interval->high);
        QCOMPARE(one.resamples, 500);
        options.seed = 2;
        QVERIFY(krippendorffAlpha(labels, options).alpha.interval->low != one.alpha.interval->low);
        options.cancelled = [] { return true; };
        QVERIFY(!krippendorffAlpha(labels, options).alpha);
    }

    void intervalCoversTheTruth()
    {
        // Two annotators right with chance 0.8, else guessing among two: α of the population is 0.64.
        int covered = 0;
        constexpr int kRuns = 200;
        for (int run = 0; run < kRuns; ++run) {
            plumbline::Random random(static_cast<std::uint64_t>(run) + 1'000);
            Labels labels{150, 2, 2, {}};
            for (int unit = 0; unit < labels.units; ++unit) {
                const auto truth = static_cast<int>(random.below(2));
                for (int annotator = 0; annotator < 2; ++annotator) {
                    const auto guess = static_cast<int>(random.below(2));
                    labels.rows.push_back({unit, annotator, random.uniform() < 0.8 ? truth : guess});
                }
            }
            const Interval interval = *krippendorffAlpha(labels, at(AlphaLevel::Nominal, 200)).alpha.interval;
            covered += interval.low <= 0.64 && interval.high >= 0.64 ? 1 : 0;
        }
        QVERIFY2(covered >= 180 && covered <= 199, qPrintable(QString::number(covered)));
    }

    void setDistances()
    {
        QCOMPARE(setDistance(0, 0, SetDistance::Masi), 0.0);
        QCOMPARE(setDistance(0b11, 0b100, SetDistance::Masi), 1.0);
        COMPARE_CLOSE(setDistance(0b111, 0b011, SetDistance::Jaccard), 1.0 / 3, 1e-15);
        COMPARE_CLOSE(setDistance(0b111, 0b011, SetDistance::Masi), 1 - 4.0 / 9, 1e-15);
        COMPARE_CLOSE(setDistance(0b011, 0b110, SetDistance::Masi), 1 - 1.0 / 9, 1e-15);
        COMPARE_CLOSE(setDistance(0b111, 0b011, SetDistance::MasiRounded), 1 - 0.67 * 2 / 3, 1e-15);
        QCOMPARE(setDistance(0b1, 0, SetDistance::Jaccard), 1.0);
    }

    void alphaOverSets()
    {
        // Sets as bits; expected values computed with NLTK 3.10's AnnotationTask.
        const std::vector<std::uint64_t> sets = {0b0010,  0b0110, 0b01000, 0b11100, 0b10000,
                                                 0b10010, 0b0100, 0b01010, 0b01110};
        const Labels labels = {5,
                               3,
                               static_cast<std::int32_t>(sets.size()),
                               {{0, 0, 1},
                                {0, 1, 1},
                                {1, 0, 0},
                                {1, 1, 1},
                                {2, 0, 2},
                                {2, 1, 3},
                                {3, 0, 4},
                                {3, 1, 5},
                                {0, 2, 6},
                                {1, 2, 7},
                                {3, 2, 4},
                                {4, 2, 0},
                                {4, 0, 8}}};
        COMPARE_CLOSE(*krippendorffAlphaSets(labels, sets, SetDistance::Masi).alpha.value,
                      0.23404255319148926, 1e-12);
        COMPARE_CLOSE(*krippendorffAlphaSets(labels, sets, SetDistance::Jaccard).alpha.value,
                      0.3132530120481929, 1e-12);
        COMPARE_CLOSE(*krippendorffAlpha(labels).alpha.value, 0.09589041095890416, 1e-12);
        QVERIFY(!krippendorffAlphaSets(labels, {1, 2}, SetDistance::Masi).alpha);

        // crowd-kit's test: dog, cat, {cat, mouse}; its MASI has 0.67 for two thirds.
        const std::vector<std::uint64_t> pictures = {0b001, 0b010, 0b110};
        const Labels onPicture = {
            3, 2, 3, {{0, 0, 0}, {0, 1, 0}, {1, 0, 1}, {1, 1, 1}, {2, 0, 1}, {2, 1, 2}}};
        COMPARE_CLOSE(*krippendorffAlpha(onPicture).alpha.value, 0.5454545454545454, 1e-12);
        COMPARE_CLOSE(*krippendorffAlphaSets(onPicture, pictures, SetDistance::MasiRounded).alpha.value,
                      0.6673336668334168, 1e-12);
        COMPARE_CLOSE(*krippendorffAlphaSets(onPicture, pictures, SetDistance::Masi).alpha.value, 2.0 / 3,
                      1e-12);
    }

    void toyAnswers()
    {
        // crowd-kit's five tasks and five workers; 1: yes.
        const Labels labels = labelsOf(
            {{0, 1, 1, 1, 1}, {1, 1, 0, 1, 0}, {-1, 1, 0, 1, 0}, {1, 0, 1, 1, 0}, {0, 0, 0, 1, 0}}, 2);
        COMPARE_CLOSE(*krippendorffAlpha(labels).alpha.value, 0.14219114219114215, 1e-12);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("which");
        const char* names[] = {"nothing",       "one annotator",
                               "one label",     "nothing shared",
                               "all equal",     "scale of one value",
                               "value unknown", "not a number",
                               "infinite",      "below zero on a ratio scale",
                               "too few scores"};
        for (int i = 0; i < 11; ++i) {
            QTest::newRow(names[i]) << i;
        }
    }

    void refusals()
    {
        QFETCH(int, which);
        NumericLabels numeric = numbersOf(labelsOf({{0, 1}, {1, 1}}, 2));
        const std::vector<LabelTable> tables = {{{-1, -1}, {-1, -1}}, {{0, 1}, {-1, -1}}, {{0, -1}, {-1, -1}},
                                                {{0, -1}, {-1, 1}},   {{1, 1}, {1, 1}},   {{0, 0}, {0, 0}},
                                                {{0, 1}, {5, 1}}};
        AlphaOptions options = at(AlphaLevel::Nominal, 50);
        Alpha alpha;
        if (which < 7) {
            alpha = krippendorffAlpha(labelsOf(tables[static_cast<std::size_t>(which)], which == 5 ? 1 : 3),
                                      options);
        } else if (which == 10) {
            options.scores = {1};
            alpha = krippendorffAlpha(labelsOf({{0, 1}, {1, 1}}, 2), options);
        } else {
            options.level = AlphaLevel::Ratio;
            numeric.rows[0].value = which == 7   ? std::numeric_limits<double>::quiet_NaN()
                                    : which == 8 ? std::numeric_limits<double>::infinity()
                                                 : -1;
            alpha = krippendorffAlpha(numeric, options);
        }
        QVERIFY(!alpha.alpha && !alpha.alpha.interval);
        QVERIFY2(alpha.alpha.undefined.endsWith(u'.') && alpha.alpha.undefined.size() > 25,
                 qPrintable(alpha.alpha.undefined));
        if (which == 4) {
            QVERIFY(alpha.alpha.undefined.contains(u"all values are equal"_s));
        }
    }
};

QTEST_GUILESS_MAIN(TstKrippendorff)

#include "tst_krippendorff.moc"
