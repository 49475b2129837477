#include "ui/screens/jobs/jobsscreen.h"

#include "core/base/whenfinished.h"
#include "core/jobs/jobrunner.h"
#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/screens/jobs/jobdetails.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/splitpane.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 36;
constexpr int kStateWidth = 128;
constexpr int kNameWidth = 250;
constexpr int kProgressWidth = 110;
constexpr int kWhenWidth = 140;

CellLook lookOf(const QModelIndex& index)
{
    CellLook look;
    const auto job = index.data(JobListModel::JobRole).value<Job>();
    switch (index.column()) {
    case JobListModel::StateColumn:
        look.icon = jobStateIcon(job.state);
        look.iconColor = jobStateColor(job.state);
        look.color = jobStateColor(job.state);
        break;
    case JobListModel::NameColumn:
        look.style = Text::Button;
        break;
    case JobListModel::ProgressColumn:
        if (const QVariant share = index.data(JobListModel::ShareRole); share.isValid()) {
            look.share = share.toDouble();
        }
        break;
    default:
        look.style = Text::Caption;
        look.color = Color::Text2;
        break;
    }
    return look;
}

} // namespace

JobsScreen::JobsScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new JobListModel(context.store, context.jobs, {}, this))
{
    setObjectName(u"jobsScreen"_s);
    addActions(context.actions, this);
    build();
    connect(m_model, &JobListModel::failed, this, &Page::errorOccurred);
    connect(m_model, &JobListModel::loaded, this, &JobsScreen::updateEmpty);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &JobsScreen::showCurrent);
}

QString JobsScreen::pageId() const
{
    return u"jobs"_s;
}

QString JobsScreen::title() const
{
    return tr("Jobs");
}

QString JobsScreen::subtitle() const
{
    return tr("what runs, and what ran");
}

QList<QAction*> JobsScreen::headerActions() const
{
    return {};
}

QList<QWidget*> JobsScreen::panes() const
{
    return {m_table, m_details};
}

void JobsScreen::addActions(ActionCollection& actions, JobsScreen* page)
{
    const PageActions here(actions, page, u"jobs"_s, tr("Jobs"));
    const QList<QAction*> all{
        here.add(u"jobs.cancel"_s, tr("Stop"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, u"x"_s,
                 &JobsScreen::cancelCurrent),
        here.add(u"jobs.resume"_s, tr("Resume"), {QKeySequence(Qt::Key_R)}, u"play"_s,
                 &JobsScreen::resumeCurrent),
        here.add(u"jobs.again"_s, tr("Run again"), {QKeySequence(Qt::Key_A)}, u"redo"_s,
                 &JobsScreen::runAgain),
    };
    for (QAction* action : all) {
        action->setEnabled(false); // until a job is chosen
    }
}

void JobsScreen::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_table =
        makePlainTable(theme, m_model, new RowDelegate(theme, lookOf, kRow), u"jobTable"_s, tr("Jobs"), kRow);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(JobListModel::ResultColumn, QHeaderView::Stretch);
    header->resizeSection(JobListModel::StateColumn, kStateWidth);
    header->resizeSection(JobListModel::NameColumn, kNameWidth);
    header->resizeSection(JobListModel::ProgressColumn, kProgressWidth);
    header->resizeSection(JobListModel::WhenColumn, kWhenWidth);
    m_details = new JobDetails(theme, {actions.action(u"jobs.cancel"_s), actions.action(u"jobs.resume"_s),
                                       actions.action(u"jobs.again"_s)});
    m_details->setMinimumWidth(metrics::kPaneGuidelines);
    m_empty =
        new EmptyState(theme, u"jobs"_s, tr("Nothing has run yet."),
                       tr("A job is anything long: an import, an export, a new order of a batch. It goes "
                          "on while you work, and its numbers stay here."),
                       actions.action(u"global.go.data"_s));
    m_empty->setObjectName(u"jobsEmpty"_s);
    m_empty->hide();
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->addWidget(left);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({metrics::kContentMax - metrics::kPaneDetails, metrics::kPaneDetails});
    split->setChildrenCollapsible(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JobsScreen::showCurrent);
}

void JobsScreen::activate()
{
    m_model->refresh();
    m_table->setFocus();
}

void JobsScreen::open(const QString& argument)
{
    m_wanted = JobId{argument.toLongLong()};
    updateEmpty();
}

void JobsScreen::updateEmpty()
{
    const bool isEmpty = m_model->isLoaded() && m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_details->setVisible(!isEmpty);
    if (const int row = m_model->rowOf(m_wanted); m_wanted.isValid() && row >= 0) {
        m_wanted = {};
        m_table->setCurrentIndex(m_model->index(row, 0));
    } else if (!isEmpty && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    showCurrent();
}

std::optional<Job> JobsScreen::currentJob() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? std::optional(index.data(JobListModel::JobRole).value<Job>()) : std::nullopt;
}

void JobsScreen::showCurrent()
{
    const std::optional<Job> job = currentJob();
    const bool hasRunner = m_context.jobs != nullptr;
    const bool runsHere = job && m_model->progress(job->id).has_value();
    const bool isOver = job && job->state != JobState::Running && job->state != JobState::Queued;
    ActionCollection& actions = m_context.actions;
    actions.action(u"jobs.cancel"_s)->setEnabled(runsHere);
    actions.action(u"jobs.resume"_s)->setEnabled(hasRunner && job && canResume(*job));
    actions.action(u"jobs.again"_s)->setEnabled(hasRunner && isOver);
    if (job) {
        m_details->show(*job, m_model->progress(job->id));
    } else {
        m_details->clear();
    }
}

void JobsScreen::cancelCurrent()
{
    if (const std::optional<Job> job = currentJob(); job && m_context.jobs != nullptr) {
        m_context.jobs->cancel(job->id);
    }
}

void JobsScreen::resumeCurrent()
{
    const std::optional<Job> job = currentJob();
    if (!job || m_context.jobs == nullptr) {
        return;
    }
    whenFinished(m_context.jobs->resumeAsync(job->id), this, [this](const Result<void>& resumed) {
        if (!resumed) {
            Q_EMIT errorOccurred(resumed.error());
        }
    });
}

void JobsScreen::runAgain()
{
    const std::optional<Job> job = currentJob();
    if (!job || m_context.jobs == nullptr) {
        return;
    }
    whenFinished(m_context.jobs->startAsync(job->kind, job->params), this,
                 [this](const Result<JobId>& started) {
                     if (!started) {
                         Q_EMIT errorOccurred(started.error());
                         return;
                     }
                     m_wanted = *started;
                     m_model->refresh();
                 });
}

} // namespace plumbline
