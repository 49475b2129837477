#pragma once

#include "core/exchange/exportoptions.h"

#include <QString>

namespace plumbline {

/// The plumblinectl line that makes the same export, quoted for a shell. `batchName`: the name of the batch
/// that the filter names.
[[nodiscard]] QString exportCommand(const QString& projectPath, const QString& outputPath,
                                    const ExportOptions& options, const QString& batchName);

/// One word as a POSIX shell takes it.
[[nodiscard]] QString shellWord(const QString& word);

} // namespace plumbline
