#pragma once

#include "ui/shell/actioncollection.h"

#include <optional>

namespace plumbline {

/// The keys that a profile gives an action instead of its own; nothing when it keeps its own.
[[nodiscard]] std::optional<QList<QKeySequence>> profileKeys(KeyProfile profile, const QString& actionId);

} // namespace plumbline
