#include "app/sampleproject.h"
#include "core/analysis/agreementreport.h"
#include "core/analysis/unitexamples.h"
#include "core/domain/adjudication.h"
#include "core/stats/kappa.h"
#include "tests/core/analysis/labelfixture.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Agreement by hand on small tables, and on MT-Bench as plumblinectl computes it.
class TestAgreementReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothing();
    void questions();
    void preferencesByHand();
    void twoAnnotatorsAreCohens();
    void pairedAgreementIsKnownOnes();
    void bothBadIsAValueOfItsOwn();
    void ratings();
    void changedScalesAreToldApartByBatch();
    void rankingsBecomePreferences();
    void spans();
    void verdictsOfAdjudicationAreNoVotes();
    void suggestedLabelsAreNoWitnesses();
    void matrixOfAnnotators();
    void examplesBehindNumbers();
    void protocols();
    void unitsBehindProtocols();
    void stopsWhenAsked();
    void mtBench();
    void quickIsCompletedFromAnEarlierOne();
    void mtBenchParts();
    void sparseFeedback();
    void quick();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_sampleStore;
    std::optional<LabelTable> m_sample;
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

double valueOf(const AgreementReport& report, AgreementMeasure measure)
{
    const AgreementCoefficient* found = report.find(measure);
    return found != nullptr ? valueOf(found->value) : std::nan("");
}

void isNear(double actual, double expected, double tolerance)
{
    QVERIFY2(std::abs(actual - expected) <= tolerance,
             qPrintable(u"%1 is not %2"_s.arg(actual, 0, 'g', 10).arg(expected, 0, 'g', 10)));
}

AnnotationContent rated(const QList<double>& values)
{
    AnnotationContent content;
    for (qsizetype response = 0; response < values.size(); ++response) {
        content.ratings.append({static_cast<int>(response), u"helpfulness"_s, values[response], {}});
    }
    return content;
}

AnnotationContent ranked(const QList<QList<ResponseIndex>>& groups)
{
    AnnotationContent content;
    content.ranking = Ranking{groups};
    return content;
}

/// Four pairs of alpha and beta; margins by person and pair, 9: not labelled.
struct Votes : LabelFixture
{
    QList<ItemId> items;

    explicit Votes(const QList<std::pair<QString, QList<int>>>& votes)
    {
        for (int number = 0; number < votes.first().second.size(); ++number) {
            ItemParts parts;
            parts.question = u"Question %1?"_s.arg(number);
            parts.category = number % 2 == 0 ? u"math"_s : u"writing"_s;
            items.append(addItem(parts));
        }
        for (const auto& [name, margins] : votes) {
            const bool isJudge = name.startsWith(u"judge"_s);
            const AnnotatorId who = annotator(name, isJudge ? AnnotatorKind::Llm : AnnotatorKind::Human);
            for (qsizetype number = 0; number < margins.size(); ++number) {
                if (margins[number] != 9) {
                    append(items[number], who, pairwiseAnswer(margins[number]));
                }
            }
        }
    }
};

} // namespace

void TestAgreementReport::initTestCase()
{
    static const SystemClock clock;
    auto made = makeSampleProject(m_folder.filePath(u"sample.plumb"_s), clock);
    QVERIFY(made);
    m_sampleStore = std::move(*made);
    m_sample = checked(m_sampleStore->read(
        [](Session& session) -> Result<LabelTable> { return LabelTable::load(session); }));
}

void TestAgreementReport::nothing()
{
    LabelFixture project;
    const AgreementReport report = agreementReport(project.load(), {});
    QVERIFY(!report.question);
    QVERIFY(!report.undefined.isEmpty());
    QVERIFY(!agreementMatrix(project.load(), {}).undefined.isEmpty());
    QVERIFY(!protocolConsistency(project.load(), {}).undefined.isEmpty());
    QCOMPARE(unitExamples(project.load(), {}, {}).units, 0);
}

void TestAgreementReport::questions()
{
    LabelFixture project;
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    project.append(project.addItem({}), ann, pairwiseAnswer(1));
    for (int number = 0; number < 2; ++number) {
        project.append(project.addItem({.kind = ItemKind::Rating, .question = u"R%1"_s.arg(number)}), ann,
                       rated({2, 3}));
    }
    const LabelTable table = project.load();
    const std::vector<Question> found = questionsOf(table, {});
    QCOMPARE(found.size(), std::size_t(2));
    QVERIFY(found[0].kind == ItemKind::Rating);
    QCOMPARE(found[0].aspect, u"helpfulness"_s);
    QCOMPARE(found[0].labels, 4);
    QVERIFY(found[1].kind == ItemKind::Pairwise);
    QVERIFY(agreementReport(table, {}).question->kind == ItemKind::Rating);
    QVERIFY(agreementReport(table, asking(ItemKind::Pairwise)).question->kind == ItemKind::Pairwise);
    QVERIFY(!agreementReport(table, asking(ItemKind::Span)).question);
    QVERIFY(!agreementReport(table, filterWith([](auto& filter) { filter.aspect = u"safety"_s; })).question);
    // One annotator: everything has its reason.
    for (const AgreementCoefficient& each : agreementReport(table, {}).coefficients) {
        QVERIFY2(!each.value && each.value.undefined.endsWith(u'.'), qPrintable(each.value.undefined));
    }
}

void TestAgreementReport::preferencesByHand()
{
    // Shared units: a a b | a tie | b b; the last one has one label.
    Votes project({{u"Ann"_s, {1, 1, -1, 2}}, {u"Bob"_s, {1, 0, -1, 9}}, {u"Cat"_s, {-1, 9, 9, 9}}});
    const LabelTable table = project.load();
    const AgreementReport report = agreementReport(table, kPeople);
    QVERIFY(report.undefined.isEmpty());
    QCOMPARE(report.labels, 8);
    QCOMPARE(report.units, 4);
    QCOMPARE(report.sharedUnits, 3);
    QCOMPARE(report.annotators, 3);
    QCOMPARE(report.values, (QStringList{u"a"_s, u"tie"_s, u"b"_s}));
    isNear(valueOf(report, AgreementMeasure::Percent), (1.0 / 3 + 0 + 1) / 3, 1e-12);
    // Coincidences (weights 1/(m − 1)): a a 1, a b 1 each way, a tie 1 each way, b b 2; n 7.
    isNear(valueOf(report.alpha.alpha), 1 - (4.0 / 7) / ((49.0 - 9 - 1 - 9) / 42), 1e-12);
    QCOMPARE(report.alpha.units, 3);
    QVERIFY(report.find(AgreementMeasure::IccOneWay) == nullptr);
    QVERIFY(report.find(AgreementMeasure::CohenKappa)->isOverPairs);
    QVERIFY(!report.find(AgreementMeasure::ScottPi)->value);
    // The first label of a unit with the second and the other way round.
    QCOMPARE(report.confusions.size(), std::size_t(1));
    const ValuePairs& pairs = report.confusions.front();
    QCOMPARE(pairs.counts, (std::vector<std::int64_t>{2, 1, 2, 1, 0, 0, 2, 0, 2}));
    // math: items 0 and 2; writing: item 1 is shared.
    QCOMPARE(report.slices.size(), std::size_t(2));
    QCOMPARE(report.slices[0].name, u"math"_s);
    QCOMPARE(report.slices[0].units, 2);
    QCOMPARE(report.slices[1].units, 1);
}

void TestAgreementReport::twoAnnotatorsAreCohens()
{
    Votes project({{u"Ann"_s, {1, 1, -1, 0, 1, -1}}, {u"Bob"_s, {1, 0, -1, 0, -1, -1}}});
    const LabelTable table = project.load();
    const AgreementReport report = agreementReport(table, {}, {.resamples = 0});
    const QuestionLabels labels = questionLabels(table, {}, *report.question);
    const stats::Kappa cohen = stats::cohenKappa(labels.all.labels, 0, 1);
    QCOMPARE(valueOf(report, AgreementMeasure::CohenKappa), valueOf(cohen.kappa));
    QVERIFY(!report.find(AgreementMeasure::CohenKappa)->isOverPairs);
    QVERIFY(report.find(AgreementMeasure::ScottPi)->value);
    QVERIFY(valueOf(report, AgreementMeasure::CohenQuadratic) !=
            valueOf(report, AgreementMeasure::CohenKappa));
    QVERIFY(!report.alpha.alpha.interval);
}

void TestAgreementReport::pairedAgreementIsKnownOnes()
{
    stats::Labels labels{40, 2, 3, {}};
    Random random(3);
    for (std::int32_t unit = 0; unit < 40; ++unit) {
        const auto first = static_cast<std::int32_t>(random.below(3));
        labels.rows.push_back({unit, 0, first});
        labels.rows.push_back({unit, 1, random.below(2) == 0 ? first : std::int32_t(random.below(3))});
    }
    const PairedAgreement between = agreementBetween(labels, {1, 0}, {0, 1});
    const stats::Kappa cohen = stats::cohenKappa(labels, 0, 1);
    isNear(valueOf(between.kappa), valueOf(cohen.kappa), 1e-12);
    isNear(valueOf(between.same), cohen.observed, 1e-12);
    isNear(between.expected, cohen.expected, 1e-12);
    // Fleiss, Cohen & Everitt's standard error is the same but for the factor n / (n − 1).
    isNear((between.kappa.interval->high - between.kappa.interval->low) / 2,
           1.959963984540054 * *cohen.standardError * std::sqrt(40.0 / 39), 1e-9);
    const stats::Kappa quadratic = stats::cohenKappa(labels, 0, 1, stats::AgreementWeights::Quadratic);
    isNear(valueOf(agreementBetween(labels, {1, 0}, {0, 1}, stats::AgreementWeights::Quadratic).kappa),
           valueOf(quadratic.kappa), 1e-12);
    const PairedAgreement within = agreementWithin(labels, {1, 1});
    isNear(valueOf(within.kappa), valueOf(stats::scottPi(labels).kappa), 1e-12);
    QCOMPARE(within.pairs, 40);
    QVERIFY(!agreementBetween(labels, {1, 1}, {0, 0}).same);
    for (stats::Label& row : labels.rows) {
        row.value = 1;
    }
    QVERIFY(!agreementWithin(labels, {1, 1}).kappa);
    QCOMPARE(valueOf(agreementWithin(labels, {1, 1}).same), 1.0);
}

void TestAgreementReport::bothBadIsAValueOfItsOwn()
{
    Votes project({{u"Ann"_s, {1, 1, -1}}, {u"Bob"_s, {1, 0, -1}}});
    AnnotationContent bad = pairwiseAnswer(0);
    bad.preferences[0].bothBad = true;
    const ItemId item = project.addItem({.question = u"Bad?"_s});
    project.append(item, project.annotator(u"Ann"_s), bad);
    project.append(item, project.annotator(u"Bob"_s), pairwiseAnswer(0));
    const AgreementReport report = agreementReport(project.load(), {}, {.resamples = 0});
    QCOMPARE(report.values.size(), 4);
    // Nominal: both bad against a tie disagree; ordered, they are the same.
    QVERIFY(valueOf(report, AgreementMeasure::Percent) == 0.5);
    QVERIFY(valueOf(report, AgreementMeasure::AlphaOrdinal) >
            valueOf(report, AgreementMeasure::AlphaNominal));
}

void TestAgreementReport::ratings()
{
    LabelFixture project;
    const QList<QList<double>> byAnn{{1, 2}, {3, 4}, {5, 3}};
    const QList<QList<double>> byBob{{1, 3}, {3, 5}, {4, 3}};
    for (qsizetype number = 0; number < byAnn.size(); ++number) {
        const ItemId item = project.addItem({.kind = ItemKind::Rating, .question = u"R%1"_s.arg(number)});
        project.append(item, project.annotator(u"Ann"_s), rated(byAnn[number]));
        project.append(item, project.annotator(u"Bob"_s), rated(byBob[number]));
        project.append(item, project.annotator(u"judge"_s, AnnotatorKind::Llm), rated(byAnn[number]));
    }
    const AgreementReport report = agreementReport(project.load(), kPeople, {.resamples = 0});
    QVERIFY(report.question->kind == ItemKind::Rating);
    QVERIFY(report.level == stats::AlphaLevel::Ordinal);
    QCOMPARE(valueOf(report.alpha.alpha), valueOf(report, AgreementMeasure::AlphaOrdinal));
    QCOMPARE(report.values, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    // x: 1 2 3 4 5 3, y: 1 3 3 5 4 3.
    isNear(valueOf(report, AgreementMeasure::Pearson), 0.85, 0.02);
    QVERIFY(report.find(AgreementMeasure::IccConsistency)->value);
    QVERIFY(report.find(AgreementMeasure::AlphaRatio)->value);
    QCOMPARE(report.find(AgreementMeasure::Spearman)->units, 6);
    QCOMPARE(report.sides.size(), std::size_t(2));
    QCOMPARE(report.sides[1].judge, u"judge"_s);
    // The judge is Ann's double: with her it agrees wholly, with Bob as she does.
    QVERIFY(valueOf(report.sides[1].agreement.kappa) > valueOf(report.sides[0].agreement.kappa));
    QVERIFY(agreementReport(project.load(), kPeople, {.level = stats::AlphaLevel::Interval, .resamples = 0})
                .level == stats::AlphaLevel::Interval);
}

void TestAgreementReport::changedScalesAreToldApartByBatch()
{
    LabelFixture project;
    SchemaDefinition wider = shortSchema(ItemKind::Rating);
    wider.aspects[0].points.append(ScalePoint{6, QString()});
    const ItemId old = project.addItem({.kind = ItemKind::Rating, .batch = u"old"_s});
    const ItemId now =
        project.addItem({.kind = ItemKind::Rating, .question = u"B"_s, .batch = u"new"_s, .schema = wider});
    for (const QString& name : {u"Ann"_s, u"Bob"_s}) {
        project.append(old, project.annotator(name), rated({4, 2}));
        project.append(now, project.annotator(name), rated({6, 2}));
    }
    const LabelTable table = project.load();
    QVERIFY(agreementReport(table, {}).undefined.contains(u"changed between versions"_s));
    LabelFilter one;
    one.batch = u"new"_s;
    const AgreementReport report = agreementReport(table, one, {.resamples = 0});
    QVERIFY2(report.undefined.isEmpty(), qPrintable(report.undefined));
    QCOMPARE(report.labels, 4);
    QCOMPARE(report.values.size(), 6);
    QCOMPARE(valueOf(report.alpha.alpha), 1.0);
}

void TestAgreementReport::rankingsBecomePreferences()
{
    LabelFixture project;
    const QStringList models{u"alpha"_s, u"beta"_s, u"gamma"_s};
    const ItemId item = project.addItem({.kind = ItemKind::Ranking, .models = models});
    project.append(item, project.annotator(u"Ann"_s), ranked({{0}, {1}, {2}}));
    project.append(item, project.annotator(u"Bob"_s), ranked({{0}, {2}, {1}}));
    project.append(item, project.annotator(u"Cat"_s), ranked({{0}})); // beta and gamma are not placed
    const LabelTable table = project.load();
    const AgreementReport report = agreementReport(table, {}, {.resamples = 0});
    QVERIFY(report.question->kind == ItemKind::Ranking);
    QCOMPARE(report.units, 3);
    QCOMPARE(report.labels, 9);
    // alpha–beta and alpha–gamma: three times a; beta–gamma: a, b, tie.
    isNear(valueOf(report, AgreementMeasure::Percent), 2.0 / 3, 1e-12);
    QVERIFY(report.find(AgreementMeasure::KendallW)->value);
    isNear(valueOf(report, AgreementMeasure::KendallTau), (1.0 / 3 + 2 * std::sqrt(2.0 / 3)) / 3, 1e-9);
    const UnitExamplesReport examples = unitExamples(table, {}, {});
    QCOMPARE(examples.units, 3);
    QCOMPARE(examples.examples.front().modelA, u"beta"_s);
    QCOMPARE(examples.examples.front().modelB, u"gamma"_s);
}

void TestAgreementReport::spans()
{
    LabelFixture project;
    const ItemId item =
        project.addItem({.kind = ItemKind::Span, .models = {u"alpha"_s}, .texts = {u"one two three four"_s}});
    const QString category = shortSchema(ItemKind::Span).categories.first().id;
    const auto marked = [&](qint64 start, qint64 end) {
        AnnotationContent content;
        content.spans.append(
            {0, start, end, u"one two three four"_s.mid(start, end - start), category, {}, {}, {}});
        return content;
    };
    project.append(item, project.annotator(u"Ann"_s), marked(0, 7));
    project.append(item, project.annotator(u"Bob"_s), marked(4, 7));
    const LabelTable table = project.load();
    const AgreementReport report = agreementReport(table, {});
    QVERIFY(report.question->kind == ItemKind::Span);
    QCOMPARE(report.sharedUnits, 1);
    QCOMPARE(report.labels, 2);
    isNear(valueOf(report, AgreementMeasure::SpanIou), 3.0 / 7, 1e-12);
    isNear(valueOf(report, AgreementMeasure::SpanCharactersF1), 0.6, 1e-12);
    QCOMPARE(valueOf(report, AgreementMeasure::SpanOverlapF1), 1.0);
    QCOMPARE(valueOf(report, AgreementMeasure::SpanExactF1), 0.0);
    QVERIFY(report.alpha.alpha);
    QVERIFY(!report.slices.empty());
    QCOMPARE(report.slices.front().name, category);
    const AgreementMatrix matrix = agreementMatrix(table, {});
    QCOMPARE(matrix.people.size(), std::size_t(2));
    isNear(valueOf(matrix.at(0, 1).kappa), 3.0 / 7, 1e-12);
    const UnitExamplesReport examples = unitExamples(table, {}, {.spanCategory = category});
    QCOMPARE(examples.units, 1);
    QCOMPARE(examples.examples.front().labels.size(), std::size_t(2));
    QCOMPARE(examples.values.at(examples.examples.front().labels.front().value), u"1"_s);
}

void TestAgreementReport::verdictsOfAdjudicationAreNoVotes()
{
    Votes project({{u"Ann"_s, {1, 1, -1}}, {u"Bob"_s, {1, -1, -1}}});
    checked(project.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Settle"_s, QueueOrder::Fixed, {}, adjudicationMeta());
    }));
    const ItemId copy =
        project.addItem({.question = u"Question 1?"_s, .batch = u"Settle"_s, .category = u"writing"_s});
    const AgreementReport before = agreementReport(project.load(), {}, {.resamples = 0});
    project.append(copy, project.annotator(u"lead"_s), pairwiseAnswer(-1));
    const LabelTable table = project.load();
    const AgreementReport after = agreementReport(table, {}, {.resamples = 0});
    QCOMPARE(after.labels, 6);
    QCOMPARE(valueOf(after.alpha.alpha), valueOf(before.alpha.alpha));
    const QuestionLabels labels = questionLabels(table, {}, *after.question);
    QCOMPARE(labels.settled.size(), std::size_t(1));
    QCOMPARE(labels.settled.front().value, 2);
    // Looked at by itself the batch is like any other.
    QCOMPARE(agreementReport(table, filterWith([](auto& filter) { filter.batch = u"Settle"_s; })).labels, 1);
}

void TestAgreementReport::suggestedLabelsAreNoWitnesses()
{
    Votes votes({{u"Ann"_s, {1, 1, -1, 0}}, {u"Bob"_s, {1, -1, -1, 0}}});
    const stats::Estimate before = agreementReport(votes.load(), {}).alpha.alpha;
    for (const ItemId item : votes.items) {
        votes.append(item, votes.annotator(u"Cid"_s), pairwiseAnswer(1), {{u"suggested"_s, true}});
    }
    QCOMPARE(agreementReport(votes.load(), {}).alpha.alpha.value, before.value);
    QCOMPARE(agreementMatrix(votes.load(), {}).people.size(), std::size_t(2));
}

void TestAgreementReport::matrixOfAnnotators()
{
    Votes project({{u"Ann"_s, {1, 1, -1, 0}}, {u"Bob"_s, {1, 0, -1, 9}}, {u"judge"_s, {1, 1, 1, 1}}});
    const LabelTable table = project.load();
    const AgreementMatrix people = agreementMatrix(table, kPeople);
    QCOMPARE(people.people.size(), std::size_t(2));
    QCOMPARE(people.at(0, 1).units, 3);
    QCOMPARE(people.at(1, 0).agreed, 2);
    QCOMPARE(people.at(0, 0).units, 0);
    const AgreementMatrix all = agreementMatrix(table, {});
    QCOMPARE(all.people.size(), std::size_t(3));
    QVERIFY(all.people.back().kind == AnnotatorKind::Llm); // after the people
    QCOMPARE(all.pairs, 3);
    QCOMPARE(all.left, 0);
}

void TestAgreementReport::examplesBehindNumbers()
{
    Votes project({{u"Ann"_s, {1, 1, -1, 2}}, {u"Bob"_s, {1, -1, -1, 9}}, {u"judge"_s, {-1, 1, 9, 9}}});
    const LabelTable table = project.load();
    const UnitExamplesReport all = unitExamples(table, kPeople, {});
    QCOMPARE(all.units, 4);
    QCOMPARE(all.labels, 7);
    QCOMPARE(all.examples.front().title, u"Question 1?"_s); // the one with a quarrel
    QCOMPARE(all.examples.front().labels.size(), std::size_t(2));
    QCOMPARE(all.examples.front().others.size(), std::size_t(1));
    QCOMPARE(all.examples.front().items, (std::vector<ItemId>{project.items[1]}));
    QCOMPARE(unitExamples(table, kPeople, {.onlyShared = true}).units, 3);
    QCOMPARE(unitExamples(table, kPeople, {.category = u"math"_s}).units, 2);
    QCOMPARE(unitExamples(table, kPeople, {.turn = 2}).units, 0);
    QCOMPARE(unitExamples(table, kPeople, {.batch = u"Batch"_s}).units, 4);
    QCOMPARE(unitExamples(table, kPeople, {.annotators = {u"Ann"_s, u"Bob"_s}}).units, 3);
    QCOMPARE(unitExamples(table, kPeople, {.annotators = {u"Ann"_s, u"judge"_s}}).units, 2);
    QCOMPARE(unitExamples(table, kPeople, {.values = std::pair{0, 2}}).units, 1);
    QCOMPARE(unitExamples(table, kPeople, {.values = std::pair{0, 0}}).units, 1);
    QCOMPARE(unitExamples(table, kPeople, {.values = std::pair{0, 2}, .secondBy = u"judge"_s}).units, 1);
    QCOMPARE(unitExamples(table, kPeople, {.values = std::pair{1, 1}}).units, 0);
    const UnitExamplesReport bob = unitExamples(table, kPeople, {.against = u"Bob"_s, .most = 1});
    QCOMPARE(bob.units, 3);
    QCOMPARE(bob.examples.size(), std::size_t(1));
    QCOMPARE(bob.examples.front().against, 1.0);
}

void TestAgreementReport::protocols()
{
    LabelFixture project;
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    project.append(project.addItem({.kind = ItemKind::Rating}), ann, rated({5, 2}));
    project.append(project.addItem({}), ann, pairwiseAnswer(1));
    const ProtocolConsistency same = protocolConsistency(project.load(), kPeople);
    QVERIFY2(same.undefined.isEmpty(), qPrintable(same.undefined));
    QVERIFY(!same.isEverybody);
    QCOMPARE(same.result.pairs, 1);
    QCOMPARE(valueOf(same.result.consistency), 1.0);
    QCOMPARE(same.ratingAspect, u"helpfulness"_s);
    const ProtocolConsistency judges = protocolConsistency(
        project.load(), filterWith([](auto& filter) { filter.by = {AnnotatorKind::Llm}; }));
    QVERIFY(judges.isEverybody);
    QCOMPARE(judges.result.pairs, 1);
}

void TestAgreementReport::unitsBehindProtocols()
{
    using stats::PairWinner;
    LabelFixture project;
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    project.append(project.addItem({.kind = ItemKind::Rating}), ann, rated({5, 2}));
    const ItemId compared = project.addItem({});
    project.append(compared, ann, pairwiseAnswer(1));
    project.append(compared, project.annotator(u"Bob"_s), pairwiseAnswer(-1));
    const LabelTable table = project.load();
    const ProtocolConsistency found = protocolConsistency(table, kPeople);
    const LabelFilter pairs = filterWith([](auto& filter) {
        filter.by = {AnnotatorKind::Human};
        filter.kind = ItemKind::Pairwise;
    });
    std::int64_t listed = 0;
    for (const PairWinner byRating : {PairWinner::A, PairWinner::Tie, PairWinner::B}) {
        for (const PairWinner byComparison : {PairWinner::A, PairWinner::Tie, PairWinner::B}) {
            const UnitExamplesReport units = unitExamples(
                table, pairs, {.rated = RatedAndCompared{u"helpfulness"_s, byRating, byComparison}});
            QCOMPARE(units.units > 0, found.result.count(byRating, byComparison) > 0);
            listed += units.units;
        }
    }
    QCOMPARE(listed, 2); // the same pair behind Ann's vote and behind Bob's
    // Nothing else was rated.
    const RatedAndCompared other{u"truthfulness"_s, PairWinner::A, PairWinner::A};
    QCOMPARE(unitExamples(table, pairs, {.rated = other}).units, 0);
}

void TestAgreementReport::stopsWhenAsked()
{
    const auto now = [] { return true; };
    QVERIFY(!agreementReport(*m_sample, kPeople, {}, now).question);
    QVERIFY(unitExamples(*m_sample, kPeople, {}, now).examples.empty());
}

void TestAgreementReport::mtBench()
{
    const AgreementReport report = agreementReport(*m_sample, kPeople);
    QVERIFY(report.question->kind == ItemKind::Pairwise);
    QCOMPARE(report.labels, 3355);
    QCOMPARE(report.annotators, 65);
    QCOMPARE(report.sharedUnits, 961);
    QCOMPARE(report.alpha.units, 961);
    isNear(valueOf(report.alpha.alpha), 0.48546077741608307, 1e-12);
    isNear(report.alpha.alpha.interval->low, 0.4455249935183342, 1e-12);
    isNear(report.alpha.alpha.interval->high, 0.5220674977551669, 1e-12);
    isNear(valueOf(report, AgreementMeasure::Percent), 0.6716713740647147, 1e-12);
    isNear(valueOf(report, AgreementMeasure::FleissKappa), 0.49618135152150855, 1e-12);
    isNear(valueOf(report, AgreementMeasure::GwetAc1), 0.5129810890630248, 1e-12);
    isNear(valueOf(report, AgreementMeasure::RandolphKappa), 0.507507061097072, 1e-12);
    // People among themselves and GPT-4 against them, each vote with each: as in Zheng et al. 2023, table 5,
    // GPT-4 agrees with people about as they agree with each other.
    QCOMPARE(report.sides.size(), std::size_t(2));
    QCOMPARE(report.sides[1].judge, u"gpt4_pair"_s);
    isNear(valueOf(report.sides[0].agreement.same), 0.63, 0.03);
    isNear(valueOf(report.sides[1].agreement.same), 0.66, 0.03);
    QVERIFY(report.sides[1].agreement.kappa.interval);
    // A batch chooses pairs: the judge, who judged these in another batch, stays beside people.
    LabelFilter batch = kPeople;
    batch.batch = m_sample->batches()[static_cast<std::size_t>(m_sample->items().front().batch)].name;
    const AgreementReport ofBatch = agreementReport(*m_sample, batch, {.resamples = 0});
    QCOMPARE(ofBatch.labels, 3355);
    QCOMPARE(ofBatch.sides.size(), std::size_t(2));
    QCOMPARE(valueOf(ofBatch.sides[1].agreement.same), valueOf(report.sides[1].agreement.same));
    QCOMPARE(ofBatch.confusions.front().counts, report.confusions.front().counts);
}

void TestAgreementReport::quickIsCompletedFromAnEarlierOne()
{
    AgreementOptions options;
    options.isQuick = true;
    const AgreementReport quick = agreementReport(*m_sample, kPeople, options);
    const AgreementReport full = agreementReport(*m_sample, kPeople);
    QCOMPARE(valueOf(quick.alpha.alpha), valueOf(full.alpha.alpha));
    QCOMPARE(quick.alpha.observed, full.alpha.observed);
    QVERIFY(!quick.alpha.alpha.interval);
    QVERIFY(!quick.find(AgreementMeasure::CohenKappa)->value);
    const AgreementReport completed = completedFrom(quick, full);
    QVERIFY(completed.options == full.options);
    QCOMPARE(completed.alpha.alpha.interval->low, full.alpha.alpha.interval->low);
    QCOMPARE(valueOf(completed, AgreementMeasure::CohenKappa), valueOf(full, AgreementMeasure::CohenKappa));
    QCOMPARE(completed.slices.front().alpha.interval->high, full.slices.front().alpha.interval->high);
}

void TestAgreementReport::mtBenchParts()
{
    const AgreementReport report = agreementReport(*m_sample, kPeople, {.resamples = 200});
    std::map<AgreementSliceKind, std::int64_t> units;
    for (const AgreementSlice& slice : report.slices) {
        units[slice.kind] += slice.units;
        QVERIFY(slice.alpha.interval);
    }
    QCOMPARE(units[AgreementSliceKind::Category], 961);
    QCOMPARE(units[AgreementSliceKind::Turn], 961);
    const AgreementMatrix matrix = agreementMatrix(*m_sample, kPeople);
    QCOMPARE(matrix.people.size(), std::size_t(65));
    QVERIFY(matrix.mean);
    QVERIFY(matrix.people[0].labels >= matrix.people[1].labels);
}

void TestAgreementReport::sparseFeedback()
{
    const ProtocolConsistency found = protocolConsistency(*m_sample, kPeople);
    QVERIFY(found.isEverybody); // only a judge gave both
    const auto& counts = found.result.counts;
    // The published matrix (117 pairs, 56.41 %): aa 19, bb 26, ee 21, …
    QCOMPARE(counts[0][0] + counts[2][2], 45);
    QCOMPARE(counts[1][1], 21);
    QCOMPARE(counts[0][2] + counts[2][0], 16);
    QCOMPARE(found.result.pairs, 117);
    isNear(valueOf(found.result.consistency), 0.5641, 5e-5);
}

void TestAgreementReport::quick()
{
    QElapsedTimer timer;
    timer.start();
    const AgreementReport report = agreementReport(*m_sample, kPeople);
    QVERIFY(report.question);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestAgreementReport)

#include "tst_agreementreport.moc"
