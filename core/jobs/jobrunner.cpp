#include "core/jobs/jobrunner.h"

#include "core/base/whenfinished.h"
#include "core/jobs/decidejob.h"
#include "core/jobs/exportjob.h"
#include "core/jobs/filljob.h"
#include "core/jobs/importjob.h"
#include "core/jobs/indexjob.h"
#include "core/jobs/jobrun.h"
#include "core/jobs/judgejob.h"
#include "core/jobs/orderjob.h"
#include "core/jobs/selectjob.h"
#include "core/store/jobrepository.h"

#include <QThread>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPollMs = 100; ///< ten times a second

/// Marks a job that can be resumed as running and gives its row as it was.
Result<Job> takeUp(Session& session, JobId id, bool isHere, const QStringList& kinds)
{
    PLUMBLINE_ASSIGN(const Job job, JobRepository(session).get(id));
    if (isHere || job.state == JobState::Running || job.state == JobState::Queued) {
        return makeError(ErrorCode::Conflict, u"The job runs already."_s);
    }
    if (job.state == JobState::Done) {
        return makeError(ErrorCode::Conflict, u"The job is done; start it anew to do it again."_s);
    }
    if (!kinds.contains(job.kind)) {
        return makeError(ErrorCode::NotFound, u"There is no job of the kind “%1”."_s.arg(job.kind));
    }
    PLUMBLINE_TRY(JobRepository(session).start(id, jobOwner()));
    return job;
}

} // namespace

JobRunner::JobRunner(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    qRegisterMetaType<JobId>();
    qRegisterMetaType<JobProgress>();
    qRegisterMetaType<Job>();
    m_pool.setMaxThreadCount(std::max(2, QThread::idealThreadCount()));
    m_pool.setExpiryTimeout(-1); // a thread keeps its database connection
    m_timer.setInterval(kPollMs);
    connect(&m_timer, &QTimer::timeout, this, &JobRunner::poll);
    registerKind(u"import"_s, runImportJob);
    registerKind(u"export"_s, runExportJob);
    registerKind(u"index"_s, runIndexJob);
    registerKind(u"order"_s, runOrderJob);
    registerKind(u"decide"_s, runDecideJob);
    registerKind(u"fill"_s, runFillJob);
    registerKind(u"overlap"_s, runOverlapJob);
    registerKind(u"select"_s, runSelectJob);
    registerKind(kJudgeJob.toString(), runJudgeJob);
    m_interrupted =
        m_store
            .write([](Session& session) { return JobRepository(session).markInterrupted(isJobOwnerAlive); })
            .valueOr({});
}

JobRunner::~JobRunner()
{
    cancelAll();
    m_pool.waitForDone();
}

void JobRunner::registerKind(const QString& kind, Work work)
{
    m_kinds.insert(kind, std::move(work));
}

QStringList JobRunner::kinds() const
{
    QStringList names = m_kinds.keys();
    names.sort();
    return names;
}

Result<JobId> JobRunner::start(const QString& kind, const QJsonObject& params)
{
    if (!m_kinds.contains(kind)) {
        return makeError(ErrorCode::NotFound, u"There is no job of the kind “%1”."_s.arg(kind));
    }
    PLUMBLINE_ASSIGN(const Job job, m_store.write([&](Session& session) {
        return JobRepository(session).add(kind, params, jobOwner());
    }));
    launch(job);
    return job.id;
}

QFuture<Result<JobId>> JobRunner::startAsync(const QString& kind, const QJsonObject& params)
{
    if (!m_kinds.contains(kind)) {
        QPromise<Result<JobId>> promise;
        promise.start();
        promise.addResult(
            Result<JobId>(makeError(ErrorCode::NotFound, u"There is no job of the kind “%1”."_s.arg(kind))));
        promise.finish();
        return promise.future();
    }
    // The promise goes with the runner: a future that nobody keeps any more is cancelled, not left waiting.
    auto promise = std::make_shared<QPromise<Result<JobId>>>();
    promise->start();
    const auto added = m_store.writeAsync(
        [kind, params](Session& session) { return JobRepository(session).add(kind, params, jobOwner()); });
    whenFinished(added, this, [this, promise](const Result<Job>& job) {
        if (job) {
            launch(*job);
        }
        promise->addResult(job ? Result<JobId>(job->id) : Result<JobId>(job.error()));
        promise->finish();
    });
    return promise->future();
}

bool JobRunner::runsHere(JobId id) const
{
    return std::any_of(m_running.cbegin(), m_running.cend(), [id](const std::shared_ptr<Run>& run) {
        return run->id() == id && !run->isFinished();
    });
}

Result<void> JobRunner::resume(JobId id)
{
    PLUMBLINE_ASSIGN(const Job job,
                     m_store.write([id, isHere = runsHere(id), kinds = kinds()](Session& session) {
                         return takeUp(session, id, isHere, kinds);
                     }));
    launch(job);
    return {};
}

QFuture<Result<void>> JobRunner::resumeAsync(JobId id)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto taken = m_store.writeAsync([id, isHere = runsHere(id), kinds = kinds()](Session& session) {
        return takeUp(session, id, isHere, kinds);
    });
    whenFinished(taken, this, [this, promise](const Result<Job>& job) {
        if (job) {
            launch(*job);
        }
        promise->addResult(job ? Result<void>() : Result<void>(job.error()));
        promise->finish();
    });
    return promise->future();
}

void JobRunner::launch(const Job& job)
{
    auto run = std::make_shared<Run>(m_store, job, m_kinds.value(job.kind));
    m_running.append(run);
    Q_EMIT started(job.id);
    m_pool.start([this, run] {
        run->execute();
        QMetaObject::invokeMethod(this, &JobRunner::poll, Qt::QueuedConnection);
    });
    m_timer.start();
}

void JobRunner::cancel(JobId id)
{
    for (const std::shared_ptr<Run>& run : std::as_const(m_running)) {
        if (run->id() == id) {
            run->cancel();
        }
    }
}

void JobRunner::cancelAll()
{
    for (const std::shared_ptr<Run>& run : std::as_const(m_running)) {
        run->cancel();
    }
}

bool JobRunner::wait(JobId id, int timeoutMs)
{
    // The newest run first: an earlier one of a resumed job may not have been told of yet.
    const auto found = std::find_if(m_running.crbegin(), m_running.crend(),
                                    [id](const std::shared_ptr<Run>& run) { return run->id() == id; });
    return found == m_running.crend() || (*found)->wait(timeoutMs);
}

QList<JobProgress> JobRunner::running() const
{
    QList<JobProgress> list;
    for (const std::shared_ptr<Run>& run : m_running) {
        if (!run->isFinished()) {
            list.append(run->lastProgress());
        }
    }
    return list;
}

void JobRunner::poll()
{
    const QList<std::shared_ptr<Run>> runs = m_running;
    for (const std::shared_ptr<Run>& run : runs) {
        const JobProgress before = run->lastProgress();
        if (run->isFinished()) {
            m_running.removeOne(run);
            Q_EMIT progressChanged(run->progress());
            Q_EMIT finished(run->finalJob());
            continue;
        }
        const JobProgress now = run->progress();
        if (now.done != before.done || now.total != before.total || now.unit != before.unit) {
            Q_EMIT progressChanged(now);
        }
    }
    if (m_running.isEmpty()) {
        m_timer.stop();
    }
}

} // namespace plumbline
