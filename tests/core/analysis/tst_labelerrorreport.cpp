#include "core/analysis/labelerrorreport.h"
#include "core/base/random.h"
#include "core/domain/adjudication.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Pairs on which three people agree, but for one label of Cat's.
struct Votes : LabelFixture
{
    QList<ItemId> items;
    AnnotationId wrong;

    explicit Votes(int count)
    {
        for (int number = 0; number < count; ++number) {
            ItemParts parts;
            parts.question = u"Question %1?"_s.arg(number);
            parts.category = u"math"_s;
            items.append(addItem(parts));
            const int right = number % 3 - 1;
            for (const QString& name : {u"Ann"_s, u"Bob"_s, u"Dan"_s}) {
                append(items.last(), annotator(name), pairwiseAnswer(right));
            }
            const Annotation cats =
                append(items.last(), annotator(u"Cat"_s), pairwiseAnswer(number == 5 ? -right : right));
            if (number == 5) {
                wrong = cats.id;
            }
        }
    }
};

const QList<ConsensusMethod> kMethods{ConsensusMethod::Majority,      ConsensusMethod::DawidSkene,
                                      ConsensusMethod::OneCoin,       ConsensusMethod::Mace,
                                      ConsensusMethod::Glad,          ConsensusMethod::Wawa,
                                      ConsensusMethod::ZeroBasedSkill};

} // namespace

/// Labels that are probably wrong, and the consensus behind them.
class TestLabelErrorReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothing();
    void findsTheWrongLabel_data();
    void findsTheWrongLabel();
    void aQuickAnswerNamesTheSameLabel_data();
    void aQuickAnswerNamesTheSameLabel();
    void quickMethodsMakeFewSteps();
    void settledUnitsAreLeftOut();
    void softLabels();
    void settledIsCertain();
    void ratingsHaveNumbers();
    void namesOfMethods();

private:
    std::unique_ptr<Votes> m_votes; ///< thirty pairs
    std::optional<LabelTable> m_table;
};

void TestLabelErrorReport::initTestCase()
{
    m_votes = std::make_unique<Votes>(30);
    m_table = m_votes->load();
}

void TestLabelErrorReport::nothing()
{
    LabelFixture project;
    QVERIFY(!labelErrorReport(project.load(), {}).undefined.isEmpty());
    QVERIFY(!consensusReport(project.load(), {}, ConsensusMethod::Majority).undefined.isEmpty());
    project.append(project.addItem({}), project.annotator(u"Ann"_s), pairwiseAnswer(1));
    const LabelErrorReport alone = labelErrorReport(project.load(), {});
    QVERIFY(alone.rows.empty());
    QVERIFY(!alone.undefined.isEmpty());
    AnnotationContent noErrors;
    noErrors.saysNoErrors = true;
    project.append(project.addItem({.kind = ItemKind::Span, .models = {u"alpha"_s}}),
                   project.annotator(u"Ann"_s), noErrors);
    LabelFilter spans;
    spans.kind = ItemKind::Span;
    QVERIFY(labelErrorReport(project.load(), spans).undefined.contains(u"one right value"_s));
}

void TestLabelErrorReport::findsTheWrongLabel_data()
{
    QTest::addColumn<int>("method");
    for (const ConsensusMethod method : kMethods) {
        QTest::newRow(qPrintable(toName(method))) << static_cast<int>(method);
    }
}

void TestLabelErrorReport::findsTheWrongLabel()
{
    QFETCH(int, method);
    const Votes& votes = *m_votes;
    const LabelErrorReport report =
        labelErrorReport(*m_table, {}, {.method = static_cast<ConsensusMethod>(method)});
    QVERIFY2(report.undefined.isEmpty(), qPrintable(report.undefined));
    QCOMPARE(report.checked, 120);
    QCOMPARE(report.unchecked, 0);
    QCOMPARE(report.rows.size(), std::size_t(1));
    QCOMPARE(report.candidates, 1);
    const LabelErrorRow& row = report.rows.front();
    QCOMPARE(row.annotation, votes.wrong);
    QCOMPARE(row.item, votes.items[5]);
    QCOMPARE(row.annotator, u"Cat"_s);
    QCOMPARE(row.title, u"Question 5?"_s);
    QCOMPARE(row.category, u"math"_s);
    QCOMPARE(report.values.at(row.given), u"b"_s);
    QCOMPARE(report.values.at(row.alternative), u"a"_s);
    QCOMPARE(row.others, 3);
    QVERIFY(row.suspicion > 0.9);
    QVERIFY(row.alternativeProbability > 0.9);
    QCOMPARE(row.unitLabels.size(), std::size_t(4));
    QVERIFY(std::abs(std::accumulate(row.posterior.begin(), row.posterior.end(), 0.0) - 1) < 1e-9);
}

void TestLabelErrorReport::aQuickAnswerNamesTheSameLabel_data()
{
    findsTheWrongLabel_data();
}

void TestLabelErrorReport::aQuickAnswerNamesTheSameLabel()
{
    QFETCH(int, method);
    LabelErrorReportOptions options{.method = static_cast<ConsensusMethod>(method), .isQuick = true};
    const LabelErrorReport report = labelErrorReport(*m_table, {}, options);
    QVERIFY2(report.undefined.isEmpty(), qPrintable(report.undefined));
    QVERIFY(report.options.isQuick);
    QVERIFY(!report.rows.empty());
    QCOMPARE(report.rows.front().annotation, m_votes->wrong);
}

void TestLabelErrorReport::quickMethodsMakeFewSteps()
{
    // Labels by chance: no method is at its end soon.
    stats::Labels labels{200, 6, 3, {}};
    Random random(5);
    for (std::int32_t unit = 0; unit < labels.units; ++unit) {
        for (std::int32_t person = 0; person < 4; ++person) {
            labels.rows.push_back(
                {unit, (unit + person) % labels.annotators, static_cast<std::int32_t>(random.below(3))});
        }
    }
    for (const ConsensusMethod method :
         {ConsensusMethod::DawidSkene, ConsensusMethod::OneCoin, ConsensusMethod::Mace}) {
        QVERIFY(combine(labels, method, {}, true).iterations <= kQuickSteps);
        QVERIFY(combine(labels, method).iterations > kQuickSteps);
    }
    QCOMPARE(combine(labels, ConsensusMethod::Glad, {}, true).iterations, 1);
}

void TestLabelErrorReport::settledUnitsAreLeftOut()
{
    Votes votes(9);
    checked(votes.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Settle"_s, QueueOrder::Fixed, {}, adjudicationMeta());
    }));
    const ItemId copy =
        votes.addItem({.question = u"Question 5?"_s, .batch = u"Settle"_s, .category = u"math"_s});
    votes.append(copy, votes.annotator(u"lead"_s), pairwiseAnswer(1));
    const LabelErrorReport report = labelErrorReport(votes.load(), {});
    QCOMPARE(report.candidates, 0);
    QCOMPARE(report.settled, 1);
}

void TestLabelErrorReport::softLabels()
{
    const LabelTable& table = *m_table;
    const ConsensusReport report = consensusReport(table, {}, ConsensusMethod::Majority);
    QCOMPARE(report.units.size(), std::size_t(30));
    QCOMPARE(report.ties, 0);
    QCOMPARE(report.units[5].title, u"Question 5?"_s);
    QCOMPARE(report.units[5].posterior, (std::vector<double>{0.75, 0, 0.25}));
    QCOMPARE(report.units[5].labels, 4);
    QCOMPARE(report.units[5].label, 0);
    QVERIFY(!report.units[5].mean);
    LabelFilter someOnly;
    someOnly.annotators = {u"Bob"_s, u"Cat"_s};
    const ConsensusReport some = consensusReport(table, someOnly, ConsensusMethod::Majority);
    QVERIFY(some.units[5].isTie);
    QCOMPARE(some.ties, 1);
}

void TestLabelErrorReport::settledIsCertain()
{
    Votes votes(9);
    checked(votes.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Settle"_s, QueueOrder::Fixed, {}, adjudicationMeta());
    }));
    const ItemId copy =
        votes.addItem({.question = u"Question 0?"_s, .batch = u"Settle"_s, .category = u"math"_s});
    votes.append(copy, votes.annotator(u"lead"_s), pairwiseAnswer(0));
    const ConsensusReport report = consensusReport(votes.load(), {}, ConsensusMethod::Wawa);
    QCOMPARE(report.settled, 1);
    QVERIFY(report.units[0].isSettled);
    QCOMPARE(report.units[0].posterior, (std::vector<double>{0, 1, 0}));
    QCOMPARE(report.units[0].labels, 4);
}

void TestLabelErrorReport::ratingsHaveNumbers()
{
    LabelFixture project;
    for (int number = 0; number < 5; ++number) {
        const ItemId item = project.addItem(
            {.kind = ItemKind::Rating, .question = u"R%1"_s.arg(number), .models = {u"alpha"_s}});
        for (const auto& [name, value] : {std::pair{u"Ann"_s, 2.0}, std::pair{u"Bob"_s, 4.0}}) {
            AnnotationContent content;
            content.ratings.append({0, u"helpfulness"_s, value, {}});
            project.append(item, project.annotator(name), content);
        }
    }
    const ConsensusReport report = consensusReport(project.load(), {}, ConsensusMethod::Majority);
    QVERIFY(report.kind == LabelUnits::Responses);
    QCOMPARE(report.numbers, (std::vector<double>{1, 2, 3, 4, 5}));
    QCOMPARE(report.ties, 5);
    QCOMPARE(*report.units[0].mean.value, 3.0);
    QVERIFY(!report.units[0].b.isValid());
}

void TestLabelErrorReport::namesOfMethods()
{
    QStringList names;
    for (const ConsensusMethod method : kMethods) {
        names.append(toName(method));
    }
    QCOMPARE(names, (QStringList{u"majority"_s, u"dawid-skene"_s, u"one-coin"_s, u"mace"_s, u"glad"_s,
                                 u"wawa"_s, u"zbs"_s}));
}

QTEST_GUILESS_MAIN(TestLabelErrorReport)

#include "tst_labelerrorreport.moc"
