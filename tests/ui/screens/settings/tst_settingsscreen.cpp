#include "tests/ui/screens/screenhost.h"
#include "ui/screens/settings/keysmodel.h"
#include "ui/screens/settings/settingsscreen.h"
#include "ui/shell/translations.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QSpinBox>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstSettingsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choicesHoldAtOnce();
    void settingsFromElsewhereAreShown();
    void keyIsChangedByPressingIt();
    void sequenceAfterGIsTaken();
    void clashNamesTheOtherAction();
    void escapeLeavesTheKey();
    void resetBringsTheDefaultBack();
    void searchNarrowsTheTable();
    void profileChangesTheDefaults();
    void nameIsKeptForTheProject();
    void nameOfAJudgeIsRefused();
    void savedSettingsCanBeLoaded();
    void brokenFileChangesNothing();
    void everyControlHasItsName();
};

namespace {

void addSamples(ActionCollection& actions)
{
    ActionSpec spec;
    spec.id = u"sample.first"_s;
    spec.context = u"sample"_s;
    spec.group = u"Sample"_s;
    spec.text = u"Do the first"_s;
    spec.keys = {QKeySequence(Qt::Key_P)};
    actions.add(spec);
    spec.id = u"sample.second"_s;
    spec.text = u"Do the second"_s;
    spec.keys = {QKeySequence(Qt::Key_L)};
    actions.add(spec);
}

void select(QTableView* table, const QString& id)
{
    auto* model = qobject_cast<KeysModel*>(table->model());
    table->setCurrentIndex(model->index(model->rowOf(id), 0));
    table->setFocus();
}

} // namespace

void TstSettingsScreen::choicesHoldAtOnce()
{
    ScreenHost host;
    host.show<SettingsScreen>();
    host.find<SegmentedControl>("settingTheme")->chooseCell(2);
    QCOMPARE(host.settings->theme(), ThemeChoice::Dark);
    host.find<SegmentedControl>("settingTextSize")->chooseCell(3);
    QCOMPARE(host.settings->responseTextSize(), 20);
    const bool before = host.settings->rendersMarkdown();
    QTest::keyClick(host.find<QCheckBox>("settingMarkdown"), Qt::Key_Space);
    QCOMPARE(host.settings->rendersMarkdown(), !before);
    const bool pace = host.settings->showsPace();
    QTest::keyClick(host.find<QCheckBox>("settingPace"), Qt::Key_Space);
    QCOMPARE(host.settings->showsPace(), !pace);
    host.find<QSpinBox>("settingLease")->setValue(45);
    QCOMPARE(host.settings->leaseMinutes(), 45);
    // One language only: no choice is shown.
    const auto* language = host.find<QComboBox>("settingLanguage");
    QCOMPARE(language->isVisibleTo(&host.window), translatedLanguages().size() > 1);
    QCOMPARE(language->count(), translatedLanguages().size() + 1);
    QCOMPARE(translatedLanguages(), QStringList{u"en"_s});
    QVERIFY(host.find<QLineEdit>("aboutLog")->text().endsWith(u"plumbline.log"));
    QVERIFY(host.find<QLineEdit>("aboutLog")->isReadOnly());
}

void TstSettingsScreen::settingsFromElsewhereAreShown()
{
    ScreenHost host;
    host.show<SettingsScreen>();
    host.settings->setTheme(ThemeChoice::HighContrast);
    QCOMPARE(host.find<SegmentedControl>("settingTheme")->value(), std::optional(3));
    host.settings->setResponseTextSize(24);
    QCOMPARE(host.find<SegmentedControl>("settingTextSize")->value(), std::optional(4));
}

void TstSettingsScreen::keyIsChangedByPressingIt()
{
    ScreenHost host;
    addSamples(host.actions);
    host.show<SettingsScreen>();
    auto* table = host.find<QTableView>("keyTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    select(table, u"sample.first"_s);
    host.press(Qt::Key_E);
    host.press(Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(host.actions.keycapTexts(u"sample.first"_s), (QStringList{u"Ctrl"_s, u"T"_s}));
    QCOMPARE(host.settings->keyOverrides().value(u"sample.first"_s), u"Ctrl+T"_s);
    auto* model = qobject_cast<KeysModel*>(table->model());
    QTRY_COMPARE(model->index(model->rowOf(u"sample.first"_s), KeysModel::OwnColumn).data().toString(),
                 u"changed by you"_s);
}

void TstSettingsScreen::sequenceAfterGIsTaken()
{
    ScreenHost host;
    addSamples(host.actions);
    host.show<SettingsScreen>();
    auto* table = host.find<QTableView>("keyTable");
    select(table, u"sample.first"_s);
    host.press(Qt::Key_Return); // in the table, the same as E
    QTRY_VERIFY(host.find<QLabel>("keyWords")->text().startsWith(u"Press"_s));
    host.press(Qt::Key_G);
    host.press(Qt::Key_Z);
    QCOMPARE(host.actions.keycapTexts(u"sample.first"_s), (QStringList{u"g"_s, u"z"_s}));
}

void TstSettingsScreen::clashNamesTheOtherAction()
{
    ScreenHost host;
    addSamples(host.actions);
    host.show<SettingsScreen>();
    select(host.find<QTableView>("keyTable"), u"sample.first"_s);
    host.press(Qt::Key_E);
    host.press(Qt::Key_L);
    auto* message = host.find<MessageBar>("settingsMessage");
    QVERIFY(message->isVisible());
    QVERIFY2(message->title().contains(u"Do the second"_s), qPrintable(message->title()));
    QCOMPARE(host.actions.keycapTexts(u"sample.first"_s), QStringList{u"P"_s});
    QVERIFY(host.settings->keyOverrides().isEmpty());
}

void TstSettingsScreen::escapeLeavesTheKey()
{
    ScreenHost host;
    addSamples(host.actions);
    host.show<SettingsScreen>();
    select(host.find<QTableView>("keyTable"), u"sample.first"_s);
    host.press(Qt::Key_E);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_K); // means nothing any more
    QCOMPARE(host.actions.keycapTexts(u"sample.first"_s), QStringList{u"P"_s});
}

void TstSettingsScreen::resetBringsTheDefaultBack()
{
    ScreenHost host;
    addSamples(host.actions);
    QVERIFY(host.actions.setUserKeys(u"sample.first"_s, {QKeySequence(Qt::Key_K)}).hasValue());
    QVERIFY(host.actions.setUserKeys(u"sample.second"_s, {QKeySequence(Qt::Key_M)}).hasValue());
    host.show<SettingsScreen>();
    select(host.find<QTableView>("keyTable"), u"sample.first"_s);
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(host.actions.keycapTexts(u"sample.first"_s), QStringList{u"P"_s});
    QCOMPARE(host.settings->keyOverrides().size(), 1);
    host.actions.action(u"settings.resetAll"_s)->trigger(); // asked, not answered
    QCOMPARE(host.actions.keycapTexts(u"sample.second"_s), QStringList{u"M"_s});
    host.dialogs.answer(u"yes"_s);
    host.actions.action(u"settings.resetAll"_s)->trigger();
    QCOMPARE(host.actions.keycapTexts(u"sample.second"_s), QStringList{u"L"_s});
    QVERIFY(host.settings->keyOverrides().isEmpty());
}

void TstSettingsScreen::searchNarrowsTheTable()
{
    ScreenHost host;
    addSamples(host.actions);
    host.show<SettingsScreen>();
    auto* table = host.find<QTableView>("keyTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int all = table->model()->rowCount();
    host.press(Qt::Key_Slash);
    QTest::keyClicks(host.find<QLineEdit>("keySearch"), u"the second"_s);
    QCOMPARE(table->model()->rowCount(), 1);
    QTest::keyClick(host.find<QLineEdit>("keySearch"), Qt::Key_Escape);
    QCOMPARE(table->model()->rowCount(), all);
}

void TstSettingsScreen::profileChangesTheDefaults()
{
    ScreenHost host;
    host.show<SettingsScreen>();
    host.find<SegmentedControl>("settingProfile")->chooseCell(1);
    QCOMPARE(host.settings->keyProfile(), KeyProfileChoice::Prodigy);
    QCOMPARE(host.actions.profile(), KeyProfile::Prodigy);
}

void TstSettingsScreen::nameIsKeptForTheProject()
{
    ScreenHost host;
    host.sit(u"ada"_s);
    auto* screen = host.show<SettingsScreen>();
    auto* name = host.find<QLineEdit>("settingName");
    QCOMPARE(name->text(), u"ada"_s);
    screen->open(u"person"_s);
    QVERIFY(name->hasFocus());
    QTest::keyClicks(name, u"lovelace"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(host.settings->annotatorName(host.fixture.path()), u"lovelace"_s);
}

void TstSettingsScreen::nameOfAJudgeIsRefused()
{
    ScreenHost host;
    host.sit(u"ada"_s);
    (void)host.fixture.annotator(u"gpt-4"_s, AnnotatorKind::Llm);
    host.show<SettingsScreen>();
    auto* name = host.find<QLineEdit>("settingName");
    name->setFocus();
    name->setText(u"gpt-4"_s);
    QTest::keyClick(name, Qt::Key_Return);
    auto* message = host.find<MessageBar>("settingsMessage");
    QTRY_VERIFY(message->isVisible());
    QCOMPARE(name->text(), u"ada"_s);
    QVERIFY(host.settings->annotatorName(host.fixture.path()).isEmpty());
}

void TstSettingsScreen::savedSettingsCanBeLoaded()
{
    ScreenHost host;
    host.show<SettingsScreen>();
    host.settings->setTheme(ThemeChoice::Dark);
    host.settings->setLeaseMinutes(33);
    const QString path = host.fixture.folder.filePath(u"settings.json"_s);
    host.dialogs.answer(path);
    host.press(Qt::Key_W);
    QTRY_VERIFY(QFile::exists(path));
    host.settings->resetAll();
    QCOMPARE(host.find<QSpinBox>("settingLease")->value(), host.settings->leaseMinutes());
    host.dialogs.answer(path);
    host.press(Qt::Key_I);
    QTRY_COMPARE(host.settings->leaseMinutes(), 33);
    QCOMPARE(host.settings->theme(), ThemeChoice::Dark);
}

void TstSettingsScreen::brokenFileChangesNothing()
{
    ScreenHost host;
    host.show<SettingsScreen>();
    const QString path = host.fixture.folder.filePath(u"broken.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"plumbline_settings\": 1, \"settings\": {\"lease_minutes\": \"soon\"}}");
    file.close();
    const int before = host.settings->leaseMinutes();
    host.dialogs.answer(path);
    host.press(Qt::Key_I);
    auto* message = host.find<MessageBar>("settingsMessage");
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->body().contains(u"lease_minutes"_s), qPrintable(message->body()));
    QCOMPARE(host.settings->leaseMinutes(), before);
}

void TstSettingsScreen::everyControlHasItsName()
{
    ScreenHost host;
    host.show<SettingsScreen>();
    QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TstSettingsScreen)
#include "tst_settingsscreen.moc"
