#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/splitpane.h"
#include "ui/widgets/themedlabel.h"

#include <QAccessible>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flowWrapsWhereTheWidthEnds_data();
    void flowWrapsWhereTheWidthEnds();
    void flowLeavesHiddenItemsOut();
    void flowRunsFromTheRightInRightToLeft();
    void flowGivesItemsBack();
    void flowShrinksAnItemWiderThanTheRow();
    void elidedLabelNeverAsksForItsWholeText();
    void elidedLabelIsReadInFull();
    void themedLabelFollowsTheTheme();
    void paneHandleIsThinAndEasyToGrab();

private:
    static QWidget* box(int width, int height = 20);
    Theme m_theme;
};

QWidget* TstLayouts::box(int width, int height)
{
    auto* made = new QWidget;
    made->setFixedSize(width, height);
    return made;
}

void TstLayouts::flowWrapsWhereTheWidthEnds_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("all in a row") << 316 << 20;
    QTest::newRow("one pixel short") << 315 << 48;
    QTest::newRow("two rows") << 208 << 48;
    QTest::newRow("a row each") << 120 << 76;
}

void TstLayouts::flowWrapsWhereTheWidthEnds()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QWidget holder;
    auto* flow = new FlowLayout(&holder);
    for (int index = 0; index < 3; ++index) {
        flow->addWidget(box(100));
    }
    QCOMPARE(flow->heightForWidth(width), height);
    QCOMPARE(flow->sizeHint(), QSize(316, 20));
    QCOMPARE(flow->minimumSize(), QSize(100, 20));
    holder.resize(width, height);
    flow->setGeometry(holder.rect());
    for (int index = 0; index < 3; ++index) {
        QVERIFY(holder.rect().contains(flow->itemAt(index)->geometry()));
    }
}

void TstLayouts::flowLeavesHiddenItemsOut()
{
    QWidget holder;
    auto* flow = new FlowLayout(&holder);
    QWidget* first = box(100);
    flow->addWidget(first);
    flow->addWidget(box(100));
    first->hide();
    QCOMPARE(flow->sizeHint().width(), 100);
    flow->setGeometry(QRect(0, 0, 300, 20));
    QCOMPARE(flow->itemAt(1)->geometry().left(), 0);
}

void TstLayouts::flowRunsFromTheRightInRightToLeft()
{
    QWidget holder;
    holder.setLayoutDirection(Qt::RightToLeft);
    auto* flow = new FlowLayout(&holder);
    flow->addWidget(box(100));
    flow->addWidget(box(50));
    flow->setGeometry(QRect(0, 0, 300, 20));
    QCOMPARE(flow->itemAt(0)->geometry(), QRect(200, 0, 100, 20));
    QCOMPARE(flow->itemAt(1)->geometry(), QRect(142, 0, 50, 20));
}

void TstLayouts::flowGivesItemsBack()
{
    QWidget holder;
    auto* flow = new FlowLayout(&holder);
    QWidget* first = box(10);
    QWidget* second = box(10);
    flow->addWidget(first);
    flow->insertWidget(0, second);
    QCOMPARE(flow->itemAt(0)->widget(), second);
    const std::unique_ptr<QLayoutItem> item(flow->takeAt(0));
    QCOMPARE(item->widget(), second);
    QCOMPARE(flow->count(), 1);
    QCOMPARE(flow->takeAt(5), nullptr);
    QCOMPARE(flow->itemAt(-1), nullptr);
}

void TstLayouts::flowShrinksAnItemWiderThanTheRow()
{
    QWidget holder;
    auto* flow = new FlowLayout(&holder);
    flow->addWidget(new ElidedLabel(m_theme, QString(200, u'w')));
    flow->setGeometry(QRect(0, 0, 150, 20));
    QCOMPARE(flow->itemAt(0)->geometry().width(), 150);
}

void TstLayouts::elidedLabelNeverAsksForItsWholeText()
{
    ElidedLabel label(m_theme, QString(500, u'm'));
    QVERIFY(label.minimumSizeHint().width() < 60);
    label.resize(100, 20);
    QVERIFY(label.isElided());
    label.setText(u"short"_s);
    QVERIFY(!label.isElided());
}

void TstLayouts::elidedLabelIsReadInFull()
{
    const QString text(300, u'x');
    ElidedLabel label(m_theme, text);
    label.resize(50, 20);
    QCOMPARE(QAccessible::queryAccessibleInterface(&label)->text(QAccessible::Name), text);
}

void TstLayouts::themedLabelFollowsTheTheme()
{
    Theme theme;
    ThemedLabel label(theme, u"<b>plain</b>"_s, Text::Caption, Color::Text2);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.font().pixelSize(), 12);
    theme.setKind(ThemeKind::Dark);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme.color(Color::Text2));
    theme.setTextStep(13);
    QCOMPARE(label.font().pixelSize(), 24);
}

void TstLayouts::paneHandleIsThinAndEasyToGrab()
{
    SplitPane pane(m_theme, Qt::Horizontal);
    pane.addWidget(new QWidget);
    pane.addWidget(new QWidget);
    pane.resize(400, 200);
    pane.show();
    QCoreApplication::processEvents();
    QCOMPARE(pane.handleWidth(), 1);
    const int gap = pane.widget(1)->geometry().left() - pane.widget(0)->geometry().right() - 1;
    QCOMPARE(gap, 1);
    QVERIFY(pane.handle(1)->width() >= 8);
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstLayouts)
#include "tst_layouts.moc"
