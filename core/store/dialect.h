#pragma once

#include <QString>

namespace plumbline {

/// The few words in which SQLite and PostgreSQL differ.
class Dialect
{
public:
    enum class Kind { Sqlite, Postgres };

    explicit Dialect(Kind kind)
        : m_kind(kind)
    {
    }

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// A statement of resources/schema in the words of this database.
    [[nodiscard]] QString ddl(const QString& statement) const;
    /// How a transaction that writes begins.
    [[nodiscard]] QString beginWrite() const;
    /// What follows the SELECT that picks an item to claim.
    [[nodiscard]] QString claimSuffix() const;

private:
    Kind m_kind;
};

} // namespace plumbline
