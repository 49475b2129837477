#include "core/exchange/jsonelement.h"

#include "core/base/json.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

Error twice(std::string_view key)
{
    const QString name = toQString(key);
    return invalid(u"The key “%1” stands twice in one object; only one value can be meant."_s.arg(name),
                   name);
}

} // namespace

Result<simdjson::dom::element> JsonElementParser::parse(QByteArrayView text)
{
    const auto size = static_cast<size_t>(text.size());
    simdjson::error_code code = simdjson::SUCCESS;
    if (m_parser.max_depth() != kMaxJsonDepth || m_parser.capacity() < size) {
        code = m_parser.allocate(std::max<size_t>(size, 64 * 1024), kMaxJsonDepth);
    }
    simdjson::dom::element root;
    if (code == simdjson::SUCCESS) {
        code = m_parser.parse(text.data(), size).get(root);
    }
    if (code == simdjson::SUCCESS) {
        return root;
    }
    // The sentence for what is wrong is parseJson()'s.
    const Result<QJsonValue> again = parseJson(text);
    return again ? invalid(u"This is not valid JSON."_s, {}) : again.error();
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Result<QJsonValue> toJsonValue(const simdjson::dom::element& element)
{
    switch (element.type()) {
    case simdjson::dom::element_type::OBJECT: {
        QJsonObject out;
        const simdjson::dom::object object = element.get_object().value_unsafe();
        for (const simdjson::dom::key_value_pair field : object) {
            const QString key = toQString(field.key);
            if (out.contains(key)) {
                return twice(field.key);
            }
            PLUMBLINE_ASSIGN(const QJsonValue value, toJsonValue(field.value));
            out.insert(key, value);
        }
        return QJsonValue(out);
    }
    case simdjson::dom::element_type::ARRAY: {
        QJsonArray out;
        const simdjson::dom::array children = element.get_array().value_unsafe();
        for (const simdjson::dom::element child : children) {
            PLUMBLINE_ASSIGN(const QJsonValue value, toJsonValue(child));
            out.append(value);
        }
        return QJsonValue(out);
    }
    case simdjson::dom::element_type::STRING:
        return QJsonValue(toQString(element.get_string().value_unsafe()));
    case simdjson::dom::element_type::INT64:
        return QJsonValue(static_cast<qint64>(element.get_int64().value_unsafe()));
    case simdjson::dom::element_type::UINT64:
        return invalid(u"A whole number is larger than 9223372036854775807."_s, {});
    case simdjson::dom::element_type::DOUBLE:
        return QJsonValue(element.get_double().value_unsafe());
    case simdjson::dom::element_type::BOOL:
        return QJsonValue(element.get_bool().value_unsafe());
    case simdjson::dom::element_type::NULL_VALUE:
        break;
    }
    return QJsonValue(QJsonValue::Null);
}

Result<QJsonObject> toJsonObject(const simdjson::dom::element& element, const QString& field)
{
    if (!element.is_object()) {
        return invalid(u"An object was expected here, in braces."_s, field);
    }
    PLUMBLINE_ASSIGN(const QJsonValue value, toJsonValue(element));
    return value.toObject();
}

Result<QString> asString(const simdjson::dom::element& element, const QString& field)
{
    std::string_view text;
    if (element.get_string().get(text) != simdjson::SUCCESS) {
        return invalid(u"A text was expected here, in quotation marks."_s, field);
    }
    return toQString(text);
}

Result<qint64> asInteger(const simdjson::dom::element& element, const QString& field)
{
    int64_t number = 0;
    if (element.get_int64().get(number) != simdjson::SUCCESS) {
        return invalid(u"A whole number was expected here."_s, field);
    }
    return static_cast<qint64>(number);
}

Result<double> asDouble(const simdjson::dom::element& element, const QString& field)
{
    double number = 0;
    if (element.get_double().get(number) != simdjson::SUCCESS) {
        return invalid(u"A number was expected here."_s, field);
    }
    return number;
}

Result<bool> asBool(const simdjson::dom::element& element, const QString& field)
{
    bool value = false;
    if (element.get_bool().get(value) != simdjson::SUCCESS) {
        return invalid(u"true or false was expected here."_s, field);
    }
    return value;
}

Result<simdjson::dom::array> asArray(const simdjson::dom::element& element, const QString& field)
{
    simdjson::dom::array array;
    if (element.get_array().get(array) != simdjson::SUCCESS) {
        return invalid(u"A list was expected here, in brackets."_s, field);
    }
    return array;
}

Result<simdjson::dom::object> asObject(const simdjson::dom::element& element, const QString& field)
{
    simdjson::dom::object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) {
        return invalid(u"An object was expected here, in braces."_s, field);
    }
    return object;
}

Result<QStringList> asStrings(const simdjson::dom::element& element, const QString& field)
{
    PLUMBLINE_ASSIGN(const simdjson::dom::array array, asArray(element, field));
    QStringList out;
    for (const simdjson::dom::element child : array) {
        PLUMBLINE_ASSIGN(const QString text, asString(child, u"%1[%2]"_s.arg(field).arg(out.size())));
        out.append(text);
    }
    return out;
}

Result<void> checkKeysOnce(const simdjson::dom::object& object)
{
    std::array<std::string_view, 32> seen;
    size_t count = 0;
    for (const simdjson::dom::key_value_pair field : object) {
        const auto end = seen.begin() + static_cast<std::ptrdiff_t>(count);
        if (std::find(seen.begin(), end, field.key) != end) {
            return twice(field.key);
        }
        if (count == seen.size()) {
            return invalid(u"The object has more keys than any record of this format."_s, {});
        }
        seen[count++] = field.key;
    }
    return {};
}

} // namespace plumbline
