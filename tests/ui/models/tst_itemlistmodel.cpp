#include "tests/core/store/storefixture.h"
#include "ui/models/itemlistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstItemListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsArriveByPagesAndAreTheStoresRows()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(250);
        ItemListModel model(fixture.store.get());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counted(&model, &ItemListModel::countChanged);
        model.refresh();
        QTRY_VERIFY(!counted.isEmpty()); // the read may be done before refresh() returns
        QCOMPARE(model.rowCount(), 250);
        for (const int row : {0, 99, 100, 249}) {
            const QModelIndex index = model.index(row, ItemListModel::PromptColumn);
            QTRY_COMPARE(index.data(ItemListModel::ItemIdRole).toLongLong(), items[row].value);
            QCOMPARE(index.data(Qt::DisplayRole).toString(), u"Question %1 of batch"_s.arg(row));
        }
    }

    void aNewerFilterWins()
    {
        StoreFixture fixture;
        fixture.addItems(30);
        fixture.addItems(20, ItemKind::Rating, u"r"_s);
        ItemListModel model(fixture.store.get());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counted(&model, &ItemListModel::countChanged);
        ItemFilter first;
        first.kind = ItemKind::Pairwise;
        ItemFilter second;
        second.kind = ItemKind::Rating;
        model.setFilter(first);
        model.setFilter(second);
        QTRY_COMPARE(model.rowCount(), 20);
        QTest::qWait(50);
        QCOMPARE(model.rowCount(), 20); // the answer to the first never takes over
        QTRY_COMPARE(model.index(0, ItemListModel::SetColumn).data().toString(), u"r"_s);
    }

    void votesAreShownByTheResponseTheyFellTo()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(1, ItemKind::Pairwise, u"b"_s, QueueOrder::Fixed, 3);
        const QList<int> margins{2, -1, 0};
        for (int who = 0; who < margins.size(); ++who) {
            const AnnotatorId annotator = fixture.annotator(u"P%1"_s.arg(who));
            const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
                Labelling labelling(session, annotator);
                PLUMBLINE_ASSIGN(const OpenItem item, labelling.open(items[0]));
                return labelling.submit(item.view.item.id, pairwiseAnswer(margins[who]), {}, 10);
            });
            QVERIFY(row);
        }
        ItemListModel model(fixture.store.get());
        QSignalSpy counted(&model, &ItemListModel::countChanged);
        model.refresh();
        QTRY_VERIFY(!counted.isEmpty()); // the read may be done before refresh() returns
        QTRY_COMPARE(model.index(0, ItemListModel::VotesColumn).data().toString(), u"1 2 ="_s);
        QCOMPARE(model.index(0, ItemListModel::LabelsColumn).data().toString(), u"3 of 3"_s);
    }

    void aBrokenSearchSaysSoAndShowsNothing()
    {
        StoreFixture fixture;
        fixture.addItems(3);
        ItemListModel model(fixture.store.get());
        QSignalSpy failed(&model, &ItemListModel::failed);
        ItemFilter filter;
        filter.text = u"-only"_s;
        model.setFilter(filter);
        QTRY_VERIFY(!failed.isEmpty());
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TstItemListModel)
#include "tst_itemlistmodel.moc"
