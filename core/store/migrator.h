#pragma once

#include "core/base/result.h"
#include "core/store/connection.h"

#include <QString>
#include <QStringList>

namespace plumbline {

/// Brings a database to the newest schema by the numbered files of resources/schema.
class Migrator
{
public:
    /// "PLMB": PRAGMA application_id of every project file.
    static constexpr qint64 kApplicationId = 0x504C4D42;

    /// The newest version there is a file for.
    [[nodiscard]] static int newestVersion();
    /// The version of an open database; 0 for an empty one. Errors: NotAProject when it is some other
    /// database.
    [[nodiscard]] static Result<int> version(Connection& connection);
    /// Runs the files above the database's version in one transaction, together with the new user_version:
    /// all of them or none. Errors: NewerVersion; whatever the database refuses.
    [[nodiscard]] static Result<void> migrate(Connection& connection);
    /// Splits a schema file into statements: they end with ';' at the end of a line.
    [[nodiscard]] static QStringList statements(const QString& text);
};

} // namespace plumbline
