#pragma once

#include "core/domain/schema.h"
#include "core/store/session.h"

namespace plumbline {

/// Schemas with their versions.
class SchemaRepository
{
public:
    explicit SchemaRepository(Session& session)
        : m_session(session)
    {
    }

    /// Stores a definition as the next version of the schema of its name; when the newest version is the
    /// same, gives that one. Errors: Conflict when the name belongs to a schema of another kind.
    [[nodiscard]] Result<SchemaVersion> save(const SchemaDefinition& definition);
    [[nodiscard]] Result<SchemaVersion> get(SchemaVersionId id);
    /// The newest version of the schema of that name.
    [[nodiscard]] Result<std::optional<SchemaVersion>> newest(const QString& name);
    /// The given version of a schema by name.
    [[nodiscard]] Result<std::optional<SchemaVersion>> find(const QString& name, int version);
    /// All versions of all schemas, in order of id.
    [[nodiscard]] Result<QList<SchemaVersion>> list();

private:
    Session& m_session;
};

} // namespace plumbline
