#include "core/jobs/filljob.h"

#include "core/base/counted.h"
#include "core/exchange/exportoptions.h"
#include "core/jobs/itemcopy.h"
#include "core/store/batchrepository.h"
#include "core/store/interruption.h"

#include <functional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCopied = 50;   ///< items that a transaction copies; their texts may be long
constexpr int kChanged = 400; ///< items that a transaction changes

/// Where a job over the items of a filter is, as its checkpoint keeps it.
struct Place
{
    BatchId batch;
    ItemId after;
    ItemId upTo; ///< the last item there was at the start: copies come behind it
    qint64 looked = 0;
    qint64 changed = 0;

    [[nodiscard]] QJsonObject toJson() const
    {
        return {{u"batch"_s, batch.value},
                {u"after"_s, after.value},
                {u"up_to"_s, upTo.value},
                {u"looked"_s, looked},
                {u"changed"_s, changed}};
    }
    static Place fromJson(const QJsonObject& object)
    {
        return {BatchId{object.value(u"batch"_s).toInteger()}, ItemId{object.value(u"after"_s).toInteger()},
                ItemId{object.value(u"up_to"_s).toInteger()}, object.value(u"looked"_s).toInteger(),
                object.value(u"changed"_s).toInteger()};
    }
};

Error stopped(const Place& place)
{
    return makeError(ErrorCode::Cancelled, u"Stopped after %1. What was written stays; going on with the job "
                                           "does the rest."_s.arg(counted(place.looked, u"item"_s)));
}

/// Reads a page on this thread, stopping when the job is to stop; then writes it.
template <typename Page>
Result<void> goOver(JobContext& context, Place& place, qint64 total,
                    const std::function<Result<QList<Page>>(Session&, ItemId after)>& readPage,
                    const std::function<ItemId(const Page&)>& idOf,
                    const std::function<Result<bool>(Session&, const Page&)>& change)
{
    for (;;) {
        if (context.isCancelled()) {
            return stopped(place);
        }
        Result<QList<Page>> page = context.store().read([&](Session& session) {
            const Interruption interruption(session.db, [&context] { return context.isCancelled(); });
            return readPage(session, place.after);
        });
        if (!page) {
            return page.error().code == ErrorCode::Cancelled ? stopped(place) : page.error();
        }
        page->removeIf([&](const Page& one) { return idOf(one).value > place.upTo.value; });
        if (page->isEmpty()) {
            return {};
        }
        PLUMBLINE_ASSIGN(place, context.store().write([&](Session& session) -> Result<Place> {
            Place next = place;
            for (const Page& one : std::as_const(*page)) {
                PLUMBLINE_ASSIGN(const bool isChanged, change(session, one));
                next.after = idOf(one);
                next.changed += isChanged ? 1 : 0;
                ++next.looked;
            }
            PLUMBLINE_TRY(context.setCheckpoint(session, next.toJson()));
            return next;
        }));
        context.setProgress(place.looked, total);
        context.store().letOthersWrite();
    }
}

/// How many items pass, with the wish to stop heard in between.
Result<qint64> countItems(JobContext& context, const ItemFilter& filter)
{
    return context.store().read([&](Session& session) {
        const Interruption interruption(session.db, [&context] { return context.isCancelled(); });
        return ItemRepository(session).count(filter);
    });
}

} // namespace

QJsonObject fillJobParams(const FillRequest& request)
{
    return {{u"name"_s, request.name},
            {u"filter"_s, itemFilterToJson(request.filter)},
            {u"order"_s, toName(request.order)},
            {u"overlap"_s, request.overlap}};
}

Result<JobOutcome> runFillJob(JobContext& context, const QJsonObject& params)
{
    const QString name = params.value(u"name"_s).toString();
    const int overlap = params.value(u"overlap"_s).toInt(1);
    const std::optional<QueueOrder> order = queueOrderFromName(params.value(u"order"_s).toString());
    if (!order) {
        return makeError(ErrorCode::InvalidArgument, u"The order of the batch is not known."_s, u"order"_s);
    }
    PLUMBLINE_TRY(checkOverlap(overlap));
    PLUMBLINE_ASSIGN(const ItemFilter filter, itemFilterFromJson(params.value(u"filter"_s).toObject()));
    context.setUnit(u"items"_s);
    Place place = Place::fromJson(context.checkpoint());
    PLUMBLINE_ASSIGN(const qint64 total, countItems(context, filter));
    if (!place.batch.isValid()) {
        PLUMBLINE_ASSIGN(place, context.store().write([&](Session& session) -> Result<Place> {
            BatchRepository batches(session);
            PLUMBLINE_ASSIGN(const Batch batch, batches.findOrCreate(name, *order));
            Place first;
            first.batch = batch.id;
            PLUMBLINE_ASSIGN(first.upTo, batches.lastItem());
            PLUMBLINE_TRY(context.setCheckpoint(session, first.toJson()));
            return first;
        }));
    }
    const BatchId batch = place.batch;
    PLUMBLINE_TRY(goOver<ItemView>(
        context, place, total,
        [&](Session& session, ItemId after) {
            return ItemRepository(session).viewsAfter(filter, after, kCopied);
        },
        [](const ItemView& view) { return view.item.id; },
        [&](Session& session, const ItemView& view) -> Result<bool> {
            if (view.item.batchId == batch) {
                return false; // it is there already
            }
            PLUMBLINE_ASSIGN(const AddedItem added,
                             ItemRepository(session).add(copyOfItem(view, batch, overlap)));
            return added.isNew;
        }));
    return JobOutcome{
        u"%1 added to the batch “%2”."_s.arg(counted(place.changed, u"item"_s), name),
        {{u"batch"_s, batch.value}, {u"items"_s, place.changed}, {u"looked_at"_s, place.looked}}};
}

QJsonObject overlapJobParams(BatchId batch, int overlap)
{
    return {{u"batch"_s, batch.value}, {u"overlap"_s, overlap}};
}

Result<JobOutcome> runOverlapJob(JobContext& context, const QJsonObject& params)
{
    const int overlap = params.value(u"overlap"_s).toInt();
    PLUMBLINE_TRY(checkOverlap(overlap));
    ItemFilter filter;
    filter.batch = BatchId{params.value(u"batch"_s).toInteger()};
    context.setUnit(u"items"_s);
    Place place = Place::fromJson(context.checkpoint());
    PLUMBLINE_ASSIGN(const qint64 total, countItems(context, filter));
    if (!place.batch.isValid()) {
        PLUMBLINE_ASSIGN(place, context.store().read([&](Session& session) -> Result<Place> {
            BatchRepository batches(session);
            PLUMBLINE_ASSIGN(const Batch batch, batches.get(*filter.batch));
            Place first;
            first.batch = batch.id;
            PLUMBLINE_ASSIGN(first.upTo, batches.lastItem());
            return first;
        }));
    }
    const auto readPage = [&](Session& session, ItemId after) {
        return ItemRepository(session).rowsAfter(filter, after.value, kChanged);
    };
    const auto raise = [&](Session& session, const ItemRow& row) -> Result<bool> {
        if (row.overlap >= overlap) {
            return false;
        }
        PLUMBLINE_TRY(ItemRepository(session).setOverlap(row.id, overlap));
        return true;
    };
    PLUMBLINE_TRY(goOver<ItemRow>(
        context, place, total, readPage, [](const ItemRow& row) { return row.id; }, raise));
    return JobOutcome{u"%1 more labels now."_s.arg(
                          place.changed == 1 ? u"1 item wants"_s : u"%1 items want"_s.arg(place.changed)),
                      {{u"batch"_s, filter.batch->value}, {u"items"_s, place.changed}}};
}

} // namespace plumbline
