#include "core/settings/settings.h"

#include "core/base/json.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;
using namespace settingkeys;

namespace {

constexpr QLatin1StringView kVersionKey{"settings_version"};
constexpr QLatin1StringView kExportVersion{"plumbline_settings"};
constexpr QLatin1StringView kExportSettings{"settings"};

/// Steps from each older form of the file; form 1 is the first.
const QList<SettingsMigration>& builtInMigrations()
{
    static const QList<SettingsMigration> kNone;
    return kNone;
}

bool isComposite(SettingType type)
{
    return type == SettingType::TextList || type == SettingType::TextMap || type == SettingType::NumberLists;
}

/// How a value stands in the file: plain where a person may want to edit it, one line of JSON for lists and
/// maps (their names are paths, which the file would take for groups).
QString toFile(const SettingSpec& spec, const QJsonValue& value)
{
    if (isComposite(spec.type)) {
        return QString::fromUtf8(canonicalJson(value));
    }
    return value.toVariant().toString();
}

QJsonValue fromFile(const SettingSpec& spec, const QVariant& stored)
{
    // A text with commas that was edited by hand comes back as a list.
    const QString text = stored.toStringList().join(u',');
    switch (spec.type) {
    case SettingType::Flag:
        return text == "true"_L1 ? QJsonValue(true) : text == "false"_L1 ? QJsonValue(false) : QJsonValue();
    case SettingType::Number: {
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue();
    }
    case SettingType::Choice:
    case SettingType::Language:
        return text;
    case SettingType::TextList:
    case SettingType::TextMap:
    case SettingType::NumberLists: {
        const Result<QJsonValue> value = parseJson(text.toUtf8());
        return value ? *value : QJsonValue();
    }
    }
    return {};
}

template <typename Enum> Enum choiceOf(const QJsonValue& value, QAnyStringView key)
{
    return static_cast<Enum>(findSettingSpec(key)->choices.indexOf(value.toString()));
}

template <typename Enum> QString nameOf(Enum choice, QAnyStringView key)
{
    return findSettingSpec(key)->choices.at(static_cast<qsizetype>(choice));
}

QString absolute(const QString& path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

std::unique_ptr<Settings> Settings::openUser()
{
    return std::make_unique<Settings>(std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
                                                                  u"plumbline"_s, u"plumbline"_s),
                                      builtInMigrations());
}

std::unique_ptr<Settings> Settings::openFile(const QString& path)
{
    return std::make_unique<Settings>(std::make_unique<QSettings>(path, QSettings::IniFormat),
                                      builtInMigrations());
}

std::unique_ptr<Settings> Settings::openTemporary()
{
    auto directory = std::make_unique<QTemporaryDir>();
    std::unique_ptr<Settings> settings = openFile(directory->filePath(u"settings.ini"_s));
    settings->m_temporary = std::move(directory);
    return settings;
}

Settings::Settings(std::unique_ptr<QSettings> file, const QList<SettingsMigration>& migrations, int version)
    : m_file(std::move(file))
    , m_version(version)
{
    m_file->setFallbacksEnabled(false);
    migrate(migrations, version);
}

Settings::~Settings() = default;

void Settings::migrate(const QList<SettingsMigration>& migrations, int version)
{
    const int found = m_file->value(kVersionKey, m_file->allKeys().isEmpty() ? version : 0).toInt();
    if (found >= version) {
        m_version = found;
        return;
    }
    for (const SettingsMigration& migration : migrations) {
        if (migration.version > found && migration.version <= version) {
            migration.run(*m_file);
        }
    }
    m_file->setValue(kVersionKey, version);
}

QJsonValue Settings::read(QAnyStringView key) const
{
    const SettingSpec* spec = findSettingSpec(key);
    Q_ASSERT(spec != nullptr);
    const QVariant stored = m_file->value(spec->key);
    if (!stored.isValid()) {
        return spec->fallback;
    }
    const QJsonValue value = fromFile(*spec, stored);
    return checkSetting(*spec, value) ? value : spec->fallback;
}

void Settings::write(QAnyStringView key, const QJsonValue& value)
{
    const SettingSpec* spec = findSettingSpec(key);
    Q_ASSERT(spec != nullptr);
    if (!checkSetting(*spec, value) || read(key) == value) {
        return;
    }
    m_file->setValue(spec->key, toFile(*spec, value));
    m_file->setValue(kVersionKey, m_version);
    Q_EMIT changed(key.toString());
}

ThemeChoice Settings::theme() const
{
    return choiceOf<ThemeChoice>(read(kTheme), kTheme);
}

void Settings::setTheme(ThemeChoice theme)
{
    write(kTheme, nameOf(theme, kTheme));
}

int Settings::responseTextSize() const
{
    return read(kResponseTextSize).toInt();
}

void Settings::setResponseTextSize(int pixels)
{
    write(kResponseTextSize, pixels);
}

bool Settings::rendersMarkdown() const
{
    return read(kMarkdown).toBool();
}

void Settings::setRendersMarkdown(bool renders)
{
    write(kMarkdown, renders);
}

bool Settings::showsPace() const
{
    return read(kShowsPace).toBool();
}

void Settings::setShowsPace(bool shows)
{
    write(kShowsPace, shows);
}

int Settings::leaseMinutes() const
{
    return read(kLeaseMinutes).toInt();
}

void Settings::setLeaseMinutes(int minutes)
{
    write(kLeaseMinutes, minutes);
}

QString Settings::language() const
{
    return read(kLanguage).toString();
}

void Settings::setLanguage(const QString& language)
{
    write(kLanguage, language);
}

KeyProfileChoice Settings::keyProfile() const
{
    return choiceOf<KeyProfileChoice>(read(kKeyProfile), kKeyProfile);
}

void Settings::setKeyProfile(KeyProfileChoice profile)
{
    write(kKeyProfile, nameOf(profile, kKeyProfile));
}

QHash<QString, QString> Settings::keyOverrides() const
{
    QHash<QString, QString> keys;
    const QJsonObject object = read(kKeys).toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        keys.insert(it.key(), it.value().toString());
    }
    return keys;
}

void Settings::setKeyOverrides(const QHash<QString, QString>& keys)
{
    QJsonObject object;
    for (auto it = keys.constBegin(); it != keys.constEnd(); ++it) {
        object.insert(it.key(), it.value());
    }
    write(kKeys, object);
}

bool Settings::isSideBarFolded() const
{
    return read(kSideBarFolded).toBool();
}

void Settings::setSideBarFolded(bool isFolded)
{
    write(kSideBarFolded, isFolded);
}

QList<int> Settings::splitterSizes(const QString& page) const
{
    QList<int> sizes;
    const QJsonArray array = read(kSplitters).toObject().value(page).toArray();
    for (const QJsonValue& size : array) {
        sizes.append(size.toInt());
    }
    return sizes;
}

void Settings::setSplitterSizes(const QString& page, const QList<int>& sizes)
{
    QJsonArray array;
    for (const int size : sizes) {
        array.append(size);
    }
    QJsonObject all = read(kSplitters).toObject();
    all.insert(page, array);
    write(kSplitters, all);
}

QString Settings::annotatorName(const QString& projectPath) const
{
    return read(kAnnotatorNames).toObject().value(absolute(projectPath)).toString();
}

void Settings::setAnnotatorName(const QString& projectPath, const QString& name)
{
    QJsonObject names = read(kAnnotatorNames).toObject();
    names.insert(absolute(projectPath), name);
    write(kAnnotatorNames, names);
}

QStringList Settings::recentProjects() const
{
    QStringList paths;
    const QJsonArray array = read(kRecentProjects).toArray();
    for (const QJsonValue& path : array) {
        paths.append(path.toString());
    }
    return paths;
}

void Settings::addRecentProject(const QString& projectPath)
{
    QStringList paths = recentProjects();
    const QString path = absolute(projectPath);
    paths.removeAll(path);
    paths.prepend(path);
    paths.resize(std::min<qsizetype>(paths.size(), kMaxRecentProjects));
    write(kRecentProjects, QJsonArray::fromStringList(paths));
}

void Settings::removeRecentProject(const QString& projectPath)
{
    QStringList paths = recentProjects();
    paths.removeAll(absolute(projectPath));
    write(kRecentProjects, QJsonArray::fromStringList(paths));
}

Result<QJsonValue> Settings::value(QAnyStringView key) const
{
    if (findSettingSpec(key) == nullptr) {
        return makeError(ErrorCode::NotFound, u"There is no setting “%1”."_s.arg(key.toString()),
                         key.toString());
    }
    return read(key);
}

Result<void> Settings::setValue(QAnyStringView key, const QJsonValue& value)
{
    const SettingSpec* spec = findSettingSpec(key);
    if (spec == nullptr) {
        return makeError(ErrorCode::NotFound, u"There is no setting “%1”."_s.arg(key.toString()),
                         key.toString());
    }
    PLUMBLINE_TRY(checkSetting(*spec, value));
    write(key, value);
    return {};
}

void Settings::reset(QAnyStringView key)
{
    const SettingSpec* spec = findSettingSpec(key);
    if (spec == nullptr) {
        return;
    }
    const bool differs = read(key) != spec->fallback;
    m_file->remove(spec->key);
    if (differs) {
        Q_EMIT changed(key.toString());
    }
}

void Settings::resetAll()
{
    for (const SettingSpec& spec : settingSpecs()) {
        reset(spec.key);
    }
}

QJsonObject Settings::exportJson() const
{
    QJsonObject settings;
    for (const SettingSpec& spec : settingSpecs()) {
        settings.insert(spec.key, read(spec.key));
    }
    return {{kExportVersion, kVersion}, {kExportSettings, settings}};
}

Result<void> Settings::importJson(const QJsonObject& object)
{
    const QJsonValue version = object.value(kExportVersion);
    if (!version.isDouble() || !object.value(kExportSettings).isObject()) {
        return makeError(ErrorCode::InvalidData, u"This file does not hold settings of Plumbline."_s,
                         QString(version.isDouble() ? kExportSettings : kExportVersion));
    }
    if (version.toInt() > kVersion) {
        return makeError(
            ErrorCode::NewerVersion,
            u"These settings were written by a newer Plumbline. Update Plumbline to read them."_s,
            QString(kExportVersion));
    }
    const QJsonObject settings = object.value(kExportSettings).toObject();
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it) {
        const SettingSpec* spec = findSettingSpec(it.key());
        if (spec == nullptr) {
            return makeError(ErrorCode::InvalidData, u"There is no setting “%1”."_s.arg(it.key()), it.key());
        }
        PLUMBLINE_TRY(checkSetting(*spec, it.value()));
    }
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it) {
        write(it.key(), it.value());
    }
    return {};
}

Result<void> Settings::save()
{
    m_file->sync();
    switch (m_file->status()) {
    case QSettings::NoError:
        return {};
    case QSettings::AccessError:
        return makeError(ErrorCode::ReadOnly,
                         u"The settings could not be written. Check who may write the file."_s)
            .inFile(filePath());
    case QSettings::FormatError:
        return makeError(ErrorCode::InvalidData,
                         u"The settings file is damaged. Move it away to start with the defaults."_s)
            .inFile(filePath());
    }
    return {};
}

QString Settings::filePath() const
{
    return m_file->fileName();
}

} // namespace plumbline
