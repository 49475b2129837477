#include "core/store/connection.h"

#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>
#include <QUrl>
#include <QUuid>

#include <sqlite3.h>

#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBusyLimitMs = 60'000;
constexpr int kPageCacheKib = 65'536;
constexpr int kWalAutoCheckpointPages = 4'000;
/// The primary part of an SQLite result code.
constexpr int kPrimaryCodeMask = 0xFF;

/// Waits in short steps, so that a short write is not delayed by the long sleeps of SQLite's own handler.
int waitABit(void* /*context*/, int attempt)
{
    constexpr int kQuickAttempts = 20;
    constexpr unsigned long kQuickStepUs = 300;
    constexpr unsigned long kStepUs = 1'000;
    constexpr int kMaxAttempts = kBusyLimitMs;
    if (attempt >= kMaxAttempts) {
        return 0;
    }
    QThread::usleep(attempt < kQuickAttempts ? kQuickStepUs : kStepUs);
    return 1;
}

/// The same for the beginning of a write; lets those see it who would write on and on.
int waitForTurn(void* sign, int attempt)
{
    static_cast<WaitingSign*>(sign)->raise();
    return waitABit(nullptr, attempt);
}

Error storeError(ErrorCode code, const QString& message, const QString& path, const QString& details)
{
    Error error = makeError(code, message);
    error.file = path;
    error.details = details;
    return error;
}

} // namespace

// --- Rows
// ------------------------------------------------------------------------------------------------------

Rows::Rows(Connection* connection, Statement* statement, int state, std::unique_ptr<Statement> owned)
    : m_connection(connection)
    , m_statement(statement)
    , m_owned(std::move(owned))
    , m_state(state)
{
    m_statement->isInUse = true;
}

Rows::Rows(Rows&& other) noexcept
    : m_connection(other.m_connection)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_owned(std::move(other.m_owned))
    , m_state(other.m_state)
    , m_isFirst(other.m_isFirst)
    , m_error(std::move(other.m_error))
{
}

Rows::~Rows()
{
    if (m_statement != nullptr) {
        m_statement->finish();
        m_statement->isInUse = false;
    }
}

bool Rows::next()
{
    if (m_isFirst) {
        m_isFirst = false; // the first step was made by query()
    } else if (m_state == SQLITE_ROW) {
        m_state = m_statement->step();
        if (m_state != SQLITE_ROW && m_state != SQLITE_DONE) {
            m_error = m_connection->lastError(u"reading on"_s);
        }
    }
    return m_state == SQLITE_ROW;
}

qint64 Rows::integer(int column) const
{
    return m_statement->integer(column);
}

double Rows::real(int column) const
{
    return m_statement->real(column);
}

QString Rows::text(int column) const
{
    return m_statement->text(column);
}

QByteArray Rows::blob(int column) const
{
    return m_statement->blob(column);
}

QByteArrayView Rows::utf8(int column) const
{
    return m_statement->utf8(column);
}

bool Rows::isNull(int column) const
{
    return m_statement->isNull(column);
}

Result<void> Rows::status() const
{
    return m_error ? Result<void>(*m_error) : Result<void>();
}

// --- Connection
// ------------------------------------------------------------------------------------------------

Connection::Connection(QSqlDatabase database, QString name, QString path, Dialect dialect)
    : m_database(std::move(database))
    , m_name(std::move(name))
    , m_path(std::move(path))
    , m_dialect(dialect)
    , m_sign(m_path)
{
}

Connection::~Connection()
{
    m_statements.clear();
    if (m_inTransaction) {
        QSqlQuery(m_database).exec(u"ROLLBACK"_s);
    }
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::openSqlite(const QString& path, Mode mode)
{
    const QString name = u"plumbline-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    if (!database.isValid()) {
        return storeError(ErrorCode::Io, u"The SQLite driver of Qt is missing. Install libqt6sql6-sqlite."_s,
                          path, {});
    }
    // A URI, because only that way a file that has gone is not made anew by opening it.
    const QStringView access = mode == Mode::Create ? u"rwc" : (mode == Mode::ReadWrite ? u"rw" : u"ro");
    const QByteArray uri =
        QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toEncoded(QUrl::FullyEncoded);
    database.setDatabaseName(QString::fromLatin1(uri) + u"?mode=%1"_s.arg(access));
    database.setConnectOptions(u"QSQLITE_OPEN_URI"_s);
    const bool opened = database.open();
    std::unique_ptr<Connection> connection(
        new Connection(database, name, path, Dialect(Dialect::Kind::Sqlite)));
    database = QSqlDatabase(); // the connection holds the only handle, so that it can take it away
    if (!opened) {
        const Error error = connection->toError(connection->m_database.lastError(), u"open"_s);
        return mode == Mode::Create && error.code == ErrorCode::NotFound
                   ? storeError(ErrorCode::ReadOnly,
                                u"No project can be made in this folder: it is read-only. Choose another "
                                "folder, or change its permissions."_s,
                                path, error.details)
                   : error;
    }
    PLUMBLINE_TRY(connection->configureSqlite(mode));
    return connection;
}

Result<void> Connection::configureSqlite(Mode mode)
{
    const QVariant driverHandle = m_database.driver()->handle();
    if (!driverHandle.isValid() || qstrcmp(driverHandle.typeName(), "sqlite3*") != 0) {
        return storeError(ErrorCode::Io, u"The database driver gives no SQLite handle."_s, m_path, {});
    }
    auto* handle = *static_cast<sqlite3* const*>(driverHandle.constData());
    m_handle = handle;
    sqlite3_busy_handler(handle, waitABit, nullptr);
    sqlite3_extended_result_codes(handle, 1);
    QStringList pragmas{u"PRAGMA foreign_keys = ON"_s,
                        u"PRAGMA synchronous = FULL"_s,
                        u"PRAGMA cache_size = -%1"_s.arg(kPageCacheKib),
                        u"PRAGMA temp_store = MEMORY"_s,
                        u"PRAGMA wal_autocheckpoint = %1"_s.arg(kWalAutoCheckpointPages),
                        u"PRAGMA trusted_schema = OFF"_s};
    if (mode != Mode::ReadOnly) {
        pragmas.prepend(u"PRAGMA journal_mode = WAL"_s);
    }
    for (const QString& pragma : std::as_const(pragmas)) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.exec(pragma)) {
            return toError(query.lastError(), pragma);
        }
        if (pragma.contains(u"journal_mode"_s) && (!query.next() || query.value(0).toString() != "wal"_L1)) {
            return storeError(
                ErrorCode::Io,
                u"The project lies on a file system that cannot share a write-ahead log (a network "
                "drive?). Move it to a local disk."_s,
                m_path, pragma);
        }
    }
    return {};
}

Error Connection::toError(const QSqlError& error, const QString& sql) const
{
    return toError(error.nativeErrorCode().toInt(), error.text(), sql);
}

Error Connection::lastError(const QString& sql) const
{
    auto* handle = static_cast<sqlite3*>(m_handle);
    return toError(sqlite3_extended_errcode(handle), QString::fromUtf8(sqlite3_errmsg(handle)), sql);
}

Error Connection::toError(int code, const QString& text, const QString& sql) const
{
    const QString details = u"%1 (%2) in: %3"_s.arg(text).arg(code).arg(sql.left(300));
    switch (code & kPrimaryCodeMask) {
    case SQLITE_FULL:
        return storeError(ErrorCode::DiskFull,
                          u"The disk is full. Nothing was written. Free some space and try again."_s, m_path,
                          details);
    case SQLITE_READONLY:
        if (code == SQLITE_READONLY_DBMOVED) {
            return storeError(
                ErrorCode::FileVanished,
                u"The project file was moved or deleted while it was open. Nothing was written."_s, m_path,
                details);
        }
        return storeError(
            ErrorCode::ReadOnly,
            u"The project cannot be written: the file or its folder is read-only. Change the permissions or "
            "copy the project to a folder of your own."_s,
            m_path, details);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return storeError(
            ErrorCode::Busy,
            u"Another program has held the project for more than a minute. Close it and try again."_s, m_path,
            details);
    case SQLITE_CORRUPT:
        return storeError(
            ErrorCode::Corrupt,
            u"The project file is damaged. Do not write to it; restore a backup, or rescue what can be read "
            "with plumblinectl export."_s,
            m_path, details);
    case SQLITE_NOTADB:
        return storeError(ErrorCode::NotAProject, u"This file is not a Plumbline project."_s, m_path,
                          details);
    case SQLITE_CANTOPEN:
        return storeError(
            QFileInfo::exists(m_path) ? ErrorCode::ReadOnly : ErrorCode::NotFound,
            QFileInfo::exists(m_path)
                ? u"The project cannot be opened. Check the permissions of the file and of its folder."_s
                : u"There is no project at this place."_s,
            m_path, details);
    case SQLITE_CONSTRAINT:
        return storeError(ErrorCode::Conflict,
                          u"The change contradicts what the project holds. Nothing was written."_s, m_path,
                          details);
    case SQLITE_IOERR:
        return storeError(QFileInfo::exists(m_path) ? ErrorCode::Io : ErrorCode::FileVanished,
                          QFileInfo::exists(m_path)
                              ? u"The disk reported an error while the project was read or written."_s
                              : u"The project file has vanished. Nothing was written."_s,
                          m_path, details);
    case SQLITE_INTERRUPT:
        return storeError(ErrorCode::Cancelled, u"Stopped."_s, m_path, details);
    default:
        return storeError(ErrorCode::Io, u"The database refused a statement."_s, m_path, details);
    }
}

Result<Statement*> Connection::prepared(const QString& sql)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        std::unique_ptr<Statement> statement = Statement::prepare(static_cast<sqlite3*>(m_handle), sql);
        if (!statement) {
            return lastError(sql);
        }
        found = m_statements.emplace(sql, std::move(statement)).first;
    }
    return found->second.get();
}

Result<Statement*> Connection::run(const QString& sql, const QVariantList& binds, int* state)
{
    PLUMBLINE_ASSIGN(Statement * statement, prepared(sql));
    Q_ASSERT(!statement->isInUse);
    const int ran = statement->run(binds);
    if (ran != SQLITE_ROW && ran != SQLITE_DONE) {
        const Error error = lastError(sql);
        statement->finish();
        return error;
    }
    if (state != nullptr) {
        *state = ran;
    }
    return statement;
}

Result<Rows> Connection::query(const QString& sql, const QVariantList& binds)
{
    PLUMBLINE_ASSIGN(Statement * kept, prepared(sql));
    if (!kept->isInUse) {
        int state = SQLITE_DONE;
        PLUMBLINE_ASSIGN(Statement * statement, run(sql, binds, &state));
        return Rows(this, statement, state, nullptr);
    }
    // The same SELECT is being read further out: a statement of its own keeps both apart.
    std::unique_ptr<Statement> own = Statement::prepare(static_cast<sqlite3*>(m_handle), sql);
    if (!own) {
        return lastError(sql);
    }
    const int ran = own->run(binds);
    if (ran != SQLITE_ROW && ran != SQLITE_DONE) {
        return lastError(sql);
    }
    Statement* raw = own.get();
    return Rows(this, raw, ran, std::move(own));
}

Result<void> Connection::exec(const QString& sql, const QVariantList& binds)
{
    PLUMBLINE_ASSIGN(Statement * statement, run(sql, binds));
    statement->finish();
    return {};
}

Result<qint64> Connection::insert(const QString& sql, const QVariantList& binds)
{
    PLUMBLINE_ASSIGN(Statement * statement, run(sql, binds));
    const qint64 id = sqlite3_last_insert_rowid(static_cast<sqlite3*>(m_handle));
    statement->finish();
    return id;
}

Result<std::optional<qint64>> Connection::insertNew(const QString& sql, const QVariantList& binds)
{
    // RETURNING would say it too, by way of a table of its own for every statement.
    PLUMBLINE_ASSIGN(Statement * statement, run(sql, binds));
    auto* handle = static_cast<sqlite3*>(m_handle);
    std::optional<qint64> id;
    if (sqlite3_changes64(handle) > 0) {
        id = sqlite3_last_insert_rowid(handle);
    }
    statement->finish();
    return id;
}

Result<qint64> Connection::change(const QString& sql, const QVariantList& binds)
{
    PLUMBLINE_ASSIGN(Statement * statement, run(sql, binds));
    const qint64 rows = sqlite3_changes64(static_cast<sqlite3*>(m_handle));
    statement->finish();
    return rows;
}

Result<std::optional<QVariant>> Connection::scalar(const QString& sql, const QVariantList& binds)
{
    int state = SQLITE_DONE;
    PLUMBLINE_ASSIGN(Statement * statement, run(sql, binds, &state));
    std::optional<QVariant> value;
    if (state == SQLITE_ROW) {
        value = statement->value(0);
    }
    statement->finish();
    return value;
}

Result<qint64> Connection::integer(const QString& sql, const QVariantList& binds, qint64 fallback)
{
    PLUMBLINE_ASSIGN(const std::optional<QVariant> value, scalar(sql, binds));
    return value && !value->isNull() ? value->toLongLong() : fallback;
}

Result<void> Connection::beginWrite()
{
    Q_ASSERT(!m_inTransaction);
    auto* handle = static_cast<sqlite3*>(m_handle);
    sqlite3_busy_handler(handle, waitForTurn, &m_sign);
    const Result<void> begun = exec(m_dialect.beginWrite());
    sqlite3_busy_handler(handle, waitABit, nullptr);
    m_sign.lower();
    if (!begun) {
        return begun;
    }
    m_inTransaction = true;
    m_isWriting = true;
    m_memo.forgetTransaction(); // others may have written in between
    return {};
}

Result<void> Connection::beginRead()
{
    Q_ASSERT(!m_inTransaction);
    PLUMBLINE_TRY(exec(u"BEGIN"_s));
    m_inTransaction = true;
    m_isWriting = false;
    return {};
}

Result<void> Connection::commit()
{
    Q_ASSERT(m_inTransaction);
    if (const Result<void> flushed = flushCounters(); !flushed) {
        rollback();
        return flushed;
    }
    const Result<void> committed = exec(u"COMMIT"_s);
    if (!committed) {
        rollback();
        return committed;
    }
    m_inTransaction = false;
    return {};
}

void Connection::rollback()
{
    if (!m_inTransaction) {
        return;
    }
    m_inTransaction = false;
    m_pendingCounters.clear();
    if (m_isWriting) {
        m_memo.forgetAll(); // what was remembered may just have ceased to be
    }
    // A failed statement may have rolled back by itself already (disk full); then this fails, which is fine.
    const Result<void> rolledBack = exec(u"ROLLBACK"_s);
    Q_UNUSED(rolledBack);
}

void Connection::addToCounter(const QString& scope, const QString& name, qint64 delta)
{
    Q_ASSERT(m_inTransaction);
    m_pendingCounters[{scope, name}] += delta;
}

qint64 Connection::pendingCounter(const QString& scope, const QString& name) const
{
    return m_pendingCounters.value({scope, name});
}

Result<void> Connection::flushCounters()
{
    for (auto it = m_pendingCounters.constBegin(); it != m_pendingCounters.constEnd(); ++it) {
        if (it.value() == 0) {
            continue;
        }
        PLUMBLINE_TRY(exec(u"INSERT INTO counter (scope, name, value) VALUES (?, ?, ?) "
                           "ON CONFLICT (scope, name) DO UPDATE SET value = counter.value + excluded.value"_s,
                           {it.key().first, it.key().second, it.value()}));
    }
    m_pendingCounters.clear();
    return {};
}

} // namespace plumbline
