#include "core/settings/settings.h"
#include "tests/core/store/storefixture.h"
#include "ui/screens/items/historyview.h"
#include "ui/screens/items/itemdetails.h"
#include "ui/screens/items/itemfilterbar.h"
#include "ui/screens/items/itemsscreen.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A screen on a project of 40 pairs, one of them judged, corrected and taken back.
struct Bench
{
    StoreFixture fixture;
    Theme theme;
    ActionCollection actions;
    std::unique_ptr<Settings> settings = Settings::openTemporary();
    ScriptedDialogs dialogs;
    AppContext context{theme,   actions, *settings, dialogs, fixture.clock, fixture.store.get(),
                       nullptr, {},      true};
    QList<ItemId> items;
    std::unique_ptr<ItemsScreen> screen;

    Bench()
    {
        items = fixture.addItems(40);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        for (const int margin : {1, -2}) {
            const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
                Labelling labelling(session, anna);
                PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(items[0]));
                return labelling.submit(open.view.item.id, pairwiseAnswer(margin), {}, 4'000);
            });
            Q_ASSERT(row);
        }
        while (*fixture.store->write(
                   [](Session& session) { return ItemRepository(session).indexText(100); }) > 0) {
        }
        screen = std::make_unique<ItemsScreen>(context);
        screen->resize(1200, 800);
        screen->show();
        screen->activate();
    }

    [[nodiscard]] QTableView* table() const { return screen->findChild<QTableView*>(u"itemTable"_s); }
    [[nodiscard]] QString count() const { return screen->findChild<ThemedLabel*>(u"itemCount"_s)->text(); }
};

} // namespace

class TstItemsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHistoryShowsEveryRowOldestFirst()
    {
        Bench bench;
        QTRY_COMPARE(bench.count(), u"40 items"_s);
        auto* history = bench.screen->findChild<HistoryView*>(u"itemHistory"_s);
        QTRY_COMPARE(history->entries().size(), 2);
        QCOMPARE(history->entries()[0].what, u"model-0 is better"_s);
        QVERIFY(history->entries()[0].isSuperseded);
        QCOMPARE(history->entries()[1].what, u"model-1 is much better"_s);
        QVERIFY(!history->entries()[1].isSuperseded);
        QVERIFY(history->entries()[1].who.startsWith(u"Anna"_s));
        QVERIFY(history->accessibleDescription().contains(u"model-1 is much better"_s));
    }

    void typingInTheSearchFilters()
    {
        Bench bench;
        QTRY_COMPARE(bench.count(), u"40 items"_s);
        bench.actions.action(u"items.search"_s)->trigger();
        auto* field = bench.screen->findChild<SearchField*>(u"itemSearch"_s);
        QTest::keyClicks(field, u"\"question 7\""_s);
        QTRY_COMPARE(bench.count(), u"1 item"_s);
        field->clear();
        QTRY_COMPARE(bench.count(), u"40 items"_s);
    }

    void aFilterIsAChipThatCanBeTakenAway()
    {
        Bench bench;
        bench.screen->open(u"labels:1"_s);
        QTRY_COMPARE(bench.count(), u"1 item"_s);
        auto* chip = bench.screen->findChild<Chip*>();
        QVERIFY(chip != nullptr);
        QTest::keyClick(chip, Qt::Key_Delete);
        QTRY_COMPARE(bench.count(), u"40 items"_s);
    }

    void lettersMoveAndEnterOpensInAnnotate()
    {
        Bench bench;
        QTRY_COMPARE(bench.count(), u"40 items"_s);
        bench.actions.action(u"items.next"_s)->trigger();
        bench.actions.action(u"items.next"_s)->trigger();
        QCOMPARE(bench.table()->currentIndex().row(), 2);
        auto* details = bench.screen->findChild<ItemDetails*>();
        QTRY_COMPARE(details->item(), bench.items[2]);
        QSignalSpy pages(bench.screen.get(), &Page::pageRequested);
        bench.actions.action(u"items.open"_s)->trigger();
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages[0][1].toString(), u"item:%1"_s.arg(bench.items[2].value));
    }

    void goToRowJumps()
    {
        Bench bench;
        QTRY_COMPARE(bench.count(), u"40 items"_s);
        bench.dialogs.answer(u"33"_s);
        bench.actions.action(u"items.goto"_s)->trigger();
        QCOMPARE(bench.table()->currentIndex().row(), 32);
    }

    void nothingFoundSaysWhatToDo()
    {
        Bench bench;
        bench.screen->open(u"text:zebra"_s);
        QTRY_COMPARE(bench.count(), u"0 items"_s);
        QVERIFY(!bench.table()->isVisible());
        QVERIFY(bench.actions.action(u"items.clear"_s) != nullptr);
        bench.actions.action(u"items.clear"_s)->trigger();
        QTRY_COMPARE(bench.count(), u"40 items"_s);
    }
};

QTEST_MAIN(TstItemsScreen)
#include "tst_itemsscreen.moc"
