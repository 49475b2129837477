#include "core/store/migrator.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

/// Links the schema files in: a static library's resources are dropped unless something names them.
static void initSchemaResources()
{
    Q_INIT_RESOURCE(schema);
}

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The schema files of one version: NNNN_name.sql, then NNNN_name_sqlite.sql for what only SQLite has.
QStringList filesOf(int version, Dialect::Kind kind)
{
    initSchemaResources();
    const QDir folder(u":/plumbline/schema"_s);
    const QString prefix = u"%1_"_s.arg(version, 4, 10, QLatin1Char('0'));
    QStringList files;
    const QStringList names = folder.entryList({prefix + u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        const bool isSqliteOnly = name.endsWith(u"_sqlite.sql"_s);
        if (!isSqliteOnly || kind == Dialect::Kind::Sqlite) {
            files << folder.filePath(name);
        }
    }
    return files;
}

Result<QString> readResource(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, u"The schema file %1 is missing from the program."_s.arg(path));
    }
    return QString::fromUtf8(file.readAll());
}

Result<void> runVersion(Connection& connection, int version)
{
    const QStringList files = filesOf(version, connection.dialect().kind());
    for (const QString& path : files) {
        PLUMBLINE_ASSIGN(const QString text, readResource(path));
        const QStringList all = Migrator::statements(text);
        for (const QString& statement : all) {
            PLUMBLINE_TRY(connection.exec(connection.dialect().ddl(statement)));
        }
    }
    PLUMBLINE_TRY(connection.exec(u"PRAGMA application_id = %1"_s.arg(Migrator::kApplicationId)));
    return connection.exec(u"PRAGMA user_version = %1"_s.arg(version));
}

} // namespace

int Migrator::newestVersion()
{
    static const int newest = [] {
        initSchemaResources();
        int found = 0;
        const QStringList names =
            QDir(u":/plumbline/schema"_s).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
        for (const QString& name : names) {
            found = std::max(found, name.left(4).toInt());
        }
        return found;
    }();
    return newest;
}

QStringList Migrator::statements(const QString& text)
{
    QStringList out;
    QString current;
    const QStringList lines = text.split(u'\n');
    for (const QString& line : lines) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u"--"_s)) {
            continue;
        }
        current += line + u'\n';
        if (trimmed.endsWith(u';')) {
            current = current.trimmed();
            current.chop(1);
            out << current;
            current.clear();
        }
    }
    return out;
}

Result<int> Migrator::version(Connection& connection)
{
    PLUMBLINE_ASSIGN(const qint64 applicationId, connection.integer(u"PRAGMA application_id"_s));
    PLUMBLINE_ASSIGN(const qint64 userVersion, connection.integer(u"PRAGMA user_version"_s));
    if (applicationId == kApplicationId) {
        return static_cast<int>(userVersion);
    }
    PLUMBLINE_ASSIGN(const qint64 tables, connection.integer(u"SELECT count(*) FROM sqlite_master"_s));
    if (applicationId != 0 || userVersion != 0 || tables != 0) {
        return makeError(ErrorCode::NotAProject,
                         u"This is a database of another program, not a Plumbline project."_s);
    }
    return 0;
}

Result<void> Migrator::migrate(Connection& connection)
{
    PLUMBLINE_ASSIGN(const int present, version(connection));
    if (present > newestVersion()) {
        return makeError(
            ErrorCode::NewerVersion,
            u"This project was made by a newer Plumbline (project version %1; this one reads up to %2). "
            "Update Plumbline, or open a copy of the project made before the update."_s.arg(present)
                .arg(newestVersion()));
    }
    if (present == newestVersion()) {
        return {};
    }
    PLUMBLINE_TRY(connection.beginWrite());
    Result<void> ran;
    for (int next = present + 1; ran && next <= newestVersion(); ++next) {
        ran = runVersion(connection, next);
    }
    if (!ran) {
        connection.rollback();
        return ran;
    }
    return connection.commit();
}

} // namespace plumbline
