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

/// Where ready-made samples are kept: the user's cache folder.
[[nodiscard]] QString sampleCacheFolder();

/// The same in a blink: copies the ready-made sample of this version of Plumbline and this content of the
/// sample from `cacheFolder` to `path`; makes it there first when it is missing or damaged, and takes those
/// of other versions away. A cache that cannot be written only costs the time. Errors: as
/// makeSampleProject().
[[nodiscard]] Result<std::unique_ptr<Store>>
copySampleProject(const QString& path, const QString& cacheFolder, const Clock& clock);

} // namespace plumbline
