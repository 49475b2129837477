#include "core/store/labelrepository.h"

#include "core/base/hash.h"
#include "core/base/json.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Ids this near to each other are read in one go, with what lies between them.
constexpr qint64 kNear = 4;

/// Calls `read(first, last)` for stretches of ids that lie near each other.
template <typename IdType, typename Read> Result<void> eachStretch(const std::vector<IdType>& ids, Read read)
{
    for (std::size_t begin = 0; begin < ids.size();) {
        std::size_t end = begin + 1;
        while (end < ids.size() && ids[end].value - ids[end - 1].value <= kNear) {
            ++end;
        }
        PLUMBLINE_TRY(read(ids[begin].value, ids[end - 1].value));
        begin = end;
    }
    return {};
}

template <typename IdType> bool isWanted(const std::vector<IdType>& ids, qint64 id)
{
    return std::binary_search(ids.begin(), ids.end(), IdType{id});
}

/// How many messages of a stored prompt are the user's, and what it opens with.
Result<void> readMessages(QByteArrayView body, LabelRepository::PromptRow& prompt)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(body));
    const QJsonArray messages = object.value("messages"_L1).toArray();
    prompt.userMessages = 0;
    prompt.opening = 0;
    for (const QJsonValue& message : messages) {
        if (prompt.userMessages == 0) {
            prompt.opening = stableHash(canonicalJson(message.toObject()), prompt.opening);
        }
        prompt.userMessages += message.toObject().value("role"_L1).toString() == "user"_L1 ? 1 : 0;
    }
    return {};
}

} // namespace

Result<qint64> LabelRepository::dataVersion()
{
    return m_session.db.integer(u"PRAGMA data_version"_s);
}

Result<AnnotationId> LabelRepository::newest()
{
    PLUMBLINE_ASSIGN(const qint64 id, m_session.db.integer(u"SELECT max(id) FROM annotation"_s));
    return AnnotationId{id};
}

Result<AnnotatorId> LabelRepository::newestAnnotator()
{
    PLUMBLINE_ASSIGN(const qint64 id, m_session.db.integer(u"SELECT max(id) FROM annotator"_s));
    return AnnotatorId{id};
}

Result<SchemaVersionId> LabelRepository::newestSchemaVersion()
{
    PLUMBLINE_ASSIGN(const qint64 id, m_session.db.integer(u"SELECT max(id) FROM schema_version"_s));
    return SchemaVersionId{id};
}

Result<void> LabelRepository::labelsAfter(AnnotationId after, int limit,
                                          const std::function<Result<void>(const LabelRow&)>& handle)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT id, item_id, annotator_id, schema_version_id, action = 'submit', content, "
                         "shown_order, active_ms, created_at, supersedes_id, provenance FROM annotation "
                         "WHERE id > ? ORDER BY id LIMIT ?"_s,
                         {after.value, limit}));
    LabelRow row;
    while (rows.next()) {
        row.id = AnnotationId{rows.integer(0)};
        row.itemId = ItemId{rows.integer(1)};
        row.annotatorId = AnnotatorId{rows.integer(2)};
        row.schemaVersionId = SchemaVersionId{rows.integer(3)};
        row.isSubmit = rows.boolean(4);
        row.content = rows.utf8(5);
        row.shownOrder = rows.utf8(6);
        row.activeMs = rows.isNull(7) ? std::nullopt : std::optional(rows.integer(7));
        row.createdAt = rows.utf8(8);
        row.supersedes = AnnotationId{rows.isNull(9) ? 0 : rows.integer(9)};
        row.provenance = rows.utf8(10);
        PLUMBLINE_TRY(handle(row));
    }
    return rows.status();
}

Result<void> LabelRepository::items(const std::vector<ItemId>& ids,
                                    const std::function<Result<void>(const ItemRow&)>& handle)
{
    ItemRow item;
    return eachStretch(ids, [&](qint64 first, qint64 last) -> Result<void> {
        PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(
                                        u"SELECT id, kind, prompt_id, schema_version_id, batch_id, is_gold, "
                                        "gold FROM item WHERE id BETWEEN ? AND ? ORDER BY id"_s,
                                        {first, last}));
        // Both tables lie in the order of the items: they are read side by side.
        PLUMBLINE_ASSIGN(Rows links,
                         m_session.db.query(u"SELECT item_id, response_id FROM item_response WHERE "
                                            "item_id BETWEEN ? AND ? ORDER BY item_id, ordinal"_s,
                                            {first, last}));
        bool hasLink = links.next();
        while (rows.next()) {
            item.id = ItemId{rows.integer(0)};
            item.responses.clear();
            for (; hasLink && links.integer(0) <= item.id.value; hasLink = links.next()) {
                if (links.integer(0) == item.id.value) {
                    item.responses.push_back(ResponseId{links.integer(1)});
                }
            }
            if (!isWanted(ids, item.id.value)) {
                continue;
            }
            item.kind = itemKindFromName(rows.text(1)).value_or(ItemKind::Pairwise);
            item.promptId = PromptId{rows.integer(2)};
            item.schemaVersionId = SchemaVersionId{rows.integer(3)};
            item.batchId = BatchId{rows.integer(4)};
            item.isGold = rows.boolean(5);
            item.gold = rows.utf8(6);
            PLUMBLINE_TRY(handle(item));
        }
        PLUMBLINE_TRY(links.status());
        return rows.status();
    });
}

Result<void> LabelRepository::prompts(const std::vector<PromptId>& ids,
                                      const std::function<Result<void>(const PromptRow&)>& handle)
{
    PromptRow prompt;
    return eachStretch(ids, [&](qint64 first, qint64 last) -> Result<void> {
        PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT id, category, title, body FROM prompt "
                                                       "WHERE id BETWEEN ? AND ? ORDER BY id"_s,
                                                       {first, last}));
        while (rows.next()) {
            prompt.id = PromptId{rows.integer(0)};
            if (!isWanted(ids, prompt.id.value)) {
                continue;
            }
            prompt.category = rows.utf8(1);
            prompt.title = rows.utf8(2);
            PLUMBLINE_TRY(readMessages(rows.utf8(3), prompt));
            PLUMBLINE_TRY(handle(prompt));
        }
        return rows.status();
    });
}

Result<void> LabelRepository::responses(const std::vector<ResponseId>& ids,
                                        const std::function<Result<void>(const ResponseRow&)>& handle)
{
    ResponseRow response;
    return eachStretch(ids, [&](qint64 first, qint64 last) -> Result<void> {
        PLUMBLINE_ASSIGN(Rows rows,
                         m_session.db.query(u"SELECT r.id, r.prompt_id, coalesce(m.name, ''), r.text "
                                            "FROM response r LEFT JOIN model m ON m.id = r.model_id "
                                            "WHERE r.id BETWEEN ? AND ? ORDER BY r.id"_s,
                                            {first, last}));
        while (rows.next()) {
            response.id = ResponseId{rows.integer(0)};
            if (!isWanted(ids, response.id.value)) {
                continue;
            }
            response.promptId = PromptId{rows.integer(1)};
            response.model = rows.utf8(2);
            response.text = rows.utf8(3);
            PLUMBLINE_TRY(handle(response));
        }
        return rows.status();
    });
}

} // namespace plumbline
