#pragma once

#include "core/domain/kinds.h"

#include <QString>

namespace plumbline {

/// The guidelines (Markdown) that go with the built-in schema of a kind.
[[nodiscard]] QString builtInGuidelines(ItemKind kind);

} // namespace plumbline
