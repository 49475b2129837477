#pragma once

#include "core/domain/kinds.h"

#include <QString>

namespace plumbline {

/// In which order a batch hands out its items, for people.
[[nodiscard]] QString orderWords(QueueOrder order);
/// One sentence that explains it.
[[nodiscard]] QString orderHint(QueueOrder order);

} // namespace plumbline
