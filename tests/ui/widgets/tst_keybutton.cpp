#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/keycaps.h"

#include <QAccessible>
#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstKeyButton : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void capsOfAShortcut_data();
    void capsOfAShortcut();
    void capsOfTheKeysProperty();
    void clickAndKeysTriggerTheAction_data();
    void clickAndKeysTriggerTheAction();
    void toggleFollowsTheAction();
    void everythingIsReadFromTheAction();
    void disabledDoesNothing();
    void aChangedKeyMakesTheButtonWider();
    void iconOnlyHasNameAndTooltip();
    void deletingInsideTheClickIsSafe();
    void screenReaderGetsNameAndKey();
    void everyKindPaintsItself_data();
    void everyKindPaintsItself();

private:
    Theme m_theme;
};

void TstKeyButton::capsOfAShortcut_data()
{
    QTest::addColumn<QKeySequence>("sequence");
    QTest::addColumn<QStringList>("caps");
    QTest::newRow("letter") << QKeySequence(Qt::Key_I) << QStringList{u"I"_s};
    QTest::newRow("chord") << QKeySequence(u"Ctrl+Z"_s) << QStringList{u"Ctrl"_s, u"Z"_s};
    QTest::newRow("return is Enter") << QKeySequence(Qt::Key_Return) << QStringList{u"Enter"_s};
    QTest::newRow("plus itself") << QKeySequence(u"Ctrl++"_s) << QStringList{u"Ctrl"_s, u"+"_s};
    QTest::newRow("arrow") << QKeySequence(u"Alt+Left"_s) << QStringList{u"Alt"_s, u"←"_s};
    QTest::newRow("minus") << QKeySequence(u"Ctrl+-"_s) << QStringList{u"Ctrl"_s, u"−"_s};
    QTest::newRow("sequence") << QKeySequence(u"G, H"_s) << QStringList{u"g"_s, u"h"_s};
    QTest::newRow("none") << QKeySequence() << QStringList();
}

void TstKeyButton::capsOfAShortcut()
{
    QFETCH(QKeySequence, sequence);
    QFETCH(QStringList, caps);
    QCOMPARE(keysOf(sequence), caps);
}

void TstKeyButton::capsOfTheKeysProperty()
{
    QAction action(u"A is much better"_s);
    action.setShortcut(Qt::Key_A);
    QCOMPARE(keysOf(action), QStringList{u"A"_s});
    action.setProperty("keys", u"1 1"_s);
    const QStringList twice = {u"1"_s, u"1"_s};
    QCOMPARE(keysOf(action), twice);
    action.setProperty("keys", QStringList{u"Page Up"_s});
    QCOMPARE(keysOf(action), QStringList{u"Page Up"_s});
    action.setProperty("keys", QString());
    QVERIFY(keysOf(action).isEmpty());
    QVERIFY(keycapsWidth(m_theme, twice) > keycapsWidth(m_theme, {u"1"_s}));
    QCOMPARE(keycapsWidth(m_theme, {}), 0.0);
}

void TstKeyButton::clickAndKeysTriggerTheAction_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("click") << 0;
    QTest::newRow("space") << int(Qt::Key_Space);
    QTest::newRow("return") << int(Qt::Key_Return);
    QTest::newRow("enter of the keypad") << int(Qt::Key_Enter);
}

void TstKeyButton::clickAndKeysTriggerTheAction()
{
    QFETCH(int, key);
    QAction action(u"Import"_s);
    QSignalSpy spy(&action, &QAction::triggered);
    KeyButton button(m_theme, &action);
    button.show();
    if (key == 0) {
        QTest::mouseClick(&button, Qt::LeftButton);
    } else {
        QTest::keyClick(&button, static_cast<Qt::Key>(key));
    }
    QCOMPARE(spy.count(), 1);
}

void TstKeyButton::toggleFollowsTheAction()
{
    QAction action(u"Markdown"_s);
    action.setCheckable(true);
    KeyButton button(m_theme, &action, KeyButton::Kind::Toggle);
    QVERIFY(!button.isChecked());
    QTest::mouseClick(&button, Qt::LeftButton);
    QVERIFY(action.isChecked());
    QVERIFY(button.isChecked());
    action.setChecked(false);
    QVERIFY(!button.isChecked());
}

void TstKeyButton::everythingIsReadFromTheAction()
{
    QAction action(u"&Import && check"_s);
    action.setShortcut(Qt::Key_I);
    KeyButton button(m_theme, &action);
    QCOMPARE(button.text(), u"Import & check"_s);
    QCOMPARE(button.accessibleName(), u"Import & check"_s);
    QCOMPARE(button.keys(), QStringList{u"I"_s});
    action.setText(u"Import 3 lines"_s);
    action.setShortcut(QKeySequence(u"Ctrl+I"_s));
    action.setToolTip(u"Reads a file"_s);
    action.setEnabled(false);
    QCOMPARE(button.text(), u"Import 3 lines"_s);
    QCOMPARE(button.toolTip(), u"Reads a file"_s);
    QCOMPARE(button.keys().size(), 2);
    QVERIFY(!button.isEnabled());
    action.setVisible(false);
    QVERIFY(button.isHidden());
    action.setVisible(true);
    QVERIFY(!button.isHidden());
}

void TstKeyButton::disabledDoesNothing()
{
    QAction action(u"Submit"_s);
    action.setEnabled(false);
    QSignalSpy spy(&action, &QAction::triggered);
    KeyButton button(m_theme, &action, KeyButton::Kind::Primary);
    QTest::mouseClick(&button, Qt::LeftButton);
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(spy.count(), 0);
}

void TstKeyButton::aChangedKeyMakesTheButtonWider()
{
    QAction action(u"Undo"_s);
    KeyButton button(m_theme, &action);
    const int without = button.sizeHint().width();
    action.setShortcut(QKeySequence(u"Ctrl+Z"_s));
    QVERIFY(button.sizeHint().width() > without + 40);
    button.setKeysShown(false);
    QCOMPARE(button.sizeHint().width(), without);
    QCOMPARE(button.sizeHint().height(), 28);
    button.setControlHeight(36);
    QCOMPARE(button.sizeHint().height(), 36);
}

void TstKeyButton::iconOnlyHasNameAndTooltip()
{
    QAction action(u"Dismiss"_s);
    action.setProperty("iconName", u"x"_s);
    KeyButton button(m_theme, &action, KeyButton::Kind::Quiet);
    const int wide = button.sizeHint().width();
    button.setIconOnly(true);
    QVERIFY(button.sizeHint().width() < wide);
    QCOMPARE(button.accessibleName(), u"Dismiss"_s);
    QCOMPARE(button.toolTip(), u"Dismiss"_s);
}

void TstKeyButton::deletingInsideTheClickIsSafe()
{
    QAction action(u"Close"_s);
    QPointer<KeyButton> button = new KeyButton(m_theme, &action);
    connect(&action, &QAction::triggered, this, [&] { delete button; });
    button->click();
    QVERIFY(button == nullptr);
}

void TstKeyButton::screenReaderGetsNameAndKey()
{
    QAction action(u"Submit"_s);
    action.setProperty("keys", u"Enter"_s);
    KeyButton button(m_theme, &action, KeyButton::Kind::Primary);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&button);
    QVERIFY(accessible != nullptr);
    QCOMPARE(accessible->role(), QAccessible::Button);
    QCOMPARE(accessible->text(QAccessible::Name), u"Submit"_s);
    QVERIFY(accessible->text(QAccessible::Description).contains(u"Enter"));
}

void TstKeyButton::everyKindPaintsItself_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("ground");
    QTest::newRow("primary") << int(KeyButton::Kind::Primary) << int(Color::AccentFill);
    QTest::newRow("secondary") << int(KeyButton::Kind::Secondary) << int(Color::Surface);
    QTest::newRow("toggle that is on") << int(KeyButton::Kind::Toggle) << int(Color::AccentSoft);
    QTest::newRow("danger") << int(KeyButton::Kind::Danger) << int(Color::Surface);
}

void TstKeyButton::everyKindPaintsItself()
{
    QFETCH(int, kind);
    QFETCH(int, ground);
    QAction action(u"Go"_s);
    action.setCheckable(true);
    action.setChecked(true);
    Theme theme;
    KeyButton button(theme, &action, static_cast<KeyButton::Kind>(kind));
    button.resize(button.sizeHint());
    const auto groundPixel = [&button] { return button.grab().toImage().pixelColor(5, button.height() / 2); };
    QCOMPARE(groundPixel().rgb(), theme.color(static_cast<Color>(ground)).rgb());
    theme.setKind(ThemeKind::Dark);
    QCOMPARE(groundPixel().rgb(), theme.color(static_cast<Color>(ground)).rgb());
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstKeyButton)
#include "tst_keybutton.moc"
