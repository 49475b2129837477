#pragma once

#include "core/base/result.h"

#include <QString>

namespace plumbline {

/// Turns what a person types into an FTS5 expression that cannot fail: words (all must occur), "phrases",
/// word* (a beginning), -word (must not occur). Everything is quoted, so no character has a special meaning.
/// Errors: InvalidArgument when only words to leave out are given.
[[nodiscard]] Result<QString> textMatchExpression(const QString& typed);

} // namespace plumbline
