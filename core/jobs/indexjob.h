#pragma once

#include "core/jobs/jobrunner.h"

namespace plumbline {

/// Brings the full-text index up to the last text, in short transactions. A job "index" has no parameters.
[[nodiscard]] Result<JobOutcome> runIndexJob(JobContext& context, const QJsonObject& params);

/// The same as a phase of another job; leaves the job's unit and progress at texts.
[[nodiscard]] Result<qint64> indexTexts(JobContext& context);

} // namespace plumbline
