#include "core/store/schemarepository.h"

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString& selectVersions()
{
    static const QString sql = u"SELECT v.id, v.schema_id, v.version, v.definition FROM schema_version v "
                               "JOIN schema_set s ON s.id = v.schema_id "_s;
    return sql;
}

Result<SchemaVersion> versionFromRow(const Rows& rows)
{
    SchemaVersion version;
    version.id = SchemaVersionId{rows.integer(0)};
    version.schemaId = SchemaId{rows.integer(1)};
    version.version = static_cast<int>(rows.integer(2));
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(rows.text(3).toUtf8()));
    PLUMBLINE_ASSIGN(version.definition, SchemaDefinition::fromJson(object));
    return version;
}

Result<std::optional<SchemaVersion>> firstVersion(Rows rows)
{
    if (rows.next()) {
        PLUMBLINE_ASSIGN(SchemaVersion version, versionFromRow(rows));
        return std::optional<SchemaVersion>(std::move(version));
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<SchemaVersion>();
}

} // namespace

Result<SchemaVersion> SchemaRepository::save(const SchemaDefinition& definition)
{
    PLUMBLINE_ASSIGN(const std::optional<SchemaVersion> latest, newest(definition.name));
    if (latest && latest->definition.kind != definition.kind) {
        return makeError(ErrorCode::Conflict,
                         u"“%1” is a schema for %2 items; choose another name."_s.arg(
                             definition.name, toName(latest->definition.kind)),
                         u"name"_s);
    }
    if (latest && latest->definition == definition) {
        return *latest;
    }
    SchemaVersion version;
    version.definition = definition;
    version.version = latest ? latest->version + 1 : 1;
    if (latest) {
        version.schemaId = latest->schemaId;
    } else {
        PLUMBLINE_ASSIGN(version.schemaId.value,
                         m_session.db.insert(u"INSERT INTO schema_set (name, kind) VALUES (?, ?)"_s,
                                             {definition.name, toName(definition.kind)}));
    }
    PLUMBLINE_ASSIGN(
        version.id.value,
        m_session.db.insert(u"INSERT INTO schema_version (schema_id, version, definition, created_at) "
                            "VALUES (?, ?, ?, ?)"_s,
                            {version.schemaId.value, version.version,
                             QString::fromUtf8(canonicalJson(definition.toJson())), m_session.now()}));
    return version;
}

Result<SchemaVersion> SchemaRepository::get(SchemaVersionId id)
{
    QHash<SchemaVersionId, SchemaVersion>& known = m_session.db.memo().schemas; // versions never change
    if (const auto version = known.constFind(id); version != known.cend()) {
        return *version;
    }
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(selectVersions() + u"WHERE v.id = ?"_s, {id.value}));
    PLUMBLINE_ASSIGN(const std::optional<SchemaVersion> found, firstVersion(std::move(rows)));
    if (!found) {
        return makeError(ErrorCode::NotFound, u"There is no schema version %1."_s.arg(id.value));
    }
    known.insert(id, *found);
    return *found;
}

Result<std::optional<SchemaVersion>> SchemaRepository::newest(const QString& name)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(selectVersions() + u"WHERE s.name = ? ORDER BY v.version DESC LIMIT 1"_s, {name}));
    return firstVersion(std::move(rows));
}

Result<std::optional<SchemaVersion>> SchemaRepository::find(const QString& name, int version)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(selectVersions() + u"WHERE s.name = ? AND v.version = ?"_s,
                                                   {name, version}));
    return firstVersion(std::move(rows));
}

Result<QList<SchemaVersion>> SchemaRepository::list()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(selectVersions() + u"ORDER BY v.id"_s));
    QList<SchemaVersion> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(SchemaVersion version, versionFromRow(rows));
        out << version;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace plumbline
