#include "core/settings/settings.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void defaultsAreAllowed();
    void noSettingIsASecret();
    void choicesAndEnumeratorsAgree();
    void everythingIsKept();
    void changesAreTold();
    void valuesNotAllowedAreRefused_data();
    void valuesNotAllowedAreRefused();
    void damagedValuesReadAsDefaults_data();
    void damagedValuesReadAsDefaults();
    void recentProjectsAreFewAndDistinct();
    void namesBelongToProjects();
    void resetGivesTheDefault();
    void exportHoldsEverySetting();
    void exportReadsBack();
    void badImportsChangeNothing_data();
    void badImportsChangeNothing();
    void importLeavesOutTheRest();
    void migrationsRunInOrder();
    void newFilesNeedNoMigration();
    void newerFilesAreLeftAlone();
    void temporaryFilesGo();
    void unwritableFilesAreReported();

private:
    [[nodiscard]] QString path() const { return m_directory->filePath(u"settings.ini"_s); }
    void writeFile(const QByteArray& text) const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestSettings::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

void TestSettings::writeFile(const QByteArray& text) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void TestSettings::defaultsAreAllowed()
{
    QSet<QString> keys;
    for (const SettingSpec& spec : settingSpecs()) {
        const Result<void> result = checkSetting(spec, spec.fallback);
        QVERIFY2(result, result ? "" : qPrintable(result.error().toString()));
        QVERIFY(findSettingSpec(spec.key) == &spec);
        keys.insert(spec.key);
    }
    QCOMPARE(keys.size(), settingSpecs().size());
    QVERIFY(findSettingSpec(u"Theme") == nullptr);

    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    QCOMPARE(settings->theme(), ThemeChoice::System);
    QCOMPARE(settings->responseTextSize(), 15);
    QCOMPARE(settings->rendersMarkdown(), true);
    QCOMPARE(settings->showsPace(), true);
    QCOMPARE(settings->leaseMinutes(), 20);
    QCOMPARE(settings->language(), QString());
    QCOMPARE(settings->keyProfile(), KeyProfileChoice::Plumbline);
    QVERIFY(settings->keyOverrides().isEmpty());
    QCOMPARE(settings->isSideBarFolded(), false);
    QVERIFY(settings->splitterSizes(u"annotate"_s).isEmpty());
    QCOMPARE(settings->annotatorName(u"/a.plumb"_s), QString());
    QVERIFY(settings->recentProjects().isEmpty());
}

void TestSettings::noSettingIsASecret()
{
    for (const SettingSpec& spec : settingSpecs()) {
        for (const QLatin1StringView word :
             {"password"_L1, "secret"_L1, "token"_L1, "api"_L1, "credential"_L1}) {
            QVERIFY2(!spec.key.contains(word), spec.key.data());
        }
    }
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    QVERIFY(!settings->setValue(u"api_key", u"sk-1"_s));
    QVERIFY(settings->save());
    QFile file(path());
    QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("sk-1"));
}

void TestSettings::choicesAndEnumeratorsAgree()
{
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    const QList<std::pair<ThemeChoice, QString>> themes{{ThemeChoice::Light, u"light"_s},
                                                        {ThemeChoice::Dark, u"dark"_s},
                                                        {ThemeChoice::HighContrast, u"high-contrast"_s},
                                                        {ThemeChoice::System, u"system"_s}};
    for (const auto& [theme, name] : themes) {
        settings->setTheme(theme);
        QCOMPARE(settings->value(settingkeys::kTheme).value().toString(), name);
        QCOMPARE(settings->theme(), theme);
    }
    const QList<std::pair<KeyProfileChoice, QString>> profiles{
        {KeyProfileChoice::Prodigy, u"prodigy"_s},
        {KeyProfileChoice::LabelStudio, u"labelstudio"_s},
        {KeyProfileChoice::Plumbline, u"plumbline"_s}};
    for (const auto& [profile, name] : profiles) {
        settings->setKeyProfile(profile);
        QCOMPARE(settings->value(settingkeys::kKeyProfile).value().toString(), name);
        QCOMPARE(settings->keyProfile(), profile);
    }
}

namespace {

/// Gives every setting a value that is not its default.
void changeAll(Settings& settings)
{
    settings.setTheme(ThemeChoice::HighContrast);
    settings.setResponseTextSize(24);
    settings.setRendersMarkdown(false);
    settings.setShowsPace(false);
    settings.setLeaseMinutes(45);
    settings.setLanguage(u"pt_BR"_s);
    settings.setKeyProfile(KeyProfileChoice::Prodigy);
    settings.setKeyOverrides({{u"annotate.submit"_s, u"Ctrl+K; F2"_s}, {u"x"_s, QString()}});
    settings.setSideBarFolded(true);
    settings.setSplitterSizes(u"annotate"_s, {700, 0, 320});
    settings.setAnnotatorName(u"/tmp/ü, \"é\".plumb"_s, u"Ann @ =1; %"_s);
    settings.addRecentProject(u"/tmp/one, two.plumb"_s);
}

} // namespace

void TestSettings::everythingIsKept()
{
    QJsonObject before;
    {
        const std::unique_ptr<Settings> settings = Settings::openFile(path());
        changeAll(*settings);
        before = settings->exportJson();
        QVERIFY(settings->save());
    }
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    QCOMPARE(settings->exportJson(), before);
    QCOMPARE(settings->theme(), ThemeChoice::HighContrast);
    QCOMPARE(settings->responseTextSize(), 24);
    QCOMPARE(settings->rendersMarkdown(), false);
    QCOMPARE(settings->showsPace(), false);
    QCOMPARE(settings->leaseMinutes(), 45);
    QCOMPARE(settings->language(), u"pt_BR"_s);
    QCOMPARE(settings->keyProfile(), KeyProfileChoice::Prodigy);
    const QHash<QString, QString> keys{{u"annotate.submit"_s, u"Ctrl+K; F2"_s}, {u"x"_s, QString()}};
    QCOMPARE(settings->keyOverrides(), keys);
    QCOMPARE(settings->isSideBarFolded(), true);
    QCOMPARE(settings->splitterSizes(u"annotate"_s), QList<int>({700, 0, 320}));
    QCOMPARE(settings->annotatorName(u"/tmp/ü, \"é\".plumb"_s), u"Ann @ =1; %"_s);
    QCOMPARE(settings->recentProjects(), QStringList{u"/tmp/one, two.plumb"_s});
    for (const SettingSpec& spec : settingSpecs()) {
        QVERIFY2(settings->value(spec.key).value() != spec.fallback, spec.key.data());
    }
}

void TestSettings::changesAreTold()
{
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    QSignalSpy spy(settings.get(), &Settings::changed);
    settings->setLeaseMinutes(30);
    settings->setLeaseMinutes(30);
    settings->setTheme(ThemeChoice::System);
    QCOMPARE(spy.size(), qsizetype(1));
    QCOMPARE(spy.constFirst().constFirst().toString(), u"lease_minutes"_s);
    settings->reset(settingkeys::kLeaseMinutes);
    settings->reset(settingkeys::kTheme);
    QCOMPARE(spy.size(), qsizetype(2));
}

void TestSettings::valuesNotAllowedAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("field");
    QTest::newRow("unknown") << u"colour"_s << QJsonValue(1) << u"colour"_s;
    QTest::newRow("choice") << u"theme"_s << QJsonValue(u"blue"_s) << u"theme"_s;
    QTest::newRow("choice type") << u"theme"_s << QJsonValue(1) << u"theme"_s;
    QTest::newRow("flag") << u"markdown"_s << QJsonValue(1) << u"markdown"_s;
    QTest::newRow("size") << u"response_text_size"_s << QJsonValue(16) << u"response_text_size"_s;
    QTest::newRow("below") << u"lease_minutes"_s << QJsonValue(0) << u"lease_minutes"_s;
    QTest::newRow("above") << u"lease_minutes"_s << QJsonValue(1441) << u"lease_minutes"_s;
    QTest::newRow("half") << u"lease_minutes"_s << QJsonValue(1.5) << u"lease_minutes"_s;
    QTest::newRow("huge") << u"lease_minutes"_s << QJsonValue(qint64(1) << 40) << u"lease_minutes"_s;
    QTest::newRow("language") << u"language"_s << QJsonValue(u"German"_s) << u"language"_s;
    QTest::newRow("map") << u"keys"_s << QJsonValue(u"Ctrl+K"_s) << u"keys"_s;
    QTest::newRow("map entry") << u"keys"_s << QJsonValue(QJsonObject{{u"a"_s, 1}}) << u"keys.a"_s;
    QTest::newRow("sizes") << u"splitters"_s << QJsonValue(QJsonObject{{u"a"_s, QJsonArray{1, -1}}})
                           << u"splitters.a"_s;
    QTest::newRow("list") << u"recent_projects"_s << QJsonValue(QJsonArray{1}) << u"recent_projects"_s;
    QJsonArray many;
    for (int index = 0; index <= kMaxRecentProjects; ++index) {
        many.append(QString::number(index));
    }
    QTest::newRow("long list") << u"recent_projects"_s << QJsonValue(many) << u"recent_projects"_s;
}

void TestSettings::valuesNotAllowedAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, field);
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    changeAll(*settings);
    const QJsonObject before = settings->exportJson();
    const Result<void> result = settings->setValue(key, value);
    QVERIFY(!result);
    QCOMPARE(result.error().field, field);
    QVERIFY(!result.error().message.isEmpty());
    QCOMPARE(settings->exportJson(), before);
}

void TestSettings::damagedValuesReadAsDefaults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("unknown words") << QByteArray("theme=blue\nkey_profile=emacs\nmarkdown=maybe\n");
    QTest::newRow("no numbers") << QByteArray("lease_minutes=soon\nresponse_text_size=1e9\n");
    QTest::newRow("out of range") << QByteArray("lease_minutes=-20\nresponse_text_size=14\n");
    QTest::newRow("broken JSON") << QByteArray("keys={\nsplitters=[]\nrecent_projects=\"{}\"\n");
    QTest::newRow("list for a text") << QByteArray("language=de, fr\ntheme=dark, light\n");
    QTest::newRow("no INI at all") << QByteArray("\x00\xFF{[not settings", 17);
}

void TestSettings::damagedValuesReadAsDefaults()
{
    QFETCH(QByteArray, text);
    writeFile("[General]\nsettings_version=1\n" + text);
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    for (const SettingSpec& spec : settingSpecs()) {
        QCOMPARE(settings->value(spec.key).value(), spec.fallback);
    }
}

void TestSettings::recentProjectsAreFewAndDistinct()
{
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    for (int index = 0; index < 20; ++index) {
        settings->addRecentProject(u"/p/%1.plumb"_s.arg(index));
    }
    QCOMPARE(settings->recentProjects().size(), qsizetype(kMaxRecentProjects));
    QCOMPARE(settings->recentProjects().constFirst(), u"/p/19.plumb"_s);
    QCOMPARE(settings->recentProjects().constLast(), u"/p/8.plumb"_s);
    settings->addRecentProject(u"/p/x/../10.plumb"_s);
    QCOMPARE(settings->recentProjects().size(), qsizetype(kMaxRecentProjects));
    QCOMPARE(settings->recentProjects().constFirst(), u"/p/10.plumb"_s);
    QCOMPARE(settings->recentProjects().count(u"/p/10.plumb"_s), qsizetype(1));
    settings->removeRecentProject(u"/p/10.plumb"_s);
    QCOMPARE(settings->recentProjects().size(), qsizetype(kMaxRecentProjects - 1));
    QVERIFY(!settings->recentProjects().contains(u"/p/10.plumb"_s));
}

void TestSettings::namesBelongToProjects()
{
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    settings->setAnnotatorName(u"/p/a.plumb"_s, u"ann"_s);
    settings->setAnnotatorName(u"/p/b.plumb"_s, u"bob"_s);
    QCOMPARE(settings->annotatorName(u"/p/a.plumb"_s), u"ann"_s);
    QCOMPARE(settings->annotatorName(u"/p/./b.plumb"_s), u"bob"_s);
    QCOMPARE(settings->annotatorName(u"/p/c.plumb"_s), QString());
    settings->setAnnotatorName(QDir::current().filePath(u"d.plumb"_s), u"dot"_s);
    QCOMPARE(settings->annotatorName(u"d.plumb"_s), u"dot"_s);
}

void TestSettings::resetGivesTheDefault()
{
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    const QJsonObject before = settings->exportJson();
    changeAll(*settings);
    settings->reset(settingkeys::kTheme);
    QCOMPARE(settings->theme(), ThemeChoice::System);
    QCOMPARE(settings->leaseMinutes(), 45);
    settings->resetAll();
    QCOMPARE(settings->exportJson(), before);
}

void TestSettings::exportHoldsEverySetting()
{
    const QJsonObject exported = Settings::openFile(path())->exportJson();
    QCOMPARE(exported.value(u"plumbline_settings").toInt(), Settings::kVersion);
    const QJsonObject settings = exported.value(u"settings").toObject();
    QCOMPARE(settings.size(), settingSpecs().size());
    for (const SettingSpec& spec : settingSpecs()) {
        QVERIFY2(settings.contains(spec.key), spec.key.data());
    }
}

void TestSettings::exportReadsBack()
{
    const std::unique_ptr<Settings> from = Settings::openTemporary();
    changeAll(*from);
    // Through the bytes of a file.
    const QByteArray bytes = QJsonDocument(from->exportJson()).toJson();
    const std::unique_ptr<Settings> to = Settings::openFile(path());
    QVERIFY(to->importJson(QJsonDocument::fromJson(bytes).object()));
    QCOMPARE(to->exportJson(), from->exportJson());
}

void TestSettings::badImportsChangeNothing_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    const auto with = [](const QJsonObject& settings, int version = 1) {
        return QJsonObject{{u"plumbline_settings"_s, version}, {u"settings"_s, settings}};
    };
    QTest::newRow("empty") << QJsonObject() << ErrorCode::InvalidData << u"plumbline_settings"_s;
    QTest::newRow("no settings") << QJsonObject{{u"plumbline_settings"_s, 1}} << ErrorCode::InvalidData
                                 << u"settings"_s;
    QTest::newRow("newer") << with({}, 2) << ErrorCode::NewerVersion << u"plumbline_settings"_s;
    QTest::newRow("good, then bad") << with({{u"lease_minutes"_s, 5}, {u"theme"_s, u"blue"_s}})
                                    << ErrorCode::InvalidData << u"theme"_s;
    QTest::newRow("good, then unknown")
        << with({{u"lease_minutes"_s, 5}, {u"zoom"_s, 2}}) << ErrorCode::InvalidData << u"zoom"_s;
}

void TestSettings::badImportsChangeNothing()
{
    QFETCH(QJsonObject, object);
    QFETCH(ErrorCode, code);
    QFETCH(QString, field);
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    changeAll(*settings);
    const QJsonObject before = settings->exportJson();
    const Result<void> result = settings->importJson(object);
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QCOMPARE(result.error().field, field);
    QCOMPARE(settings->exportJson(), before);
}

void TestSettings::importLeavesOutTheRest()
{
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    changeAll(*settings);
    QVERIFY(settings->importJson(
        {{u"plumbline_settings"_s, 1}, {u"settings"_s, QJsonObject{{u"theme"_s, u"dark"_s}}}}));
    QCOMPARE(settings->theme(), ThemeChoice::Dark);
    QCOMPARE(settings->leaseMinutes(), 45);
}

namespace {

/// Steps from a form without a version, in which the lease was kept in hours and then in seconds.
QList<SettingsMigration> migrations()
{
    return {{1, [](QSettings& file) { file.setValue("lease"_L1, file.value("hours"_L1).toInt() * 3600); }},
            {2, [](QSettings& file) {
                 file.setValue("lease_minutes"_L1, QString::number(file.value("lease"_L1).toInt() / 60));
                 file.remove("lease"_L1);
             }}};
}

std::unique_ptr<QSettings> ini(const QString& path)
{
    return std::make_unique<QSettings>(path, QSettings::IniFormat);
}

} // namespace

void TestSettings::migrationsRunInOrder()
{
    writeFile("[General]\nhours=3\n");
    {
        Settings settings(ini(path()), migrations(), 2);
        QCOMPARE(settings.leaseMinutes(), 180);
        settings.setLeaseMinutes(7);
        QVERIFY(settings.save());
    }
    QCOMPARE(QSettings(path(), QSettings::IniFormat).value("settings_version"_L1).toInt(), 2);
    // Not a second time.
    const Settings again(ini(path()), migrations(), 2);
    QCOMPARE(again.leaseMinutes(), 7);

    writeFile("[General]\nsettings_version=1\nhours=3\nlease=120\n");
    const Settings halfway(ini(path()), migrations(), 2);
    QCOMPARE(halfway.leaseMinutes(), 2);
}

void TestSettings::newFilesNeedNoMigration()
{
    const Settings settings(ini(path()), {{1, [](QSettings&) { QFAIL("nothing to migrate"); }}}, 1);
    QCOMPARE(settings.leaseMinutes(), 20);
    QVERIFY(!QFile::exists(path()));
}

void TestSettings::newerFilesAreLeftAlone()
{
    writeFile("[General]\nsettings_version=9\nlease_minutes=33\nwarp=on\n");
    {
        const std::unique_ptr<Settings> settings = Settings::openFile(path());
        QCOMPARE(settings->leaseMinutes(), 33);
        settings->setTheme(ThemeChoice::Dark);
        QVERIFY(settings->save());
    }
    const QSettings file(path(), QSettings::IniFormat);
    QCOMPARE(file.value("settings_version"_L1).toInt(), 9);
    QCOMPARE(file.value("warp"_L1).toString(), u"on"_s);
    QCOMPARE(file.value("theme"_L1).toString(), u"dark"_s);
}

void TestSettings::temporaryFilesGo()
{
    QString file;
    {
        const std::unique_ptr<Settings> settings = Settings::openTemporary();
        settings->setTheme(ThemeChoice::Dark);
        QVERIFY(settings->save());
        file = settings->filePath();
        QVERIFY(QFile::exists(file));
        QCOMPARE(Settings::openTemporary()->theme(), ThemeChoice::System);
    }
    QVERIFY(!QFile::exists(file));
}

void TestSettings::unwritableFilesAreReported()
{
    // A folder stands where the file should be: no user may write it, not even root.
    QVERIFY(QDir().mkpath(path()));
    const std::unique_ptr<Settings> settings = Settings::openFile(path());
    settings->setTheme(ThemeChoice::Dark);
    const Result<void> result = settings->save();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::ReadOnly);
    QCOMPARE(result.error().file, path());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
