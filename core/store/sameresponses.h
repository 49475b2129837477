#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/session.h"

#include <QList>

namespace plumbline {

/// The items that ask about exactly these responses, in whatever order and batch; lowest id first. What
/// people and judges say of the same responses often lies in items of different batches.
[[nodiscard]] Result<QList<ItemId>> itemsAbout(Session& session, const QList<ResponseId>& responses);

} // namespace plumbline
