#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace plumbline {

/// Writes a small file whole, in the background. Errors: Io.
[[nodiscard]] QFuture<Result<void>> writeFile(const QString& path, const QByteArray& bytes);
/// Reads a small file, in the background. Errors: NotFound, Io, InvalidData when it is larger than a
/// megabyte.
[[nodiscard]] QFuture<Result<QByteArray>> readFile(const QString& path);

} // namespace plumbline
