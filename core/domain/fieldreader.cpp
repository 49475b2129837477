#include "core/domain/fieldreader.h"

#include "core/domain/excerpt.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

FieldReader::FieldReader(const QJsonObject& object, QString path)
    : m_object(object)
    , m_path(std::move(path))
{
}

FieldReader::FieldReader(const QJsonObject& object, const FieldReader& parent, QLatin1StringView key,
                         qsizetype index)
    : m_object(object)
    , m_parent(&parent)
    , m_key(key)
    , m_index(index)
{
}

QString FieldReader::pathOf(QStringView key) const
{
    if (m_parent == nullptr) {
        return m_path.isEmpty() ? key.toString() : u"%1.%2"_s.arg(m_path, key);
    }
    const QString own = m_index < 0 ? QString(m_key) : u"%1[%2]"_s.arg(m_key).arg(m_index);
    return u"%1.%2"_s.arg(m_parent->pathOf(own), key);
}

QJsonValue FieldReader::take(QLatin1StringView key)
{
    const auto found = m_object.constFind(key);
    if (found == m_object.constEnd()) {
        return QJsonValue::Undefined;
    }
    if (!m_read.contains(key)) {
        m_read.append(key);
    }
    return found.value();
}

void FieldReader::read(QLatin1StringView key, QString& out)
{
    if (!has(key)) {
        return;
    }
    const QJsonValue value = take(key);
    if (!value.isString()) {
        fail(QString(key), u"A text was expected here."_s);
        return;
    }
    out = value.toString();
}

void FieldReader::read(QLatin1StringView key, bool& out)
{
    if (!has(key)) {
        return;
    }
    const QJsonValue value = take(key);
    if (!value.isBool()) {
        fail(QString(key), u"true or false was expected here."_s);
        return;
    }
    out = value.toBool();
}

void FieldReader::read(QLatin1StringView key, qint64& out)
{
    if (!has(key)) {
        return;
    }
    if (const std::optional<qint64> number = wholeNumber(take(key), QString(key))) {
        out = *number;
    }
}

void FieldReader::read(QLatin1StringView key, int& out)
{
    qint64 wide = out;
    read(key, wide);
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
        fail(QString(key), u"The number %1 is too large."_s.arg(wide));
        return;
    }
    out = static_cast<int>(wide);
}

void FieldReader::read(QLatin1StringView key, std::optional<int>& out)
{
    if (has(key)) {
        int number = 0;
        read(key, number);
        out = number;
    }
}

void FieldReader::read(QLatin1StringView key, std::optional<double>& out)
{
    if (!has(key)) {
        return;
    }
    const QJsonValue value = take(key);
    if (value.isNull()) {
        out.reset();
    } else if (value.isDouble()) {
        out = value.toDouble();
    } else {
        fail(QString(key), u"A number or null was expected here."_s);
    }
}

void FieldReader::read(QLatin1StringView key, QStringList& out)
{
    if (!has(key)) {
        return;
    }
    const QJsonArray array = takeArray(key);
    out.clear();
    for (qsizetype index = 0; index < array.size(); ++index) {
        if (!array.at(index).isString()) {
            fail(u"%1[%2]"_s.arg(key).arg(index), u"A text was expected here."_s);
            return;
        }
        out.append(array.at(index).toString());
    }
}

void FieldReader::read(QLatin1StringView key, QList<int>& out)
{
    if (has(key)) {
        out = wholeNumbers(takeArray(key), QString(key));
    }
}

void FieldReader::read(QLatin1StringView key, QList<QList<int>>& out)
{
    if (!has(key)) {
        return;
    }
    const QJsonArray array = takeArray(key);
    out.clear();
    for (qsizetype index = 0; index < array.size(); ++index) {
        const QString field = u"%1[%2]"_s.arg(key).arg(index);
        if (!array.at(index).isArray()) {
            fail(field, u"A list of whole numbers was expected here."_s);
            return;
        }
        out.append(wholeNumbers(array.at(index).toArray(), field));
    }
}

void FieldReader::read(QLatin1StringView key, QJsonObject& out)
{
    if (!has(key)) {
        return;
    }
    const QJsonValue value = take(key);
    if (!value.isObject()) {
        fail(QString(key), u"An object was expected here."_s);
        return;
    }
    out = value.toObject();
}

void FieldReader::require(QLatin1StringView key)
{
    if (!has(key)) {
        fail(QString(key), u"This field is missing."_s);
    }
}

void FieldReader::fail(QStringView key, const QString& message)
{
    if (!m_error) {
        m_error = makeError(ErrorCode::InvalidData, message, pathOf(key));
    }
}

void FieldReader::adopt(const Result<void>& inner)
{
    if (!m_error && !inner) {
        m_error = inner.error();
    }
}

Result<void> FieldReader::finish()
{
    if (m_error) {
        return *m_error;
    }
    if (m_read.size() == m_object.size()) {
        return {};
    }
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        const auto isIt = [&it](QLatin1StringView key) { return it.key() == key; };
        if (std::none_of(m_read.cbegin(), m_read.cend(), isIt)) {
            const QString key = excerpt(it.key());
            fail(key, u"The key “%1” is not known here. Correct it or remove it."_s.arg(key));
            return *m_error;
        }
    }
    return {};
}

QJsonArray FieldReader::takeArray(QLatin1StringView key)
{
    const QJsonValue value = take(key);
    if (!value.isArray()) {
        fail(QString(key), u"A list was expected here."_s);
    }
    return value.toArray();
}

QList<int> FieldReader::wholeNumbers(const QJsonArray& array, const QString& field)
{
    QList<int> numbers;
    for (qsizetype index = 0; index < array.size(); ++index) {
        const QString place = u"%1[%2]"_s.arg(field).arg(index);
        const std::optional<qint64> number = wholeNumber(array.at(index), place);
        if (!number) {
            return {};
        }
        if (*number < std::numeric_limits<int>::min() || *number > std::numeric_limits<int>::max()) {
            fail(place, u"The number %1 is too large."_s.arg(*number));
            return {};
        }
        numbers.append(static_cast<int>(*number));
    }
    return numbers;
}

std::optional<qint64> FieldReader::wholeNumber(const QJsonValue& value, const QString& field)
{
    // toInteger() gives its argument back when the value is no whole number of 64 bits.
    if (!value.isDouble() || value.toInteger(0) != value.toInteger(1)) {
        fail(field, u"A whole number was expected here."_s);
        return std::nullopt;
    }
    return value.toInteger();
}

} // namespace plumbline
