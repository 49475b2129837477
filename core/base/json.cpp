#include "core/base/json.h"

#include <QSet>
#include <QStringList>

#include <simdjson.h>

#include <cmath>
#include <cstring>

#include "core/base/textindex.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Error invalid(const QString& message, const QString& field = {})
{
    return makeError(ErrorCode::InvalidData, message, field);
}

Error fromSimdjson(simdjson::error_code code)
{
    switch (code) {
    case simdjson::UTF8_ERROR:
        return invalid(u"The text is not valid UTF-8. Save the file as UTF-8."_s);
    case simdjson::DEPTH_ERROR:
        return invalid(u"Arrays and objects are nested more than %1 deep."_s.arg(kMaxJsonDepth));
    case simdjson::EMPTY:
        return invalid(u"The line is empty; a JSON value was expected."_s);
    case simdjson::CAPACITY:
        return invalid(u"The text is too long for one JSON value."_s);
    case simdjson::UNCLOSED_STRING:
        return invalid(u"A string has no closing quotation mark: the text ends too early."_s);
    case simdjson::UNESCAPED_CHARS:
        return invalid(u"A string holds a raw control character; it must be escaped."_s);
    case simdjson::NUMBER_ERROR:
        return invalid(
            u"A number is not valid JSON or too large (NaN, Infinity, leading zeros and hexadecimal are not allowed)."_s);
    case simdjson::STRING_ERROR:
        return invalid(u"A string holds an invalid escape sequence."_s);
    case simdjson::TAPE_ERROR:
        return invalid(
            u"This is not valid JSON: a comma, colon, brace, bracket or quotation mark is missing or too "
            "many, or a word stands where a value belongs (NaN and Infinity are no JSON)."_s);
    default:
        return invalid(u"This is not valid JSON: %1."_s.arg(toQString(simdjson::error_message(code))));
    }
}

Result<QJsonValue> convert(const simdjson::dom::element& element);

Result<QJsonValue> convertObject(const simdjson::dom::object& object)
{
    QJsonObject out;
    for (const simdjson::dom::key_value_pair field : object) {
        const QString key = toQString(field.key);
        if (out.contains(key)) {
            return invalid(
                u"The key “%1” stands twice in one object; only one value can be meant."_s.arg(key), key);
        }
        PLUMBLINE_ASSIGN(const QJsonValue value, convert(field.value));
        out.insert(key, value);
    }
    return QJsonValue(out);
}

Result<QJsonValue> convert(const simdjson::dom::element& element)
{
    switch (element.type()) {
    case simdjson::dom::element_type::OBJECT: {
        const simdjson::dom::object object = element.get_object().value_unsafe();
        return convertObject(object);
    }
    case simdjson::dom::element_type::ARRAY: {
        QJsonArray out;
        const simdjson::dom::array children = element.get_array().value_unsafe();
        for (const simdjson::dom::element child : children) {
            PLUMBLINE_ASSIGN(const QJsonValue value, convert(child));
            out.append(value);
        }
        return QJsonValue(out);
    }
    case simdjson::dom::element_type::STRING:
        return QJsonValue(toQString(element.get_string().value_unsafe()));
    case simdjson::dom::element_type::INT64:
        return QJsonValue(static_cast<qint64>(element.get_int64().value_unsafe()));
    case simdjson::dom::element_type::UINT64:
        return invalid(u"A whole number is larger than 9223372036854775807."_s);
    case simdjson::dom::element_type::DOUBLE:
        return QJsonValue(element.get_double().value_unsafe());
    case simdjson::dom::element_type::BOOL:
        return QJsonValue(element.get_bool().value_unsafe());
    case simdjson::dom::element_type::NULL_VALUE:
        break;
    }
    return QJsonValue(QJsonValue::Null);
}

void appendNumber(QByteArray& out, const QJsonValue& value)
{
    const double number = value.toDouble();
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    // Whatever is no whole number gives back the default it was asked with.
    const qint64 whole = value.toInteger(0);
    if (whole != 0 || value.toInteger(1) == 0) {
        out += QByteArray::number(whole);
        return;
    }
    const QByteArray digits = QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
    out += digits;
    if (!digits.contains('.') && !digits.contains('e')) {
        out += ".0"; // beyond 64 bits; without it, it would be read as a whole number and refused
    }
}

void appendValue(QByteArray& out, const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        out += '{';
        bool first = true;
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            if (!first) {
                out += ',';
            }
            first = false;
            appendJsonString(out, it.key());
            out += ':';
            appendValue(out, it.value());
        }
        out += '}';
        return;
    }
    case QJsonValue::Array: {
        out += '[';
        bool first = true;
        for (const QJsonValue& element : value.toArray()) {
            if (!first) {
                out += ',';
            }
            first = false;
            appendValue(out, element);
        }
        out += ']';
        return;
    }
    case QJsonValue::String:
        appendJsonString(out, value.toString());
        return;
    case QJsonValue::Double:
        appendNumber(out, value);
        return;
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        return;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        return;
    }
}

Result<QJsonValue> parseWith(simdjson::dom::parser& parser, QByteArrayView text)
{
    const auto size = static_cast<size_t>(text.size());
    if (parser.max_depth() != kMaxJsonDepth || parser.capacity() < size) {
        if (const auto code = parser.allocate(std::max<size_t>(size, 4096), kMaxJsonDepth)) {
            return fromSimdjson(code);
        }
    }
    simdjson::dom::element root;
    if (const auto code = parser.parse(text.data(), size).get(root)) {
        return fromSimdjson(code);
    }
    return convert(root);
}

} // namespace

Result<QJsonValue> parseJson(QByteArrayView text)
{
    constexpr qsizetype kMostKept = 1 << 20;
    if (text.isEmpty()) {
        text = QByteArrayView(""); // a view of nothing may point nowhere, which simdjson does not expect
    }
    if (text.size() > kMostKept) {
        simdjson::dom::parser once; // its memory, some times the text's, goes when the value is made
        return parseWith(once, text);
    }
    thread_local simdjson::dom::parser kept;
    return parseWith(kept, text);
}

Result<QJsonObject> parseJsonObject(QByteArrayView text)
{
    PLUMBLINE_ASSIGN(const QJsonValue value, parseJson(text));
    if (!value.isObject()) {
        return invalid(u"A JSON object was expected, in braces."_s);
    }
    return value.toObject();
}

QByteArray canonicalJson(const QJsonValue& value)
{
    QByteArray out;
    appendValue(out, value);
    return out;
}

QByteArray canonicalJson(const QJsonObject& object)
{
    return canonicalJson(QJsonValue(object));
}

QByteArray canonicalJson(const QJsonArray& array)
{
    return canonicalJson(QJsonValue(array));
}

namespace {

/// Whether eight bytes hold one that a JSON string must escape: below 0x20, a quote or a backslash.
bool needsEscape(const char* bytes)
{
    constexpr quint64 kOnes = 0x0101010101010101;
    constexpr quint64 kHighs = 0x8080808080808080;
    quint64 word = 0;
    std::memcpy(&word, bytes, sizeof word);
    const quint64 quotes = word ^ (kOnes * '"');
    const quint64 slashes = word ^ (kOnes * '\\');
    const quint64 controls = (word - kOnes * 0x20) & ~word;
    return ((controls | ((quotes - kOnes) & ~quotes) | ((slashes - kOnes) & ~slashes)) & kHighs) != 0;
}

void appendEscaped(QByteArray& out, QByteArrayView utf8)
{
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    qsizetype copied = 0;
    const char* bytes = utf8.data();
    constexpr qsizetype kStride = 8;
    for (qsizetype at = 0; at < utf8.size(); ++at) {
        while (at + kStride <= utf8.size() && !needsEscape(bytes + at)) {
            at += kStride;
        }
        if (at >= utf8.size()) {
            break;
        }
        const auto byte = static_cast<unsigned char>(bytes[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        out.append(bytes + copied, at - copied);
        copied = at + 1;
        switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
    out.append(bytes + copied, utf8.size() - copied);
    out += '"';
}

} // namespace

void appendJsonString(QByteArray& out, QStringView text)
{
    appendEscaped(out, toUtf8(text));
}

void appendJsonUtf8(QByteArray& out, QByteArrayView utf8)
{
    if (!simdjson::validate_utf8(utf8.data(), static_cast<size_t>(utf8.size()))) {
        appendJsonString(out, QString::fromUtf8(utf8));
        return;
    }
    appendEscaped(out, utf8);
}

} // namespace plumbline
