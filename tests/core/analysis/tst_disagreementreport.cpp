#include "core/analysis/disagreementreport.h"
#include "core/analysis/verdictunits.h"
#include "core/domain/adjudication.h"

#include "tests/core/analysis/labelfixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// What verdicts are opposed on, in which order, and what no longer is.
class TestDisagreementReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoDisagrees_data();
    void whoDisagrees();
    void mostContestedFirst();
    void settledGoes();
    void filtersSayWhoCounts();
    void batchChoosesPairs();
    void modesAndEntropy();
};

namespace {

/// Writes votes as "1" (a), "=" or "2" (b), one annotator after the other.
struct Votes : LabelFixture
{
    ItemId unit(const QString& people, const QString& judges = {}, const QString& batch = u"Batch"_s)
    {
        ItemParts parts;
        parts.question = u"Question %1?"_s.arg(++count);
        parts.batch = batch;
        const ItemId item = addItem(parts);
        give(item, people, u"person"_s, AnnotatorKind::Human);
        give(item, judges, u"judge"_s, AnnotatorKind::Llm);
        return item;
    }
    void give(ItemId item, const QString& votes, const QString& name, AnnotatorKind kind)
    {
        for (qsizetype index = 0; index < votes.size(); ++index) {
            const int margin = votes[index] == u'1' ? 1 : votes[index] == u'2' ? -1 : 0;
            append(item, annotator(u"%1 %2"_s.arg(name).arg(index), kind), pairwiseAnswer(margin));
        }
    }
    int count = 0;
};

QList<ItemId> itemsOf(const DisagreementReport& report)
{
    QList<ItemId> out;
    for (const Disagreement& unit : report.units) {
        out.append(unit.example.items.front());
    }
    return out;
}

} // namespace

void TestDisagreementReport::whoDisagrees_data()
{
    QTest::addColumn<QString>("people");
    QTest::addColumn<QString>("judges");
    QTest::addColumn<bool>("withTies");
    QTest::addColumn<QString>("between"); // p people, j people and judges, m judges
    QTest::newRow("all agree") << u"111"_s << u"1"_s << false << u""_s;
    QTest::newRow("one vote") << u"1"_s << u""_s << false << u""_s;
    QTest::newRow("people") << u"12"_s << u""_s << false << u"p"_s;
    QTest::newRow("a tie is no opposite") << u"1="_s << u"="_s << false << u""_s;
    QTest::newRow("a tie, asked for") << u"1="_s << u"="_s << true << u"p"_s; // people have no clear mode
    QTest::newRow("judge against the mode") << u"11"_s << u"2"_s << false << u"j"_s;
    QTest::newRow("judge against a tie") << u"=="_s << u"2"_s << false << u""_s;
    QTest::newRow("judge against a tie, asked for") << u"=="_s << u"2"_s << true << u"j"_s;
    QTest::newRow("judges") << u""_s << u"12"_s << false << u"m"_s;
    QTest::newRow("all of them") << u"112"_s << u"12"_s << false << u"pjm"_s;
    QTest::newRow("no clear mode, no judge against it") << u"12"_s << u"1"_s << false << u"p"_s;
}

void TestDisagreementReport::whoDisagrees()
{
    QFETCH(QString, people);
    QFETCH(QString, judges);
    QFETCH(bool, withTies);
    QFETCH(QString, between);
    Votes votes;
    votes.unit(people, judges);
    const LabelTable table = votes.load();
    const auto listed = [&](DisagreementSides sides) {
        return !disagreementReport(table, {}, {sides, withTies, false}).units.empty();
    };
    QCOMPARE(listed(DisagreementSides::Any), !between.isEmpty());
    QCOMPARE(listed(DisagreementSides::People), between.contains(u'p'));
    QCOMPARE(listed(DisagreementSides::PeopleAndJudges), between.contains(u'j'));
    QCOMPARE(listed(DisagreementSides::Judges), between.contains(u'm'));
    const DisagreementReport report =
        disagreementReport(table, {}, {DisagreementSides::Any, withTies, false});
    QCOMPARE(report.amongPeople, between.contains(u'p') ? 1 : 0);
    QCOMPARE(report.peopleAgainstJudges, between.contains(u'j') ? 1 : 0);
    QCOMPARE(report.amongJudges, between.contains(u'm') ? 1 : 0);
}

void TestDisagreementReport::mostContestedFirst()
{
    Votes votes;
    const ItemId few = votes.unit(u"12"_s);
    const ItemId many = votes.unit(u"111222"_s);
    const ItemId lopsided = votes.unit(u"11112"_s);
    const ItemId withTie = votes.unit(u"1=2"_s);
    const DisagreementReport report = disagreementReport(votes.load(), {});
    QCOMPARE(itemsOf(report), (QList<ItemId>{many, lopsided, withTie, few}));
    QCOMPARE(report.judged, 4);
    QCOMPARE(report.units[0].opposed, 3);
    QCOMPARE(report.units[0].entropy, 1.0);
    QCOMPARE(report.units[0].example.forA, 3);
    QCOMPARE(report.units[0].example.votes.size(), 6U);
    QVERIFY(report.units[2].entropy > 1.58);
}

void TestDisagreementReport::settledGoes()
{
    Votes votes;
    votes.unit(u"12"_s);
    votes.unit(u"1122"_s);
    checked(votes.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Settle"_s, QueueOrder::Fixed, {}, adjudicationMeta());
    }));
    votes.count = 1; // the second question again
    const ItemId copy = votes.unit({}, {}, u"Settle"_s);
    QCOMPARE(disagreementReport(votes.load(), {}).units.size(), 2U);
    votes.append(copy, votes.annotator(u"lead"_s), pairwiseAnswer(1));
    const LabelTable table = votes.load();
    const DisagreementReport open = disagreementReport(table, {});
    QCOMPARE(open.units.size(), 1U);
    QCOMPARE(open.settled, 1);
    const DisagreementReport all = disagreementReport(table, {}, {DisagreementSides::Any, false, true});
    QCOMPARE(all.units.size(), 2U);
    QVERIFY(all.units[0].isSettled);
    QCOMPARE(all.units[0].example.total(), 4); // the verdict is no vote
}

void TestDisagreementReport::filtersSayWhoCounts()
{
    Votes votes;
    votes.unit(u"11"_s, u"2"_s);
    votes.unit(u"12"_s, u"1"_s);
    LabelFilter filter;
    filter.by = {AnnotatorKind::Human};
    QCOMPARE(disagreementReport(votes.load(), filter).units.size(), 1U);
    filter.by = {};
    filter.annotators = {u"person 0"_s, u"judge 0"_s};
    const DisagreementReport report = disagreementReport(votes.load(), filter);
    QCOMPARE(report.units.size(), 1U);
    QVERIFY(report.units[0].peopleAgainstJudges);
}

void TestDisagreementReport::batchChoosesPairs()
{
    Votes votes;
    votes.unit(u"11"_s, {}, u"people"_s);
    votes.count = 0; // the same question
    votes.unit({}, u"2"_s, u"judges"_s);
    votes.unit(u"12"_s, {}, u"more"_s);
    LabelFilter filter;
    filter.batch = u"people"_s;
    const DisagreementReport report = disagreementReport(votes.load(), filter);
    QCOMPARE(report.units.size(), 1U);
    QVERIFY(report.units[0].peopleAgainstJudges);
    QCOMPARE(report.units[0].example.items.size(), 2U);
}

void TestDisagreementReport::modesAndEntropy()
{
    using stats::PairWinner;
    QCOMPARE(clearMode({}), std::nullopt);
    QCOMPARE(clearMode({PairWinner::A, PairWinner::B}), std::nullopt);
    QCOMPARE(clearMode({PairWinner::A, PairWinner::B, PairWinner::B}), PairWinner::B);
    QCOMPARE(clearMode({PairWinner::Tie}), PairWinner::Tie);
    QCOMPARE(voteEntropy(0, 0, 0), 0.0);
    QCOMPARE(voteEntropy(4, 0, 0), 0.0);
    QCOMPARE(voteEntropy(2, 0, 2), 1.0);
}

QTEST_GUILESS_MAIN(TestDisagreementReport)
#include "tst_disagreementreport.moc"
