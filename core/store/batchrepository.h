#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <QList>

#include <optional>

namespace plumbline {

/// Batches of items and the order in which each hands them out.
class BatchRepository
{
public:
    explicit BatchRepository(Session& session)
        : m_session(session)
    {
    }

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
    /// Changes the order and the queue keys of all its items.
    [[nodiscard]] Result<void> setOrder(BatchId id, QueueOrder order);
    [[nodiscard]] Result<void> move(BatchId id, qint64 position);

private:
    Session& m_session;
};

} // namespace plumbline
