#pragma once

#include "core/base/ids.h"
#include "core/store/session.h"

namespace plumbline {

/// The item that a word of the command line names: its id, or its uid. Errors: NotFound.
[[nodiscard]] Result<ItemId> findItem(Session& session, const QString& word);

} // namespace plumbline
