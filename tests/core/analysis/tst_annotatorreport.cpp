#include "app/sampleproject.h"
#include "core/analysis/annotatorreport.h"
#include "core/analysis/labeloutcomes.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// What the labels say of the people who gave them.
class TestAnnotatorReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing();
    void agreementWithTheOthers();
    void ownLabelsDoNotSupportThemselves();
    void judgesAgainstPeople();
    void onlyJudges();
    void work();
    void placesAndLengths();
    void goldAndChecks();
    void contradictions();
    void leniencyOfRatings();
    void competence();
    void details();
    void mtBench();
};

namespace {

template <typename Set> LabelFilter filterWith(Set&& set)
{
    LabelFilter filter;
    set(filter);
    return filter;
}

LabelFilter asking(ItemKind kind)
{
    return filterWith([kind](LabelFilter& filter) { filter.kind = kind; });
}

const LabelFilter kPeople = filterWith([](LabelFilter& filter) { filter.by = {AnnotatorKind::Human}; });

double valueOf(const stats::Estimate& estimate)
{
    return estimate.valueOr(std::nan(""));
}

void isReason(const stats::Estimate& estimate, const QString& words)
{
    QVERIFY(!estimate);
    QVERIFY2(estimate.undefined.contains(words), qPrintable(estimate.undefined));
}

/// Pairs of alpha (a) and beta (b).
struct Votes : LabelFixture
{
    ItemId pair(int number, const QStringList& texts = {}, const std::optional<AnnotationContent>& gold = {},
                const QString& batch = u"Batch"_s)
    {
        ItemParts parts;
        parts.question = u"Question %1?"_s.arg(number);
        parts.texts = texts;
        parts.gold = gold;
        parts.batch = batch;
        return addItem(parts);
    }
    void say(ItemId item, const QString& name, int margin, const QList<ResponseIndex>& shown = {})
    {
        const bool isJudge = name.startsWith(u"judge"_s);
        append(item, annotator(name, isJudge ? AnnotatorKind::Llm : AnnotatorKind::Human),
               pairwiseAnswer(margin), {}, shown);
    }
};

const AnnotatorRow& rowOf(const AnnotatorReport& report, const QString& name)
{
    const AnnotatorRow* row = report.find(name);
    if (row == nullptr) {
        qFatal("no row %s", qPrintable(name));
    }
    return *row;
}

} // namespace

void TestAnnotatorReport::nothing()
{
    LabelFixture project;
    QVERIFY(!annotatorReport(project.load(), {}).undefined.isEmpty());
    QVERIFY(!competenceReport(project.load(), {}).undefined.isEmpty());
    QVERIFY(!annotatorDetails(project.load(), {}, u"Ann"_s).isFound);
}

void TestAnnotatorReport::agreementWithTheOthers()
{
    Votes votes;
    const ItemId clear = votes.pair(1);
    votes.say(clear, u"Ann"_s, 1);
    votes.say(clear, u"Bob"_s, 1);
    votes.say(clear, u"Cat"_s, -1);
    const ItemId alone = votes.pair(2);
    votes.say(alone, u"Ann"_s, 0);
    const AnnotatorReport report = annotatorReport(votes.load(), kPeople);
    QCOMPARE(report.rows.size(), std::size_t(3));
    QCOMPARE(report.rows.front().name, u"Ann"_s);
    QCOMPARE(report.rows.front().labels, 2);
    QCOMPARE(report.rows.front().shared, 1);
    // To Ann the others are a and b: each is the mode to one half. To Cat both are a.
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).agreement), 0.5);
    QCOMPARE(valueOf(rowOf(report, u"Bob"_s).agreement), 0.5);
    QCOMPARE(valueOf(rowOf(report, u"Cat"_s).agreement), 0.0);
    QVERIFY(rowOf(report, u"Cat"_s).agreement.interval->high > 0.5);
    QCOMPARE(report.everybody.labels, 4);
    QCOMPARE(valueOf(report.everybody.agreement), 1.0 / 3);
    isReason(report.everybody.gold, u"known answer"_s);
    isReason(report.everybody.medianSeconds, u"time"_s);
    isReason(report.everybody.prefersFirst, u"first"_s);
    isReason(report.everybody.leniency, u"ratings"_s);
    isReason(report.rows.front().drift, u"label"_s);
}

void TestAnnotatorReport::ownLabelsDoNotSupportThemselves()
{
    Votes votes;
    // Two items ask about the same two answers, and Ann answered both.
    const ItemId one = votes.pair(1);
    const ItemId same = votes.pair(1, {}, {}, u"Again"_s);
    votes.say(one, u"Ann"_s, 1);
    votes.say(same, u"Ann"_s, 1);
    votes.say(one, u"Bob"_s, -1);
    const AnnotatorReport report = annotatorReport(votes.load(), kPeople);
    QCOMPARE(rowOf(report, u"Ann"_s).shared, 2);
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).agreement), 0.0);
}

void TestAnnotatorReport::judgesAgainstPeople()
{
    Votes votes;
    for (int number = 0; number < 4; ++number) {
        const ItemId item = votes.pair(number);
        votes.say(item, u"Ann"_s, 1);
        votes.say(item, u"judge one"_s, number == 0 ? -1 : 1);
        votes.say(item, u"judge two"_s, -1);
    }
    const LabelTable table = votes.load();
    QVERIFY(annotatorReport(table, kPeople).find(u"judge one"_s) == nullptr);
    const AnnotatorReport all = annotatorReport(table, {});
    QVERIFY(all.isAgainstPeople);
    QCOMPARE(valueOf(rowOf(all, u"judge one"_s).agreement), 0.75);
    QCOMPARE(valueOf(rowOf(all, u"judge two"_s).agreement), 0.0);
    isReason(rowOf(all, u"Ann"_s).agreement, u"Nobody else"_s);
}

void TestAnnotatorReport::onlyJudges()
{
    Votes votes;
    const ItemId item = votes.pair(1);
    votes.say(item, u"judge one"_s, 1);
    votes.say(item, u"judge two"_s, 1);
    const AnnotatorReport report = annotatorReport(votes.load(), {});
    QVERIFY(!report.isAgainstPeople);
    QCOMPARE(valueOf(rowOf(report, u"judge one"_s).agreement), 1.0);
}

void TestAnnotatorReport::work()
{
    LabelFixture project;
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    for (int number = 0; number < 4; ++number) {
        const ItemId item = project.addItem({.question = u"Q%1"_s.arg(number)});
        checked(project.store->write([&](Session& session) -> Result<Annotation> {
            Annotation annotation;
            PLUMBLINE_ASSIGN(const Item judged, ItemRepository(session).get(item));
            annotation.itemId = item;
            annotation.schemaVersionId = judged.schemaVersionId;
            annotation.annotatorId = ann;
            annotation.content = pairwiseAnswer(1);
            annotation.activeMs = number == 0 ? 1000 : 20'000;
            annotation.createdAt = project.clock.now();
            return AnnotationRepository(session).append(annotation);
        }));
    }
    const AnnotatorReport report = annotatorReport(project.load(), {});
    QCOMPARE(rowOf(report, u"Ann"_s).timed, 4);
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).medianSeconds), 20.0);
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).tooFastShare), 0.25);
    QCOMPARE(valueOf(annotatorReport(project.load(), {}, {.tooFastSeconds = 30}).everybody.tooFastShare),
             1.0);
}

void TestAnnotatorReport::placesAndLengths()
{
    Votes votes;
    const QString longText = QString(100, u'x');
    for (int number = 0; number < 6; ++number) {
        // alpha's answer is the longer one; it stands second.
        const ItemId item = votes.pair(number, {longText + QString::number(number), u"y%1"_s.arg(number)});
        votes.say(item, u"Ann"_s, number < 4 ? 1 : number == 4 ? -1 : 0, {1, 0});
        votes.say(item, u"Bob"_s, 1);
    }
    const AnnotatorReport report = annotatorReport(votes.load(), {});
    const AnnotatorRow& ann = rowOf(report, u"Ann"_s);
    QCOMPARE(ann.placedVotes, 5);
    QCOMPARE(valueOf(ann.prefersFirst), 0.2);
    QCOMPARE(ann.positionP, 0.375);
    QCOMPARE(ann.lengthVotes, 5);
    QCOMPARE(valueOf(ann.prefersLonger), 0.8);
    QCOMPARE(valueOf(ann.tieShare), 1.0 / 6);
    isReason(rowOf(report, u"Bob"_s).prefersFirst, u"not recorded"_s);
    QCOMPARE(valueOf(rowOf(report, u"Bob"_s).prefersLonger), 1.0);
}

void TestAnnotatorReport::goldAndChecks()
{
    Votes votes;
    checked(votes.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Checks"_s, QueueOrder::Fixed, {},
                                                     QJsonObject{{u"purpose"_s, u"attention"_s}});
    }));
    const ItemId known = votes.pair(1, {}, pairwiseAnswer(2));
    const ItemId other = votes.pair(2, {}, pairwiseAnswer(-1));
    const ItemId check = votes.pair(3, {}, pairwiseAnswer(0), u"Checks"_s);
    votes.say(known, u"Ann"_s, 1); // the side counts, not how much better
    votes.say(other, u"Ann"_s, 1);
    votes.say(check, u"Ann"_s, 0);
    votes.say(check, u"Bob"_s, 1);
    const AnnotatorReport report = annotatorReport(votes.load(), {});
    QCOMPARE(rowOf(report, u"Ann"_s).goldAnswered, 2);
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).gold), 0.5);
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).checks), 1.0);
    QCOMPARE(rowOf(report, u"Bob"_s).goldAnswered, 0);
    QCOMPARE(valueOf(rowOf(report, u"Bob"_s).checks), 0.0);
    QCOMPARE(report.everybody.checksAnswered, 2);
}

void TestAnnotatorReport::contradictions()
{
    LabelFixture project;
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    // alpha > beta > gamma > alpha
    const QList<QStringList> pairs{
        {u"alpha"_s, u"beta"_s}, {u"beta"_s, u"gamma"_s}, {u"gamma"_s, u"alpha"_s}};
    for (const QStringList& models : pairs) {
        project.append(project.addItem({.question = u"One?"_s, .models = models}), ann, pairwiseAnswer(1));
    }
    const AnnotatorReport report = annotatorReport(project.load(), {});
    QCOMPARE(rowOf(report, u"Ann"_s).triples, 1);
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).intransitive), 1.0);
    QCOMPARE(valueOf(report.everybody.intransitive), 1.0);
}

void TestAnnotatorReport::leniencyOfRatings()
{
    LabelFixture project;
    for (int number = 0; number < 6; ++number) {
        const ItemId item = project.addItem({.kind = ItemKind::Rating, .question = u"R%1"_s.arg(number)});
        for (const auto& [name, more] : {std::pair{u"Ann"_s, 1}, std::pair{u"Bob"_s, 0}}) {
            AnnotationContent content;
            content.ratings.append({0, u"helpfulness"_s, 1.0 + number % 3 + more, {}});
            project.append(item, project.annotator(name), content);
        }
    }
    const AnnotatorReport report = annotatorReport(project.load(), {});
    QCOMPARE(valueOf(rowOf(report, u"Ann"_s).leniency), 0.5);
    QCOMPARE(valueOf(rowOf(report, u"Bob"_s).leniency), -0.5);
    isReason(rowOf(report, u"Ann"_s).prefersFirst, u"Only preferences"_s);
    isReason(rowOf(report, u"Ann"_s).intransitive, u"Only preferences"_s);
}

void TestAnnotatorReport::competence()
{
    Votes votes;
    for (int number = 0; number < 30; ++number) {
        const ItemId item = votes.pair(number);
        const int right = number % 3 == 0 ? 1 : -1;
        for (const QString& name : {u"Ann"_s, u"Bob"_s, u"Cat"_s}) {
            votes.say(item, name, right);
        }
        votes.say(item, u"Dan"_s, number % 2 == 0 ? 1 : -1); // guesses
    }
    const LabelTable table = votes.load();
    const CompetenceReport report = competenceReport(table, {});
    QVERIFY2(report.undefined.isEmpty(), qPrintable(report.undefined));
    const AnnotatorReport people = annotatorReport(table, {});
    const Competence* ann = report.find(rowOf(people, u"Ann"_s).id);
    const Competence* dan = report.find(rowOf(people, u"Dan"_s).id);
    QVERIFY(ann != nullptr && dan != nullptr);
    QVERIFY(valueOf(ann->dawidSkene) > 0.95 && valueOf(dan->dawidSkene) < 0.7);
    QVERIFY(valueOf(ann->mace) > valueOf(dan->mace) + 0.3);
}

void TestAnnotatorReport::details()
{
    Votes votes;
    for (int number = 0; number < 20; ++number) {
        const ItemId item = votes.pair(number);
        votes.say(item, u"Ann"_s, number < 10 ? 1 : -1);
        votes.say(item, u"Bob"_s, 1);
        votes.say(item, u"Cat"_s, 1);
    }
    const AnnotatorDetails ann = annotatorDetails(votes.load(), kPeople, u"Ann"_s);
    QVERIFY(ann.isFound);
    QCOMPARE(ann.clear, 20);
    QCOMPARE(ann.confused(0, 0), 10);
    QCOMPARE(ann.confused(0, 2), 10);
    QCOMPARE(ann.drift.size(), std::size_t(4));
    QCOMPARE(ann.drift.front().first, 1);
    QCOMPARE(ann.drift.back().last, 20);
    QCOMPARE(valueOf(ann.drift.front().agreement), 1.0);
    QCOMPARE(valueOf(ann.drift.back().agreement), 0.0);
    const AnnotatorReport report = annotatorReport(votes.load(), kPeople);
    QVERIFY(valueOf(rowOf(report, u"Ann"_s).drift) < -0.8);
    QVERIFY(rowOf(report, u"Ann"_s).driftP < 0.01);
}

void TestAnnotatorReport::mtBench()
{
    static const SystemClock clock;
    const QTemporaryDir folder;
    auto store = makeSampleProject(folder.filePath(u"sample.plumb"_s), clock);
    QVERIFY(store);
    const LabelTable table = checked(
        (*store)->read([](Session& session) -> Result<LabelTable> { return LabelTable::load(session); }));
    const AnnotatorReport report = annotatorReport(table, kPeople);
    QCOMPARE(report.rows.size(), std::size_t(65));
    QCOMPARE(report.everybody.labels, 3355);
    QVERIFY(report.everybody.agreement.interval);
    QVERIFY(valueOf(report.everybody.agreement) > 0.55 && valueOf(report.everybody.agreement) < 0.8);
    const AnnotatorReport all = annotatorReport(table, asking(ItemKind::Pairwise));
    QVERIFY(rowOf(all, u"gpt4_pair"_s).kind == AnnotatorKind::Llm);
    QVERIFY(valueOf(rowOf(all, u"gpt4_pair"_s).agreement) > 0.6);
    const CompetenceReport competence = competenceReport(table, kPeople);
    QVERIFY(competence.undefined.isEmpty());
}

QTEST_GUILESS_MAIN(TestAnnotatorReport)

#include "tst_annotatorreport.moc"
