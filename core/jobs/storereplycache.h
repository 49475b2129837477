#pragma once

#include "core/domain/item.h"
#include "core/llm/replycache.h"
#include "core/store/store.h"

#include <QHash>
#include <QList>
#include <QMutex>
#include <QSet>
#include <QString>

namespace plumbline {

/// The replies of a project as a judge's run works with them. Reading and inserting are quick; what was
/// inserted becomes durable with the run's next transaction (write()), in which no verdict can stand that
/// rests on a reply that does not. Until then the claim on its request is held, so that nobody else asks.
/// Thread-safe.
class StoreReplyCache final : public ReplyCache
{
public:
    /// `judge` and `job` stand beside the replies; either may be none.
    StoreReplyCache(Store& store, AnnotatorId judge, JobId job);
    /// Gives up all claims. Replies that were not written by then are lost.
    ~StoreReplyCache() override;

    /// A request that is about to be made, and for which item.
    struct Expected
    {
        QByteArray hash;
        ItemId item;
    };
    /// Claims requests that are about to be made, in the run's own transaction: so that asking costs none.
    [[nodiscard]] Result<void> expect(Session& session, const QList<Expected>& requests);
    /// Writes what was inserted and released since the last time, in the run's own transaction.
    [[nodiscard]] Result<void> write(Session& session);
    /// The transaction of write() is durable.
    void written();
    [[nodiscard]] bool hasUnwritten() const;

    [[nodiscard]] std::optional<LlmReply> find(const QByteArray& hash) override;
    [[nodiscard]] Result<void> insert(const QByteArray& hash, const LlmReply& reply) override;
    [[nodiscard]] bool tryClaim(const QByteArray& hash) override;
    void release(const QByteArray& hash) override;

    /// Takes out the claims of runs whose process has gone.
    [[nodiscard]] static Result<void> releaseDead(Session& session);

private:
    [[nodiscard]] bool isClaimedElsewhere(const QByteArray& hash);

    Store& m_store;
    const AnnotatorId m_judge;
    const JobId m_job;
    const QString m_owner; ///< tells this run from others of this process, too
    mutable QMutex m_mutex;
    QHash<QByteArray, LlmReply> m_unwritten;
    QSet<QByteArray> m_claimed;  ///< in the store, by this run, and without a reply
    QSet<QByteArray> m_released; ///< whose claims are to be taken out
    QHash<QByteArray, ItemId> m_items;
    QList<QByteArray> m_writing; ///< what the open transaction holds
    QList<QByteArray> m_releasing;
};

} // namespace plumbline
