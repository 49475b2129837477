#include "core/jobs/jobrun.h"

#include "core/store/jobrepository.h"

#include <chrono>
#include <exception>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kRateWindowMs = 5000;

} // namespace

JobRunner::Run::Run(Store& store, const Job& job, Work work)
    : m_store(store)
    , m_job(job)
    , m_work(std::move(work))
    , m_final(job)
{
    m_timer.start();
    m_last.id = job.id;
    m_last.kind = job.kind;
}

void JobRunner::Run::setProgress(qint64 done, qint64 total)
{
    m_done.store(done, std::memory_order_relaxed);
    m_total.store(total, std::memory_order_relaxed);
}

void JobRunner::Run::setUnit(const QString& unit)
{
    const std::lock_guard lock(m_mutex);
    m_unit = unit;
}

Result<void> JobRunner::Run::setCheckpoint(Session& session, const QJsonObject& checkpoint)
{
    JobRepository jobs(session);
    QString unit;
    {
        const std::lock_guard lock(m_mutex);
        unit = m_unit;
    }
    PLUMBLINE_TRY(jobs.setProgress(m_job.id, m_done, m_total, unit));
    return jobs.setCheckpoint(m_job.id, checkpoint);
}

Result<JobOutcome> JobRunner::Run::runWork()
{
    if (isCancelled()) {
        return makeError(ErrorCode::Cancelled, u"The job was stopped before it began."_s);
    }
    PLUMBLINE_TRY(m_store.write(
        [this](Session& session) { return JobRepository(session).start(m_job.id, jobOwner()); }));
    try {
        return m_work(*this, m_job.params);
    } catch (const std::exception& exception) {
        Error error = makeError(ErrorCode::Unknown, u"The job failed unexpectedly."_s);
        error.details = QString::fromUtf8(exception.what());
        return error;
    }
}

void JobRunner::Run::execute()
{
    settle(runWork());
}

void JobRunner::Run::settle(const Result<JobOutcome>& outcome)
{
    JobState state = JobState::Done;
    QString message;
    QJsonObject result;
    if (outcome) {
        message = outcome->message;
        result = outcome->result;
    } else {
        state = outcome.error().code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
        const Error& error = outcome.error();
        message = error.toString();
        result = {{u"error"_s, errorCodeName(error.code)}};
        if (!error.file.isEmpty()) {
            result.insert(u"file"_s, error.file);
        }
        if (error.line > 0) {
            result.insert(u"line"_s, error.line);
        }
        if (!error.field.isEmpty()) {
            result.insert(u"field"_s, error.field);
        }
    }
    QString unit;
    {
        const std::lock_guard lock(m_mutex);
        unit = m_unit;
    }
    Result<Job> written = m_store.write([&](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_TRY(jobs.setProgress(m_job.id, m_done, m_total, unit));
        PLUMBLINE_TRY(jobs.finish(m_job.id, state, message, result));
        return jobs.get(m_job.id);
    });
    const std::lock_guard lock(m_mutex);
    if (written) {
        m_final = *written;
    } else { // the row stays "running" and becomes "interrupted" at the next opening
        m_final.state = state;
        m_final.message = message.isEmpty() ? written.error().toString() : message;
        m_final.result = result;
    }
    m_isFinished = true;
    m_finishedCondition.notify_all();
}

Job JobRunner::Run::finalJob() const
{
    const std::lock_guard lock(m_mutex);
    return m_final;
}

bool JobRunner::Run::wait(int timeoutMs)
{
    std::unique_lock lock(m_mutex);
    const auto isOver = [this] { return m_isFinished.load(); };
    if (timeoutMs < 0) {
        m_finishedCondition.wait(lock, isOver);
        return true;
    }
    return m_finishedCondition.wait_for(lock, std::chrono::milliseconds(timeoutMs), isOver);
}

JobProgress JobRunner::Run::progress()
{
    const qint64 now = m_timer.elapsed();
    m_last.done = m_done;
    m_last.total = m_total;
    {
        const std::lock_guard lock(m_mutex);
        m_last.unit = m_unit;
    }
    if (!m_samples.empty() && m_last.done < m_samples.back().done) {
        m_samples.clear(); // another phase of the job began to count
    }
    m_samples.push_back({now, m_last.done});
    while (m_samples.size() > 2 && now - m_samples.front().milliseconds > kRateWindowMs) {
        m_samples.pop_front();
    }
    const Sample& oldest = m_samples.front();
    const qint64 took = now - oldest.milliseconds;
    m_last.rate =
        took > 0 ? 1000.0 * static_cast<double>(m_last.done - oldest.done) / static_cast<double>(took) : 0;
    m_last.remainingMs.reset();
    if (m_last.total > 0 && m_last.rate > 0) {
        m_last.remainingMs =
            static_cast<qint64>(1000.0 * static_cast<double>(m_last.total - m_last.done) / m_last.rate);
    }
    return m_last;
}

} // namespace plumbline
