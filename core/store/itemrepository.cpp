#include "core/store/itemrepository.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrows.h"
#include "core/store/projectrepository.h"
#include "core/store/queuekey.h"
#include "core/store/schemarepository.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kTitleLength = 160;

QString titleOf(const Prompt& prompt)
{
    return prompt.lastUserText().left(4 * kTitleLength).simplified().left(kTitleLength);
}

QString jsonOrNothing(const QJsonObject& object)
{
    return object.isEmpty() ? QString() : QString::fromUtf8(canonicalJson(object));
}

/// An item's uid when its source gives none: the same content in the same batch gives the same uid.
QString derivedUid(const NewItem& item, const QByteArray& promptHash, const QList<QByteArray>& responseHashes)
{
    QByteArray joined;
    for (const QByteArray& hash : responseHashes) {
        joined += hash;
    }
    return QString::fromLatin1(
        contentHash({toName(item.kind).toUtf8(), QByteArray::number(item.batchId.value),
                     QByteArray::number(item.schemaVersionId.value), promptHash, joined,
                     canonicalJson(item.meta)})
            .toHex());
}

/// Adds a row unless its content is there; gives the id and whether it is new.
Result<QPair<qint64, bool>> addByHash(Connection& db, const QString& insertSql, const QVariantList& binds,
                                      const QString& selectSql, const QByteArray& hash)
{
    PLUMBLINE_ASSIGN(const std::optional<qint64> added, db.insertNew(insertSql, binds));
    if (added) {
        return QPair<qint64, bool>(*added, true);
    }
    PLUMBLINE_ASSIGN(const qint64 found, db.integer(selectSql, {hash}));
    return QPair<qint64, bool>(found, false);
}

} // namespace

Result<PromptId> ItemRepository::addPrompt(const Prompt& prompt)
{
    PLUMBLINE_ASSIGN(const ContentMemo::KnownPrompt* known, knownPrompt(prompt));
    return known->id;
}

Result<const ContentMemo::KnownPrompt*> ItemRepository::knownPrompt(const Prompt& prompt,
                                                                    const PreparedContent* prepared)
{
    ContentMemo& memo = m_session.db.memo();
    const bool isKnown = memo.prompt && (prepared != nullptr ? memo.prompt->hash == prepared->promptHash
                                                             : memo.prompt->prompt == prompt);
    if (isKnown) {
        return &*memo.prompt;
    }
    ContentMemo::KnownPrompt known;
    known.prompt = prompt;
    known.body = prepared != nullptr ? prepared->promptBody : canonicalJson(prompt.toJson());
    known.hash = prepared != nullptr ? prepared->promptHash : contentHash({known.body});
    PLUMBLINE_ASSIGN(
        const auto added,
        addByHash(m_session.db,
                  u"INSERT INTO prompt (content_hash, category, title, body) VALUES (?, ?, ?, ?) "
                  "ON CONFLICT (content_hash) DO NOTHING"_s,
                  {known.hash, prompt.category, titleOf(prompt), QVariant::fromValue(Utf8Text{known.body})},
                  u"SELECT id FROM prompt WHERE content_hash = ?"_s, known.hash));
    if (added.second) {
        ProjectRepository(m_session).addToCounter({}, counters::kPrompts, 1);
    }
    known.id = PromptId{added.first};
    memo.responses.clear();
    memo.prompt = std::move(known);
    return &*memo.prompt;
}

Result<ResponseId> ItemRepository::addResponse(PromptId promptId, const QByteArray& promptHash,
                                               const Response& response)
{
    PLUMBLINE_ASSIGN(const ContentMemo::KnownResponse known, knownResponse(promptId, promptHash, response));
    return known.id;
}

Result<ContentMemo::KnownResponse> ItemRepository::knownResponse(PromptId promptId,
                                                                 const QByteArray& promptHash,
                                                                 const Response& response,
                                                                 const QByteArray& hash)
{
    ContentMemo& memo = m_session.db.memo();
    const bool isOfKnownPrompt = memo.prompt && memo.prompt->id == promptId;
    if (isOfKnownPrompt) {
        const auto found = std::find_if(
            memo.responses.cbegin(), memo.responses.cend(), [&](const ContentMemo::KnownResponse& one) {
                return hash.isEmpty() ? one.response == response : one.hash == hash;
            });
        if (found != memo.responses.cend()) {
            return *found;
        }
    }
    ContentMemo::KnownResponse known{response, hash.isEmpty() ? response.hash(promptHash) : hash, {}};
    QVariant model;
    if (!response.model.isEmpty()) {
        PLUMBLINE_ASSIGN(const ModelId id, AnnotatorRepository(m_session).modelFindOrCreate(response.model));
        model = id.value;
    }
    QString earlier;
    if (response.turns.size() > 1) {
        earlier = QString::fromUtf8(
            canonicalJson(QJsonArray::fromStringList(response.turns.first(response.turns.size() - 1))));
    }
    PLUMBLINE_ASSIGN(
        const auto added,
        addByHash(m_session.db,
                  u"INSERT INTO response (content_hash, prompt_id, model_id, text, earlier_turns, meta) "
                  "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (content_hash) DO NOTHING"_s,
                  {known.hash, promptId.value, model, response.text(), earlier, jsonOrNothing(response.meta)},
                  u"SELECT id FROM response WHERE content_hash = ?"_s, known.hash));
    if (added.second) {
        ProjectRepository(m_session).addToCounter({}, counters::kResponses, 1);
    }
    known.id = ResponseId{added.first};
    if (isOfKnownPrompt) {
        if (memo.responses.size() >= ContentMemo::kMostResponses) {
            memo.responses.pop_front();
        }
        memo.responses.push_back(known);
    }
    return known;
}

Result<AddedItem> ItemRepository::add(const NewItem& item)
{
    const PreparedContent* prepared = item.prepared ? &*item.prepared : nullptr;
    PLUMBLINE_ASSIGN(const ContentMemo::KnownPrompt* known, knownPrompt(item.prompt, prepared));
    const QByteArray promptHash = known->hash;
    AddedItem out;
    out.promptId = known->id;
    QList<QByteArray> hashes;
    for (qsizetype index = 0; index < item.responses.size(); ++index) {
        const QByteArray hash = prepared != nullptr ? prepared->responseHashes.value(index) : QByteArray();
        PLUMBLINE_ASSIGN(const ContentMemo::KnownResponse added,
                         knownResponse(out.promptId, promptHash, item.responses[index], hash));
        out.responseIds << added.id;
        hashes << added.hash;
    }
    const QString uid = item.uid.isEmpty() ? derivedUid(item, promptHash, hashes) : item.uid;
    PLUMBLINE_ASSIGN(const std::optional<qint64> added, insertItem(item, uid, out.promptId));
    if (!added) {
        PLUMBLINE_ASSIGN(out.id.value, m_session.db.integer(u"SELECT id FROM item WHERE uid = ?"_s, {uid}));
        return out;
    }
    out.id = ItemId{*added};
    out.isNew = true;
    for (qsizetype index = 0; index < out.responseIds.size(); ++index) {
        PLUMBLINE_TRY(
            m_session.db.exec(u"INSERT INTO item_response (item_id, ordinal, response_id) VALUES (?, ?, ?)"_s,
                              {out.id.value, index, out.responseIds[index].value}));
    }
    countNew(item);
    return out;
}

void ItemRepository::countNew(const NewItem& item)
{
    static const QString items = counters::kItems.toString();
    static const QString openItems = counters::kOpenItems.toString();
    // insertItem() has put the batch there.
    const ContentMemo::KnownBatch& batch = m_session.db.memo().batches[item.batchId.value];
    for (const QString& scope : {QString(), batch.scope}) {
        m_session.db.addToCounter(scope, items, 1);
        m_session.db.addToCounter(scope, openItems, item.overlap > 0 ? 1 : 0);
    }
    m_session.db.addToCounter(batch.scope, itemsOfKindCounter(item.kind), 1);
}

Result<std::optional<qint64>> ItemRepository::insertItem(const NewItem& item, const QString& uid,
                                                         PromptId promptId)
{
    ContentMemo& memo = m_session.db.memo();
    auto batch = memo.batches.find(item.batchId.value);
    ProjectRepository project(m_session);
    if (batch == memo.batches.end()) {
        ContentMemo::KnownBatch read;
        read.scope = batchScope(item.batchId.value);
        PLUMBLINE_ASSIGN(read.nextPosition, project.counter(read.scope, counters::kNextPosition));
        PLUMBLINE_ASSIGN(read.order, batchOrder(item.batchId));
        PLUMBLINE_ASSIGN(read.highestCursor,
                         m_session.db.integer(u"SELECT max(from_key) FROM queue_cursor WHERE batch_id = ?"_s,
                                              {item.batchId.value}, std::numeric_limits<qint64>::min()));
        batch = memo.batches.insert(item.batchId.value, read);
    }
    const qint64 nextPosition = batch->nextPosition;
    const qint64 position = item.position.value_or(nextPosition);
    const qint64 key = queueKey(queueOrderFromName(batch->order).value_or(QueueOrder::Fixed),
                                m_session.project.seed, uid, position, item.priority, 0);
    PLUMBLINE_ASSIGN(
        const std::optional<qint64> added,
        m_session.db.insertNew(
            u"INSERT INTO item (uid, kind, prompt_id, schema_version_id, batch_id, position, priority, "
            "queue_key, overlap, is_gold, gold, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (uid) DO NOTHING"_s,
            {uid, toName(item.kind), promptId.value, item.schemaVersionId.value, item.batchId.value, position,
             item.priority, key, item.overlap, item.isGold ? 1 : 0,
             item.gold ? QString::fromUtf8(canonicalJson(item.gold->toJson())) : QString(),
             jsonOrNothing(item.meta)}));
    if (!added) {
        return std::optional<qint64>();
    }
    if (key < batch->highestCursor) {
        PLUMBLINE_TRY(
            m_session.db.exec(u"UPDATE queue_cursor SET from_key = ? WHERE batch_id = ? AND from_key > ?"_s,
                              {key, item.batchId.value, key}));
        batch->highestCursor = key;
    }
    if (position >= nextPosition) {
        project.addToCounter(batch->scope, counters::kNextPosition, position + 1 - nextPosition);
        batch->nextPosition = position + 1;
    }
    return added;
}

Result<QString> ItemRepository::batchOrder(BatchId batch)
{
    PLUMBLINE_ASSIGN(const std::optional<QVariant> order,
                     m_session.db.scalar(u"SELECT queue_order FROM batch WHERE id = ?"_s, {batch.value}));
    if (!order) {
        return makeError(ErrorCode::NotFound, u"There is no batch %1."_s.arg(batch.value));
    }
    return order->toString();
}

Result<Item> ItemRepository::get(ItemId id)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM item i WHERE i.id = ?"_s.arg(itemrows::kItemColumns),
                                        {id.value}));
    if (rows.next()) {
        return itemrows::itemFromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no item %1."_s.arg(id.value));
}

Result<std::optional<ItemId>> ItemRepository::findByUid(const QString& uid)
{
    PLUMBLINE_ASSIGN(const qint64 id, m_session.db.integer(u"SELECT id FROM item WHERE uid = ?"_s, {uid}));
    return id != 0 ? std::optional<ItemId>(ItemId{id}) : std::nullopt;
}

Result<ItemView> ItemRepository::view(ItemId id)
{
    ItemView view;
    PLUMBLINE_ASSIGN(view.item, get(id));
    PLUMBLINE_ASSIGN(view.prompt, prompt(view.item.promptId));
    PLUMBLINE_ASSIGN(view.schema, SchemaRepository(m_session).get(view.item.schemaVersionId));
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(m_session).get(view.item.batchId));
    view.batchName = batch.name;
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1 FROM item_response ir JOIN response r ON r.id = ir.response_id "
                           "LEFT JOIN model m ON m.id = r.model_id WHERE ir.item_id = ? "
                           "ORDER BY ir.ordinal"_s.arg(itemrows::kResponseColumns),
                           {id.value}));
    while (rows.next()) {
        PLUMBLINE_ASSIGN(Response response, itemrows::responseFromRow(rows, 0));
        view.responses << response;
    }
    PLUMBLINE_TRY(rows.status());
    return view;
}

Result<Prompt> ItemRepository::prompt(PromptId id)
{
    PLUMBLINE_ASSIGN(const std::optional<QVariant> body,
                     m_session.db.scalar(u"SELECT body FROM prompt WHERE id = ?"_s, {id.value}));
    if (!body) {
        return makeError(ErrorCode::NotFound, u"There is no prompt %1."_s.arg(id.value));
    }
    PLUMBLINE_ASSIGN(Prompt prompt, itemrows::promptFromBody(body->toString()));
    prompt.id = id;
    return prompt;
}

Result<Response> ItemRepository::response(ResponseId id)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM response r LEFT JOIN model m ON m.id = r.model_id "
                                        "WHERE r.id = ?"_s.arg(itemrows::kResponseColumns),
                                        {id.value}));
    if (rows.next()) {
        return itemrows::responseFromRow(rows, 0);
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no response %1."_s.arg(id.value));
}

Result<std::optional<ResponseId>> ItemRepository::findResponse(PromptId prompt, const QString& model)
{
    PLUMBLINE_ASSIGN(const qint64 id,
                     m_session.db.integer(u"SELECT r.id FROM response r JOIN model m ON m.id = r.model_id "
                                          "WHERE r.prompt_id = ? AND m.name = ? ORDER BY r.id LIMIT 1"_s,
                                          {prompt.value, model}));
    return id != 0 ? std::optional<ResponseId>(ResponseId{id}) : std::nullopt;
}

Result<QList<Prompt>> ItemRepository::promptsAfter(PromptId after, int limit)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT id, body FROM prompt WHERE id > ? ORDER BY id LIMIT ?"_s,
                                        {after.value, limit}));
    QList<Prompt> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(Prompt prompt, itemrows::promptFromBody(rows.text(1)));
        prompt.id = PromptId{rows.integer(0)};
        out << prompt;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<QList<Response>> ItemRepository::responsesAfter(ResponseId after, int limit)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(
                                    u"SELECT %1 FROM response r LEFT JOIN model m ON m.id = r.model_id "
                                    "WHERE r.id > ? ORDER BY r.id LIMIT ?"_s.arg(itemrows::kResponseColumns),
                                    {after.value, limit}));
    QList<Response> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(Response response, itemrows::responseFromRow(rows, 0));
        out << response;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<void> ItemRepository::setOverlap(ItemId id, int overlap)
{
    PLUMBLINE_ASSIGN(const Item item, get(id));
    PLUMBLINE_TRY(m_session.db.exec(u"UPDATE item SET overlap = ? WHERE id = ?"_s, {overlap, id.value}));
    PLUMBLINE_TRY(m_session.db.exec(u"DELETE FROM queue_cursor WHERE batch_id = ?"_s, {item.batchId.value}));
    const int change = static_cast<int>(item.taken < overlap) - static_cast<int>(item.taken < item.overlap);
    ProjectRepository project(m_session);
    project.addToCounter({}, counters::kOpenItems, change);
    project.addToCounter(batchScope(item.batchId.value), counters::kOpenItems, change);
    return {};
}

Result<void> ItemRepository::setPriority(ItemId id, double priority)
{
    PLUMBLINE_ASSIGN(const Item item, get(id));
    PLUMBLINE_ASSIGN(const QString order, batchOrder(item.batchId));
    const qint64 key = queueKey(queueOrderFromName(order).value_or(QueueOrder::Fixed), m_session.project.seed,
                                item.uid, item.position, priority, item.taken);
    PLUMBLINE_TRY(m_session.db.exec(u"DELETE FROM queue_cursor WHERE batch_id = ?"_s, {item.batchId.value}));
    return m_session.db.exec(u"UPDATE item SET priority = ?, queue_key = ? WHERE id = ?"_s,
                             {priority, key, id.value});
}

Result<void> ItemRepository::setGold(ItemId id, const std::optional<AnnotationContent>& gold)
{
    return m_session.db.exec(
        u"UPDATE item SET is_gold = ?, gold = ? WHERE id = ?"_s,
        {gold ? 1 : 0, gold ? QString::fromUtf8(canonicalJson(gold->toJson())) : QString(), id.value});
}

Result<QStringList> ItemRepository::categories()
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT DISTINCT category FROM prompt WHERE category <> '' "
                                        "ORDER BY category"_s));
    QStringList out;
    while (rows.next()) {
        out << rows.text(0);
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace plumbline
