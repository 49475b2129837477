#include "ui/screens/annotators/annotatorsscreen.h"

#include "ui/plots/chartcard.h"
#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/agreement/unitexamplerows.h"
#include "ui/screens/annotators/annotatorpane.h"
#include "ui/screens/inspect/common/batchmaker.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/splitpane.h"

#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostExamples = 1000;
constexpr int kCategoryColumn = 3; ///< of the list of examples
constexpr int kPeopleColumn = 7;
constexpr int kFollowMs = 80;
constexpr int kTableShare = 5;
constexpr int kExamplesShare = 4;
const QString kSelected = u"annotator"_s;
const QString kCell = u"cell"_s;

InspectTraits traits()
{
    InspectTraits traits;
    traits.id = u"annotators"_s;
    traits.title = AnnotatorsScreen::tr("Annotators");
    traits.icon = u"users"_s;
    traits.filter.by = {AnnotatorKind::Human};
    return traits;
}

/// The annotator's own label of a unit.
const UnitLabel* ownLabel(const UnitExample& example, const QString& name)
{
    const auto found = std::find_if(example.labels.begin(), example.labels.end(),
                                    [&name](const UnitLabel& label) { return label.annotator == name; });
    return found == example.labels.end() ? nullptr : &*found;
}

} // namespace

AnnotatorsScreen::AnnotatorsScreen(AppContext& context, QWidget* parent)
    : InspectPage(context, traits(), parent)
    , m_batchMaker(new BatchMaker(context, this))
{
    addActions(context.actions, this);
    m_follow.setSingleShot(true);
    m_follow.setInterval(kFollowMs);
    connect(&m_follow, &QTimer::timeout, this, &AnnotatorsScreen::followRow);
    build();
    m_main = addReport<AnnotatorReport>([this](const AnnotatorReport&) { take(m_main->last()); });
    m_details = addReport<AnnotatorDetails>([this](const AnnotatorDetails& details) {
        m_pane->setDetails(details);
        m_pane->setChartWords(chartWords({}));
    });
    m_examplesReport =
        addReport<UnitExamplesReport>([this](const UnitExamplesReport& report) { takeExamples(report); });
    // Computed in this order: what may follow comes last.
    m_competence = addReport<CompetenceReport>([this](const CompetenceReport&) {
        fill();
        fillPane();
    });
    m_details->setWanted(false);
    m_examplesReport->setWanted(false);
    addHeaderAction(action("method"));
}

AnnotatorsScreen::~AnnotatorsScreen() = default;

void AnnotatorsScreen::addActions(ActionCollection& actions, AnnotatorsScreen* page)
{
    const QString id = u"annotators"_s;
    addInspectActions(actions, id, tr("Annotators"), page);
    const PageActions here(actions, page, id, tr("Annotators"));
    here.add(u"annotators.method"_s, tr("Method"), {QKeySequence(Qt::CTRL | Qt::Key_M)}, {},
             &AnnotatorsScreen::chooseMethod);
    here.add(u"annotators.question"_s, tr("Next question"), {QKeySequence(Qt::Key_Q)}, {},
             &AnnotatorsScreen::nextQuestion);
    here.add(u"annotators.agreement"_s, tr("Agreement of this one"), {QKeySequence(Qt::Key_V)}, u"scale"_s,
             &AnnotatorsScreen::openAgreement);
}

QString AnnotatorsScreen::subtitle() const
{
    return filter().by == QList<AnnotatorKind>{AnnotatorKind::Human} ? tr("people") : tr("people and judges");
}

QList<QWidget*> AnnotatorsScreen::panes() const
{
    return {m_view, m_examples->view(), m_pane->figuresView()};
}

void AnnotatorsScreen::build()
{
    const Theme& theme = context().theme;
    m_questions = new PillTabs(theme, {});
    m_questions->setObjectName(u"annotatorQuestions"_s);
    m_questions->setAccessibleName(tr("Which question"));
    m_questions->hide();
    m_model = new ReportTable(annotatorColumns({}, m_options), this);
    m_view = makeReportView(theme, m_model, u"annotatorTable"_s, tr("Annotators"), metrics::kRow, true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_card = new Card(theme, tr("Annotators"), tr("who labels how; click a head to sort"));
    m_card->setHeaderRule(true);
    m_card->body()->setSpacing(0);
    m_card->body()->addWidget(m_view, 1);
    m_examples = new ExamplesList(theme, action("open"), action("batch"));
    m_examples->setFocusProxy(m_examples->view());
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    auto* questions = new QHBoxLayout;
    questions->addWidget(m_questions);
    questions->addStretch(1);
    column->addLayout(questions);
    column->addWidget(m_card, kTableShare);
    column->addWidget(m_examples, kExamplesShare);
    m_pane = new AnnotatorPane(theme);
    m_pane->setMinimumWidth(theme.scaled(metrics::kPaneDetails) * 4 / 5);
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->setObjectName(u"annotatorSplit"_s);
    split->addWidget(left);
    split->addWidget(m_pane);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({theme.scaled(1000), theme.scaled(metrics::kPaneDetails)});
    split->setChildrenCollapsible(false);
    setContent(split);
    m_pane->hide();
    m_examples->hide();
    connect(m_questions, &PillTabs::cellChosen, this, &AnnotatorsScreen::setQuestion);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isFilling) {
            m_follow.start();
        }
    });
    connect(m_examples, &ExamplesList::openRequested, this,
            [this](ItemId item) { Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value)); });
    connect(m_pane, &AnnotatorPane::cellRequested, this, [this](int others, int own) {
        m_cell = std::pair(others, own);
        refreshSelected();
    });
}

void AnnotatorsScreen::activate()
{
    InspectPage::activate();
    m_view->setFocus();
}

void AnnotatorsScreen::refresh()
{
    const LabelFilter now = filter();
    const AnnotatorOptions options = m_options;
    m_main->setCompute([now, options](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return annotatorReport(labels, now, options, isCancelled);
    });
    m_competence->setCompute([now](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return competenceReport(labels, now, isCancelled);
    });
    refreshSelected();
    Q_EMIT titleChanged();
}

void AnnotatorsScreen::refreshSelected()
{
    const bool isAny = !m_selected.isEmpty();
    m_pane->setVisible(isAny);
    m_examples->setVisible(isAny);
    QList<InspectSelection> chips;
    if (isAny) {
        chips << InspectSelection{kSelected, tr("selected"), m_selected};
        const LabelFilter now = filter();
        const QString name = m_selected;
        UnitExampleQuery query;
        query.against = name;
        query.most = kMostExamples;
        if (m_cell && m_report != nullptr) {
            query.values = std::pair(m_cell->first, m_cell->second);
            query.secondBy = name;
            chips << InspectSelection{
                kCell, tr("the others"),
                tr("“%1”, this one “%2”")
                    .arg(valueWord(m_report->kind, m_report->values.value(m_cell->first)),
                         valueWord(m_report->kind, m_report->values.value(m_cell->second)))};
        }
        m_details->setCompute(
            [now, name](const LabelTable& labels, const std::function<bool()>& isCancelled) {
                return annotatorDetails(labels, now, name, stats::kDefaultConfidence, isCancelled);
            });
        m_examplesReport->setCompute(
            [now, query](const LabelTable& labels, const std::function<bool()>& isCancelled) {
                return unitExamples(labels, now, query, isCancelled);
            });
    }
    m_details->setWanted(isAny);
    m_examplesReport->setWanted(isAny);
    setSelections(chips);
}

void AnnotatorsScreen::setOptions(const AnnotatorOptions& options)
{
    if (m_options != options) {
        m_options = options;
        refresh();
    }
}

void AnnotatorsScreen::take(const std::shared_ptr<const AnnotatorReport>& report)
{
    m_report = report;
    setCount(annotatorCount(*report));
    setSummary(annotatorSentence(*report), annotatorDetailsText(*report));
    showQuestions(*m_questions, m_report->questions, m_report->question);
    if (!m_selected.isEmpty() && report->find(m_selected) == nullptr && !m_main->isStale()) {
        select({});
    }
    fill();
    fillPane();
    updateEmpty();
}

void AnnotatorsScreen::fill()
{
    if (m_report == nullptr) {
        return;
    }
    const CompetenceReport* competence = m_competence->last().get();
    QList<AnnotatorFigure> figures;
    for (const AnnotatorFigure figure : allFigures()) {
        if (isKnown(figure, *m_report, competence)) {
            figures << figure;
        }
    }
    m_isFilling = true;
    if (figures != m_figures || m_model->columnCount() != figures.size() + 1) {
        m_figures = figures;
        m_model->setColumns(annotatorColumns(figures, m_options));
    }
    m_model->setRows(annotatorRows(*m_report, competence, figures));
    const AnnotatorRow* row = m_report->find(m_selected);
    if (row != nullptr) {
        const int place = m_model->rowOf(row->id.value);
        if (place >= 0 && m_view->currentIndex().row() != place) {
            m_view->setCurrentIndex(m_model->index(place, 0));
        }
    }
    m_isFilling = false;
}

void AnnotatorsScreen::fillPane()
{
    const AnnotatorRow* row = m_report != nullptr ? m_report->find(m_selected) : nullptr;
    if (row != nullptr) {
        const CompetenceReport* competence = m_competence->last().get();
        m_pane->setRow(*row, competence != nullptr ? competence->find(row->id) : nullptr, *m_report);
        m_pane->setChartWords(chartWords({}));
    }
}

void AnnotatorsScreen::followRow()
{
    const qint64 key = m_view->currentIndex().data(ReportTable::KeyRole).toLongLong();
    if (m_report == nullptr) {
        return;
    }
    for (const AnnotatorRow& row : m_report->rows) {
        if (row.id.value == key) {
            select(row.name);
            return;
        }
    }
}

void AnnotatorsScreen::select(const QString& name)
{
    if (m_selected == name) {
        return;
    }
    m_selected = name;
    m_cell.reset();
    if (name.isEmpty()) {
        m_isFilling = true;
        m_view->selectionModel()->clear();
        m_isFilling = false;
    }
    refreshSelected();
    fill();
    fillPane();
}

void AnnotatorsScreen::setQuestion(int index)
{
    if (m_report != nullptr && index >= 0 && index < static_cast<int>(m_report->questions.size())) {
        setFilter(askingFor(filter(), m_report->questions[static_cast<std::size_t>(index)]));
    }
}

void AnnotatorsScreen::nextQuestion()
{
    if (m_report != nullptr && m_report->questions.size() > 1) {
        setQuestion((m_questions->current() + 1) % static_cast<int>(m_report->questions.size()));
    }
}

std::optional<EmptyWords> AnnotatorsScreen::emptyWords(const LabelTable& labels) const
{
    if (const std::optional<EmptyWords> words = InspectPage::emptyWords(labels)) {
        return words;
    }
    if (m_report == nullptr) {
        return EmptyWords{tr("Looking at the labels…"), {}, nullptr};
    }
    if (m_report->rows.empty() && !isStale()) {
        return m_report->question && !m_report->undefined.isEmpty()
                   ? EmptyWords{tr("These labels cannot be compared."), m_report->undefined, nullptr}
                   : nothingPasses();
    }
    return std::nullopt;
}

void AnnotatorsScreen::takeExamples(const UnitExamplesReport& examples)
{
    QList<ExampleRow> rows = exampleRows(examples);
    qsizetype at = 0;
    for (const UnitExample& example : examples.examples) {
        if (example.items.empty() || at >= rows.size()) {
            continue;
        }
        ExampleRow& row = rows[at++];
        row.verdictTip = row.verdict.isEmpty() ? QString() : row.verdictTip;
        if (const UnitLabel* own = ownLabel(example, m_selected)) {
            row.verdict =
                LabelWords(examples.kind, examples.values, example.modelA, example.modelB).words(own->value);
            row.isVerdictAgainst = example.against > 0.5;
        }
    }
    m_examples->setHead(tr("Labels of %1").arg(m_selected),
                        tr("%1, those against the others first").arg(groupedNumber(examples.units)));
    m_examples->setEmptyText(tr("No such label."), tr("Take the selected cell away, or a filter."));
    m_examples->setExamples(rows, m_selected, true);
    for (const int column : {kCategoryColumn, kPeopleColumn}) { // beside the pane there is no room for these
        m_examples->view()->setColumnHidden(column, true);
    }
    action("batch")->setEnabled(!rows.isEmpty() && context().jobs != nullptr);
}

void AnnotatorsScreen::openSelection(const QString& text)
{
    select(text);
    const LiveAnalysis::Table labels = table();
    if (labels == nullptr || text.isEmpty()) {
        return;
    }
    // A judge is not among people: let everybody through.
    const auto found = std::find_if(labels->annotators().begin(), labels->annotators().end(),
                                    [&text](const Annotator& each) { return each.name == text; });
    if (found != labels->annotators().end() && !filter().by.isEmpty() && !filter().by.contains(found->kind)) {
        LabelFilter wider = filter();
        wider.by.clear();
        setFilter(wider);
    }
}

void AnnotatorsScreen::selectionRemoved(const QString& key)
{
    if (key == kCell) {
        m_cell.reset();
        refreshSelected();
    } else {
        select({});
    }
}

void AnnotatorsScreen::selectionClicked(const QString&)
{
    showExamples();
}

NumbersTable AnnotatorsScreen::numbers() const
{
    const QWidget* focus = window()->focusWidget();
    if (focus != nullptr && m_examples->isAncestorOf(focus)) {
        return m_examples->model().numbers(u"annotator-labels"_s);
    }
    if (focus != nullptr && m_pane->isAncestorOf(focus)) {
        for (ChartCard* card : m_pane->cards()) {
            if (card->isAncestorOf(focus)) {
                return numbersOf(card->chart()->table(), u"annotator"_s);
            }
        }
        return m_pane->figures().numbers(u"annotator"_s);
    }
    return m_model->numbers(u"annotators"_s);
}

void AnnotatorsScreen::toggleTable()
{
    const QWidget* focus = window()->focusWidget();
    for (ChartCard* card : m_pane->cards()) {
        if (focus != nullptr && card->isAncestorOf(focus)) {
            card->toggleTable();
            return;
        }
    }
    m_pane->cards().first()->toggleTable();
}

void AnnotatorsScreen::showExamples()
{
    if (m_selected.isEmpty() && m_model->rowCount() > 0) {
        m_view->setCurrentIndex(m_model->index(std::max(0, m_view->currentIndex().row()), 0));
        followRow();
    }
    m_examples->focusList();
}

void AnnotatorsScreen::makeBatch()
{
    if (!m_selected.isEmpty()) {
        m_batchMaker->make(tr("Labels of %1").arg(m_selected), m_examples->items());
    }
}

void AnnotatorsScreen::openCurrent()
{
    const QWidget* focus = window()->focusWidget();
    if (focus == m_view || m_selected.isEmpty()) {
        followRow();
        m_examples->focusList();
        return;
    }
    if (const ItemId item = m_examples->currentItem(); item.isValid()) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value));
    }
}

void AnnotatorsScreen::openAgreement()
{
    const AnnotatorRow* row = m_report != nullptr ? m_report->find(m_selected) : nullptr;
    if (row != nullptr) {
        Q_EMIT pageRequested(u"agreement"_s, row->kind == AnnotatorKind::Human
                                                 ? u"select:"_s
                                                 : u"select:judge:"_s + row->name);
    }
}

void AnnotatorsScreen::fillMethodMenu(QMenu& menu)
{
    for (const double seconds : {2.0, 5.0, 10.0, 20.0}) {
        QAction* entry = menu.addAction(tr("Too fast: less than %1 s").arg(seconds), this, [this, seconds] {
            AnnotatorOptions options = m_options;
            options.tooFastSeconds = seconds;
            setOptions(options);
        });
        entry->setCheckable(true);
        entry->setChecked(m_options.tooFastSeconds == seconds);
    }
}

void AnnotatorsScreen::chooseMethod()
{
    QMenu menu(this);
    menu.setObjectName(u"annotatorMethodMenu"_s);
    fillMethodMenu(menu);
    menu.exec(m_card->mapToGlobal(QPoint(metrics::kSpace5, metrics::kRowChart)));
}

} // namespace plumbline
