#include "app/application.h"

#include "app/pages.h"
#include "app/sampleproject.h"
#include "core/settings/settings.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSaveDelayMs = 1500;

std::unique_ptr<Settings> openSettings(const QString& path)
{
    return path.isEmpty() ? Settings::openUser() : Settings::openFile(path);
}

} // namespace

Application::Application(QApplication& qtApplication, const StartOptions& options, const Clock& clock,
                         Dialogs& dialogs)
    : m_options(options)
    , m_settings(openSettings(options.settingsFile))
    , m_theme(std::make_unique<Theme>())
    , m_actions(std::make_unique<ActionCollection>())
    , m_context(std::make_unique<AppContext>(AppContext{*m_theme, *m_actions, *m_settings, dialogs, clock}))
    , m_workspace(std::make_unique<Workspace>(*m_settings, clock))
{
    m_theme->setResponseSize(m_settings->responseTextSize());
    applyTheme();
    m_theme->apply(qtApplication);
    m_actions->setProfile(static_cast<KeyProfile>(m_settings->keyProfile()));
    m_actions->restoreUserKeys(m_settings->keyOverrides());
    m_workspace->setSampleMaker([&clock, cache = options.sampleCache](const QString& path) {
        return cache.isEmpty() ? makeSampleProject(path, clock) : copySampleProject(path, cache, clock);
    });
    m_workspace->forceAnnotatorName(options.annotator);

    m_window = std::make_unique<MainWindow>(*m_context, *m_workspace);
    m_window->setPages(workbenchPages());

    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveDelayMs);
    connect(&m_saveTimer, &QTimer::timeout, this, [this] {
        if (const Result<void> saved = m_settings->save(); !saved) {
            qWarning("%s", qPrintable(saved.error().toString()));
        }
    });
    connect(m_settings.get(), &Settings::changed, this, &Application::applySettings);
    connect(m_actions.get(), &ActionCollection::keysChanged, this, &Application::keepKeys);
}

Application::~Application()
{
    m_workspace->close();
    m_window.reset();
}

void Application::start()
{
    m_window->show();
    if (m_options.isSample) {
        m_workspace->openSample(m_options.samplePath);
    } else if (!m_options.project.isEmpty()) {
        m_workspace->open(m_options.project);
    }
}

void Application::applyTheme()
{
    const QStringList names{u"system"_s, u"light"_s, u"dark"_s, u"high_contrast"_s};
    const qsizetype asked = names.indexOf(m_options.theme);
    const auto choice = asked >= 0 ? static_cast<ThemeChoice>(asked) : m_settings->theme();
    switch (choice) {
    case ThemeChoice::System:
        m_theme->followDesktop();
        return;
    case ThemeChoice::Light:
        m_theme->setKind(ThemeKind::Light);
        return;
    case ThemeChoice::Dark:
        m_theme->setKind(ThemeKind::Dark);
        return;
    case ThemeChoice::HighContrast:
        m_theme->setKind(ThemeKind::HighContrast);
        return;
    }
}

void Application::applySettings(const QString& key)
{
    if (key == settingkeys::kTheme) {
        m_options.theme.clear();
        applyTheme();
    } else if (key == settingkeys::kResponseTextSize) {
        m_theme->setResponseSize(m_settings->responseTextSize());
    } else if (key == settingkeys::kKeyProfile) {
        m_actions->setProfile(static_cast<KeyProfile>(m_settings->keyProfile()));
    } else if (key == settingkeys::kAnnotatorNames && m_workspace->isOpen()) {
        const QString name = m_settings->annotatorName(m_workspace->path());
        if (!name.isEmpty() && name != m_workspace->annotator().name) {
            m_workspace->setAnnotatorName(name);
        }
    }
    m_saveTimer.start();
}

void Application::keepKeys()
{
    const QHash<QString, QString> keys = m_actions->userKeys();
    if (keys != m_settings->keyOverrides()) {
        m_settings->setKeyOverrides(keys);
    }
}

} // namespace plumbline
