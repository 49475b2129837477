#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navbar.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sheetoverlay.h"
#include "ui/widgets/statcard.h"
#include "ui/widgets/statusitem.h"

#include <QAccessible>
#include <QAction>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstBars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageStaysUntilDismissed();
    void messageShowsDetailsOnRequest();
    void messageIsAnAlert();
    void messageActionsAreTheOwners();
    void progressIsReadAsPercent();
    void navigationAsksAndDoesNotGo();
    void railShowsIconsWithTooltips();
    void arrowsWalkTheBar();
    void statusPieceCanBeALink();
    void searchFieldLeavesOnEscape();
    void sheetClosesOnEscapeAndGivesTheFocusBack();
    void sheetClosesBesideAndKeepsTabInside();
    void emptyStateOffersOneAction();
    void figureIsALinkOnlyWhenAsked();

private:
    static QList<NavBar::Entry> pages();
    Theme m_theme;
};

QList<NavBar::Entry> TstBars::pages()
{
    return {{{}, u"home"_s, u"Project home"_s, u"g h"_s, u"home"_s},
            {u"Annotate"_s, u"inbox"_s, u"My queue"_s, u"g a"_s, u"queue"_s},
            {u"Inspect"_s, u"bars"_s, u"Leaderboard"_s, u"g l"_s, u"leaderboard"_s}};
}

void TstBars::messageStaysUntilDismissed()
{
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    auto* bar = new MessageBar(m_theme);
    layout->addWidget(bar);
    window.show();
    QVERIFY(!bar->isVisible());
    bar->showMessage(MessageBar::Severity::Error, u"The answer could not be saved."_s,
                     u"The disk is full."_s);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->title(), u"The answer could not be saved."_s);
    QSignalSpy spy(bar, &MessageBar::dismissed);
    auto* cross = bar->findChild<KeyButton*>(u"messageDismiss"_s);
    QVERIFY(!cross->toolTip().isEmpty());
    QTest::mouseClick(cross, Qt::LeftButton);
    QVERIFY(!bar->isVisible());
    QCOMPARE(spy.count(), 1);
    bar->dismiss();
    QCOMPARE(spy.count(), 1);
}

void TstBars::messageShowsDetailsOnRequest()
{
    MessageBar bar(m_theme);
    bar.showMessage(MessageBar::Severity::Warning, u"Old plan."_s, {}, u"made 2024-05-01"_s);
    auto* details = bar.findChild<QPlainTextEdit*>(u"messageDetails"_s);
    auto* button = bar.findChild<KeyButton*>(u"messageDetailsButton"_s);
    QVERIFY(button->isVisible());
    QVERIFY(!details->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(details->isVisible());
    QVERIFY(bar.areDetailsShown());
    QCOMPARE(details->toPlainText(), u"made 2024-05-01"_s);
    bar.showMessage(MessageBar::Severity::Info, u"Done."_s);
    QVERIFY(!details->isVisible());
    QVERIFY(!button->isVisible());
}

void TstBars::messageIsAnAlert()
{
    MessageBar bar(m_theme);
    bar.showMessage(MessageBar::Severity::Error, u"Stopped."_s, u"It is starting again."_s);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&bar);
    QCOMPARE(accessible->role(), QAccessible::AlertMessage);
    QCOMPARE(accessible->text(QAccessible::Name), u"Stopped."_s);
    QCOMPARE(accessible->text(QAccessible::Description), u"It is starting again."_s);
}

void TstBars::messageActionsAreTheOwners()
{
    QAction again(u"Try again"_s);
    again.setObjectName(u"Again"_s);
    MessageBar bar(m_theme);
    bar.setActions({&again});
    bar.showMessage(MessageBar::Severity::Error, u"No."_s);
    QSignalSpy spy(&again, &QAction::triggered);
    QTest::mouseClick(bar.findChild<KeyButton*>(u"messageAgain"_s), Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    bar.setActions({});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(bar.findChild<KeyButton*>(u"messageAgain"_s), nullptr);
}

void TstBars::progressIsReadAsPercent()
{
    ProgressLine line(m_theme);
    line.setValue(0.4);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&line);
    QCOMPARE(accessible->role(), QAccessible::ProgressBar);
    QCOMPARE(accessible->text(QAccessible::Value), u"40 percent"_s);
    line.setValue(7);
    QCOMPARE(line.value(), 1.0);
    line.setValue(std::nan(""));
    QCOMPARE(line.value(), 0.0);
    line.setValue(0.5);
    line.resize(100, 4);
    const QImage image = line.grab().toImage();
    QCOMPARE(image.pixel(30, 2), m_theme.color(Color::Accent).rgb());
    QCOMPARE(image.pixel(70, 2), m_theme.color(Color::Track).rgb());
}

void TstBars::navigationAsksAndDoesNotGo()
{
    NavBar bar(m_theme);
    bar.setEntries(pages());
    bar.setCurrentPage(u"home"_s);
    QCOMPARE(bar.width(), 208);
    QSignalSpy spy(&bar, &NavBar::pageRequested);
    auto* row = bar.findChild<PaintedButton*>(u"nav-leaderboard"_s);
    QTest::mouseClick(row, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().toString(), u"leaderboard"_s);
    QVERIFY(!row->isChecked());
    bar.setCurrentPage(u"leaderboard"_s);
    QVERIFY(row->isChecked());
    QVERIFY(!bar.findChild<PaintedButton*>(u"nav-home"_s)->isChecked());
}

void TstBars::railShowsIconsWithTooltips()
{
    NavBar bar(m_theme);
    bar.setEntries(pages());
    bar.setCurrentPage(u"queue"_s);
    bar.setRail(true);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(bar.width(), 52);
    auto* row = bar.findChild<PaintedButton*>(u"nav-queue"_s);
    QVERIFY(row->isChecked());
    QVERIFY(row->toolTip().contains(u"My queue"));
    QVERIFY(row->toolTip().contains(u"g a"));
    QCOMPARE(row->accessibleName(), u"My queue"_s);
    QVERIFY(row->sizeHint().width() >= 24 && row->sizeHint().height() >= 24);
}

void TstBars::arrowsWalkTheBar()
{
    NavBar bar(m_theme);
    bar.setEntries(pages());
    bar.show();
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    auto* first = bar.findChild<PaintedButton*>(u"nav-home"_s);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Down);
    auto* second = bar.findChild<PaintedButton*>(u"nav-queue"_s);
    QVERIFY(second->hasFocus());
    QSignalSpy spy(&bar, &NavBar::pageRequested);
    QTest::keyClick(second, Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    QTest::keyClick(second, Qt::Key_Up);
    QVERIFY(first->hasFocus());
}

void TstBars::statusPieceCanBeALink()
{
    StatusItem item(m_theme, u"No job is running"_s);
    item.resize(item.sizeHint());
    QSignalSpy spy(&item, &StatusItem::activated);
    QTest::mouseClick(&item, Qt::LeftButton);
    QCOMPARE(spy.count(), 0);
    QCOMPARE(item.focusPolicy(), Qt::NoFocus);
    item.setClickable(true);
    QTest::mouseClick(&item, Qt::LeftButton);
    QTest::keyClick(&item, Qt::Key_Return);
    QCOMPARE(spy.count(), 2);
    const int plain = item.sizeHint().width();
    item.setDot(Color::Ok);
    QVERIFY(item.sizeHint().width() > plain);
}

void TstBars::searchFieldLeavesOnEscape()
{
    SearchField field(m_theme, u"Go to or do..."_s, {u"Ctrl"_s, u"K"_s});
    QCOMPARE(field.accessibleName(), u"Go to or do..."_s);
    QSignalSpy spy(&field, &SearchField::left);
    QVERIFY(field.textMargins().right() > 20);
    QTest::keyClicks(&field, u"abc"_s);
    QCOMPARE(field.textMargins().right(), 0);
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
    QCOMPARE(spy.count(), 1);
}

void TstBars::sheetClosesOnEscapeAndGivesTheFocusBack()
{
    QWidget window;
    window.resize(600, 400);
    auto* field = new QLineEdit(&window);
    SheetOverlay overlay(m_theme, &window);
    auto* sheet = new QWidget;
    sheet->setMinimumSize(200, 100);
    auto* search = new QLineEdit(sheet);
    overlay.setSheet(sheet);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field->setFocus();
    overlay.open();
    QVERIFY(overlay.isOpen());
    QCOMPARE(overlay.geometry(), window.rect());
    QCOMPARE(sheet->geometry().center(), QPoint(299, 199));
    QVERIFY(search->hasFocus());
    window.resize(700, 400);
    QCOMPARE(overlay.width(), 700);
    QSignalSpy spy(&overlay, &SheetOverlay::closed);
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!overlay.isOpen());
    QCOMPARE(spy.count(), 1);
    QVERIFY(field->hasFocus());
}

void TstBars::sheetClosesBesideAndKeepsTabInside()
{
    QWidget window;
    window.resize(600, 400);
    auto* outside = new QLineEdit(&window);
    SheetOverlay overlay(m_theme, &window);
    auto* sheet = new QWidget;
    sheet->setMinimumSize(200, 100);
    auto* first = new QLineEdit(sheet);
    auto* second = new QLineEdit(sheet);
    overlay.setSheet(sheet);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    overlay.open();
    QTest::keyClick(first, Qt::Key_Tab);
    QVERIFY(second->hasFocus());
    QTest::keyClick(second, Qt::Key_Tab);
    QVERIFY(first->hasFocus());
    QTest::keyClick(first, Qt::Key_Backtab);
    QVERIFY(second->hasFocus());
    QVERIFY(!outside->hasFocus());
    QTest::mouseClick(&overlay, Qt::LeftButton, {}, sheet->geometry().center());
    QVERIFY(overlay.isOpen());
    QTest::mouseClick(&overlay, Qt::LeftButton, {}, QPoint(5, 5));
    QVERIFY(!overlay.isOpen());
}

void TstBars::emptyStateOffersOneAction()
{
    QAction action(u"Choose a file"_s);
    action.setProperty("keys", u"I"_s);
    EmptyState state(m_theme, {}, u"Nothing to judge yet"_s, u"An item is a prompt with responses."_s,
                     &action);
    state.resize(600, 500);
    state.show();
    QCOMPARE(state.accessibleName(), u"Nothing to judge yet"_s);
    auto* button = state.findChild<KeyButton*>(u"emptyStateAction"_s);
    QSignalSpy spy(&action, &QAction::triggered);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    state.setContent(u"search"_s, u"Nothing matches"_s, {});
    QVERIFY(!button->isVisible());
}

void TstBars::figureIsALinkOnlyWhenAsked()
{
    StatCard card(m_theme, u"3\u202F355"_s, u"human votes"_s, u"65 people"_s);
    QCOMPARE(card.focusPolicy(), Qt::NoFocus);
    QCOMPARE(card.accessibleName(), u"3\u202F355 human votes"_s);
    card.setLink(true);
    QVERIFY(card.focusPolicy() & Qt::TabFocus);
    QSignalSpy spy(&card, &QAbstractButton::clicked);
    QTest::keyClick(&card, Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstBars)
#include "tst_bars.moc"
