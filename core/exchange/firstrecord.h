#pragma once

#include "core/exchange/format.h"

#include <QJsonObject>

#include <optional>

namespace plumbline {

/// The first JSON record of a file's head, for detection; nothing when there is none that can be read.
[[nodiscard]] std::optional<QJsonObject> firstJsonRecord(const Probe& probe);
/// The first CSV record of a file's head; empty when there is none.
[[nodiscard]] QStringList firstCsvRecord(const Probe& probe);

} // namespace plumbline
