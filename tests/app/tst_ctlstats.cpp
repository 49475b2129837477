#include "tests/app/ctlrun.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isNear(const QJsonValue& actual, double expected, double tolerance)
{
    return actual.isDouble() && std::abs(actual.toDouble() - expected) <= tolerance;
}

/// unit,annotator,label of two annotators from their table of counts.
QByteArray fromTable(const QList<QList<int>>& table)
{
    QByteArray csv = "unit,annotator,label\n";
    int unit = 0;
    for (int row = 0; row < table.size(); ++row) {
        for (int column = 0; column < table[row].size(); ++column) {
            for (int count = 0; count < table[row][column]; ++count, ++unit) {
                csv += "u" + QByteArray::number(unit) + ",first," + QByteArray::number(row) + '\n';
                csv += "u" + QByteArray::number(unit) + ",second," + QByteArray::number(column) + '\n';
            }
        }
    }
    return csv;
}

/// unit,annotator,label from counts of each value per unit.
QByteArray fromCounts(const QList<QList<int>>& counts)
{
    QByteArray csv;
    for (int unit = 0; unit < counts.size(); ++unit) {
        int annotator = 0;
        for (int value = 0; value < counts[unit].size(); ++value) {
            for (int count = 0; count < counts[unit][value]; ++count) {
                csv += QByteArray::number(unit) + ",a" + QByteArray::number(annotator++) + ',' +
                       QByteArray::number(value) + '\n';
            }
        }
    }
    return csv;
}

/// The toy votes of crowd-kit's tests.
const QByteArray kToy = "task,worker,label\n"
                        "t1,w1,no\nt2,w1,yes\nt3,w1,yes\nt4,w1,yes\nt5,w1,yes\n"
                        "t1,w2,yes\nt2,w2,yes\nt3,w2,no\nt4,w2,yes\nt5,w2,no\n"
                        "t2,w3,yes\nt3,w3,no\nt4,w3,yes\nt5,w3,no\n"
                        "t1,w4,yes\nt2,w4,no\nt3,w4,yes\nt4,w4,yes\nt5,w4,no\n"
                        "t1,w5,no\nt2,w5,no\nt3,w5,no\nt4,w5,yes\nt5,w5,no\n";

QJsonObject named(const QJsonArray& rows, const QString& key, const QString& name)
{
    for (const QJsonValue& row : rows) {
        if (row[key].toString() == name) {
            return row.toObject();
        }
    }
    return {};
}

} // namespace

/// The real program on small tables with published answers, and on the sample project.
class TstCtlStats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreementValues_data();
    void agreementValues();
    void agreementSaysWhyUndefined_data();
    void agreementSaysWhyUndefined();
    void cohenAddsItsErrors();
    void anyReadableTable_data();
    void anyReadableTable();
    void consensusShape();
    void wawaAsCrowdKit();
    void rankingsShape();
    void rankingsInBothLayouts();
    void neverLostHasNoScore();
    void plackettLuceFromLines();
    void winRates();
    void alpacaFiles();
    void ratingsAgainstRankings();
    void sampleProject();
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void badInputIsOne_data();
    void badInputIsOne();

private:
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const;
    [[nodiscard]] QJsonObject stats(const QString& metric, const QByteArray& csv,
                                    const QStringList& options = {}) const;
    QTemporaryDir m_folder;
};

void TstCtlStats::initTestCase()
{
    QVERIFY(m_folder.isValid());
    QVERIFY2(QFile::exists(qEnvironmentVariable("PLUMBLINE_BIN_DIR") + u"/plumblinectl"_s),
             "PLUMBLINE_BIN_DIR holds plumblinectl");
}

QString TstCtlStats::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        return {};
    }
    return file.fileName();
}

QJsonObject TstCtlStats::stats(const QString& metric, const QByteArray& csv, const QStringList& options) const
{
    const CtlRun run =
        runCtl(QStringList{u"stats"_s, metric, write(u"table.csv"_s, csv), u"--json"_s} + options);
    return run.exitCode == 0 ? run.object() : QJsonObject{{u"failed"_s, QString::fromUtf8(run.err)}};
}

void TstCtlStats::agreementValues_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<double>("expected");
    QTest::addColumn<double>("tolerance");
    const QByteArray two = fromTable({{20, 20}, {10, 50}});
    const QByteArray wiki = fromCounts({{0, 0, 0, 0, 14},
                                        {0, 2, 6, 4, 2},
                                        {0, 0, 3, 5, 6},
                                        {0, 3, 9, 2, 0},
                                        {2, 2, 8, 1, 1},
                                        {7, 7, 0, 0, 0},
                                        {3, 2, 6, 3, 0},
                                        {2, 5, 3, 2, 2},
                                        {6, 5, 2, 1, 0},
                                        {0, 2, 2, 3, 7}});
    const QByteArray three = "X,a,Y\nX,b,Y\nY,a,N\nY,b,N\nZ,a,Y\nZ,b,N\n";
    QTest::newRow("percent") << u"percent"_s << two << QStringList{} << 0.7 << 1e-12;
    QTest::newRow("cohen") << u"cohen-kappa"_s << two << QStringList{} << 0.348 << 1e-3;
    QTest::newRow("fleiss") << u"fleiss-kappa"_s << wiki << QStringList{} << 0.209931 << 1e-6;
    QTest::newRow("randolph") << u"randolph-kappa"_s << fromCounts({{7, 1}, {3, 5}}) << QStringList{}
                              << 0.214286 << 1e-6;
    QTest::newRow("alpha") << u"krippendorff-alpha"_s << three << QStringList{} << 0.4444444444444444
                           << 1e-12;
    QTest::newRow("alpha, interval, of two values")
        << u"krippendorff-alpha"_s << two << QStringList{u"--level"_s, u"interval"_s} << 0.343434 << 1e-2;
    // Two raters with the same margins: π is κ.
    QTest::newRow("scott") << u"scott-pi"_s << fromTable({{20, 10}, {10, 60}}) << QStringList{} << 0.5238095
                           << 1e-6;
    // AC1 of that table: chance 2·0.3·0.7 = 0.42, (0.8 − 0.42)/0.58
    QTest::newRow("gwet-ac1") << u"gwet-ac1"_s << fromTable({{20, 10}, {10, 60}}) << QStringList{}
                              << 0.6551724 << 1e-6;
    QTest::newRow("gwet-ac2 of two values")
        << u"gwet-ac2"_s << fromTable({{20, 10}, {10, 60}}) << QStringList{} << 0.6551724 << 1e-6;
    // Shrout & Fleiss 1979, table 2: ICC(2,1) 0.29, ICC(3,1) 0.71
    const QByteArray shrout =
        "1,a,9\n1,b,2\n1,c,5\n1,d,8\n2,a,6\n2,b,1\n2,c,3\n2,d,2\n3,a,8\n3,b,4\n3,c,6\n3,d,8\n"
        "4,a,7\n4,b,1\n4,c,2\n4,d,6\n5,a,10\n5,b,5\n5,c,6\n5,d,9\n6,a,6\n6,b,2\n6,c,4\n6,d,7\n";
    QTest::newRow("icc") << u"icc"_s << shrout << QStringList{} << 0.29 << 5e-3;
    QTest::newRow("icc, consistent") << u"icc"_s << shrout << QStringList{u"--model"_s, u"consistent"_s}
                                     << 0.71 << 5e-3;
    QTest::newRow("kendall-w, all alike")
        << u"kendall-w"_s << QByteArray("1,a,1\n1,b,10\n2,a,2\n2,b,20\n3,a,3\n3,b,30\n") << QStringList{}
        << 1.0 << 1e-12;
}

void TstCtlStats::agreementValues()
{
    QFETCH(QString, metric);
    QFETCH(QByteArray, csv);
    QFETCH(QStringList, options);
    QFETCH(double, expected);
    QFETCH(double, tolerance);
    const QJsonObject answer = stats(metric, csv, options);
    QVERIFY2(isNear(answer["value"_L1], expected, tolerance), QJsonDocument(answer).toJson().constData());
    QCOMPARE(answer["metric"_L1].toString(), metric);
    QVERIFY(answer["undefined"_L1].isNull());
    QVERIFY(answer["n_units"_L1].toInt() > 0);
    QVERIFY(answer["n_annotators"_L1].toInt() > 1);
    QVERIFY(answer.contains(u"ci"_s));
    if (answer["ci"_L1].isArray()) {
        QVERIFY(answer["ci"_L1][0].toDouble() <= expected + tolerance);
        QVERIFY(answer["ci"_L1][1].toDouble() >= expected - tolerance);
    }
}

void TstCtlStats::agreementSaysWhyUndefined_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QByteArray>("csv");
    QTest::newRow("one annotator") << u"krippendorff-alpha"_s << QByteArray("1,a,x\n2,a,y\n");
    QTest::newRow("all equal") << u"krippendorff-alpha"_s << QByteArray("1,a,x\n1,b,x\n2,a,x\n2,b,x\n");
    QTest::newRow("all missing") << u"percent"_s << QByteArray("unit,annotator,label\n1,a,\n1,b,\n");
    QTest::newRow("three annotators for two") << u"cohen-kappa"_s << QByteArray("1,a,x\n1,b,y\n1,c,y\n");
    QTest::newRow("nan rating") << u"icc"_s << QByteArray("1,a,nan\n1,b,2\n2,a,3\n2,b,3\n");
}

void TstCtlStats::agreementSaysWhyUndefined()
{
    QFETCH(QString, metric);
    QFETCH(QByteArray, csv);
    const QJsonObject answer = stats(metric, csv);
    QVERIFY2(answer["value"_L1].isNull(), QJsonDocument(answer).toJson().constData());
    QVERIFY(answer["ci"_L1].isNull());
    QVERIFY(metric == u"percent"_s || answer["n_annotators"_L1].toInt() > 0);
    QVERIFY2(answer["undefined"_L1].toString().endsWith(u'.'), QJsonDocument(answer).toJson().constData());
}

/// SAS, by statsmodels: κ 0.4842, ASE 0.1380, 0.2137–0.7547, z 3.2626.
void TstCtlStats::cohenAddsItsErrors()
{
    const QJsonObject answer = stats(u"cohen-kappa"_s, fromTable({{0, 4, 1}, {0, 8, 0}, {0, 1, 5}}));
    QVERIFY(isNear(answer["value"_L1], 0.4842, 1e-4));
    QVERIFY(isNear(answer["se"_L1], 0.1380, 1e-4));
    QVERIFY(isNear(answer["z"_L1], 3.2626, 1e-4));
    QVERIFY(isNear(answer["ci"_L1][0], 0.2137, 1e-4));
    QVERIFY(isNear(answer["ci"_L1][1], 0.7547, 1e-4));
    QCOMPARE(answer["n_units"_L1].toInt(), 19);
    // The declared scale is the domain of the weights.
    const QStringList linear{u"--weights"_s, u"linear"_s};
    const QByteArray table = fromTable({{5, 1, 0}, {1, 5, 3}, {0, 0, 5}});
    const double own = stats(u"cohen-kappa"_s, table, linear)["value"_L1].toDouble();
    const double declared =
        stats(u"cohen-kappa"_s, table, linear + QStringList{u"--values"_s, u"0,1,9,2"_s})["value"_L1]
            .toDouble();
    QVERIFY(std::abs(own - declared) > 1e-3);
}

void TstCtlStats::anyReadableTable_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::newRow("no header") << QByteArray("1,a,x\n1,b,x\n2,a,y\n2,b,x\n");
    QTest::newRow("header") << QByteArray("unit,annotator,label\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n");
    QTest::newRow("any order, one more column")
        << QByteArray("label,note,unit,annotator\nx,-,1,a\nx,-,1,b\ny,-,2,a\nx,-,2,b\n");
    QTest::newRow("byte order mark, CRLF, spaces")
        << QByteArray("\xef\xbb\xbfUnit, Annotator ,Label\r\n1,a,x\r\n1,b,x\r\n2,a,y\r\n2,b,x\r\n");
    QTest::newRow("quotes, no last line end") << QByteArray("\"1\",a,\"x\"\n1,b,x\n2,\"a\",y\n2,b,x");
    QTest::newRow("missing labels") << QByteArray("1,a,x\n1,b,x\n2,a,y\n2,b,x\n3,a,\n3,b,\n");
}

void TstCtlStats::anyReadableTable()
{
    QFETCH(QByteArray, csv);
    const QJsonObject answer = stats(u"percent"_s, csv);
    QVERIFY2(isNear(answer["value"_L1], 0.5, 1e-12), QJsonDocument(answer).toJson().constData());
    QCOMPARE(answer["n_units"_L1].toInt(), 2);
}

/// crowd-kit's toy: one EM step gives 0.35/0.65 for t1, priors 0.49/0.51.
void TstCtlStats::consensusShape()
{
    const QJsonObject answer = stats(u"dawid-skene"_s, kToy, {u"--iterations"_s, u"1"_s});
    const QJsonArray units = answer["units"_L1].toArray();
    QCOMPARE(units.size(), 5);
    const QJsonObject t1 = named(units, u"unit"_s, u"t1"_s);
    QVERIFY(isNear(t1["posterior"_L1]["no"_L1], 0.35, 5e-3));
    QVERIFY(isNear(t1["posterior"_L1]["yes"_L1], 0.65, 5e-3));
    QCOMPARE(t1["label"_L1].toString(), u"yes"_s);
    QCOMPARE(t1["tie"_L1].toBool(true), false);
    QVERIFY(isNear(answer["priors"_L1]["no"_L1], 0.49, 5e-3));
    QVERIFY(answer["undefined"_L1].isNull());
    const QJsonArray annotators = answer["annotators"_L1].toArray();
    QCOMPARE(annotators.size(), 5);
    const QJsonObject w1 = named(annotators, u"annotator"_s, u"w1"_s);
    QVERIFY(w1["skill"_L1].isDouble());
    const QJsonObject confusion = w1["confusion"_L1]["yes"_L1].toObject();
    QVERIFY(std::abs(confusion["yes"_L1].toDouble() + confusion["no"_L1].toDouble() - 1) < 1e-9);
    for (const QString& metric : {u"majority"_s, u"wawa"_s, u"zbs"_s, u"mace"_s, u"glad"_s}) {
        const QJsonObject other = stats(metric, kToy);
        QCOMPARE(other["metric"_L1].toString(), metric);
        QCOMPARE(other["units"_L1].toArray().size(), 5);
        QCOMPARE(named(other["units"_L1].toArray(), u"unit"_s, u"t4"_s)["label"_L1].toString(), u"yes"_s);
    }
    QCOMPARE(named(stats(u"majority"_s, kToy)["units"_L1].toArray(), u"unit"_s, u"t1"_s)["tie"_L1].toBool(),
             true);
    const QJsonObject alone = stats(u"dawid-skene"_s, "1,a,x\n2,a,y\n");
    QVERIFY(alone["undefined"_L1].toString().endsWith(u'.'));
    QVERIFY(alone["units"_L1].toArray().isEmpty());
}

void TstCtlStats::wawaAsCrowdKit()
{
    const QJsonObject answer = stats(u"wawa"_s, kToy, {u"--ties"_s, u"first"_s});
    const QJsonArray annotators = answer["annotators"_L1].toArray();
    const QList<QPair<QString, double>> skills{
        {u"w1"_s, 0.6}, {u"w2"_s, 0.8}, {u"w3"_s, 1}, {u"w4"_s, 0.4}, {u"w5"_s, 0.8}};
    for (const auto& [name, skill] : skills) {
        QVERIFY(isNear(named(annotators, u"annotator"_s, name)["skill"_L1], skill, 1e-9));
    }
    const QJsonArray units = answer["units"_L1].toArray();
    const QList<QPair<QString, double>> shares{{u"t1"_s, 0.461538}, {u"t2"_s, 0.666667}, {u"t5"_s, 0.166667}};
    for (const auto& [name, share] : shares) {
        QVERIFY(isNear(named(units, u"unit"_s, name)["posterior"_L1]["yes"_L1], share, 1e-6));
    }
}

/// choix's pairwise fixture: 0.419617624, −0.419617624, 0.
void TstCtlStats::rankingsShape()
{
    const QByteArray csv = "a,b\na,b\nb,c\nc,a\n";
    const QJsonObject answer = stats(u"bradley-terry"_s, csv);
    const QJsonArray models = answer["models"_L1].toArray();
    QCOMPARE(models.size(), 3);
    QCOMPARE(models[0]["model"_L1].toString(), u"a"_s);
    QVERIFY(isNear(models[0]["score"_L1], 0.419617624, 1e-6));
    QVERIFY(isNear(models[1]["score"_L1], 0, 1e-6));
    QVERIFY(isNear(models[2]["score"_L1], -0.419617624, 1e-6));
    QCOMPARE(models[0]["rank"_L1].toInt(), 1);
    QCOMPARE(models[2]["rank"_L1].toInt(), 3);
    QCOMPARE(models[0]["ci"_L1].toArray().size(), 2);
    QCOMPARE(models[0]["rank_range"_L1].toArray(), (QJsonArray{1, 3}));
    QVERIFY(answer["undefined"_L1].isNull());
    const QJsonObject points = stats(u"bradley-terry"_s, csv, {u"--scale"_s, u"elo"_s});
    QVERIFY(isNear(points["models"_L1][0]["score"_L1], 0.419617624 * 400 / std::log(10), 1e-3));
    const QJsonObject plain = stats(u"bradley-terry"_s, csv, {u"--ci"_s, u"none"_s});
    QVERIFY(plain["models"_L1][0]["ci"_L1].isNull());
    QCOMPARE(plain["models"_L1][0]["rank_range"_L1].toArray(), (QJsonArray{1, 1}));
    const QJsonObject rated = stats(u"elo"_s, "a,b\na,b\n", {u"--k"_s, u"32"_s, u"--scale"_s, u"elo"_s});
    // 16 for the first win, then 32·(1 − 1/(1 + 10^(−32/400)))
    QVERIFY(
        isNear(rated["models"_L1][0]["score"_L1], 16 + 32 * (1 - 1 / (1 + std::pow(10, -32.0 / 400))), 1e-6));
}

void TstCtlStats::rankingsInBothLayouts()
{
    const QJsonObject weighted = stats(u"bradley-terry"_s, "winner,loser,weight\na,b,3\nb,a,1\n");
    const QJsonObject outcomes =
        stats(u"bradley-terry"_s,
              "model_a,model_b,outcome\na,b,a\nb,a,b\na,b,tie\na,b,tie\na,b,a\na,b,b\nb,a,tie\nb,a,b\n");
    QVERIFY(isNear(weighted["models"_L1][0]["score"_L1], std::log(3.0) / 2, 1e-6));
    // a: 4 wins and 3 ties of 8: 5.5 to 2.5
    QVERIFY(isNear(outcomes["models"_L1][0]["score"_L1], std::log(5.5 / 2.5) / 2, 1e-6));
    const QJsonObject headless = stats(u"bradley-terry"_s, "a,b,a\nb,a,a\na,b,tie\n");
    QVERIFY(isNear(headless["models"_L1][0]["score"_L1], 0, 1e-9));
    const QJsonObject tied =
        stats(u"bradley-terry"_s, "x,y,a\nx,y,a\ny,x,a\nx,y,tie\n", {u"--ties"_s, u"davidson"_s});
    QVERIFY(tied["tie_parameter"_L1].isDouble());
}

void TstCtlStats::neverLostHasNoScore()
{
    for (const QString& metric : {u"bradley-terry"_s, u"plackett-luce"_s}) {
        const QJsonObject answer = stats(metric, "a,b\nb,c\na,c\n");
        QVERIFY(answer["models"_L1].toArray().isEmpty());
        QVERIFY2(answer["undefined"_L1].toString().endsWith(u'.'),
                 QJsonDocument(answer).toJson().constData());
    }
    const QJsonObject apart = stats(u"bradley-terry"_s, "a,b\nb,a\nc,d\nd,c\n");
    QVERIFY(!apart["undefined"_L1].isNull());
    const QJsonObject held = stats(u"bradley-terry"_s, "a,b\nb,c\na,c\n", {u"--l2"_s, u"0.1"_s});
    QCOMPARE(held["models"_L1][0]["model"_L1].toString(), u"a"_s);
}

void TstCtlStats::plackettLuceFromLines()
{
    const QJsonObject answer = stats(u"plackett-luce"_s, "m0,m1,m2\nm3,m2,m0\nm1,m3\n");
    const QJsonArray models = answer["models"_L1].toArray();
    QVERIFY(isNear(named(models, u"model"_s, u"m0"_s)["score"_L1], -0.443308, 1e-5));
    QVERIFY(isNear(named(models, u"model"_s, u"m1"_s)["score"_L1], 0.695068, 1e-5));
    QVERIFY(isNear(named(models, u"model"_s, u"m2"_s)["score"_L1], -0.670610, 1e-5));
    QVERIFY(isNear(named(models, u"model"_s, u"m3"_s)["score"_L1], 0.418850, 1e-5));
}

void TstCtlStats::winRates()
{
    const QJsonObject answer =
        stats(u"win-rate"_s, "model_a,model_b,outcome\na,b,a\na,b,a\na,b,tie\na,b,b\n");
    QVERIFY(isNear(answer["models"_L1][0]["score"_L1], 0.625, 1e-12));
    QCOMPARE(answer["models"_L1][0]["model"_L1].toString(), u"a"_s);
    QCOMPARE(answer["models"_L1][0]["ci"_L1].toArray().size(), 2);
}

void TstCtlStats::alpacaFiles()
{
    QByteArray json = "[";
    for (int i = 0; i < 20; ++i) {
        json += (i > 0 ? "," : "") +
                QByteArray(R"({"instruction":"i%","output_1":"%1","output_2":"%2","generator_1":"base",)"
                           R"("generator_2":"new","preference":%3})")
                    .replace("i%", "i" + QByteArray::number(i))
                    .replace("%1", QByteArray(10 + i % 7, 'x'))
                    .replace("%2", QByteArray(10 + i % 5, 'y'))
                    .replace("%3", i % 4 == 0 ? "1" : (i % 4 == 1 ? "1.5" : "1.9"));
    }
    const QString path = write(u"annotations.json"_s, json + "]");
    const QJsonObject plain = runCtl({u"stats"_s, u"win-rate"_s, path, u"--json"_s}).object();
    QVERIFY(isNear(plain["win_rate"_L1], 57.5, 1e-9)); // (0 + 0.5 + 0.9 + 0.9)/4
    QCOMPARE(plain["models"_L1][0]["model"_L1].toString(), u"new"_s);
    QCOMPARE(plain["n_total"_L1].toInt(), 20);
    const QJsonObject controlled = runCtl({u"stats"_s, u"lc-win-rate"_s, path, u"--json"_s}).object();
    QVERIFY2(controlled["lc_win_rate"_L1].isDouble(), QJsonDocument(controlled).toJson().constData());
    QCOMPARE(controlled["approximate"_L1].toBool(), true);
    const CtlRun broken = runCtl(
        {u"stats"_s, u"lc-win-rate"_s, write(u"broken.json"_s, R"([{"instruction":"x"}])"), u"--json"_s});
    QCOMPARE(broken.exitCode, 1);
    QCOMPARE(broken.error(u"field"_s).toString(), u"preference"_s);
}

/// 117 pairs, 56.41 %.
void TstCtlStats::ratingsAgainstRankings()
{
    const QString data = qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + u"/tests/data/stats/"_s;
    const QJsonObject answer = runCtl({u"stats"_s, u"consistency"_s, data + u"sparse_ratings.csv"_s,
                                       data + u"sparse_rankings.csv"_s, u"--json"_s})
                                   .object();
    QCOMPARE(answer["n_pairs"_L1].toInt(), 117);
    QVERIFY(isNear(answer["value"_L1], 0.5641, 5e-5));
    QCOMPARE(answer["matrix"_L1]["b"_L1]["b"_L1].toInt(), 26);
    QCOMPARE(answer["matrix"_L1]["tie"_L1]["a"_L1].toInt(), 11);
    QCOMPARE(answer["matrix"_L1]["a"_L1]["tie"_L1].toInt(), 8);
    const CtlRun alone = runCtl({u"stats"_s, u"consistency"_s, data + u"sparse_ratings.csv"_s, u"--json"_s});
    QCOMPARE(alone.exitCode, 1);
}

void TstCtlStats::sampleProject()
{
    const QString project = m_folder.filePath(u"sample.plumb"_s);
    QCOMPARE(runCtl({u"sample"_s, project}).exitCode, 0);
    const auto ask = [&project](const QString& metric, const QStringList& options = {}) {
        return runCtl(QStringList{u"stats"_s, metric, project, u"--json"_s} + options).object();
    };
    // The published matrix of sparse_feedback, from the project's own labels.
    const QJsonObject consistency = ask(u"consistency"_s);
    QCOMPARE(consistency["n_pairs"_L1].toInt(), 117);
    QVERIFY(isNear(consistency["value"_L1], 0.5641, 5e-5));
    // Krippendorff's α of the MT-Bench votes, computed independently: 961 units with two votes or more.
    const QJsonObject alpha =
        ask(u"krippendorff-alpha"_s, {u"--kind"_s, u"pairwise"_s, u"--batch"_s, u"MT-Bench pairs, people"_s,
                                      u"--resamples"_s, u"0"_s});
    QVERIFY2(isNear(alpha["value"_L1], 0.4855, 5e-5), QJsonDocument(alpha).toJson().constData());
    QCOMPARE(alpha["n_units"_L1].toInt(), 961);
    const QJsonObject board = ask(u"bradley-terry"_s, {u"--batch"_s, u"MT-Bench pairs, people"_s});
    QCOMPARE(board["models"_L1].toArray().size(), 6);
    QCOMPARE(board["models"_L1][0]["model"_L1].toString(), u"gpt-4"_s);
    QCOMPARE(board["models"_L1][5]["model"_L1].toString(), u"llama-13b"_s);
    const QJsonObject nobody = ask(u"krippendorff-alpha"_s, {u"--by"_s, u"simulated"_s});
    QVERIFY(nobody["undefined"_L1].toString().endsWith(u'.'));
    const CtlRun batch = runCtl({u"stats"_s, u"percent"_s, project, u"--batch"_s, u"No such"_s, u"--json"_s});
    QCOMPARE(batch.exitCode, 1);
    QCOMPARE(batch.error(u"code"_s).toString(), u"not_found"_s);
}

void TstCtlStats::wrongUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no metric") << QStringList{u"stats"_s};
    QTest::newRow("no such metric") << QStringList{u"stats"_s, u"magic"_s, u"x.csv"_s};
    QTest::newRow("no input") << QStringList{u"stats"_s, u"percent"_s};
    QTest::newRow("another's option")
        << QStringList{u"stats"_s, u"percent"_s, u"x.csv"_s, u"--weights"_s, u"linear"_s};
    QTest::newRow("no such level") << QStringList{u"stats"_s, u"krippendorff-alpha"_s, u"x.csv"_s,
                                                  u"--level"_s, u"cubic"_s};
    QTest::newRow("no such ties") << QStringList{u"stats"_s, u"bradley-terry"_s, u"x.csv"_s, u"--ties"_s,
                                                 u"none"_s};
    QTest::newRow("confidence of 1") << QStringList{u"stats"_s, u"percent"_s, u"x.csv"_s, u"--confidence"_s,
                                                    u"1"_s};
    QTest::newRow("negative penalty")
        << QStringList{u"stats"_s, u"bradley-terry"_s, u"x.csv"_s, u"--l2=-1"_s};
}

void TstCtlStats::wrongUsageIsTwo()
{
    QFETCH(QStringList, arguments);
    const CtlRun run = runCtl(arguments + QStringList{u"--json"_s});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.error(u"code"_s).toString(), u"wrong_usage"_s);
    QVERIFY(!run.err.isEmpty());
}

void TstCtlStats::badInputIsOne_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<int>("line");
    QTest::newRow("empty") << u"percent"_s << QByteArray() << 0;
    QTest::newRow("two cells") << u"percent"_s << QByteArray("1,a\n") << 1;
    QTest::newRow("a short line") << u"percent"_s << QByteArray("1,a,x\n1,b\n") << 2;
    QTest::newRow("header without label") << u"percent"_s << QByteArray("unit,annotator,score\n1,a,x\n") << 1;
    QTest::newRow("no unit") << u"percent"_s << QByteArray("unit,annotator,label\n1,a,x\n,b,x\n") << 3;
    QTest::newRow("open quote") << u"percent"_s << QByteArray("1,a,x\n\"1,b,x\n") << 2;
    QTest::newRow("not UTF-8") << u"percent"_s << QByteArray("1,a,x\n1,b,\xff\n") << 2;
    QTest::newRow("words as ratings") << u"icc"_s << QByteArray("1,a,good\n1,b,2\n") << 1;
    QTest::newRow("no such outcome") << u"bradley-terry"_s
                                     << QByteArray("model_a,model_b,outcome\na,b,left\n") << 2;
    QTest::newRow("weight is no number")
        << u"elo"_s << QByteArray("winner,loser,weight\na,b,1\na,b,heavy\n") << 3;
    QTest::newRow("against itself") << u"bradley-terry"_s << QByteArray("a,b\nb,b\n") << 2;
    QTest::newRow("twice in a ranking") << u"plackett-luce"_s << QByteArray("a,b\na,b,a\n") << 2;
    QTest::newRow("ranking of one") << u"plackett-luce"_s << QByteArray("a,b\nc\n") << 2;
}

void TstCtlStats::badInputIsOne()
{
    QFETCH(QString, metric);
    QFETCH(QByteArray, csv);
    QFETCH(int, line);
    const QString path = write(u"bad.csv"_s, csv);
    const CtlRun run = runCtl({u"stats"_s, metric, path, u"--json"_s});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.error(u"message"_s).toString().endsWith(u'.'), run.out.constData());
    QCOMPARE(run.error(u"line"_s).toInt(), line);
    const CtlRun gone = runCtl({u"stats"_s, metric, path + u".gone"_s, u"--json"_s});
    QCOMPARE(gone.exitCode, 1);
    QCOMPARE(gone.error(u"code"_s).toString(), u"not_found"_s);
}

QTEST_GUILESS_MAIN(TstCtlStats)

#include "tst_ctlstats.moc"
