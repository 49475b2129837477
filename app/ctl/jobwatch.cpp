#include "app/ctl/jobwatch.h"

#include "core/base/json.h"
#include "core/jobs/jobrunner.h"
#include "core/store/jobrepository.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPollMs = 100;
constexpr int kBarWidth = 30;

std::atomic<bool> isInterrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void noteInterrupt(int /*signal*/)
{
    isInterrupted = true;
}

/// While it lives, Ctrl+C and a polite kill cancel the job instead of ending the process.
class InterruptGuard
{
public:
    InterruptGuard()
        : m_interrupt(std::signal(SIGINT, noteInterrupt))
        , m_terminate(std::signal(SIGTERM, noteInterrupt))
    {
    }
    ~InterruptGuard()
    {
        std::signal(SIGINT, m_interrupt);
        std::signal(SIGTERM, m_terminate);
    }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

private:
    void (*m_interrupt)(int);
    void (*m_terminate)(int);
};

QString timeLeft(const JobProgress& progress)
{
    if (!progress.remainingMs) {
        return {};
    }
    constexpr qint64 kMinuteMs = 60'000;
    const qint64 ms = *progress.remainingMs;
    return ms > kMinuteMs ? u", about %1 min left"_s.arg((ms + kMinuteMs / 2) / kMinuteMs)
                          : u", about %1 s left"_s.arg(std::max<qint64>(1, ms / 1000));
}

void showBar(const JobProgress& progress)
{
    const double share =
        progress.total > 0 ? std::min(1.0, double(progress.done) / double(progress.total)) : 0.0;
    const int filled = static_cast<int>(share * kBarWidth);
    QString line =
        u"\r%1 [%2%3]"_s.arg(progress.kind, QString(filled, u'#'), QString(kBarWidth - filled, u' '));
    line += u" %1 %, %2 %3/s%4   "_s.arg(qRound(share * 100))
                .arg(qRound64(progress.rate))
                .arg(progress.unit, timeLeft(progress));
    const QByteArray bytes = line.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

void showJson(const JobProgress& progress)
{
    QJsonObject object{{u"job"_s, progress.id.value}, {u"kind"_s, progress.kind}, {u"done"_s, progress.done},
                       {u"total"_s, progress.total},  {u"unit"_s, progress.unit}, {u"rate"_s, progress.rate}};
    if (progress.remainingMs) {
        object.insert(u"remaining_ms"_s, *progress.remainingMs);
    }
    const QByteArray line = canonicalJson(object) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

std::optional<Job> runJob(CtlContext& context, Store& store,
                          const std::function<Result<JobId>(JobRunner&)>& start)
{
    const InterruptGuard guard;
    JobRunner runner(store);
    const Result<JobId> id = start(runner);
    if (!context.check(id)) {
        return std::nullopt;
    }
    const bool isTerminal = isatty(STDERR_FILENO) != 0;
    bool didShow = false;
    while (!runner.wait(*id, kPollMs)) {
        if (isInterrupted) {
            runner.cancel(*id);
        }
        for (const JobProgress& progress : runner.running()) {
            if (progress.id != *id) {
                continue;
            }
            if (context.isJson) {
                showJson(progress);
            } else if (isTerminal) {
                showBar(progress);
                didShow = true;
            }
        }
    }
    if (didShow) {
        std::fputs("\r\033[K", stderr);
    }
    const Result<Job> job = store.read([&](Session& session) { return JobRepository(session).get(*id); });
    return context.check(job) ? std::optional(*job) : std::nullopt;
}

void answerJob(CtlContext& context, const Job& job, const QJsonObject& object)
{
    if (job.state == JobState::Done) {
        context.answer(object, job.message);
        return;
    }
    const ErrorCode code = job.state == JobState::Cancelled ? ErrorCode::Cancelled : ErrorCode::Unknown;
    QJsonObject error{{u"code"_s, job.result.value("error"_L1).toString(errorCodeName(code))},
                      {u"message"_s, job.message}};
    for (const QString& place : {u"file"_s, u"line"_s, u"field"_s}) { // as CtlContext::fail() says them
        if (job.result.contains(place)) {
            error.insert(place, job.result.value(place));
        }
    }
    QJsonObject failed = object;
    failed.insert(u"error"_s, error);
    context.exitCode = ExitCode::Failed;
    const QByteArray line =
        (job.message.isEmpty() ? u"The job was cancelled."_s : job.message).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    context.answer(failed, {});
}

} // namespace plumbline
