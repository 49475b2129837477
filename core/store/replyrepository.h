#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>

#include <functional>
#include <optional>

namespace plumbline {

/// A model's reply as it is kept, so that it is never paid twice.
struct StoredReply
{
    QByteArray requestHash; ///< requestHash(): 64 hexadecimal digits
    QJsonObject reply;      ///< LlmReply::toJson()
    AnnotatorId annotator;  ///< of the judge that asked first; may be none
    ItemId item;            ///< about which it asked first; may be none
    JobId job;
    QDateTime createdAt;
    bool operator==(const StoredReply&) const = default;
};

/// One call of a judge's work on an item that came to no verdict, or whose reply could not be read. (The
/// calls of a verdict stand in its annotation's provenance.)
struct StoredCall
{
    AnnotatorId annotator;
    ItemId item;
    JobId job;
    int number = 0; ///< place among the calls of this work, from 0
    QString step;
    int attempt = 0;
    QByteArray requestHash; ///< finds the reply; there is none where `fault` is a server's error
    QString fault;          ///< ParseFault::what, or "error:" and llmErrorName(); "" when it could be read
    QString detail;         ///< a sentence
    QDateTime createdAt;
    bool operator==(const StoredCall&) const = default;
};

/// The replies of models, who is asking for one right now, and the calls that came to nothing. Knows JSON
/// only. Replies are stored compressed.
class ReplyRepository
{
public:
    explicit ReplyRepository(Session& session)
        : m_session(session)
    {
    }

    /// Keeps a reply; one of the same hash that is there already stays. False when it was there.
    [[nodiscard]] Result<bool> add(const StoredReply& reply);
    /// Errors: Corrupt when it cannot be unpacked.
    [[nodiscard]] Result<std::optional<StoredReply>> find(const QByteArray& requestHash);
    [[nodiscard]] Result<bool> contains(const QByteArray& requestHash);
    [[nodiscard]] Result<qint64> count();

    /// Says that `owner` asks for the reply of a hash: equal requests are asked once over all processes.
    /// False while someone else does who is alive, as `isAlive` says of owners.
    [[nodiscard]] Result<bool> claim(const QByteArray& requestHash, const QString& owner,
                                     const std::function<bool(const QString&)>& isAlive);
    /// Whether someone other than `owner` who is alive asks for it.
    [[nodiscard]] Result<bool> isClaimedByOther(const QByteArray& requestHash, const QString& owner,
                                                const std::function<bool(const QString&)>& isAlive);
    [[nodiscard]] Result<void> release(const QByteArray& requestHash, const QString& owner);
    /// Takes out the claims of owners that have gone; gives how many.
    [[nodiscard]] Result<int> releaseDead(const std::function<bool(const QString&)>& isAlive);

    /// Notes the calls of a work on an item, instead of what was noted of this judge and item before.
    [[nodiscard]] Result<void> setCalls(AnnotatorId annotator, ItemId item, const QList<StoredCall>& calls);
    /// The noted calls of a judge's work on an item, in order.
    [[nodiscard]] Result<QList<StoredCall>> calls(AnnotatorId annotator, ItemId item);
    /// Items on which a judge's work has noted calls with a fault, with an id above `after`, in order of id.
    [[nodiscard]] Result<QList<ItemId>> itemsWithFaults(AnnotatorId annotator, ItemId after = {},
                                                        int limit = 1000);

private:
    Session& m_session;
};

} // namespace plumbline
