#pragma once

#include "core/base/clock.h"
#include "core/exchange/importoptions.h"
#include "core/store/store.h"

#include <QString>

#include <memory>

namespace plumbline {

/// The file that holds the sample project: beside the program in share/plumbline. Errors: NotFound.
[[nodiscard]] Result<QString> sampleFile();

/// Makes an empty project at `path` for the sample. Errors: as Store::create().
[[nodiscard]] Result<std::unique_ptr<Store>> createSampleProject(const QString& path, const Clock& clock);

/// The options of the import that fills it.
[[nodiscard]] ImportOptions sampleImport();

/// Both: a project with the sample in it, ready for work. Takes seconds. Errors: as above, and those of the
/// import; then nothing is left at `path`.
[[nodiscard]] Result<std::unique_ptr<Store>> makeSampleProject(const QString& path, const Clock& clock);

} // namespace plumbline
