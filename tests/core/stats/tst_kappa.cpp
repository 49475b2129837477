#include "core/stats/gwet.h"
#include "core/stats/kappa.h"
#include "tests/core/stats/agreementfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>
#include <limits>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

Confusion tableOf(const std::vector<std::vector<std::int64_t>>& rows)
{
    Confusion table(static_cast<std::int32_t>(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows.size(); ++j) {
            table.at(static_cast<std::int32_t>(i), static_cast<std::int32_t>(j)) = rows[i][j];
        }
    }
    return table;
}

std::vector<std::vector<std::int64_t>> numbers(const QJsonArray& array)
{
    std::vector<std::vector<std::int64_t>> out;
    for (const QJsonValue row : array) {
        out.emplace_back();
        for (const QJsonValue cell : row.toArray()) {
            out.back().push_back(cell.toInteger());
        }
    }
    return out;
}

/// How many labels of which value each unit has, as labels of as many annotators.
Labels labelsOfCounts(const std::vector<std::vector<std::int64_t>>& counts)
{
    Labels out;
    out.units = static_cast<std::int32_t>(counts.size());
    out.values = static_cast<std::int32_t>(counts.front().size());
    for (std::int32_t unit = 0; unit < out.units; ++unit) {
        std::int32_t annotator = 0;
        for (std::int32_t value = 0; value < out.values; ++value) {
            const std::int64_t count =
                counts[static_cast<std::size_t>(unit)][static_cast<std::size_t>(value)];
            for (std::int64_t i = 0; i < count; ++i) {
                out.rows.push_back({unit, annotator++, value});
            }
        }
        out.annotators = std::max(out.annotators, annotator);
    }
    return out;
}

AgreementWeights weightsOf(const QJsonValue& name)
{
    return name == u"linear"_s      ? AgreementWeights::Linear
           : name == u"quadratic"_s ? AgreementWeights::Quadratic
                                    : AgreementWeights::None;
}

Confusion ratersTable(const QJsonObject& entry)
{
    const QJsonArray domain = entry[u"domain"_s].toArray();
    const QJsonArray first = entry[u"r2"_s].toArray();
    const QJsonArray second = entry[u"r3"_s].toArray();
    Confusion table(static_cast<std::int32_t>(domain.size()));
    const auto place = [&domain](const QJsonValue& value) {
        return static_cast<std::int32_t>(std::find(domain.begin(), domain.end(), value) - domain.begin());
    };
    for (qsizetype i = 0; i < first.size(); ++i) {
        ++table.at(place(first[i]), place(second[i]));
    }
    return table;
}

/// Gwet's example: four annotators, twelve units, gaps, five values.
const LabelTable kGwet = {{0, 1, 2, 2, 1, 0, 3, 0, 1, -1, -1, -1},
                          {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, -1, 2},
                          {-1, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, -1},
                          {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, -1}};

using Coefficient = std::function<Kappa(const Labels&)>;

const std::vector<std::pair<const char*, Coefficient>>& coefficients()
{
    static const std::vector<std::pair<const char*, Coefficient>> kAll = {
        {"percent",
         [](const Labels& labels) {
             Kappa out;
             out.kappa = percentAgreement(labels);
             return out;
         }},
        {"fleiss", [](const Labels& labels) { return fleissKappa(labels); }},
        {"randolph", [](const Labels& labels) { return randolphKappa(labels); }},
        {"ac1", [](const Labels& labels) { return gwetAgreement(labels); }},
        {"ac2 quadratic",
         [](const Labels& labels) { return gwetAgreement(labels, AgreementWeights::Quadratic); }},
    };
    return kAll;
}

} // namespace

class TstKappa : public QObject
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
            const QString name = value[u"name"_s].toString();
            if (!name.startsWith(u"alpha"_s)) {
                QTest::newRow(qPrintable(name)) << value.toObject();
            }
        }
    }

    void publishedValues()
    {
        QFETCH(QJsonObject, entry);
        const double tolerance = entry[u"tol"_s].toDouble();
        const QString name = entry[u"name"_s].toString();
        Kappa kappa;
        if (name.startsWith(u"cohen"_s)) {
            const Confusion table = entry.contains(u"table"_s) ? tableOf(numbers(entry[u"table"_s].toArray()))
                                                               : ratersTable(entry);
            kappa = cohenKappa(table, weightsOf(entry[u"weights"_s]));
        } else {
            const Labels labels = labelsOfCounts(numbers(entry[u"table"_s].toArray()));
            kappa = name.startsWith(u"randolph"_s) ? randolphKappa(labels) : fleissKappa(labels);
        }
        QVERIFY2(kappa.kappa, qPrintable(kappa.kappa.undefined));
        const QJsonValue expected = entry[u"expect"_s];
        if (expected.isDouble()) {
            COMPARE_CLOSE(*kappa.kappa.value, expected.toDouble(), tolerance);
            return;
        }
        COMPARE_CLOSE(*kappa.kappa.value, expected[0].toDouble(), tolerance);
        COMPARE_CLOSE(*kappa.standardError, expected[1].toDouble(), tolerance);
        COMPARE_CLOSE(kappa.kappa.interval->low, expected[2].toDouble(), tolerance);
        COMPARE_CLOSE(kappa.kappa.interval->high, expected[3].toDouble(), tolerance);
        COMPARE_CLOSE(*kappa.standardErrorZero, expected[4].toDouble(), tolerance);
        COMPARE_CLOSE(*kappa.z, expected[5].toDouble(), tolerance);
    }

    void artsteinAndPoesio()
    {
        // The runs of scikit-learn's test: 46, 44, 10 against 52, 32, 16 of three values.
        Confusion table(3);
        for (int i = 0; i < 100; ++i) {
            ++table.at(i < 46 ? 0 : i < 90 ? 1 : 2, i < 52 ? 0 : i < 84 ? 1 : 2);
        }
        COMPARE_CLOSE(*cohenKappa(table).kappa.value, 0.8013, 5e-5);
    }

    void observedScaleGivesOtherWeights()
    {
        Confusion declared(6);
        const std::vector<int> first = {3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4};
        const std::vector<int> second = {2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2};
        for (std::size_t i = 0; i < first.size(); ++i) {
            ++declared.at(first[i] - 1, second[i] - 1);
        }
        COMPARE_CLOSE(*cohenKappa(declared, AgreementWeights::Linear).kappa.value, 0.126214, 1e-6);
        COMPARE_CLOSE(*cohenKappa(declared, AgreementWeights::Quadratic).kappa.value, 0.229798, 1e-6);
        const Confusion observed = declared.observedOnly();
        QCOMPARE(observed.values, 5);
        COMPARE_CLOSE(*cohenKappa(observed, AgreementWeights::Linear).kappa.value, 0.1459075, 1e-6);
        COMPARE_CLOSE(*cohenKappa(observed, AgreementWeights::Quadratic).kappa.value, 0.2520325, 1e-6);
        COMPARE_CLOSE(*cohenKappa(observed).kappa.value, *cohenKappa(declared).kappa.value, 1e-15);
    }

    void gwetsExample_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("weights");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("standardError");
        QTest::addColumn<double>("low");
        const auto none = static_cast<int>(AgreementWeights::None);
        // Computed with irrCAC; AC1 0.775 and Fleiss' 0.761 stand in Gwet's book.
        QTest::newRow("ac1") << 0 << none << 0.7754440681 << 0.1429499506 << 0.4608133481;
        QTest::newRow("ac2 linear") << 0 << static_cast<int>(AgreementWeights::Linear) << 0.8587391364
                                    << 0.1173290219 << 0.6004997004;
        QTest::newRow("ac2 quadratic") << 0 << static_cast<int>(AgreementWeights::Quadratic) << 0.9140007236
                                       << 0.1039622446 << 0.6851813659;
        QTest::newRow("ac2 ordinal") << 0 << static_cast<int>(AgreementWeights::Ordinal) << 0.8989397699
                                     << 0.1069035238 << 0.6636467004;
        QTest::newRow("fleiss") << 1 << none << 0.7611692754 << 0.1530192035 << 0.4243762794;
        QTest::newRow("randolph") << 2 << none << 0.7727272727 << 0.1447166199 << 0.4542081399;
    }

    void gwetsExample()
    {
        QFETCH(int, method);
        QFETCH(int, weights);
        QFETCH(double, value);
        QFETCH(double, standardError);
        QFETCH(double, low);
        const Labels labels = labelsOf(kGwet, 5);
        const Kappa kappa = method == 0   ? gwetAgreement(labels, static_cast<AgreementWeights>(weights))
                            : method == 1 ? fleissKappa(labels)
                                          : randolphKappa(labels);
        COMPARE_CLOSE(*kappa.kappa.value, value, 1e-9);
        COMPARE_CLOSE(*kappa.standardError, standardError, 1e-9);
        COMPARE_CLOSE(kappa.kappa.interval->low, low, 1e-9);
        QCOMPARE(kappa.kappa.interval->high, 1.0);
        COMPARE_CLOSE(kappa.observed, method == 0 && weights != 0 ? kappa.observed : 0.8181818182, 1e-9);
        QCOMPARE(kappa.annotators, 4);
        QCOMPARE(kappa.units, 11);
        QVERIFY(!kappa.z); // unequal numbers of labels
    }

    void fleissAgainstChance()
    {
        // Fleiss, Nee & Landis (1979) on the table of Fleiss (1971) as R's irr has it would need its data;
        // here the formula by hand for two values with shares 5/8 and 3/8 (2 units, 8 labels).
        const Kappa kappa = fleissKappa(labelsOfCounts({{7, 1}, {3, 5}}));
        const double spread = 2 * 0.625 * 0.375;
        const double skew = 0.625 * 0.375 * -0.25 + 0.375 * 0.625 * 0.25;
        const double expected = std::sqrt(2 * (spread * spread - skew) / (2.0 * 8 * 7)) / spread;
        COMPARE_CLOSE(*kappa.standardErrorZero, expected, 1e-12);
        COMPARE_CLOSE(*kappa.z, *kappa.kappa.value / expected, 1e-12);
        QVERIFY(*kappa.pValue > 0 && *kappa.pValue < 1);
    }

    void scottIsFleissForTwo()
    {
        const LabelTable table = {{0, 0, 1, 1, 2, 2, 0, 1, -1, 2}, {0, 1, 1, 1, 2, 0, 0, 2, 1, 2}};
        const Kappa pi = scottPi(labelsOf(table, 3));
        // By hand: nine common units, 6 agree; pooled shares 5/18, 7/18, 6/18 … of the common units.
        const double shares = (25.0 + 36.0 + 49.0) / (18.0 * 18.0);
        LabelTable common = table;
        common[1][8] = kMissing;
        const Kappa fleiss = fleissKappa(labelsOf(common, 3));
        COMPARE_CLOSE(pi.observed, 6.0 / 9, 1e-12);
        QCOMPARE(pi.units, 9);
        QVERIFY(std::abs(pi.expected - *fleiss.kappa.value) > 1e-3);
        COMPARE_CLOSE(pi.expected, fleiss.expected, 1e-12);
        COMPARE_CLOSE(*pi.kappa.value, (6.0 / 9 - pi.expected) / (1 - pi.expected), 1e-12);
        QVERIFY(isClose(pi.expected, shares, 0.02));
        QVERIFY(!scottPi(labelsOf(kGwet, 5)).kappa);
    }

    void percent()
    {
        const Estimate two = percentAgreement(labelsOf({{0, 1, 1, 0}, {0, 1, 0, 0}}, 2));
        COMPARE_CLOSE(*two.value, 0.75, 1e-12);
        COMPARE_CLOSE(two.interval->low, 0.300642, 1e-6); // Wilson, 3 of 4
        COMPARE_CLOSE(two.interval->high, 0.954413, 1e-6);
        const Estimate three = percentAgreement(labelsOf({{0, 1}, {0, 1}, {1, 1}}, 2));
        COMPARE_CLOSE(*three.value, (1.0 / 3 + 1) / 2, 1e-12);
        COMPARE_CLOSE(*percentAgreement(labelsOf({{0, 1}, {0, 1}}, 2)).value, 1, 0);
    }

    void orderAndGapsChangeNothing_data()
    {
        QTest::addColumn<int>("method");
        for (std::size_t i = 0; i < coefficients().size(); ++i) {
            QTest::newRow(coefficients()[i].first) << static_cast<int>(i);
        }
    }

    void orderAndGapsChangeNothing()
    {
        QFETCH(int, method);
        const Coefficient& coefficient = coefficients()[static_cast<std::size_t>(method)].second;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Labels labels = randomLabels(seed, 30, 4, 4, 0.3);
            const Kappa before = coefficient(labels);
            const Kappa after = coefficient(rearranged(labels, seed + 100));
            COMPARE_CLOSE(*after.kappa.value, *before.kappa.value, 1e-12);
            COMPARE_CLOSE(after.kappa.interval->low, before.kappa.interval->low, 1e-12);
            QVERIFY(*before.kappa.value <= 1 && before.kappa.interval->low <= *before.kappa.value);
            QCOMPARE(after.annotators, before.annotators);
        }
    }

    void cohenIsSymmetric()
    {
        const Labels labels = randomLabels(7, 60, 2, 4, 0.2);
        for (const AgreementWeights weights :
             {AgreementWeights::None, AgreementWeights::Linear, AgreementWeights::Quadratic}) {
            const Kappa there = cohenKappa(labels, 0, 1, weights);
            const Kappa back = cohenKappa(labels, 1, 0, weights);
            COMPARE_CLOSE(*there.kappa.value, *back.kappa.value, 1e-14);
            COMPARE_CLOSE(*there.standardError, *back.standardError, 1e-14);
        }
    }

    void refusals_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("nothing") << 0;
        QTest::newRow("one annotator") << 1;
        QTest::newRow("one label") << 2;
        QTest::newRow("nothing shared") << 3;
        QTest::newRow("all equal") << 4;
        QTest::newRow("scale of one value") << 5;
        QTest::newRow("value outside the scale") << 6;
        QTest::newRow("annotator not declared") << 7;
    }

    void refusals()
    {
        QFETCH(int, which);
        Labels outside = labelsOf({{0, 1}, {1, 2}}, 2);
        Labels undeclared = labelsOf({{0, 1}, {1, 1}}, 2);
        undeclared.annotators = 1;
        const std::vector<Labels> all = {labelsOf({{-1, -1}, {-1, -1}}, 2),
                                         labelsOf({{0, 1, 1}, {-1, -1, -1}}, 2),
                                         labelsOf({{0, -1}, {-1, -1}}, 2),
                                         labelsOf({{0, -1}, {-1, 1}}, 2),
                                         labelsOf({{1, 1, 1}, {1, 1, 1}}, 2),
                                         labelsOf({{0, 0}, {0, 0}}, 1),
                                         outside,
                                         undeclared};
        const Labels& labels = all[static_cast<std::size_t>(which)];
        constexpr int kAllEqual = 4;
        std::vector<Kappa> results = {fleissKappa(labels), scottPi(labels)};
        if (which != 7) {
            results.push_back(cohenKappa(labels, 0, 1));
        }
        if (which != kAllEqual) { // these have a chance that does not reach 1
            results.push_back(randolphKappa(labels));
            results.push_back(gwetAgreement(labels));
            Kappa percent;
            percent.kappa = percentAgreement(labels);
            results.push_back(percent);
        } else {
            COMPARE_CLOSE(*gwetAgreement(labels).kappa.value, 1, 1e-12);
            COMPARE_CLOSE(*randolphKappa(labels).kappa.value, 1, 1e-12);
        }
        for (const Kappa& kappa : results) {
            QVERIFY(!kappa.kappa);
            QVERIFY2(kappa.kappa.undefined.endsWith(u'.') && kappa.kappa.undefined.size() > 25,
                     qPrintable(kappa.kappa.undefined));
        }
    }

    void repeatedLabelsAreLeftOut()
    {
        Labels labels = labelsOf({{0, 1, 1}, {0, 1, 0}}, 2);
        labels.rows.push_back({0, 0, 1});
        const Confusion table = confusionOf(labels, 0, 1);
        QCOMPARE(table.repeated, 1);
        QCOMPARE(table.total(), 2);
        QVERIFY(!cohenKappa(labels, 0, 0).kappa);
    }
};

QTEST_GUILESS_MAIN(TstKappa)

#include "tst_kappa.moc"
