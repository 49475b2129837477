#pragma once

#include "app/ctl/ctlcontext.h"
#include "core/domain/job.h"

#include <QJsonObject>

#include <functional>

namespace plumbline {

class JobRunner;

/// Starts a job by `start` and stays with it: a progress bar on a terminal, JSON lines on stderr with --json,
/// Ctrl+C cancels it. Gives its final row, or nothing after saying why not.
[[nodiscard]] std::optional<Job> runJob(CtlContext& context, Store& store,
                                        const std::function<Result<JobId>(JobRunner&)>& start);

/// Answers with a job's row: its message, or its failure with the exit status 1.
void answerJob(CtlContext& context, const Job& job, const QJsonObject& object);

} // namespace plumbline
