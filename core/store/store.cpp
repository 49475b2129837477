#include "core/store/store.h"

#include "core/store/integrity.h"
#include "core/store/migrator.h"
#include "core/store/projectrepository.h"
#include "core/store/storethread.h"
#include "core/store/waitingsign.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QThread>
#include <QtEndian>

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kReaderThreads = 2;

/// Which file a path names: replaced files have another number under the same name.
struct FileIdentity
{
    quint64 device = 0;
    quint64 inode = 0;
    bool operator==(const FileIdentity&) const = default;
};

std::optional<FileIdentity> identityOf(const QString& path)
{
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) {
        return std::nullopt;
    }
    return FileIdentity{static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino)};
}

Error fileError(ErrorCode code, const QString& message, const QString& path)
{
    Error error = makeError(code, message);
    error.file = path;
    return error;
}

/// The stores that are open, so that connections of closed ones can be dropped by whichever thread holds
/// them.
std::mutex s_openMutex;
QSet<quint64> s_openStores;
std::atomic<quint64> s_nextStore = 1;
std::vector<FileIdentity> s_openFiles; ///< of the open stores, one entry each; under s_openMutex

bool isFileOpen(const std::optional<FileIdentity>& file)
{
    const std::scoped_lock lock(s_openMutex);
    return file && std::find(s_openFiles.cbegin(), s_openFiles.cend(), *file) != s_openFiles.cend();
}

/// Looks at the first bytes, so that a file of another program is not even opened as a database. Not those of
/// a file that this process has open as a project: closing it again would drop the locks that SQLite holds
/// (POSIX, fcntl: all locks of a process on a file go with the first descriptor of it that is closed).
Result<void> checkHeader(const QString& path)
{
    constexpr qint64 kHeaderBytes = 100;
    constexpr qsizetype kApplicationIdOffset = 68;
    QFile file(path);
    if (!file.exists()) {
        return fileError(ErrorCode::NotFound, u"There is no project at this place. Check the path."_s, path);
    }
    if (QFileInfo(path).isDir()) {
        return fileError(ErrorCode::NotAProject,
                         u"This is a folder. A project is a file that ends in .plumb."_s, path);
    }
    if (isFileOpen(identityOf(path))) {
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fileError(ErrorCode::ReadOnly, u"The project cannot be read: %1."_s.arg(file.errorString()),
                         path);
    }
    const QByteArray header = file.read(kHeaderBytes);
    if (header.size() < kHeaderBytes || !header.startsWith("SQLite format 3")) {
        return fileError(
            ErrorCode::NotAProject,
            u"This file is not a Plumbline project. A project is made with New project or plumblinectl new."_s,
            path);
    }
    const auto applicationId = qFromBigEndian<quint32>(header.constData() + kApplicationIdOffset);
    const bool mayBeInLog = QFileInfo::exists(path + u"-wal"_s);
    if (applicationId != Migrator::kApplicationId && !(applicationId == 0 && mayBeInLog)) {
        return fileError(ErrorCode::NotAProject,
                         u"This is a database of another program, not a Plumbline project."_s, path);
    }
    return {};
}

bool isOpen(quint64 store)
{
    const std::scoped_lock lock(s_openMutex);
    return s_openStores.contains(store);
}

using ThreadConnections = std::unordered_map<quint64, std::unique_ptr<Connection>>;

ThreadConnections& threadConnections()
{
    thread_local ThreadConnections connections;
    return connections;
}

} // namespace

class Store::Private
{
public:
    Private(QString filePath, ProjectInfo info, const Clock& clockToUse)
        : path(std::move(filePath))
        , project(std::move(info))
        , clock(clockToUse)
        , identity(identityOf(path))
        , number(s_nextStore++)
    {
        const std::scoped_lock lock(s_openMutex);
        s_openStores.insert(number);
        if (identity) {
            s_openFiles.push_back(*identity);
        }
    }

    [[nodiscard]] Result<void> guard() const
    {
        const std::optional<FileIdentity> present = identityOf(path);
        if (!present) {
            return fileError(
                ErrorCode::FileVanished,
                u"The project file has gone: it was moved or deleted while it was open. Nothing was "
                "written. Put it back and try again."_s,
                path);
        }
        if (present != identity) {
            return fileError(
                ErrorCode::FileVanished,
                u"The project file was replaced by another one while it was open. Nothing was written. "
                "Close the project and open it again."_s,
                path);
        }
        return {};
    }

    const QString path;
    SharedProject project;
    const Clock& clock;
    const std::optional<FileIdentity> identity;
    const quint64 number;
    QString backupPath;
    std::mutex signMutex;
    WaitingSign sign{path}; ///< looked at, never raised; under signMutex
    std::unique_ptr<StoreThread> writer;
    std::vector<std::unique_ptr<StoreThread>> readers;
    std::atomic<unsigned> nextReader = 0;
};

Store::Store(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
    d->writer = std::make_unique<StoreThread>(d->path, StoreThread::Mode::Write, d->project, d->clock,
                                              [this] { return d->guard(); });
    d->writer->start();
    for (int index = 0; index < kReaderThreads; ++index) {
        d->readers.push_back(std::make_unique<StoreThread>(d->path, StoreThread::Mode::Read, d->project,
                                                           d->clock, StoreThread::Guard()));
        d->readers.back()->start();
    }
}

Store::~Store()
{
    d->readers.clear();
    d->writer.reset();
    {
        const std::scoped_lock lock(s_openMutex);
        s_openStores.remove(d->number);
        const auto mine =
            d->identity ? std::find(s_openFiles.begin(), s_openFiles.end(), *d->identity) : s_openFiles.end();
        if (mine != s_openFiles.end()) {
            s_openFiles.erase(mine);
        }
    }
    threadConnections().erase(d->number);
}

int Store::currentSchemaVersion()
{
    return Migrator::newestVersion();
}

Result<std::unique_ptr<Store>> Store::create(const QString& path, const ProjectInfo& info, const Clock& clock)
{
    if (QFileInfo::exists(path)) {
        return fileError(ErrorCode::AlreadyExists,
                         u"A file of this name is there already. Choose another name."_s, path);
    }
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!folder.isDir()) {
        return fileError(ErrorCode::NotFound, u"The folder of the new project does not exist."_s, path);
    }
    const auto prepare = [&]() -> Result<void> {
        PLUMBLINE_ASSIGN(const std::unique_ptr<Connection> connection,
                         Connection::openSqlite(path, Connection::Mode::Create));
        PLUMBLINE_TRY(Migrator::migrate(*connection));
        PLUMBLINE_TRY(connection->beginWrite());
        Session session{*connection, info, clock};
        PLUMBLINE_TRY(ProjectRepository(session).setInfo(info));
        PLUMBLINE_TRY(connection->commit());
        PLUMBLINE_ASSIGN(const qint64 busy, connection->integer(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        Q_UNUSED(busy);
        return {};
    };
    if (const Result<void> prepared = prepare(); !prepared) {
        for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
            QFile::remove(path + suffix);
        }
        return prepared.error();
    }
    return std::unique_ptr<Store>(
        new Store(std::make_unique<Private>(QFileInfo(path).absoluteFilePath(), info, clock)));
}

Result<std::unique_ptr<Store>> Store::open(const QString& path, const Clock& clock)
{
    PLUMBLINE_TRY(checkHeader(path));
    QString backup;
    ProjectInfo info;
    {
        PLUMBLINE_ASSIGN(const std::unique_ptr<Connection> connection,
                         Connection::openSqlite(path, Connection::Mode::ReadWrite));
        const auto named = [&path](const Error& error) { return error.inFile(path); };
        const Result<int> version = Migrator::version(*connection);
        if (!version) {
            return named(version.error());
        }
        if (*version < currentSchemaVersion()) {
            const QFileInfo file(path);
            backup =
                file.absolutePath() + u"/%1.v%2.backup.plumb"_s.arg(file.completeBaseName()).arg(*version);
            if (!QFileInfo::exists(backup)) {
                PLUMBLINE_TRY(connection->exec(u"VACUUM INTO ?"_s, {backup}));
            }
        }
        if (const Result<void> migrated = Migrator::migrate(*connection); !migrated) {
            return named(migrated.error());
        }
        Session session{*connection, info, clock};
        PLUMBLINE_ASSIGN(info, ProjectRepository(session).info());
    }
    auto priv = std::make_unique<Private>(QFileInfo(path).absoluteFilePath(), info, clock);
    priv->backupPath = backup;
    return std::unique_ptr<Store>(new Store(std::move(priv)));
}

const QString& Store::path() const
{
    return d->path;
}

ProjectInfo Store::project() const
{
    return d->project.get();
}

const Clock& Store::clock() const
{
    return d->clock;
}

const QString& Store::backupPath() const
{
    return d->backupPath;
}

bool Store::letOthersWrite(int mostMs)
{
    constexpr unsigned long kStepUs = 300;
    const std::scoped_lock lock(d->signMutex);
    QElapsedTimer timer;
    timer.start();
    bool hasSeen = false;
    while (timer.elapsed() < mostMs && (d->writer->hasWaiting() || d->sign.isSeen())) {
        hasSeen = true;
        QThread::usleep(kStepUs);
    }
    return hasSeen;
}

bool Store::isAwaited()
{
    const std::scoped_lock lock(d->signMutex);
    return d->writer->hasWaiting() || d->sign.isSeen();
}

Result<QStringList> Store::checkIntegrity()
{
    return read([](Session& session) { return integrityProblems(session); });
}

void Store::enqueue(Lane lane, Task task, Finish finish)
{
    if (lane == Lane::Writer) {
        Q_ASSERT(QThread::currentThread() != d->writer.get());
        d->writer->enqueue(std::move(task), std::move(finish));
        return;
    }
    const unsigned index = d->nextReader++ % kReaderThreads;
    d->readers[index]->enqueue(std::move(task), std::move(finish));
}

Result<void> Store::readHere(const std::function<void(Session&)>& work)
{
    ThreadConnections& connections = threadConnections();
    std::erase_if(connections, [](const auto& entry) { return !isOpen(entry.first); });
    std::unique_ptr<Connection>& connection = connections[d->number];
    if (!connection) {
        Result<std::unique_ptr<Connection>> opened =
            Connection::openSqlite(d->path, Connection::Mode::ReadWrite);
        if (!opened) {
            return opened.error();
        }
        connection = std::move(opened).value();
    }
    const ProjectInfo project = d->project.get();
    Session session{*connection, project, d->clock};
    if (connection->isInTransaction()) {
        work(session); // a read inside a read sees the same snapshot
        return {};
    }
    PLUMBLINE_TRY(connection->beginRead());
    work(session);
    connection->rollback();
    return {};
}

} // namespace plumbline
