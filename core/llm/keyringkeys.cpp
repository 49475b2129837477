#include "core/llm/keyringkeys.h"

#ifdef PLUMBLINE_HAVE_KEYCHAIN
#include <QCoreApplication>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#endif

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

#ifdef PLUMBLINE_HAVE_KEYCHAIN

namespace {

constexpr int kPatienceMs = 30'000;
constexpr QLatin1StringView kService("org.plumbline.Plumbline");

/// How a job ended.
struct JobEnd
{
    QKeychain::Error error = QKeychain::OtherError;
    QString words;
    QByteArray data; ///< what was read
};

/// Where the end of a job is waited for; the job may outlive the wait.
struct JobWait
{
    std::mutex mutex;
    std::condition_variable condition;
    std::optional<JobEnd> end;
};

/// QtKeychain keeps all jobs of a process in one list that knows no locks, so all are run by one thread. It
/// ends with the application.
class KeyringThread
{
public:
    static KeyringThread& instance()
    {
        static KeyringThread thread;
        return thread;
    }

    /// Runs what `make` makes; nothing where it took too long. Then it ends, and goes, by itself.
    std::optional<JobEnd> run(const std::function<QKeychain::Job*()>& make)
    {
        const auto wait = std::make_shared<JobWait>();
        if (!post(make, wait)) {
            return std::nullopt;
        }
        std::unique_lock lock(wait->mutex);
        wait->condition.wait_for(lock, std::chrono::milliseconds(kPatienceMs),
                                 [&wait] { return wait->end.has_value(); });
        return wait->end;
    }

private:
    KeyringThread()
        : m_thread(std::make_unique<QThread>())
        , m_context(std::make_unique<QObject>())
    {
        m_thread->setObjectName(u"keyring"_s);
        m_context->moveToThread(m_thread.get());
        m_thread->start();
        qAddPostRoutine([] { instance().end(); });
    }

    bool post(const std::function<QKeychain::Job*()>& make, const std::shared_ptr<JobWait>& wait)
    {
        const std::scoped_lock lock(m_mutex);
        return m_context && QMetaObject::invokeMethod(
                                m_context.get(),
                                [make, wait] {
                                    QKeychain::Job* job = make();
                                    QObject::connect(job, &QKeychain::Job::finished, job,
                                                     [wait](QKeychain::Job* done) { told(*done, *wait); });
                                    job->start();
                                },
                                Qt::QueuedConnection);
    }

    static void told(QKeychain::Job& job, JobWait& wait)
    {
        JobEnd end{job.error(), job.errorString(), {}};
        if (const auto* reading = qobject_cast<const QKeychain::ReadPasswordJob*>(&job)) {
            end.data = reading->binaryData();
        }
        const std::scoped_lock lock(wait.mutex);
        wait.end = std::move(end);
        wait.condition.notify_all();
    }

    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_thread->quit();
        m_thread->wait();
        m_context.reset();
    }

    std::mutex m_mutex;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on the thread; null once that has ended
};

Error failure(const QString& name, const JobEnd& end)
{
    if (end.error == QKeychain::EntryNotFound) {
        return makeError(
            ErrorCode::NotFound,
            u"There is no key “%1” in the keyring. Enter it in the endpoint's settings."_s.arg(name),
            u"key_name"_s);
    }
    Error error = makeError(
        ErrorCode::NotFound,
        u"The keyring could not be asked for the key “%1”. Unlock it, or set %2 in the environment."_s.arg(
            name, EnvironmentKeys::variableOf(name)),
        u"key_name"_s);
    error.details = end.words;
    return error;
}

Error tooLong(const QString& name)
{
    return makeError(
        ErrorCode::Busy,
        u"The keyring did not answer within 30 seconds when asked for the key “%1”. Unlock it."_s.arg(name),
        u"key_name"_s);
}

/// Runs a job that says nothing but whether it worked.
Result<void> runPlain(const std::function<QKeychain::Job*()>& make, const QString& name, bool isMissingFine)
{
    const std::optional<JobEnd> end = KeyringThread::instance().run(make);
    if (!end) {
        return tooLong(name);
    }
    if (end->error == QKeychain::NoError || (isMissingFine && end->error == QKeychain::EntryNotFound)) {
        return {};
    }
    return failure(name, *end);
}

} // namespace

Result<Secret> KeyringKeys::key(const QString& name) const
{
    const std::optional<JobEnd> end = KeyringThread::instance().run([name] {
        auto* job = new QKeychain::ReadPasswordJob(kService);
        job->setKey(name);
        job->setInsecureFallback(false);
        return job;
    });
    if (!end) {
        return tooLong(name);
    }
    if (end->error != QKeychain::NoError) {
        return failure(name, *end);
    }
    return checkedKey(name, end->data);
}

Result<void> KeyringKeys::store(const QString& name, const Secret& key) const
{
    const auto make = [name, key] {
        auto* job = new QKeychain::WritePasswordJob(kService);
        job->setKey(name);
        job->setInsecureFallback(false);
        job->setBinaryData(key.bytes());
        return job;
    };
    return runPlain(make, name, false);
}

Result<void> KeyringKeys::remove(const QString& name) const
{
    const auto make = [name] {
        auto* job = new QKeychain::DeletePasswordJob(kService);
        job->setKey(name);
        return job;
    };
    return runPlain(make, name, true);
}

bool KeyringKeys::isBuiltIn()
{
    return true;
}

#else

namespace {

Error notBuiltIn(const QString& name)
{
    return makeError(
        ErrorCode::NotFound,
        u"This build has no keyring. Set %1 in the environment."_s.arg(EnvironmentKeys::variableOf(name)),
        u"key_name"_s);
}

} // namespace

Result<Secret> KeyringKeys::key(const QString& name) const
{
    return notBuiltIn(name);
}

Result<void> KeyringKeys::store(const QString& name, const Secret&) const
{
    return notBuiltIn(name);
}

Result<void> KeyringKeys::remove(const QString& name) const
{
    return notBuiltIn(name);
}

bool KeyringKeys::isBuiltIn()
{
    return false;
}

#endif

} // namespace plumbline
