#include "tests/app/ctlrun.h"
#include "tests/support/fullrun.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isNear(const QJsonValue& actual, double expected, double tolerance)
{
    return actual.isDouble() && std::abs(actual.toDouble() - expected) <= tolerance;
}

/// Votes "one,other,outcome", so many of each.
QByteArray votes(const QByteArray& one, const QByteArray& other, int wins, int losses, int ties = 0)
{
    const QByteArray pair = one + ',' + other + ',';
    return (pair + "a\n").repeated(wins) + (pair + "b\n").repeated(losses) + (pair + "tie\n").repeated(ties);
}

const QByteArray kHeader = "model_a,model_b,outcome\n";

/// The most memory that any child of this process has had, in bytes.
double mostMemoryOfChildren()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

} // namespace

/// The metrics beside agreement, votes and scores: on tables whose answers are known, and on the sample.
class TstCtlStatsMore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyRowsNeedLittleMemory(); // first: of all children the largest is measured
    void cycles();
    void lottery();
    void decided();
    void sampleSize_data();
    void sampleSize();
    void styleOfATable();
    void ratingsOfUnits();
    void spans();
    void badInput_data();
    void badInput();
    void sampleProject();
    void batchDecide();

private:
    QString write(const QString& name, const QByteArray& csv)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size()) {
            qFatal("%s cannot be written", qPrintable(path));
        }
        return path;
    }
    QJsonObject stats(const QString& metric, const QByteArray& csv, const QStringList& options = {})
    {
        const QString path = write(u"table.csv"_s, csv);
        return runCtl(QStringList{u"stats"_s, metric, path, u"--json"_s} + options).object();
    }

    QTemporaryDir m_folder;
};

void TstCtlStatsMore::manyRowsNeedLittleMemory()
{
    QByteArray csv = "unit,annotator,label\n";
    const QByteArray some = csv + "unit 1,a 1,yes\nunit 1,a 2,no\n";
    constexpr int kRows = 400'000;
    for (int row = 0; row < kRows; ++row) {
        csv += "unit " + QByteArray::number(row / 10) + ",annotator " + QByteArray::number(row % 10) +
               (row % 3 == 0 ? ",yes\n" : ",no\n");
    }
    QVERIFY(stats(u"percent"_s, some)["value"_L1].isDouble());
    const double before = mostMemoryOfChildren();
    const QJsonObject answer = stats(u"percent"_s, csv);
    const double more = mostMemoryOfChildren() - before;
    QCOMPARE(answer["n_units"_L1].toInt(), kRows / 10);
#if !defined(PLUMBLINE_SANITIZED) // a sanitizer keeps memory of its own
    const double times = more / static_cast<double>(csv.size());
    QVERIFY2(times < 4, QByteArray::number(times).constData());
#else
    Q_UNUSED(more)
#endif
}

void TstCtlStatsMore::cycles()
{
    const QByteArray csv = kHeader + votes("a", "b", 2, 1) + votes("b", "c", 2, 1) + votes("c", "a", 3, 1) +
                           votes("a", "d", 5, 0);
    const QJsonObject answer = stats(u"cycles"_s, csv);
    QCOMPARE(answer["metric"_L1].toString(), u"cycles"_s);
    QCOMPARE(answer["intransitive"_L1].toInt(), 1);
    QCOMPARE(answer["decided"_L1].toInt(), 1);
    QCOMPARE(answer["cycles"_L1].toArray().size(), 1);
    QVERIFY(isNear(answer["cycles"_L1][0]["strength"_L1], 1.0 / 6, 1e-12));
    QCOMPARE(answer["cycles"_L1][0]["models"_L1].toArray(), (QJsonArray{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(answer["strongest"_L1]["models"_L1].toArray().size(), 3);
    QVERIFY(answer["undefined"_L1].isNull());
    QCOMPARE(stats(u"cycles"_s, csv, {u"--min-votes"_s, u"4"_s})["intransitive"_L1].toInt(), 0);
    QCOMPARE(stats(u"cycles"_s, csv, {u"--significant"_s})["intransitive"_L1].toInt(), 0);
    QVERIFY(stats(u"cycles"_s, kHeader)["undefined"_L1].toString().endsWith(u'.'));
}

void TstCtlStatsMore::lottery()
{
    const QByteArray csv = kHeader + votes("a", "b", 3, 1) + votes("b", "c", 3, 1) + votes("c", "a", 3, 1) +
                           votes("a", "d", 3, 1) + votes("b", "d", 3, 1) + votes("c", "d", 3, 1);
    const QJsonArray models = stats(u"lottery"_s, csv)["models"_L1].toArray();
    QCOMPARE(models.size(), 4);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(isNear(models[i]["share"_L1], 1.0 / 3, 1e-9));
        QVERIFY(isNear(models[i]["gain"_L1], 0, 1e-9));
    }
    QCOMPARE(models[3]["model"_L1].toString(), u"d"_s);
    QVERIFY(isNear(models[3]["share"_L1], 0, 1e-12));
    QVERIFY(isNear(models[3]["gain"_L1], -0.25, 1e-9));
    const QByteArray incomplete = kHeader + votes("a", "b", 3, 1) + votes("a", "c", 3, 1);
    QVERIFY(stats(u"lottery"_s, incomplete)["undefined"_L1].toString().endsWith(u'.'));
    QCOMPARE(stats(u"lottery"_s, incomplete, {u"--payoff"_s, u"majority"_s})["models"_L1][0]["model"_L1]
                 .toString(),
             u"a"_s);
}

void TstCtlStatsMore::decided()
{
    const QByteArray csv =
        kHeader + votes("a", "b", 40, 2) + votes("b", "c", 40, 2) + votes("c", "d", 6, 5, 3);
    const QJsonObject answer = stats(u"decided"_s, csv);
    QVERIFY(answer["undefined"_L1].isNull());
    const QJsonArray models = answer["models"_L1].toArray();
    QCOMPARE(models[0]["model"_L1].toString(), u"a"_s);
    QVERIFY(!models[0]["decided"_L1].toBool()); // nobody compared a and d
    QCOMPARE(models[0]["rank_range"_L1].toArray(), (QJsonArray{1, 2}));
    const QJsonArray pairs = answer["pairs"_L1].toArray();
    QCOMPARE(pairs.size(), 6);
    QHash<QString, QJsonObject> byName;
    for (const QJsonValue& pair : pairs) {
        byName.insert(pair["model_a"_L1].toString() + pair["model_b"_L1].toString(), pair.toObject());
    }
    QCOMPARE(byName[u"ab"_s]["state"_L1].toString(), u"decided"_s);
    QCOMPARE(byName[u"ab"_s]["winner"_L1].toString(), u"a"_s);
    QCOMPARE(byName[u"ac"_s]["state"_L1].toString(), u"implied"_s);
    QCOMPARE(byName[u"cd"_s]["state"_L1].toString(), u"open"_s);
    QCOMPARE(byName[u"cd"_s]["votes"_L1].toInt(), 14);
    QVERIFY(isNear(byName[u"cd"_s]["share"_L1], 6.0 / 11, 1e-9));
    QVERIFY(byName[u"ad"_s]["share"_L1].isNull());
    QCOMPARE(answer["open_pairs"_L1].toInt(), 3);
    QCOMPARE(pairs[0]["state"_L1].toString(), u"open"_s); // those that can be settled come first
    const QJsonObject strict = stats(u"decided"_s, csv, {u"--no-transitivity"_s});
    QCOMPARE(strict["open_pairs"_L1].toInt(), 4);
    QVERIFY(stats(u"decided"_s, "winner,loser,weight\na,b,2\nb,a,1\n")["undefined"_L1].toString().contains(
        u"weights"));
}

void TstCtlStatsMore::sampleSize_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("labels");
    QTest::addColumn<int>("items");
    // ((1.959964·½ + 0.841621·√(¼ − gap²))/gap)²
    QTest::newRow("plain") << QStringList{} << 783 << 783;
    QTest::newRow("gap") << QStringList{u"--gap"_s, u"0.1"_s} << 194 << 194;
    QTest::newRow("overlap") << QStringList{u"--gap"_s, u"0.1"_s,         u"--overlap"_s,
                                            u"3"_s,     u"--agreement"_s, u"0.5"_s}
                             << 388 << 130;
}

void TstCtlStatsMore::sampleSize()
{
    QFETCH(QStringList, options);
    QFETCH(int, labels);
    QFETCH(int, items);
    const QJsonObject answer =
        runCtl(QStringList{u"stats"_s, u"sample-size"_s, u"--json"_s} + options).object();
    QVERIFY2(isNear(answer["labels"_L1], labels, 1), QJsonDocument(answer).toJson().constData());
    QVERIFY(isNear(answer["items"_L1], items, 1));
    QVERIFY(!answer.contains(u"power"_s));
    const QJsonObject planned = runCtl(QStringList{u"stats"_s, u"sample-size"_s, u"--json"_s, u"--labels"_s,
                                                   QString::number(labels)} +
                                       options)
                                    .object();
    QVERIFY(isNear(planned["power"_L1], 0.8, 0.01));
    QVERIFY(planned["detectable_gap"_L1].toDouble() > 0.04);
}

void TstCtlStatsMore::styleOfATable()
{
    // Both models win whenever they are longer, and otherwise half of the time.
    QByteArray csv = "model_a,model_b,outcome,length_a,length_b\n";
    for (int i = 0; i < 40; ++i) {
        csv += i % 4 == 0   ? "x,y,a,100,10\n"
               : i % 4 == 1 ? "x,y,b,10,100\n"
               : i % 4 == 2 ? "x,y,a,50,50\n"
                            : "x,y,b,60,50\n";
    }
    const QJsonObject plain = stats(u"bradley-terry"_s, csv);
    QVERIFY(!plain.contains(u"style"_s));
    const QJsonObject styled = stats(u"bradley-terry"_s, csv, {u"--style"_s});
    QVERIFY2(styled["undefined"_L1].isNull(), QJsonDocument(styled).toJson().constData());
    QCOMPARE(styled["style"_L1].toArray().size(), 1);
    QCOMPARE(styled["style"_L1][0]["feature"_L1].toString(), u"length"_s);
    QVERIFY(styled["style"_L1][0]["effect"_L1].toDouble() > 0.5);
    QCOMPARE(styled["style"_L1][0]["ci"_L1].toArray().size(), 2);
    QCOMPARE(styled["constant_style"_L1].toArray().size(), 3);
    const QString path = write(u"plain.csv"_s, kHeader + votes("a", "b", 2, 1));
    const CtlRun without = runCtl({u"stats"_s, u"bradley-terry"_s, path, u"--style"_s, u"--json"_s});
    QCOMPARE(without.exitCode, 1);
    QVERIFY(without.error(u"message"_s).toString().contains(u"length_a"));
}

void TstCtlStatsMore::ratingsOfUnits()
{
    const QByteArray csv = "unit,annotator,label\n"
                           "u1,a,1\nu1,b,2\nu1,c,6\nu2,a,3\nu2,b,4\nu2,c,5\nu3,a,2\nu3,b,3\nu3,c,4\n";
    const QJsonObject mean = stats(u"mean"_s, csv);
    QCOMPARE(mean["units"_L1].toArray().size(), 3);
    QVERIFY(isNear(mean["units"_L1][0]["value"_L1], 3, 1e-12));
    QCOMPARE(mean["units"_L1][0]["labels"_L1].toInt(), 3);
    QCOMPARE(mean["annotators"_L1].toArray().size(), 3);
    QVERIFY(mean["annotators"_L1][0]["bias"_L1].toDouble() < 0);
    QVERIFY(mean["annotators"_L1][2]["bias"_L1].toDouble() > 0);
    QVERIFY(isNear(stats(u"median"_s, csv)["units"_L1][0]["value"_L1], 2, 1e-12));
    const QJsonObject robust = stats(u"robust-mean"_s, csv);
    QCOMPARE(robust["units"_L1][0]["ci"_L1].toArray().size(), 2);
    QVERIFY(robust["units"_L1][0]["value"_L1].toDouble() < 3);
}

void TstCtlStatsMore::spans()
{
    const QByteArray csv = "unit,annotator,category,start,end\n"
                           "u1,a,wrong,0,5\nu1,b,wrong,2,7\nu1,c,wrong,2,5\n"
                           "u2,a,wrong,1,3\nu2,b,,,\nu2,c,,,\n"
                           "u3,a,wrong,0,4\n";
    const QJsonObject answer = stats(u"span-consensus"_s, csv);
    const QJsonArray found = answer["spans"_L1].toArray();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0]["unit"_L1].toString(), u"u1"_s);
    QCOMPARE(found[0]["category"_L1].toString(), u"wrong"_s);
    QCOMPARE(found[0]["start"_L1].toInt(), 2);
    QCOMPARE(found[0]["end"_L1].toInt(), 5);
    QVERIFY(isNear(found[0]["support"_L1], 1, 1e-12));
    QCOMPARE(answer["units"_L1][1]["judges"_L1].toInt(), 3);
    QVERIFY(answer["units"_L1][1]["undefined"_L1].isNull());
    QVERIFY(!answer["units"_L1][2]["undefined"_L1].isNull());
    const QJsonArray most =
        stats(u"span-consensus"_s, csv, {u"--threshold"_s, u"0.3"_s})["spans"_L1].toArray();
    QCOMPARE(most.size(), 2);
    QCOMPARE(most[0]["start"_L1].toInt(), 0);
    QCOMPARE(most[0]["end"_L1].toInt(), 7);
}

void TstCtlStatsMore::badInput_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<int>("line");
    const QByteArray spanHeader = "unit,annotator,category,start,end\n";
    QTest::newRow("span without category") << u"span-consensus"_s << spanHeader + "u,a,,1,2\n" << 2;
    QTest::newRow("span that ends before it begins") << u"span-consensus"_s << spanHeader + "u,a,x,3,2\n"
                                                     << 2;
    QTest::newRow("span of words") << u"span-consensus"_s << spanHeader + "u,a,x,0,1\nu,b,x,one,2\n" << 3;
    QTest::newRow("words as ratings") << u"mean"_s << QByteArray("u,a,1\nu,b,good\n") << 2;
    QTest::newRow("a long line late") << u"cycles"_s << kHeader + "a,b,a\na,b,tie,x\n" << 3;
}

void TstCtlStatsMore::badInput()
{
    QFETCH(QString, metric);
    QFETCH(QByteArray, csv);
    QFETCH(int, line);
    const CtlRun run = runCtl({u"stats"_s, metric, write(u"bad.csv"_s, csv), u"--json"_s});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.error(u"line"_s).toInt(), line);
}

void TstCtlStatsMore::sampleProject()
{
    const QString project = m_folder.filePath(u"sample.plumb"_s);
    QCOMPARE(runCtl({u"sample"_s, project}).exitCode, 0);
    const auto ask = [&project](const QString& metric, const QStringList& options = {}) {
        return runCtl(QStringList{u"stats"_s, metric, project, u"--json"_s} + options).object();
    };
    const QJsonObject places = ask(u"decided"_s, {u"--batch"_s, u"MT-Bench pairs, people"_s});
    QCOMPARE(places["models"_L1].toArray().size(), 6);
    QVERIFY(places["models"_L1][5]["decided"_L1].toBool());
    QVERIFY(places["open_pairs"_L1].toInt() >= 1);
    const QJsonObject styled = ask(u"bradley-terry"_s, {u"--style"_s});
    QVERIFY(styled["style"_L1].toArray().size() >= 3);
    const QStringList slice{u"--category"_s, u"coding"_s, u"--turn"_s, u"2"_s};
    QCOMPARE(ask(u"bradley-terry"_s, slice)["models"_L1].toArray().size(), 6);
    QVERIFY(ask(u"percent"_s, slice)["n_units"_L1].toInt() < ask(u"percent"_s)["n_units"_L1].toInt());
    const QJsonObject means = ask(u"mean"_s, {u"--by"_s, u"all"_s});
    QVERIFY(means["units"_L1].toArray().size() > 90);
    const QJsonObject spanned = ask(u"span-consensus"_s);
    QVERIFY(spanned["undefined"_L1].toString().endsWith(u'.')); // one annotator alone
    const CtlRun wrong =
        runCtl({u"stats"_s, u"percent"_s, project, u"--category"_s, u"No such"_s, u"--json"_s});
    QCOMPARE(wrong.exitCode, 1);
    QCOMPARE(wrong.error(u"code"_s).toString(), u"not_found"_s);
}

void TstCtlStatsMore::batchDecide()
{
    const QString project = m_folder.filePath(u"sample.plumb"_s);
    const auto claimed = [&project](const QString& who) {
        return runCtl({u"claim"_s, project, u"--annotator"_s, who, u"--batch"_s, u"MT-Bench pairs"_s,
                       u"--with-models"_s, u"--json"_s})
            .object()["item"_L1]["responses"_L1]
            .toArray();
    };
    const CtlRun run = runCtl({u"batch"_s, u"decide"_s, project, u"MT-Bench pairs"_s, u"--json"_s});
    QCOMPARE(run.exitCode, 0);
    const QJsonObject result = run.object()["result"_L1].toObject();
    QVERIFY2(result["pairs"_L1].toArray().size() >= 1, run.out.constData());
    const QJsonArray responses = claimed(u"Ada"_s);
    QStringList models;
    for (const QJsonValue& response : responses) {
        models << response["model"_L1].toString();
    }
    models.sort();
    QCOMPARE(models, (QStringList{result["pairs"_L1][0]["model_a"_L1].toString(),
                                  result["pairs"_L1][0]["model_b"_L1].toString()}));
    QCOMPARE(runCtl({u"batch"_s, u"decide"_s, project, u"No such"_s, u"--json"_s}).exitCode, 1);
    QCOMPARE(runCtl({u"batch"_s, u"decide"_s, project, u"MT-Bench pairs"_s, u"--by"_s, u"cats"_s}).exitCode,
             2);
}

QTEST_GUILESS_MAIN(TstCtlStatsMore)

#include "tst_ctlstatsmore.moc"
