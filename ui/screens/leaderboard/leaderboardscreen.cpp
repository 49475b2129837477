#include "ui/screens/leaderboard/leaderboardscreen.h"

#include "core/analysis/pairexamples.h"
#include "core/jobs/jobrunner.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/inspect/common/batchmaker.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/inspect/common/inspectstate.h"
#include "ui/screens/leaderboard/decidedview.h"
#include "ui/screens/leaderboard/leaderboardwords.h"
#include "ui/screens/leaderboard/methoddialog.h"
#include "ui/screens/leaderboard/structureview.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/numbers.h"

#include <QMenu>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostExamples = 2000;
const QString kSelected = u"pair"_s;
const QString kAgainst = u"baseline"_s;
const QString kMethodKey = u"leaderboard.method"_s;

InspectTraits traits()
{
    InspectTraits traits;
    traits.id = u"leaderboard"_s;
    traits.title = LeaderboardScreen::tr("Leaderboard");
    traits.icon = u"bars"_s;
    traits.filter.by = {AnnotatorKind::Human};
    traits.filter.kind = ItemKind::Pairwise;
    return traits;
}

bool isHuman(const LabelTable& labels, const LabelHead& head)
{
    return labels.annotators()[static_cast<std::size_t>(head.annotator)].kind == AnnotatorKind::Human;
}

} // namespace

LeaderboardScreen::LeaderboardScreen(AppContext& context, QWidget* parent)
    : InspectPage(context, traits(), parent)
    , m_batchMaker(new BatchMaker(context, this))
{
    addActions(context.actions, this);
    if (context.analysis != nullptr) {
        const QVariant kept = InspectState::of(*context.analysis)->value(kMethodKey);
        m_options = kept.isValid() ? kept.value<LeaderboardOptions>() : LeaderboardOptions();
    }
    build();
    connectViews();
    m_quick = addReport<ShownLeaderboard>([this](const ShownLeaderboard& shown) { takeQuick(shown); });
    m_examplesReport =
        addReport<ShownExamples>([this](const ShownExamples& examples) { takeExamples(examples); });
    // Computed in this order: what may follow comes last.
    m_full = addReport<ShownLeaderboard>([this](const ShownLeaderboard&) { take(m_full->last()); });
    addHeaderAction(action("method"));
    if (context.jobs != nullptr) {
        connect(context.jobs, &JobRunner::finished, this, &LeaderboardScreen::noteJob);
    }
}

LeaderboardScreen::~LeaderboardScreen() = default;

QString LeaderboardScreen::subtitle() const
{
    const LabelFilter& now = filter();
    const QString whose = !now.annotators.isEmpty()                              ? tr("votes of some")
                          : now.by == QList<AnnotatorKind>{AnnotatorKind::Human} ? tr("people’s votes")
                          : now.by == QList<AnnotatorKind>{AnnotatorKind::Llm}   ? tr("judges’ verdicts")
                                                                                 : tr("all votes");
    return now.batch.isEmpty() ? whose : tr("%1 on %2").arg(whose, now.batch);
}

QList<QWidget*> LeaderboardScreen::panes() const
{
    return {m_ranking, m_matrix, m_stack->currentWidget()};
}

void LeaderboardScreen::activate()
{
    InspectPage::activate();
    m_ranking->setFocus();
}

void LeaderboardScreen::labelsChanged()
{
    const LiveAnalysis::Table labels = table();
    if (!m_isFirstTable || labels == nullptr) {
        return;
    }
    m_isFirstTable = false;
    // A project that only judges have voted in begins with their votes.
    const bool hasPeople =
        std::any_of(labels->pairs().begin(), labels->pairs().end(),
                    [&](const PairLabel& pair) { return isHuman(*labels, labels->headOf(pair)); });
    if (!hasPeople && !labels->pairs().empty() && filter() == traits().filter) {
        LabelFilter wider = filter();
        wider.by.clear();
        setFilter(wider);
    }
}

LeaderboardOptions LeaderboardScreen::effectiveOptions() const
{
    LeaderboardOptions options = m_options;
    if (!options.baseline.isEmpty()) {
        options.anchor = 0; // scores are differences to it
    }
    return options;
}

void LeaderboardScreen::refresh()
{
    const LabelFilter now = filter();
    const LeaderboardOptions options = effectiveOptions();
    m_quick->setCompute([now, options](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return shownLeaderboard(leaderboardQuick(labels, now, options, isCancelled));
    });
    m_full->setCompute([now, options](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return shownLeaderboard(leaderboardReport(labels, now, options, isCancelled));
    });
    refreshExamples();
    Q_EMIT titleChanged();
}

void LeaderboardScreen::refreshExamples()
{
    LabelFilter now = filter();
    if (!m_selection.category.isEmpty()) {
        now.category = m_selection.category;
    }
    const PairExampleQuery query{m_selection.first, m_selection.second, kMostExamples};
    m_examplesReport->setCompute(
        [now, query](const LabelTable& labels, const std::function<bool()>& isCancelled) {
            return shownExamples(pairExamples(labels, now, query, isCancelled));
        });
}

void LeaderboardScreen::takeQuick(const ShownLeaderboard& quick)
{
    if (!m_full->isStale()) {
        return; // the full one came first
    }
    if (m_report == nullptr) {
        take(m_quick->last());
        return;
    }
    // The answer to another question waits for its intervals, dimmed; the same with a vote more is shown at
    // once, with the intervals and findings that were there.
    if (m_report->filter == quick.report.filter && m_report->options == quick.report.options) {
        if (std::optional<LeaderboardReport> merged = withFindingsOf(quick.report, *m_report)) {
            take(
                std::make_shared<const ShownLeaderboard>(ShownLeaderboard{std::move(*merged), quick.matrix}));
        }
    }
}

void LeaderboardScreen::take(const std::shared_ptr<const ShownLeaderboard>& shown)
{
    m_report = std::shared_ptr<const LeaderboardReport>(shown, &shown->report);
    const LeaderboardReport* report = m_report.get();
    setCount(leaderboardCount(*report));
    const QStringList sentences{resultSentence(*report),
                                report->undefined.isEmpty() ? methodSentence(report->options) : QString(),
                                decidedSentence(*report)};
    QStringList said = sentences;
    said.removeAll(QString());
    setSummary(said.join(u' '), componentsText(*report));
    fillRanking(*m_ranking, *report);
    fillMatrix(*m_matrix, *shown);
    fillCategories(*m_categories, *report);
    m_ranking->setWords(chartWords(tr("Ranking"), resultSentence(*report)));
    m_matrix->setWords(chartWords(tr("Win matrix, row against column, percent won")));
    m_categories->setWords(chartWords(tr("Rank by category")));
    m_decided->setReport(*report);
    m_structure->setReport(*report);
    const auto isGone = [&](const QString& model) { return !model.isEmpty() && report->rowOf(model) < 0; };
    if (isGone(m_selection.first) || isGone(m_selection.second)) {
        select({});
    }
    showSelection();
    fitTop();
    updateEmpty();
}

std::optional<EmptyWords> LeaderboardScreen::emptyWords(const LabelTable& labels) const
{
    if (const std::optional<EmptyWords> words = InspectPage::emptyWords(labels)) {
        return words;
    }
    if (labels.pairs().empty() && labels.rankings().empty()) {
        return EmptyWords{tr("No preferences yet."),
                          tr("A leaderboard counts which of two responses people prefer. Judge some pairs or "
                             "rankings, or import a file of votes."),
                          context().actions.action(u"global.import"_s)};
    }
    if (m_report == nullptr) {
        return EmptyWords{tr("Counting the votes…"), {}, nullptr};
    }
    if (m_report->votes == 0 && !isStale()) {
        return nothingPasses();
    }
    return std::nullopt;
}

void LeaderboardScreen::takeExamples(const ShownExamples& examples)
{
    const QString counts =
        tr("%1 votes on %2 pairs").arg(groupedNumber(examples.votes), groupedNumber(examples.units));
    const QString tally = m_selection.first.isEmpty()
                              ? QString()
                              : u": "_s + tallyText(m_selection.first, examples.forFirst, examples.ties,
                                                    m_selection.isPair() ? m_selection.second : tr("others"),
                                                    examples.forSecond);
    const QString order = examples.units > examples.rows.size()
                              ? tr("The %1 most contested.").arg(groupedNumber(examples.rows.size()))
                              : tr("Contested first.");
    m_examples->setHead(selectionTitle(), counts + tally + u". "_s + order);
    m_examples->setEmptyText(tr("No vote between them."),
                             tr("The two have not met, or a filter leaves their votes out."));
    m_examples->setExamples(examples.rows, examples.verdictTitle, !m_selection.isPair());
    action("batch")->setEnabled(!m_examples->examples().isEmpty() && context().jobs != nullptr);
}

QString LeaderboardScreen::selectionTitle() const
{
    QString title = m_selection.isPair() ? tr("%1 against %2").arg(m_selection.first, m_selection.second)
                    : !m_selection.first.isEmpty() ? m_selection.first
                                                   : tr("All pairs");
    return m_selection.category.isEmpty() ? title : tr("%1 in %2").arg(title, m_selection.category);
}

void LeaderboardScreen::select(const LeaderboardSelection& selection)
{
    if (selection == m_selection) {
        return;
    }
    m_selection = selection;
    showSelection();
    refreshExamples();
}

void LeaderboardScreen::showSelection()
{
    QList<InspectSelection> chips;
    if (!m_options.baseline.isEmpty()) {
        chips << InspectSelection{kAgainst, tr("against"), m_options.baseline};
    }
    if (!m_selection.isEmpty()) {
        QStringList parts{m_selection.first, m_selection.second, m_selection.category};
        parts.removeAll(QString());
        chips << InspectSelection{kSelected, tr("selected"), parts.join(u", "_s)};
    }
    setSelections(chips);
    if (m_report != nullptr) {
        selectInRanking(*m_ranking, *m_report, m_selection);
        selectInMatrix(*m_matrix, *m_report, m_selection);
        selectInCategories(*m_categories, *m_report, m_selection);
    }
}

void LeaderboardScreen::openSelection(const QString& text)
{
    const QStringList parts = text.split(u'\t');
    select({parts.value(0), parts.value(1), parts.value(2)});
}

void LeaderboardScreen::selectionRemoved(const QString& key)
{
    if (key == kAgainst) {
        setBaseline({});
    } else {
        select({});
    }
}

void LeaderboardScreen::selectionClicked(const QString& key)
{
    if (key == kAgainst) {
        chooseBaseline();
    } else {
        showExamples();
    }
}

void LeaderboardScreen::activateModel(int row)
{
    if (m_report == nullptr || row < 0 || row >= static_cast<int>(m_report->rows.size())) {
        return;
    }
    const LeaderboardSelection wanted{m_report->rows[static_cast<std::size_t>(row)].name, {}, {}};
    wanted == m_selection ? showExamples() : select(wanted);
}

void LeaderboardScreen::activateCell(int row, int column)
{
    const int count = m_report != nullptr ? static_cast<int>(m_report->rows.size()) : 0;
    if (row == column || row < 0 || column < 0 || row >= count || column >= count) {
        return;
    }
    const LeaderboardSelection wanted{m_report->rows[static_cast<std::size_t>(row)].name,
                                      m_report->rows[static_cast<std::size_t>(column)].name,
                                      {}};
    wanted == m_selection ? showExamples() : select(wanted);
}

void LeaderboardScreen::activateCategory(int row, int column)
{
    if (m_report == nullptr || row < 0 || row >= static_cast<int>(m_report->rows.size()) || column < 0 ||
        column >= static_cast<int>(m_report->slices.size())) {
        return;
    }
    select({m_report->rows[static_cast<std::size_t>(row)].name,
            {},
            m_report->slices[static_cast<std::size_t>(column)].category});
    showExamples();
}

void LeaderboardScreen::setOptions(const LeaderboardOptions& options)
{
    if (options == m_options) {
        return;
    }
    const bool isOtherKind =
        (options.method == ScoreMethod::PlackettLuce) != (m_options.method == ScoreMethod::PlackettLuce);
    m_options = options;
    if (context().analysis != nullptr) {
        InspectState::of(*context().analysis)->setValue(kMethodKey, QVariant::fromValue(m_options));
    }
    showSelection();
    if (isOtherKind && filter().kind) { // the chip says what is counted
        LabelFilter other = filter();
        other.kind = options.method == ScoreMethod::PlackettLuce ? ItemKind::Ranking : ItemKind::Pairwise;
        setFilter(other);
        return;
    }
    refresh();
}

void LeaderboardScreen::setBaseline(const QString& model)
{
    LeaderboardOptions options = m_options;
    options.baseline = model;
    setOptions(options);
}

void LeaderboardScreen::openMethod()
{
    auto* dialog = new MethodDialog(context(), m_options, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { setOptions(dialog->options()); });
    dialog->open();
}

NumbersTable LeaderboardScreen::numbers() const
{
    const QWidget* focus = window()->focusWidget();
    const auto has = [focus](const QWidget* part) { return focus != nullptr && part->isAncestorOf(focus); };
    if (has(m_examples)) {
        return m_examples->model().numbers(u"leaderboard-examples"_s);
    }
    if (has(m_decided)) {
        return m_decided->model().numbers(u"leaderboard-decided"_s);
    }
    if (has(m_structure)) {
        return m_structure->model().numbers(u"leaderboard-structure"_s);
    }
    if (has(m_matrixCard)) {
        return numbersOf(m_matrix->table(), u"leaderboard-matrix"_s);
    }
    if (has(m_categoriesCard)) {
        return numbersOf(m_categories->table(), u"leaderboard-categories"_s);
    }
    return m_report != nullptr ? rankingNumbers(*m_report) : NumbersTable{u"leaderboard"_s, {}, {}};
}

void LeaderboardScreen::toggleTable()
{
    const QWidget* focus = window()->focusWidget();
    ChartCard* card =
        focus != nullptr && m_categoriesCard->isAncestorOf(focus) ? m_categoriesCard : m_matrixCard;
    card->toggleTable();
}

void LeaderboardScreen::showExamples()
{
    showView(View::Examples);
    m_examples->focusList();
}

void LeaderboardScreen::makeBatch()
{
    m_batchMaker->make(selectionTitle(), m_examples->items());
}

void LeaderboardScreen::openCurrent()
{
    const QWidget* focus = window()->focusWidget();
    if (focus != nullptr && m_decided->isAncestorOf(focus)) {
        if (const QStringList pair = m_decided->currentPair(); pair.size() == 2) {
            select({pair.at(0), pair.at(1), {}});
            showExamples();
        }
        return;
    }
    if (const ItemId item = m_examples->currentItem(); item.isValid()) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value));
    }
}

} // namespace plumbline
