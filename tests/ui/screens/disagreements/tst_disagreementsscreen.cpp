#include "core/domain/adjudication.h"
#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/disagreements/disagreementsscreen.h"
#include "ui/screens/disagreements/disagreementtable.h"
#include "ui/screens/inspect/common/reporttable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// From the list of disagreements to a batch to settle, as the lead does it.
class TestDisagreementsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToShow();
    void oneKeyMakesABatchOfAll();
    void markedOnesOnly();
    void whatWaitsIsLeftOut();
    void refusedMakesNothing();
    void tabsAndTies();
    void enterOpensTheItem();
    void smallWindowKeepsTheNames();
    void everyControlHasItsName();

private:
    /// "12" is two people on opposite sides; judges likewise.
    static ItemId unit(InspectHost& host, const QString& people, const QString& judges = {});
    static QString cell(InspectHost& host, int row, DisagreementColumn column);
    static QList<Batch> adjudications(InspectHost& host);
};

ItemId TestDisagreementsScreen::unit(InspectHost& host, const QString& people, const QString& judges)
{
    static int count = 0;
    LabelFixture::ItemParts parts;
    parts.question = u"Question %1?"_s.arg(++count);
    parts.category = u"writing"_s;
    const ItemId item = host.fixture.addItem(parts);
    const auto give = [&](const QString& votes, const QString& name, AnnotatorKind kind) {
        for (qsizetype index = 0; index < votes.size(); ++index) {
            const int margin = votes[index] == u'1' ? 1 : votes[index] == u'2' ? -1 : 0;
            host.fixture.append(item, host.fixture.annotator(u"%1 %2"_s.arg(name).arg(index), kind),
                                pairwiseAnswer(margin));
        }
    };
    give(people, u"person"_s, AnnotatorKind::Human);
    give(judges, u"judge"_s, AnnotatorKind::Llm);
    return item;
}

QString TestDisagreementsScreen::cell(InspectHost& host, int row, DisagreementColumn column)
{
    const auto* table = host.find<QTableView>(u"disagreementTable"_s);
    return table->model()->index(row, static_cast<int>(column)).data().toString();
}

QList<Batch> TestDisagreementsScreen::adjudications(InspectHost& host)
{
    QList<Batch> out;
    const QList<Batch> all =
        checked(host.fixture.store->read([](Session& session) { return BatchRepository(session).list(); }));
    for (const Batch& batch : all) {
        if (isAdjudication(batch)) {
            out.append(batch);
        }
    }
    return out;
}

void TestDisagreementsScreen::nothingToShow()
{
    InspectHost host;
    host.show<DisagreementsScreen>();
    auto* empty = host.find<QWidget>(u"inspectEmpty"_s);
    QTRY_VERIFY(empty->isVisible());
    unit(host, u"11"_s);
    QTRY_VERIFY(host.find<QWidget>(u"disagreementsNone"_s)->isVisible());
    QVERIFY(!host.actions.action(u"disagreements.batch"_s)->isEnabled());
    unit(host, u"12"_s);
    QTRY_VERIFY(host.find<QTableView>(u"disagreementTable"_s)->isVisible());
    QTRY_VERIFY(host.actions.action(u"disagreements.batch"_s)->isEnabled());
}

void TestDisagreementsScreen::oneKeyMakesABatchOfAll()
{
    InspectHost host;
    const ItemId few = unit(host, u"12"_s, u"1"_s);
    const ItemId many = unit(host, u"1122"_s);
    unit(host, u"11"_s);
    host.show<DisagreementsScreen>();
    auto* table = host.find<QTableView>(u"disagreementTable"_s);
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(cell(host, 0, DisagreementColumn::Number), QString::number(many.value));
    QCOMPARE(cell(host, 0, DisagreementColumn::People), u"a a b b"_s);
    QCOMPARE(cell(host, 1, DisagreementColumn::Judges), u"a"_s);
    QCOMPARE(cell(host, 1, DisagreementColumn::Between), u"people"_s);
    host.dialogs.answer(u"yes"_s);
    host.press(Qt::Key_B);
    QTRY_COMPARE(host.messages.size(), 1);
    QVERIFY2(host.messages.first().contains(u"2 pairs wait in “Adjudication 2026-01-05”"),
             qPrintable(host.messages.first()));
    QVERIFY2(host.dialogs.asked().last().contains(u"2 pairs go into the batch “Adjudication 2026-01-05”"),
             qPrintable(host.dialogs.asked().last()));
    const QList<Batch> batches = adjudications(host);
    QCOMPARE(batches.size(), 1);
    QVERIFY(batches.first().isOpen);
    ItemFilter filter;
    filter.batch = batches.first().id;
    const QList<ItemView> views = checked(host.fixture.store->read(
        [&](Session& session) { return ItemRepository(session).viewsAfter(filter, {}, 10); }));
    QCOMPARE(views.size(), 2);
    const auto uidOf = [&](ItemId item) {
        return checked(host.fixture.store->read(
                           [&](Session& session) { return ItemRepository(session).get(item); }))
            .uid;
    };
    QCOMPARE(adjudicatedUid(views[0].item.meta), uidOf(many)); // the most contested is settled first
    QCOMPARE(adjudicatedUid(views[1].item.meta), uidOf(few));
    QCOMPARE(views[0].item.overlap, 1);
    QTRY_COMPARE(cell(host, 0, DisagreementColumn::State), u"waiting"_s);
    QVERIFY(!host.actions.action(u"disagreements.batch"_s)->isEnabled()); // all wait
    QCOMPARE(host.errors, QStringList());
}

void TestDisagreementsScreen::markedOnesOnly()
{
    InspectHost host;
    unit(host, u"111222"_s);
    const ItemId second = unit(host, u"1122"_s);
    unit(host, u"12"_s);
    host.show<DisagreementsScreen>();
    auto* table = host.find<QTableView>(u"disagreementTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_Space);
    QCOMPARE(cell(host, 1, DisagreementColumn::Chosen), u"✓"_s);
    host.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(cell(host, 2, DisagreementColumn::Chosen), u"✓"_s);
    host.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(cell(host, 2, DisagreementColumn::Chosen), QString());
    const QModelIndex mark = table->model()->index(1, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(mark).center());
    QCOMPARE(cell(host, 1, DisagreementColumn::Chosen), u"✓"_s);
    host.dialogs.answer(u"yes"_s);
    QTest::mouseClick(host.find<QWidget>(u"disagreements.batch.button"_s), Qt::LeftButton);
    QTRY_COMPARE(host.messages.size(), 1);
    QVERIFY2(host.messages.first().startsWith(u"1 pair waits"), qPrintable(host.messages.first()));
    QTRY_COMPARE(cell(host, 1, DisagreementColumn::State), u"waiting"_s);
    QCOMPARE(cell(host, 1, DisagreementColumn::Number), QString::number(second.value));
    QCOMPARE(cell(host, 0, DisagreementColumn::State), u"open"_s);
}

void TestDisagreementsScreen::whatWaitsIsLeftOut()
{
    InspectHost host;
    unit(host, u"1122"_s);
    unit(host, u"12"_s);
    host.show<DisagreementsScreen>();
    auto* table = host.find<QTableView>(u"disagreementTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    host.press(Qt::Key_Space);
    host.dialogs.answer(u"yes"_s);
    host.press(Qt::Key_B);
    QTRY_COMPARE(cell(host, 0, DisagreementColumn::State), u"waiting"_s);
    host.dialogs.answer(u"yes"_s);
    host.press(Qt::Key_B);
    QTRY_COMPARE(adjudications(host).size(), 2);
    const QString asked = host.dialogs.asked().last();
    QVERIFY2(asked.contains(u"1 pair goes into the batch “Adjudication 2026-01-05 (2)”"), qPrintable(asked));
    QVERIFY2(asked.contains(u"1 that waits already or is settled is left out"), qPrintable(asked));
    // Settled ones go from the list, and come back when asked for.
    const ItemId copy = checked(host.fixture.store->read([&](Session& session) -> Result<ItemId> {
        ItemFilter filter;
        filter.batch = adjudications(host).first().id;
        PLUMBLINE_ASSIGN(const QList<ItemView> views, ItemRepository(session).viewsAfter(filter, {}, 1));
        return views.first().item.id;
    }));
    host.fixture.submit(copy, host.fixture.annotator(u"lead"_s), pairwiseAnswer(1));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    host.press(Qt::Key_S);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QTRY_COMPARE(cell(host, 0, DisagreementColumn::State), u"settled"_s);
}

void TestDisagreementsScreen::refusedMakesNothing()
{
    InspectHost host;
    unit(host, u"12"_s);
    host.show<DisagreementsScreen>();
    QTRY_VERIFY(host.actions.action(u"disagreements.batch"_s)->isEnabled());
    host.press(Qt::Key_B); // closed without a choice
    QTRY_COMPARE(host.dialogs.asked().size(), 1);
    QTest::qWait(50);
    QVERIFY(adjudications(host).isEmpty());
    QVERIFY(host.messages.isEmpty());
}

void TestDisagreementsScreen::tabsAndTies()
{
    InspectHost host;
    unit(host, u"12"_s);
    unit(host, u"11"_s, u"2"_s);
    unit(host, QString(), u"12"_s);
    unit(host, u"1="_s);
    host.show<DisagreementsScreen>();
    auto* table = host.find<QTableView>(u"disagreementTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    const QList<QPair<Qt::Key, QString>> tabs{
        {Qt::Key_2, u"people"_s}, {Qt::Key_3, u"judge"_s}, {Qt::Key_4, u"judges"_s}};
    for (const auto& [key, between] : tabs) {
        host.press(key);
        QTRY_VERIFY(table->model()->rowCount() == 1 && cell(host, 0, DisagreementColumn::Between) == between);
    }
    host.press(Qt::Key_2);
    host.press(Qt::Key_T);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    host.page->open(u"select:people-judges"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTRY_COMPARE(cell(host, 0, DisagreementColumn::Between), u"judge"_s);
}

void TestDisagreementsScreen::enterOpensTheItem()
{
    InspectHost host;
    const ItemId item = unit(host, u"12"_s);
    host.show<DisagreementsScreen>();
    QTRY_COMPARE(host.find<QTableView>(u"disagreementTable"_s)->model()->rowCount(), 1);
    host.press(Qt::Key_Return);
    QCOMPARE(host.requested, QStringList{u"items item:%1"_s.arg(item.value)});
}

void TestDisagreementsScreen::smallWindowKeepsTheNames()
{
    InspectHost host;
    unit(host, u"12"_s);
    host.show<DisagreementsScreen>();
    auto* view = host.find<QTableView>(u"disagreementTable"_s);
    QTRY_VERIFY(view->model()->rowCount() > 0);
    host.window.resize(972, 644); // the smallest window, without rail, header and status bar
    QTRY_VERIFY(view->columnWidth(2) >= 140);
    QVERIFY(host.window.minimumSizeHint().width() <= 972);
    host.window.resize(1232, 824);
    QTRY_VERIFY(!view->isColumnHidden(4));
}

void TestDisagreementsScreen::everyControlHasItsName()
{
    InspectHost host;
    unit(host, u"12"_s);
    host.show<DisagreementsScreen>();
    QTRY_COMPARE(host.find<QTableView>(u"disagreementTable"_s)->model()->rowCount(), 1);
    QCOMPARE(widgetsWithoutNames(host.window), QStringList());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TestDisagreementsScreen)
#include "tst_disagreementsscreen.moc"
