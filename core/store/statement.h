#pragma once

#include <QByteArray>
#include <QString>
#include <QVariant>
#include <QVariantList>

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace plumbline {

/// A text that is in UTF-8 already, as a value to bind.
struct Utf8Text
{
    QByteArray bytes;
};

/// One prepared statement of SQLite, run through its own interface on the handle that Qt SQL opened: an
/// import of a million items runs some ten million of them, and QSqlQuery costs as much again as SQLite
/// itself.
class Statement
{
public:
    /// Nothing when SQLite refuses the text; see sqlite3_errmsg().
    [[nodiscard]] static std::unique_ptr<Statement> prepare(sqlite3* database, const QString& sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds and makes the first step; gives an SQLite result code (SQLITE_ROW, SQLITE_DONE or an error).
    /// An invalid QVariant is NULL, a null QString the empty text.
    int run(const QVariantList& binds);
    /// Another step.
    int step();
    /// Ends the reading and frees what is bound.
    void finish();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    /// A text's bytes; valid until the next step.
    [[nodiscard]] QByteArrayView utf8(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] QVariant value(int column) const;

    bool isInUse = false; ///< someone reads its rows

private:
    explicit Statement(sqlite3_stmt* statement)
        : m_statement(statement)
    {
    }
    int bind(int index, const QVariant& value);
    int bindText(int index, const QByteArray& utf8);
    int bindBlob(int index, const QByteArray& bytes);

    sqlite3_stmt* m_statement;
    std::vector<QByteArray> m_bound; ///< what SQLite reads from while the statement runs
};

} // namespace plumbline
