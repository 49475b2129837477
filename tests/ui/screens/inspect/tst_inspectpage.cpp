#include "tests/ui/screens/inspect/inspecthost.h"
#include "ui/plots/charttable.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/inspect/common/inspectpage.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/screens/inspect/common/summaryline.h"
#include "ui/theme/numbers.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statusitem.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTableView>

#include <atomic>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

struct PairCount
{
    int votes = 0;
};

/// Counts the pairwise votes that pass; slow on request.
class CountingPage : public InspectPage
{
    Q_OBJECT

public:
    explicit CountingPage(AppContext& context, QWidget* parent = nullptr, const QString& id = u"counting"_s)
        : InspectPage(context, traits(id), parent)
    {
        addInspectActions(context.actions, id, u"Counting"_s, this);
        m_label = new QLabel;
        setContent(m_label);
        m_report = addReport<PairCount>([this](const PairCount& count) {
            m_label->setText(QString::number(count.votes));
            setCount(u"%1 votes"_s.arg(count.votes));
            setSummary(u"There are %1 votes."_s.arg(count.votes));
        });
    }

    [[nodiscard]] QString shown() const { return m_label->text(); }
    [[nodiscard]] int refreshes() const { return m_refreshes; }
    void choose(const QString& value) { setSelections({{u"one"_s, u"selected"_s, value}}); }

    QStringList removed;
    QStringList clicked;
    QString opened;
    std::shared_ptr<std::atomic<bool>> isHeld = std::make_shared<std::atomic<bool>>(false);

protected:
    void refresh() override
    {
        ++m_refreshes;
        m_report->setCompute([now = filter(), held = isHeld](const LabelTable& labels,
                                                             const std::function<bool()>& isCancelled) {
            while (held->load() && !isCancelled()) {
                QThread::msleep(5);
            }
            const LabelSieve sieve(labels, now);
            PairCount count;
            for (const PairLabel& pair : labels.pairs()) {
                count.votes += sieve.accepts(pair) ? 1 : 0;
            }
            return count;
        });
    }
    [[nodiscard]] std::optional<EmptyWords> emptyWords(const LabelTable& labels) const override
    {
        if (const auto words = InspectPage::emptyWords(labels)) {
            return words;
        }
        return m_report->last() != nullptr && m_report->last()->votes == 0 && !isStale()
                   ? std::optional(nothingPasses())
                   : std::nullopt;
    }
    [[nodiscard]] NumbersTable numbers() const override
    {
        return {u"counts"_s, {u"name"_s, u"votes"_s}, {{u"all, of them"_s, m_report->last()->votes}}};
    }
    void openSelection(const QString& text) override { opened = text; }
    void selectionRemoved(const QString& key) override { removed << key; }
    void selectionClicked(const QString& key) override { clicked << key; }

private:
    static InspectTraits traits(const QString& id)
    {
        InspectTraits traits;
        traits.id = id;
        traits.title = u"Counting"_s;
        traits.icon = u"bars"_s;
        traits.filter.by = {AnnotatorKind::Human};
        return traits;
    }

    QLabel* m_label = nullptr;
    PageReport<PairCount>* m_report = nullptr;
    int m_refreshes = 0;
};

/// Six votes of two people and two of a judge, in two categories.
void addVotes(LabelFixture& fixture)
{
    const AnnotatorId ann = fixture.annotator(u"ann"_s);
    const AnnotatorId ben = fixture.annotator(u"ben"_s);
    const AnnotatorId judge = fixture.annotator(u"judge"_s, AnnotatorKind::Llm);
    for (int index = 0; index < 3; ++index) {
        LabelFixture::ItemParts parts;
        parts.question = u"Question %1"_s.arg(index);
        parts.category = index < 2 ? u"coding"_s : u"writing"_s;
        const ItemId item = fixture.addItem(parts);
        fixture.append(item, ann, pairwiseAnswer(1));
        fixture.append(item, ben, pairwiseAnswer(-1));
        if (index < 2) {
            fixture.append(item, judge, pairwiseAnswer(1));
        }
    }
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TstInspectPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyProjectSaysTheNextStep();
    void chipFiltersAndIsTakenAway();
    void chooserListsWhatTheLabelsHold();
    void filterThatLetsNothingThroughCanBeRemoved();
    void selectionIsABlueChip();
    void oldNumbersStayUntilTheNewAreThere();
    void newLabelsAreCounted();
    void pagesShareWhatNarrowsTheData();
    void argumentSetsFilterAndSelection();
    void numbersAreSaved();
    void failedSaveIsReported();
    void hiddenPageCountsNothing();
    void tableOfReportsIsAModel();
    void tableIsSavedInFull();
    void rowsOfTheSameKeysKeepTheCurrentOne();
    void examplesListShowsVotes();
    void narrowListKeepsThePrompt();
};

void TstInspectPage::emptyProjectSaysTheNextStep()
{
    InspectHost host;
    host.show<CountingPage>();
    auto* empty = host.find<QWidget>(u"inspectEmpty"_s);
    QTRY_COMPARE(empty->accessibleName(), u"No labels yet."_s);
    QVERIFY(empty->isVisible());
    QVERIFY(!host.actions.action(u"counting.save_numbers"_s)->isEnabled());
}

void TstInspectPage::chipFiltersAndIsTakenAway()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    QCOMPARE(host.find<ElidedLabel>(u"inspectCount"_s)->text(), u"6 votes"_s);
    auto* chip = host.find<Chip>(u"chip_%1"_s.arg(static_cast<int>(FilterPart::By)));
    QVERIFY(chip != nullptr);
    QCOMPARE(chip->accessibleName(), u"votes by people"_s);
    chip->setFocus();
    host.press(Qt::Key_Delete);
    QTRY_COMPARE(page->shown(), u"8"_s);
    QVERIFY(host.find<Chip>(u"chip_0"_s) == nullptr);
    QCOMPARE(host.window.focusWidget()->objectName(), u"inspectFilterButton"_s); // not lost
}

void TstInspectPage::chooserListsWhatTheLabelsHold()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    host.press(Qt::Key_F);
    auto* list = host.find<QListView>(u"filterChooserList"_s);
    QVERIFY(list->isVisible());
    QStringList all;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        all << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    }
    QCOMPARE(all, (QStringList{u"votes by people, in force"_s, u"votes by judges"_s, u"category coding"_s,
                               u"category writing"_s, u"hidden alpha"_s, u"hidden beta"_s, u"votes by ann"_s,
                               u"votes by ben"_s, u"votes by judge"_s}));
    host.type(u"cat wri"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    host.press(Qt::Key_Return);
    QTRY_COMPARE(page->shown(), u"2"_s);
    QCOMPARE(page->filter().category, u"writing"_s);
    QVERIFY(list->isVisible()); // for the next
    host.press(Qt::Key_Return);
    QCOMPARE(page->filter().category, QString());
    host.press(Qt::Key_Escape);
    QVERIFY(!list->isVisible());
    QTRY_COMPARE(page->shown(), u"6"_s);
}

void TstInspectPage::filterThatLetsNothingThroughCanBeRemoved()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    LabelFilter none;
    none.category = u"coding"_s;
    none.annotators = {u"nobody"_s};
    page->setFilter(none);
    auto* empty = host.find<QWidget>(u"inspectEmpty"_s);
    QTRY_COMPARE(empty->accessibleName(), u"No label passes these filters."_s);
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QTRY_COMPARE(page->shown(), u"8"_s);
    QTRY_VERIFY(!empty->isVisible());
}

void TstInspectPage::selectionIsABlueChip()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    page->choose(u"alpha"_s);
    auto* chip = host.find<Chip>(u"selection_one"_s);
    QVERIFY(chip != nullptr && chip->isVisible());
    QCOMPARE(chip->accessibleName(), u"selected alpha"_s);
    chip->setFocus();
    host.press(Qt::Key_Return); // Enter edits, as a click does
    QCOMPARE(page->clicked, QStringList{u"one"_s});
    host.press(Qt::Key_Delete);
    QCOMPARE(page->removed, QStringList{u"one"_s});
    QCOMPARE(page->refreshes(), 1); // a selection filters nothing
}

void TstInspectPage::oldNumbersStayUntilTheNewAreThere()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    auto* status = page->statusWidget()->findChild<StatusItem*>(u"inspectStatus"_s);
    QTRY_COMPARE(status->text(), u"Up to date"_s);
    page->isHeld->store(true);
    page->setFilter({});
    QCOMPARE(page->shown(), u"6"_s);
    QVERIFY(page->isStale());
    QCOMPARE(status->text(), u"Counting…"_s);
    auto* veil = host.find<QWidget>(u"dimVeil"_s);
    QTRY_VERIFY(veil->isVisible());
    page->isHeld->store(false);
    QTRY_COMPARE(page->shown(), u"8"_s);
    QVERIFY(!veil->isVisible());
    QTRY_COMPARE(status->text(), u"Up to date"_s);
}

void TstInspectPage::newLabelsAreCounted()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    const ItemId item = host.fixture.addItem({});
    host.fixture.append(item, host.fixture.annotator(u"cleo"_s), pairwiseAnswer(2));
    QTRY_COMPARE(page->shown(), u"7"_s);
}

void TstInspectPage::pagesShareWhatNarrowsTheData()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    LabelFilter narrow;
    narrow.annotators = {u"ann"_s};
    narrow.category = u"coding"_s;
    page->setFilter(narrow);
    page->deactivate();
    CountingPage other(*host.context, nullptr, u"other"_s);
    other.activate();
    QCOMPARE(other.filter().category, u"coding"_s);
    QCOMPARE(other.filter().annotators, QStringList());
    QCOMPARE(other.filter().by, QList<AnnotatorKind>{AnnotatorKind::Human});
    QTRY_COMPARE(other.shown(), u"4"_s);
    LabelFilter wide = other.filter();
    wide.category.clear();
    other.setFilter(wide);
    other.deactivate();
    page->activate();
    QCOMPARE(page->filter().category, QString());
    QCOMPARE(page->filter().annotators, QStringList{u"ann"_s});
    QTRY_COMPARE(page->shown(), u"3"_s);
}

void TstInspectPage::argumentSetsFilterAndSelection()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    page->open(u"filter:{\"category\":\"writing\"}\nselect:alpha"_s);
    QCOMPARE(page->filter().category, u"writing"_s);
    QVERIFY(page->filter().by.isEmpty());
    QCOMPARE(page->opened, u"alpha"_s);
    QTRY_COMPARE(page->shown(), u"2"_s);
    page->open(u"filter:{\"kind\":\"nonsense\"}"_s);
    QCOMPARE(host.errors.size(), 1);
    QCOMPARE(page->filter().category, u"writing"_s);
}

void TstInspectPage::numbersAreSaved()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    const QString path = host.fixture.folder.filePath(u"saved"_s);
    host.dialogs.answer(path);
    host.press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(contentsOf(path + u".csv"_s), "name,votes\r\n\"all, of them\",6\r\n");
    QCOMPARE(host.messages, QStringList{u"Saved saved.csv."_s});
}

void TstInspectPage::failedSaveIsReported()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    host.dialogs.answer(host.fixture.folder.filePath(u"no/such/folder/x.csv"_s));
    host.press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(host.errors.size(), 1);
    QVERIFY(host.messages.isEmpty());
}

void TstInspectPage::hiddenPageCountsNothing()
{
    InspectHost host;
    addVotes(host.fixture);
    auto* page = host.show<CountingPage>();
    QTRY_COMPARE(page->shown(), u"6"_s);
    page->deactivate();
    const ItemId item = host.fixture.addItem({});
    host.fixture.append(item, host.fixture.annotator(u"cleo"_s), pairwiseAnswer(2));
    QTest::qWait(100);
    QCOMPARE(page->shown(), u"6"_s);
    page->activate();
    QTRY_COMPARE(page->shown(), u"7"_s);
}

void TstInspectPage::tableOfReportsIsAModel()
{
    ReportTable table({{u"Name"_s, ReportColumnKind::Text, 0, true, {}},
                       {u"Value"_s, ReportColumnKind::Number, 80, false, {}}});
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto row = [](qint64 key, const QString& name, const ReportCell& value) {
        ReportRow made;
        made.key = key;
        made.cells = {textCell(name), value};
        return made;
    };
    table.setRows({row(1, u"a"_s, countCell(2000)), row(2, u"b"_s, countCell(30)),
                   row(3, u"c"_s, estimateCell(stats::Estimate::none(u"Nobody voted."_s)))});
    QCOMPARE(table.index(0, 1).data().toString(), groupedNumber(2000));
    QCOMPARE(table.index(2, 1).data().toString(), u"Nobody voted."_s);
    QCOMPARE(table.index(2, 1).data(Qt::ToolTipRole).toString(), u"Nobody voted."_s);
    const auto order = [&table] {
        QString names;
        for (int at = 0; at < table.rowCount(); ++at) {
            names += table.index(at, 0).data().toString();
        }
        return names;
    };
    table.sort(1, Qt::AscendingOrder);
    QCOMPARE(order(), u"bac"_s); // what is not known comes last
    table.sort(1, Qt::DescendingOrder);
    QCOMPARE(order(), u"abc"_s);
    table.setRows(
        {row(1, u"a"_s, countCell(10)), row(2, u"b"_s, countCell(30)), row(3, u"c"_s, countCell(20))});
    QCOMPARE(order(), u"bca"_s);
    table.sort(-1, Qt::AscendingOrder);
    QCOMPARE(order(), u"abc"_s);
    QCOMPARE(table.rowOf(3), 2);
    QCOMPARE(table.rowOf(9), -1);
}

void TstInspectPage::tableIsSavedInFull()
{
    ReportTable table({{u"Name"_s, ReportColumnKind::Text, 0, true, {}, u"name"_s},
                       {u"Value"_s, ReportColumnKind::Number, 80, false, {}, u"value"_s},
                       {u"Votes"_s, ReportColumnKind::Votes, 80, false, {}, u"votes"_s},
                       {u"Picture"_s, ReportColumnKind::Text, 80, false, {}, u"-"_s}});
    ReportRow known;
    known.cells = {textCell(u"a"_s),
                   estimateCell(stats::Estimate::of(0.123456789, {0.1, 0.25})),
                   {.text = {}, .votes = {{u"c"_s, VoteMark::Side::First}, {u"="_s, VoteMark::Side::Tie}}},
                   textCell(u"x"_s)};
    QCOMPARE(known.cells[1].text, u"0.12"_s);
    QCOMPARE(known.cells[1].note, u"0.10–0.25"_s);
    ReportRow unknown;
    unknown.key = 1;
    unknown.cells = {textCell(u"b"_s), estimateCell(stats::Estimate::none(u"No votes."_s)), textCell({}),
                     textCell(u"y"_s)};
    table.setRows({known, unknown});
    QCOMPARE(csvOf(chartTable(table.numbers(u"n"_s))),
             "name,value,value_low,value_high,value_reason,votes\r\n"
             "a,0.123456789,0.1,0.25,,c =\r\n"
             "b,,,,No votes.,\r\n");
}

void TstInspectPage::rowsOfTheSameKeysKeepTheCurrentOne()
{
    Theme theme;
    ReportTable table({{u"Name"_s, ReportColumnKind::Text, 0, true, {}}});
    const std::unique_ptr<QTableView> view(makeReportView(theme, &table, u"t"_s, u"T"_s));
    const auto rows = [](const QStringList& names) {
        std::vector<ReportRow> made;
        for (const QString& name : names) {
            ReportRow row;
            row.key = static_cast<qint64>(made.size());
            row.cells = {textCell(name)};
            made.push_back(row);
        }
        return made;
    };
    table.setRows(rows({u"a"_s, u"b"_s}));
    view->setCurrentIndex(table.index(1, 0));
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    table.setRows(rows({u"c"_s, u"d"_s}));
    QCOMPARE(resets.size(), 0);
    QCOMPARE(view->currentIndex().row(), 1);
    QCOMPARE(view->currentIndex().data().toString(), u"d"_s);
    table.setRows(rows({u"c"_s}));
    QCOMPARE(resets.size(), 1);
}

void TstInspectPage::examplesListShowsVotes()
{
    Theme theme;
    ExamplesList list(theme, nullptr, nullptr);
    ExampleRow example;
    example.item = ItemId{7};
    example.prompt = u"What is it?"_s;
    example.votes = {{u"c"_s, VoteMark::Side::First}, {u"g"_s, VoteMark::Side::Second}};
    example.people = {u"ann"_s, u"ben"_s};
    ExampleRow other = example;
    other.item = ItemId{9};
    other.verdict = u"gpt-4"_s;
    list.setExamples({example, other}, u"GPT-4"_s, false);
    const QAbstractItemModelTester tester(list.view()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(list.model().columnCount(), 7);
    QCOMPARE(list.currentItem(), ItemId{7});
    QCOMPARE(list.items(), (QList<ItemId>{ItemId{7}, ItemId{9}}));
    QCOMPARE(list.model().index(0, 4).data().toString(), u"c g"_s);
    QCOMPARE(list.model().index(1, 5).data().toString(), u"gpt-4"_s);
    list.view()->setCurrentIndex(list.model().index(1, 0));
    list.setExamples({other, example}, u"GPT-4"_s, false); // another order, the same item stays current
    QCOMPARE(list.currentItem(), ItemId{9});
    list.setExamples({example}, {}, true);
    QCOMPARE(list.model().columnCount(), 7); // a pair instead of a verdict
    list.setExamples({}, {}, true);
    QVERIFY(!list.currentItem().isValid());
}

/// A narrow list leaves out who voted before it cuts the prompt.
void TstInspectPage::narrowListKeepsThePrompt()
{
    Theme theme;
    ExamplesList list(theme, nullptr, nullptr);
    ExampleRow example;
    example.item = ItemId{7};
    example.prompt = u"What is it?"_s;
    list.setExamples({example}, u"GPT-4"_s, true);
    const int people = list.model().columnCount() - 1;
    for (const int width : {720, 1200}) {
        list.resize(width, 300);
        list.show();
        QTRY_COMPARE(list.view()->isColumnHidden(people), width == 720);
        QVERIFY(list.view()->columnWidth(1) >= 150);
    }
}

QTEST_MAIN(TstInspectPage)
#include "tst_inspectpage.moc"
