#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

namespace plumbline {

/// From which batches an annotator's queue is filled. Empty: from all open batches.
struct QueueFilter
{
    QList<BatchId> batches;
    std::optional<ItemKind> kind;
    bool operator==(const QueueFilter&) const = default;
};

/// Claims with leases. Every method that writes must run in a write transaction: a claim is atomic.
class AssignmentRepository
{
public:
    explicit AssignmentRepository(Session& session)
        : m_session(session)
    {
    }

    /// Gives the annotator the next open item that they have not had, for `leaseSeconds`. Leases that ran out
    /// are put back first. Nothing when the queue has nothing for them.
    [[nodiscard]] Result<std::optional<Assignment>> claimNext(AnnotatorId annotator,
                                                              const QueueFilter& filter, int leaseSeconds);
    /// What claimNext() would give now; claims nothing and writes nothing. Leases that ran out count as held.
    [[nodiscard]] Result<std::optional<ItemId>> peekNext(AnnotatorId annotator, const QueueFilter& filter);
    /// Claims one given item. Errors: Conflict when it has no free slot.
    [[nodiscard]] Result<Assignment> claim(ItemId item, AnnotatorId annotator, int leaseSeconds);
    /// The items that the annotator holds, oldest claim first.
    [[nodiscard]] Result<QList<Assignment>> held(AnnotatorId annotator, const QueueFilter& filter);
    [[nodiscard]] Result<std::optional<Assignment>> find(ItemId item, AnnotatorId annotator);
    /// Lengthens a lease from now. Errors: Conflict when it ran out and its slot has gone to someone else.
    [[nodiscard]] Result<Assignment> renew(ItemId item, AnnotatorId annotator, int leaseSeconds);
    /// Gives an item back to the queue.
    [[nodiscard]] Result<void> release(ItemId item, AnnotatorId annotator);
    /// Sets a state and keeps the item's `taken` in step. Errors: Conflict when a slot is needed and none is
    /// free.
    [[nodiscard]] Result<void> setState(ItemId item, AnnotatorId annotator, AssignmentState state,
                                        int leaseSeconds = 0);
    /// Notes that an imported row was given by this annotator, so that the item is never handed to them.
    [[nodiscard]] Result<void> setImported(ItemId item, AnnotatorId annotator, AssignmentState state);
    /// Puts back the leases that ran out; gives how many.
    [[nodiscard]] Result<int> expireOverdue(int limit = 1000);
    /// When the last lease on an item ends; nothing when nobody holds it.
    [[nodiscard]] Result<std::optional<QDateTime>> heldUntil(ItemId item);

private:
    /// An item of the queue and where it stands there.
    struct Queued
    {
        ItemId item;
        qint64 key = 0;
    };
    [[nodiscard]] Result<std::optional<Queued>>
    findOpen(AnnotatorId annotator, BatchId batch, std::optional<ItemKind> kind, const QString& lockSuffix);
    [[nodiscard]] Result<std::optional<ItemId>> nextOpen(AnnotatorId annotator, BatchId batch,
                                                         std::optional<ItemKind> kind);
    [[nodiscard]] Result<Assignment> lease(ItemId item, AnnotatorId annotator, int leaseSeconds);
    [[nodiscard]] Result<void> changeTaken(ItemId item, int delta);
    [[nodiscard]] Result<void> countTransition(ItemId item, AnnotatorId annotator,
                                               std::optional<AssignmentState> before, AssignmentState after);
    [[nodiscard]] Result<void> write(ItemId item, AnnotatorId annotator, AssignmentState state,
                                     const QString& leaseUntil);

    Session& m_session;
};

} // namespace plumbline
