#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace plumbline {

/// Writes a file in whole or not at all: a file that was there before stays as it was when something fails.
/// Errors, each a sentence for the person: NotFound (no such folder), ReadOnly, DiskFull, Io.
[[nodiscard]] Result<void> writeWholeFile(const QString& path, const QByteArray& bytes);

} // namespace plumbline
