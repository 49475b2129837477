// The lists of items: filters, pages by key, counts and anchors. See itemrepository.h.

#include "core/store/itemrepository.h"
#include "core/store/itemrows.h"
#include "core/store/itemwhere.h"
#include "core/store/projectrepository.h"
#include "core/store/schemarepository.h"
#include "core/store/storedrows.h"

#include <QHash>

#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

ItemRow rowOf(const Rows& rows)
{
    constexpr QChar kModelSeparator(0x1F);
    ItemRow row;
    row.id = ItemId{rows.integer(0)};
    row.uid = rows.text(1);
    row.kind = itemKindFromName(rows.text(2)).value_or(ItemKind::Pairwise);
    row.batchName = rows.text(3);
    row.category = rows.text(4);
    row.promptStart = rows.text(5);
    row.labelCount = static_cast<int>(rows.integer(6));
    row.skipCount = static_cast<int>(rows.integer(7));
    row.overlap = static_cast<int>(rows.integer(8));
    row.taken = static_cast<int>(rows.integer(9));
    row.flagCount = static_cast<int>(rows.integer(10));
    row.isGold = rows.boolean(11);
    row.models = rows.text(12).split(kModelSeparator, Qt::SkipEmptyParts);
    return row;
}

} // namespace

Result<QList<ItemRow>> ItemRepository::rowsAfter(const ItemFilter& filter, qint64 after, int limit, int skip)
{
    PLUMBLINE_ASSIGN(ItemWhere where, ItemWhere::of(filter, ItemWhere::Aim::Page));
    where.add(u"i.id > ?"_s, {after});
    // The keys come first and alone, so that skipped rows cost no joins.
    const QString sql =
        u"SELECT i.id, i.uid, i.kind, b.name, p.category, p.title, i.label_count, i.skip_count, i.overlap, "
        u"i.taken, "
        "i.flag_count, i.is_gold, (SELECT group_concat(name, char(31)) FROM (SELECT m.name FROM "
        "item_response ir "
        "JOIN response r ON r.id = ir.response_id JOIN model m ON m.id = r.model_id WHERE ir.item_id = i.id "
        "ORDER BY ir.ordinal)) FROM item i JOIN batch b ON b.id = i.batch_id JOIN prompt p ON p.id = "
        "i.prompt_id "
        "WHERE i.id IN (SELECT i.id FROM item i WHERE %1 ORDER BY i.id LIMIT ? OFFSET ?) ORDER BY i.id"_s.arg(
            where.sql());
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(sql, where.binds + QVariantList{limit, skip}));
    QList<ItemRow> out;
    while (rows.next()) {
        out << rowOf(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

QString itemsOfKindCounter(ItemKind kind)
{
    return u"items/"_s + toName(kind);
}

Result<std::optional<qint64>> ItemRepository::keptCount(const ItemFilter& filter)
{
    ItemFilter rest = filter;
    rest.batch.reset();
    rest.kind.reset();
    rest.isOpen.reset();
    if (!rest.isEmpty() || (filter.kind && filter.isOpen)) {
        return std::optional<qint64>();
    }
    ProjectRepository project(m_session);
    if (!filter.kind) {
        const QString scope = filter.batch ? batchScope(filter.batch->value) : QString();
        PLUMBLINE_ASSIGN(const qint64 items, project.counter(scope, counters::kItems));
        if (!filter.isOpen) {
            return std::optional(items);
        }
        PLUMBLINE_ASSIGN(const qint64 open, project.counter(scope, counters::kOpenItems));
        return std::optional(*filter.isOpen ? open : items - open);
    }
    QList<qint64> batches;
    if (filter.batch) {
        batches << filter.batch->value;
    } else {
        PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT id FROM batch"_s));
        while (rows.next()) {
            batches << rows.integer(0);
        }
        PLUMBLINE_TRY(rows.status());
    }
    qint64 found = 0;
    for (const qint64 batch : std::as_const(batches)) {
        PLUMBLINE_ASSIGN(const auto kept, project.counters(batchScope(batch)));
        qint64 ofAllKinds = 0;
        for (auto counter = kept.cbegin(); counter != kept.cend(); ++counter) {
            ofAllKinds += counter.key().startsWith(u"items/"_s) ? counter.value() : 0;
        }
        if (ofAllKinds != kept.value(counters::kItems.toString())) {
            return std::optional<qint64>();
        }
        found += kept.value(itemsOfKindCounter(*filter.kind));
    }
    return std::optional(found);
}

Result<qint64> ItemRepository::count(const ItemFilter& filter)
{
    PLUMBLINE_ASSIGN(const std::optional<qint64> kept, keptCount(filter));
    if (kept) {
        return *kept;
    }
    if (filter.maximumLabels && !filter.minimumLabels) {
        // Most items have few labels: the others are counted, and taken off those of all numbers.
        ItemFilter all = filter;
        all.maximumLabels.reset();
        PLUMBLINE_ASSIGN(const std::optional<qint64> keptOfAll, keptCount(all));
        if (keptOfAll) {
            ItemFilter others = all;
            others.minimumLabels = *filter.maximumLabels + 1;
            PLUMBLINE_ASSIGN(const qint64 more, count(others));
            return *keptOfAll - more;
        }
    }
    PLUMBLINE_ASSIGN(const ItemWhere where, ItemWhere::of(filter, ItemWhere::Aim::All));
    return m_session.db.integer(u"SELECT count(*) FROM item i WHERE %1"_s.arg(where.sql()), where.binds);
}

Result<RowAnchors> ItemRepository::anchors(const ItemFilter& filter, int stride)
{
    RowAnchors out;
    out.stride = stride;
    if (filter.isEmpty()) {
        PLUMBLINE_ASSIGN(out.count, count(filter));
        PLUMBLINE_ASSIGN(const qint64 lastId, m_session.db.integer(u"SELECT max(id) FROM item"_s));
        if (lastId == out.count) { // items are never deleted: without gaps, row and id go together
            for (qint64 row = 0; row < out.count; row += stride) {
                out.ids << row + 1;
            }
            return out;
        }
    }
    PLUMBLINE_ASSIGN(const IdSet passing, StoredRows(m_session).itemIds(filter));
    out.count = passing.count();
    passing.everyNth(stride, [&out](qint64 /*row*/, qint64 id) { out.ids << id; });
    return out;
}

Result<QList<ItemView>> ItemRepository::viewsAfter(const ItemFilter& filter, ItemId after, int limit)
{
    PLUMBLINE_ASSIGN(ItemWhere where, ItemWhere::of(filter, ItemWhere::Aim::Page));
    where.add(u"i.id > ?"_s, {after.value});
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1, p.body, b.name FROM item i JOIN prompt p ON p.id = i.prompt_id "
                           "JOIN batch b ON b.id = i.batch_id WHERE %2 ORDER BY i.id LIMIT ?"_s.arg(
                               itemrows::kItemColumns, where.sql()),
                           where.binds + QVariantList{limit}));
    QList<ItemView> out;
    QHash<SchemaVersionId, SchemaVersion> schemas;
    SchemaRepository schemaRepository(m_session);
    while (rows.next()) {
        ItemView view;
        PLUMBLINE_ASSIGN(view.item, itemrows::itemFromRow(rows));
        PLUMBLINE_ASSIGN(view.prompt, itemrows::promptFromBody(rows.text(itemrows::kItemColumnCount)));
        view.prompt.id = view.item.promptId;
        view.batchName = rows.text(itemrows::kItemColumnCount + 1);
        if (!schemas.contains(view.item.schemaVersionId)) {
            PLUMBLINE_ASSIGN(const SchemaVersion schema, schemaRepository.get(view.item.schemaVersionId));
            schemas.insert(schema.id, schema);
        }
        view.schema = schemas.value(view.item.schemaVersionId);
        out << view;
    }
    PLUMBLINE_TRY(rows.status());
    PLUMBLINE_TRY(addResponses(out));
    return out;
}

Result<void> ItemRepository::addResponses(QList<ItemView>& views)
{
    const QString sql =
        u"SELECT %1, ir.item_id FROM item_response ir JOIN response r ON r.id = ir.response_id "
        "LEFT JOIN model m ON m.id = r.model_id WHERE ir.item_id BETWEEN ? AND ? "
        "ORDER BY ir.item_id, ir.ordinal"_s.arg(itemrows::kResponseColumns);
    constexpr int kItemIdColumn = 6;
    qsizetype from = 0;
    while (from < views.size()) {
        // A run of items whose ids follow each other is read at once.
        qsizetype to = from;
        while (to + 1 < views.size() && views[to + 1].item.id.value == views[to].item.id.value + 1) {
            ++to;
        }
        PLUMBLINE_ASSIGN(Rows rows,
                         m_session.db.query(sql, {views[from].item.id.value, views[to].item.id.value}));
        while (rows.next()) {
            const qsizetype index = from + (rows.integer(kItemIdColumn) - views[from].item.id.value);
            PLUMBLINE_ASSIGN(Response response, itemrows::responseFromRow(rows, 0));
            views[index].responses << response;
        }
        PLUMBLINE_TRY(rows.status());
        from = to + 1;
    }
    return {};
}

Result<qint64> ItemRepository::textsToIndex()
{
    ProjectRepository project(m_session);
    PLUMBLINE_ASSIGN(const qint64 prompts, m_session.db.integer(u"SELECT max(id) FROM prompt"_s));
    PLUMBLINE_ASSIGN(const qint64 responses, m_session.db.integer(u"SELECT max(id) FROM response"_s));
    PLUMBLINE_ASSIGN(const qint64 indexedPrompts, project.counter({}, counters::kIndexedPrompt));
    PLUMBLINE_ASSIGN(const qint64 indexedResponses, project.counter({}, counters::kIndexedResponse));
    return (prompts - indexedPrompts) + (responses - indexedResponses);
}

Result<qint64> ItemRepository::indexText(int limit)
{
    ProjectRepository project(m_session);
    PLUMBLINE_ASSIGN(const qint64 indexedPrompts, project.counter({}, counters::kIndexedPrompt));
    PLUMBLINE_ASSIGN(const QList<Prompt> prompts, promptsAfter(PromptId{indexedPrompts}, limit));
    for (const Prompt& prompt : prompts) {
        QStringList texts;
        for (const Message& message : prompt.messages) {
            texts << message.content;
        }
        PLUMBLINE_TRY(m_session.db.exec(u"INSERT INTO prompt_text (rowid, body) VALUES (?, ?)"_s,
                                        {prompt.id.value, texts.join(u'\n')}));
    }
    if (!prompts.isEmpty()) {
        project.addToCounter({}, counters::kIndexedPrompt, prompts.constLast().id.value - indexedPrompts);
    }
    const int left = limit - static_cast<int>(prompts.size());
    if (left > 0) {
        PLUMBLINE_ASSIGN(const qint64 indexed, project.counter({}, counters::kIndexedResponse));
        PLUMBLINE_ASSIGN(const QList<Response> responses, responsesAfter(ResponseId{indexed}, left));
        for (const Response& response : responses) {
            PLUMBLINE_TRY(m_session.db.exec(u"INSERT INTO response_text (rowid, body) VALUES (?, ?)"_s,
                                            {response.id.value, response.turns.join(u'\n')}));
        }
        if (!responses.isEmpty()) {
            project.addToCounter({}, counters::kIndexedResponse, responses.constLast().id.value - indexed);
        }
    }
    return textsToIndex();
}

} // namespace plumbline
