#pragma once

#include <QString>

namespace plumbline {

/// The start of a text from a file, short enough for a sentence and never cut inside a surrogate pair.
[[nodiscard]] QString excerpt(const QString& text);

} // namespace plumbline
