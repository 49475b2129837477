#pragma once

#include "core/base/result.h"

#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace plumbline {

/// What SQLite does by itself, through its C interface with the settings of a project: the measure for import
/// and export.
class SqlitePeer
{
public:
    /// Makes a new database file with the pragmas of a project (WAL, synchronous=FULL, page cache…).
    /// Errors: Io.
    [[nodiscard]] static Result<SqlitePeer> create(const QString& path);
    SqlitePeer(SqlitePeer&& other) noexcept;
    SqlitePeer& operator=(SqlitePeer&&) = delete;
    SqlitePeer(const SqlitePeer&) = delete;
    ~SqlitePeer();

    /// Reads a text file and puts every line into a table `line (id INTEGER PRIMARY KEY, body TEXT)`,
    /// `linesPerTransaction` of them in one transaction; gives the milliseconds.
    [[nodiscard]] Result<double> takeLines(const QString& textFile, qint64 linesPerTransaction);
    /// Writes the lines in order into a file and syncs it; gives the milliseconds.
    [[nodiscard]] Result<double> giveLines(const QString& textFile);
    /// Makes the tables and indexes of a project and puts the rows of `project` into them in the order in
    /// which an import writes them, that of `itemsPerTransaction` items in one transaction; gives the
    /// milliseconds of the writing, without the reading.
    [[nodiscard]] Result<double> copyProject(const QString& project, qint64 itemsPerTransaction);
    /// Reads what a JSONL export needs of a project's items (item, prompt, responses in order, models) and
    /// writes the bare columns into a file, synced; gives the milliseconds.
    [[nodiscard]] Result<double> giveProject(const QString& project, const QString& textFile);

private:
    explicit SqlitePeer(sqlite3* database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<void> run(const QByteArray& sql);
    [[nodiscard]] Result<sqlite3_stmt*> prepare(const QByteArray& sql);
    [[nodiscard]] Error lastError() const;

    friend class ProjectCopy;
    sqlite3* m_database;
};

} // namespace plumbline
