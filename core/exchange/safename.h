#pragma once

#include <QString>

namespace plumbline {

/// A file name made of a name that comes from data: letters, digits, “.”, “-” and “_” of ASCII as they are,
/// anything else replaced and told apart by a short hash; never hidden, never a path, never empty.
[[nodiscard]] QString safeFileName(const QString& name);

} // namespace plumbline
