// How the page is laid out, its actions, and what has its own menus; the rest is in leaderboardscreen.cpp.

#include "core/base/whenfinished.h"
#include "core/jobs/decidejob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/store.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/inspect/common/inspectfilterbar.h"
#include "ui/screens/leaderboard/decidedview.h"
#include "ui/screens/leaderboard/leaderboardscreen.h"
#include "ui/screens/leaderboard/methoddialog.h"
#include "ui/screens/leaderboard/structureview.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pilltabs.h"

#include <QBoxLayout>
#include <QMenu>
#include <QResizeEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRankingShare = 680;
constexpr int kMatrixShare = 486;
constexpr int kTopHeight = 420; ///< of the two cards over the list, while there is room
constexpr int kLeastTop = 240;
constexpr int kLeastBottom = 196;
constexpr int kSideBySide = 1180; ///< in narrower windows the matrix goes under the ranking
constexpr int kCategoryRow = 34;
constexpr int kHeadHeight = 62; ///< of a card: its head, and what is free below the chart

void setChartMargins(ChartCard& card)
{
    card.setHeaderRule(true);
    card.body()->setContentsMargins(metrics::kSpace5, 1, metrics::kSpace5, metrics::kSpace3);
}

} // namespace

void LeaderboardScreen::addActions(ActionCollection& actions, LeaderboardScreen* page)
{
    const QString id = u"leaderboard"_s;
    addInspectActions(actions, id, tr("Leaderboard"), page);
    const PageActions here(actions, page, id, tr("Leaderboard"));
    here.add(u"leaderboard.method"_s, tr("Method"), {QKeySequence(Qt::CTRL | Qt::Key_M)}, {},
             &LeaderboardScreen::openMethod);
    here.add(
        u"leaderboard.hide"_s, tr("Hide models"), {QKeySequence(Qt::Key_H)}, u"eye"_s,
        [](LeaderboardScreen& self) {
            self.findChild<InspectFilterBar*>(u"inspectFilterBar"_s)->openChooser(FilterPart::HiddenModel);
        });
    here.add(u"leaderboard.baseline"_s, tr("Compare with one model"), {QKeySequence(Qt::Key_V)}, u"scale"_s,
             &LeaderboardScreen::chooseBaseline);
    const auto view = [&here](const QString& name, const QString& text, Qt::Key key, View which) {
        here.add(name, text, {QKeySequence(key)}, {}, [which](LeaderboardScreen& self) {
            self.showView(which);
            self.m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        });
    };
    view(u"leaderboard.decided"_s, tr("What is decided"), Qt::Key_D, View::Decided);
    view(u"leaderboard.categories"_s, tr("Ranks by category"), Qt::Key_C, View::Categories);
    view(u"leaderboard.structure"_s, tr("Behind the scores"), Qt::Key_Y, View::Structure);
    here.add(u"leaderboard.order"_s, tr("Order the queue to decide soonest"), {QKeySequence(Qt::Key_O)},
             u"route"_s, &LeaderboardScreen::orderQueue);
    MethodDialog::addActions(actions);
}

void LeaderboardScreen::build()
{
    auto* content = new QWidget;
    content->setObjectName(u"leaderboardContent"_s);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(buildTop(), 0);
    column->addWidget(buildBottom(), 1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"leaderboardScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    setContent(scroll);
}

QWidget* LeaderboardScreen::buildTop()
{
    const Theme& theme = context().theme;
    m_ranking = new IntervalChart(theme);
    m_ranking->setObjectName(u"rankingChart"_s);
    m_ranking->setAccessibleName(tr("Ranking"));
    m_matrix = new HeatMap(theme);
    m_matrix->setObjectName(u"matrixChart"_s);
    m_matrix->setAccessibleName(tr("Win matrix"));
    m_rankingCard =
        new ChartCard(theme, tr("Ranking"), tr("a range where the data does not separate models"), m_ranking);
    m_rankingCard->setObjectName(u"rankingCard"_s);
    m_rankingCard->addAction(action("save_chart"), u"dl"_s);
    m_matrixCard = new ChartCard(theme, tr("Win matrix"), tr("row against column, % won"), m_matrix);
    m_matrixCard->setObjectName(u"matrixCard"_s);
    m_matrixCard->addAction(action("table"), u"grid"_s);
    auto* top = new QWidget;
    m_top = new QBoxLayout(QBoxLayout::LeftToRight, top);
    m_top->setContentsMargins(0, 0, 0, 0);
    m_top->setSpacing(metrics::kSpace5);
    m_top->addWidget(m_rankingCard, kRankingShare);
    m_top->addWidget(m_matrixCard, kMatrixShare);
    for (ChartCard* card : {m_rankingCard, m_matrixCard}) {
        setChartMargins(*card);
    }
    return top;
}

QWidget* LeaderboardScreen::buildBottom()
{
    const Theme& theme = context().theme;
    m_examples = new ExamplesList(theme, action("open"), action("batch"));
    m_decided = new DecidedView(theme, action("order"), action("open"));
    m_categories = new HeatMap(theme);
    m_categories->setObjectName(u"categoriesChart"_s);
    m_categories->setAccessibleName(tr("Ranks by category"));
    m_categories->setRowHeight(kCategoryRow);
    m_categories->setEmptyText(tr("No prompt with votes has a category."));
    m_categoriesCard = new ChartCard(theme, tr("By category"), tr("rank in each, score below"), m_categories);
    m_categoriesCard->setObjectName(u"categoriesCard"_s);
    setChartMargins(*m_categoriesCard);
    m_structure = new StructureView(theme);
    m_stack = new QStackedWidget;
    m_stack->setObjectName(u"leaderboardViews"_s);
    m_examples->setFocusProxy(m_examples->view());
    m_decided->setFocusProxy(m_decided->view());
    m_categoriesCard->setFocusProxy(m_categories);
    m_structure->setFocusProxy(m_structure->view());
    for (Card* card : std::initializer_list<Card*>{m_examples, m_decided, m_categoriesCard, m_structure}) {
        auto* tabs = new PillTabs(theme, {tr("Examples"), tr("Decided"), tr("Categories"), tr("More")});
        tabs->setObjectName(u"leaderboardTabs%1"_s.arg(m_tabs.size()));
        tabs->setAccessibleName(tr("What the list shows"));
        connect(tabs, &PillTabs::cellChosen, this, [this](int cell) {
            showView(static_cast<View>(cell));
            m_tabs.at(cell)->setFocus();
        });
        m_tabs << tabs;
        card->addHeaderWidget(tabs);
        m_stack->addWidget(card);
    }
    m_stack->setMinimumHeight(kLeastBottom);
    return m_stack;
}

void LeaderboardScreen::showView(View view)
{
    const int index = static_cast<int>(view);
    m_stack->setCurrentIndex(index);
    for (PillTabs* tabs : std::as_const(m_tabs)) {
        tabs->setCurrent(index);
    }
    if (view == View::Categories && !m_options.hasSlices) {
        LeaderboardOptions options = m_options;
        options.hasSlices = true;
        setOptions(options);
    }
}

void LeaderboardScreen::connectViews()
{
    connect(m_ranking, &Chart::markActivated, this, &LeaderboardScreen::activateModel);
    connect(m_matrix, &Chart::markActivated, this, &LeaderboardScreen::activateCell);
    connect(m_categories, &Chart::markActivated, this, &LeaderboardScreen::activateCategory);
    connect(m_examples, &ExamplesList::openRequested, this,
            [this](ItemId item) { Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value)); });
    connect(m_decided, &DecidedView::pairRequested, this,
            [this](const QString& first, const QString& second) {
                select({first, second, {}});
                showExamples();
            });
    connect(&context().theme, &Theme::changed, this, [this] { fitTop(); });
}

void LeaderboardScreen::fitTop()
{
    // The two cards are as high as what they hold, until the list below would be left too little.
    const Theme& theme = context().theme;
    const bool isWide = window()->width() >= theme.scaled(kSideBySide);
    m_top->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int room = height() - theme.scaled(kLeastBottom) - theme.scaled(kTopHeight) / 4;
    const auto heightOf = [&](const Chart& chart) {
        const int content = static_cast<int>(chart.contentSize(theme, {kMatrixShare, 0}).height()) +
                            theme.scaled(kHeadHeight);
        return std::clamp(content, kLeastTop, std::max(kLeastTop, std::max(room, theme.scaled(kTopHeight))));
    };
    const int ranking = heightOf(*m_ranking);
    const int matrix = heightOf(*m_matrix);
    m_rankingCard->setFixedHeight(isWide ? std::max(ranking, matrix) : ranking);
    m_matrixCard->setFixedHeight(isWide ? std::max(ranking, matrix) : matrix);
}

void LeaderboardScreen::resizeEvent(QResizeEvent* event)
{
    InspectPage::resizeEvent(event);
    fitTop();
}

void LeaderboardScreen::fillBaselineMenu(QMenu& menu)
{
    const auto add = [&](const QString& text, const QString& model) {
        QAction* entry = menu.addAction(text, this, [this, model] { setBaseline(model); });
        entry->setObjectName(u"baseline."_s + model);
        entry->setCheckable(true);
        entry->setChecked(m_options.baseline == model);
    };
    add(tr("The mean of all"), {});
    if (m_report != nullptr) {
        for (const LeaderboardRow& row : m_report->rows) {
            add(row.name, row.name);
        }
    }
}

void LeaderboardScreen::chooseBaseline()
{
    QMenu menu(this);
    menu.setObjectName(u"baselineMenu"_s);
    fillBaselineMenu(menu);
    menu.exec(m_ranking->mapToGlobal(QPoint(metrics::kSpace5, metrics::kRowChart)));
}

void LeaderboardScreen::orderQueue()
{
    Store* store = context().store;
    if (store == nullptr || context().jobs == nullptr) {
        return;
    }
    whenFinished(
        store->readAsync([](Session& session) { return SummaryRepository(session).summary(); }), this,
        [this](const Result<ProjectSummary>& summary) {
            if (!summary) {
                Q_EMIT errorOccurred(summary.error());
                return;
            }
            QList<BatchSummary> open = summary->batches;
            open.removeIf([this](const BatchSummary& batch) {
                const bool isOther = !filter().batch.isEmpty() && filter().batch != batch.batch.name;
                return isOther || !batch.batch.isOpen || batch.openItems == 0 ||
                       batch.kind != ItemKind::Pairwise;
            });
            if (open.isEmpty()) {
                Q_EMIT messageRequested(
                    MessageKind::Info, tr("No batch hands out pairs now."),
                    tr("Make one (B on the examples of a pair), then order it. Nothing was changed."));
            } else if (open.size() == 1) {
                orderBatch(open.constFirst());
            } else {
                QMenu menu(this);
                menu.setObjectName(u"orderMenu"_s);
                for (const BatchSummary& batch : std::as_const(open)) {
                    menu.addAction(tr("%1, %2 open").arg(batch.batch.name, groupedNumber(batch.openItems)),
                                   this, [this, batch] { orderBatch(batch); });
                }
                menu.exec(m_decided->mapToGlobal(QPoint(m_decided->width() / 2, metrics::kHeader)));
            }
        });
}

void LeaderboardScreen::orderBatch(const BatchSummary& batch)
{
    DecideRequest request;
    request.batch = batch.batch.id;
    request.filter = filter();
    request.confidence = m_options.confidence;
    whenFinished(context().jobs->startAsync(u"decide"_s, decideJobParams(request)), this,
                 [this, name = batch.batch.name](const Result<JobId>& job) {
                     if (job) {
                         m_orderJob = *job;
                         m_orderName = name;
                     } else {
                         Q_EMIT errorOccurred(job.error());
                     }
                 });
}

void LeaderboardScreen::noteJob(const Job& job)
{
    if (job.id != m_orderJob || job.state != JobState::Done) {
        return;
    }
    m_orderJob = {};
    const QJsonObject result = job.result;
    const qint64 open = result.value(u"open_pairs"_s).toInteger();
    Q_EMIT messageRequested(
        MessageKind::Done, tr("“%1” now asks first for what decides ranks soonest.").arg(m_orderName),
        open == 0 ? tr("Every rank is decided already.")
                  : tr("Pairs of models that are open: %1. Run it again after more votes.")
                        .arg(groupedNumber(open)));
}

} // namespace plumbline
