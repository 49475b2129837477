#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QPair>
#include <QSet>

namespace plumbline {

struct Session;

/// Pairs of responses, the lower id first.
using ResponsePairs = QSet<QPair<qint64, qint64>>;
[[nodiscard]] QPair<qint64, qint64> responsePair(ResponseId one, ResponseId other);

/// The pairs that lie in open batches for adjudication and have no verdict yet. For a background read.
[[nodiscard]] Result<ResponsePairs> waitingPairs(Session& session);

} // namespace plumbline
