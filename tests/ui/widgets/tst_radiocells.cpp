#include "ui/theme/theme.h"
#include "ui/widgets/historystrip.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/scalecells.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstRadioCells : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratingByClickAndKeys();
    void notApplicableIsNoValue();
    void tenPointsAreWideEnough();
    void ratingIsReadWithItsWords();
    void segmentsByClickAndKeys();
    void replacedSegmentsDropAChoiceThatIsGone();
    void tabsKeepOneChosen();
    void historyGoesWhereItIsAsked();
    void historyCursorDoesNotMoveTheMark();
    void disabledCellsAreRefused();
    void arrowsStopAtTheEnds();

private:
    Theme m_theme;
};

void TstRadioCells::ratingByClickAndKeys()
{
    ScaleCells cells(m_theme, 1, 7, true);
    cells.resize(cells.sizeHint());
    QSignalSpy spy(&cells, &ScaleCells::valueChosen);
    QTest::mouseClick(&cells, Qt::LeftButton, {}, cells.cellRect(5).center().toPoint());
    QCOMPARE(cells.value(), std::optional(6));
    QTest::keyClick(&cells, Qt::Key_Right);
    QCOMPARE(cells.value(), std::optional(7));
    QCOMPARE(spy.count(), 2);
    QCOMPARE(cells.sizeHint().height(), 28);
}

void TstRadioCells::notApplicableIsNoValue()
{
    ScaleCells cells(m_theme, 1, 5, true);
    cells.resize(cells.sizeHint());
    QSignalSpy spy(&cells, &ScaleCells::notApplicableChosen);
    QTest::mouseClick(&cells, Qt::LeftButton, {}, cells.cellRect(5).center().toPoint());
    QVERIFY(cells.isNotApplicable());
    QVERIFY(!cells.value().has_value());
    QCOMPARE(spy.count(), 1);
    ScaleCells without(m_theme, 1, 5, false);
    QCOMPARE(without.cellCount(), 5);
    without.setNotApplicable();
    QVERIFY(!without.chosenCell().has_value());
    QVERIFY(!without.isNotApplicable());
}

void TstRadioCells::tenPointsAreWideEnough()
{
    ScaleCells cells(m_theme, 1, 10, false);
    for (int cell = 0; cell < cells.cellCount(); ++cell) {
        QVERIFY(cells.cellRect(cell).width() >= 24);
        QVERIFY(cells.cellRect(cell).height() >= 24);
    }
    QVERIFY(cells.cellRect(9).right() <= cells.sizeHint().width());
}

void TstRadioCells::ratingIsReadWithItsWords()
{
    ScaleCells cells(m_theme, 1, 3, true);
    cells.setPointNames({u"wrong"_s, u"partly right"_s, u"right"_s});
    QAccessibleInterface* group = QAccessible::queryAccessibleInterface(&cells);
    QCOMPARE(group->childCount(), 4);
    QCOMPARE(group->child(1)->text(QAccessible::Name), u"2, partly right"_s);
    QCOMPARE(group->child(3)->text(QAccessible::Name), u"does not apply"_s);
    QCOMPARE(group->text(QAccessible::Value), u"nothing chosen"_s);
    cells.setValue(2);
    QCOMPARE(group->text(QAccessible::Value), u"2, partly right"_s);
}

void TstRadioCells::segmentsByClickAndKeys()
{
    SegmentedControl control(m_theme, {u"Minor"_s, u"Major"_s, u"Critical"_s}, {u"Q"_s, u"W"_s, u"E"_s});
    control.resize(control.sizeHint());
    QSignalSpy spy(&control, &RadioCells::cellChosen);
    QTest::mouseClick(&control, Qt::LeftButton, {}, control.cellRect(1).center().toPoint());
    QCOMPARE(control.value(), std::optional(1));
    QTest::keyClick(&control, Qt::Key_End);
    QCOMPARE(control.value(), std::optional(2));
    // The same choice again is told too: some owners toggle on it.
    QTest::keyClick(&control, Qt::Key_Space);
    QCOMPARE(spy.count(), 3);
}

void TstRadioCells::replacedSegmentsDropAChoiceThatIsGone()
{
    SegmentedControl control(m_theme, {u"a"_s, u"b"_s, u"c"_s});
    control.setValue(2);
    control.setSegments({u"a"_s, u"b"_s});
    QVERIFY(!control.value().has_value());
    control.setValue(7);
    QVERIFY(!control.value().has_value());
}

void TstRadioCells::tabsKeepOneChosen()
{
    PillTabs tabs(m_theme, {u"Evidence"_s, u"Missing info (3)"_s, u"Reference"_s});
    QCOMPARE(tabs.current(), 0);
    tabs.resize(tabs.sizeHint());
    QSignalSpy spy(&tabs, &RadioCells::cellChosen);
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.cellRect(2).center().toPoint());
    QCOMPARE(tabs.current(), 2);
    QCOMPARE(spy.count(), 1);
    tabs.setTexts({u"Evidence"_s, u"Reference"_s});
    QCOMPARE(tabs.current(), 1);
    QVERIFY(tabs.chosenCell().has_value());
}

void TstRadioCells::historyGoesWhereItIsAsked()
{
    HistoryStrip strip(m_theme);
    using State = HistoryStrip::State;
    strip.setEntries({{u"A"_s, State::Submitted, u"Item 46, A better"_s},
                      {u"skip"_s, State::Skipped, {}},
                      {u"48"_s, State::Current, {}}});
    strip.resize(strip.sizeHint());
    QSignalSpy spy(&strip, &HistoryStrip::activated);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.cellRect(1).center().toPoint());
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().toInt(), 1);
    QCOMPARE(strip.chosenCell(), std::optional(2));
    QCOMPARE(QAccessible::queryAccessibleInterface(&strip)->child(0)->text(QAccessible::Name),
             u"Item 46, A better"_s);
}

void TstRadioCells::historyCursorDoesNotMoveTheMark()
{
    HistoryStrip strip(m_theme);
    using State = HistoryStrip::State;
    strip.setEntries(
        {{u"A"_s, State::Submitted, {}}, {u"B"_s, State::Submitted, {}}, {u"3"_s, State::Current, {}}});
    strip.show();
    strip.activateWindow();
    strip.setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(strip.hasFocus());
    QSignalSpy spy(&strip, &HistoryStrip::activated);
    QTest::keyClick(&strip, Qt::Key_Left);
    QTest::keyClick(&strip, Qt::Key_Left);
    QCOMPARE(spy.count(), 0);
    QTest::keyClick(&strip, Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().toInt(), 0);
    QCOMPARE(strip.chosenCell(), std::optional(2));
}

void TstRadioCells::disabledCellsAreRefused()
{
    ScaleCells cells(m_theme, 1, 5, false);
    cells.resize(cells.sizeHint());
    cells.setEnabled(false);
    QTest::mouseClick(&cells, Qt::LeftButton, {}, cells.cellRect(2).center().toPoint());
    QVERIFY(!cells.value().has_value());
    QAccessibleInterface* cell = QAccessible::queryAccessibleInterface(&cells)->child(2);
    QVERIFY(cell->state().disabled);
    cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(!cells.value().has_value());
}

void TstRadioCells::arrowsStopAtTheEnds()
{
    ScaleCells cells(m_theme, 1, 5, false);
    QTest::keyClick(&cells, Qt::Key_Left);
    QCOMPARE(cells.value(), std::optional(5));
    QTest::keyClick(&cells, Qt::Key_Right);
    QCOMPARE(cells.value(), std::optional(5));
    QTest::keyClick(&cells, Qt::Key_Home);
    QTest::keyClick(&cells, Qt::Key_Left);
    QCOMPARE(cells.value(), std::optional(1));
    // With a modifier the arrows belong to the page.
    QTest::keyClick(&cells, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(cells.value(), std::optional(1));
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstRadioCells)
#include "tst_radiocells.moc"
