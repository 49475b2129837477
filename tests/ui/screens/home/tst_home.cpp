#include "core/store/annotationrepository.h"
#include "tests/core/store/storefixture.h"
#include "ui/screens/home/nextstep.h"
#include "ui/screens/home/setsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstHome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSummaryIsTheRecount()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(4, ItemKind::Pairwise, u"pairs"_s, QueueOrder::Fixed, 2);
        fixture.addItems(3, ItemKind::Rating, u"ratings"_s);
        for (const QString& name : {u"Anna"_s, u"Ben"_s}) {
            const AnnotatorId who = fixture.annotator(name);
            for (int item = 0; item < (name == u"Anna"_s ? 3 : 1); ++item) {
                const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
                    Labelling labelling(session, who);
                    PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(items[item]));
                    return labelling.submit(open.view.item.id, pairwiseAnswer(1), {}, 10);
                });
                QVERIFY(row);
            }
        }
        const auto summary =
            fixture.store->read([](Session& session) { return SummaryRepository(session).summary(); });
        QVERIFY(summary);
        QCOMPARE(summary->items, 7);
        QCOMPARE(summary->labelsByPeople, 4);
        QCOMPARE(summary->people, 2);
        QCOMPARE(summary->batches.size(), 2);
        QCOMPARE(summary->batches[0].kind, ItemKind::Pairwise);
        QCOMPARE(summary->batches[0].labels, 4);
        QCOMPARE(summary->batches[0].withTwoOrMore, 1);
        QCOMPARE(summary->batches[0].openItems, 3);
        QCOMPARE(summary->pairsByVotes, (QMap<int, qint64>{{1, 2}, {2, 1}}));
        SetsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(summary->batches);
        QCOMPARE(model.index(0, SetsModel::TwoColumn).data().toString(), u"25 %"_s);
        QCOMPARE(model.index(1, SetsModel::KindColumn).data().toString(), u"rating"_s);
    }

    void theNextStepsComeFromTheNumbers()
    {
        ProjectSummary empty;
        QCOMPARE(nextSteps(empty, {}).size(), 1); // bring data in
        QCOMPARE(nextSteps(empty, {}).constFirst().pageId, u"data"_s);
        ProjectSummary summary;
        summary.items = 10;
        QCOMPARE(nextSteps(summary, {}).size(), 0); // nothing needs anybody
        summary.flagged = 2;
        summary.pairsByVotes = {{1, 5}, {2, 3}};
        CheckOutcome opposite;
        opposite.check = u"opposite_votes"_s;
        opposite.found.total = 4;
        const QList<NextStep> steps = nextSteps(summary, {opposite});
        QCOMPARE(steps.size(), 3);
        QVERIFY(steps[0].title.contains(u"2 flagged"_s));
        QVERIFY(steps[1].body.contains(u"5 of 8"_s));
        QVERIFY(steps[2].title.contains(u"4 pairs"_s));
    }
};

QTEST_MAIN(TstHome)
#include "tst_home.moc"
