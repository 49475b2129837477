#pragma once

#include "core/base/ids.h"
#include "core/store/session.h"

#include <QList>
#include <QStringList>

namespace plumbline {

/// An item that still wants labels, as far as the order of a queue needs it.
struct QueuedItem
{
    ItemId id;
    qint64 position = 0; ///< in its batch
    double priority = 0;
    int wanted = 1;     ///< labels: its overlap less what is taken
    QStringList models; ///< authors of its responses; "" where not known
};

/// What the queue of a batch holds.
class QueueContents
{
public:
    explicit QueueContents(Session& session)
        : m_session(session)
    {
    }

    /// The open items of a batch with an id above `after` and up to `upTo`, in order of id.
    [[nodiscard]] Result<QList<QueuedItem>> openItems(BatchId batch, ItemId after, ItemId upTo);

private:
    Session& m_session;
};

} // namespace plumbline
