#include "app/pages.h"
#include "tests/support/workbench.h"
#include "ui/screens/settings/keysmodel.h"

#include <QAction>
#include <QSet>
#include <QTableView>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// No key of the real program means two things at once, in any profile, and none takes away by itself.
class TstShortcuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyKeyIsKnownBeforeItsPageIsOpened();
    void aPageThatWasNotOpenedYetCanBeGivenOtherKeys();
    void noKeyMeansTwoThings_data();
    void noKeyMeansTwoThings();
    void plantedClashIsFound();
    void everyActionSaysWhatItDoes();
    void backspaceAloneTakesNothingAway();
    void noActionIsAQtShortcut();

private:
    std::unique_ptr<Workbench> m_bench;
    QSet<QString> m_known; ///< ids before any page was opened
};

void TstShortcuts::initTestCase()
{
    m_bench = std::make_unique<Workbench>();
    const QList<ActionSpec> specs = m_bench->actions().specs();
    for (const ActionSpec& spec : specs) {
        m_known.insert(spec.id);
    }
    QVERIFY(m_bench->openSample());
    const QList<PageFactory> pages = workbenchPages();
    for (const PageFactory& page : pages) {
        m_bench->window().showPage(page.id);
        QTest::qWait(200);
    }
    for (const QString& uid : {u"sample-pair-001"_s, u"sample-rating-001"_s, u"sample-span-001"_s}) {
        QVERIFY(m_bench->openItem(uid));
    }
    QVERIFY2(m_bench->actions().specs().size() > 60, "the pages have added their actions");
}

/// Settings and the sheet of keys list what the pages add at the start: PageFactory::addActions, and
/// addAllAnnotateActions() for the kinds of items.
void TstShortcuts::everyKeyIsKnownBeforeItsPageIsOpened()
{
    QStringList late;
    const QList<ActionSpec> specs = m_bench->actions().specs();
    for (const ActionSpec& spec : specs) {
        if (!m_known.contains(spec.id) && spec.context != u"popover") {
            late.append(spec.id);
        }
    }
    QVERIFY2(late.isEmpty(), qPrintable(late.join(u", "_s)));
}

void TstShortcuts::aPageThatWasNotOpenedYetCanBeGivenOtherKeys()
{
    Workbench fresh;
    ActionCollection& actions = fresh.actions();
    fresh.window().showPage(u"settings"_s);
    auto* table = fresh.window().findChild<QTableView*>(u"keyTable"_s);
    QVERIFY(table != nullptr);
    const KeysModel* keys = qobject_cast<KeysModel*>(table->model());
    QVERIFY(keys != nullptr);
    for (const QString& id : {u"batches.order"_s, u"annotate.span.start"_s, u"annotate.rating.up"_s,
                              u"annotate.pairwise.tie"_s, u"jobs.again"_s, u"export.split"_s}) {
        QVERIFY2(keys->rowOf(id) >= 0, qPrintable(id));
    }
    const Result<void> clash = actions.setUserKeys(u"batches.order"_s, {QKeySequence(Qt::Key_L)});
    QVERIFY(!clash); // the same page's, which was not opened either
    QCOMPARE(clash.error().code, ErrorCode::AlreadyExists);
    QVERIFY2(clash.error().message.contains(u"Ask for more labels"), qPrintable(clash.error().message));
    QVERIFY(actions.setUserKeys(u"batches.order"_s, {QKeySequence(Qt::Key_F9)}));
    QVERIFY(fresh.openSample());
    fresh.window().showPage(u"batches"_s);
    QCOMPARE(actions.keys(u"batches.order"_s), QList<QKeySequence>{QKeySequence(Qt::Key_F9)});
    QCOMPARE(actions.keycapTexts(u"batches.order"_s), QStringList{u"F9"_s});
}

void TstShortcuts::noKeyMeansTwoThings_data()
{
    QTest::addColumn<int>("profile");
    QTest::newRow("Plumbline") << int(KeyProfile::Plumbline);
    QTest::newRow("Prodigy") << int(KeyProfile::Prodigy);
    QTest::newRow("Label Studio") << int(KeyProfile::LabelStudio);
}

void TstShortcuts::noKeyMeansTwoThings()
{
    QFETCH(int, profile);
    ActionCollection& actions = m_bench->actions();
    actions.setProfile(static_cast<KeyProfile>(profile));
    QStringList found;
    const QList<ActionClash> clashes = actions.clashes();
    for (const ActionClash& clash : clashes) {
        found.append(u"%1: %2 and %3"_s.arg(clash.key.toString(), clash.first, clash.second));
    }
    actions.setProfile(KeyProfile::Plumbline);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TstShortcuts::plantedClashIsFound()
{
    ActionCollection actions;
    const QList<ActionSpec> specs = m_bench->actions().specs();
    for (const ActionSpec& spec : specs) {
        actions.add(spec);
    }
    QVERIFY(actions.clashes().isEmpty());
    ActionSpec planted;
    planted.id = u"planted"_s;
    planted.context = u"global"_s;
    planted.keys = {QKeySequence(Qt::Key_Return)};
    actions.add(planted);
    QVERIFY(!actions.clashes().isEmpty());
}

void TstShortcuts::everyActionSaysWhatItDoes()
{
    const QList<ActionSpec> specs = m_bench->actions().specs();
    for (const ActionSpec& spec : specs) {
        QVERIFY2(!spec.text.isEmpty(), qPrintable(spec.id));
        QVERIFY2(spec.keyText.isEmpty() || !m_bench->actions().keycapTexts(spec.id).isEmpty(),
                 qPrintable(spec.id));
    }
}

void TstShortcuts::backspaceAloneTakesNothingAway()
{
    ActionCollection& actions = m_bench->actions();
    for (const KeyProfile profile : {KeyProfile::Plumbline, KeyProfile::Prodigy, KeyProfile::LabelStudio}) {
        actions.setProfile(profile);
        const QList<ActionSpec> specs = actions.specs();
        for (const ActionSpec& spec : specs) {
            const QList<QKeySequence> keys = actions.keys(spec.id);
            const bool isBare =
                keys.contains(QKeySequence(Qt::Key_Backspace)) || keys.contains(QKeySequence(Qt::Key_Delete));
            QVERIFY2(!isBare || spec.id.endsWith(u".undo"_s), qPrintable(spec.id));
        }
    }
    actions.setProfile(KeyProfile::Plumbline);
}

void TstShortcuts::noActionIsAQtShortcut()
{
    // A Qt shortcut would act while one types; keys go through the KeyRouter alone.
    const QList<QAction*> all =
        m_bench->window().findChildren<QAction*>() + m_bench->actions().findChildren<QAction*>();
    for (const QAction* action : all) {
        QVERIFY2(action->shortcut().isEmpty(), qPrintable(action->objectName() + action->text()));
    }
}

QTEST_MAIN(TstShortcuts)
#include "tst_shortcuts.moc"
