#pragma once

#include "core/domain/item.h"
#include "core/domain/schema.h"
#include "core/store/session.h"

namespace plumbline {

/// Schemas with their versions, and batches.
class SchemaRepository
{
public:
    explicit SchemaRepository(Session& session) : m_session(session) {}

    /// Stores a definition as the next version of the schema of its name; when the newest version is the same, gives
    /// that one. Errors: Conflict when the name belongs to a schema of another kind.
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

class BatchRepository
{
public:
    explicit BatchRepository(Session& session) : m_session(session) {}

    /// The batch of that name; made with this order when there is none.
    [[nodiscard]] Result<Batch> findOrCreate(const QString& name, QueueOrder order = QueueOrder::Fixed,
                                             const QString& uid = {}, const QJsonObject& meta = {});
    [[nodiscard]] Result<std::optional<Batch>> findByName(const QString& name);
    [[nodiscard]] Result<Batch> get(BatchId id);
    /// In the order in which they are served.
    [[nodiscard]] Result<QList<Batch>> list();
    [[nodiscard]] Result<void> setOpen(BatchId id, bool isOpen);
    [[nodiscard]] Result<void> setMeta(BatchId id, const QJsonObject& meta);
    [[nodiscard]] Result<void> setCreatedAt(BatchId id, const QDateTime& createdAt);
    /// Changes the order and the queue keys of all its items (one statement).
    [[nodiscard]] Result<void> setOrder(BatchId id, QueueOrder order);
    [[nodiscard]] Result<void> move(BatchId id, qint64 position);

private:
    Session& m_session;
};

} // namespace plumbline
