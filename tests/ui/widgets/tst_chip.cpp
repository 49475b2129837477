#include "ui/theme/theme.h"
#include "ui/widgets/categorybutton.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/reasonchip.h"

#include <QAccessible>
#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstChip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clickAndEnterEdit();
    void crossAndDeleteRemove();
    void aFixedChipCannotBeRemoved();
    void aNarrowChipKeepsItsValueReadable();
    void reasonTogglesByClickAndKey();
    void reasonFollowsItsAction();
    void checkIsReadOut();
    void openCategoryTakesItsMarksColour();

private:
    Theme m_theme;
};

void TstChip::clickAndEnterEdit()
{
    Chip chip(m_theme, u"votes by"_s, u"people"_s);
    QCOMPARE(chip.accessibleName(), u"votes by people"_s);
    chip.resize(chip.sizeHint());
    QSignalSpy edited(&chip, &QAbstractButton::clicked);
    QSignalSpy removed(&chip, &Chip::removed);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(12, 12));
    QTest::keyClick(&chip, Qt::Key_Return);
    QCOMPARE(edited.count(), 2);
    QCOMPARE(removed.count(), 0);
}

void TstChip::crossAndDeleteRemove()
{
    Chip chip(m_theme, u"votes by"_s, u"people"_s);
    chip.resize(chip.sizeHint());
    QSignalSpy edited(&chip, &QAbstractButton::clicked);
    QSignalSpy removed(&chip, &Chip::removed);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 12, 12));
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.count(), 2);
    // Backspace alone does nothing.
    QTest::keyClick(&chip, Qt::Key_Backspace);
    QCOMPARE(removed.count(), 2);
    QCOMPARE(edited.count(), 0);
    // Pressed on the cross, let go beside it: nothing.
    QTest::mousePress(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 12, 12));
    QTest::mouseRelease(&chip, Qt::LeftButton, {}, QPoint(5, 12));
    QCOMPARE(removed.count(), 2);
}

void TstChip::aFixedChipCannotBeRemoved()
{
    Chip chip(m_theme, {}, u"Plumbline"_s, Chip::Kind::Selection);
    const int wide = chip.sizeHint().width();
    chip.setRemovable(false);
    QVERIFY(chip.sizeHint().width() < wide);
    QSignalSpy removed(&chip, &Chip::removed);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.count(), 0);
}

void TstChip::aNarrowChipKeepsItsValueReadable()
{
    Chip chip(m_theme, u"a very long description of a filter"_s, u"gpt-4"_s);
    QVERIFY(chip.minimumSizeHint().width() <= 64);
    chip.resize(120, 24);
    // The right half holds the value: dark ink must be there.
    const QImage image = chip.grab(QRect(60, 0, 36, 24)).toImage();
    int inked = 0;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 4; y < 20; ++y) {
            inked += image.pixelColor(x, y).lightness() < 100 ? 1 : 0;
        }
    }
    QVERIFY(inked > 10);
}

void TstChip::reasonTogglesByClickAndKey()
{
    ReasonChip chip(m_theme, u"Clearer"_s, u"E"_s);
    QCOMPARE(chip.sizeHint().height(), 28);
    const int off = chip.sizeHint().width();
    QSignalSpy toggled(&chip, &QAbstractButton::toggled);
    QTest::mouseClick(&chip, Qt::LeftButton);
    QVERIFY(chip.isChecked());
    QVERIFY(chip.sizeHint().width() > off);
    QTest::keyClick(&chip, Qt::Key_Space);
    QVERIFY(!chip.isChecked());
    QCOMPARE(toggled.count(), 2);
}

void TstChip::reasonFollowsItsAction()
{
    QAction action(u"Better style"_s);
    action.setCheckable(true);
    action.setProperty("keys", u"R"_s);
    ReasonChip chip(m_theme, &action);
    QCOMPARE(chip.keys(), QStringList{u"R"_s});
    QTest::mouseClick(&chip, Qt::LeftButton);
    QVERIFY(action.isChecked());
    action.setChecked(false);
    QVERIFY(!chip.isChecked());
}

void TstChip::checkIsReadOut()
{
    ReasonChip chip(m_theme, u"Safer"_s, u"T"_s);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&chip);
    QVERIFY(accessible->state().checkable);
    QVERIFY(!accessible->state().checked);
    chip.setChecked(true);
    QVERIFY(accessible->state().checked);
    QCOMPARE(accessible->text(QAccessible::Name), u"Safer"_s);
}

void TstChip::openCategoryTakesItsMarksColour()
{
    CategoryButton button(m_theme, 2, u"Unverifiable"_s, u"4"_s);
    QCOMPARE(button.letter(), u"U"_s);
    button.resize(button.sizeHint());
    const QSize before = button.sizeHint();
    const auto edge = [&button] {
        return button.grab().toImage().pixelColor(button.width() / 2, button.height() - 1).rgb();
    };
    QCOMPARE(edge(), m_theme.color(Color::Control).rgb());
    QTest::mouseClick(&button, Qt::LeftButton);
    QCOMPARE(edge(), m_theme.categoryMark(2).rgb());
    QCOMPARE(button.sizeHint(), before);
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstChip)
#include "tst_chip.moc"
