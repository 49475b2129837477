#pragma once

#include "core/base/result.h"
#include "core/exchange/importoptions.h"

#include <QFuture>

namespace plumbline {

/// Writes the bad lines of a report as tab-separated text, in the background: file, line, field, what is
/// wrong, the line. A cell never begins like a formula. Errors: ReadOnly, DiskFull, Io.
[[nodiscard]] QFuture<Result<void>> writeReport(const QString& path, const ImportReport& report);

} // namespace plumbline
