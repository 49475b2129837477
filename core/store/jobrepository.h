#pragma once

#include "core/domain/job.h"
#include "core/store/session.h"

#include <functional>

namespace plumbline {

/// The rows of jobs.
class JobRepository
{
public:
    explicit JobRepository(Session& session)
        : m_session(session)
    {
    }

    [[nodiscard]] Result<Job> add(const QString& kind, const QJsonObject& params, const QString& owner);
    [[nodiscard]] Result<Job> get(JobId id);
    /// Newest first, below id `before` (0 = from the newest).
    [[nodiscard]] Result<QList<Job>> list(qint64 before = 0, int limit = 100);
    [[nodiscard]] Result<void> start(JobId id, const QString& owner);
    [[nodiscard]] Result<void> setProgress(JobId id, qint64 done, qint64 total, const QString& unit);
    [[nodiscard]] Result<void> setCheckpoint(JobId id, const QJsonObject& checkpoint);
    [[nodiscard]] Result<void> finish(JobId id, JobState state, const QString& message,
                                      const QJsonObject& result);
    /// Running jobs whose owner (host:pid) has gone become Interrupted; gives them.
    [[nodiscard]] Result<QList<Job>> markInterrupted(const std::function<bool(const QString&)>& isAlive);

private:
    Session& m_session;
};

} // namespace plumbline
