#pragma once

#include "core/store/session.h"

#include <QStringList>

namespace plumbline {

/// Everything that is wrong with a database: SQLite's own check, dangling references, kept counts and
/// counters that differ from a recount, items with more labels and leases than they want. Empty = sound.
/// Reads the whole file.
[[nodiscard]] Result<QStringList> integrityProblems(Session& session);

} // namespace plumbline
