#include "ui/screens/judges/judgesscreen.h"

#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/plots/linechart.h"
#include "ui/screens/disagreements/unitwords.h"
#include "ui/screens/inspect/common/batchmaker.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/screens/judges/judgecharts.h"
#include "ui/screens/judges/judgewords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pilltabs.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTableRows = 7;
constexpr int kTableRow = 28;
constexpr int kTableHeads = 76; ///< of the card and of the columns
constexpr int kChartsHeight = 258;
constexpr int kChartRow = 46;
constexpr int kCategoryRow = 20;
constexpr int kExamplesHeight = 140;
constexpr std::size_t kMostExamples = 2000;
constexpr int kNarrowPage = 1100; ///< below it the counts give way to the names
constexpr JudgeColumns kGroups[] = {JudgeColumns::Agreement, JudgeColumns::Errors, JudgeColumns::Habits};

InspectTraits traits()
{
    InspectTraits out;
    out.id = u"judges"_s;
    out.title = JudgesScreen::tr("Judges");
    out.icon = u"judge"_s;
    out.parts = {FilterPart::Batch, FilterPart::Category, FilterPart::Turn, FilterPart::Aspect,
                 FilterPart::HiddenModel};
    return out;
}

ExampleRow exampleRow(const PairExample& example, const JudgeKey& judge)
{
    const UnitWords words(example);
    ExampleRow row;
    row.item = example.items.empty() ? ItemId() : example.items.front();
    row.prompt = example.title;
    row.pair = words.pair();
    row.category = example.category;
    row.turn = example.turn;
    row.votes = words.marks(example.votes);
    row.votesTip = words.lines(example.votes);
    for (const ExampleVote& vote : example.votes) {
        row.people << vote.annotator;
    }
    for (const ExampleVote& verdict : example.verdicts) {
        if (verdict.annotator == judge.name) {
            row.verdict = words.said(verdict);
            row.isVerdictAgainst = true;
        }
    }
    row.verdictTip = words.lines(example.verdicts);
    return row;
}

} // namespace

JudgesScreen::JudgesScreen(AppContext& context, QWidget* parent)
    : InspectPage(context, traits(), parent)
    , m_maker(new BatchMaker(context, this))
{
    addActions(context.actions, this);
    addHeaderAction(context.actions.action(u"judges.baseline"_s));
    build();
    m_report = addReport<JudgeReport>([this](const JudgeReport& report) { take(report); });
    m_page = addReport<JudgePageReport>([this](const JudgePageReport& report) { takePage(report); });
    m_page->setWanted(false);
}

void JudgesScreen::addActions(ActionCollection& actions, JudgesScreen* page)
{
    const QString id = u"judges"_s;
    addInspectActions(actions, id, tr("Judges"), page);
    const PageActions here(actions, page, id, tr("Judges"));
    here.add(u"judges.baseline"_s, tr("Compare with"), {QKeySequence(Qt::Key_V)}, u"scale"_s,
             &JudgesScreen::chooseBaseline);
    here.add(u"judges.inspect"_s, tr("Asked and answered"), {QKeySequence(Qt::Key_A)}, u"eye"_s,
             &JudgesScreen::inspectExample);
    const QStringList names{tr("Agreement with people"), tr("Errors and models"), tr("Habits and cost")};
    for (int tab = 0; tab < 3; ++tab) {
        here.add(u"judges.tab%1"_s.arg(tab + 1), names[tab], {QKeySequence(Qt::Key_1 + tab)}, {},
                 [tab](JudgesScreen& self) { self.showGroup(kGroups[tab]); });
    }
}

QString JudgesScreen::subtitle() const
{
    return m_options.baseline.isEmpty() ? tr("against people's votes")
                                        : tr("against %1").arg(m_options.baseline);
}

QList<QWidget*> JudgesScreen::panes() const
{
    return {m_view, m_tabs, m_bias, m_confusion, m_categories, m_examples->view()};
}

void JudgesScreen::activate()
{
    InspectPage::activate();
    m_view->setFocus();
}

void JudgesScreen::build()
{
    const Theme& theme = context().theme;
    m_examples = new ExamplesList(theme, action("open"), action("batch"));
    m_examples->setMinimumHeight(theme.scaled(kExamplesHeight));
    auto* inspect = new KeyButton(theme, context().actions.action(u"judges.inspect"_s));
    inspect->setObjectName(u"judgeInspect"_s);
    m_examples->addHeaderWidget(inspect);
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(buildTable());
    column->addWidget(buildCharts());
    column->addWidget(m_examples, 1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"judgesScroll"_s);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    setContent(scroll);
    connect(m_examples, &ExamplesList::openRequested, this,
            [this](ItemId item) { Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value)); });
}

QWidget* JudgesScreen::buildTable()
{
    const Theme& theme = context().theme;
    m_tabs = new PillTabs(theme, {tr("Agreement"), tr("Errors and models"), tr("Habits and cost")});
    m_tabs->setObjectName(u"judgeTabs"_s);
    m_tabs->setAccessibleName(tr("Numbers of the judges"));
    m_model = new ReportTable(judgeColumns(m_group), this);
    m_view = makeReportView(theme, m_model, u"judgeTable"_s, tr("Judges"), kTableRow, true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    auto* card =
        new Card(theme, tr("Judges"), tr("whoever agrees no better than reading nothing does not judge"));
    card->setHeaderRule(true);
    card->addHeaderWidget(m_tabs);
    card->body()->setSpacing(0);
    card->body()->addWidget(m_view, 1);
    card->setFixedHeight(theme.scaled(kTableHeads + kTableRow * kTableRows));
    connect(m_tabs, &PillTabs::cellChosen, this, [this](int tab) { showGroup(kGroups[tab]); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JudgesScreen::selectRow);
    return card;
}

QWidget* JudgesScreen::buildCharts()
{
    const Theme& theme = context().theme;
    m_bias = new IntervalChart(theme);
    m_bias->setObjectName(u"judgeBias"_s);
    m_bias->setRowHeight(kChartRow);
    m_confusion = new HeatMap(theme);
    m_confusion->setObjectName(u"judgeConfusion"_s);
    m_categories = new IntervalChart(theme);
    m_categories->setObjectName(u"judgeCategories"_s);
    m_categories->setRowHeight(kCategoryRow);
    m_reliability = new LineChart(theme);
    m_reliability->setObjectName(u"judgeReliability"_s);
    auto* row = new QWidget;
    row->setFixedHeight(theme.scaled(kChartsHeight));
    auto* cards = new QHBoxLayout(row);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(metrics::kSpace5);
    const auto add = [&](const QString& title, const QString& caption, Chart* chart, int stretch) {
        chart->setWords({title, {}, {}, {}, {}});
        auto* card = new ChartCard(theme, title, caption, chart);
        card->addAction(action("table"), u"grid"_s);
        cards->addWidget(card, stretch);
        return card;
    };
    m_biasCard = add(tr("Bias"), {}, m_bias, 5);
    ChartCard* verdicts = add(tr("Verdicts"), tr("people in rows"), m_confusion, 4);
    verdicts->setToolTip(
        tr("“First” is the answer of the model whose name comes first, “second” the other one."));
    add(tr("By category"), {}, m_categories, 5);
    m_reliabilityCard = add(tr("Reliability"), {}, m_reliability, 4);
    m_reliabilityCard->hide();
    connect(m_confusion, &Chart::markActivated, this, [this](int people, int judge) {
        const QPair<int, int> cell{people, judge};
        setCell(people == judge || m_cell == cell ? std::nullopt : std::optional(cell));
    });
    connect(m_categories, &Chart::markActivated, this, [this](int index, int) {
        if (m_page->last() != nullptr && index < static_cast<int>(m_page->last()->categories.size())) {
            LabelFilter next = filter();
            next.category = m_page->last()->categories[static_cast<std::size_t>(index)].category;
            setFilter(next);
        }
    });
    connect(m_bias, &Chart::markActivated, this, [this] { m_examples->focusList(); });
    return row;
}

void JudgesScreen::refresh()
{
    m_report->setCompute([filter = filter(), options = m_options](const LabelTable& table,
                                                                  const std::function<bool()>& isCancelled) {
        return judgeReport(table, filter, options, isCancelled);
    });
    refreshPage();
}

void JudgesScreen::refreshPage()
{
    m_page->setCompute([filter = filter(), options = m_options,
                        judge = m_judge](const LabelTable& table, const std::function<bool()>& isCancelled) {
        return judgePageReport(table, filter, judge, options, kMostExamples, isCancelled);
    });
}

void JudgesScreen::take(const JudgeReport& report)
{
    m_model->setRows(judgeRows(report, m_group));
    setCount(report.rows.empty() ? QString() : judgesCount(report));
    setSummary(judgesSentence(report), judgesMethod(report));
    const auto has = [&report](const JudgeKey& key) {
        return std::any_of(report.rows.begin(), report.rows.end(),
                           [&key](const JudgeRow& row) { return keyOf(row) == key; });
    };
    if (!report.rows.empty() && (!m_isChosen || !has(m_judge))) {
        const auto judge = std::find_if(report.rows.begin(), report.rows.end(),
                                        [](const JudgeRow& row) { return row.kind == JudgeRowKind::Judge; });
        select(keyOf(judge == report.rows.end() ? report.rows.front() : *judge));
    }
    m_view->setCurrentIndex(m_model->index(m_model->rowOf(rowKey(m_judge)), 0));
}

const JudgeRow* JudgesScreen::rowOfKey(qint64 key) const
{
    if (m_report->last() != nullptr) {
        for (const JudgeRow& row : m_report->last()->rows) {
            if (rowKey(keyOf(row)) == key) {
                return &row;
            }
        }
    }
    return nullptr;
}

void JudgesScreen::fitColumns()
{
    const bool isNarrow = width() < kNarrowPage;
    const int last = m_model->columnCount() - 1;
    for (const int column : {1, last - 1, last}) { // kind, pairs, verdicts
        m_view->setColumnHidden(column, isNarrow);
    }
}

void JudgesScreen::resizeEvent(QResizeEvent* event)
{
    InspectPage::resizeEvent(event);
    fitColumns();
}

void JudgesScreen::selectRow()
{
    const QModelIndex current = m_view->currentIndex();
    const JudgeRow* row =
        current.isValid() ? rowOfKey(current.data(ReportTable::KeyRole).toLongLong()) : nullptr;
    if (row != nullptr && keyOf(*row) != m_judge) {
        m_isChosen = true;
        select(keyOf(*row));
    }
}

void JudgesScreen::select(const JudgeKey& key)
{
    m_judge = key;
    m_cell.reset();
    m_page->setWanted(true);
    refreshPage();
    showSelections();
}

void JudgesScreen::showSelections()
{
    QList<InspectSelection> chips{{u"judge"_s, tr("judge"), judgeName(m_judge)}};
    if (!m_options.baseline.isEmpty()) {
        chips.append({u"baseline"_s, tr("against"), m_options.baseline});
    }
    if (m_cell) {
        const QStringList names{tr("first"), tr("tie"), tr("second")};
        chips.append({u"cell"_s, tr("verdicts"),
                      tr("people %1, it %2").arg(names.value(m_cell->first), names.value(m_cell->second))});
    }
    setSelections(chips);
}

void JudgesScreen::selectionRemoved(const QString& key)
{
    if (key == "baseline"_L1) {
        setBaseline({});
    } else if (key == "cell"_L1) {
        setCell(std::nullopt);
    } else if (m_report->last() != nullptr) {
        m_isChosen = false;
        take(*m_report->last());
    }
}

void JudgesScreen::selectionClicked(const QString& key)
{
    if (key == "baseline"_L1) {
        chooseBaseline();
    } else {
        m_view->setFocus();
    }
}

void JudgesScreen::openSelection(const QString& text)
{
    m_isChosen = true;
    select({JudgeRowKind::Judge, text, {}, Canary::First});
}

void JudgesScreen::showGroup(JudgeColumns group)
{
    if (m_group == group) {
        return;
    }
    m_group = group;
    m_tabs->setCurrent(static_cast<int>(group));
    const JudgeKey kept = m_judge;
    const QSignalBlocker blocker(m_view->selectionModel());
    m_model->setColumns(judgeColumns(group));
    if (m_report->last() != nullptr) {
        m_model->setRows(judgeRows(*m_report->last(), group));
        m_view->setCurrentIndex(m_model->index(m_model->rowOf(rowKey(kept)), 0));
    }
    fitColumns();
    m_view->viewport()->update();
}

void JudgesScreen::takePage(const JudgePageReport& report)
{
    if (report.judge != m_judge) {
        return;
    }
    const QString name = judgeName(report.judge);
    fillBias(*m_bias, report);
    fillConfusion(*m_confusion, report);
    fillCategories(*m_categories, report);
    m_bias->setWords(chartWords(tr("Biases of %1").arg(name)));
    m_confusion->setWords(chartWords(tr("Verdicts of %1 against people's").arg(name)));
    m_categories->setWords(chartWords(tr("%1 against people, by category").arg(name)));
    m_biasCard->setCaption(name);
    m_reliabilityCard->setVisible(report.forecasts > 0);
    if (report.forecasts > 0) {
        fillReliability(*m_reliability, report);
        m_reliability->setWords(chartWords(tr("Stated and actual probability of %1").arg(name)));
    }
    fillExamples();
}

void JudgesScreen::setCell(std::optional<QPair<int, int>> cell)
{
    m_cell = cell;
    m_confusion->setSelection(cell ? QList<ChartMark>{{cell->first, cell->second}} : QList<ChartMark>{});
    showSelections();
    fillExamples();
}

void JudgesScreen::fillExamples()
{
    const JudgePageReport* report = m_page->last().get();
    if (report == nullptr || report->judge != m_judge) {
        return;
    }
    const QString name = judgeName(m_judge);
    QList<ExampleRow> rows;
    for (std::size_t index = 0; index < report->disagreements.size(); ++index) {
        const JudgeDifference& difference = report->differences[index];
        if (!m_cell || (difference.people == m_cell->first && difference.judge == m_cell->second)) {
            rows.append(exampleRow(report->disagreements[index], m_judge));
        }
    }
    const bool isJudge = m_judge.kind == JudgeRowKind::Judge || m_judge.kind == JudgeRowKind::Version;
    m_examples->setTitle(tr("%1 against people").arg(name));
    m_examples->setCaption(m_cell
                               ? tr("%1 of %2 pairs on which they differ")
                                     .arg(groupedNumber(rows.size()), groupedNumber(report->differing))
                               : tr("%1 pairs on which they differ, %2 on opposite sides; these first")
                                     .arg(groupedNumber(report->differing), groupedNumber(report->opposite)));
    m_examples->setEmptyText(m_judge.kind == JudgeRowKind::People && m_options.baseline.isEmpty()
                                 ? tr("Choose a judge to see where it and people differ.")
                                 : tr("They differ nowhere."),
                             report->undefined);
    m_examples->setExamples(rows, isJudge ? m_judge.name : QString(), true);
    action("batch")->setEnabled(!rows.isEmpty() && context().jobs != nullptr);
}

void JudgesScreen::setBaseline(const QString& name)
{
    m_options.baseline = name;
    showSelections();
    refresh();
    Q_EMIT titleChanged();
}

void JudgesScreen::fillBaselineMenu(QMenu& menu)
{
    const auto add = [&](const QString& text, const QString& name) {
        QAction* entry = menu.addAction(text, this, [this, name] { setBaseline(name); });
        entry->setObjectName(u"baseline."_s + name);
        entry->setCheckable(true);
        entry->setChecked(m_options.baseline == name);
    };
    add(tr("People together"), {});
    const LiveAnalysis::Table labels = table();
    if (labels == nullptr) {
        return;
    }
    std::vector<char> has(labels->annotators().size(), 0);
    for (const PairLabel& label : labels->pairs()) {
        has[static_cast<std::size_t>(labels->headOf(label).annotator)] = 1;
    }
    QStringList judges;
    QStringList people;
    for (std::size_t index = 0; index < has.size(); ++index) {
        const Annotator& who = labels->annotators()[index];
        if (has[index] != 0) {
            (who.kind == AnnotatorKind::Human ? people : judges) << who.name;
        }
    }
    for (QStringList* names : {&judges, &people}) {
        names->sort();
        if (!names->isEmpty()) {
            menu.addSeparator();
        }
        for (const QString& name : std::as_const(*names)) {
            add(name, name);
        }
    }
}

void JudgesScreen::chooseBaseline()
{
    QMenu menu(this);
    menu.setObjectName(u"baselineMenu"_s);
    fillBaselineMenu(menu);
    menu.exec(mapToGlobal(QPoint(width() - metrics::kPaneGuidelines, 0)));
}

void JudgesScreen::inspectExample()
{
    const JudgePageReport* report = m_page->last().get();
    const ItemId item = m_examples->currentItem();
    if (report == nullptr || !item.isValid()) {
        m_examples->focusList();
        return;
    }
    QList<ItemId> items{item};
    for (const PairExample& example : report->disagreements) {
        if (!example.items.empty() && example.items.front() == item) {
            items = QList<ItemId>(example.items.cbegin(), example.items.cend());
            break;
        }
    }
    ReplyInspector::openFor(context(), m_judge.name, items, this);
}

void JudgesScreen::showExamples()
{
    m_examples->focusList();
}

void JudgesScreen::makeBatch()
{
    m_maker->make(tr("%1 against people").arg(judgeName(m_judge)), m_examples->items());
}

void JudgesScreen::openCurrent()
{
    if (!m_examples->view()->hasFocus()) {
        m_examples->focusList();
    } else if (const ItemId item = m_examples->currentItem(); item.isValid()) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value));
    }
}

std::optional<EmptyWords> JudgesScreen::emptyWords(const LabelTable& labels) const
{
    if (const auto words = InspectPage::emptyWords(labels)) {
        return words;
    }
    if (labels.pairs().empty()) {
        return EmptyWords{
            tr("Nobody has compared two answers yet."),
            tr("A judge is measured by pairs that people have judged as well. Import verdicts, or "
               "judge some pairs."),
            context().actions.action(u"global.import"_s)};
    }
    const JudgeReport* report = m_report != nullptr ? m_report->last().get() : nullptr;
    if (report != nullptr && !m_report->isStale() && report->rows.empty()) {
        return report->options.baseline.isEmpty()
                   ? nothingPasses()
                   : EmptyWords{tr("The baseline judged nothing here."), report->undefined,
                                context().actions.action(u"judges.baseline"_s)};
    }
    return std::nullopt;
}

NumbersTable JudgesScreen::numbers() const
{
    if (m_report->last() == nullptr) {
        return {u"judges"_s, {}, {}};
    }
    ReportTable all(judgeColumns(JudgeColumns::All));
    all.setRows(judgeRows(*m_report->last(), JudgeColumns::All));
    return all.numbers(u"judges"_s);
}

} // namespace plumbline
