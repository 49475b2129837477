// How the page of JudgeRunsScreen is built; see judgerunsscreen.h.

#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/plots/barchart.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/linechart.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/screens/judgeruns/judgerunsscreen.h"
#include "ui/screens/judgeruns/runlist.h"
#include "ui/screens/judgeruns/verdictstreammodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/splitpane.h"
#include "ui/widgets/statcard.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kListWidth = 270;
constexpr int kListRow = 36;
constexpr int kStateWidth = 98;
constexpr int kStreamRow = 28;
constexpr int kChartsHeight = 190;
constexpr int kBarRow = 22;
constexpr int kFigures = 5;
constexpr int kWidths[] = {120, 180, 70, 58, 160, 72, 72}; // as VerdictStreamModel::Column

CellLook runLook(const QModelIndex& index)
{
    CellLook look;
    const auto job = index.data(JobListModel::JobRole).value<Job>();
    switch (index.column()) {
    case 0:
        look.icon = jobStateIcon(job.state);
        look.iconColor = jobStateColor(job.state);
        look.color = jobStateColor(job.state);
        break;
    case 1:
        look.style = Text::Button;
        break;
    default:
        look.style = Text::Caption;
        look.color = Color::Text2;
        look.isNumber = true;
        break;
    }
    return look;
}

CellLook verdictLook(const QModelIndex& index)
{
    CellLook look;
    const bool isFault = index.data(VerdictStreamModel::IsFaultRole).toBool();
    switch (index.column()) {
    case VerdictStreamModel::ItemColumn:
    case VerdictStreamModel::ModelsColumn:
        look.style = Text::Caption;
        look.color = index.column() == VerdictStreamModel::ModelsColumn ? Color::Text : Color::Text2;
        break;
    case VerdictStreamModel::VerdictColumn:
        look.style = isFault ? Text::Caption : Text::Strong;
        look.color = isFault ? Color::Warn : Color::Text;
        break;
    case VerdictStreamModel::NoteColumn:
        look.style = Text::Caption;
        look.color = isFault || index.data(VerdictStreamModel::IsInconsistentRole).toBool() ? Color::Warn
                                                                                            : Color::Text2;
        look.icon = isFault ? u"warn"_s : QString();
        look.iconColor = Color::Warn;
        break;
    default:
        look.style = Text::Caption;
        look.color = Color::Text2;
        look.isNumber = true;
        break;
    }
    return look;
}

} // namespace

void JudgeRunsScreen::build()
{
    const Theme& theme = m_context.theme;
    m_empty = new EmptyState(theme, u"judge"_s, tr("No judge has run yet."),
                             tr("A run lets a judge, a language model with a question and a way to read its "
                                "answers, judge items beside people. Its verdicts appear here as they come."),
                             m_context.actions.action(u"global.go.judgesetup"_s));
    m_empty->setObjectName(u"judgeRunsEmpty"_s);
    m_empty->hide();
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->addWidget(buildList());
    m_runPane = buildRun();
    split->addWidget(m_runPane);
    split->setStretchFactor(1, 1);
    split->setSizes({kListWidth, metrics::kContentMax - kListWidth});
    split->setChildrenCollapsible(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split, 1);
    layout->addWidget(m_empty, 1);
}

QWidget* JudgeRunsScreen::buildList()
{
    const Theme& theme = m_context.theme;
    auto* pane = new QWidget;
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace2, metrics::kSpace4);
    m_list = makePlainTable(theme, m_runs, new RowDelegate(theme, runLook, kListRow), u"judgeRunList"_s,
                            tr("Runs of judges"), kListRow);
    QHeaderView* header = m_list->horizontalHeader();
    header->setSectionResizeMode(1, QHeaderView::Stretch);
    header->resizeSection(0, kStateWidth);
    m_list->setColumnHidden(2, true);
    m_list->setMinimumWidth(kListWidth - metrics::kSpace8);
    column->addWidget(m_list);
    return pane;
}

QWidget* JudgeRunsScreen::buildRun()
{
    auto* pane = new QWidget;
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kPageMargin, metrics::kSpace4);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(buildHead());
    column->addWidget(buildFigures());
    column->addWidget(buildCharts());
    column->addWidget(buildStream(), 1);
    return pane;
}

QWidget* JudgeRunsScreen::buildHead()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace3);
    auto* first = new QHBoxLayout;
    first->setSpacing(metrics::kSpace3);
    m_name = new ThemedLabel(theme, {}, Text::Title);
    m_name->setObjectName(u"judgeRunName"_s);
    m_where = new ElidedLabel(theme, {}, Text::Body, Color::Text2);
    m_where->setObjectName(u"judgeRunWhere"_s);
    m_state = new ThemedLabel(theme, {}, Text::Strong);
    m_state->setObjectName(u"judgeRunState"_s);
    first->addWidget(m_name);
    first->addWidget(m_where, 1);
    for (const QString& id : {u"stop"_s, u"resume"_s, u"budget"_s}) {
        auto* button = new KeyButton(theme, actions.action(u"judgeruns."_s + id));
        button->setObjectName(u"judgeRun."_s + id);
        first->addWidget(button);
    }
    m_bar = new ProgressLine(theme);
    m_bar->setObjectName(u"judgeRunBar"_s);
    m_bar->setAccessibleName(tr("How much is judged"));
    auto* second = new QHBoxLayout;
    second->setSpacing(metrics::kSpace4);
    m_progress = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_progress->setObjectName(u"judgeRunProgress"_s);
    second->addWidget(m_state);
    second->addWidget(m_progress);
    second->addStretch(1);
    m_message = new ThemedLabel(theme, {}, Text::Body, Color::Text2);
    m_message->setObjectName(u"judgeRunMessage"_s);
    m_message->setWordWrap(true);
    column->addLayout(first);
    column->addWidget(m_bar);
    column->addLayout(second);
    column->addWidget(m_message);
    return head;
}

QWidget* JudgeRunsScreen::buildFigures()
{
    auto* row = new QWidget;
    auto* cards = new QHBoxLayout(row);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(metrics::kSpace3);
    for (int index = 0; index < kFigures; ++index) {
        auto* card = new StatCard(m_context.theme, {}, {});
        card->setObjectName(u"judgeRunFigure%1"_s.arg(index));
        card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // all of one width
        cards->addWidget(card, 1);
        m_figures.append(card);
    }
    return row;
}

QWidget* JudgeRunsScreen::buildCharts()
{
    const Theme& theme = m_context.theme;
    auto* row = new QWidget;
    row->setFixedHeight(theme.scaled(kChartsHeight));
    auto* cards = new QHBoxLayout(row);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(metrics::kSpace3);
    const auto add = [&](const QString& title, const QString& caption, Chart* chart, int stretch) {
        chart->setWords({title, {}, {}, {}, {}});
        auto* card = new ChartCard(theme, title, caption, chart);
        card->addAction(m_context.actions.action(u"judgeruns.table"_s), u"grid"_s);
        cards->addWidget(card, stretch);
    };
    m_rate = new LineChart(theme);
    m_rate->setObjectName(u"judgeRunRate"_s);
    m_rate->setDotsShown(false);
    m_rate->setEmptyText(tr("The rate is drawn while a run goes on and this page is open."));
    add(tr("Rate"), tr("items a second"), m_rate, 4);
    const auto addBars = [&](const QString& name, const QString& title, const QString& kind) {
        auto* chart = new BarChart(theme, Qt::Horizontal);
        chart->setObjectName(name);
        chart->setRowHeight(kBarRow);
        chart->setTitles(kind, tr("Count"));
        chart->setEmptyText(tr("None."));
        add(title, {}, chart, 3);
        return chart;
    };
    m_errors = addBars(u"judgeRunErrors"_s, tr("Errors"), tr("Error"));
    m_faults = addBars(u"judgeRunFaults"_s, tr("Unreadable replies"), tr("Why"));
    return row;
}

QWidget* JudgeRunsScreen::buildStream()
{
    const Theme& theme = m_context.theme;
    m_streamCard = new Card(theme, tr("Verdicts"), {});
    Card* card = m_streamCard;
    card->setHeaderRule(true);
    auto* inspect = new KeyButton(theme, m_context.actions.action(u"judgeruns.inspect"_s));
    inspect->setObjectName(u"judgeRun.inspect"_s);
    card->addHeaderWidget(inspect);
    m_verdicts = makePlainTable(theme, m_stream, new RowDelegate(theme, verdictLook, kStreamRow),
                                u"judgeRunVerdicts"_s, tr("Verdicts"), kStreamRow);
    QHeaderView* header = m_verdicts->horizontalHeader();
    for (int column = 0; column < VerdictStreamModel::ColumnCount; ++column) {
        header->resizeSection(column, kWidths[column]);
    }
    header->setSectionResizeMode(VerdictStreamModel::ModelsColumn, QHeaderView::Stretch);
    m_noVerdicts = new ThemedLabel(theme, tr("No verdict yet."), Text::Body, Color::Text3);
    m_noVerdicts->setObjectName(u"judgeRunNoVerdicts"_s);
    m_noVerdicts->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    card->body()->setSpacing(0);
    card->body()->addWidget(m_noVerdicts);
    card->body()->addWidget(m_verdicts, 1);
    return card;
}

} // namespace plumbline
