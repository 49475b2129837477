#pragma once

#include "core/exchange/importoptions.h"

#include <QByteArrayView>

namespace plumbline {

/// The report of a record that could not be imported; `text` is its beginning (or all of it).
[[nodiscard]] BadLine makeBadLine(const QString& file, qint64 line, qint64 offset, QByteArrayView text,
                                  const Error& error);

/// Whether an error concerns its record alone, so that an import can go on with the next one.
[[nodiscard]] bool isRecordError(const Error& error);

} // namespace plumbline
