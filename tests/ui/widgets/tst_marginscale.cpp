#include "ui/theme/theme.h"
#include "ui/widgets/marginscale.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstMarginScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickChoosesTheMargin_data();
    void aClickChoosesTheMargin();
    void bothBadIsNoMargin();
    void arrowsHomeAndEndChoose();
    void withoutStrengthThereAreThreePoints();
    void hidingBothBadClearsIt();
    void settingSaysNothing();
    void choosingDoesNotMoveAnything();
    void aNarrowScaleStaysInside();
    void screenReaderSeesARadioGroup();
    void pressingThroughTheScreenReaderChooses();

private:
    Theme m_theme;
};

void TstMarginScale::aClickChoosesTheMargin_data()
{
    QTest::addColumn<int>("cell");
    QTest::addColumn<int>("margin");
    QTest::newRow("A much better") << 0 << 2;
    QTest::newRow("A better") << 1 << 1;
    QTest::newRow("tie") << 2 << 0;
    QTest::newRow("B better") << 3 << -1;
    QTest::newRow("B much better") << 4 << -2;
}

void TstMarginScale::aClickChoosesTheMargin()
{
    QFETCH(int, cell);
    QFETCH(int, margin);
    MarginScale scale(m_theme);
    scale.resize(scale.sizeHint());
    QSignalSpy spy(&scale, &MarginScale::marginChosen);
    QTest::mouseClick(&scale, Qt::LeftButton, {}, scale.cellRect(cell).center().toPoint());
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().toInt(), margin);
    QCOMPARE(scale.margin(), std::optional(margin));
    scale.clear();
    QVERIFY(!scale.margin().has_value());
    scale.setMargin(margin);
    QCOMPARE(scale.chosenCell(), std::optional(cell));
}

void TstMarginScale::bothBadIsNoMargin()
{
    MarginScale scale(m_theme);
    scale.resize(scale.sizeHint());
    QSignalSpy margins(&scale, &MarginScale::marginChosen);
    QSignalSpy bad(&scale, &MarginScale::bothBadChosen);
    QTest::mouseClick(&scale, Qt::LeftButton, {}, scale.cellRect(5).center().toPoint());
    QVERIFY(scale.isBothBad());
    QVERIFY(!scale.margin().has_value());
    QCOMPARE(bad.count(), 1);
    QCOMPARE(margins.count(), 0);
    // It stands apart: there is room that belongs to no cell.
    QVERIFY(scale.cellRect(5).left() > scale.cellRect(4).right() + 8);
}

void TstMarginScale::arrowsHomeAndEndChoose()
{
    MarginScale scale(m_theme);
    scale.resize(scale.sizeHint());
    QTest::keyClick(&scale, Qt::Key_Home);
    QCOMPARE(scale.margin(), std::optional(2));
    QTest::keyClick(&scale, Qt::Key_Right);
    QCOMPARE(scale.margin(), std::optional(1));
    QTest::keyClick(&scale, Qt::Key_Left);
    QTest::keyClick(&scale, Qt::Key_Left);
    QCOMPARE(scale.margin(), std::optional(2));
    QTest::keyClick(&scale, Qt::Key_End);
    QVERIFY(scale.isBothBad());
}

void TstMarginScale::withoutStrengthThereAreThreePoints()
{
    MarginScale scale(m_theme);
    scale.setMargin(-2);
    scale.setStrengthShown(false);
    QCOMPARE(scale.cellCount(), 4);
    QCOMPARE(scale.margin(), std::optional(-1));
    scale.setTieShown(false);
    QCOMPARE(scale.cellCount(), 3);
    QCOMPARE(scale.margin(), std::optional(-1));
    scale.setMargin(0);
    QVERIFY(!scale.margin().has_value());
}

void TstMarginScale::hidingBothBadClearsIt()
{
    MarginScale scale(m_theme);
    scale.setBothBad();
    QVERIFY(scale.isBothBad());
    scale.setBothBadShown(false);
    QCOMPARE(scale.cellCount(), 5);
    QVERIFY(!scale.isBothBad());
    QVERIFY(!scale.chosenCell().has_value());
}

void TstMarginScale::settingSaysNothing()
{
    MarginScale scale(m_theme);
    QSignalSpy spy(&scale, &RadioCells::cellChosen);
    scale.setMargin(1);
    scale.setBothBad();
    scale.clear();
    QCOMPARE(spy.count(), 0);
}

void TstMarginScale::choosingDoesNotMoveAnything()
{
    MarginScale scale(m_theme);
    scale.resize(scale.sizeHint());
    const QSize size = scale.sizeHint();
    const QRectF last = scale.cellRect(5);
    for (int cell = 0; cell < scale.cellCount(); ++cell) {
        scale.chooseCell(cell);
        QCOMPARE(scale.sizeHint(), size);
        QCOMPARE(scale.cellRect(5), last);
    }
}

void TstMarginScale::aNarrowScaleStaysInside()
{
    MarginScale scale(m_theme);
    scale.resize(scale.sizeHint().width() - 120, 44);
    QVERIFY(scale.cellRect(5).right() <= scale.width() + 1);
    for (int cell = 1; cell < scale.cellCount(); ++cell) {
        QVERIFY(scale.cellRect(cell).left() >= scale.cellRect(cell - 1).right());
    }
}

void TstMarginScale::screenReaderSeesARadioGroup()
{
    MarginScale scale(m_theme);
    scale.setMargin(-1);
    QAccessibleInterface* group = QAccessible::queryAccessibleInterface(&scale);
    QVERIFY(group != nullptr);
    QCOMPARE(group->role(), QAccessible::Grouping);
    QCOMPARE(group->childCount(), 6);
    QCOMPARE(group->text(QAccessible::Value), u"B better"_s);
    QAccessibleInterface* third = group->child(3);
    QCOMPARE(third->role(), QAccessible::RadioButton);
    QCOMPARE(third->text(QAccessible::Name), u"B better"_s);
    QVERIFY(third->state().checked);
    QVERIFY(!group->child(2)->state().checked);
    QCOMPARE(third->parent(), group);
    QCOMPARE(group->indexOfChild(third), 3);
    QCOMPARE(group->child(6), nullptr);
    scale.clear();
    QVERIFY(!third->state().checked);
    QVERIFY(!group->text(QAccessible::Value).isEmpty());
}

void TstMarginScale::pressingThroughTheScreenReaderChooses()
{
    MarginScale scale(m_theme);
    QSignalSpy spy(&scale, &MarginScale::marginChosen);
    QAccessibleInterface* cell = QAccessible::queryAccessibleInterface(&scale)->child(0);
    QVERIFY(cell->actionInterface() != nullptr);
    cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(spy.count(), 1);
    QCOMPARE(scale.margin(), std::optional(2));
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstMarginScale)
#include "tst_marginscale.moc"
