#pragma once

#include "core/domain/job.h"
#include "core/jobs/jobcontext.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace plumbline {

/// What a finished job says of itself.
struct JobOutcome
{
    QString message;    ///< one sentence for the person who reads it
    QJsonObject result; ///< numbers
};

/// How far a running job is.
struct JobProgress
{
    JobId id;
    QString kind;
    qint64 done = 0;
    qint64 total = 0; ///< 0: not known
    QString unit;
    double rate = 0; ///< units per second, over the last seconds
    std::optional<qint64> remainingMs;
};

/// Runs jobs on threads of its own and keeps their rows in the store. Lives on the thread that made it, which
/// needs an event loop for the signals; wait() works without one. Destroying it cancels what runs and waits
/// for it.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<Result<JobOutcome>(JobContext&, const QJsonObject& params)>;

    /// Knows the built-in kinds. Jobs of this project whose process has gone become Interrupted.
    explicit JobRunner(Store& store, QObject* parent = nullptr);
    ~JobRunner() override;

    /// Adds or replaces a kind of job. Before the first start().
    void registerKind(const QString& kind, Work work);
    [[nodiscard]] QStringList kinds() const;

    /// Puts a row into the store and starts the job. Errors: NotFound for an unknown kind, and what the store
    /// says.
    [[nodiscard]] Result<JobId> start(const QString& kind, const QJsonObject& params);
    /// The same without waiting for the store.
    [[nodiscard]] QFuture<Result<JobId>> startAsync(const QString& kind, const QJsonObject& params);
    /// Starts an interrupted, failed or cancelled job again, from its checkpoint. Errors: NotFound, Conflict
    /// when it runs or is done.
    [[nodiscard]] Result<void> resume(JobId id);
    /// The same without waiting for the store.
    [[nodiscard]] QFuture<Result<void>> resumeAsync(JobId id);
    /// Asks a job to stop; it does within 100 ms. Nothing happens when it does not run here.
    void cancel(JobId id);
    void cancelAll();
    /// Waits for a job that runs here; false when `timeoutMs` passed first (−1: no limit). Signals of the job
    /// may still be queued when this returns; its row is final.
    bool wait(JobId id, int timeoutMs = -1);

    /// The jobs that run here, oldest first.
    [[nodiscard]] QList<JobProgress> running() const;
    /// The jobs that became Interrupted when the runner was made.
    [[nodiscard]] const QList<Job>& interrupted() const { return m_interrupted; }

Q_SIGNALS:
    void started(plumbline::JobId id);
    /// At most ten times a second for each job.
    void progressChanged(const plumbline::JobProgress& progress);
    /// The job's final row.
    void finished(const plumbline::Job& job);

private:
    class Run;

    [[nodiscard]] bool runsHere(JobId id) const;
    void launch(const Job& job);
    void poll();

    Store& m_store;
    QThreadPool m_pool;
    QTimer m_timer;
    QHash<QString, Work> m_kinds;
    QList<std::shared_ptr<Run>> m_running;
    QList<Job> m_interrupted;
};

/// "host:pid:start" of this process, as it stands in a job's row.
[[nodiscard]] QString jobOwner();
/// Whether the process of an owner is (or, on another host, may be) alive.
[[nodiscard]] bool isJobOwnerAlive(const QString& owner);

} // namespace plumbline
