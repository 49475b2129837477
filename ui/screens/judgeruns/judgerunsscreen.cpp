#include "ui/screens/judgeruns/judgerunsscreen.h"

#include "core/base/whenfinished.h"
#include "core/jobs/judgejob.h"
#include "core/store/annotatorrepository.h"
#include "core/store/store.h"
#include "ui/plots/barchart.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/linechart.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/screens/judgereply/replywords.h"
#include "ui/screens/judgeruns/runlist.h"
#include "ui/screens/judgeruns/runwords.h"
#include "ui/screens/judgeruns/verdictstreammodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/statcard.h"
#include "ui/widgets/themedlabel.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;

bool isOpen(const Job& job)
{
    return job.state == JobState::Running || job.state == JobState::Queued;
}

} // namespace

JudgeRunsScreen::JudgeRunsScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_jobs(new JobListModel(context.store, context.jobs, {kJudgeJob.toString()}, this))
    , m_runs(new RunList(m_jobs, this))
    , m_stream(new VerdictStreamModel(this))
{
    setObjectName(u"judgeRunsScreen"_s);
    addActions(context.actions, this);
    build();
    showFigures();
    connectModels();
}

JudgeRunsScreen::~JudgeRunsScreen() = default;

QString JudgeRunsScreen::pageId() const
{
    return u"judgeruns"_s;
}

QString JudgeRunsScreen::title() const
{
    return tr("Judge runs");
}

QString JudgeRunsScreen::subtitle() const
{
    return m_view.judge.isEmpty() ? tr("what judges do, and did") : m_view.judge;
}

QList<QAction*> JudgeRunsScreen::headerActions() const
{
    return {m_context.actions.action(u"judgeruns.explore"_s),
            m_context.actions.action(u"judgeruns.statistics"_s)};
}

QList<QWidget*> JudgeRunsScreen::panes() const
{
    return {m_list, m_rate, m_errors, m_faults, m_verdicts};
}

void JudgeRunsScreen::addActions(ActionCollection& actions, JudgeRunsScreen* page)
{
    ReplyInspector::addActions(actions);
    const PageActions here(actions, page, u"judgeruns"_s, tr("Judge runs"));
    here.add(u"judgeruns.stop"_s, tr("Stop"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, u"x"_s,
             &JudgeRunsScreen::stop);
    here.add(u"judgeruns.resume"_s, tr("Resume"), {QKeySequence(Qt::Key_R)}, u"play"_s,
             &JudgeRunsScreen::resume);
    here.add(u"judgeruns.budget"_s, tr("Raise the budget"), {QKeySequence(Qt::Key_B)}, u"plus"_s,
             &JudgeRunsScreen::raiseBudget);
    here.add(u"judgeruns.inspect"_s, tr("Asked and answered"), {QKeySequence(Qt::Key_Return)}, u"eye"_s,
             &JudgeRunsScreen::inspect);
    here.add(u"judgeruns.explore"_s, tr("Show in Explorer"), {QKeySequence(Qt::Key_X)}, u"search"_s,
             &JudgeRunsScreen::explore);
    here.add(u"judgeruns.statistics"_s, tr("Statistics"), {QKeySequence(Qt::Key_S)}, u"judge"_s,
             &JudgeRunsScreen::openStatistics);
    here.add(u"judgeruns.table"_s, tr("Chart as a table"), {QKeySequence(Qt::Key_M)}, u"grid"_s,
             [](JudgeRunsScreen& self) {
                 if (ChartCard* card = ChartCard::current(&self)) {
                     card->toggleTable();
                 }
             });
    for (const QString& id :
         {u"stop"_s, u"resume"_s, u"budget"_s, u"inspect"_s, u"explore"_s, u"statistics"_s}) {
        actions.action(u"judgeruns."_s + id)->setEnabled(false); // until a run is chosen
    }
}

void JudgeRunsScreen::connectModels()
{
    connect(m_jobs, &JobListModel::failed, this, &Page::errorOccurred);
    connect(m_jobs, &JobListModel::loaded, this, &JudgeRunsScreen::updateEmpty);
    connect(m_jobs, &QAbstractItemModel::dataChanged, this, &JudgeRunsScreen::showCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JudgeRunsScreen::showCurrent);
    connect(m_verdicts->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JudgeRunsScreen::noteReading);
    connect(m_verdicts, &QTableView::doubleClicked, this, &JudgeRunsScreen::inspect);
    connect(m_faults, &Chart::markActivated, this, [this](int row) { goToFault(row); });
    m_timer.setInterval(kPollMs);
    connect(&m_timer, &QTimer::timeout, this, &JudgeRunsScreen::poll);
    if (m_context.jobs != nullptr) {
        connect(m_context.jobs, &JobRunner::finished, this, [this](const Job& job) {
            if (job.id == m_run) {
                m_isStopping = false;
                poll();
                showCurrent();
            }
        });
    }
}

void JudgeRunsScreen::activate()
{
    m_jobs->refresh();
    showCurrent();
    m_list->setFocus();
}

void JudgeRunsScreen::open(const QString& argument)
{
    m_wanted = JobId{argument.toLongLong()};
    updateEmpty();
}

void JudgeRunsScreen::updateEmpty()
{
    const bool isEmpty = m_jobs->isLoaded() && m_runs->rowCount() == 0;
    m_list->parentWidget()->setVisible(!isEmpty);
    m_runPane->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    if (const QModelIndex wanted = m_runs->indexOf(m_wanted); m_wanted.isValid() && wanted.isValid()) {
        m_wanted = {};
        m_list->setCurrentIndex(wanted);
    } else if (!isEmpty && !m_list->currentIndex().isValid()) {
        m_list->setCurrentIndex(m_runs->index(0, 0));
    }
    showCurrent();
}

std::optional<Job> JudgeRunsScreen::currentJob() const
{
    return RunList::jobAt(m_list->currentIndex());
}

bool JudgeRunsScreen::runsHere(JobId id) const
{
    return m_jobs->progress(id).has_value();
}

ItemId JudgeRunsScreen::currentItem() const
{
    const QModelIndex index = m_verdicts->currentIndex();
    return index.isValid() ? ItemId{index.data(VerdictStreamModel::ItemIdRole).toLongLong()} : ItemId();
}

// ---- the chosen run

void JudgeRunsScreen::showCurrent()
{
    const std::optional<Job> job = currentJob();
    if (job && job->id != m_run) {
        chooseRun(*job);
    }
    const bool goesOn = job && (runsHere(job->id) || isOpen(*job));
    if (goesOn && !m_timer.isActive()) {
        m_timer.start();
    } else if (!goesOn) {
        m_timer.stop();
        if (job && m_feed) {
            poll();
        }
    }
    updateActions();
    showView();
}

void JudgeRunsScreen::chooseRun(const Job& job)
{
    m_run = job.id;
    m_judge = {};
    m_isStopping = false;
    m_stream->clear();
    m_view = viewOf(job);
    m_feed = m_context.store != nullptr ? JudgeRunFeed::find(*m_context.store, job.id) : nullptr;
    findJudge();
    if (m_feed) {
        poll();
    } else {
        readStored(job);
    }
    Q_EMIT titleChanged();
}

void JudgeRunsScreen::findJudge()
{
    if (m_context.store == nullptr || m_view.judge.isEmpty()) {
        return;
    }
    const auto work = [name = m_view.judge](Session& session) {
        return AnnotatorRepository(session).findByName(name);
    };
    whenFinished(m_context.store->readAsync(work), this,
                 [this, run = m_run](const Result<std::optional<Annotator>>& judge) {
                     if (run == m_run && judge && *judge) {
                         m_judge = (*judge)->id;
                         updateActions();
                     }
                 });
}

void JudgeRunsScreen::readStored(const Job& job)
{
    if (m_context.store == nullptr) {
        return;
    }
    const auto work = [job](Session& session) { return readStoredRun(session, job); };
    whenFinished(m_context.store->readAsync(work), this, [this, id = job.id](const Result<StoredRun>& run) {
        if (id != m_run || m_feed) {
            return; // another one is chosen, or this one runs by now
        }
        if (!run) {
            Q_EMIT errorOccurred(run.error());
            return;
        }
        m_view = run->view;
        takeEntries(run->entries);
        showView();
    });
}

void JudgeRunsScreen::poll()
{
    if (!m_run.isValid() || m_context.store == nullptr) {
        return;
    }
    if (std::shared_ptr<JudgeRunFeed> feed = JudgeRunFeed::find(*m_context.store, m_run);
        feed && feed != m_feed) {
        m_feed = std::move(feed); // it was resumed: what it says counts from the start again
        m_stream->clear();
    }
    if (!m_feed) {
        return;
    }
    m_view = m_feed->view();
    takeEntries(m_feed->entriesAfter(m_stream->newest()));
    const qint64 now = m_context.clock.monotonicMs();
    const qint64 first = m_firstSeenMs.value(m_run.value, now);
    m_firstSeenMs.insert(m_run.value, first);
    // In its first moments a rate rests on almost nothing.
    if (m_view.phase == JudgeRunView::Phase::Running && now - first >= kSecond) {
        m_rates[m_run.value].add(now - first, m_view.itemsPerSecond);
    }
    showView();
}

void JudgeRunsScreen::takeEntries(const QList<JudgeRunEntry>& entries)
{
    if (entries.isEmpty()) {
        return;
    }
    QScrollBar* bar = m_verdicts->verticalScrollBar();
    const bool isRead = m_verdicts->currentIndex().isValid() || bar->value() > 0;
    const qint64 before = m_stream->newest();
    const int offset = bar->value();
    m_stream->append(entries);
    if (isRead) { // what is in sight stays where it is
        int fresh = 0;
        for (const JudgeRunEntry& entry : m_stream->entries()) {
            if (entry.number <= before) {
                break;
            }
            ++fresh;
        }
        m_verdicts->doItemsLayout();
        bar->setValue(offset + fresh * m_verdicts->verticalHeader()->defaultSectionSize());
    }
    m_noVerdicts->setVisible(m_stream->rowCount() == 0);
}

void JudgeRunsScreen::noteReading()
{
    const int row = m_verdicts->currentIndex().row();
    m_stream->setRead(row >= 0 ? m_stream->entries()[row].number : 0);
    updateActions();
}

void JudgeRunsScreen::goToFault(int row)
{
    const QString fault = m_shownFaults.keys().value(row);
    for (int at = 0; at < m_stream->rowCount(); ++at) {
        if (m_stream->entries()[at].fault == fault) {
            m_verdicts->setCurrentIndex(m_stream->index(at, 0));
            m_verdicts->setFocus();
            return;
        }
    }
}

// ---- what is shown of it

void JudgeRunsScreen::showView()
{
    const std::optional<Job> job = currentJob();
    if (!job) {
        return;
    }
    const bool goesOn = runsHere(job->id);
    const JobState state = goesOn ? JobState::Running : job->state;
    if (m_isStopping) {
        m_view.phase = JudgeRunView::Phase::Stopping;
    }
    m_name->setText(m_view.judge);
    m_where->setText(runWhere(m_view));
    m_state->setText(m_isStopping ? tr("Stopping…") : jobStateWords(state));
    m_state->setStyle(Text::Strong, jobStateColor(state));
    m_bar->setValue(runShare(m_view));
    m_progress->setText(runProgress(m_view));
    const QString message = goesOn ? QString() : job->message;
    m_message->setText(message);
    m_message->setStyle(Text::Body, state == JobState::Failed ? Color::Bad : Color::Text2);
    m_message->setVisible(!message.isEmpty());
    m_noVerdicts->setVisible(m_stream->rowCount() == 0);
    showFigures();
    showRate();
    showCounts(m_errors, m_view.errors, m_shownErrors);
    showCounts(m_faults, m_view.faults, m_shownFaults);
}

void JudgeRunsScreen::showFigures()
{
    const QList<RunFigure> figures{judgedFigure(m_view), rateFigure(m_view), spentFigure(m_view),
                                   tokensFigure(m_view), callsFigure(m_view)};
    for (qsizetype index = 0; index < figures.size(); ++index) {
        m_figures[index]->setContent(figures[index].number, figures[index].name, figures[index].caption);
    }
    m_streamCard->setCaption(streamCaption(m_view, VerdictStreamModel::kMost));
}

void JudgeRunsScreen::showRate()
{
    const QList<QPair<qint64, double>> samples = m_rates.value(m_run.value).samples();
    LineSeries series;
    series.name = tr("items a second");
    const bool isLong = !samples.isEmpty() && samples.constLast().first > 2 * kMinute;
    const auto unit = static_cast<double>(isLong ? kMinute : kSecond);
    for (const auto& [ms, rate] : samples) {
        series.points.append({static_cast<double>(ms) / unit, rate, std::nullopt, {}});
    }
    const qsizetype shown = m_rate->series().isEmpty() ? 0 : m_rate->series().constFirst().points.size();
    if (shown == series.points.size() &&
        (shown == 0 || m_rate->series().constFirst().points.constLast().x == series.points.constLast().x)) {
        return;
    }
    ChartScale up = ChartScale::of({});
    up.from = 0;
    m_rate->setScales(ChartScale::of(isLong ? tr("minutes") : tr("seconds")), up);
    m_rate->setSeries(series.points.size() < 2 ? QList<LineSeries>() : QList<LineSeries>{series});
}

void JudgeRunsScreen::showCounts(BarChart* chart, const QMap<QString, qint64>& counts,
                                 QMap<QString, qint64>& shown)
{
    if (counts == shown) {
        return;
    }
    shown = counts;
    QList<BarRow> bars;
    for (auto it = counts.constBegin(); it != counts.constEnd(); ++it) {
        BarRow bar;
        bar.name = faultWords(it.key());
        bar.count = static_cast<double>(it.value());
        bars.append(bar);
    }
    chart->setBars(bars);
}

void JudgeRunsScreen::updateActions()
{
    const std::optional<Job> job = currentJob();
    const bool hasRunner = m_context.jobs != nullptr;
    const bool goesOn = job && runsHere(job->id);
    const bool canGoOn = hasRunner && job && !goesOn && canResume(*job);
    const bool hasItem = currentItem().isValid();
    const auto enable = [this](const QString& id, bool isOn) {
        m_context.actions.action(u"judgeruns."_s + id)->setEnabled(isOn);
    };
    enable(u"stop"_s, goesOn && !m_isStopping);
    enable(u"resume"_s, canGoOn);
    enable(u"budget"_s, canGoOn);
    enable(u"inspect"_s, hasItem && m_judge.isValid());
    enable(u"explore"_s, hasItem);
    enable(u"statistics"_s, job && !m_view.judge.isEmpty());
}

} // namespace plumbline
