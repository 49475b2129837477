#include "core/store/queuecontents.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

Result<QList<QueuedItem>> QueueContents::openItems(BatchId batch, ItemId after, ItemId upTo)
{
    // The plus keeps the row ids as the way through the table, as in BatchRepository::itemIds().
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT i.id, i.position, i.priority, i.overlap - i.taken, "
                           "coalesce(m.name, '') FROM item i "
                           "JOIN item_response l ON l.item_id = i.id "
                           "JOIN response r ON r.id = l.response_id "
                           "LEFT JOIN model m ON m.id = r.model_id "
                           "WHERE i.id > ? AND i.id <= ? AND +i.batch_id = ? AND i.taken < i.overlap "
                           "ORDER BY i.id, l.ordinal"_s,
                           {after.value, upTo.value, batch.value}));
    QList<QueuedItem> items;
    while (rows.next()) {
        const ItemId id{rows.integer(0)};
        if (items.isEmpty() || items.constLast().id != id) {
            items.append({id, rows.integer(1), rows.real(2), static_cast<int>(rows.integer(3)), {}});
        }
        items.last().models.append(rows.text(4));
    }
    PLUMBLINE_TRY(rows.status());
    return items;
}

} // namespace plumbline
