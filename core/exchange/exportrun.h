#pragma once

#include "core/exchange/format.h"
#include "core/store/store.h"

#include <functional>

namespace plumbline {

/// Where a further file of an export to the file `path` stands: NAME-train.jsonl beside NAME.jsonl; `path`
/// itself for "".
[[nodiscard]] QString exportedPath(const QString& path, const QString& name);

/// Told now and then during an export; false stops it.
using ExportProgress = std::function<bool(qint64 done, qint64 total)>;

/// Writes an export. `path` is a file (".gz" and ".zst" are compressed), or a folder for formats that write
/// several files. Files appear under their names only when all is written; on an error or a stop nothing is
/// left. Errors: NotFound (format), Cancelled, DiskFull, ReadOnly, Io, and what the store says.
[[nodiscard]] Result<ExportReport> exportTo(Store& store, const QString& path, const ExportOptions& options,
                                            const ExportProgress& progress = {});

} // namespace plumbline
