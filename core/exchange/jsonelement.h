#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <simdjson.h>

#include <memory>

namespace plumbline {

/// Reads JSON texts one after the other into simdjson's tree, without a detour over Qt's. As strict as
/// parseJson(), but for keys that stand twice, which toJsonValue() and ElementReader refuse.
class JsonElementParser
{
public:
    /// The tree is valid until the next parse. Errors: as parseJson().
    [[nodiscard]] Result<simdjson::dom::element> parse(QByteArrayView text);

private:
    simdjson::dom::parser m_parser;
};

[[nodiscard]] QString toQString(std::string_view text);
/// The same value in Qt's words. Errors: InvalidData for a key that stands twice or a number that is too
/// large.
[[nodiscard]] Result<QJsonValue> toJsonValue(const simdjson::dom::element& element);
/// toJsonValue() of something that must be an object.
[[nodiscard]] Result<QJsonObject> toJsonObject(const simdjson::dom::element& element, const QString& field);

// Typed access to a value, with the field's name for the error. Errors: InvalidData.
[[nodiscard]] Result<QString> asString(const simdjson::dom::element& element, const QString& field);
[[nodiscard]] Result<qint64> asInteger(const simdjson::dom::element& element, const QString& field);
[[nodiscard]] Result<double> asDouble(const simdjson::dom::element& element, const QString& field);
[[nodiscard]] Result<bool> asBool(const simdjson::dom::element& element, const QString& field);
[[nodiscard]] Result<QStringList> asStrings(const simdjson::dom::element& element, const QString& field);
[[nodiscard]] Result<simdjson::dom::array> asArray(const simdjson::dom::element& element,
                                                   const QString& field);
[[nodiscard]] Result<simdjson::dom::object> asObject(const simdjson::dom::element& element,
                                                     const QString& field);

/// Refuses a key that stands twice in an object. Errors: InvalidData naming the key.
[[nodiscard]] Result<void> checkKeysOnce(const simdjson::dom::object& object);

} // namespace plumbline
