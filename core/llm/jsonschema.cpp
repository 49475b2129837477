#include "core/llm/jsonschema.h"

#include <QJsonArray>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <cmath>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> check(const QJsonValue& value, const QJsonObject& schema, const QString& path, int depth);

Error misfit(const QString& path, const QString& what)
{
    const QString place = path.isEmpty() ? u"the reply"_s : u"“%1”"_s.arg(path);
    return makeError(ErrorCode::InvalidData, u"In what the model answered, %1 %2."_s.arg(place, what), path);
}

QString quoted(const QJsonValue& value)
{
    return QString::fromUtf8(canonicalJson(value));
}

bool isOfType(const QJsonValue& value, const QString& type)
{
    if (type == u"integer"_s) {
        return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble();
    }
    return (type == u"object"_s && value.isObject()) || (type == u"array"_s && value.isArray()) ||
           (type == u"string"_s && value.isString()) || (type == u"number"_s && value.isDouble()) ||
           (type == u"boolean"_s && value.isBool()) || (type == u"null"_s && value.isNull());
}

Result<void> checkKeywords(const QJsonObject& schema)
{
    static const QSet<QString> kKnown = {u"type"_s,        u"enum"_s,      u"const"_s,
                                         u"properties"_s,  u"required"_s,  u"additionalProperties"_s,
                                         u"items"_s,       u"minItems"_s,  u"maxItems"_s,
                                         u"minLength"_s,   u"maxLength"_s, u"minimum"_s,
                                         u"maximum"_s,     u"anyOf"_s,     u"title"_s,
                                         u"description"_s, u"default"_s,   u"$schema"_s};
    for (auto it = schema.begin(); it != schema.end(); ++it) {
        if (!kKnown.contains(it.key())) {
            return makeError(
                ErrorCode::InvalidArgument,
                u"The schema of the wished reply uses “%1”, which cannot be checked here."_s.arg(it.key()),
                it.key());
        }
    }
    return {};
}

Result<void> checkType(const QJsonValue& value, const QJsonValue& type, const QString& path)
{
    QStringList types;
    if (type.isString()) {
        types << type.toString();
    }
    const QJsonArray list = type.toArray();
    for (const QJsonValue& one : list) {
        types << one.toString();
    }
    if (types.isEmpty() ||
        std::any_of(types.begin(), types.end(), [&](const QString& one) { return isOfType(value, one); })) {
        return {};
    }
    return misfit(path, u"must be of type %1"_s.arg(types.join(u" or "_s)));
}

Result<void> checkObject(const QJsonObject& object, const QJsonObject& schema, const QString& path, int depth)
{
    const QJsonArray required = schema.value(u"required"_s).toArray();
    for (const QJsonValue& key : required) {
        if (!object.contains(key.toString())) {
            return misfit(path, u"has no field “%1”"_s.arg(key.toString()));
        }
    }
    const QJsonObject properties = schema.value(u"properties"_s).toObject();
    const QJsonValue more = schema.value(u"additionalProperties"_s);
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString inner = path.isEmpty() ? it.key() : path + u'.' + it.key();
        if (properties.contains(it.key())) {
            PLUMBLINE_TRY(check(it.value(), properties.value(it.key()).toObject(), inner, depth + 1));
        } else if (more.isObject()) {
            PLUMBLINE_TRY(check(it.value(), more.toObject(), inner, depth + 1));
        } else if (more.isBool() && !more.toBool()) {
            return misfit(path, u"has a field “%1” that was not asked for"_s.arg(it.key()));
        }
    }
    return {};
}

Result<void> checkArray(const QJsonArray& array, const QJsonObject& schema, const QString& path, int depth)
{
    if (schema.contains(u"minItems"_s) && array.size() < schema.value(u"minItems"_s).toInteger()) {
        return misfit(path, u"has fewer than %1 entries"_s.arg(schema.value(u"minItems"_s).toInteger()));
    }
    if (schema.contains(u"maxItems"_s) && array.size() > schema.value(u"maxItems"_s).toInteger()) {
        return misfit(path, u"has more than %1 entries"_s.arg(schema.value(u"maxItems"_s).toInteger()));
    }
    if (schema.value(u"items"_s).isObject()) {
        for (qsizetype at = 0; at < array.size(); ++at) {
            PLUMBLINE_TRY(check(array.at(at), schema.value(u"items"_s).toObject(),
                                u"%1[%2]"_s.arg(path).arg(at), depth + 1));
        }
    }
    return {};
}

Result<void> checkBounds(const QJsonValue& value, const QJsonObject& schema, const QString& path)
{
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (schema.contains(u"minimum"_s) && number < schema.value(u"minimum"_s).toDouble()) {
            return misfit(path, u"is less than %1"_s.arg(quoted(schema.value(u"minimum"_s))));
        }
        if (schema.contains(u"maximum"_s) && number > schema.value(u"maximum"_s).toDouble()) {
            return misfit(path, u"is more than %1"_s.arg(quoted(schema.value(u"maximum"_s))));
        }
    }
    if (value.isString() && (schema.contains(u"minLength"_s) || schema.contains(u"maxLength"_s))) {
        const qsizetype length = value.toString().toUcs4().size();
        if (length < schema.value(u"minLength"_s).toInteger(0)) {
            return misfit(path,
                          u"is shorter than %1 characters"_s.arg(schema.value(u"minLength"_s).toInteger()));
        }
        if (schema.contains(u"maxLength"_s) && length > schema.value(u"maxLength"_s).toInteger()) {
            return misfit(path,
                          u"is longer than %1 characters"_s.arg(schema.value(u"maxLength"_s).toInteger()));
        }
    }
    return {};
}

Result<void> check(const QJsonValue& value, const QJsonObject& schema, const QString& path, int depth)
{
    if (depth > kMaxJsonDepth) {
        return misfit(path, u"is nested too deep"_s);
    }
    PLUMBLINE_TRY(checkKeywords(schema));
    PLUMBLINE_TRY(checkType(value, schema.value(u"type"_s), path));
    if (schema.contains(u"const"_s) && value != schema.value(u"const"_s)) {
        return misfit(path, u"must be %1"_s.arg(quoted(schema.value(u"const"_s))));
    }
    if (schema.contains(u"enum"_s) && !schema.value(u"enum"_s).toArray().contains(value)) {
        return misfit(path, u"must be one of %1"_s.arg(quoted(schema.value(u"enum"_s))));
    }
    if (schema.contains(u"anyOf"_s)) {
        const QJsonArray choices = schema.value(u"anyOf"_s).toArray();
        bool fits = false;
        for (const QJsonValue& choice : choices) {
            const auto checked = check(value, choice.toObject(), path, depth + 1);
            if (!checked && checked.error().code == ErrorCode::InvalidArgument) {
                return checked;
            }
            fits = fits || checked;
        }
        if (!fits) {
            return misfit(path, u"fits none of the forms that were asked for"_s);
        }
    }
    if (value.isObject()) {
        PLUMBLINE_TRY(checkObject(value.toObject(), schema, path, depth));
    }
    if (value.isArray()) {
        PLUMBLINE_TRY(checkArray(value.toArray(), schema, path, depth));
    }
    return checkBounds(value, schema, path);
}

} // namespace

Result<void> checkJsonSchema(const QJsonValue& value, const QJsonObject& schema)
{
    return check(value, schema, {}, 0);
}

} // namespace plumbline
