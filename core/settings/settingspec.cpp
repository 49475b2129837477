#include "core/settings/settingspec.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxLeaseMinutes = 24 * 60;

Error invalid(const SettingSpec& spec, const QString& message)
{
    return makeError(ErrorCode::InvalidData, message, QString(spec.key));
}

bool isWholeNumber(const QJsonValue& value)
{
    // toInteger() gives its argument back when the value is no whole number.
    return value.isDouble() && value.toInteger(0) == value.toInteger(1) &&
           value.toInteger() >= std::numeric_limits<int>::min() &&
           value.toInteger() <= std::numeric_limits<int>::max();
}

Result<void> checkNumber(const SettingSpec& spec, const QJsonValue& value)
{
    if (!isWholeNumber(value)) {
        return invalid(spec, u"“%1” must be a whole number."_s.arg(spec.key));
    }
    const auto number = static_cast<int>(value.toInteger());
    if (!spec.numbers.isEmpty()) {
        if (spec.numbers.contains(number)) {
            return {};
        }
        QStringList allowed;
        for (const int one : spec.numbers) {
            allowed.append(QString::number(one));
        }
        return invalid(spec, u"“%1” must be one of %2."_s.arg(spec.key, allowed.join(u", ")));
    }
    if (number < spec.minimum || number > spec.maximum) {
        return invalid(spec,
                       u"“%1” must be from %2 to %3."_s.arg(spec.key).arg(spec.minimum).arg(spec.maximum));
    }
    return {};
}

Result<void> checkLanguage(const SettingSpec& spec, const QJsonValue& value)
{
    static const QRegularExpression kCode(u"^([a-z]{2,3}(_[A-Z]{2})?)?$"_s);
    if (!value.isString() || !kCode.match(value.toString()).hasMatch()) {
        return invalid(spec, u"“%1” must be a language such as de or pt_BR, or empty."_s.arg(spec.key));
    }
    return {};
}

Result<void> checkTextList(const SettingSpec& spec, const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    const auto isText = [](const QJsonValue& element) { return element.isString(); };
    if (!value.isArray() || !std::all_of(array.constBegin(), array.constEnd(), isText)) {
        return invalid(spec, u"“%1” must be a list of texts."_s.arg(spec.key));
    }
    if (array.size() > spec.maximum) {
        return invalid(spec, u"“%1” must have at most %2 entries."_s.arg(spec.key).arg(spec.maximum));
    }
    return {};
}

bool isNumberList(const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    return value.isArray() &&
           std::all_of(array.constBegin(), array.constEnd(), [](const QJsonValue& element) {
               return isWholeNumber(element) && element.toInteger() >= 0;
           });
}

Result<void> checkMap(const SettingSpec& spec, const QJsonValue& value)
{
    if (!value.isObject()) {
        return invalid(spec, u"“%1” must be an object."_s.arg(spec.key));
    }
    const bool wantsText = spec.type == SettingType::TextMap;
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (wantsText ? !it.value().isString() : !isNumberList(it.value())) {
            return makeError(ErrorCode::InvalidData,
                             wantsText ? u"A text was expected here."_s
                                       : u"A list of whole numbers, none below 0, was expected here."_s,
                             QString(spec.key) + u'.' + it.key());
        }
    }
    return {};
}

SettingSpec flag(QLatin1StringView key, bool fallback)
{
    return {.key = key, .type = SettingType::Flag, .fallback = fallback};
}

SettingSpec choice(QLatin1StringView key, const QStringList& choices)
{
    return {.key = key, .type = SettingType::Choice, .fallback = choices.constFirst(), .choices = choices};
}

} // namespace

const QList<SettingSpec>& settingSpecs()
{
    using namespace settingkeys;
    static const QList<SettingSpec> kSpecs{
        choice(kTheme, {u"system"_s, u"light"_s, u"dark"_s, u"high-contrast"_s}),
        {.key = kResponseTextSize,
         .type = SettingType::Number,
         .fallback = 15,
         .numbers = {13, 15, 17, 20, 24}},
        flag(kMarkdown, true),
        flag(kShowsPace, true),
        {.key = kLeaseMinutes,
         .type = SettingType::Number,
         .fallback = 20,
         .minimum = 1,
         .maximum = kMaxLeaseMinutes},
        {.key = kLanguage, .type = SettingType::Language, .fallback = QString()},
        choice(kKeyProfile, {u"plumbline"_s, u"prodigy"_s, u"labelstudio"_s}),
        {.key = kKeys, .type = SettingType::TextMap, .fallback = QJsonObject()},
        flag(kSideBarFolded, false),
        {.key = kSplitters, .type = SettingType::NumberLists, .fallback = QJsonObject()},
        {.key = kAnnotatorNames, .type = SettingType::TextMap, .fallback = QJsonObject()},
        {.key = kRecentProjects,
         .type = SettingType::TextList,
         .fallback = QJsonArray(),
         .maximum = kMaxRecentProjects},
    };
    return kSpecs;
}

const SettingSpec* findSettingSpec(QAnyStringView key)
{
    const QList<SettingSpec>& specs = settingSpecs();
    const auto found = std::find_if(specs.cbegin(), specs.cend(),
                                    [key](const SettingSpec& spec) { return spec.key == key; });
    return found == specs.cend() ? nullptr : &*found;
}

Result<void> checkSetting(const SettingSpec& spec, const QJsonValue& value)
{
    switch (spec.type) {
    case SettingType::Flag:
        if (!value.isBool()) {
            return invalid(spec, u"“%1” must be true or false."_s.arg(spec.key));
        }
        return {};
    case SettingType::Number:
        return checkNumber(spec, value);
    case SettingType::Choice:
        if (!value.isString() || !spec.choices.contains(value.toString())) {
            return invalid(spec, u"“%1” must be one of %2."_s.arg(spec.key, spec.choices.join(u", ")));
        }
        return {};
    case SettingType::Language:
        return checkLanguage(spec, value);
    case SettingType::TextList:
        return checkTextList(spec, value);
    case SettingType::TextMap:
    case SettingType::NumberLists:
        return checkMap(spec, value);
    }
    return {};
}

} // namespace plumbline
