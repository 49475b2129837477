#pragma once

#include "core/base/result.h"

#include <QAnyStringView>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// The names of all settings, as they stand in the settings file and in an export.
namespace settingkeys {
inline constexpr QLatin1StringView kTheme{"theme"};
inline constexpr QLatin1StringView kResponseTextSize{"response_text_size"};
inline constexpr QLatin1StringView kMarkdown{"markdown"};
inline constexpr QLatin1StringView kShowsPace{"shows_pace"};
inline constexpr QLatin1StringView kLeaseMinutes{"lease_minutes"};
inline constexpr QLatin1StringView kLanguage{"language"};
inline constexpr QLatin1StringView kKeyProfile{"key_profile"};
inline constexpr QLatin1StringView kKeys{"keys"};
inline constexpr QLatin1StringView kSideBarFolded{"side_bar_folded"};
inline constexpr QLatin1StringView kSplitters{"splitters"};
inline constexpr QLatin1StringView kAnnotatorNames{"annotator_names"};
inline constexpr QLatin1StringView kRecentProjects{"recent_projects"};
} // namespace settingkeys

/// How many projects are remembered.
inline constexpr int kMaxRecentProjects = 12;

/// What a setting's value is made of.
enum class SettingType {
    Flag,
    Number,     ///< a whole number; between minimum and maximum, or one of `numbers`
    Choice,     ///< one of `choices`
    Language,   ///< "" (the desktop's) or a code such as "de" or "pt_BR"
    TextList,   ///< at most `maximum` texts
    TextMap,    ///< texts by name
    NumberLists ///< lists of whole numbers, none below 0, by name
};

/// One row of the table of settings. Values travel as JSON. No setting ever holds a key or a password: those
/// live in the system's keyring or in the environment.
struct SettingSpec
{
    QLatin1StringView key;
    SettingType type = SettingType::Flag;
    QJsonValue fallback; ///< the value while nothing is set
    QStringList choices = {};
    QList<int> numbers = {};
    int minimum = 0;
    int maximum = 0;
};

/// All settings there are, in the order in which an export lists them.
[[nodiscard]] const QList<SettingSpec>& settingSpecs();
/// The row of a key; nullptr when there is no such setting.
[[nodiscard]] const SettingSpec* findSettingSpec(QAnyStringView key);

/// Errors: InvalidData with the key as field and a sentence that says what is allowed.
[[nodiscard]] Result<void> checkSetting(const SettingSpec& spec, const QJsonValue& value);

} // namespace plumbline
