#include "ui/screens/disagreements/waitingunits.h"

#include "core/domain/adjudication.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kPage = 200; ///< items that are read in one go; their texts may be long

} // namespace

QPair<qint64, qint64> responsePair(ResponseId one, ResponseId other)
{
    return {std::min(one.value, other.value), std::max(one.value, other.value)};
}

Result<ResponsePairs> waitingPairs(Session& session)
{
    ResponsePairs out;
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(session).list());
    for (const Batch& batch : batches) {
        if (!batch.isOpen || !isAdjudication(batch)) {
            continue;
        }
        ItemFilter filter;
        filter.batch = batch.id;
        filter.maximumLabels = 0;
        ItemId after;
        for (;;) {
            PLUMBLINE_ASSIGN(const QList<ItemView> views,
                             ItemRepository(session).viewsAfter(filter, after, kPage));
            for (const ItemView& view : views) {
                if (view.responses.size() == 2) {
                    out.insert(responsePair(view.responses[0].id, view.responses[1].id));
                }
            }
            if (views.size() < kPage) {
                break;
            }
            after = views.last().item.id;
        }
    }
    return out;
}

} // namespace plumbline
