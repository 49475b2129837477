#pragma once

#include "core/base/clock.h"
#include "core/store/session.h"

#include <QString>

#include <optional>

namespace plumbline {

/// What a new project says of itself: a fresh uid, the time, and a seed (drawn when none is given).
[[nodiscard]] ProjectInfo newProjectInfo(const QString& name, const Clock& clock,
                                         std::optional<quint64> seed = std::nullopt);

} // namespace plumbline
