#include "core/analysis/pairexamples.h"

#include "app/sampleproject.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

AnnotationContent preferring(int margin, bool bothBad = false)
{
    AnnotationContent content;
    content.preferences = {{u"overall"_s, 0, 1, margin, bothBad}};
    return content;
}

LabelFilter people()
{
    LabelFilter filter;
    filter.by = {AnnotatorKind::Human};
    return filter;
}

/// "a=b" as in the votes of an example: x for both bad.
QString lettersOf(const std::vector<ExampleVote>& votes)
{
    QString letters;
    for (const ExampleVote& vote : votes) {
        letters += vote.winner == stats::PairWinner::A   ? u'a'
                   : vote.winner == stats::PairWinner::B ? u'b'
                   : vote.bothBad                        ? u'x'
                                                         : u'=';
    }
    return letters;
}

} // namespace

/// The judged pairs behind a number.
class TstPairExamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleGivesTheReferencePicture();
    void votesStandInOrder();
    void whatIsAskedFor_data();
    void whatIsAskedFor();
    void severalItemsAboutTheSameResponses();
    void mostContestedFirst();
    void stoppedGivesNothing();
};

void TstPairExamples::theSampleGivesTheReferencePicture()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    const auto store =
        checked(copySampleProject(folder.filePath(u"sample.plumb"_s), folder.filePath(u"cache"_s), clock));
    const LabelTable table = checked(store->read([](Session& session) { return LabelTable::load(session); }));
    LabelFilter filter = people();
    filter.batch = u"MT-Bench pairs, people"_s;
    const PairExamplesReport report = pairExamples(table, filter, {u"claude-v1"_s, u"gpt-3.5-turbo"_s, 0});
    QCOMPARE(report.votes, 248);
    QCOMPARE(report.units, 128);
    QCOMPARE(report.forFirst, 79);
    QCOMPARE(report.ties, 84);
    QCOMPARE(report.forSecond, 85);
    QCOMPARE(report.examples.size(), std::size_t{128});
    struct Expected
    {
        QString title;
        QString category;
        int turn;
        QString votes;
    };
    const std::vector<Expected> expected{{u"Describe five key principles"_s, u"humanities"_s, 1, u"aa=bb"_s},
                                         {u"With the listed principles"_s, u"humanities"_s, 2, u"aaa=b"_s},
                                         {u"what about this one?"_s, u"coding"_s, 2, u"aaab"_s},
                                         {u"Summarize the story with three"_s, u"writing"_s, 2, u"aab"_s},
                                         {u"Let’s grab dinner in town."_s, u"roleplay"_s, 2, u"aab"_s},
                                         {u"Imagine yourself as a doctor"_s, u"roleplay"_s, 1, u"aab"_s},
                                         {u"But I have been pregnant"_s, u"roleplay"_s, 2, u"aab"_s}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const PairExample& example = report.examples[i];
        QVERIFY2(example.title.startsWith(expected[i].title), qPrintable(example.title));
        QCOMPARE(example.category, expected[i].category);
        QCOMPARE(example.turn, expected[i].turn);
        QCOMPARE(lettersOf(example.votes), expected[i].votes);
        QCOMPARE(example.modelA, u"claude-v1"_s);
        QCOMPARE(example.modelB, u"gpt-3.5-turbo"_s);
        QVERIFY(!example.items.empty() && example.prompt.isValid());
    }
    const PairExample& first = report.examples.front();
    QCOMPARE(first.verdicts.size(), std::size_t{1});
    QCOMPARE(first.verdicts.front().winner, stats::PairWinner::A); // GPT-4: claude-v1
    QStringList names;
    for (const ExampleVote& vote : first.votes) {
        names << vote.annotator;
        QVERIFY(vote.id.isValid() && vote.annotatorId.isValid());
    }
    QVERIFY2(names.contains(u"author_2"_s) && names.contains(u"author_4"_s), qPrintable(names.join(u' ')));
    const PairExamplesReport turned = pairExamples(table, filter, {u"gpt-3.5-turbo"_s, u"claude-v1"_s, 3});
    QCOMPARE(turned.forFirst, 85);
    QCOMPARE(turned.units, 128);
    QCOMPARE(turned.examples.size(), std::size_t{3});
    QCOMPARE(turned.examples[1].modelA, u"gpt-3.5-turbo"_s);
    QCOMPARE(lettersOf(turned.examples[1].votes), u"a=bbb"_s);
    QCOMPARE(pairExamples(table, filter, {u"gpt-4"_s, {}, 1}).votes, 1029);
    QCOMPARE(pairExamples(table, filter, {}).units, 1814);
}

void TstPairExamples::votesStandInOrder()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    project.append(item, project.annotator(u"one"_s), preferring(-2));
    project.append(item, project.annotator(u"two"_s), preferring(0, true));
    project.append(item, project.annotator(u"three"_s), preferring(0));
    project.append(item, project.annotator(u"four"_s), preferring(1));
    project.append(item, project.annotator(u"five"_s), preferring(-1));
    project.append(item, project.annotator(u"judge"_s, AnnotatorKind::Llm), preferring(2));
    const PairExamplesReport report = pairExamples(project.load(), people(), {u"alpha"_s, u"beta"_s, 0});
    QCOMPARE(report.examples.size(), std::size_t{1});
    const PairExample& example = report.examples.front();
    QCOMPARE(lettersOf(example.votes), u"a=bbx"_s);
    QCOMPARE(example.votes[2].annotator, u"one"_s); // of equal ones the earlier first
    QCOMPARE(example.votes[2].margin, std::int8_t{-2});
    QCOMPARE(example.forA, 1);
    QCOMPARE(example.ties, 2);
    QCOMPARE(example.forB, 2);
    QCOMPARE(example.opposed(), 1);
    QVERIFY(std::abs(example.entropy - (0.2 * std::log2(5) + 0.8 * std::log2(2.5))) < 1e-12);
    QCOMPARE(lettersOf(example.verdicts), u"a"_s);
    // Asked the other way round, all is told from the other side.
    const PairExample other =
        pairExamples(project.load(), people(), {u"beta"_s, QString(), 0}).examples.front();
    QCOMPARE(lettersOf(other.votes), u"aa=bx"_s);
    QCOMPARE(other.votes[0].margin, std::int8_t{2});
    QCOMPARE(other.modelA, u"beta"_s);
    QCOMPARE(lettersOf(other.verdicts), u"b"_s);
}

void TstPairExamples::whatIsAskedFor_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("isOfJudges");
    QTest::addColumn<int>("units");
    QTest::newRow("all") << QString() << QString() << false << 3;
    QTest::newRow("a model") << u"alpha"_s << QString() << false << 2;
    QTest::newRow("a model in the second place") << QString() << u"alpha"_s << false << 2;
    QTest::newRow("two models") << u"alpha"_s << u"gamma"_s << false << 1;
    QTest::newRow("two models turned") << u"gamma"_s << u"alpha"_s << false << 1;
    QTest::newRow("a name without labels") << u"nobody"_s << QString() << false << 0;
    QTest::newRow("the same twice") << u"alpha"_s << u"alpha"_s << false << 0;
    QTest::newRow("judges") << QString() << QString() << true << 1;
}

void TstPairExamples::whatIsAskedFor()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, isOfJudges);
    QFETCH(int, units);
    LabelFixture project;
    const AnnotatorId ada = project.annotator(u"ada"_s);
    for (const QStringList& models :
         {QStringList{u"alpha"_s, u"beta"_s}, {u"gamma"_s, u"alpha"_s}, {u"beta"_s, u"gamma"_s}}) {
        LabelFixture::ItemParts parts;
        parts.models = models;
        project.append(project.addItem(parts), ada, preferring(1));
    }
    LabelFixture::ItemParts parts;
    parts.question = u"Nobody has voted on it?"_s;
    project.append(project.addItem(parts), project.annotator(u"judge"_s, AnnotatorKind::Llm), preferring(1));
    LabelFilter filter = people();
    filter.by = {isOfJudges ? AnnotatorKind::Llm : AnnotatorKind::Human};
    const PairExamplesReport report = pairExamples(project.load(), filter, {first, second, 0});
    QCOMPARE(report.units, units);
    QCOMPARE(static_cast<int>(report.examples.size()), units);
}

void TstPairExamples::severalItemsAboutTheSameResponses()
{
    LabelFixture project;
    LabelFixture::ItemParts parts;
    parts.batch = u"First"_s;
    const ItemId one = project.addItem(parts);
    parts.batch = u"Second"_s;
    const ItemId two = project.addItem(parts);
    project.append(one, project.annotator(u"ada"_s), preferring(1));
    project.append(two, project.annotator(u"ada"_s), preferring(1));
    project.append(two, project.annotator(u"grace"_s), preferring(-1));
    const PairExamplesReport report = pairExamples(project.load(), people(), {});
    QCOMPARE(report.units, 1);
    QCOMPARE(report.votes, 3);
    QCOMPARE(report.examples.front().items, (std::vector<ItemId>{two, one}));
    LabelFilter first = people();
    first.batch = u"First"_s;
    QCOMPARE(pairExamples(project.load(), first, {}).examples.front().items, (std::vector<ItemId>{one}));
}

void TstPairExamples::mostContestedFirst()
{
    LabelFixture project;
    const std::vector<QString> votes{u"aa"_s, u"a="_s, u"aaab"_s, u"ab"_s, u"aabb"_s, u"a=b"_s, u"aab"_s};
    for (std::size_t i = 0; i < votes.size(); ++i) {
        LabelFixture::ItemParts parts;
        parts.question = votes[i];
        const ItemId item = project.addItem(parts);
        for (qsizetype vote = 0; vote < votes[i].size(); ++vote) {
            const QChar letter = votes[i].at(vote);
            project.append(item, project.annotator(u"annotator %1"_s.arg(vote)),
                           preferring(letter == u'a'   ? 1
                                      : letter == u'b' ? -1
                                                       : 0));
        }
    }
    const PairExamplesReport report = pairExamples(project.load(), people(), {});
    QStringList order;
    for (const PairExample& example : report.examples) {
        order << example.title;
    }
    QCOMPARE(order, (QStringList{u"aabb"_s, u"aaab"_s, u"a=b"_s, u"aab"_s, u"ab"_s, u"a="_s, u"aa"_s}));
}

void TstPairExamples::stoppedGivesNothing()
{
    LabelFixture project;
    project.append(project.addItem({}), project.annotator(u"ada"_s), preferring(1));
    QCOMPARE(pairExamples(project.load(), {}, {}, [] { return true; }).units, 0);
}

QTEST_GUILESS_MAIN(TstPairExamples)
#include "tst_pairexamples.moc"
