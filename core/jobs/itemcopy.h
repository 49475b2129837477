#pragma once

#include "core/store/itemrepository.h"

namespace plumbline {

/// An item as another batch takes it: same prompt, responses, schema, priority, meta and gold answer; none of
/// its labels. Adding it twice adds it once.
[[nodiscard]] NewItem copyOfItem(const ItemView& view, BatchId batch, int overlap);
/// Errors: InvalidArgument unless it is from 1 to 1000.
[[nodiscard]] Result<void> checkOverlap(int overlap);

} // namespace plumbline
