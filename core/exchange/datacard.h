#pragma once

#include "core/exchange/exportoptions.h"
#include "core/exchange/format.h"
#include "core/store/session.h"

#include <QString>

namespace plumbline {

/// The Markdown card of an export: what it holds, how the labels came to be, what was left out, under which
/// licence, when and how it was made. Errors: what the store says.
[[nodiscard]] Result<QString> makeDataCard(Session& session, const Format& format,
                                           const ExportOptions& options, const ExportReport& report);

} // namespace plumbline
