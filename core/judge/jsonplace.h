#pragma once

#include <QString>

namespace plumbline {

/// Where the value of a key of the first JSON object in a text begins, in UTF-16 units: behind the quote of a
/// text, at the first sign of anything else. Only the object's own keys count, not those of objects inside
/// it, nor what stands in texts. -1 when there is no such key.
[[nodiscard]] qsizetype jsonValueAt(const QString& text, const QString& key);

} // namespace plumbline
