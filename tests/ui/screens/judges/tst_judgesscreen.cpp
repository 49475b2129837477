#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/judges/judgesscreen.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QMenu>
#include <QTableView>
#include <QTemporaryDir>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Which judge can stand in for people: from the table to the pairs on which they differ.
class TestJudgesScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToShow();
    void tableListsAllThatCanBeCompared();
    void tabsShowOtherNumbers();
    void judgeInFull();
    void confusionLeadsToItsPairs();
    void categoryFiltersThePage();
    void baselineCanBeAnother();
    void differencesBecomeABatch();
    void numbersAreSavedInFull();
    void newLabelsArriveByThemselves();
    void smallWindowKeepsTheNames();
    void everyControlHasItsName();

private:
    /// Six pairs: people say first; “right” says so too, “wrong” the opposite, and once a tie.
    static void fill(InspectHost& host);
    static QTableView* table(InspectHost& host) { return host.find<QTableView>(u"judgeTable"_s); }
    static QString cell(InspectHost& host, int row, int column)
    {
        return table(host)->model()->index(row, column).data().toString();
    }
    static int rowOf(InspectHost& host, const QString& name);
    static ExamplesList* examples(InspectHost& host) { return host.find<ExamplesList>(u"examplesList"_s); }
    static JudgesScreen* open(InspectHost& host);
};

void TestJudgesScreen::fill(InspectHost& host)
{
    const AnnotatorId right = host.fixture.annotator(u"right"_s, AnnotatorKind::Llm);
    const AnnotatorId wrong = host.fixture.annotator(u"wrong"_s, AnnotatorKind::RewardModel);
    for (int number = 0; number < 6; ++number) {
        LabelFixture::ItemParts parts;
        parts.question = u"Question %1?"_s.arg(number);
        parts.category = number < 3 ? u"coding"_s : u"writing"_s;
        const ItemId item = host.fixture.addItem(parts);
        for (const QString& name : {u"ada"_s, u"bob"_s}) {
            host.fixture.append(item, host.fixture.annotator(name), pairwiseAnswer(1));
        }
        host.fixture.append(item, right, pairwiseAnswer(1));
        host.fixture.append(item, wrong, pairwiseAnswer(number == 0 ? 0 : -1));
    }
}

int TestJudgesScreen::rowOf(InspectHost& host, const QString& name)
{
    for (int row = 0; row < table(host)->model()->rowCount(); ++row) {
        if (cell(host, row, 0).trimmed() == name) {
            return row;
        }
    }
    return -1;
}

JudgesScreen* TestJudgesScreen::open(InspectHost& host)
{
    auto* screen = host.show<JudgesScreen>();
    const bool isThere = QTest::qWaitFor([&] {
        return table(host)->model()->rowCount() == 7 && !examples(host)->isHidden() && !screen->isStale();
    });
    return isThere ? screen : nullptr;
}

void TestJudgesScreen::nothingToShow()
{
    InspectHost host;
    host.show<JudgesScreen>();
    QTRY_VERIFY(host.find<QWidget>(u"inspectEmpty"_s)->isVisible());
}

void TestJudgesScreen::tableListsAllThatCanBeCompared()
{
    InspectHost host;
    fill(host);
    QVERIFY(open(host));
    const QAbstractItemModelTester tester(table(host)->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(rowOf(host, u"People among themselves"_s), 0);
    QCOMPARE(rowOf(host, u"right"_s), 1);
    QCOMPARE(rowOf(host, u"wrong"_s), 2);
    QCOMPARE(cell(host, 2, 1), u"reward model"_s);
    QCOMPARE(rowOf(host, u"Always the first answer"_s), 3);
    QCOMPARE(rowOf(host, u"Always the longer answer"_s), 6);
    QCOMPARE(cell(host, 1, 2), u"100.0 %"_s);
    QCOMPARE(cell(host, 2, 2), u"8.3 %"_s); // a tie is worth half: ½ of six
    QVERIFY2(cell(host, 0, 6).contains(u"People are what judges are measured by"_s),
             qPrintable(cell(host, 0, 6)));
}

void TestJudgesScreen::tabsShowOtherNumbers()
{
    InspectHost host;
    fill(host);
    JudgesScreen* screen = open(host);
    QVERIFY(screen);
    const JudgeKey before = screen->judge();
    const auto title = [&](int column) {
        return table(host)->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    };
    QCOMPARE(title(2), u"Agreement"_s);
    host.press(Qt::Key_2);
    QCOMPARE(title(2), u"Bias"_s);
    host.press(Qt::Key_3);
    QCOMPARE(title(2), u"Stays"_s);
    QCOMPARE(screen->judge(), before);
    QCOMPARE(table(host)->currentIndex().row(), 1);
    host.press(Qt::Key_1);
    QCOMPARE(title(2), u"Agreement"_s);
}

void TestJudgesScreen::judgeInFull()
{
    InspectHost host;
    fill(host);
    JudgesScreen* screen = open(host);
    QVERIFY(screen);
    QCOMPARE(screen->judge().name, u"right"_s); // the one that agrees best
    QTRY_VERIFY(examples(host)->examples().isEmpty());
    host.press(Qt::Key_Down);
    QTRY_COMPARE(screen->judge().name, u"wrong"_s);
    QTRY_COMPARE(examples(host)->examples().size(), 6);
    QCOMPARE(host.find<HeatMap>(u"judgeConfusion"_s)->table().rows.size(), 9);
    QCOMPARE(host.find<IntervalChart>(u"judgeCategories"_s)->rows().size(), 2);
    const auto* bias = host.find<IntervalChart>(u"judgeBias"_s);
    QCOMPARE(bias->rows().size(), 3);
    QVERIFY(!bias->rows().first().estimate.undefined.isEmpty()); // no order is recorded
    // X goes to the pairs, Enter to the item in the Explorer.
    host.press(Qt::Key_X);
    QVERIFY(examples(host)->view()->hasFocus());
    host.press(Qt::Key_Return);
    QTRY_COMPARE(host.requested.size(), 1);
    QVERIFY(host.requested.first().startsWith(u"items item:"_s));
}

void TestJudgesScreen::confusionLeadsToItsPairs()
{
    InspectHost host;
    fill(host);
    QVERIFY(open(host));
    host.press(Qt::Key_Down);
    QTRY_COMPARE(examples(host)->examples().size(), 6);
    auto* map = host.find<HeatMap>(u"judgeConfusion"_s);
    const QRectF tie = map->markRect({0, 1});
    QTest::mouseClick(map, Qt::LeftButton, {}, tie.center().toPoint());
    QTRY_COMPARE(examples(host)->examples().size(), 1);
    QTest::mouseClick(map, Qt::LeftButton, {}, tie.center().toPoint());
    QTRY_COMPARE(examples(host)->examples().size(), 6);
}

void TestJudgesScreen::categoryFiltersThePage()
{
    InspectHost host;
    fill(host);
    JudgesScreen* screen = open(host);
    QVERIFY(screen);
    auto* chart = host.find<IntervalChart>(u"judgeCategories"_s);
    QTRY_COMPARE(chart->rows().size(), 2);
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->markRect({1, 0}).center().toPoint());
    QTRY_COMPARE(screen->filter().category, u"writing"_s);
    QTRY_COMPARE(cell(host, 1, 8), u"3"_s); // pairs
}

void TestJudgesScreen::baselineCanBeAnother()
{
    InspectHost host;
    fill(host);
    JudgesScreen* screen = open(host);
    QVERIFY(screen);
    QMenu menu;
    screen->fillBaselineMenu(menu);
    QStringList names;
    for (const QAction* action : menu.actions()) {
        if (!action->isSeparator()) {
            names << action->text();
        }
    }
    QCOMPARE(names, (QStringList{u"People together"_s, u"right"_s, u"wrong"_s, u"ada"_s, u"bob"_s}));
    menu.findChild<QAction*>(u"baseline.wrong"_s)->trigger();
    QTRY_COMPARE(rowOf(host, u"wrong"_s), -1);
    QCOMPARE(screen->subtitle(), u"against wrong"_s);
    QTRY_COMPARE(cell(host, rowOf(host, u"right"_s), 2), u"8.3 %"_s);
}

void TestJudgesScreen::differencesBecomeABatch()
{
    InspectHost host;
    fill(host);
    QVERIFY(open(host));
    host.press(Qt::Key_Down);
    QTRY_COMPARE(examples(host)->examples().size(), 6);
    host.dialogs.answer(u"wrong against people"_s);
    host.press(Qt::Key_B);
    QTRY_COMPARE(host.messages.size(), 1);
    QVERIFY2(host.messages.first().contains(u"6 items to the batch “wrong against people”"),
             qPrintable(host.messages.first()));
}

void TestJudgesScreen::numbersAreSavedInFull()
{
    InspectHost host;
    fill(host);
    QVERIFY(open(host));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"judges.csv"_s);
    host.dialogs.answer(path);
    host.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 9); // a head, seven rows, the end
    for (const char* column : {"agreement", "kappa", "brier_reason", "prefers_longer", "seconds", "pairs"}) {
        QVERIFY2(lines.first().contains(column), column);
    }
}

void TestJudgesScreen::newLabelsArriveByThemselves()
{
    InspectHost host;
    fill(host);
    JudgesScreen* screen = open(host);
    QVERIFY(screen);
    host.fixture.append(host.fixture.addItem({}), host.fixture.annotator(u"new"_s, AnnotatorKind::Llm),
                        pairwiseAnswer(1));
    QTRY_VERIFY(rowOf(host, u"new"_s) > 0);
    QCOMPARE(screen->judge().name, u"right"_s); // what was looked at stays
}

void TestJudgesScreen::smallWindowKeepsTheNames()
{
    InspectHost host;
    fill(host);
    QVERIFY(open(host));
    auto* view = host.find<QTableView>(u"judgeTable"_s);
    QTRY_VERIFY(view->model()->rowCount() > 0);
    host.window.resize(972, 644); // the smallest window, without rail, header and status bar
    QTRY_VERIFY(view->columnWidth(0) >= 140);
    QVERIFY(host.window.minimumSizeHint().width() <= 972);
    host.window.resize(1232, 824);
    QTRY_VERIFY(!view->isColumnHidden(1));
}

void TestJudgesScreen::everyControlHasItsName()
{
    InspectHost host;
    fill(host);
    QVERIFY(open(host));
    QCOMPARE(widgetsWithoutNames(host.window), QStringList());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TestJudgesScreen)
#include "tst_judgesscreen.moc"
