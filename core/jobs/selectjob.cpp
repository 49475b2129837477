#include "core/jobs/selectjob.h"

#include "core/base/counted.h"
#include "core/domain/adjudication.h"
#include "core/jobs/itemcopy.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"

#include <QJsonArray>
#include <QSet>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kCopied = 50; ///< items that a transaction copies; their texts may be long

/// Where the job is, as its checkpoint keeps it.
struct Place
{
    BatchId batch;
    qsizetype next = 0; ///< index into the items
    qint64 added = 0;

    [[nodiscard]] QJsonObject toJson() const
    {
        return {{u"batch"_s, batch.value}, {u"next"_s, qint64(next)}, {u"added"_s, added}};
    }
    static Place fromJson(const QJsonObject& object)
    {
        return {BatchId{object.value(u"batch"_s).toInteger()},
                static_cast<qsizetype>(object.value(u"next"_s).toInteger()),
                object.value(u"added"_s).toInteger()};
    }
};

struct Request
{
    SelectRequest select;
    bool isAdjudication = false;
};

Result<Request> readRequest(const QJsonObject& params)
{
    Request request;
    SelectRequest& select = request.select;
    select.name = params.value(u"name"_s).toString().trimmed();
    select.overlap = params.value(u"overlap"_s).toInt(1);
    select.batchMeta = params.value(u"batch_meta"_s).toObject();
    PLUMBLINE_TRY(checkOverlap(select.overlap));
    const std::optional<QueueOrder> order =
        queueOrderFromName(params.value(u"order"_s).toString(toName(QueueOrder::Fixed)));
    if (!order) {
        return makeError(ErrorCode::InvalidArgument, u"The order of the batch is not known."_s, u"order"_s);
    }
    select.order = *order;
    const QJsonArray ids = params.value(u"items"_s).toArray();
    QSet<qint64> seen;
    for (const QJsonValue id : ids) {
        const qint64 value = id.toInteger();
        if (!seen.contains(value)) {
            seen.insert(value);
            select.items.append(ItemId{value});
        }
    }
    if (select.items.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument,
                         u"No item was chosen, so there is nothing to put into "
                         "a batch."_s,
                         u"items"_s);
    }
    Batch asked;
    asked.meta = select.batchMeta;
    request.isAdjudication = isAdjudication(asked);
    return request;
}

Result<Place> begin(JobContext& context, const Request& request)
{
    return context.store().write([&](Session& session) -> Result<Place> {
        PLUMBLINE_ASSIGN(const Batch batch,
                         BatchRepository(session).findOrCreate(request.select.name, request.select.order, {},
                                                               request.select.batchMeta));
        if (isAdjudication(batch) != request.isAdjudication) {
            return makeError(
                ErrorCode::Conflict,
                isAdjudication(batch)
                    ? u"“%1” is a batch for adjudication. Give the new batch another name."_s.arg(batch.name)
                    : u"There is a batch “%1” already, and it is not for adjudication. Give the new batch another name."_s
                          .arg(batch.name),
                u"name"_s);
        }
        Place place;
        place.batch = batch.id;
        PLUMBLINE_TRY(context.setCheckpoint(session, place.toJson()));
        return place;
    });
}

/// Reads the next items on this thread, then writes their copies.
Result<Place> copySlice(JobContext& context, const Request& request, const Place& place)
{
    const QList<ItemId> slice = request.select.items.mid(place.next, kCopied);
    PLUMBLINE_ASSIGN(const QList<ItemView> views,
                     context.store().read([&](Session& session) -> Result<QList<ItemView>> {
                         QList<ItemView> out;
                         for (const ItemId id : slice) {
                             PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(id));
                             out.append(view);
                         }
                         return out;
                     }));
    return context.store().write([&](Session& session) -> Result<Place> {
        Place next = place;
        for (const ItemView& view : views) {
            if (view.item.batchId == place.batch) {
                continue; // it is there already
            }
            NewItem copy = copyOfItem(view, place.batch, request.select.overlap);
            if (request.isAdjudication && adjudicatedUid(copy.meta).isEmpty()) {
                setAdjudicatedUid(copy.meta, view.item.uid);
            }
            PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(copy));
            next.added += added.isNew ? 1 : 0;
        }
        next.next += slice.size();
        PLUMBLINE_TRY(context.setCheckpoint(session, next.toJson()));
        return next;
    });
}

} // namespace

QJsonObject selectJobParams(const SelectRequest& request)
{
    QJsonArray items;
    for (const ItemId id : request.items) {
        items.append(id.value);
    }
    QJsonObject params{{u"name"_s, request.name},
                       {u"items"_s, items},
                       {u"order"_s, toName(request.order)},
                       {u"overlap"_s, request.overlap}};
    if (!request.batchMeta.isEmpty()) {
        params.insert(u"batch_meta"_s, request.batchMeta);
    }
    return params;
}

Result<JobOutcome> runSelectJob(JobContext& context, const QJsonObject& params)
{
    PLUMBLINE_ASSIGN(const Request request, readRequest(params));
    const qsizetype total = request.select.items.size();
    context.setUnit(u"items"_s);
    Place place = Place::fromJson(context.checkpoint());
    if (!place.batch.isValid()) {
        PLUMBLINE_ASSIGN(place, begin(context, request));
    }
    while (place.next < total) {
        if (context.isCancelled()) {
            return makeError(
                ErrorCode::Cancelled,
                u"Stopped after %1. What was written stays; going on with the job does the rest."_s.arg(
                    counted(place.next, u"item"_s)));
        }
        PLUMBLINE_ASSIGN(place, copySlice(context, request, place));
        context.setProgress(place.next, total);
        context.store().letOthersWrite();
    }
    return JobOutcome{
        u"%1 added to the batch “%2”."_s.arg(counted(place.added, u"item"_s), request.select.name),
        {{u"batch"_s, place.batch.value}, {u"items"_s, place.added}}};
}

Result<QString> freeBatchName(Session& session, const QString& name)
{
    QString candidate = name;
    for (int number = 2;; ++number) {
        PLUMBLINE_ASSIGN(const std::optional<Batch> found, BatchRepository(session).findByName(candidate));
        if (!found) {
            return candidate;
        }
        candidate = u"%1 (%2)"_s.arg(name).arg(number);
    }
}

} // namespace plumbline
