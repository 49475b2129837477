#include "app/sampleproject.h"
#include "core/analysis/judgepage.h"
#include "core/analysis/judgereport.h"
#include "core/domain/adjudication.h"

#include "tests/core/analysis/labelfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Judges against people: the numbers of small tables by hand, and those of MT-Bench as published.
class TestJudgeReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void familiesByName_data();
    void familiesByName();
    void nothingToMeasure();
    void countsByHand();
    void versionsAreRowsOfTheirOwn();
    void costAndCalibration();
    void orderAndSwap();
    void positionIsToldFromModel();
    void ownFamilyAgainstPeople();
    void settledOutranksTheMajority();
    void anotherBaseline();
    void canariesKnowNothing();
    void pageSaysWhereTheyDiffer();
    void stopsWhenAsked();
    void mtBenchAsPublished();
    void mtBenchByTurn_data();
    void mtBenchByTurn();
    void mtBenchPage();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_sampleStore;
    std::optional<LabelTable> m_sample;
};

namespace {

/// Pairs of alpha (a) and beta (b), judged by hand.
struct Bench : LabelFixture
{
    ItemId pair(int number, const QStringList& models = {u"alpha"_s, u"beta"_s},
                const QString& batch = u"Batch"_s)
    {
        ItemParts parts;
        parts.question = u"Question %1?"_s.arg(number);
        parts.models = models;
        parts.batch = batch;
        return addItem(parts);
    }
    AnnotatorId judge(const QString& name) { return annotator(name, AnnotatorKind::Llm); }
    void say(ItemId item, AnnotatorId who, int margin, const QJsonObject& provenance = {},
             const QList<ResponseIndex>& shown = {})
    {
        append(item, who, pairwiseAnswer(margin), provenance, shown);
    }
};

const JudgeRow& rowNamed(const JudgeReport& report, const QString& name, const QString& version = {})
{
    const int row = report.rowOf(name, version);
    if (row < 0) {
        qFatal("no row %s", qPrintable(name));
    }
    return report.rows[static_cast<std::size_t>(row)];
}

const JudgeRow& canaryOf(const JudgeReport& report, Canary canary)
{
    for (const JudgeRow& row : report.rows) {
        if (row.kind == JudgeRowKind::Canary && row.canary == canary) {
            return row;
        }
    }
    qFatal("no such canary");
}

double valueOf(const stats::Estimate& estimate)
{
    return estimate.valueOr(std::nan(""));
}

void isReason(const stats::Estimate& estimate, const QString& words)
{
    QVERIFY(!estimate);
    QVERIFY2(estimate.undefined.contains(words), qPrintable(estimate.undefined));
}

} // namespace

void TestJudgeReport::initTestCase()
{
    const Result<QString> file = sampleFile();
    QVERIFY2(file, "the sample is not beside the program");
    static const SystemClock clock;
    auto made = makeSampleProject(m_folder.filePath(u"sample.plumb"_s), clock);
    QVERIFY(made);
    m_sampleStore = std::move(*made);
    m_sample = checked(m_sampleStore->read(
        [](Session& session) -> Result<LabelTable> { return LabelTable::load(session); }));
}

void TestJudgeReport::familiesByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("family");
    QTest::newRow("dash") << u"gpt-3.5-turbo"_s << u"gpt"_s;
    QTest::newRow("digit") << u"gpt4_pair"_s << u"gpt"_s;
    QTest::newRow("case") << u"GPT-4"_s << u"gpt"_s;
    QTest::newRow("slash") << u"meta-llama/Llama-3-8B"_s << u"llama"_s;
    QTest::newRow("whole") << u"claude"_s << u"claude"_s;
    QTest::newRow("none") << u"70b"_s << u""_s;
    QTest::newRow("empty") << u""_s << u""_s;
}

void TestJudgeReport::familiesByName()
{
    QFETCH(QString, name);
    QFETCH(QString, family);
    QCOMPARE(modelFamily(name), family);
    JudgeOptions options;
    options.families.insert(name, u"own"_s);
    QCOMPARE(modelFamily(name, options), u"own"_s);
}

void TestJudgeReport::nothingToMeasure()
{
    Bench bench;
    JudgeReport report = judgeReport(bench.load(), {});
    QVERIFY(report.rows.empty());
    QVERIFY2(report.undefined.contains(u"No pair of responses has a verdict"), qPrintable(report.undefined));
    bench.say(bench.pair(1), bench.judge(u"judge"_s), 1);
    report = judgeReport(bench.load(), {});
    const JudgeRow& judge = rowNamed(report, u"judge"_s);
    QCOMPARE(judge.verdicts, 1);
    QCOMPARE(judge.units, 0);
    isReason(judge.agreement, u"two people judged"_s);
    isReason(judge.same, u"No two verdicts meet"_s);
    isReason(judge.kappa, u"No pair that it judged has a clear verdict"_s);
    isReason(judge.brier, u"states no probability"_s);
    isReason(judge.consistency, u"both orders"_s);
    isReason(judge.price, u"No price is recorded"_s);
    isReason(report.rows.front().agreement, u"two people"_s);
    QCOMPARE(report.rows.front().kind, JudgeRowKind::People);
    JudgeOptions options;
    options.baseline = u"nobody"_s;
    report = judgeReport(bench.load(), {}, options);
    QVERIFY2(report.undefined.contains(u"“nobody” judged nothing"), qPrintable(report.undefined));
}

void TestJudgeReport::countsByHand()
{
    Bench bench;
    const AnnotatorId ada = bench.annotator(u"ada"_s);
    const AnnotatorId bob = bench.annotator(u"bob"_s);
    const AnnotatorId judge = bench.judge(u"judge"_s);
    // people a a, judge a · people a tie, judge b · people b, judge b · nobody, judge a
    const int people[3][2] = {{1, 1}, {1, 0}, {-1, 99}};
    const int verdicts[4] = {1, -1, -1, 1};
    for (int unit = 0; unit < 4; ++unit) {
        const ItemId item = bench.pair(unit);
        bench.say(item, judge, verdicts[unit]);
        if (unit < 3) {
            bench.say(item, ada, people[unit][0]);
        }
        if (unit < 2) {
            bench.say(item, bob, people[unit][1]);
        }
    }
    const JudgeReport report = judgeReport(bench.load(), {});
    QCOMPARE(report.units, 4);
    QCOMPARE(report.judged, 3);
    QCOMPARE(report.votes, 5);
    QCOMPARE(report.people, 2);
    QCOMPARE(report.judges, 1);
    QCOMPARE(report.unclear, 1); // a against a tie
    const JudgeRow& row = rowNamed(report, u"judge"_s);
    QCOMPARE(row.verdicts, 4);
    QCOMPARE(row.units, 3);
    // Leave-one-out on the two units with two people: 1 and (0 + ½)/2.
    QCOMPARE(valueOf(row.agreement), (1 + 0.25) / 2);
    QCOMPARE(row.compared, 5);
    QCOMPARE(valueOf(row.same), 3.0 / 5);
    QCOMPARE(valueOf(row.sameDecided), 3.0 / 4); // the tie is left out
    QVERIFY(row.same.interval && row.same.interval->low < 0.6 && row.same.interval->high > 0.6);
    QCOMPARE(valueOf(row.accuracy), 1.0);
    isReason(row.variance, u"judged no item twice"_s);
    const JudgeRow& all = report.rows.front();
    QCOMPARE(all.kind, JudgeRowKind::People);
    QCOMPARE(all.units, 2);
    QCOMPARE(all.compared, 2);
    QCOMPARE(valueOf(all.same), 0.5);
    QCOMPARE(valueOf(all.agreement), 0.75);
    QCOMPARE(valueOf(all.variance), 0.25);
    isReason(all.accuracy, u"People are what judges are measured by"_s);
}

void TestJudgeReport::versionsAreRowsOfTheirOwn()
{
    Bench bench;
    const AnnotatorId ada = bench.annotator(u"ada"_s);
    const AnnotatorId judge = bench.judge(u"judge"_s);
    const auto version = [](int number) {
        return QJsonObject{{u"template"_s, u"pair"_s}, {u"template_version"_s, number}};
    };
    for (int unit = 0; unit < 6; ++unit) {
        const ItemId item = bench.pair(unit);
        bench.say(item, ada, 1);
        bench.say(item, judge, unit < 2 || unit == 5 ? 1 : -1, version(unit < 2 ? 1 : 2));
    }
    const JudgeReport report = judgeReport(bench.load(), {});
    QCOMPARE(valueOf(rowNamed(report, u"judge"_s).accuracy), 0.5);
    QCOMPARE(valueOf(rowNamed(report, u"judge"_s, u"pair v1"_s).accuracy), 1.0);
    QCOMPARE(valueOf(rowNamed(report, u"judge"_s, u"pair v2"_s).accuracy), 0.25);
    QCOMPARE(report.rowOf(u"judge"_s, u"pair v1"_s), report.rowOf(u"judge"_s) + 1);
    const JudgePageReport page =
        judgePageReport(bench.load(), {}, keyOf(rowNamed(report, u"judge"_s, u"pair v2"_s)));
    QCOMPARE(page.row.verdicts, 4);
    QCOMPARE(page.differing, 3);
}

void TestJudgeReport::costAndCalibration()
{
    Bench bench;
    const AnnotatorId ada = bench.annotator(u"ada"_s);
    const AnnotatorId judge = bench.judge(u"judge"_s);
    for (int unit = 0; unit < 4; ++unit) {
        const ItemId item = bench.pair(unit);
        bench.submit(item, ada, pairwiseAnswer(1)); // 1.5 s
        bench.say(item, judge, unit < 3 ? 1 : -1,
                  {{u"cost"_s, 0.01 * (unit + 1)},
                   {u"latency_ms"_s, 2000},
                   {u"probability"_s, unit < 3 ? 0.9 : 0.6}});
    }
    const JudgeReport report = judgeReport(bench.load(), {});
    const JudgeRow& row = rowNamed(report, u"judge"_s);
    QCOMPARE(valueOf(row.price), 0.025);
    QCOMPARE(valueOf(row.seconds), 2.0);
    QCOMPARE(valueOf(report.rows.front().seconds), 1.5);
    QCOMPARE(valueOf(row.brier), (3 * 0.01 + 0.36) / 4);
    QCOMPARE(valueOf(row.calibrationError), 0.75 * 0.1 + 0.25 * 0.6);
    const JudgePageReport page = judgePageReport(bench.load(), {}, keyOf(row));
    QCOMPARE(page.forecasts, 4);
    QCOMPARE(page.calibration.bins.back().count, 0);
}

void TestJudgeReport::orderAndSwap()
{
    Bench bench;
    const AnnotatorId judge = bench.judge(u"judge"_s);
    // The same two answers asked about in two batches, in opposite orders.
    for (int unit = 0; unit < 3; ++unit) {
        const ItemId once = bench.pair(unit, {u"alpha"_s, u"beta"_s}, u"one"_s);
        const ItemId again = bench.pair(unit, {u"alpha"_s, u"beta"_s}, u"two"_s);
        bench.say(once, judge, 1, {}, {0, 1});
        bench.say(again, judge, unit == 0 ? 1 : -1, {}, {1, 0}); // b stands first
    }
    const JudgeRow row = rowNamed(judgeReport(bench.load(), {}), u"judge"_s);
    QCOMPARE(valueOf(row.consistency), 1.0 / 3);
    QCOMPARE(valueOf(row.prefersFirst), 2.0 / 3);
    QCOMPARE(valueOf(row.prefersLast), 0.0);
    QVERIFY(row.variance); // it judged each twice
    // An import that only says that the answer changed.
    AnnotationContent changed = pairwiseAnswer(0);
    changed.extra.insert(u"winner"_s, u"tie (inconsistent)"_s);
    const AnnotatorId other = bench.judge(u"other"_s);
    bench.append(bench.pair(7), other, changed);
    bench.say(bench.pair(8), other, 1);
    const JudgeRow noted = rowNamed(judgeReport(bench.load(), {}), u"other"_s);
    QCOMPARE(valueOf(noted.consistency), 0.5);
    isReason(noted.prefersFirst, u"comes from both orders"_s);
}

void TestJudgeReport::positionIsToldFromModel()
{
    Bench bench;
    const AnnotatorId judge = bench.judge(u"judge"_s);
    // alpha always wins, and always stands first: nothing can be said of the position.
    int unit = 0;
    for (; unit < 6; ++unit) {
        bench.say(bench.pair(unit), judge, 1, {}, {0, 1});
    }
    const JudgeKey key{JudgeRowKind::Judge, u"judge"_s, {}, Canary::First};
    isReason(judgePageReport(bench.load(), {}, key).bias.position, u"the same one always stood first"_s);
    // Shown the other way it wins as well: no bias, though the first won 6 of 8.
    bench.say(bench.pair(++unit), judge, 1, {}, {1, 0});
    bench.say(bench.pair(++unit), judge, 1, {}, {1, 0});
    JudgeBias bias = judgePageReport(bench.load(), {}, key).bias;
    QCOMPARE(valueOf(bias.position), 0.0);
    QCOMPARE(bias.positionVerdicts, 8);
    // beta wins when it stands first: (1 + ½)/2 − ½
    bench.say(bench.pair(++unit), judge, -1, {}, {1, 0});
    bench.say(bench.pair(++unit), judge, -1, {}, {1, 0});
    bias = judgePageReport(bench.load(), {}, key).bias;
    QCOMPARE(valueOf(bias.position), 0.25);
}

void TestJudgeReport::ownFamilyAgainstPeople()
{
    Bench bench;
    const AnnotatorId ada = bench.annotator(u"ada"_s);
    const AnnotatorId judge = bench.judge(u"gpt4_pair"_s);
    for (int unit = 0; unit < 4; ++unit) {
        const ItemId item = bench.pair(unit, {u"claude-v1"_s, u"gpt-3.5"_s});
        bench.say(item, ada, unit % 2 == 0 ? 1 : -1);
        bench.say(item, judge, unit == 0 ? 1 : -1);
    }
    const JudgeKey key{JudgeRowKind::Judge, u"gpt4_pair"_s, {}, Canary::First};
    JudgeBias bias = judgePageReport(bench.load(), {}, key).bias;
    QCOMPARE(bias.family, u"gpt"_s);
    QCOMPARE(bias.ownPairs, 4);
    QCOMPARE(valueOf(bias.ownFamily), 0.25); // ¾ against ½
    JudgeOptions options;
    options.families.insert(u"gpt4_pair"_s, u"claude"_s);
    bias = judgePageReport(bench.load(), {}, key, options).bias;
    QCOMPARE(valueOf(bias.ownFamily), -0.25);
}

void TestJudgeReport::settledOutranksTheMajority()
{
    Bench bench;
    const AnnotatorId judge = bench.judge(u"judge"_s);
    const ItemId item = bench.pair(1);
    for (const QString& name : {u"ada"_s, u"bob"_s, u"cem"_s}) {
        bench.say(item, bench.annotator(name), 1);
    }
    bench.say(item, judge, -1);
    JudgeReport report = judgeReport(bench.load(), {});
    QCOMPARE(valueOf(rowNamed(report, u"judge"_s).accuracy), 0.0);
    checked(bench.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Settle"_s, QueueOrder::Fixed, {}, adjudicationMeta());
    }));
    const ItemId copy = bench.pair(1, {u"alpha"_s, u"beta"_s}, u"Settle"_s);
    QVERIFY(copy != item);
    bench.say(copy, bench.annotator(u"lead"_s), -1);
    report = judgeReport(bench.load(), {});
    QCOMPARE(report.settled, 1);
    QCOMPARE(report.votes, 3); // the verdict is no vote
    QCOMPARE(valueOf(rowNamed(report, u"judge"_s).accuracy), 1.0);
    QCOMPARE(valueOf(rowNamed(report, u"judge"_s).same), 0.0); // votes are what they are
}

void TestJudgeReport::anotherBaseline()
{
    Bench bench;
    const AnnotatorId ada = bench.annotator(u"ada"_s);
    const AnnotatorId one = bench.judge(u"one"_s);
    const AnnotatorId two = bench.judge(u"two"_s);
    for (int unit = 0; unit < 4; ++unit) {
        const ItemId item = bench.pair(unit);
        bench.say(item, ada, 1);
        bench.say(item, one, unit == 0 ? -1 : 1);
        bench.say(item, two, -1);
    }
    JudgeOptions options;
    options.baseline = u"one"_s;
    const JudgeReport report = judgeReport(bench.load(), {}, options);
    QCOMPARE(report.rowOf(u"one"_s), -1); // it is the measure
    QCOMPARE(valueOf(rowNamed(report, u"two"_s).agreement), 0.25);
    QCOMPARE(valueOf(rowNamed(report, u"two"_s).accuracy), 0.25);
    QCOMPARE(valueOf(report.rows.front().accuracy), 0.75); // people against it
}

void TestJudgeReport::canariesKnowNothing()
{
    Bench bench;
    const AnnotatorId ada = bench.annotator(u"ada"_s);
    LabelFixture::ItemParts parts;
    parts.models = {u"beta"_s, u"alpha"_s}; // the item's first answer is the table's “b”
    parts.texts = {u"A much longer answer than the other one, by far and away."_s, u"Short."_s};
    bench.say(bench.addItem(parts), ada, 1);
    const JudgeReport report = judgeReport(bench.load(), {});
    QCOMPARE(valueOf(canaryOf(report, Canary::First).accuracy), 1.0);
    QCOMPARE(valueOf(canaryOf(report, Canary::Second).accuracy), 0.0);
    QCOMPARE(valueOf(canaryOf(report, Canary::Tie).accuracy), 0.0);
    QCOMPARE(valueOf(canaryOf(report, Canary::Longest).accuracy), 1.0);
    isReason(canaryOf(report, Canary::First).consistency, u"reads nothing"_s);
    isReason(canaryOf(report, Canary::First).price, u"costs nothing"_s);
    QCOMPARE(report.rows.back().kind, JudgeRowKind::Canary);
}

void TestJudgeReport::pageSaysWhereTheyDiffer()
{
    Bench bench;
    const AnnotatorId judge = bench.judge(u"judge"_s);
    const ItemId tied = bench.pair(1);
    const ItemId opposite = bench.pair(2);
    const ItemId worse = bench.pair(3);
    for (const QString& name : {u"ada"_s, u"bob"_s}) {
        bench.say(tied, bench.annotator(name), 1);
        bench.say(worse, bench.annotator(name), 1);
    }
    bench.say(opposite, bench.annotator(u"ada"_s), 1);
    bench.say(tied, judge, 0);
    bench.say(opposite, judge, -1);
    bench.say(worse, judge, -2);
    const JudgePageReport page =
        judgePageReport(bench.load(), {}, {JudgeRowKind::Judge, u"judge"_s, {}, Canary::First});
    QCOMPARE(page.differing, 3);
    QCOMPARE(page.opposite, 2);
    QCOMPARE(page.disagreements[0].items.front(), worse);
    QCOMPARE(page.disagreements[1].items.front(), opposite);
    QCOMPARE(page.disagreements[2].items.front(), tied);
    QCOMPARE(page.confusion[0][0], 0);
    QCOMPARE(page.confusion[0][1], 1);
    QCOMPARE(page.confusion[0][2], 2);
    QCOMPARE(page.disagreements[0].verdicts.front().annotator, u"judge"_s);
    const JudgePageReport none =
        judgePageReport(bench.load(), {}, {JudgeRowKind::Judge, u"other"_s, {}, Canary::First});
    QVERIFY2(none.undefined.contains(u"gave no verdict"), qPrintable(none.undefined));
}

void TestJudgeReport::stopsWhenAsked()
{
    std::atomic<int> asked = 0; // rows are counted on several threads
    const JudgeReport report = judgeReport(*m_sample, {}, {}, [&asked] { return ++asked > 1; });
    QVERIFY(report.rows.empty());
    QVERIFY(asked >= 2);
}

/// Zheng et al. 2023, table 5: GPT-4 and people give the same verdict in 66 % of all cases and in 85 % of
/// those without ties; people among themselves in 63 to 67 % and 81 to 82 %. The votes that were published
/// are somewhat more than those the paper counted, so that the last figure may differ by one point. The exact
/// shares were counted from the files by a script of a few lines.
void TestJudgeReport::mtBenchAsPublished()
{
    LabelFilter filter;
    filter.batch = u"MT-Bench pairs, people"_s; // chooses the pairs; GPT-4's verdicts lie in another batch
    const JudgeReport report = judgeReport(*m_sample, filter);
    QCOMPARE(report.votes, 3354); // one person voted twice on a pair
    QCOMPARE(report.people, 65);
    QCOMPARE(report.judged, 1814);
    const JudgeRow& judge = rowNamed(report, u"gpt4_pair"_s);
    QCOMPARE(judge.compared, 3354);
    QCOMPARE(valueOf(judge.same), 2219.0 / 3354);
    QCOMPARE(valueOf(judge.sameDecided), 1823.0 / 2129);
    QVERIFY(std::abs(valueOf(judge.same) - 0.66) < 0.01);
    QVERIFY(std::abs(valueOf(judge.sameDecided) - 0.85) < 0.01);
    const JudgeRow& people = report.rows.front();
    QCOMPARE(valueOf(people.same), 1551.0 / 2367);
    QCOMPARE(valueOf(people.sameDecided), 1282.0 / 1550);
    // It agrees with people as well as they do with each other, and far better than any canary.
    QVERIFY(judge.agreement.interval->high > *people.agreement.value);
    for (const Canary canary : {Canary::First, Canary::Second, Canary::Tie, Canary::Longest}) {
        QVERIFY(canaryOf(report, canary).agreement.interval->high < judge.agreement.interval->low);
    }
    QCOMPARE(valueOf(judge.accuracy), 1149.0 / 1612);
    QVERIFY(valueOf(judge.kappa) > 0.5 && valueOf(judge.kappa) < 0.6);
    QVERIFY(valueOf(judge.spearman) > 0.9);
    QVERIFY(valueOf(judge.pearson) > 0.95);
    // Over all of its verdicts 380 of 2 400 changed with the order; here those on judged pairs count.
    const JudgeRow all = rowNamed(judgeReport(*m_sample, {}), u"gpt4_pair"_s);
    QCOMPARE(all.verdicts, 2400);
    QCOMPARE(valueOf(all.consistency), 2020.0 / 2400);
}

void TestJudgeReport::mtBenchByTurn_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<double>("judge");
    QTest::addColumn<double>("judgeDecided");
    QTest::addColumn<double>("people");
    QTest::addColumn<double>("peopleDecided");
    QTest::addColumn<double>("published"); // of the judge, without ties
    QTest::newRow("first") << 1 << 1124.0 / 1688 << 911.0 / 1060 << 768.0 / 1198 << 633.0 / 772 << 0.85;
    QTest::newRow("second") << 2 << 1095.0 / 1666 << 912.0 / 1069 << 783.0 / 1169 << 649.0 / 778 << 0.85;
}

void TestJudgeReport::mtBenchByTurn()
{
    QFETCH(int, turn);
    QFETCH(double, judge);
    QFETCH(double, judgeDecided);
    QFETCH(double, people);
    QFETCH(double, peopleDecided);
    QFETCH(double, published);
    LabelFilter filter;
    filter.batch = u"MT-Bench pairs, people"_s;
    filter.turn = turn;
    const JudgeReport report = judgeReport(*m_sample, filter);
    QCOMPARE(valueOf(rowNamed(report, u"gpt4_pair"_s).same), judge);
    QCOMPARE(valueOf(rowNamed(report, u"gpt4_pair"_s).sameDecided), judgeDecided);
    QCOMPARE(valueOf(report.rows.front().same), people);
    QCOMPARE(valueOf(report.rows.front().sameDecided), peopleDecided);
    QVERIFY(std::abs(valueOf(rowNamed(report, u"gpt4_pair"_s).sameDecided) - published) < 0.015);
}

void TestJudgeReport::mtBenchPage()
{
    const JudgePageReport page =
        judgePageReport(*m_sample, {}, {JudgeRowKind::Judge, u"gpt4_pair"_s, {}, Canary::First}, {}, 100);
    QCOMPARE(page.clear, 1612);
    QCOMPARE(page.confusion[0][0], 513);
    QCOMPARE(page.confusion[1][1], 196);
    QCOMPARE(page.confusion[2][2], 440);
    QCOMPARE(page.confusion[0][2], 64);
    QCOMPARE(page.confusion[2][0], 61);
    QCOMPARE(page.opposite, 125);
    QCOMPARE(page.differing, 1612 - 1149);
    QCOMPARE(page.disagreements.size(), 100U);
    QCOMPARE(page.categories.size(), 8U);
    isReason(page.bias.position, u"380 changed with the order"_s);
    QCOMPARE(page.bias.family, u"gpt"_s);
    QVERIFY(page.bias.ownFamily && page.bias.ownFamily.interval);
    QVERIFY(page.bias.length && valueOf(page.bias.length) > 0);
}

QTEST_GUILESS_MAIN(TestJudgeReport)
#include "tst_judgereport.moc"
