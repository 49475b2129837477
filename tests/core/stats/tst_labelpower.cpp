#include "core/stats/labelpower.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

/// How many labels decide a ranking, by simulation.
class TstLabelPower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planOfLabels_data();
    void planOfLabels();
    void simulationMeetsTheClosedForm_data();
    void simulationMeetsTheClosedForm();
    void holdsItsError();
    void moreModelsNeedMore();
    void lookingPaysOff();
    void sameForAnyNumberOfThreads();
    void refusals_data();
    void refusals();
    void sayWhenItIsNotEnough();
    void canBeStopped();
};

void TstLabelPower::planOfLabels_data()
{
    QTest::addColumn<double>("accuracy");
    QTest::addColumn<double>("tieRate");
    QTest::addColumn<double>("gap");
    QTest::addColumn<double>("agreement");
    // By hand: d = 2·accuracy − 1, m = 2·0.1·d(1 − t), gap m/2, ((1 − t)²d² − m²)/((1 − t) − m²).
    QTest::newRow("nobody errs") << 1.0 << 0.0 << 0.1 << 1.0;
    QTest::newRow("four in five are right") << 0.8 << 0.0 << 0.06 << (0.36 - 0.0144) / (1 - 0.0144);
    QTest::newRow("half are ties") << 1.0 << 0.5 << 0.05 << (0.25 - 0.01) / (0.5 - 0.01);
}

void TstLabelPower::planOfLabels()
{
    QFETCH(double, accuracy);
    QFETCH(double, tieRate);
    QFETCH(double, gap);
    QFETCH(double, agreement);
    LabelPowerPlan plan;
    plan.gap = 0.1;
    plan.accuracy = accuracy;
    plan.tieRate = tieRate;
    const SamplePlan labels = labelPlan(plan);
    QVERIFY(std::abs(labels.gap - gap) < 1e-12);
    QVERIFY(std::abs(labels.agreement - agreement) < 1e-12);
}

void TstLabelPower::simulationMeetsTheClosedForm_data()
{
    QTest::addColumn<double>("gap");
    QTest::addColumn<double>("accuracy");
    QTest::addColumn<double>("tieRate");
    QTest::addColumn<int>("overlap");
    QTest::newRow("perfect annotators") << 0.1 << 1.0 << 0.0 << 1;
    QTest::newRow("noisy annotators") << 0.15 << 0.8 << 0.0 << 1;
    QTest::newRow("three labels each") << 0.15 << 0.8 << 0.0 << 3;
    QTest::newRow("ties") << 0.15 << 0.9 << 0.3 << 1;
    QTest::newRow("ties, two labels each") << 0.2 << 0.75 << 0.2 << 2;
}

void TstLabelPower::simulationMeetsTheClosedForm()
{
    LabelPowerPlan plan;
    QFETCH(double, gap);
    QFETCH(double, accuracy);
    QFETCH(double, tieRate);
    QFETCH(int, overlap);
    plan.gap = gap;
    plan.accuracy = accuracy;
    plan.tieRate = tieRate;
    plan.overlap = overlap;
    plan.runs = 2000;
    const LabelPower power = labelPower(plan);
    QVERIFY2(power.labels, qPrintable(power.labels.undefined));
    QVERIFY(power.labels.interval);
    const double ratio = *power.labels.value / *power.closedForm.value;
    QVERIFY2(ratio > 0.9 && ratio < 1.1,
             qPrintable(u"%1 simulated, %2 planned"_s.arg(*power.labels.value).arg(*power.closedForm.value)));
    QVERIFY(power.labels.interval->low <= *power.labels.value);
    QVERIFY(power.labels.interval->high >= *power.labels.value);
    QVERIFY(power.labels.interval->high - power.labels.interval->low < 0.2 * *power.labels.value);
    QCOMPARE(*power.itemsPerPair.value * overlap, *power.labels.value);
}

void TstLabelPower::holdsItsError()
{
    LabelPowerPlan plan;
    plan.gap = 0.02; // hardly any: now and then noise points the wrong way
    plan.accuracy = 0.8;
    plan.runs = 2000;
    plan.mostItems = 400;
    const LabelPower power = labelPower(plan);
    for (const LabelPowerPoint& point : power.curve) {
        if (point.items >= 20) { // z of fewer items takes few values
            QVERIFY2(*point.wrong.value < 0.04, qPrintable(QString::number(point.items)));
        }
        QVERIFY(*point.decidedByLooking.value < 0.2);
    }
    QVERIFY(*power.curve.back().wrong.value > 0);
}

void TstLabelPower::moreModelsNeedMore()
{
    LabelPowerPlan plan;
    plan.gap = 0.15;
    plan.accuracy = 0.85;
    plan.runs = 500;
    const LabelPower two = labelPower(plan);
    plan.models = 4;
    const LabelPower four = labelPower(plan);
    QCOMPARE(four.pairs, 6);
    QVERIFY(*four.itemsPerPair.value > 1.5 * *two.itemsPerPair.value);
    QVERIFY(*four.labels.value > *four.closedForm.value); // three neighbours at once are less likely than one
    QVERIFY(*four.labels.value < 2 * *four.closedForm.value);
}

void TstLabelPower::lookingPaysOff()
{
    LabelPowerPlan plan;
    plan.gap = 0.2;
    plan.accuracy = 0.9;
    plan.runs = 1000;
    const LabelPower power = labelPower(plan);
    QVERIFY(*power.labelsByLooking.value > *power.labels.value); // what always-valid evidence costs
    QVERIFY(*power.typicalByLooking.value < *power.labelsByLooking.value);
    QVERIFY(*power.labelsByLooking.value < 3 * *power.labels.value);
    QVERIFY(power.labelsByLooking.interval->low <= *power.labelsByLooking.value);
    QVERIFY(power.labelsByLooking.interval->high >= *power.labelsByLooking.value);
    double before = 0;
    for (const LabelPowerPoint& point : power.curve) {
        QVERIFY(*point.decidedByLooking.value >= before); // what is decided stays decided
        before = *point.decidedByLooking.value;
    }
}

void TstLabelPower::sameForAnyNumberOfThreads()
{
    LabelPowerPlan plan;
    plan.gap = 0.2;
    plan.models = 3;
    plan.runs = 100;
    const LabelPower one = labelPower(plan, {}, 1);
    const LabelPower three = labelPower(plan, {}, 3);
    QCOMPARE(one.curve.size(), three.curve.size());
    for (std::size_t at = 0; at < one.curve.size(); ++at) {
        QCOMPARE(one.curve[at].decided.value, three.curve[at].decided.value);
        QCOMPARE(one.curve[at].decidedByLooking.value, three.curve[at].decidedByLooking.value);
    }
    plan.seed = 2;
    const LabelPower other = labelPower(plan);
    const auto differs = [](const LabelPowerPoint& a, const LabelPowerPoint& b) {
        return a.decided.value != b.decided.value;
    };
    QVERIFY(!std::equal(one.curve.begin(), one.curve.end(), other.curve.begin(), other.curve.end(),
                        std::not_fn(differs)));
}

void TstLabelPower::refusals_data()
{
    QTest::addColumn<LabelPowerPlan>("plan");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, auto change, const QString& word) {
        LabelPowerPlan plan;
        change(plan);
        QTest::newRow(name) << plan << word;
    };
    const double nan = std::nan("");
    row(
        "one model", [](LabelPowerPlan& plan) { plan.models = 1; }, u"models"_s);
    row(
        "no gap", [](LabelPowerPlan& plan) { plan.gap = 0; }, u"gap"_s);
    row(
        "gap is no number", [nan](LabelPowerPlan& plan) { plan.gap = nan; }, u"gap"_s);
    row(
        "guessing", [](LabelPowerPlan& plan) { plan.accuracy = 0.5; }, u"guess"_s);
    row(
        "accuracy is no number", [nan](LabelPowerPlan& plan) { plan.accuracy = nan; }, u"accuracy"_s);
    row(
        "only ties", [](LabelPowerPlan& plan) { plan.tieRate = 1; }, u"ties"_s);
    row(
        "no label", [](LabelPowerPlan& plan) { plan.overlap = 0; }, u"label"_s);
    row(
        "certain", [](LabelPowerPlan& plan) { plan.power = 1; }, u"power"_s);
    row(
        "too few runs", [](LabelPowerPlan& plan) { plan.runs = 1; }, u"runs"_s);
    row(
        "no item", [](LabelPowerPlan& plan) { plan.mostItems = 0; }, u"item"_s);
}

void TstLabelPower::refusals()
{
    QFETCH(LabelPowerPlan, plan);
    QFETCH(QString, word);
    const LabelPower power = labelPower(plan);
    QVERIFY(!power.labels);
    QVERIFY2(power.labels.undefined.contains(word), qPrintable(power.labels.undefined));
    QVERIFY(power.labels.undefined.endsWith(u'.'));
    QVERIFY(!power.labelsByLooking);
    QVERIFY(!power.closedForm);
}

void TstLabelPower::sayWhenItIsNotEnough()
{
    LabelPowerPlan plan;
    plan.gap = 0.01;
    plan.mostItems = 100;
    plan.runs = 100;
    const LabelPower power = labelPower(plan);
    QVERIFY(!power.labels);
    QVERIFY(power.labels.undefined.contains(u"100 items"_s));
    QCOMPARE(power.curve.back().items, 100);
    QVERIFY(power.closedForm); // which has no such bound
}

void TstLabelPower::canBeStopped()
{
    LabelPowerPlan plan;
    QVERIFY(!labelPower(plan, [] { return true; }).labels);
}

QTEST_GUILESS_MAIN(TstLabelPower)
#include "tst_labelpower.moc"
