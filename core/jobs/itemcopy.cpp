#include "core/jobs/itemcopy.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostOverlap = 1000;

} // namespace

NewItem copyOfItem(const ItemView& view, BatchId batch, int overlap)
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

Result<void> checkOverlap(int overlap)
{
    if (overlap < 1 || overlap > kMostOverlap) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"The number of labels wanted must be from 1 to %1, not %2."_s.arg(kMostOverlap).arg(overlap),
            u"overlap"_s);
    }
    return {};
}

} // namespace plumbline
