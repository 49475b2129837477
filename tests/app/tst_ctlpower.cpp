#include "tests/app/ctlrun.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

/// `plumblinectl judge power` by running it.
class TstCtlPower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheFormula();
    void curveAndText();
    void misuse_data();
    void misuse();
};

void TstCtlPower::agreesWithTheFormula()
{
    const QStringList command{u"judge"_s,      u"power"_s, u"--gap"_s, u"0.15"_s,
                              u"--accuracy"_s, u"0.9"_s,   u"--json"_s};
    const CtlRun run = runCtl(command);
    QCOMPARE(run.exitCode, 0);
    const QJsonObject answer = run.object();
    const double labels = answer["labels"_L1]["value"_L1].toDouble();
    // The gap that the labels show is 0.15 · (2 · 0.9 − 1).
    QVERIFY(qAbs(answer["label_gap"_L1].toDouble() - 0.12) < 1e-9);
    const QJsonObject planned =
        runCtl({u"stats"_s, u"sample-size"_s, u"--gap"_s, u"0.12"_s, u"--json"_s}).object();
    QCOMPARE(answer["closed_form"_L1]["value"_L1].toDouble(), planned["labels"_L1].toDouble());
    QVERIFY(qAbs(labels / planned["labels"_L1].toDouble() - 1) < 0.12);
    const QJsonArray interval = answer["labels"_L1]["ci"_L1].toArray();
    QVERIFY(interval.at(0).toDouble() <= labels && labels <= interval.at(1).toDouble());
    QCOMPARE(runCtl(command).out, run.out); // seeded
}

void TstCtlPower::curveAndText()
{
    const CtlRun json = runCtl({u"judge"_s, u"power"_s, u"--models"_s, u"3"_s, u"--gap"_s, u"0.2"_s,
                                u"--runs"_s, u"100"_s, u"--curve"_s, u"--json"_s});
    const QJsonArray curve = json.object()["curve"_L1].toArray();
    QVERIFY(curve.size() > 10);
    QCOMPARE(curve.last()["decided"_L1].toDouble(), 1.0);
    QCOMPARE(json.object()["pairs"_L1].toInt(), 3);
    const CtlRun text = runCtl({u"judge"_s, u"power"_s, u"--gap"_s, u"0.002"_s, u"--most-items"_s, u"50"_s});
    QCOMPARE(text.exitCode, 0);
    QVERIFY(text.out.contains("Even 50 items"));
}

void TstCtlPower::misuse_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("guessing") << QStringList{u"--accuracy"_s, u"0.5"_s};
    QTest::newRow("no gap") << QStringList{u"--gap"_s, u"0"_s};
    QTest::newRow("one model") << QStringList{u"--models"_s, u"1"_s};
    QTest::newRow("unknown") << QStringList{u"--colour"_s};
}

void TstCtlPower::misuse()
{
    QFETCH(QStringList, options);
    QCOMPARE(runCtl(QStringList{u"judge"_s, u"power"_s} + options).exitCode, 2);
}

QTEST_GUILESS_MAIN(TstCtlPower)
#include "tst_ctlpower.moc"
