#pragma once

#include "core/base/result.h"
#include "core/settings/settingspec.h"

#include <QAnyStringView>
#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

class QTemporaryDir;

namespace plumbline {

enum class ThemeChoice { System, Light, Dark, HighContrast };
enum class KeyProfileChoice { Plumbline, Prodigy, LabelStudio };

/// One step from an older form of the settings file to the next: runs when the file is below `version`.
struct SettingsMigration
{
    int version = 0;
    std::function<void(QSettings&)> run;
};

/// The settings of the person at this machine, over all projects. Whatever belongs to the labels lives in the
/// project instead. A value that is missing or not allowed (a file edited by hand) reads as the default.
/// Setting a value that is not allowed is a programmer error and leaves it unchanged. GUI thread only.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// The form of the file that this Plumbline writes.
    static constexpr int kVersion = 1;

    /// The user's own file.
    [[nodiscard]] static std::unique_ptr<Settings> openUser();
    /// Another file; it is made with the first change.
    [[nodiscard]] static std::unique_ptr<Settings> openFile(const QString& path);
    /// A file of its own that goes with the object.
    [[nodiscard]] static std::unique_ptr<Settings> openTemporary();

    /// Runs the migrations above the file's version, in order. A file of a newer version is left as it is;
    /// what is known in it is read.
    Settings(std::unique_ptr<QSettings> file, const QList<SettingsMigration>& migrations,
             int version = kVersion);
    ~Settings() override;

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// Pixels: 13, 15, 17, 20 or 24.
    [[nodiscard]] int responseTextSize() const;
    void setResponseTextSize(int pixels);
    /// False: responses are shown as plain text.
    [[nodiscard]] bool rendersMarkdown() const;
    void setRendersMarkdown(bool renders);
    /// Whether the annotator sees their pace and the time left.
    [[nodiscard]] bool showsPace() const;
    void setShowsPace(bool shows);
    /// How long a claimed item is kept for its annotator after their last action.
    [[nodiscard]] int leaseMinutes() const;
    void setLeaseMinutes(int minutes);
    /// "de", "pt_BR"…; "" is the desktop's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString& language);

    [[nodiscard]] KeyProfileChoice keyProfile() const;
    void setKeyProfile(KeyProfileChoice profile);
    /// The user's own keys by action id ("Ctrl+K; F2").
    [[nodiscard]] QHash<QString, QString> keyOverrides() const;
    void setKeyOverrides(const QHash<QString, QString>& keys);

    [[nodiscard]] bool isSideBarFolded() const;
    void setSideBarFolded(bool isFolded);
    /// The sizes of a page's panes, in pixels; empty when the user never moved them.
    [[nodiscard]] QList<int> splitterSizes(const QString& page) const;
    void setSplitterSizes(const QString& page, const QList<int>& sizes);

    /// Under which name this user annotates in a project; "" when not asked yet. Paths are made absolute.
    [[nodiscard]] QString annotatorName(const QString& projectPath) const;
    void setAnnotatorName(const QString& projectPath, const QString& name);
    /// Absolute paths, the last opened first, at most kMaxRecentProjects.
    [[nodiscard]] QStringList recentProjects() const;
    void addRecentProject(const QString& projectPath);
    void removeRecentProject(const QString& projectPath);

    /// A value by its key. Errors: NotFound.
    [[nodiscard]] Result<QJsonValue> value(QAnyStringView key) const;
    /// Errors: NotFound, InvalidData.
    [[nodiscard]] Result<void> setValue(QAnyStringView key, const QJsonValue& value);
    /// Back to the default.
    void reset(QAnyStringView key);
    void resetAll();

    /// {"plumbline_settings": version, "settings": {every key}}
    [[nodiscard]] QJsonObject exportJson() const;
    /// Takes over the settings in what exportJson() gave; those it does not name stay. Changes nothing on an
    /// error. Errors: InvalidData naming the field, NewerVersion.
    [[nodiscard]] Result<void> importJson(const QJsonObject& object);

    /// Writes what has changed. Errors: ReadOnly, Io, InvalidData when the file is damaged.
    [[nodiscard]] Result<void> save();
    [[nodiscard]] QString filePath() const;

Q_SIGNALS:
    /// A setting has another value now.
    void changed(const QString& key);

private:
    void migrate(const QList<SettingsMigration>& migrations, int version);
    [[nodiscard]] QJsonValue read(QAnyStringView key) const;
    void write(QAnyStringView key, const QJsonValue& value);

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<QSettings> m_file;
    int m_version;
};

} // namespace plumbline
