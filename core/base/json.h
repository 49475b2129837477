#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

namespace plumbline {

/// Deepest nesting of arrays and objects that is read from a file.
inline constexpr int kMaxJsonDepth = 64;

/// Reads one JSON text strictly (simdjson): UTF-8 only, no NaN, no trailing text, no key twice in an object,
/// at most kMaxJsonDepth deep, no lone surrogate escapes. Whole numbers stay whole numbers (64 bits). Errors:
/// InvalidData with a sentence that says what is wrong; `field` names a duplicate key.
[[nodiscard]] Result<QJsonValue> parseJson(QByteArrayView text);

/// parseJson() for a text that must be an object.
[[nodiscard]] Result<QJsonObject> parseJsonObject(QByteArrayView text);

/// Compact JSON with keys in code-unit order, no escaping of non-ASCII text: equal values give equal bytes.
[[nodiscard]] QByteArray canonicalJson(const QJsonValue& value);
[[nodiscard]] QByteArray canonicalJson(const QJsonObject& object);
[[nodiscard]] QByteArray canonicalJson(const QJsonArray& array);

/// Appends `text` to `out` as a JSON string literal in UTF-8. Unpaired surrogates become U+FFFD.
void appendJsonString(QByteArray& out, QStringView text);
/// The same for a text in UTF-8. What is no UTF-8 becomes U+FFFD.
void appendJsonUtf8(QByteArray& out, QByteArrayView utf8);

} // namespace plumbline
