#pragma once

#include "core/base/result.h"
#include "core/store/contentmemo.h"
#include "core/store/dialect.h"
#include "core/store/statement.h"
#include "core/store/waitingsign.h"

#include <QHash>
#include <QPair>
#include <QSqlDatabase>
#include <QString>
#include <QVariant>
#include <QVariantList>

#include <memory>
#include <optional>
#include <unordered_map>

class QSqlError;

namespace plumbline {

class Connection;

/// The rows of one SELECT, read forward once. Finishes its statement when it goes, so that no half-read query
/// pins the write-ahead log.
class Rows
{
public:
    Rows(Rows&&) noexcept;
    Rows& operator=(Rows&&) noexcept = delete;
    Rows(const Rows&) = delete;
    ~Rows();

    /// Moves to the next row; false at the end or on an error (see error()).
    [[nodiscard]] bool next();
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    /// A text's bytes, without a detour over QString; valid until the next call of next().
    [[nodiscard]] QByteArrayView utf8(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    /// The error that ended the reading; only meaningful after next() was false.
    [[nodiscard]] Result<void> status() const;

private:
    friend class Connection;
    Rows(Connection* connection, Statement* statement, int state, std::unique_ptr<Statement> owned);

    Connection* m_connection;
    Statement* m_statement; ///< nullptr once moved from
    std::unique_ptr<Statement> m_owned;
    int m_state; ///< result code of the last step
    bool m_isFirst = true;
    std::optional<Error> m_error;
};

/// One open database connection; belongs to the thread that opened it. Prepared statements are kept.
/// Binding rules: an invalid QVariant is NULL, a null QString is the empty text.
class Connection
{
public:
    /// Whether a missing file is made, or the file is only read.
    enum class Mode { Create, ReadWrite, ReadOnly };

    /// Opens a project file. Sets WAL, foreign keys, synchronous=FULL, a busy handler that waits up to 60 s
    /// in steps of about a millisecond, and reads back what it set. Errors: NotFound, ReadOnly, NotAProject,
    /// Corrupt, Busy, Io.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> openSqlite(const QString& path, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] const Dialect& dialect() const { return m_dialect; }

    /// Runs a statement that gives no rows.
    [[nodiscard]] Result<void> exec(const QString& sql, const QVariantList& binds = {});
    /// Runs an INSERT and gives the new row's id.
    [[nodiscard]] Result<qint64> insert(const QString& sql, const QVariantList& binds = {});
    /// Runs an INSERT … ON CONFLICT DO NOTHING and gives the new row's id; nothing when the row was there.
    [[nodiscard]] Result<std::optional<qint64>> insertNew(const QString& sql, const QVariantList& binds);
    /// Runs a statement and gives the number of rows it changed.
    [[nodiscard]] Result<qint64> change(const QString& sql, const QVariantList& binds = {});
    /// Runs a SELECT.
    [[nodiscard]] Result<Rows> query(const QString& sql, const QVariantList& binds = {});
    /// The first column of the first row; nothing when there is no row.
    [[nodiscard]] Result<std::optional<QVariant>> scalar(const QString& sql, const QVariantList& binds = {});
    /// scalar() as a whole number; `fallback` when there is no row or NULL.
    [[nodiscard]] Result<qint64> integer(const QString& sql, const QVariantList& binds = {},
                                         qint64 fallback = 0);

    /// BEGIN IMMEDIATE here, BEGIN on a server. Nested calls are a programmer error.
    [[nodiscard]] Result<void> beginWrite();
    /// A read transaction: one snapshot until endRead().
    [[nodiscard]] Result<void> beginRead();
    [[nodiscard]] Result<void> commit();
    void rollback();
    [[nodiscard]] bool isInTransaction() const { return m_inTransaction; }

    /// Adds to a kept counter when the transaction commits: many additions cost one statement each counter.
    void addToCounter(const QString& scope, const QString& name, qint64 delta);
    /// What the open transaction has added to a counter and not written yet.
    [[nodiscard]] qint64 pendingCounter(const QString& scope, const QString& name) const;

    /// What the repositories remember of rows that they have just written or read.
    [[nodiscard]] ContentMemo& memo() { return m_memo; }

    /// The connection of the driver (sqlite3*), for backup and interruption.
    [[nodiscard]] void* nativeHandle() const { return m_handle; }

private:
    friend class Rows;

    Connection(QSqlDatabase database, QString name, QString path, Dialect dialect);
    [[nodiscard]] Result<void> configureSqlite(Mode mode);
    /// The kept statement of this text.
    [[nodiscard]] Result<Statement*> prepared(const QString& sql);
    /// prepared(), bound, and stepped once; `state` is SQLITE_ROW or SQLITE_DONE.
    [[nodiscard]] Result<Statement*> run(const QString& sql, const QVariantList& binds, int* state = nullptr);
    [[nodiscard]] Result<void> flushCounters();
    /// Turns an SQLite result code into one of ours (disk full, read-only, busy, corrupt…) with a sentence.
    [[nodiscard]] Error toError(int code, const QString& text, const QString& sql) const;
    [[nodiscard]] Error toError(const QSqlError& error, const QString& sql) const;
    /// The error of the handle's last call.
    [[nodiscard]] Error lastError(const QString& sql) const;

    QSqlDatabase m_database;
    QString m_name;
    QString m_path;
    Dialect m_dialect;
    void* m_handle = nullptr;
    WaitingSign m_sign; ///< up while beginWrite() waits for others
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements;
    ContentMemo m_memo;
    QHash<QPair<QString, QString>, qint64> m_pendingCounters;
    bool m_inTransaction = false;
    bool m_isWriting = false;
};

} // namespace plumbline
