#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/marginscale.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstFocusRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingMovesWhenTheFocusDoes();
    void ringSurroundsTheControl();
    void ringFollowsAndGoes();
    void ringScrollsWithTheContent();
    void ringDoesNotTakeClicks();
    void chosenCardDoesNotMoveItsContent();
    void fieldKeepsItsTextInPlaceOnFocus();

private:
    static QList<FocusRing*> shownRings(const QWidget& window);
    Theme m_theme;
};

QList<FocusRing*> TstFocusRing::shownRings(const QWidget& window)
{
    QList<FocusRing*> shown;
    for (FocusRing* ring : window.findChildren<FocusRing*>()) {
        if (ring->isVisible()) {
            shown.append(ring);
        }
    }
    return shown;
}

void TstFocusRing::nothingMovesWhenTheFocusDoes()
{
    QWidget window;
    QAction first(u"Skip"_s);
    QAction second(u"Flag"_s);
    auto* layout = new QHBoxLayout(&window);
    auto* one = new KeyButton(m_theme, &first);
    auto* two = new KeyButton(m_theme, &second);
    auto* scale = new MarginScale(m_theme);
    layout->addWidget(one);
    layout->addWidget(two);
    layout->addWidget(scale);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QList<QRect> before = {one->geometry(), two->geometry(), scale->geometry()};
    const QSize hint = window.sizeHint();
    for (QWidget* control : QList<QWidget*>{one, two, scale}) {
        control->setFocus(Qt::TabFocusReason);
        QCoreApplication::processEvents();
        const QList<QRect> now = {one->geometry(), two->geometry(), scale->geometry()};
        QCOMPARE(now, before);
        QCOMPARE(window.sizeHint(), hint);
        QCOMPARE(shownRings(window).size(), 1);
    }
}

void TstFocusRing::ringSurroundsTheControl()
{
    QWidget window;
    window.resize(300, 100);
    QAction action(u"Import"_s);
    auto* button = new KeyButton(m_theme, &action, KeyButton::Kind::Secondary, &window);
    button->setGeometry(50, 30, 120, 28);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button->setFocus(Qt::TabFocusReason);
    QCOMPARE(shownRings(window).size(), 1);
    QCOMPARE(shownRings(window).first()->geometry(), QRect(47, 27, 126, 34));
    const QImage image = window.grab().toImage();
    const QRgb focus = m_theme.color(Color::Focus).rgb();
    // Two pixels of ring, one of gap, then the button's own edge.
    QCOMPARE(image.pixel(47, 44), focus);
    QCOMPARE(image.pixel(48, 44), focus);
    QVERIFY(image.pixel(49, 44) != focus);
    QCOMPARE(image.pixel(50, 44), m_theme.color(Color::BorderStrong).rgb());
}

void TstFocusRing::ringFollowsAndGoes()
{
    QWidget window;
    window.resize(400, 100);
    QAction action(u"Import"_s);
    auto* button = new KeyButton(m_theme, &action, KeyButton::Kind::Secondary, &window);
    button->setGeometry(50, 30, 120, 28);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button->setFocus(Qt::TabFocusReason);
    button->move(200, 40);
    QCOMPARE(shownRings(window).first()->geometry().topLeft(), QPoint(197, 37));
    button->clearFocus();
    QVERIFY(shownRings(window).isEmpty());
    button->setFocus();
    button->hide();
    QVERIFY(shownRings(window).isEmpty());
    delete button;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(window.findChildren<FocusRing*>().isEmpty());
}

void TstFocusRing::ringScrollsWithTheContent()
{
    QScrollArea area;
    auto* content = new QWidget;
    content->resize(200, 1000);
    auto* inner = new QWidget(content);
    inner->setGeometry(10, 100, 180, 60);
    QAction action(u"Open"_s);
    auto* button = new KeyButton(m_theme, &action, KeyButton::Kind::Secondary, inner);
    button->setGeometry(0, 0, 100, 28);
    area.setWidget(content);
    area.resize(220, 300);
    area.show();
    area.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&area));
    button->setFocus(Qt::TabFocusReason);
    QCOMPARE(shownRings(area).size(), 1);
    // In the scrolled content, so that it moves with it, and not cut by the inner widget.
    QCOMPARE(shownRings(area).first()->parentWidget(), content);
    inner->move(20, 120);
    QCOMPARE(shownRings(area).first()->geometry().topLeft(), QPoint(17, 117));
}

void TstFocusRing::ringDoesNotTakeClicks()
{
    QWidget window;
    window.resize(300, 100);
    QAction action(u"Import"_s);
    int count = 0;
    connect(&action, &QAction::triggered, this, [&count] { ++count; });
    auto* button = new KeyButton(m_theme, &action, KeyButton::Kind::Secondary, &window);
    button->setGeometry(50, 30, 120, 28);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button->setFocus(Qt::TabFocusReason);
    QCOMPARE(window.childAt(60, 40), button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(count, 1);
}

void TstFocusRing::chosenCardDoesNotMoveItsContent()
{
    Card card(m_theme, u"Response B"_s, u"168 words"_s);
    auto* inside = new QWidget;
    inside->setFixedHeight(40);
    card.body()->addWidget(inside);
    card.resize(300, 120);
    card.show();
    QCoreApplication::processEvents();
    const QRect before = inside->geometry();
    card.setChosen(true);
    QCoreApplication::processEvents();
    QCOMPARE(inside->geometry(), before);
    QCOMPARE(card.grab().toImage().pixel(0, 60), m_theme.color(Color::Accent).rgb());
}

void TstFocusRing::fieldKeepsItsTextInPlaceOnFocus()
{
    Theme theme;
    theme.apply(*qApp);
    QWidget window;
    auto* layout = new QHBoxLayout(&window);
    auto* field = new QLineEdit(u"mt-bench-people"_s);
    auto* other = new QLineEdit;
    layout->addWidget(field);
    layout->addWidget(other);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    other->setFocus();
    const QSize hint = field->sizeHint();
    const QRect inner = field->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    field->setFocus();
    QCoreApplication::processEvents();
    QCOMPARE(field->sizeHint(), hint);
    QCOMPARE(field->inputMethodQuery(Qt::ImCursorRectangle).toRect(), inner);
    qApp->setStyleSheet({});
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstFocusRing)
#include "tst_focusring.moc"
