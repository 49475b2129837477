#include "core/store/servesbatch.h"

#include "core/domain/adjudication.h"

namespace plumbline {

bool servesBatch(const QueueFilter& filter, const Batch& batch)
{
    return batch.isOpen &&
           (filter.batches.isEmpty() ? !isAdjudication(batch) : filter.batches.contains(batch.id));
}

} // namespace plumbline
