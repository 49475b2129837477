#include "ui/screens/batches/batchwork.h"

#include "core/base/whenfinished.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCopied = 100;  ///< items a transaction copies
constexpr int kChanged = 500; ///< items a transaction changes

NewItem copyOf(const ItemView& view, BatchId batch, int overlap)
{
    NewItem item;
    item.kind = view.item.kind;
    item.prompt = view.prompt;
    item.responses = view.responses;
    item.schemaVersionId = view.item.schemaVersionId;
    item.batchId = batch;
    item.priority = view.item.priority;
    item.overlap = overlap;
    item.isGold = view.item.isGold;
    item.gold = view.item.gold;
    item.meta = view.item.meta;
    return item;
}

} // namespace

BatchWork::BatchWork(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

void BatchWork::fill(const BatchRequest& request)
{
    run(request.filter, [request](Session& session, qint64 after) -> Result<Chunk> {
        PLUMBLINE_ASSIGN(const Batch batch,
                         BatchRepository(session).findOrCreate(request.name, request.order));
        ItemRepository items(session);
        PLUMBLINE_ASSIGN(const QList<ItemView> views,
                         items.viewsAfter(request.filter, ItemId{after}, kCopied));
        Chunk chunk;
        chunk.batch = batch.id;
        chunk.last = after;
        chunk.isEnd = views.size() < kCopied;
        for (const ItemView& view : views) {
            chunk.last = view.item.id.value;
            ++chunk.looked;
            if (view.item.batchId == batch.id) {
                continue; // one of the copies
            }
            PLUMBLINE_ASSIGN(const AddedItem added, items.add(copyOf(view, batch.id, request.overlap)));
            chunk.changed += added.isNew ? 1 : 0;
        }
        return chunk;
    });
}

void BatchWork::raiseOverlap(BatchId batch, int overlap)
{
    ItemFilter filter;
    filter.batch = batch;
    run(filter, [batch, filter, overlap](Session& session, qint64 after) -> Result<Chunk> {
        ItemRepository items(session);
        PLUMBLINE_ASSIGN(const QList<ItemRow> rows, items.rowsAfter(filter, after, kChanged));
        Chunk chunk;
        chunk.batch = batch;
        chunk.last = after;
        chunk.isEnd = rows.size() < kChanged;
        for (const ItemRow& row : rows) {
            chunk.last = row.id.value;
            ++chunk.looked;
            if (row.overlap < overlap) {
                PLUMBLINE_TRY(items.setOverlap(row.id, overlap));
                ++chunk.changed;
            }
        }
        return chunk;
    });
}

void BatchWork::run(const ItemFilter& filter, Step step)
{
    Q_ASSERT(!m_isRunning);
    m_step = std::move(step);
    m_after = 0;
    m_looked = 0;
    m_total = 0;
    m_changed = 0;
    m_isCancelled = false;
    m_isRunning = true;
    whenFinished(
        m_store.readAsync([filter](Session& session) { return ItemRepository(session).count(filter); }), this,
        [this](const Result<qint64>& count) {
            if (!count) {
                m_isRunning = false;
                Q_EMIT failed(count.error());
                return;
            }
            m_total = *count;
            Q_EMIT progressChanged(0, m_total);
            next();
        });
}

void BatchWork::next()
{
    whenFinished(m_store.writeAsync(
                     [step = m_step, after = m_after](Session& session) { return step(session, after); }),
                 this, [this](const Result<Chunk>& chunk) {
                     if (!chunk) {
                         m_isRunning = false;
                         Q_EMIT failed(chunk.error());
                         return;
                     }
                     m_after = chunk->last;
                     m_changed += chunk->changed;
                     m_looked += chunk->looked;
                     Q_EMIT progressChanged(std::min(m_looked, m_total), m_total);
                     // The copies that a filter lets through lie behind the items that were there: they end
                     // it.
                     if (chunk->isEnd || m_isCancelled || m_looked >= m_total) {
                         m_isRunning = false;
                         Q_EMIT finished(chunk->batch, m_changed);
                         return;
                     }
                     next();
                 });
}

} // namespace plumbline
