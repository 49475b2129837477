#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/store.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/workload.h"

#include <QString>

namespace plumbline {

/// Fills `path` with a labelled project of that shape and 2 000 open items to vote on, unless it is there.
[[nodiscard]] Result<void> fillForVotes(const RealTexts& texts, const WorkloadShape& labelled,
                                        const QString& path);

/// Who votes while a benchmark runs.
[[nodiscard]] Result<AnnotatorId> benchPerson(Store& store);

/// The next pair of the queue is answered, or the last one once more; `chance` says how.
[[nodiscard]] Result<AnnotationId> giveVote(Session& session, AnnotatorId me, quint64 chance, bool isAgain);

} // namespace plumbline
