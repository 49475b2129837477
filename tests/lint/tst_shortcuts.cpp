#include "app/pages.h"
#include "tests/support/workbench.h"

#include <QAction>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// No key of the real program means two things at once, in any profile, and none takes away by itself.
class TstShortcuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noKeyMeansTwoThings_data();
    void noKeyMeansTwoThings();
    void plantedClashIsFound();
    void everyActionSaysWhatItDoes();
    void backspaceAloneTakesNothingAway();
    void noActionIsAQtShortcut();

private:
    std::unique_ptr<Workbench> m_bench;
};

void TstShortcuts::initTestCase()
{
    m_bench = std::make_unique<Workbench>();
    QVERIFY(m_bench->openSample());
    // Pages and panels add their actions when they are first shown.
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
