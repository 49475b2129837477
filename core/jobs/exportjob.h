#pragma once

#include "core/exchange/exportoptions.h"
#include "core/jobs/jobrunner.h"

namespace plumbline {

/// Parameters of a job "export": {"path":…, "options":{…}}. Its result is an ExportReport.
[[nodiscard]] QJsonObject exportJobParams(const QString& path, const ExportOptions& options);

/// Writes an export. A resumed run writes it anew.
[[nodiscard]] Result<JobOutcome> runExportJob(JobContext& context, const QJsonObject& params);

} // namespace plumbline
