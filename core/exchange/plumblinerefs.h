#pragma once

#include "core/exchange/exporter.h"
#include "core/exchange/jsonelement.h"
#include "core/store/projectrepository.h"

#include <functional>

namespace plumbline {

// The lines "ref" and "value" of a Plumbline JSONL file: the names that other formats' files use for what is
// here, and what those formats keep with the project. With them a later file of the same source finds in the
// copy of a project what it would have found in the original.

struct ValueLine
{
    QString key; ///< begins with its format: "mt-bench/reference/81"
    QString value;
};

/// Each reads one line. Errors: InvalidData naming the field.
[[nodiscard]] Result<ExternalRef> readRefLine(const simdjson::dom::object& object);
[[nodiscard]] Result<ValueLine> readValueLine(const simdjson::dom::object& object);

/// Writes the values and the names whose target `isWritten` (of its kind and id). Errors: as the sink.
[[nodiscard]] Result<void> writeRefs(Session& session, ExportSink& sink,
                                     const std::function<bool(const ExternalRef&)>& isWritten);

/// Keeps a name that the project does not know yet. Errors: InvalidData when its target is not here.
[[nodiscard]] Result<void> applyRef(Session& session, const ExternalRef& ref);

/// The error for a name whose target is nowhere.
[[nodiscard]] Error refWithoutTarget(const ExternalRef& ref);

} // namespace plumbline
