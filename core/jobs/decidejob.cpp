#include "core/jobs/decidejob.h"

#include "core/analysis/deciding.h"
#include "core/base/counted.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/queuecontents.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kWindow = 20'000; ///< row ids that one look into the table passes
constexpr qsizetype kSlice = 400;  ///< items that one transaction writes
constexpr std::size_t kMostPairs = 50;

Error stopped()
{
    return makeError(
        ErrorCode::Cancelled,
        u"Stopped. Some items keep their old priority until the job goes on; none is left out."_s);
}

Result<DecideRequest> requestFrom(const QJsonObject& params)
{
    DecideRequest request;
    request.batch = BatchId{params.value(u"batch"_s).toInteger()};
    PLUMBLINE_ASSIGN(request.filter, LabelFilter::fromJson(params.value(u"filter"_s).toObject()));
    if (request.filter == LabelFilter()) {
        request.filter.by = {AnnotatorKind::Human};
    }
    request.confidence = params.value(u"confidence"_s).toDouble(stats::kDefaultConfidence);
    if (!(request.confidence > 0 && request.confidence < 1)) {
        return makeError(ErrorCode::InvalidArgument, u"The confidence must be between 0 and 1."_s,
                         u"confidence"_s);
    }
    return request;
}

/// All row ids up to `upTo`, a stretch at a time.
template <typename Handle> Result<void> eachWindow(JobContext& context, ItemId upTo, Handle handle)
{
    for (ItemId after; after.value < upTo.value;) {
        if (context.isCancelled()) {
            return stopped();
        }
        const ItemId end{std::min(after.value + kWindow, upTo.value)};
        PLUMBLINE_TRY(handle(after, end));
        after = end;
    }
    return {};
}

Result<QList<QueuedItem>> openItems(JobContext& context, BatchId batch, ItemId upTo)
{
    QList<QueuedItem> items;
    PLUMBLINE_TRY(eachWindow(context, upTo, [&](ItemId after, ItemId end) -> Result<void> {
        PLUMBLINE_ASSIGN(const QList<QueuedItem> some, context.store().read([&](Session& session) {
            return QueueContents(session).openItems(batch, after, end);
        }));
        items += some;
        return {};
    }));
    std::sort(items.begin(), items.end(), [](const QueuedItem& x, const QueuedItem& y) {
        return std::tuple(x.position, x.id.value) < std::tuple(y.position, y.id.value);
    });
    return items;
}

QStringList modelsOf(const QList<QueuedItem>& items)
{
    QSet<QString> names;
    for (const QueuedItem& item : items) {
        names.unite(QSet<QString>(item.models.begin(), item.models.end()));
    }
    QStringList list(names.begin(), names.end());
    list.sort();
    return list;
}

/// An item and its new priority.
struct Change
{
    ItemId id;
    double priority = 0;
};

Result<void> writePriorities(JobContext& context, const QList<Change>& changes)
{
    for (qsizetype from = 0; from < changes.size(); from += kSlice) {
        if (context.isCancelled()) {
            return stopped();
        }
        const qsizetype end = std::min(from + kSlice, changes.size());
        const auto write = [&](Session& session) -> Result<void> {
            ItemRepository items(session);
            for (qsizetype i = from; i < end; ++i) {
                PLUMBLINE_TRY(items.setPriority(changes[i].id, changes[i].priority));
            }
            return {};
        };
        PLUMBLINE_TRY(context.store().write(write));
        context.setProgress(end, changes.size());
        context.store().letOthersWrite();
    }
    return {};
}

/// The queue keys of all items, when the batch had another order.
Result<void> renewAll(JobContext& context, BatchId batch, ItemId upTo)
{
    return eachWindow(context, upTo, [&](ItemId after, ItemId end) -> Result<void> {
        PLUMBLINE_ASSIGN(const QList<ItemId> items, context.store().read([&](Session& session) {
            return BatchRepository(session).itemIds(batch, after, end);
        }));
        for (qsizetype from = 0; from < items.size(); from += kSlice) {
            if (context.isCancelled()) {
                return stopped();
            }
            const QList<ItemId> slice = items.mid(from, kSlice);
            PLUMBLINE_TRY(context.store().write(
                [&](Session& session) { return BatchRepository(session).renewKeys(batch, slice); }));
            context.store().letOthersWrite();
        }
        return {};
    });
}

QJsonValue numberOrNull(const stats::Estimate& estimate)
{
    return estimate ? QJsonValue(*estimate.value) : QJsonValue(QJsonValue::Null);
}

QJsonArray pairsToJson(const DecidingPlan& plan, const DecidingQueue& queue)
{
    QJsonArray pairs;
    for (std::size_t place = 0; place < std::min(plan.order().size(), kMostPairs); ++place) {
        const stats::PairDecision& pair = plan.ranking().pairs[static_cast<std::size_t>(plan.order()[place])];
        pairs.append(QJsonObject{{u"model_a"_s, plan.models().at(pair.tally.a)},
                                 {u"model_b"_s, plan.models().at(pair.tally.b)},
                                 {u"votes"_s, pair.tally.votes()},
                                 {u"votes_left"_s, numberOrNull(pair.votesLeft)},
                                 {u"labels_wanted"_s, queue.dealt(static_cast<int>(place))}});
    }
    return pairs;
}

QString sentenceOf(const DecidingPlan& plan, const DecidingQueue& queue)
{
    if (!plan.ranking()) {
        return plan.ranking().undefined;
    }
    const QString decided =
        u"%1 of %2 places are decided."_s.arg(plan.decidedRanks()).arg(plan.models().size());
    for (std::size_t place = 0; place < plan.order().size(); ++place) {
        if (queue.dealt(static_cast<int>(place)) <= 0) {
            continue;
        }
        const stats::PairDecision& pair = plan.ranking().pairs[static_cast<std::size_t>(plan.order()[place])];
        return decided + u" The queue asks first for %1 against %2."_s.arg(plan.models().at(pair.tally.a),
                                                                           plan.models().at(pair.tally.b));
    }
    return decided + u" No open item of the batch decides another."_s;
}

} // namespace

QJsonObject decideJobParams(const DecideRequest& request)
{
    return {{u"batch"_s, request.batch.value},
            {u"filter"_s, request.filter.toJson()},
            {u"confidence"_s, request.confidence}};
}

Result<JobOutcome> runDecideJob(JobContext& context, const QJsonObject& params)
{
    PLUMBLINE_ASSIGN(const DecideRequest request, requestFrom(params));
    context.setUnit(u"items"_s);
    PLUMBLINE_ASSIGN(const Batch batch, context.store().read([&](Session& session) {
        return BatchRepository(session).get(request.batch);
    }));
    PLUMBLINE_ASSIGN(const ItemId last, context.store().read([](Session& session) {
        return BatchRepository(session).lastItem();
    }));
    PLUMBLINE_ASSIGN(const QList<QueuedItem> items, openItems(context, batch.id, last));
    PLUMBLINE_ASSIGN(const LabelTable table, context.store().read([&](Session& session) {
        return LabelTable::load(session, [&context] { return context.isCancelled(); });
    }));
    const DecidingPlan plan(table, request.filter, modelsOf(items), request.confidence);
    DecidingQueue queue(plan);
    QList<Change> changes;
    for (const QueuedItem& item : items) {
        const double priority = queue.priorityOf(item.models, item.wanted);
        if (priority < item.priority || priority > item.priority) {
            changes.append({item.id, priority});
        }
    }
    // Once the batch has another order all of its keys are to follow, in this run or the one that goes on.
    const bool hadOtherOrder = batch.order != QueueOrder::Priority;
    if (hadOtherOrder) {
        const auto write = [&](Session& session) -> Result<void> {
            PLUMBLINE_TRY(BatchRepository(session).setOrder(batch.id, QueueOrder::Priority));
            return context.setCheckpoint(session, {{u"renew_keys"_s, true}});
        };
        PLUMBLINE_TRY(context.store().write(write));
    }
    PLUMBLINE_TRY(writePriorities(context, changes));
    if (hadOtherOrder || !context.checkpoint().isEmpty()) {
        PLUMBLINE_TRY(renewAll(context, batch.id, last));
    }
    return JobOutcome{sentenceOf(plan, queue),
                      {{u"batch"_s, batch.id.value},
                       {u"items"_s, changes.size()},
                       {u"open_items"_s, items.size()},
                       {u"models"_s, plan.models().size()},
                       {u"decided_ranks"_s, plan.decidedRanks()},
                       {u"open_pairs"_s, plan.ranking().openPairs},
                       {u"votes_left"_s, numberOrNull(plan.ranking().votesLeft)},
                       {u"pairs"_s, pairsToJson(plan, queue)}}};
}

} // namespace plumbline
