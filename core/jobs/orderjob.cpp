#include "core/jobs/orderjob.h"

#include "core/base/counted.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kWindow = 20'000; ///< row ids that one look into the table passes
constexpr qsizetype kSlice = 400;  ///< items that one transaction gives another key

/// Where the job is: all items up to `after` have their new key.
struct Place
{
    ItemId after;
    ItemId upTo;
    qint64 done = 0;

    [[nodiscard]] QJsonObject toJson() const
    {
        return {{u"after"_s, after.value}, {u"up_to"_s, upTo.value}, {u"done"_s, done}};
    }
};

Error stopped()
{
    return makeError(ErrorCode::Cancelled,
                     u"Stopped. Some items keep their old place in the queue until the job goes on; none is "
                     "left out."_s);
}

/// The first transaction: from here on items that change follow the new order.
Result<Place> begin(JobContext& context, BatchId batch, QueueOrder order)
{
    return context.store().write([&](Session& session) -> Result<Place> {
        BatchRepository batches(session);
        PLUMBLINE_ASSIGN(const Batch found, batches.get(batch));
        PLUMBLINE_TRY(batches.setOrder(found.id, order));
        Place place;
        PLUMBLINE_ASSIGN(place.upTo, batches.lastItem());
        PLUMBLINE_TRY(context.setCheckpoint(session, place.toJson()));
        return place;
    });
}

Result<void> renew(JobContext& context, BatchId batch, const QList<ItemId>& items, Place& place, qint64 total)
{
    for (qsizetype from = 0; from < items.size(); from += kSlice) {
        if (context.isCancelled()) {
            return stopped();
        }
        const QList<ItemId> slice = items.mid(from, kSlice);
        place.after = slice.last();
        place.done += slice.size();
        context.setProgress(place.done, total);
        const auto write = [&](Session& session) -> Result<void> {
            PLUMBLINE_TRY(BatchRepository(session).renewKeys(batch, slice));
            return context.setCheckpoint(session, place.toJson());
        };
        PLUMBLINE_TRY(context.store().write(write));
        context.store().letOthersWrite();
    }
    return {};
}

} // namespace

QJsonObject orderJobParams(BatchId batch, QueueOrder order)
{
    return {{u"batch"_s, batch.value}, {u"order"_s, toName(order)}};
}

Result<JobOutcome> runOrderJob(JobContext& context, const QJsonObject& params)
{
    const BatchId batch{params.value(u"batch"_s).toInteger()};
    const QString name = params.value(u"order"_s).toString();
    const std::optional<QueueOrder> order = queueOrderFromName(name);
    if (!order) {
        return makeError(ErrorCode::InvalidArgument, u"“%1” is no order of a queue."_s.arg(name), u"order"_s);
    }
    context.setUnit(u"items"_s);
    PLUMBLINE_ASSIGN(const qint64 total, context.store().read([&](Session& session) {
        return ProjectRepository(session).counter(batchScope(batch.value), counters::kItems);
    }));
    Place place;
    const QJsonObject before = context.checkpoint();
    if (before.isEmpty()) {
        PLUMBLINE_ASSIGN(place, begin(context, batch, *order));
    } else {
        place = {ItemId{before.value(u"after"_s).toInteger()}, ItemId{before.value(u"up_to"_s).toInteger()},
                 before.value(u"done"_s).toInteger()};
    }
    while (place.after.value < place.upTo.value) {
        if (context.isCancelled()) {
            return stopped();
        }
        const ItemId end{std::min(place.after.value + kWindow, place.upTo.value)};
        PLUMBLINE_ASSIGN(const QList<ItemId> items, context.store().read([&](Session& session) {
            return BatchRepository(session).itemIds(batch, place.after, end);
        }));
        PLUMBLINE_TRY(renew(context, batch, items, place, total));
        place.after = end;
    }
    return JobOutcome{u"The batch has its new order: %1."_s.arg(counted(place.done, u"item"_s)),
                      {{u"items"_s, place.done}}};
}

} // namespace plumbline
