#include "core/judge/leadingscores.h"
#include "core/judge/pc2reply.h"
#include "core/judge/replytext.h"
#include "tests/core/judge/protocolfixture.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Replies whose verdict is a number: the first line of JudgeLM, the criteria and scores of PC2.
class TestScoreReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainNumbers_data();
    void plainNumbers();
    void leadingScores_data();
    void leadingScores();
    void cutReplies_data();
    void cutReplies();
    void criteria_data();
    void criteria();
    void weightsAreScaled();
    void scores_data();
    void scores();
    void recomputes_data();
    void recomputes();
    void longLinesTakeNoTime();
};

void TestScoreReplies::plainNumbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("expected"); // -1: none
    QTest::newRow("whole") << u"7"_s << 7.0;
    QTest::newRow("decimal") << u"8.5"_s << 8.5;
    QTest::newRow("minus") << u"-1"_s << -1.0;
    QTest::newRow("plus") << u"+1"_s << -1.0;
    QTest::newRow("exponent") << u"1e3"_s << -1.0;
    QTest::newRow("nan") << u"nan"_s << -1.0;
    QTest::newRow("inf") << u"inf"_s << -1.0;
    QTest::newRow("hex") << u"0x10"_s << -1.0;
    QTest::newRow("bare point") << u"."_s << -1.0;
    QTest::newRow("ends with a point") << u"7."_s << -1.0;
    QTest::newRow("two points") << u"7.5.1"_s << -1.0;
    QTest::newRow("other digits") << u"٧"_s << -1.0;
    QTest::newRow("endless") << QString(400, u'9') << -1.0;
    QTest::newRow("empty") << QString() << -1.0;
}

void TestScoreReplies::plainNumbers()
{
    QFETCH(const QString, text);
    QFETCH(const double, expected);
    QCOMPARE(plainNumber(text).value_or(-1), expected);
}

void TestScoreReplies::leadingScores_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<double>>("expected");
    QTest::addColumn<QString>("fault");
    const auto good = [](const char* name, const QString& text, int count, const QList<double>& scores) {
        QTest::newRow(name) << text << count << scores << QString();
    };
    const auto bad = [](const char* name, const QString& text, int count, const QString& fault) {
        QTest::newRow(name) << text << count << QList<double>() << fault;
    };
    good("plain", u"8 6\nThe first is better."_s, 2, {8, 6});
    good("comma", u"8, 6\nThe first is better."_s, 2, {8, 6});
    good("comma alone", u"8,6"_s, 2, {8, 6});
    good("decimals", u"7.5 8.5\n"_s, 2, {7.5, 8.5});
    good("carriage return", u"8 6\r\nwords"_s, 2, {8, 6});
    good("blank lines first", u"\n\n  8  6 \nwords"_s, 2, {8, 6});
    good("reasoning first", u"<think>9 1\nhm</think>\n8 6\nwords"_s, 2, {8, 6});
    good("four answers", u"8 6 10 1\nwords"_s, 4, {8, 6, 10, 1});
    bad("one number", u"8\nThe first is better."_s, 2, u"no-verdict"_s);
    bad("three numbers", u"8 6 5\nwords"_s, 2, u"no-verdict"_s);
    bad("words on the line", u"Scores: 8 6\nwords"_s, 2, u"no-verdict"_s);
    bad("words behind", u"8 6 because\nwords"_s, 2, u"no-verdict"_s);
    bad("the verdict comes last", u"The first is better.\n8 6"_s, 2, u"no-verdict"_s);
    bad("of ten", u"8/10 6/10\nwords"_s, 2, u"no-verdict"_s);
    bad("negative", u"8 -6\nwords"_s, 2, u"no-verdict"_s);
    bad("above the scale", u"11 6\nwords"_s, 2, u"out-of-range"_s);
    bad("zero", u"0 6\nwords"_s, 2, u"out-of-range"_s);
    bad("not a number", u"nan 6\nwords"_s, 2, u"no-verdict"_s);
    bad("empty", u"\n \n"_s, 2, u"no-verdict"_s);
    bad("only commas", u",,\n8 6"_s, 2, u"no-verdict"_s);
    bad("only reasoning", u"<think>8 6\n"_s, 2, u"truncated"_s);
}

void TestScoreReplies::leadingScores()
{
    QFETCH(const QString, text);
    QFETCH(const int, count);
    QFETCH(const QList<double>, expected);
    QFETCH(const QString, fault);
    const LeadingScores read = plumbline::leadingScores(replyOf(text), count);
    QCOMPARE(read.fault ? read.fault->what : QString(), fault);
    QCOMPARE(QList<double>(read.scores.begin(), read.scores.end()), expected);
    QVERIFY(!read.fault || !read.fault->detail.isEmpty());
}

void TestScoreReplies::cutReplies_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("within the last number") << u"8 1"_s << false;
    QTest::newRow("behind the line") << u"8 1\nThe fir"_s << true;
}

void TestScoreReplies::cutReplies()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isWhole);
    const LeadingScores read = plumbline::leadingScores(replyOf(text, LlmFinish::Length), 2);
    QCOMPARE(!read.fault.has_value(), isWhole);
    QCOMPARE(read.fault ? read.fault->what : QString(), isWhole ? QString() : u"truncated"_s);
}

namespace {

QString framework(const QString& lines)
{
    return u"I compared the answers.\n<Evaluation_Framework>\n"_s + lines + u"\n</Evaluation_Framework>"_s;
}

} // namespace

void TestScoreReplies::criteria_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // number=weight…
    QTest::addColumn<QString>("fault");
    const auto good = [](const char* name, const QString& text, const QString& expected) {
        QTest::newRow(name) << text << expected << QString();
    };
    const auto bad = [](const char* name, const QString& text, const QString& fault) {
        QTest::newRow(name) << text << QString() << fault;
    };
    good("as asked", framework(u"1, Names scattering | 60\n2, Is clear | 40"_s), u"1=60 2=40"_s);
    good("points and blanks", framework(u"  1. Names scattering  |  60 \n\n2) Is clear|40\n"_s),
         u"1=60 2=40"_s);
    good("sub-metrics", framework(u"1. Accuracy\n1.1, Facts | 30\n1.2, Sources | 30\n2.1, Words | 40"_s),
         u"1.1=30 1.2=30 2.1=40"_s);
    good("per cent", framework(u"1, Facts | 70%\n2, Words | **30**"_s), u"1=70 2=30"_s);
    good("a bar in the description", framework(u"1, Facts | figures | 70\n2, Words | 30"_s), u"1=70 2=30"_s);
    good("small letters", u"<evaluation_framework>\n1, Facts | 100\n</evaluation_framework>"_s, u"1=100"_s);
    bad("99", framework(u"1, Facts | 60\n2, Words | 39"_s), u"weights"_s);
    bad("110", framework(u"1, Facts | 60\n2, Words | 50"_s), u"weights"_s);
    bad("only zeros", framework(u"1, Facts | 0\n2, Words | 0"_s), u"weights"_s);
    bad("no block", u"1, Facts | 60\n2, Words | 40"_s, u"no-block"_s);
    bad("no end", u"<Evaluation_Framework>\n1, Facts | 100"_s, u"truncated"_s);
    bad("two blocks", framework(u"<Evaluation_Framework>\n1, Facts | 100"_s), u"two-blocks"_s);
    bad("empty block", framework(u"Nothing differs."_s), u"no-metric"_s);
    bad("no number", framework(u"Facts | 60\n2, Words | 40"_s), u"bad-line"_s);
    bad("no weight", framework(u"1, Facts | high\n2, Words | 40"_s), u"bad-line"_s);
    bad("part of a weight", framework(u"1, Facts | 59.5\n2, Words | 40.5"_s), u"bad-line"_s);
    bad("negative weight", framework(u"1, Facts | -10\n2, Words | 110"_s), u"bad-line"_s);
    bad("a number twice", framework(u"1, Facts | 60\n1, Words | 40"_s), u"metric-twice"_s);
    bad("empty", QString(), u"no-block"_s);
}

void TestScoreReplies::criteria()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QFETCH(const QString, fault);
    const Pc2Criteria read = pc2Criteria(replyOf(text));
    QCOMPARE(read.fault ? read.fault->what : QString(), fault);
    QStringList metrics;
    for (const Pc2Metric& metric : read.metrics) {
        metrics.append(u"%1=%2"_s.arg(metric.number).arg(metric.weight));
        QVERIFY(!metric.description.isEmpty());
    }
    QCOMPARE(metrics.join(u' '), expected);
    // What goes on into the next calls reads the same.
    if (!read.fault) {
        QCOMPARE(pc2Criteria(replyOf(framework(read.block))).metrics, read.metrics);
    }
}

void TestScoreReplies::weightsAreScaled()
{
    const LlmReply reply = replyOf(framework(u"1, Facts | 30\n2, Words | 10"_s));
    const Pc2Criteria read = pc2Criteria(reply, Pc2Weights::Normalise);
    QVERIFY(!read.fault);
    QCOMPARE(read.sum, 40.0);
    QCOMPARE(read.metrics.at(0).weight, 75.0);
    QCOMPARE(read.metrics.at(1).weight, 25.0);
    const Pc2Criteria none =
        pc2Criteria(replyOf(framework(u"1, Facts | 0\n2, Words | 0"_s)), Pc2Weights::Normalise);
    QCOMPARE(none.fault->what, u"weights"_s);
}

void TestScoreReplies::scores_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("scale");
    QTest::addColumn<double>("said");
    QTest::addColumn<bool>("isClipped");
    QTest::addColumn<QString>("fault");
    const auto good = [](const char* name, const QString& text, int scale, double said,
                         bool isClipped = false) {
        QTest::newRow(name) << text << scale << said << isClipped << QString();
    };
    const auto bad = [](const char* name, const QString& text, const QString& fault) {
        QTest::newRow(name) << text << 3 << 0.0 << false << fault;
    };
    good("as asked", u"1 | 3 | good\n2 | 2 | fair\nWeighted Score: [[260]]"_s, 3, 260);
    good("decimal", u"Weighted Score: [[215.5]]"_s, 3, 215.5);
    good("worked out on the line", u"Weighted Score: 60*3 + 40*2 = [[260]]"_s, 3, 260);
    good("the last number counts", u"Weighted Score: [[260]] of 300"_s, 3, 300);
    good("small letters", u"The weighted score is 180."_s, 3, 180);
    good("numbers before do not count", u"Score 7\nWeighted Score: [[150]]"_s, 3, 150);
    good("above the scale of 3", u"Weighted Score: [[420]]"_s, 3, 300, true);
    good("within the scale of 5", u"Weighted Score: [[420]]"_s, 5, 420);
    good("above the scale of 5", u"Weighted Score: [[501]]"_s, 5, 500, true);
    good("reasoning first", u"<think>Weighted Score: 100</think>Weighted Score: [[200]]"_s, 3, 200);
    bad("no words", u"1 | 3\n2 | 2\n[[260]]"_s, u"no-verdict"_s);
    bad("no number", u"Weighted Score: [[very good]]"_s, u"no-verdict"_s);
    bad("too small to be", u"Weighted Score: [[2.6]]"_s, u"out-of-range"_s);
    bad("empty", QString(), u"no-verdict"_s);
}

void TestScoreReplies::scores()
{
    QFETCH(const QString, text);
    QFETCH(const int, scale);
    QFETCH(const double, said);
    QFETCH(const bool, isClipped);
    QFETCH(const QString, fault);
    const Pc2Score read =
        pc2Score(replyOf(text), {{u"1"_s, u"Facts"_s, 60}, {u"2"_s, u"Words"_s, 40}}, scale);
    QCOMPARE(read.fault ? read.fault->what : QString(), fault);
    QCOMPARE(read.said, said);
    QCOMPARE(read.isClipped, isClipped);
    // A cut reply whose last sign is a digit may lack digits.
    if (!read.fault && text.back().isDigit()) {
        QCOMPARE(pc2Score(replyOf(text, LlmFinish::Length), {}, scale).fault->what, u"truncated"_s);
    }
}

void TestScoreReplies::recomputes_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<double>("expected"); // 0: not possible
    QTest::newRow("the worked example") << u"1.1 | 3 | names it\n1.2 | 2 | half\n2 | 1 | unclear"_s << 215.0;
    QTest::newRow("colons and words") << u"Metric 1.1: 3\n- 1.2: **2**, fair\n2: 1 (unclear)"_s << 215.0;
    QTest::newRow("all at the top") << u"1.1 | 3\n1.2 | 3\n2 | 3"_s << 300.0;
    QTest::newRow("all at the bottom") << u"1.1 | 1\n1.2 | 1\n2 | 1"_s << 100.0;
    QTest::newRow("other numbers stand between") << u"1.1 | 3\n7 | 9\n1.2 | 2\n2 | 1"_s << 215.0;
    QTest::newRow("the same twice") << u"1.1 | 3\n1.1 | 3\n1.2 | 2\n2 | 1"_s << 215.0;
    QTest::newRow("two scores for one") << u"1.1 | 3\n1.1 | 2\n1.2 | 2\n2 | 1"_s << 0.0;
    QTest::newRow("one is missing") << u"1.1 | 3\n1.2 | 2"_s << 0.0;
    QTest::newRow("off the scale") << u"1.1 | 4\n1.2 | 2\n2 | 1"_s << 0.0;
    QTest::newRow("none") << u"good"_s << 0.0;
}

void TestScoreReplies::recomputes()
{
    QFETCH(const QString, lines);
    QFETCH(const double, expected);
    const QList<Pc2Metric> metrics = {{u"1.1"_s, u"a"_s, 40}, {u"1.2"_s, u"b"_s, 35}, {u"2"_s, u"c"_s, 25}};
    const Pc2Score read = pc2Score(replyOf(lines + u"\nWeighted Score: [[222]]"_s), metrics, 3);
    QVERIFY(!read.fault);
    QCOMPARE(read.said, 222.0);
    QCOMPARE(read.recomputed.value_or(0), expected);
    QCOMPARE(read.problem.isEmpty(), expected > 0);
}

void TestScoreReplies::longLinesTakeNoTime()
{
    QElapsedTimer timer;
    timer.start();
    const QString blanks = u"1, a "_s + QString(300'000, u' ') + u'|' + QString(300'000, u' ') + u"x | 1"_s;
    QCOMPARE(pc2Criteria(replyOf(framework(blanks))).fault->what, u"bad-line"_s);
    const Pc2Score read =
        pc2Score(replyOf(blanks + u"\nWeighted Score: 200 "_s + QString(500'000, u'.')), {}, 3);
    QCOMPARE(read.said, 200.0);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestScoreReplies)
#include "tst_scorereplies.moc"
