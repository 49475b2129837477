#include "core/store/annotationrepository.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/batches/batchdialog.h"
#include "ui/screens/batches/batchesmodel.h"
#include "ui/screens/batches/batchesscreen.h"
#include "ui/shell/translations.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstBatchesScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(*qApp); } // "1 item", not "1 item(s)"
    void projectWithoutBatchesSaysWhatOneIs();
    void batchesAreListedAsTheyAreServed();
    void closingAndOpeningIsWritten();
    void movingChangesTheOrderOfServing();
    void orderIsChangedByAJob();
    void moreLabelsReopenItems();
    void wrongNumberChangesNothing();
    void batchIsMadeFromAFilter();
    void everyControlHasItsName();
};

namespace {

QList<Batch> batches(ScreenHost& host)
{
    return host.fixture.store->read([](Session& session) { return BatchRepository(session).list(); })
        .valueOr({});
}

QStringList names(ScreenHost& host)
{
    QStringList list;
    for (const Batch& batch : batches(host)) {
        list << batch.name;
    }
    return list;
}

qint64 countItems(ScreenHost& host, const ItemFilter& filter)
{
    return host.fixture.store->read([&](Session& session) { return ItemRepository(session).count(filter); })
        .valueOr(-1);
}

ItemFilter inBatch(ScreenHost& host, const QString& name)
{
    ItemFilter filter;
    for (const Batch& batch : batches(host)) {
        if (batch.name == name) {
            filter.batch = batch.id;
        }
    }
    return filter;
}

} // namespace

void TstBatchesScreen::projectWithoutBatchesSaysWhatOneIs()
{
    ScreenHost host;
    host.show<BatchesScreen>();
    QTRY_VERIFY(host.find<QWidget>("batchesEmpty")->isVisible());
    QVERIFY(!host.actions.action(u"batches.toggle"_s)->isEnabled());
}

void TstBatchesScreen::batchesAreListedAsTheyAreServed()
{
    ScreenHost host;
    host.fixture.addItems(3, ItemKind::Pairwise, u"pairs"_s);
    host.fixture.addItems(2, ItemKind::Rating, u"ratings"_s, QueueOrder::Random);
    host.show<BatchesScreen>();
    auto* table = host.find<QTableView>("batchTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    const auto cell = [table](int row, int column) {
        return table->model()->index(row, column).data().toString();
    };
    QCOMPARE(cell(0, BatchesModel::NameColumn), u"pairs"_s);
    QCOMPARE(cell(0, BatchesModel::ItemsColumn), u"3"_s);
    QCOMPARE(cell(0, BatchesModel::OpenColumn), u"3"_s);
    QCOMPARE(cell(1, BatchesModel::OrderColumn), u"shuffled"_s);
    QCOMPARE(cell(1, BatchesModel::KindColumn), u"rating"_s);
    host.press(Qt::Key_X);
    QTRY_COMPARE(host.requested, QStringList{u"items batch:%1"_s.arg(batches(host)[0].id.value)});
}

void TstBatchesScreen::closingAndOpeningIsWritten()
{
    ScreenHost host;
    host.fixture.addItems(1);
    host.show<BatchesScreen>();
    QTRY_VERIFY(host.actions.action(u"batches.toggle"_s)->isEnabled());
    host.press(Qt::Key_O);
    auto* table = host.find<QTableView>("batchTable");
    QTRY_COMPARE(table->model()->index(0, BatchesModel::StateColumn).data().toString(), u"closed"_s);
    QVERIFY(!batches(host)[0].isOpen);
    QCOMPARE(host.actions.action(u"batches.toggle"_s)->text(), u"Open the batch"_s);
    QTest::mouseClick(host.find<QWidget>("batches.toggle.button"), Qt::LeftButton);
    QTRY_VERIFY(batches(host)[0].isOpen);
}

void TstBatchesScreen::movingChangesTheOrderOfServing()
{
    ScreenHost host;
    for (const QString& name : {u"a"_s, u"b"_s, u"c"_s}) {
        host.fixture.addItems(1, ItemKind::Pairwise, name);
    }
    host.show<BatchesScreen>();
    auto* table = host.find<QTableView>("batchTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QVERIFY(!host.actions.action(u"batches.up"_s)->isEnabled());
    host.press(Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(names(host), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
    QTRY_COMPARE(table->currentIndex().row(), 1);
    host.press(Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(names(host), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    QTRY_COMPARE(table->currentIndex().row(), 2);
    QVERIFY(!host.actions.action(u"batches.down"_s)->isEnabled());
    host.press(Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(names(host), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
}

void TstBatchesScreen::orderIsChangedByAJob()
{
    ScreenHost host;
    host.fixture.addItems(5);
    auto* screen = host.show<BatchesScreen>();
    QTRY_VERIFY(host.actions.action(u"batches.order"_s)->isEnabled());
    QMenu menu;
    screen->fillOrderMenu(menu);
    QVERIFY(menu.findChild<QAction*>(u"order.fixed"_s)->isChecked());
    menu.findChild<QAction*>(u"order.random"_s)->trigger();
    auto* table = host.find<QTableView>("batchTable");
    QTRY_COMPARE(table->model()->index(0, BatchesModel::OrderColumn).data().toString(), u"shuffled"_s);
    QCOMPARE(batches(host)[0].order, QueueOrder::Random);
}

void TstBatchesScreen::moreLabelsReopenItems()
{
    ScreenHost host;
    const QList<ItemId> items = host.fixture.addItems(600);
    host.show<BatchesScreen>();
    QTRY_VERIFY(host.actions.action(u"batches.overlap"_s)->isEnabled());
    host.dialogs.answer(u"3"_s);
    host.press(Qt::Key_L);
    const auto overlap = [&](ItemId id) {
        return host.fixture.store->read([id](Session& session) { return ItemRepository(session).get(id); })
            ->overlap;
    };
    QTRY_COMPARE(overlap(items.last()), 3);
    QCOMPARE(overlap(items.first()), 3);
    QTRY_VERIFY(host.find<QWidget>("batchesMessage")->isVisible());
}

void TstBatchesScreen::wrongNumberChangesNothing()
{
    ScreenHost host;
    const QList<ItemId> items = host.fixture.addItems(1);
    host.show<BatchesScreen>();
    QTRY_VERIFY(host.actions.action(u"batches.overlap"_s)->isEnabled());
    host.dialogs.answer(u"many"_s);
    host.press(Qt::Key_L);
    QTRY_VERIFY(host.find<QWidget>("batchesMessage")->isVisible());
    QCOMPARE(host.fixture.store->read([&](Session& session) { return ItemRepository(session).get(items[0]); })
                 ->overlap,
             1);
}

void TstBatchesScreen::batchIsMadeFromAFilter()
{
    ScreenHost host;
    host.fixture.addItems(250, ItemKind::Pairwise, u"pairs"_s);
    host.fixture.addItems(4, ItemKind::Rating, u"ratings"_s);
    auto* screen = host.show<BatchesScreen>();
    QTRY_COMPARE(host.find<QTableView>("batchTable")->model()->rowCount(), 2);
    ItemFilter filter;
    filter.kind = ItemKind::Pairwise;
    screen->openMaker(filter);
    auto* dialog = host.window.findChild<BatchDialog*>(u"batchDialog"_s);
    QVERIFY(dialog != nullptr);
    QTRY_COMPARE(dialog->count(), 250);
    QAction* make = host.actions.action(u"batchmaker.make"_s);
    QVERIFY(!make->isEnabled()); // it has no name yet
    QTest::keyClicks(dialog->findChild<QLineEdit*>(u"batchName"_s), u"second votes"_s);
    QVERIFY(make->isEnabled());
    QCOMPARE(make->text(), u"Make a batch of 250 items"_s);
    dialog->findChild<QSpinBox*>(u"batchOverlap"_s)->setValue(2);
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    QTest::keyClick(dialog->findChild<QLineEdit*>(u"batchName"_s), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(host.find<QTableView>("batchTable")->model()->rowCount(), 3);
    QTRY_COMPARE(countItems(host, inBatch(host, u"second votes"_s)), 250);
    QCOMPARE(countItems(host, inBatch(host, u"pairs"_s)), 250);
    QTRY_VERIFY(host.find<QWidget>("batchesMessage")->isVisible());
    ItemFilter copies = inBatch(host, u"second votes"_s);
    const QList<ItemView> views =
        host.fixture.store
            ->read([&](Session& session) { return ItemRepository(session).viewsAfter(copies, ItemId{0}, 1); })
            .valueOr({});
    QCOMPARE(views.size(), 1);
    QCOMPARE(views[0].item.overlap, 2);
    QCOMPARE(views[0].prompt.lastUserText(), u"Question 0 of pairs"_s);
    QCOMPARE(views[0].responses.size(), 2);
}

void TstBatchesScreen::everyControlHasItsName()
{
    ScreenHost host;
    host.fixture.addItems(1);
    host.show<BatchesScreen>();
    QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TstBatchesScreen)
#include "tst_batchesscreen.moc"
