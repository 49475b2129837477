#pragma once

#include "core/exchange/importoptions.h"
#include "core/jobs/jobrunner.h"

namespace plumbline {

/// Parameters of a job "import": {"files":[…], "options":{…}}. Its result is an ImportReport.
[[nodiscard]] QJsonObject importJobParams(const QStringList& files, const ImportOptions& options);

/// Imports files, then brings the full-text index up. Resumes at its checkpoint.
[[nodiscard]] Result<JobOutcome> runImportJob(JobContext& context, const QJsonObject& params);

} // namespace plumbline
