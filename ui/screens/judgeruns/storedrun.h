#pragma once

#include "core/domain/job.h"
#include "core/jobs/judgerunfeed.h"
#include "core/store/session.h"

#include <QList>

namespace plumbline {

/// A run as the store knows it: of runs that ended before the program was started, or that another process
/// runs.
struct StoredRun
{
    JudgeRunView view;
    QList<JudgeRunEntry> entries; ///< its last verdicts, oldest first
    AnnotatorId judge;
};

/// Reads a run's numbers from its job's row and its last verdicts from the labels. In a read transaction.
[[nodiscard]] Result<StoredRun> readStoredRun(Session& session, const Job& job);

/// The numbers of a run from its row alone.
[[nodiscard]] JudgeRunView viewOf(const Job& job);

} // namespace plumbline
