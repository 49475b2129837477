#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/agreement/agreementscreen.h"
#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/widgets/chip.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The page of agreement, used with keys and mouse as a person does.
class TestAgreementScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_host.reset(); }
    void emptyProjectSaysWhatItIs();
    void headlineSaysWhatItMeans();
    void coefficientsWithTheirReasons();
    void judgesBesidePeople();
    void partLeadsToItsExamples();
    void cellOfTheMatrixLeadsToBoth();
    void valuesLeadToTheirExamples();
    void questionIsChanged();
    void methodIsChanged();
    void numbersAreSaved();
    void selectedBecomesABatch();
    void newLabelIsCountedWhileShown();
    void ratingsAgainstComparisons();
    void everyControlHasItsName();

private:
    AgreementScreen* ready();
    static bool settle(AgreementScreen& screen);
    void choose(const QString& chart, int row, int column);
    QString words(const QString& name) { return m_host->find<QLabel>(name)->text(); }

    std::unique_ptr<InspectHost> m_host;
};

void TestAgreementScreen::init()
{
    m_host = std::make_unique<InspectHost>();
    LabelFixture& fixture = m_host->fixture;
    const QStringList people{u"ann"_s, u"ben"_s, u"cleo"_s};
    for (int number = 0; number < 12; ++number) {
        LabelFixture::ItemParts parts;
        parts.question = u"Question %1"_s.arg(number);
        parts.category = number % 3 == 0 ? u"coding"_s : u"writing"_s;
        const ItemId item = fixture.addItem(parts);
        for (int person = 0; person < people.size(); ++person) {
            const int right = number % 3 - 1;
            const bool isOther = person == 2 && number % 4 == 0;
            fixture.append(item, fixture.annotator(people[person]),
                           pairwiseAnswer(isOther ? 1 - right : right));
        }
        fixture.append(item, fixture.annotator(u"GPT-4"_s, AnnotatorKind::Llm), pairwiseAnswer(number % 2));
    }
}

AgreementScreen* TestAgreementScreen::ready()
{
    auto* screen = m_host->show<AgreementScreen>();
    const bool isReady =
        QTest::qWaitFor([&] { return screen->report() != nullptr && !screen->isStale(); }, 20'000);
    return isReady ? screen : nullptr;
}

bool TestAgreementScreen::settle(AgreementScreen& screen)
{
    return QTest::qWaitFor([&] { return !screen.isStale(); }, 20'000);
}

void TestAgreementScreen::choose(const QString& name, int row, int column)
{
    auto* chart = m_host->find<Chart>(name);
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->markRect({row, column}).center().toPoint());
}

void TestAgreementScreen::emptyProjectSaysWhatItIs()
{
    m_host = std::make_unique<InspectHost>();
    m_host->show<AgreementScreen>();
    QTRY_VERIFY(m_host->find<QWidget>(u"inspectEmpty"_s)->isVisible());
    QVERIFY(!m_host->find<QWidget>(u"agreementContent"_s)->isVisible());
}

void TestAgreementScreen::headlineSaysWhatItMeans()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    const AgreementReport& report = *screen->report();
    QCOMPARE(report.sharedUnits, 12);
    QCOMPARE(words(u"agreementAlpha"_s), u"α "_s + QString::number(*report.alpha.alpha.value, 'f', 3));
    QVERIFY(words(u"agreementInterval"_s).startsWith(u"95 %: "_s));
    QVERIFY2(words(u"agreementMeaning"_s).contains(u"as much as two labels drawn at random"_s),
             qPrintable(words(u"agreementMeaning"_s)));
    QVERIFY2(words(u"inspectSentence"_s).contains(u"Two labels of the same pair are the same in"_s),
             qPrintable(words(u"inspectSentence"_s)));
    QVERIFY(words(u"inspectSentence"_s).contains(u"GPT-4"_s));
    QVERIFY(!words(u"inspectSentence"_s).contains(u"substantial"_s)); // no magic thresholds
}

void TestAgreementScreen::coefficientsWithTheirReasons()
{
    QVERIFY(ready() != nullptr);
    auto* table = m_host->find<QTableView>(u"coefficientTable"_s);
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QStringList names;
    QString scott;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        names << table->model()->index(row, 0).data().toString();
        if (names.last() == measureName(AgreementMeasure::ScottPi)) {
            scott = table->model()->index(row, 1).data(Qt::ToolTipRole).toString();
        }
    }
    QVERIFY(names.contains(u"Krippendorff’s α, nominal"_s));
    QVERIFY(names.contains(u"Gwet’s AC1"_s));
    QVERIFY2(!scott.isEmpty(), "Scott's pi has more than two annotators here and has to say so");
    // Every measure has words of its own.
    QSet<QString> ids;
    for (int measure = 0; measure <= static_cast<int>(AgreementMeasure::SpanExactF1); ++measure) {
        ids.insert(measureId(static_cast<AgreementMeasure>(measure)));
    }
    QCOMPARE(ids.size(), static_cast<int>(AgreementMeasure::SpanExactF1) + 1);
}

void TestAgreementScreen::judgesBesidePeople()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    auto* chart = m_host->find<IntervalChart>(u"agreementJudgesChart"_s);
    QCOMPARE(chart->rows().size(), 2);
    QCOMPARE(chart->rows()[1].name, u"GPT-4 and people"_s);
    // From the keyboard: the chart has the focus, down to the judge, Enter.
    QTRY_VERIFY(chart->hasFocus());
    m_host->press(Qt::Key_Down);
    m_host->press(Qt::Key_Down);
    m_host->press(Qt::Key_Return);
    QVERIFY(screen->selection().kind == AgreementSelection::Kind::Judge);
    QCOMPARE(screen->selection().judge, u"GPT-4"_s);
    QVERIFY(settle(*screen));
    const auto* examples = m_host->find<ExamplesList>(u"examplesList"_s);
    QCOMPARE(examples->examples().size(), 12);
    // The values are now those of people and this judge.
    m_host->press(Qt::Key_4);
    QVERIFY(screen->view() == AgreementScreen::View::Values);
    QCOMPARE(m_host->find<HeatMap>(u"agreementValuesChart"_s)->table().columns.at(1).title, u"GPT-4"_s);
    // To the judge's page.
    m_host->press(Qt::Key_U);
    QCOMPARE(m_host->requested, QStringList{u"annotators select:GPT-4"_s});
}

void TestAgreementScreen::partLeadsToItsExamples()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_2);
    QCOMPARE(m_host->find<IntervalChart>(u"agreementPartsChart"_s)->rows().size(), 2);
    choose(u"agreementPartsChart"_s, 0, 0);
    QVERIFY(screen->selection().kind == AgreementSelection::Kind::Part);
    QVERIFY(settle(*screen));
    const auto* examples = m_host->find<ExamplesList>(u"examplesList"_s);
    QCOMPARE(examples->examples().size(), 4);
    for (const ExampleRow& row : examples->examples()) {
        QCOMPARE(row.category, u"coding"_s);
        QCOMPARE(row.votes.size(), 3);
        QVERIFY(!row.verdict.isEmpty());
    }
    // X goes to the list, Enter opens the item in the Explorer.
    m_host->press(Qt::Key_X);
    m_host->press(Qt::Key_Return);
    QCOMPARE(m_host->requested, QStringList{u"items item:%1"_s.arg(examples->currentItem().value)});
    // The blue chip takes the selection away.
    const QList<Chip*> chips = screen->findChildren<Chip*>();
    QVERIFY(std::any_of(chips.begin(), chips.end(), [](const Chip* chip) {
        return chip->accessibleName().contains(u"coding"_s) || chip->text().contains(u"coding"_s);
    }));
}

void TestAgreementScreen::cellOfTheMatrixLeadsToBoth()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_3);
    auto* matrix = m_host->find<HeatMap>(u"agreementAnnotatorsChart"_s);
    QCOMPARE(matrix->rowCount(), 3);
    QVERIFY(!matrix->cell(0, 0).value);
    QCOMPARE(matrix->cell(0, 1).second, u"12"_s);
    choose(u"agreementAnnotatorsChart"_s, 0, 2);
    QVERIFY(screen->selection().kind == AgreementSelection::Kind::Annotators);
    QCOMPARE(screen->selection().query.annotators, (QStringList{u"ann"_s, u"cleo"_s}));
    QVERIFY(settle(*screen));
    QCOMPARE(matrix->selection(), (QList<ChartMark>{{0, 2}}));
    QCOMPARE(m_host->find<ExamplesList>(u"examplesList"_s)->examples().size(), 12);
    // M shows the same numbers as a table.
    m_host->press(Qt::Key_M);
    QVERIFY(m_host->find<ChartCard>(u"agreementAnnotatorsCard"_s)->isTableShown());
    m_host->press(Qt::Key_M);
    QVERIFY(!m_host->find<ChartCard>(u"agreementAnnotatorsCard"_s)->isTableShown());
}

void TestAgreementScreen::valuesLeadToTheirExamples()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_4);
    auto* values = m_host->find<HeatMap>(u"agreementValuesChart"_s);
    QCOMPARE(values->rowCount(), 3);
    const std::int64_t mixed = screen->report()->confusions.front().at(0, 2, 3);
    QVERIFY(mixed > 0);
    choose(u"agreementValuesChart"_s, 0, 2);
    QVERIFY(settle(*screen));
    QCOMPARE(screen->selection().title, u"“first” beside “second”"_s);
    const QList<ExampleRow>& rows = m_host->find<ExamplesList>(u"examplesList"_s)->examples();
    QCOMPARE(qint64(rows.size()) * 2, mixed); // ann and ben against cleo: two pairs of labels on each
    // An empty cell leads nowhere.
    screen->select({});
    QVERIFY(settle(*screen));
}

void TestAgreementScreen::questionIsChanged()
{
    LabelFixture& fixture = m_host->fixture;
    const ItemId item = fixture.addItem({.kind = ItemKind::Rating});
    AnnotationContent content;
    content.ratings = {{0, u"helpfulness"_s, 4, {}}, {1, u"helpfulness"_s, 2, {}}};
    fixture.append(item, fixture.annotator(u"ann"_s), content);
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QVERIFY(m_host->find<QWidget>(u"agreementQuestions"_s)->isVisible());
    QVERIFY(screen->report()->question->kind == ItemKind::Pairwise);
    m_host->press(Qt::Key_Q);
    QTRY_VERIFY(screen->report()->question && screen->report()->question->kind == ItemKind::Rating);
    QVERIFY(settle(*screen));
    // One person rated: no number, but the reason.
    QCOMPARE(words(u"agreementAlpha"_s), u"α undefined"_s);
    QVERIFY2(words(u"agreementMeaning"_s).contains(u"second annotator"_s),
             qPrintable(words(u"agreementMeaning"_s)));
    QVERIFY(words(u"inspectSentence"_s).startsWith(u"No agreement can be computed."_s));
}

void TestAgreementScreen::methodIsChanged()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QMenu menu;
    screen->fillMethodMenu(menu);
    QCOMPARE(menu.actions().size(), 5);
    QVERIFY(menu.actions().first()->isChecked());
    menu.actions().at(2)->trigger();
    QVERIFY(settle(*screen));
    QVERIFY(screen->report()->level == stats::AlphaLevel::Ordinal);
    QCOMPARE(*screen->report()->alpha.alpha.value,
             *screen->report()->find(AgreementMeasure::AlphaOrdinal)->value.value);
}

void TestAgreementScreen::numbersAreSaved()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    const QString path = m_host->fixture.folder.filePath(u"agreement.csv"_s);
    m_host->find<QTableView>(u"coefficientTable"_s)->setFocus();
    m_host->dialogs.answer(path);
    m_host->press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QVERIFY2(csv.contains("alpha_nominal") || csv.contains("nominal"), csv.constData());
    QVERIFY(csv.contains("value_low"));
}

void TestAgreementScreen::selectedBecomesABatch()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_2);
    choose(u"agreementPartsChart"_s, 0, 0);
    QVERIFY(settle(*screen));
    m_host->dialogs.answer(u"Again"_s);
    m_host->press(Qt::Key_B);
    QTRY_COMPARE(m_host->messages.size(), 1);
    QVERIFY2(m_host->messages.first().contains(u"4 items"_s), qPrintable(m_host->messages.first()));
    QCOMPARE(m_host->errors, QStringList());
}

void TestAgreementScreen::newLabelIsCountedWhileShown()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    const std::int64_t before = screen->report()->labels;
    m_host->fixture.append(m_host->fixture.addItem({.question = u"New"_s}),
                           m_host->fixture.annotator(u"ann"_s), pairwiseAnswer(1));
    QTRY_COMPARE(screen->report()->labels, before + 1);
}

void TestAgreementScreen::ratingsAgainstComparisons()
{
    LabelFixture& fixture = m_host->fixture;
    const ItemId item =
        fixture.addItem({.kind = ItemKind::Rating, .question = u"Question 0"_s, .category = u"coding"_s});
    AnnotationContent content;
    content.ratings = {{0, u"helpfulness"_s, 2, {}}, {1, u"helpfulness"_s, 4, {}}};
    fixture.append(item, fixture.annotator(u"ann"_s), content);
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_5);
    auto* chart = m_host->find<HeatMap>(u"agreementProtocolsChart"_s);
    QTRY_COMPARE(chart->rowCount(), 3);
    int total = 0;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            total += chart->cell(row, column).second.toInt();
        }
    }
    QCOMPARE(total, 3); // three people compared what ann rated
    // A cell leads to the pairs behind it, an empty one nowhere.
    auto* examples = m_host->find<ExamplesList>(u"examplesList"_s);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            if (chart->cell(row, column).second.toInt() == 0) {
                QVERIFY(!chart->cell(row, column).isLink);
                continue;
            }
            Q_EMIT chart->markActivated(row, column);
            QCOMPARE(screen->selection().kind, AgreementSelection::Kind::Ratings);
            QTRY_COMPARE(examples->examples().size(), 1);
            screen->select({});
            QTRY_VERIFY(examples->examples().size() > 1);
        }
    }
}

void TestAgreementScreen::everyControlHasItsName()
{
    AgreementScreen* screen = ready();
    QVERIFY(screen != nullptr);
    for (const Qt::Key view : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5}) {
        m_host->press(view);
        QCOMPARE(widgetsWithoutNames(*screen), QStringList());
    }
    QCOMPARE(screen->panes().size(), 3);
}

QTEST_MAIN(TestAgreementScreen)

#include "tst_agreementscreen.moc"
