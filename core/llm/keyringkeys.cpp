#include "core/llm/keyringkeys.h"

#ifdef PLUMBLINE_HAVE_KEYCHAIN
#include <QEventLoop>
#include <QTimer>

#include <qt6keychain/keychain.h>
#endif

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

#ifdef PLUMBLINE_HAVE_KEYCHAIN

namespace {

constexpr int kPatienceMs = 30'000;
constexpr QLatin1StringView kService("org.plumbline.Plumbline");

Error failure(const QString& name, const QKeychain::Job& job)
{
    if (job.error() == QKeychain::EntryNotFound) {
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
    error.details = job.errorString();
    return error;
}

/// Runs a job to its end on this thread; false where it took too long. Then it ends, and goes, by itself.
bool run(QKeychain::Job* job)
{
    QEventLoop loop;
    bool isDone = false;
    QObject::connect(job, &QKeychain::Job::finished, &loop, [&] {
        isDone = true;
        loop.quit();
    });
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    job->start();
    if (!isDone) {
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    return isDone;
}

Error tooLong(const QString& name)
{
    return makeError(
        ErrorCode::Busy,
        u"The keyring did not answer within 30 seconds when asked for the key “%1”. Unlock it."_s.arg(name),
        u"key_name"_s);
}

/// Runs a job that says nothing but whether it worked.
Result<void> runPlain(QKeychain::Job* job, const QString& name, bool isMissingFine)
{
    job->setAutoDelete(false);
    if (!run(job)) {
        job->setAutoDelete(true);
        return tooLong(name);
    }
    job->deleteLater();
    if (job->error() == QKeychain::NoError || (isMissingFine && job->error() == QKeychain::EntryNotFound)) {
        return {};
    }
    return failure(name, *job);
}

} // namespace

Result<Secret> KeyringKeys::key(const QString& name) const
{
    auto* job = new QKeychain::ReadPasswordJob(kService);
    job->setKey(name);
    job->setInsecureFallback(false);
    job->setAutoDelete(false);
    if (!run(job)) {
        job->setAutoDelete(true);
        return tooLong(name);
    }
    job->deleteLater();
    if (job->error() != QKeychain::NoError) {
        return failure(name, *job);
    }
    return checkedKey(name, job->binaryData());
}

Result<void> KeyringKeys::store(const QString& name, const Secret& key) const
{
    auto* job = new QKeychain::WritePasswordJob(kService);
    job->setKey(name);
    job->setInsecureFallback(false);
    job->setBinaryData(key.bytes());
    return runPlain(job, name, false);
}

Result<void> KeyringKeys::remove(const QString& name) const
{
    auto* job = new QKeychain::DeletePasswordJob(kService);
    job->setKey(name);
    return runPlain(job, name, true);
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
