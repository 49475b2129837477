#include "app/sampleproject.h"

#include "app/version.h"
#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/jobrepository.h"
#include "core/store/newproject.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Fixed, so that everybody's sample hands out the same items in the same order.
constexpr quint64 kSampleSeed = 7;
constexpr qsizetype kHashDigits = 16;

void removeProject(const QString& path)
{
    for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
        QFile::remove(path + suffix);
    }
}

/// The name of the ready-made sample: another program, another schema of the store or another content of the
/// sample gives another name.
Result<QString> cachedName(const QString& source)
{
    QFile file(source);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) {
        return makeError(ErrorCode::Io, u"The sample could not be read."_s).inFile(source);
    }
    return u"sample-%1-%2-%3.plumb"_s.arg(QString::fromLatin1(kVersion))
        .arg(Store::currentSchemaVersion())
        .arg(QString::fromLatin1(hash.result().toHex().first(kHashDigits)));
}

/// Makes the ready-made sample and puts it into its place whole; false when the cache cannot be written.
Result<bool> fillCache(const QString& cached, const Clock& clock)
{
    const QString folder = QFileInfo(cached).absolutePath();
    if (!QDir().mkpath(folder)) {
        return false;
    }
    const QTemporaryDir scratch(folder + u"/making-XXXXXX"_s);
    if (!scratch.isValid()) {
        return false;
    }
    const QString made = scratch.filePath(u"sample.plumb"_s);
    {
        PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, makeSampleProject(made, clock));
    }
    // The last connection has put everything into the one file; if not, the file alone would be a torso.
    if (QFileInfo(made + u"-wal"_s).size() > 0) {
        return false;
    }
    removeProject(cached);
    if (!QFile::rename(made, cached)) {
        return QFileInfo::exists(cached); // somebody else was quicker
    }
    const QDir all(folder);
    const QStringList others = all.entryList({u"sample-*.plumb"_s}, QDir::Files);
    for (const QString& other : others) {
        if (other != QFileInfo(cached).fileName()) {
            QFile::remove(all.absoluteFilePath(other));
        }
    }
    return true;
}

/// A copy that was opened; nothing when there is no whole ready-made sample.
std::unique_ptr<Store> openCopy(const QString& cached, const QString& path, const Clock& clock)
{
    if (!QFile::copy(cached, path)) {
        QFile::remove(path);
        return nullptr;
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    Result<std::unique_ptr<Store>> store = Store::open(path, clock);
    const bool isWhole = store && (*store)->project().seed == kSampleSeed;
    if (!isWhole) {
        store = makeError(ErrorCode::Corrupt, {});
        removeProject(path);
        return nullptr;
    }
    return std::move(store).value();
}

} // namespace

Result<QString> sampleFile()
{
    const QString name = u"share/plumbline/sample/sample.jsonl.zst"_s;
    const QDir programs(QCoreApplication::applicationDirPath());
    // Beside bin/; the tests' programs lie one folder deeper.
    for (const QString& up : {u"../"_s, u"../../"_s}) {
        const QString path = QDir::cleanPath(programs.absoluteFilePath(up + name));
        if (QFileInfo(path).isReadable()) {
            return path;
        }
    }
    return makeError(
               ErrorCode::NotFound,
               u"The sample project is not installed. Install Plumbline again, or open another project."_s)
        .inFile(QDir::cleanPath(programs.absoluteFilePath(u"../"_s + name)));
}

Result<std::unique_ptr<Store>> createSampleProject(const QString& path, const Clock& clock)
{
    ProjectInfo info = newProjectInfo(u"Sample project"_s, clock, kSampleSeed);
    info.description = u"MT-Bench, QA-Feedback and sparse feedback"_s;
    return Store::create(path, info, clock);
}

ImportOptions sampleImport()
{
    ImportOptions options;
    options.format = u"plumbline"_s;
    options.onError = OnError::Stop;
    return options;
}

Result<std::unique_ptr<Store>> makeSampleProject(const QString& path, const Clock& clock)
{
    PLUMBLINE_ASSIGN(const QString source, sampleFile());
    PLUMBLINE_ASSIGN(std::unique_ptr<Store> store, createSampleProject(path, clock));
    const auto fill = [&]() -> Result<void> {
        JobRunner runner(*store);
        PLUMBLINE_ASSIGN(const JobId id,
                         runner.start(u"import"_s, importJobParams({source}, sampleImport())));
        runner.wait(id);
        PLUMBLINE_ASSIGN(const Job job,
                         store->read([id](Session& session) { return JobRepository(session).get(id); }));
        if (job.state != JobState::Done) {
            return makeError(ErrorCode::InvalidData, job.message).inFile(source);
        }
        return {};
    };
    if (const Result<void> filled = fill(); !filled) {
        store.reset();
        removeProject(path);
        return filled.error();
    }
    return store;
}

QString sampleCacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/plumbline"_s;
}

Result<std::unique_ptr<Store>> copySampleProject(const QString& path, const QString& cacheFolder,
                                                 const Clock& clock)
{
    if (QFileInfo::exists(path)) {
        return makeSampleProject(path, clock); // says that it is there already
    }
    PLUMBLINE_ASSIGN(const QString source, sampleFile());
    PLUMBLINE_ASSIGN(const QString name, cachedName(source));
    const QString cached = cacheFolder + u'/' + name;
    if (std::unique_ptr<Store> store = openCopy(cached, path, clock)) {
        return store;
    }
    PLUMBLINE_ASSIGN(const bool isFilled, fillCache(cached, clock));
    if (isFilled) {
        if (std::unique_ptr<Store> store = openCopy(cached, path, clock)) {
            return store;
        }
    }
    return makeSampleProject(path, clock);
}

} // namespace plumbline
