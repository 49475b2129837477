#include "ui/shell/actioncollection.h"
#include "ui/shell/keyrouter.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

ActionSpec spec(const QString& id, const QString& context, const QString& text, QList<QKeySequence> keys = {})
{
    ActionSpec result;
    result.id = id;
    result.context = context;
    result.group = u"Group"_s;
    result.text = text;
    result.keys = std::move(keys);
    return result;
}

/// A few actions with the keys that the program gives them.
void fill(ActionCollection& actions)
{
    actions.add(spec(u"global.palette"_s, u"global"_s, u"Go to or do"_s, {QKeySequence(u"Ctrl+K"_s)}));
    actions.add(spec(u"global.keys"_s, u"global"_s, u"This sheet"_s, {QKeySequence(u"?"_s)}));
    actions.add(spec(u"global.go.home"_s, u"global"_s, u"Project home"_s, {QKeySequence(u"G, H"_s)}));
    actions.add(spec(u"annotate.submit"_s, u"annotate"_s, u"Submit"_s, {QKeySequence(u"Return"_s)}));
    actions.add(spec(u"annotate.skip"_s, u"annotate"_s, u"Skip"_s, {QKeySequence(u"S"_s)}));
    actions.add(spec(u"annotate.undo"_s, u"annotate"_s, u"Undo"_s, {QKeySequence(u"Ctrl+Z"_s)}));
    actions.add(
        spec(u"annotate.pairwise.a"_s, u"annotate.pairwise"_s, u"A is better"_s, {QKeySequence(u"1"_s)}));
    actions.add(
        spec(u"annotate.pairwise.bothBad"_s, u"annotate.pairwise"_s, u"Both bad"_s, {QKeySequence(u"4"_s)}));
    actions.add(spec(u"annotate.rating.rate1"_s, u"annotate.rating"_s, u"Rate 1"_s, {QKeySequence(u"1"_s)}));
    actions.add(spec(u"home.next"_s, u"home"_s, u"First step"_s, {QKeySequence(u"1"_s)}));
}

QKeyEvent press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier, const QString& text = {},
                bool isRepeat = false)
{
    return QKeyEvent(QEvent::KeyPress, key, modifiers, text, isRepeat);
}

} // namespace

class TstActionCollection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void siblingsMayShareAKey();
    void clashIsFound_data();
    void clashIsFound();
    void remapIsRefusedByName_data();
    void remapIsRefusedByName();
    void remapTakesEffectAndIsKept();
    void keptKeyThatClashesIsDropped();
    void profileChangesKeysAndKeepsTheUsersOwn();
    void keycapsSayTheKey_data();
    void keycapsSayTheKey();
    void narrowContextAnswersFirst();
    void otherContextStaysSilent();
    void typingIsLeftToFields_data();
    void typingIsLeftToFields();
    void readOnlyTextLetsKeysThrough();
    void spaceIsLeftToAButton();
    void sequenceNeedsItsSecondKey();
    void sequenceRunsOut();
    void repeatDoesNotSubmitTwice();
    void disabledActionLeavesTheKey();
    void shiftedSignMatches();
    void routerFeedsTheWindow();
};

void TstActionCollection::siblingsMayShareAKey()
{
    ActionCollection actions;
    fill(actions);
    QVERIFY(actions.clashes().isEmpty());
}

void TstActionCollection::clashIsFound_data()
{
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("other");
    QTest::newRow("same context") << u"annotate.pairwise"_s << u"4"_s << u"annotate.pairwise.bothBad"_s;
    QTest::newRow("enclosing context") << u"annotate"_s << u"4"_s << u"annotate.pairwise.bothBad"_s;
    QTest::newRow("enclosed context") << u"annotate.span"_s << u"S"_s << u"annotate.skip"_s;
    QTest::newRow("global encloses all") << u"global"_s << u"Ctrl+Z"_s << u"annotate.undo"_s;
    QTest::newRow("first key of a sequence") << u"home"_s << u"G"_s << u"global.go.home"_s;
}

void TstActionCollection::clashIsFound()
{
    QFETCH(QString, context);
    QFETCH(QString, key);
    QFETCH(QString, other);
    ActionCollection actions;
    fill(actions);
    actions.add(spec(u"planted"_s, context, u"Planted"_s, {QKeySequence(key)}));
    const QList<ActionClash> clashes = actions.clashes();
    QCOMPARE(clashes.size(), 1);
    QCOMPARE(clashes.first().first, other);
    QCOMPARE(clashes.first().second, u"planted"_s);
}

void TstActionCollection::remapIsRefusedByName_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("says");
    QTest::newRow("taken beside it") << u"annotate.pairwise.a"_s << u"4"_s << u"Both bad"_s;
    QTest::newRow("taken above it") << u"annotate.pairwise.a"_s << u"S"_s << u"Skip"_s;
    QTest::newRow("taken everywhere") << u"annotate.submit"_s << u"Ctrl+K"_s << u"Go to or do"_s;
    QTest::newRow("Backspace alone") << u"annotate.skip"_s << u"Backspace"_s << u"alone does nothing"_s;
    QTest::newRow("unknown action") << u"no.such"_s << u"Z"_s << u"no.such"_s;
}

void TstActionCollection::remapIsRefusedByName()
{
    QFETCH(QString, id);
    QFETCH(QString, key);
    QFETCH(QString, says);
    ActionCollection actions;
    fill(actions);
    const QList<QKeySequence> before = actions.keys(id);
    const Result<void> set = actions.setUserKeys(id, {QKeySequence(key)});
    QVERIFY(!set);
    QVERIFY2(set.error().message.contains(says), qPrintable(set.error().message));
    QCOMPARE(actions.keys(id), before);
}

void TstActionCollection::remapTakesEffectAndIsKept()
{
    ActionCollection actions;
    fill(actions);
    QSignalSpy changed(&actions, &ActionCollection::keysChanged);
    QVERIFY(actions.setUserKeys(u"annotate.skip"_s, {QKeySequence(u"Z"_s)}));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(actions.action(u"annotate.skip"_s)->property("keycaps").toStringList(), QStringList{u"Z"_s});

    ActionCollection later;
    later.restoreUserKeys(actions.userKeys());
    fill(later);
    QCOMPARE(later.keys(u"annotate.skip"_s), QList{QKeySequence(u"Z"_s)});
    later.resetKeys(u"annotate.skip"_s);
    QCOMPARE(later.keys(u"annotate.skip"_s), QList{QKeySequence(u"S"_s)});
}

void TstActionCollection::keptKeyThatClashesIsDropped()
{
    ActionCollection actions;
    actions.restoreUserKeys({{u"annotate.skip"_s, u"Return"_s}});
    fill(actions);
    QVERIFY(actions.clashes().isEmpty());
    QCOMPARE(actions.keys(u"annotate.skip"_s), QList{QKeySequence(u"S"_s)});
}

void TstActionCollection::profileChangesKeysAndKeepsTheUsersOwn()
{
    ActionCollection actions;
    fill(actions);
    QVERIFY(actions.setUserKeys(u"home.next"_s, {QKeySequence(u"7"_s)}));
    actions.setProfile(KeyProfile::Prodigy);
    QCOMPARE(actions.keys(u"annotate.submit"_s).first(), QKeySequence(u"A"_s));
    QCOMPARE(actions.keys(u"annotate.undo"_s).first(), QKeySequence(Qt::Key_Backspace));
    QCOMPARE(actions.keys(u"home.next"_s), QList{QKeySequence(u"7"_s)});
    QVERIFY(actions.clashes().isEmpty());
    actions.setProfile(KeyProfile::LabelStudio);
    QCOMPARE(actions.keys(u"annotate.submit"_s).first(), QKeySequence(u"Ctrl+Return"_s));
    QVERIFY(actions.clashes().isEmpty());
    QCOMPARE(keyProfileFromName(toName(KeyProfile::LabelStudio)), KeyProfile::LabelStudio);
}

void TstActionCollection::keycapsSayTheKey_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("caps");
    QTest::newRow("letter") << u"S"_s << QStringList{u"S"_s};
    QTest::newRow("modifiers") << u"Ctrl+Shift+Z"_s << QStringList{u"Ctrl"_s, u"Shift"_s, u"Z"_s};
    QTest::newRow("sequence") << u"G, H"_s << QStringList{u"g"_s, u"h"_s};
    QTest::newRow("Enter") << u"Return"_s << QStringList{u"Enter"_s};
    QTest::newRow("arrow") << u"Alt+Left"_s << QStringList{u"Alt"_s, u"\u2190"_s};
    QTest::newRow("minus") << u"Ctrl+-"_s << QStringList{u"Ctrl"_s, u"\u2212"_s};
    QTest::newRow("comma") << u"Ctrl+,"_s << QStringList{u"Ctrl"_s, u","_s};
    QTest::newRow("plus") << u"Ctrl++"_s << QStringList{u"Ctrl"_s, u"+"_s};
}

void TstActionCollection::keycapsSayTheKey()
{
    QFETCH(QString, key);
    QFETCH(QStringList, caps);
    QCOMPARE(keycapTexts(QKeySequence(key, QKeySequence::PortableText)), caps);
}

void TstActionCollection::narrowContextAnswersFirst()
{
    ActionCollection actions;
    fill(actions);
    QSignalSpy pairwise(actions.action(u"annotate.pairwise.a"_s), &QAction::triggered);
    QSignalSpy rating(actions.action(u"annotate.rating.rate1"_s), &QAction::triggered);
    QSignalSpy submit(actions.action(u"annotate.submit"_s), &QAction::triggered);
    QKeyEvent one = press(Qt::Key_1, Qt::NoModifier, u"1"_s);
    QVERIFY(actions.handleKey(&one, {u"annotate.pairwise"_s}, nullptr));
    QCOMPARE(pairwise.count(), 1);
    QCOMPARE(rating.count(), 0);
    QKeyEvent enter = press(Qt::Key_Enter, Qt::KeypadModifier);
    QVERIFY(
        actions.handleKey(&enter, {u"annotate.pairwise"_s}, nullptr)); // the enclosing context answers too
    QCOMPARE(submit.count(), 1);
}

void TstActionCollection::otherContextStaysSilent()
{
    ActionCollection actions;
    fill(actions);
    QSignalSpy skip(actions.action(u"annotate.skip"_s), &QAction::triggered);
    QKeyEvent s = press(Qt::Key_S, Qt::NoModifier, u"s"_s);
    QVERIFY(!actions.handleKey(&s, {u"home"_s}, nullptr));
    QCOMPARE(skip.count(), 0);
}

void TstActionCollection::typingIsLeftToFields_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isAction");
    QTest::newRow("letter") << int(Qt::Key_S) << int(Qt::NoModifier) << u"s"_s << false;
    QTest::newRow("capital") << int(Qt::Key_S) << int(Qt::ShiftModifier) << u"S"_s << false;
    QTest::newRow("digit") << int(Qt::Key_1) << int(Qt::NoModifier) << u"1"_s << false;
    QTest::newRow("Enter") << int(Qt::Key_Return) << int(Qt::NoModifier) << u"\r"_s << false;
    QTest::newRow("undo of the field") << int(Qt::Key_Z) << int(Qt::ControlModifier) << QString() << false;
    QTest::newRow("AltGr sign") << int(Qt::Key_At) << int(Qt::ControlModifier | Qt::AltModifier) << u"@"_s
                                << false;
    QTest::newRow("palette") << int(Qt::Key_K) << int(Qt::ControlModifier) << QString() << true;
}

void TstActionCollection::typingIsLeftToFields()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(QString, text);
    QFETCH(bool, isAction);
    ActionCollection actions;
    fill(actions);
    QLineEdit line;
    QPlainTextEdit plain;
    QWidget own;
    own.setProperty("takesText", true);
    for (QWidget* field : {static_cast<QWidget*>(&line), static_cast<QWidget*>(&plain), &own}) {
        QKeyEvent event = press(key, Qt::KeyboardModifiers(modifiers), text);
        QCOMPARE(actions.handleKey(&event, {u"annotate.pairwise"_s}, field), isAction);
    }
}

void TstActionCollection::readOnlyTextLetsKeysThrough()
{
    ActionCollection actions;
    fill(actions);
    QPlainTextEdit reader;
    reader.setReadOnly(true);
    QSignalSpy skip(actions.action(u"annotate.skip"_s), &QAction::triggered);
    QKeyEvent s = press(Qt::Key_S, Qt::NoModifier, u"s"_s);
    QVERIFY(actions.handleKey(&s, {u"annotate"_s}, &reader));
    QCOMPARE(skip.count(), 1);
}

void TstActionCollection::spaceIsLeftToAButton()
{
    ActionCollection actions;
    actions.add(spec(u"annotate.span.start"_s, u"annotate.span"_s, u"Start"_s, {QKeySequence(u"Space"_s)}));
    QPushButton button;
    QWidget text;
    QKeyEvent space = press(Qt::Key_Space, Qt::NoModifier, u" "_s);
    QVERIFY(!actions.handleKey(&space, {u"annotate.span"_s}, &button));
    QVERIFY(actions.handleKey(&space, {u"annotate.span"_s}, &text));
}

void TstActionCollection::sequenceNeedsItsSecondKey()
{
    ActionCollection actions;
    fill(actions);
    QSignalSpy home(actions.action(u"global.go.home"_s), &QAction::triggered);
    QSignalSpy pending(&actions, &ActionCollection::pendingKeyChanged);
    QKeyEvent g = press(Qt::Key_G, Qt::NoModifier, u"g"_s);
    QKeyEvent h = press(Qt::Key_H, Qt::NoModifier, u"h"_s);
    QKeyEvent x = press(Qt::Key_X, Qt::NoModifier, u"x"_s);
    QVERIFY(actions.handleKey(&g, {u"annotate"_s}, nullptr));
    QCOMPARE(actions.pendingKey(), QKeySequence(u"G"_s));
    QVERIFY(actions.handleKey(&h, {u"annotate"_s}, nullptr));
    QCOMPARE(home.count(), 1);
    QVERIFY(actions.pendingKey().isEmpty());
    QCOMPARE(pending.count(), 2);

    QVERIFY(actions.handleKey(&g, {u"annotate"_s}, nullptr));
    QVERIFY(actions.handleKey(&x, {u"annotate"_s}, nullptr)); // used up, and nothing else happens
    QCOMPARE(home.count(), 1);
    QVERIFY(!actions.handleKey(&h, {u"annotate"_s}, nullptr));
}

void TstActionCollection::sequenceRunsOut()
{
    ActionCollection actions;
    fill(actions);
    QKeyEvent g = press(Qt::Key_G, Qt::NoModifier, u"g"_s);
    QVERIFY(actions.handleKey(&g, {}, nullptr));
    QTRY_VERIFY_WITH_TIMEOUT(actions.pendingKey().isEmpty(), 2000);
}

void TstActionCollection::repeatDoesNotSubmitTwice()
{
    ActionCollection actions;
    fill(actions);
    QSignalSpy submit(actions.action(u"annotate.submit"_s), &QAction::triggered);
    QKeyEvent first = press(Qt::Key_Return);
    QKeyEvent held = press(Qt::Key_Return, Qt::NoModifier, {}, true);
    QVERIFY(actions.handleKey(&first, {u"annotate"_s}, nullptr));
    QVERIFY(actions.handleKey(&held, {u"annotate"_s}, nullptr));
    QCOMPARE(submit.count(), 1);
}

void TstActionCollection::disabledActionLeavesTheKey()
{
    ActionCollection actions;
    fill(actions);
    actions.action(u"annotate.skip"_s)->setEnabled(false);
    QKeyEvent s = press(Qt::Key_S, Qt::NoModifier, u"s"_s);
    QVERIFY(!actions.handleKey(&s, {u"annotate"_s}, nullptr));
}

void TstActionCollection::shiftedSignMatches()
{
    ActionCollection actions;
    fill(actions);
    QSignalSpy sheet(actions.action(u"global.keys"_s), &QAction::triggered);
    QKeyEvent sign = press(Qt::Key_Question, Qt::ShiftModifier, u"?"_s);
    QVERIFY(actions.handleKey(&sign, {u"home"_s}, nullptr));
    QCOMPARE(sheet.count(), 1);
    // A layout whose digits need Shift still rates.
    QSignalSpy rate(actions.action(u"annotate.rating.rate1"_s), &QAction::triggered);
    QKeyEvent digit = press(Qt::Key_1, Qt::ShiftModifier, u"1"_s);
    QVERIFY(actions.handleKey(&digit, {u"annotate.rating"_s}, nullptr));
    QCOMPARE(rate.count(), 1);
}

void TstActionCollection::routerFeedsTheWindow()
{
    ActionCollection actions;
    fill(actions);
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    auto* field = new QLineEdit;
    auto* button = new QPushButton(u"Button"_s);
    layout->addWidget(field);
    layout->addWidget(button);
    bool isActive = true;
    new KeyRouter(actions, &window, [&] { return isActive ? QStringList{u"annotate"_s} : QStringList(); });
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QSignalSpy skip(actions.action(u"annotate.skip"_s), &QAction::triggered);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_S);
    QCOMPARE(skip.count(), 1);
    field->setFocus();
    QTest::keyClicks(field, u"sessions"_s);
    QCOMPARE(field->text(), u"sessions"_s);
    QCOMPARE(skip.count(), 1);
    isActive = false;
    button->setFocus();
    QTest::keyClick(button, Qt::Key_S);
    QCOMPARE(skip.count(), 1);
}

QTEST_MAIN(TstActionCollection)
#include "tst_actioncollection.moc"
