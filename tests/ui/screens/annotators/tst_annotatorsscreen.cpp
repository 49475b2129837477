#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/plots/linechart.h"
#include "ui/screens/annotators/annotatorpane.h"
#include "ui/screens/annotators/annotatorsscreen.h"
#include "ui/screens/annotators/annotatorwords.h"
#include "ui/screens/inspect/common/exampleslist.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The page of annotators, used with keys and mouse as a person does.
class TestAnnotatorsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_host.reset(); }
    void emptyProjectSaysWhatItIs();
    void everybodyIsListed();
    void whoNeedsHelpIsNamed();
    void arrowKeysShowOneInFull();
    void labelsAgainstTheOthersComeFirst();
    void cellOfTheConfusionFiltersTheList();
    void judgesAppearWhenAskedFor();
    void sortedByAClickOnAHead();
    void limitOfHasteIsChanged();
    void numbersAreSaved();
    void selectionIsTakenAway();
    void everyControlHasItsName();

private:
    AnnotatorsScreen* ready();
    static bool settle(AnnotatorsScreen& screen)
    {
        return QTest::qWaitFor([&] { return !screen.isStale(); }, 20'000);
    }
    QStringList names()
    {
        QStringList list;
        const auto* model = m_host->find<QTableView>(u"annotatorTable"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            list << model->index(row, 0).data().toString();
        }
        return list;
    }

    std::unique_ptr<InspectHost> m_host;
};

void TestAnnotatorsScreen::init()
{
    m_host = std::make_unique<InspectHost>();
    LabelFixture& fixture = m_host->fixture;
    for (int number = 0; number < 20; ++number) {
        const ItemId item = fixture.addItem({.question = u"Question %1"_s.arg(number)});
        const int right = number % 2 == 0 ? 1 : -1;
        for (const QString& name : {u"ann"_s, u"ben"_s, u"cleo"_s}) {
            fixture.append(item, fixture.annotator(name), pairwiseAnswer(right), {}, {0, 1});
        }
        if (number < 16) { // always the first
            fixture.append(item, fixture.annotator(u"dan"_s), pairwiseAnswer(1), {}, {0, 1});
        }
        fixture.append(item, fixture.annotator(u"GPT-4"_s, AnnotatorKind::Llm), pairwiseAnswer(right));
    }
}

AnnotatorsScreen* TestAnnotatorsScreen::ready()
{
    auto* screen = m_host->show<AnnotatorsScreen>();
    const bool isReady =
        QTest::qWaitFor([&] { return screen->report() != nullptr && !screen->isStale(); }, 20'000);
    return isReady ? screen : nullptr;
}

void TestAnnotatorsScreen::emptyProjectSaysWhatItIs()
{
    m_host = std::make_unique<InspectHost>();
    m_host->show<AnnotatorsScreen>();
    QTRY_VERIFY(m_host->find<QWidget>(u"inspectEmpty"_s)->isVisible());
}

void TestAnnotatorsScreen::everybodyIsListed()
{
    QVERIFY(ready() != nullptr);
    auto* table = m_host->find<QTableView>(u"annotatorTable"_s);
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(names(), (QStringList{u"ann"_s, u"ben"_s, u"cleo"_s, u"dan"_s}));
    QStringList heads;
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        heads << table->model()->headerData(column, Qt::Horizontal).toString();
    }
    QVERIFY(heads.contains(u"Agreement"_s) && heads.contains(u"First shown"_s));
    // Nobody has a gold item or a time: such columns are reasons alone and are left out.
    QVERIFY(!heads.contains(u"Gold"_s) && !heads.contains(u"Seconds"_s));
    QVERIFY(!m_host->find<QWidget>(u"annotatorPane"_s)->isVisible());
}

void TestAnnotatorsScreen::whoNeedsHelpIsNamed()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QCOMPARE(agreeLess(*screen->report()), QStringList{u"dan"_s});
    QVERIFY2(m_host->find<QLabel>(u"inspectSentence"_s)->text().endsWith(u"dan surely agrees less."_s),
             qPrintable(m_host->find<QLabel>(u"inspectSentence"_s)->text()));
}

void TestAnnotatorsScreen::arrowKeysShowOneInFull()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QTRY_VERIFY(m_host->find<QTableView>(u"annotatorTable"_s)->hasFocus());
    m_host->press(Qt::Key_End);
    if (screen->selected() != u"dan"_s) {
        for (int step = 0; step < 4; ++step) {
            m_host->press(Qt::Key_Down);
        }
    }
    QTRY_COMPARE(screen->selected(), u"dan"_s);
    QVERIFY(settle(*screen));
    QVERIFY(m_host->find<QWidget>(u"annotatorPane"_s)->isVisible());
    QCOMPARE(m_host->find<QLabel>(u"annotatorName"_s)->text(), u"dan"_s);
    const ReportTable& figures = m_host->find<AnnotatorPane>(u"annotatorPane"_s)->figures();
    QCOMPARE(figures.rowCount(), allFigures().size());
    bool hasReason = false;
    for (const ReportRow& row : figures.rows()) {
        if (row.cells[0].text == u"Gold"_s) {
            hasReason = row.cells[1].reason.contains(u"known answer"_s);
        }
    }
    QVERIFY(hasReason);
    auto* habits = m_host->find<IntervalChart>(u"annotatorHabits"_s);
    QCOMPARE(habits->rows().size(), 3);
    QCOMPARE(*habits->rows()[0].estimate.value, 1.0); // always the first
    QCOMPARE(m_host->find<LineChart>(u"annotatorDrift"_s)->series().first().points.size(), 3);
}

void TestAnnotatorsScreen::labelsAgainstTheOthersComeFirst()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    screen->select(u"dan"_s);
    QVERIFY(settle(*screen));
    const auto* examples = m_host->find<ExamplesList>(u"examplesList"_s);
    QCOMPARE(examples->examples().size(), 16);
    QVERIFY(examples->examples().first().isVerdictAgainst);
    QVERIFY(!examples->examples().last().isVerdictAgainst);
    QCOMPARE(examples->examples().first().verdict, u"alpha"_s);
    m_host->press(Qt::Key_X);
    m_host->press(Qt::Key_Return);
    QCOMPARE(m_host->requested, QStringList{u"items item:%1"_s.arg(examples->currentItem().value)});
}

void TestAnnotatorsScreen::cellOfTheConfusionFiltersTheList()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    screen->select(u"dan"_s);
    QVERIFY(settle(*screen));
    auto* confusion = m_host->find<HeatMap>(u"annotatorConfusion"_s);
    QCOMPARE(confusion->rowCount(), 3);
    QCOMPARE(confusion->cell(2, 0).second, u"8"_s); // the others b, dan a
    QTest::mouseClick(confusion, Qt::LeftButton, {}, confusion->markRect({2, 0}).center().toPoint());
    QVERIFY(settle(*screen));
    QTRY_COMPARE(m_host->find<ExamplesList>(u"examplesList"_s)->examples().size(), 8);
}

void TestAnnotatorsScreen::judgesAppearWhenAskedFor()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    // As another page links to a judge: the filter is widened.
    screen->open(u"select:GPT-4"_s);
    QVERIFY(settle(*screen));
    QTRY_VERIFY(names().contains(u"GPT-4"_s));
    QCOMPARE(screen->selected(), u"GPT-4"_s);
    QCOMPARE(m_host->find<QLabel>(u"annotatorName"_s)->text(), u"GPT-4"_s);
    m_host->press(Qt::Key_V);
    QCOMPARE(m_host->requested, QStringList{u"agreement select:judge:GPT-4"_s});
}

void TestAnnotatorsScreen::sortedByAClickOnAHead()
{
    QVERIFY(ready() != nullptr);
    auto* table = m_host->find<QTableView>(u"annotatorTable"_s);
    QHeaderView* header = table->horizontalHeader();
    int agreement = -1;
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        if (table->model()->headerData(column, Qt::Horizontal).toString() == u"Agreement"_s) {
            agreement = column;
        }
    }
    header->setSortIndicator(agreement, Qt::AscendingOrder);
    QCOMPARE(names().first(), u"dan"_s);
}

void TestAnnotatorsScreen::limitOfHasteIsChanged()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QMenu menu;
    screen->fillMethodMenu(menu);
    QVERIFY(menu.actions().at(1)->isChecked());
    menu.actions().last()->trigger();
    QVERIFY(settle(*screen));
    QCOMPARE(screen->report()->options.tooFastSeconds, 20.0);
}

void TestAnnotatorsScreen::numbersAreSaved()
{
    QVERIFY(ready() != nullptr);
    const QString path = m_host->fixture.folder.filePath(u"annotators.csv"_s);
    m_host->dialogs.answer(path);
    m_host->press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QVERIFY2(csv.contains("Agreement_low") && csv.contains("dan"), csv.constData());
}

void TestAnnotatorsScreen::selectionIsTakenAway()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    screen->select(u"ann"_s);
    QVERIFY(m_host->find<QWidget>(u"annotatorPane"_s)->isVisible());
    screen->select({});
    QVERIFY(!m_host->find<QWidget>(u"annotatorPane"_s)->isVisible());
    QVERIFY(settle(*screen));
    QTest::qWait(120); // the pane does not come back by itself
    QCOMPARE(screen->selected(), QString());
}

void TestAnnotatorsScreen::everyControlHasItsName()
{
    AnnotatorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    screen->select(u"dan"_s);
    QVERIFY(settle(*screen));
    QCOMPARE(widgetsWithoutNames(*screen), QStringList());
}

QTEST_MAIN(TestAnnotatorsScreen)

#include "tst_annotatorsscreen.moc"
