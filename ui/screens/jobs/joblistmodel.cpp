#include "ui/screens/jobs/joblistmodel.h"

#include "core/base/whenfinished.h"
#include "core/store/jobrepository.h"
#include "core/store/store.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/theme/numbers.h"

#include <algorithm>
#include <utility>

namespace plumbline {

namespace {

constexpr int kPage = 100;

/// The next jobs of these kinds below id `before`, at most kPage of them.
Result<QList<Job>> readJobs(Session& session, const QStringList& kinds, qint64 before)
{
    QList<Job> found;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Job> page, JobRepository(session).list(before, kPage));
        for (const Job& job : page) {
            if (kinds.isEmpty() || kinds.contains(job.kind)) {
                found.append(job);
            }
            if (found.size() == kPage) {
                return found;
            }
        }
        if (page.size() < kPage) {
            return found;
        }
        before = page.constLast().id.value;
    }
}

} // namespace

JobListModel::JobListModel(Store* store, JobRunner* runner, const QStringList& kinds, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_kinds(kinds)
{
    if (runner == nullptr) {
        return;
    }
    const QList<JobProgress> running = runner->running();
    for (const JobProgress& progress : running) {
        m_progress.insert(progress.id.value, progress);
    }
    connect(runner, &JobRunner::started, this, [this] { refresh(); });
    connect(runner, &JobRunner::progressChanged, this, &JobListModel::setProgress);
    connect(runner, &JobRunner::finished, this, &JobListModel::setFinished);
}

void JobListModel::refresh()
{
    if (m_store == nullptr) {
        return;
    }
    if (m_isReading) {
        m_readsAgain = true;
        return;
    }
    m_isReading = true;
    whenFinished(
        m_store->readAsync([kinds = m_kinds](Session& session) { return readJobs(session, kinds, 0); }), this,
        [this](const Result<QList<Job>>& jobs) {
            m_isReading = false;
            if (jobs) {
                takeNewest(*jobs);
            } else {
                Q_EMIT failed(jobs.error());
            }
            if (std::exchange(m_readsAgain, false)) {
                refresh();
            }
        });
}

void JobListModel::takeNewest(const QList<Job>& jobs)
{
    const qint64 top = m_jobs.isEmpty() ? 0 : m_jobs.constFirst().id.value;
    QList<Job> fresh;
    for (const Job& job : jobs) {
        if (job.id.value > top) {
            fresh.append(job);
        } else if (const int row = rowOf(job.id); row >= 0) {
            m_jobs[row] = job;
        }
    }
    if (top > 0) {
        rowChanged(-1);
    }
    if (!fresh.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
        m_jobs = fresh + m_jobs;
        endInsertRows();
    }
    if (!m_isLoaded) {
        m_hasMore = jobs.size() == kPage;
        m_isLoaded = true;
    }
    Q_EMIT loaded();
}

bool JobListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_hasMore && !m_isReading;
}

void JobListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    m_isReading = true;
    const qint64 before = m_jobs.constLast().id.value;
    whenFinished(m_store->readAsync([kinds = m_kinds, before](Session& session) {
        return readJobs(session, kinds, before);
    }),
                 this, [this](const Result<QList<Job>>& jobs) {
                     m_isReading = false;
                     if (jobs) {
                         takeOlder(*jobs);
                     } else {
                         Q_EMIT failed(jobs.error());
                     }
                     if (std::exchange(m_readsAgain, false)) {
                         refresh();
                     }
                 });
}

void JobListModel::takeOlder(const QList<Job>& jobs)
{
    m_hasMore = jobs.size() == kPage;
    if (jobs.isEmpty()) {
        return;
    }
    const auto first = static_cast<int>(m_jobs.size());
    beginInsertRows({}, first, first + static_cast<int>(jobs.size()) - 1);
    m_jobs += jobs;
    endInsertRows();
}

void JobListModel::setProgress(const JobProgress& progress)
{
    m_progress.insert(progress.id.value, progress);
    if (const int row = rowOf(progress.id); row >= 0) {
        rowChanged(row);
    }
}

void JobListModel::setFinished(const Job& job)
{
    m_progress.remove(job.id.value);
    m_readsAgain = m_readsAgain || m_isReading; // what is being read may be older than this
    const int row = rowOf(job.id);
    if (row < 0) {
        refresh();
        return;
    }
    m_jobs[row] = job;
    rowChanged(row);
}

void JobListModel::rowChanged(int row)
{
    const int first = row < 0 ? 0 : row;
    const int last = row < 0 ? rowCount() - 1 : row;
    Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

int JobListModel::rowOf(JobId id) const
{
    for (qsizetype row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs[row].id == id) {
            return static_cast<int>(row);
        }
    }
    return -1;
}

std::optional<JobProgress> JobListModel::progress(JobId id) const
{
    const auto found = m_progress.constFind(id.value);
    return found == m_progress.constEnd() ? std::nullopt : std::optional(found.value());
}

int JobListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobListModel::text(const Job& job, int column) const
{
    const std::optional<JobProgress> running = progress(job.id);
    switch (column) {
    case StateColumn:
        return running ? jobStateWords(JobState::Running) : jobStateWords(job.state);
    case NameColumn:
        return jobTitle(job);
    case ProgressColumn:
        if (running && running->total > 0) {
            return percentText(std::min(1.0, double(running->done) / double(running->total)));
        }
        return {};
    case ResultColumn: {
        if (running) {
            return progressWords(*running);
        }
        const QString numbers = job.state == JobState::Done ? jobNumbersLine(job) : QString();
        return numbers.isEmpty() ? job.message : numbers;
    }
    case WhenColumn:
        return momentWords(job.finishedAt.isValid() ? job.finishedAt : job.createdAt);
    default:
        return {};
    }
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Job& job = m_jobs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case JobRole: {
        Job shown = job;
        if (progress(job.id)) {
            shown.state = JobState::Running;
        }
        return QVariant::fromValue(shown);
    }
    case ShareRole: {
        const std::optional<JobProgress> running = progress(job.id);
        if (running && running->total > 0) {
            return std::min(1.0, double(running->done) / double(running->total));
        }
        return {};
    }
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case StateColumn:
        return tr("State");
    case NameColumn:
        return tr("Job");
    case ProgressColumn:
        return tr("Progress");
    case ResultColumn:
        return tr("Numbers");
    case WhenColumn:
        return tr("When");
    default:
        return {};
    }
}

} // namespace plumbline
