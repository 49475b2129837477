#include "core/store/store.h"
#include "tests/ui/shell/windowbench.h"
#include "ui/shell/keycolumns.h"
#include "ui/shell/messagestack.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navbar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sheetoverlay.h"
#include "ui/widgets/statusitem.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Makes a project and waits for the page behind it.
void openFresh(WindowBench& bench, const QString& name = u"one.plumb"_s)
{
    bench.workspace.forceAnnotatorName(u"ann"_s);
    bench.workspace.create(bench.path(name), u"One"_s);
    QTRY_VERIFY(bench.workspace.isOpen());
    QVERIFY(bench.page() != nullptr);
}

void press(WindowBench& bench, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget* focus = bench.window->focusWidget();
    QTest::keyClick(focus != nullptr ? focus : bench.window.get(), key, modifiers);
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TstMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstStartAsksForTheNameAndEnterGoesOn();
    void knownNameIsNotAskedAgain();
    void emptyNameDoesNotGoOn();
    void failureToOpenIsASentence_data();
    void failureToOpenIsASentence();
    void goneProjectCanBeTakenOffTheList();
    void goKeysSwitchPages();
    void lettersTypeInAField();
    void paletteFiltersAndRuns();
    void sheetOfKeysFiltersAndCloses();
    void nothingActsBehindASheet();
    void secondWindowOfThePersonCannotAnnotate();
    void otherPersonCanAnnotateBeside();
    void sideBarFoldsAndStaysFolded();
    void narrowWindowShowsTheRail();
    void longTitleDoesNotWidenTheWindow();
    void paneKeyGoesRound();
    void droppedFileGoesToImport();
    void sameMessageStandsOnce();
    void escapeTakesTheNewestMessageAway();
    void storeFailureIsShownAndNotSaved();
    void closingDeactivatesThePage();
};

void TstMainWindow::firstStartAsksForTheNameAndEnterGoesOn()
{
    WindowBench bench;
    bench.workspace.create(bench.path(u"one.plumb"_s), u"One"_s);
    QTRY_COMPARE(bench.window->currentPage()->pageId(), u"name"_s);
    auto* name = bench.find<QLineEdit>(u"annotatorName"_s);
    QVERIFY(name != nullptr);
    QVERIFY2(!name->text().isEmpty(), "the login name is suggested");
    QTRY_COMPARE(bench.window->focusWidget(), name);
    name->selectAll();
    QTest::keyClicks(name, u"Mia Sommer"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(bench.workspace.isOpen());
    QCOMPARE(bench.workspace.annotator().name, u"Mia Sommer"_s);
    QCOMPARE(bench.window->currentPage()->pageId(), u"home"_s);
    QCOMPARE(bench.settings->annotatorName(bench.path(u"one.plumb"_s)), u"Mia Sommer"_s);
    QCOMPARE(bench.find<StatusItem>(u"personState"_s)->text(), u"You are Mia Sommer"_s);
}

void TstMainWindow::knownNameIsNotAskedAgain()
{
    WindowBench bench;
    bench.settings->addRecentProject(bench.path(u"old.plumb"_s));
    bench.settings->setAnnotatorName(bench.path(u"old.plumb"_s), u"Mia"_s);
    bench.workspace.create(bench.path(u"one.plumb"_s), {});
    QTRY_VERIFY(bench.workspace.isOpen());
    QCOMPARE(bench.workspace.annotator().name, u"Mia"_s);
    QCOMPARE(bench.workspace.projectName(), u"one"_s);
}

void TstMainWindow::emptyNameDoesNotGoOn()
{
    WindowBench bench;
    bench.workspace.create(bench.path(u"one.plumb"_s), {});
    QTRY_COMPARE(bench.window->currentPage()->pageId(), u"name"_s);
    auto* name = bench.find<QLineEdit>(u"annotatorName"_s);
    name->setText(u"   "_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTest::qWait(50);
    QVERIFY(!bench.workspace.isOpen());
    QVERIFY(!bench.actions.action(u"name.goOn"_s)->isEnabled());
}

void TstMainWindow::failureToOpenIsASentence_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("not there") << u"gone"_s << u"is not there"_s;
    QTest::newRow("not a project") << u"text"_s << u"is not a Plumbline project"_s;
    QTest::newRow("empty file") << u"empty"_s << u"is not a Plumbline project"_s;
    QTest::newRow("from the future") << u"newer"_s << u"made by a newer Plumbline"_s;
}

void TstMainWindow::failureToOpenIsASentence()
{
    QFETCH(QString, kind);
    QFETCH(QString, says);
    WindowBench bench;
    const QString path = bench.path(kind + u".plumb"_s);
    if (kind == u"text") {
        QVERIFY(write(path, QByteArray("this is a letter, not a project\n").repeated(100)));
    } else if (kind == u"empty") {
        QVERIFY(write(path, {}));
    } else if (kind == u"newer") {
        QVERIFY(Store::create(path, ProjectInfo{u"u"_s, u"n"_s, {}, 1, bench.clock.now()}, bench.clock));
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"planted"_s);
            db.setDatabaseName(path);
            QVERIFY(db.open());
            QVERIFY(QSqlQuery(db).exec(u"PRAGMA user_version = 999"_s));
            db.close();
        }
        QSqlDatabase::removeDatabase(u"planted"_s);
    }
    bench.workspace.open(path);
    QTRY_COMPARE(bench.window->messages()->bars().size(), 1);
    const MessageBar* bar = bench.window->messages()->bars().first();
    QVERIFY2(bar->title().contains(says), qPrintable(bar->title()));
    QVERIFY(bar->title().contains(kind + u".plumb"_s));
    QVERIFY(!bar->body().isEmpty());
    QCOMPARE(bar->severity(), MessageBar::Severity::Error);
    QCOMPARE(bench.window->currentPage()->pageId(), u"welcome"_s);
    QVERIFY(!bench.workspace.isOpen());
}

void TstMainWindow::goneProjectCanBeTakenOffTheList()
{
    WindowBench bench;
    const QString path = bench.path(u"gone.plumb"_s);
    bench.settings->addRecentProject(path);
    bench.workspace.open(path);
    QTRY_COMPARE(bench.window->messages()->bars().size(), 1);
    QAction* forget = nullptr;
    for (QAction* action : bench.window->messages()->findChildren<QAction*>()) {
        if (action->text() == u"Take it off the list") {
            forget = action;
        }
    }
    QVERIFY(forget != nullptr);
    forget->trigger();
    QVERIFY(bench.settings->recentProjects().isEmpty());
    QVERIFY(bench.window->messages()->bars().isEmpty());
}

void TstMainWindow::goKeysSwitchPages()
{
    WindowBench bench;
    openFresh(bench);
    press(bench, Qt::Key_G);
    QVERIFY(bench.find<StatusItem>(u"pendingKey"_s)->text().startsWith(u'g'));
    press(bench, Qt::Key_A);
    QCOMPARE(bench.window->currentPage()->pageId(), u"annotate"_s);
    QCOMPARE(bench.find<NavBar>(u"navBar"_s)->currentPage(), u"annotate"_s);
    press(bench, Qt::Key_Z);
    QCOMPARE(bench.page()->acted, 1);
    press(bench, Qt::Key_G);
    press(bench, Qt::Key_Comma);
    QCOMPARE(bench.window->currentPage()->pageId(), u"settings"_s);
    press(bench, Qt::Key_Z); // the action of the page that is here now
    QCOMPARE(bench.page()->acted, 1);
}

void TstMainWindow::lettersTypeInAField()
{
    WindowBench bench;
    openFresh(bench);
    QLineEdit* field = bench.page()->field;
    field->setFocus();
    QTest::keyClicks(field, u"gaze"_s);
    QCOMPARE(field->text(), u"gaze"_s);
    QCOMPARE(bench.window->currentPage()->pageId(), u"home"_s);
    QCOMPARE(bench.page()->acted, 0);
}

void TstMainWindow::paletteFiltersAndRuns()
{
    WindowBench bench;
    openFresh(bench);
    press(bench, Qt::Key_K, Qt::ControlModifier);
    auto* overlay = bench.find<SheetOverlay>(u"paletteOverlay"_s);
    QVERIFY(overlay->isOpen());
    auto* field = bench.find<SearchField>(u"paletteField"_s);
    QCOMPARE(bench.window->focusWidget(), field);
    auto* list = bench.find<QListView>(u"paletteList"_s);
    const int all = list->model()->rowCount();
    QTest::keyClicks(field, u"my q"_s);
    QVERIFY(list->model()->rowCount() < all);
    QCOMPARE(list->currentIndex().data().toString(), u"My queue"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!overlay->isOpen());
    QCOMPARE(bench.window->currentPage()->pageId(), u"annotate"_s);
}

void TstMainWindow::sheetOfKeysFiltersAndCloses()
{
    WindowBench bench;
    openFresh(bench);
    QWidget* before = bench.window->focusWidget();
    press(bench, Qt::Key_Question, Qt::ShiftModifier);
    auto* overlay = bench.find<SheetOverlay>(u"keysOverlay"_s);
    QVERIFY(overlay->isOpen());
    auto* columns = bench.find<KeyColumns>(u"keyColumns"_s);
    const auto rows = [&] {
        QStringList texts;
        for (const KeyGroup& group : columns->groups()) {
            for (const KeyGroup::Row& row : group.rows) {
                texts.append(row.text);
            }
        }
        return texts;
    };
    QVERIFY(rows().contains(u"Act on home"_s));
    QVERIFY(!rows().contains(u"Act on annotate"_s));
    QVERIFY(rows().contains(u"My queue"_s));
    QTest::keyClicks(bench.find<SearchField>(u"keysSearch"_s), u"ctrl+k"_s);
    QCOMPARE(rows(), QStringList{u"Go to or do"_s});
    press(bench, Qt::Key_Escape);
    QVERIFY(!overlay->isOpen());
    QCOMPARE(bench.window->focusWidget(), before);
}

void TstMainWindow::nothingActsBehindASheet()
{
    WindowBench bench;
    openFresh(bench);
    press(bench, Qt::Key_Question, Qt::ShiftModifier);
    QVERIFY(bench.window->isSheetOpen());
    QVERIFY(bench.window->activeContexts().isEmpty());
    QTest::keyClick(bench.find<SheetOverlay>(u"keysOverlay"_s), Qt::Key_Z);
    QCOMPARE(bench.page()->acted, 0);
}

void TstMainWindow::secondWindowOfThePersonCannotAnnotate()
{
    WindowBench first;
    openFresh(first);
    WindowBench second(first.folder);
    second.workspace.forceAnnotatorName(u"ann"_s);
    second.workspace.open(first.path(u"one.plumb"_s));
    QTRY_VERIFY(second.workspace.isOpen());
    QVERIFY(!second.context.canAnnotate);
    QCOMPARE(second.window->messages()->bars().size(), 1);
    QVERIFY(second.window->messages()->bars().first()->title().contains(u"Annotate is off here"_s));
    second.window->showPage(u"annotate"_s);
    QCOMPARE(second.window->currentPage()->pageId(), u"home"_s);
    second.window->showPage(u"data"_s);
    QCOMPARE(second.window->currentPage()->pageId(), u"data"_s);

    first.workspace.close();
    second.workspace.retryLock();
    QVERIFY(second.context.canAnnotate);
    QVERIFY(second.window->messages()->bars().isEmpty());
    second.window->showPage(u"annotate"_s);
    QCOMPARE(second.window->currentPage()->pageId(), u"annotate"_s);
}

void TstMainWindow::otherPersonCanAnnotateBeside()
{
    WindowBench first;
    openFresh(first);
    WindowBench second(first.folder);
    second.workspace.forceAnnotatorName(u"ben"_s);
    second.workspace.open(first.path(u"one.plumb"_s));
    QTRY_VERIFY(second.workspace.isOpen());
    QVERIFY(second.context.canAnnotate);
}

void TstMainWindow::sideBarFoldsAndStaysFolded()
{
    WindowBench bench;
    openFresh(bench);
    auto* nav = bench.find<NavBar>(u"navBar"_s);
    QVERIFY(!nav->isRail());
    press(bench, Qt::Key_B, Qt::ControlModifier);
    QVERIFY(nav->isRail());
    QVERIFY(bench.settings->isSideBarFolded());
    press(bench, Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!nav->isRail());
}

void TstMainWindow::narrowWindowShowsTheRail()
{
    WindowBench bench;
    openFresh(bench);
    auto* nav = bench.find<NavBar>(u"navBar"_s);
    bench.window->resize(1180, 800);
    QVERIFY(!nav->isRail());
    bench.window->resize(1100, 800);
    QVERIFY(nav->isRail());
    bench.window->resize(200, 200);
    QCOMPARE(bench.window->size(), QSize(1024, 720));
}

void TstMainWindow::longTitleDoesNotWidenTheWindow()
{
    WindowBench bench;
    openFresh(bench);
    bench.window->resize(1024, 720);
    bench.page()->words = QString(600, u'w');
    Q_EMIT bench.page()->titleChanged();
    QTest::qWait(20);
    QVERIFY(bench.window->minimumSizeHint().width() <= 1024);
    QCOMPARE(bench.window->width(), 1024);
}

void TstMainWindow::paneKeyGoesRound()
{
    WindowBench bench;
    openFresh(bench);
    BenchPage* page = bench.page();
    page->field->setFocus();
    press(bench, Qt::Key_F6);
    QCOMPARE(bench.window->focusWidget(), page->button);
    press(bench, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(bench.window->focusWidget(), page->field);
    for (int i = 0; i < 4; ++i) { // field, button, header, side bar
        press(bench, Qt::Key_F6);
    }
    QCOMPARE(bench.window->focusWidget(), page->field);
}

void TstMainWindow::droppedFileGoesToImport()
{
    WindowBench bench;
    openFresh(bench);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/data/votes.jsonl"_s), QUrl::fromLocalFile(u"/data/more.jsonl"_s)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(bench.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(bench.window.get(), &drop);
    QCOMPARE(bench.window->currentPage()->pageId(), u"data"_s);
    QCOMPARE(bench.page()->opened, u"import:/data/votes.jsonl\n/data/more.jsonl"_s);
}

void TstMainWindow::sameMessageStandsOnce()
{
    WindowBench bench;
    MessageStack* messages = bench.window->messages();
    messages->post(MessageKind::Info, u"One"_s);
    messages->post(MessageKind::Info, u"Two"_s);
    messages->post(MessageKind::Info, u"One"_s);
    QCOMPARE(messages->bars().size(), 2);
    QCOMPARE(messages->bars().first()->title(), u"One"_s);
    messages->post(MessageKind::Info, u"Three"_s);
    messages->post(MessageKind::Info, u"Four"_s);
    QCOMPARE(messages->bars().size(), 3);
}

void TstMainWindow::escapeTakesTheNewestMessageAway()
{
    WindowBench bench;
    openFresh(bench);
    bench.window->messages()->post(MessageKind::Info, u"One"_s);
    bench.window->messages()->post(MessageKind::Info, u"Two"_s);
    press(bench, Qt::Key_Escape);
    QCOMPARE(bench.window->messages()->bars().size(), 1);
    QCOMPARE(bench.window->messages()->bars().first()->title(), u"One"_s);
}

void TstMainWindow::storeFailureIsShownAndNotSaved()
{
    WindowBench bench;
    openFresh(bench);
    Q_EMIT bench.page()->errorOccurred(makeError(ErrorCode::DiskFull, u"no space"_s));
    QCOMPARE(bench.window->messages()->bars().size(), 1);
    QVERIFY(bench.window->messages()->bars().first()->title().contains(u"the disk is full"_s));
    QCOMPARE(bench.find<StatusItem>(u"savedState"_s)->text(), u"Not saved"_s);
}

void TstMainWindow::closingDeactivatesThePage()
{
    WindowBench bench;
    openFresh(bench);
    QSignalSpy closing(&bench.workspace, &Workspace::aboutToClose);
    int deactivated = 0;
    connect(bench.window->currentPage(), &QObject::destroyed, this, [&] { ++deactivated; });
    bench.window->close();
    QCOMPARE(closing.count(), 1);
    QCOMPARE(deactivated, 1);
    QVERIFY(!bench.workspace.isOpen());
    QCOMPARE(bench.settings->splitterSizes(u"window"_s).size(), 3);
}

QTEST_MAIN(TstMainWindow)
#include "tst_mainwindow.moc"
