#include "core/store/storedrows.h"

#include "core/store/itemwhere.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

Result<IdSet> StoredRows::itemIds(const ItemFilter& filter)
{
    // They come in whatever order is quickest; the set puts them in theirs.
    PLUMBLINE_ASSIGN(const ItemWhere where, ItemWhere::of(filter, ItemWhere::Aim::All));
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT i.id FROM item i WHERE %1"_s.arg(where.sql()), where.binds));
    IdSet out;
    while (rows.next()) {
        out.insert(rows.integer(0));
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<void> StoredRows::items(qint64 first, qint64 last,
                               const std::function<Result<void>(const ItemRow&)>& handle)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT id, uid, kind, prompt_id, schema_version_id, batch_id, position, priority, "
                         "overlap, is_gold, gold, meta FROM item WHERE id BETWEEN ? AND ? ORDER BY id"_s,
                         {first, last}));
    // Both tables lie in the order of the items: they are read side by side.
    PLUMBLINE_ASSIGN(Rows links, m_session.db.query(u"SELECT item_id, response_id FROM item_response WHERE "
                                                    "item_id BETWEEN ? AND ? ORDER BY item_id, ordinal"_s,
                                                    {first, last}));
    bool hasLink = links.next();
    ItemRow item;
    while (rows.next()) {
        item.id = rows.integer(0);
        item.uid = rows.utf8(1);
        item.kind = rows.utf8(2);
        item.promptId = rows.integer(3);
        item.schemaVersionId = rows.integer(4);
        item.batchId = rows.integer(5);
        item.position = rows.integer(6);
        item.priority = rows.real(7);
        item.overlap = rows.integer(8);
        item.isGold = rows.boolean(9);
        item.gold = rows.utf8(10);
        item.meta = rows.utf8(11);
        item.responses.clear();
        for (; hasLink && links.integer(0) <= item.id; hasLink = links.next()) {
            if (links.integer(0) == item.id) {
                item.responses.push_back(links.integer(1));
            }
        }
        PLUMBLINE_TRY(handle(item));
    }
    PLUMBLINE_TRY(links.status());
    return rows.status();
}

Result<QByteArray> StoredRows::promptBody(qint64 id)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT body FROM prompt WHERE id = ?"_s, {id}));
    if (rows.next()) {
        return rows.utf8(0).toByteArray();
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no prompt %1."_s.arg(id));
}

Result<void> StoredRows::response(qint64 id, const std::function<Result<void>(const ResponseRow&)>& handle)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT model_id, text, earlier_turns, meta FROM response WHERE id = ?"_s, {id}));
    if (!rows.next()) {
        PLUMBLINE_TRY(rows.status());
        return makeError(ErrorCode::NotFound, u"There is no response %1."_s.arg(id));
    }
    ResponseRow response;
    if (!rows.isNull(0)) {
        response.modelId = rows.integer(0);
    }
    response.text = rows.utf8(1);
    response.earlierTurns = rows.utf8(2);
    response.meta = rows.utf8(3);
    return handle(response);
}

Result<QHash<qint64, QString>> StoredRows::modelNames()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT id, name FROM model"_s));
    QHash<qint64, QString> out;
    while (rows.next()) {
        out.insert(rows.integer(0), rows.text(1));
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<void> StoredRows::annotations(const std::function<Result<void>(const AnnotationRow&)>& handle)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT a.id, a.uid, a.item_id, i.uid, a.annotator_id, a.schema_version_id, "
                           "a.action, a.content, a.shown_order, a.active_ms, a.created_at, o.uid, "
                           "a.provenance FROM annotation a CROSS JOIN item i ON i.id = a.item_id "
                           "LEFT JOIN annotation o ON o.id = a.supersedes_id ORDER BY a.id"_s));
    AnnotationRow row;
    while (rows.next()) {
        row.id = rows.integer(0);
        row.uid = rows.utf8(1);
        row.itemId = rows.integer(2);
        row.itemUid = rows.utf8(3);
        row.annotatorId = rows.integer(4);
        row.schemaVersionId = rows.integer(5);
        row.action = rows.utf8(6);
        row.content = rows.utf8(7);
        row.shownOrder = rows.utf8(8);
        row.activeMs = rows.isNull(9) ? std::nullopt : std::optional(rows.integer(9));
        row.createdAt = rows.utf8(10);
        row.supersedesUid = rows.utf8(11);
        row.provenance = rows.utf8(12);
        PLUMBLINE_TRY(handle(row));
    }
    return rows.status();
}

} // namespace plumbline
