#pragma once

#include "core/jobs/jobrunner.h"

#include <QElapsedTimer>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace plumbline {

/// One job that runs: what its thread writes and its runner reads.
class JobRunner::Run final : public JobContext
{
public:
    Run(Store& store, const Job& job, Work work);

    /// Runs the job and writes its final row; on a thread of the pool.
    void execute();

    [[nodiscard]] bool isCancelled() const override { return m_isCancelled.load(std::memory_order_relaxed); }
    void setProgress(qint64 done, qint64 total) override;
    void setUnit(const QString& unit) override;
    [[nodiscard]] Result<void> setCheckpoint(Session& session, const QJsonObject& checkpoint) override;
    [[nodiscard]] QJsonObject checkpoint() const override { return m_job.checkpoint; }
    [[nodiscard]] const Job& row() const override { return m_job; }
    [[nodiscard]] Store& store() override { return m_store; }
    [[nodiscard]] const Clock& clock() const override { return m_store.clock(); }

    void cancel() { m_isCancelled = true; }
    [[nodiscard]] JobId id() const { return m_job.id; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    /// The final row; after isFinished().
    [[nodiscard]] Job finalJob() const;
    /// False when the time ran out first.
    [[nodiscard]] bool wait(int timeoutMs);

    /// How far the job is; the rate over what earlier calls saw. On the runner's thread.
    [[nodiscard]] JobProgress progress();
    /// progress() without taking a sample.
    [[nodiscard]] JobProgress lastProgress() const { return m_last; }

private:
    struct Sample
    {
        qint64 milliseconds = 0;
        qint64 done = 0;
    };

    [[nodiscard]] Result<JobOutcome> runWork();
    void settle(const Result<JobOutcome>& outcome);

    Store& m_store;
    const Job m_job;
    const Work m_work;
    std::atomic<bool> m_isCancelled = false;
    std::atomic<bool> m_isFinished = false;
    std::atomic<qint64> m_done = 0;
    std::atomic<qint64> m_total = 0;
    mutable std::mutex m_mutex;
    std::condition_variable m_finishedCondition;
    QString m_unit; ///< under m_mutex
    Job m_final;    ///< under m_mutex
    // On the runner's thread alone:
    QElapsedTimer m_timer;
    std::deque<Sample> m_samples;
    JobProgress m_last;
};

} // namespace plumbline
