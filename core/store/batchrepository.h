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
    /// Gives a batch another order. Items that come later, or whose slots change, get their queue key by it
    /// at once; those that are there follow by renewKeys(). In between they are handed out in an order
    /// between the two: none twice, and none left out.
    [[nodiscard]] Result<void> setOrder(BatchId id, QueueOrder order);
    /// The items of a batch with an id above `after` and up to `upTo`, in order of id.
    [[nodiscard]] Result<QList<ItemId>> itemIds(BatchId id, ItemId after, ItemId upTo);
    /// The highest id of all items; 0 when there is none.
    [[nodiscard]] Result<ItemId> lastItem();
    /// Works out the queue keys of these items of a batch anew, by its order.
    [[nodiscard]] Result<void> renewKeys(BatchId id, const QList<ItemId>& items);
    [[nodiscard]] Result<void> move(BatchId id, qint64 position);

private:
    Session& m_session;
};

} // namespace plumbline
