#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QJsonValue>

namespace plumbline {

/// Checks a value against the part of JSON Schema that structured output uses: type (also a list of types),
/// enum, const, properties, required, additionalProperties (true, false or a schema), items, minItems,
/// maxItems, minLength and maxLength (in code points), minimum, maximum, anyOf. title, description, default
/// and "$schema" say nothing. InvalidData with the path of what does not fit; InvalidArgument when the schema
/// uses a keyword that is not understood, as ignoring it could let a wrong reply pass.
[[nodiscard]] Result<void> checkJsonSchema(const QJsonValue& value, const QJsonObject& schema);

} // namespace plumbline
