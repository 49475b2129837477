#include "core/store/batchrepository.h"

#include "core/base/json.h"
#include "core/store/queuekey.h"

#include <QUuid>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kColumns = u"id, uid, name, queue_order, is_open, position, created_at, meta";

Batch fromRow(const Rows& rows)
{
    Batch batch;
    batch.id = BatchId{rows.integer(0)};
    batch.uid = rows.text(1);
    batch.name = rows.text(2);
    batch.order = queueOrderFromName(rows.text(3)).value_or(QueueOrder::Fixed);
    batch.isOpen = rows.boolean(4);
    batch.position = rows.integer(5);
    batch.createdAt = fromIsoUtc(rows.text(6));
    batch.meta = parseJsonObject(rows.text(7).toUtf8()).valueOr({});
    return batch;
}

} // namespace

Result<Batch> BatchRepository::findOrCreate(const QString& name, QueueOrder order, const QString& uid,
                                            const QJsonObject& meta)
{
    PLUMBLINE_ASSIGN(const std::optional<Batch> found, findByName(name));
    if (found) {
        return *found;
    }
    if (name.trimmed().isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"A batch needs a name."_s, u"name"_s);
    }
    Batch batch;
    batch.uid = uid.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : uid;
    batch.name = name;
    batch.order = order;
    batch.meta = meta;
    batch.createdAt = fromIsoUtc(m_session.now());
    PLUMBLINE_ASSIGN(batch.position,
                     m_session.db.integer(u"SELECT coalesce(max(position), 0) + 1 FROM batch"_s));
    PLUMBLINE_ASSIGN(batch.id.value,
                     m_session.db.insert(
                         u"INSERT INTO batch (uid, name, queue_order, is_open, position, created_at, meta) "
                         "VALUES (?, ?, ?, 1, ?, ?, ?)"_s,
                         {batch.uid, batch.name, toName(order), batch.position, toIsoUtc(batch.createdAt),
                          QString::fromUtf8(canonicalJson(meta))}));
    return batch;
}

Result<std::optional<Batch>> BatchRepository::findByName(const QString& name)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM batch WHERE name = ?"_s.arg(kColumns), {name}));
    if (rows.next()) {
        return std::optional<Batch>(fromRow(rows));
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<Batch>();
}

Result<Batch> BatchRepository::get(BatchId id)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM batch WHERE id = ?"_s.arg(kColumns), {id.value}));
    if (rows.next()) {
        return fromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no batch %1."_s.arg(id.value));
}

Result<QList<Batch>> BatchRepository::list()
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM batch ORDER BY position, id"_s.arg(kColumns)));
    QList<Batch> out;
    while (rows.next()) {
        out << fromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<void> BatchRepository::setOpen(BatchId id, bool isOpen)
{
    return m_session.db.exec(u"UPDATE batch SET is_open = ? WHERE id = ?"_s, {isOpen ? 1 : 0, id.value});
}

Result<void> BatchRepository::setMeta(BatchId id, const QJsonObject& meta)
{
    return m_session.db.exec(u"UPDATE batch SET meta = ? WHERE id = ?"_s,
                             {QString::fromUtf8(canonicalJson(meta)), id.value});
}

Result<void> BatchRepository::setCreatedAt(BatchId id, const QDateTime& createdAt)
{
    return m_session.db.exec(u"UPDATE batch SET created_at = ? WHERE id = ?"_s,
                             {toIsoUtc(createdAt), id.value});
}

Result<void> BatchRepository::setOrder(BatchId id, QueueOrder order)
{
    PLUMBLINE_TRY(
        m_session.db.exec(u"UPDATE batch SET queue_order = ? WHERE id = ?"_s, {toName(order), id.value}));
    m_session.db.memo().batches.clear();
    return m_session.db.exec(u"DELETE FROM queue_cursor WHERE batch_id = ?"_s, {id.value});
}

Result<QList<ItemId>> BatchRepository::itemIds(BatchId id, ItemId after, ItemId upTo)
{
    // The plus keeps the row ids as the way through the table: by the batch's index every slice would read
    // all.
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT id FROM item WHERE id > ? AND id <= ? AND +batch_id = ? ORDER BY id"_s,
                           {after.value, upTo.value, id.value}));
    QList<ItemId> out;
    while (rows.next()) {
        out << ItemId{rows.integer(0)};
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<ItemId> BatchRepository::lastItem()
{
    PLUMBLINE_ASSIGN(const qint64 id, m_session.db.integer(u"SELECT max(id) FROM item"_s));
    return ItemId{id};
}

Result<void> BatchRepository::renewKeys(BatchId id, const QList<ItemId>& items)
{
    PLUMBLINE_ASSIGN(const Batch batch, get(id));
    for (const ItemId item : items) {
        qint64 key = 0;
        {
            PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT uid, position, priority, taken FROM item "
                                                           "WHERE id = ? AND batch_id = ?"_s,
                                                           {item.value, id.value}));
            if (!rows.next()) {
                PLUMBLINE_TRY(rows.status());
                continue;
            }
            key = queueKey(batch.order, m_session.project.seed, rows.text(0), rows.integer(1), rows.real(2),
                           static_cast<int>(rows.integer(3)));
        }
        PLUMBLINE_TRY(m_session.db.exec(u"UPDATE item SET queue_key = ? WHERE id = ?"_s, {key, item.value}));
    }
    // An item may have moved in front of where an annotator's queue had got to.
    return m_session.db.exec(u"DELETE FROM queue_cursor WHERE batch_id = ?"_s, {id.value});
}

Result<void> BatchRepository::move(BatchId id, qint64 position)
{
    return m_session.db.exec(u"UPDATE batch SET position = ? WHERE id = ?"_s, {position, id.value});
}

} // namespace plumbline
