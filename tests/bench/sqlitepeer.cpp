#include "tests/bench/sqlitepeer.h"

#include "tests/bench/benchreport.h"

#include <QFile>
#include <QList>

#include <sqlite3.h>
#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct StatementEnd
{
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

struct ValueEnd
{
    void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using Value = std::unique_ptr<sqlite3_value, ValueEnd>;
using Row = std::vector<Value>;

/// One row that is to be written, and where.
struct Write
{
    sqlite3_stmt* into = nullptr;
    Row row;
};

/// Items that are read at once, so that reading does not count.
constexpr qint64 kItemsAtOnce = 5'000;

/// A file that columns are written into as they are.
class PlainFile
{
public:
    explicit PlainFile(const QString& path)
        : m_file(path)
    {
        m_isGood = m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        m_out.reserve(2 * kBlock);
    }

    void addColumns(sqlite3_stmt* row)
    {
        for (int column = 0; column < sqlite3_column_count(row); ++column) {
            m_out.append(static_cast<const char*>(sqlite3_column_blob(row, column)),
                         sqlite3_column_bytes(row, column));
        }
    }
    void endLine()
    {
        m_out.append('\n');
        if (m_out.size() > kBlock) {
            flush();
        }
    }
    Result<void> close()
    {
        flush();
        return m_isGood && ::fsync(m_file.handle()) == 0
                   ? Result<void>()
                   : Result<void>(makeError(ErrorCode::Io, m_file.errorString()));
    }

private:
    void flush()
    {
        m_isGood = m_isGood && m_file.write(m_out) == m_out.size();
        m_out.resize(0);
    }

    static constexpr qsizetype kBlock = 1 << 18;
    QFile m_file;
    QByteArray m_out;
    bool m_isGood = false;
};

} // namespace

Result<SqlitePeer> SqlitePeer::create(const QString& path)
{
    sqlite3* database = nullptr;
    const int opened = sqlite3_open(QFile::encodeName(path).constData(), &database);
    SqlitePeer peer(database);
    if (opened != SQLITE_OK) {
        return peer.lastError();
    }
    for (const char* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL",
          "PRAGMA cache_size = -65536", "PRAGMA temp_store = MEMORY", "PRAGMA wal_autocheckpoint = 4000"}) {
        PLUMBLINE_TRY(peer.run(pragma));
    }
    return peer;
}

SqlitePeer::SqlitePeer(SqlitePeer&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

SqlitePeer::~SqlitePeer()
{
    sqlite3_close_v2(m_database);
}

Error SqlitePeer::lastError() const
{
    return makeError(ErrorCode::Io, QString::fromUtf8(sqlite3_errmsg(m_database)));
}

Result<void> SqlitePeer::run(const QByteArray& sql)
{
    if (sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return lastError();
    }
    return {};
}

Result<sqlite3_stmt*> SqlitePeer::prepare(const QByteArray& sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_database, sql.constData(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK) {
        return lastError();
    }
    return statement;
}

Result<double> SqlitePeer::takeLines(const QString& textFile, qint64 linesPerTransaction)
{
    const BenchTimer timer;
    PLUMBLINE_TRY(run("CREATE TABLE line (id INTEGER PRIMARY KEY, body TEXT)"));
    PLUMBLINE_ASSIGN(sqlite3_stmt * prepared, prepare("INSERT INTO line (body) VALUES (?)"));
    const Statement insert(prepared);
    QFile file(textFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, file.errorString());
    }
    qint64 lines = 0;
    PLUMBLINE_TRY(run("BEGIN IMMEDIATE"));
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        sqlite3_bind_text(insert.get(), 1, line.constData(), static_cast<int>(line.size() - 1),
                          SQLITE_STATIC);
        if (sqlite3_step(insert.get()) != SQLITE_DONE) {
            return lastError();
        }
        sqlite3_reset(insert.get());
        if (++lines % linesPerTransaction == 0) {
            PLUMBLINE_TRY(run("COMMIT"));
            PLUMBLINE_TRY(run("BEGIN IMMEDIATE"));
        }
    }
    PLUMBLINE_TRY(run("COMMIT"));
    return timer.ms();
}

Result<double> SqlitePeer::giveLines(const QString& textFile)
{
    const BenchTimer timer;
    PLUMBLINE_ASSIGN(sqlite3_stmt * prepared, prepare("SELECT body FROM line ORDER BY id"));
    const Statement select(prepared);
    PlainFile file(textFile);
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
        file.addColumns(select.get());
        file.endLine();
    }
    PLUMBLINE_TRY(file.close());
    return timer.ms();
}

Result<double> SqlitePeer::giveProject(const QString& project, const QString& textFile)
{
    PLUMBLINE_TRY(run("ATTACH '" + QFile::encodeName(project) + "' AS given"));
    const BenchTimer timer;
    PLUMBLINE_ASSIGN(
        sqlite3_stmt * itemsPrepared,
        prepare("SELECT i.id, i.uid, i.kind, b.name, i.position, i.priority, i.overlap, i.is_gold, "
                "i.gold, i.meta, p.body FROM given.item i JOIN given.prompt p ON p.id = i.prompt_id "
                "JOIN given.batch b ON b.id = i.batch_id ORDER BY i.id"));
    const Statement items(itemsPrepared);
    PLUMBLINE_ASSIGN(
        sqlite3_stmt * responsesPrepared,
        prepare("SELECT m.name, r.earlier_turns, r.meta, r.text FROM given.item_response ir JOIN "
                "given.response r ON r.id = ir.response_id LEFT JOIN given.model m ON m.id = "
                "r.model_id WHERE ir.item_id = ? ORDER BY ir.ordinal"));
    const Statement responses(responsesPrepared);
    PlainFile file(textFile);
    while (sqlite3_step(items.get()) == SQLITE_ROW) {
        file.addColumns(items.get());
        sqlite3_bind_int64(responses.get(), 1, sqlite3_column_int64(items.get(), 0));
        while (sqlite3_step(responses.get()) == SQLITE_ROW) {
            file.addColumns(responses.get());
        }
        sqlite3_reset(responses.get());
        file.endLine();
    }
    PLUMBLINE_TRY(file.close());
    return timer.ms();
}

/// The rows of a project on their way into another database of the same tables.
class ProjectCopy
{
public:
    explicit ProjectCopy(SqlitePeer& peer)
        : m_peer(peer)
    {
    }

    Result<void> makeTables();
    Result<void> prepareAll();
    /// Copies the small tables that everything hangs on.
    Result<void> copyHead();
    /// Gathers what belongs to the items in (from, to].
    Result<void> gather(qint64 from, qint64 to);
    Result<double> write(qint64 perTransaction);
    Result<qint64> last(const QByteArray& table);

private:
    struct Table
    {
        Statement select;
        Statement insert;
        qint64 copiedTo = 0; ///< for tables that are copied by id
    };

    Result<Table> table(const QByteArray& name, const QByteArray& where);
    Result<void> rows(Table& table, qint64 key, qint64 toKey = 0);

    SqlitePeer& m_peer;
    Table m_prompt;
    Table m_response;
    Table m_item;
    Table m_itemResponse;
    Table m_annotation;
    Table m_assignment;
    std::vector<Write> m_writes;
    std::vector<size_t> m_itemEnds;
};

Result<void> ProjectCopy::makeTables()
{
    PLUMBLINE_ASSIGN(sqlite3_stmt * prepared,
                     m_peer.prepare("SELECT sql FROM old.sqlite_master WHERE sql IS NOT NULL AND name NOT "
                                    "LIKE '%text%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"));
    const Statement select(prepared);
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
        const QByteArray sql(reinterpret_cast<const char*>(sqlite3_column_text(select.get(), 0)));
        PLUMBLINE_TRY(m_peer.run(sql));
    }
    return {};
}

Result<ProjectCopy::Table> ProjectCopy::table(const QByteArray& name, const QByteArray& where)
{
    Table out;
    PLUMBLINE_ASSIGN(sqlite3_stmt * select, m_peer.prepare("SELECT * FROM old." + name + " WHERE " + where));
    out.select.reset(select);
    QByteArray places = "?";
    for (int column = 1; column < sqlite3_column_count(select); ++column) {
        places += ", ?";
    }
    PLUMBLINE_ASSIGN(sqlite3_stmt * insert,
                     m_peer.prepare("INSERT INTO " + name + " VALUES (" + places + ")"));
    out.insert.reset(insert);
    return out;
}

Result<void> ProjectCopy::prepareAll()
{
    PLUMBLINE_ASSIGN(m_prompt, table("prompt", "id > ? AND id <= ?"));
    PLUMBLINE_ASSIGN(m_response, table("response", "id > ? AND id <= ?"));
    PLUMBLINE_ASSIGN(m_item, table("item", "id = ?"));
    PLUMBLINE_ASSIGN(m_itemResponse, table("item_response", "item_id = ? ORDER BY ordinal"));
    PLUMBLINE_ASSIGN(m_annotation, table("annotation", "item_id = ? ORDER BY id"));
    PLUMBLINE_ASSIGN(m_assignment, table("assignment", "item_id = ? ORDER BY id"));
    return {};
}

Result<void> ProjectCopy::copyHead()
{
    for (const char* name : {"project", "counter", "annotator", "model", "schema_set", "schema_version",
                             "batch", "external_ref"}) {
        PLUMBLINE_TRY(m_peer.run("INSERT INTO " + QByteArray(name) + " SELECT * FROM old." + name));
    }
    return {};
}

Result<void> ProjectCopy::rows(Table& table, qint64 key, qint64 toKey)
{
    sqlite3_stmt* select = table.select.get();
    sqlite3_reset(select);
    sqlite3_bind_int64(select, 1, key);
    if (sqlite3_bind_parameter_count(select) > 1) {
        sqlite3_bind_int64(select, 2, toKey);
    }
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(select)) == SQLITE_ROW) {
        Write write;
        write.into = table.insert.get();
        for (int column = 0; column < sqlite3_column_count(select); ++column) {
            write.row.emplace_back(sqlite3_value_dup(sqlite3_column_value(select, column)));
        }
        m_writes.push_back(std::move(write));
    }
    sqlite3_reset(select);
    return state == SQLITE_DONE ? Result<void>() : Result<void>(m_peer.lastError());
}

Result<void> ProjectCopy::gather(qint64 from, qint64 to)
{
    m_writes.clear();
    m_itemEnds.clear();
    PLUMBLINE_ASSIGN(sqlite3_stmt * prepared,
                     m_peer.prepare("SELECT i.prompt_id, max(ir.response_id) FROM old.item i JOIN "
                                    "old.item_response ir ON ir.item_id = i.id WHERE i.id = ?"));
    const Statement needs(prepared);
    for (qint64 item = from + 1; item <= to; ++item) {
        sqlite3_reset(needs.get());
        sqlite3_bind_int64(needs.get(), 1, item);
        if (sqlite3_step(needs.get()) != SQLITE_ROW) {
            return m_peer.lastError();
        }
        for (auto [table, column] : {std::pair(&m_prompt, 0), std::pair(&m_response, 1)}) {
            const qint64 newest = sqlite3_column_int64(needs.get(), column);
            if (newest > table->copiedTo) {
                PLUMBLINE_TRY(rows(*table, table->copiedTo, newest));
                table->copiedTo = newest;
            }
        }
        for (Table* one : {&m_item, &m_itemResponse, &m_annotation, &m_assignment}) {
            PLUMBLINE_TRY(rows(*one, item));
        }
        m_itemEnds.push_back(m_writes.size());
    }
    return {};
}

Result<double> ProjectCopy::write(qint64 perTransaction)
{
    const BenchTimer timer;
    PLUMBLINE_TRY(m_peer.run("BEGIN IMMEDIATE"));
    size_t next = 0;
    qint64 items = 0;
    for (const size_t end : m_itemEnds) {
        for (; next < end; ++next) {
            const Write& write = m_writes[next];
            for (size_t column = 0; column < write.row.size(); ++column) {
                sqlite3_bind_value(write.into, static_cast<int>(column) + 1, write.row[column].get());
            }
            if (sqlite3_step(write.into) != SQLITE_DONE) {
                return m_peer.lastError();
            }
            sqlite3_reset(write.into);
        }
        if (++items % perTransaction == 0) {
            PLUMBLINE_TRY(m_peer.run("COMMIT"));
            PLUMBLINE_TRY(m_peer.run("BEGIN IMMEDIATE"));
        }
    }
    PLUMBLINE_TRY(m_peer.run("COMMIT"));
    return timer.ms();
}

Result<qint64> ProjectCopy::last(const QByteArray& table)
{
    PLUMBLINE_ASSIGN(sqlite3_stmt * prepared, m_peer.prepare("SELECT max(id) FROM old." + table));
    const Statement select(prepared);
    return sqlite3_step(select.get()) == SQLITE_ROW ? Result<qint64>(sqlite3_column_int64(select.get(), 0))
                                                    : Result<qint64>(m_peer.lastError());
}

Result<double> SqlitePeer::copyProject(const QString& project, qint64 itemsPerTransaction)
{
    const QByteArray attach = "ATTACH '" + QFile::encodeName(project) + "' AS old";
    PLUMBLINE_TRY(run(attach));
    ProjectCopy copy(*this);
    PLUMBLINE_TRY(copy.makeTables());
    PLUMBLINE_TRY(copy.copyHead());
    PLUMBLINE_TRY(copy.prepareAll());
    PLUMBLINE_ASSIGN(const qint64 items, copy.last("item"));
    double milliseconds = 0;
    for (qint64 from = 0; from < items; from += kItemsAtOnce) {
        PLUMBLINE_TRY(copy.gather(from, std::min(from + kItemsAtOnce, items)));
        PLUMBLINE_ASSIGN(const double some, copy.write(itemsPerTransaction));
        milliseconds += some;
    }
    return milliseconds;
}

} // namespace plumbline
