#include "core/store/draftrepository.h"

#include "core/base/json.h"
#include "core/store/itemrows.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QList<Draft>> allRows(Rows rows)
{
    QList<Draft> out;
    while (rows.next()) {
        Draft draft;
        draft.itemId = ItemId{rows.integer(0)};
        draft.annotatorId = AnnotatorId{rows.integer(1)};
        PLUMBLINE_ASSIGN(const QJsonObject content, itemrows::objectColumn(rows.text(2)));
        PLUMBLINE_ASSIGN(draft.content, AnnotationContent::fromJson(content));
        draft.activeMs = rows.integer(3);
        draft.updatedAt = fromIsoUtc(rows.text(4));
        out << draft;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace

Result<std::optional<Draft>> DraftRepository::find(ItemId item, AnnotatorId annotator)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT item_id, annotator_id, content, active_ms, updated_at FROM draft WHERE "
                           "item_id = ? AND annotator_id = ?"_s,
                           {item.value, annotator.value}));
    PLUMBLINE_ASSIGN(const QList<Draft> found, allRows(std::move(rows)));
    return found.isEmpty() ? std::optional<Draft>() : std::optional<Draft>(found.constFirst());
}

Result<void> DraftRepository::save(const Draft& draft)
{
    return m_session.db.exec(
        u"INSERT INTO draft (item_id, annotator_id, content, active_ms, updated_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (item_id, annotator_id) DO UPDATE SET content = excluded.content, active_ms = "
        "excluded.active_ms, "
        "updated_at = excluded.updated_at"_s,
        {draft.itemId.value, draft.annotatorId.value,
         QString::fromUtf8(canonicalJson(draft.content.toJson())), draft.activeMs, m_session.now()});
}

Result<void> DraftRepository::remove(ItemId item, AnnotatorId annotator)
{
    return m_session.db.exec(u"DELETE FROM draft WHERE item_id = ? AND annotator_id = ?"_s,
                             {item.value, annotator.value});
}

Result<QList<Draft>> DraftRepository::list()
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT item_id, annotator_id, content, active_ms, updated_at FROM draft "
                           "ORDER BY item_id, annotator_id"_s));
    return allRows(std::move(rows));
}

} // namespace plumbline
