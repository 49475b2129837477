#pragma once

#include "core/domain/kinds.h"

#include <QString>

namespace plumbline {

/// The key by which a batch hands out an item: smaller is served first, equal keys by row id.
/// Fixed: the position. Random: a hash of project seed and item uid, the same for everybody, so that items
/// are finished one by one. FewestLabels: the number of taken slots, then the position. Priority: the highest
/// first.
[[nodiscard]] qint64 queueKey(QueueOrder order, quint64 projectSeed, const QString& itemUid, qint64 position,
                              double priority, int taken);

} // namespace plumbline
