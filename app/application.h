#pragma once

#include "core/base/clock.h"
#include "ui/shell/appcontext.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>

class QApplication;

namespace plumbline {

class MainWindow;
class Workspace;

/// What the command line of the workbench asks for.
struct StartOptions
{
    QString project;       ///< path; "" opens nothing
    bool isSample = false; ///< a fresh copy of the sample project
    QString samplePath;    ///< where that copy goes; "" = the user's data folder
    QString sampleCache;   ///< where a ready-made sample is kept; "" makes each anew
    QString theme;         ///< "light", "dark", "high_contrast", "system"; "" = as in the settings
    QString annotator;     ///< judges under this name, without asking
    QString settingsFile;  ///< "" = the user's own
    QString tourFolder;    ///< takes the guided tour into this folder and ends
};

/// The composition root: makes every service once and joins them to the window.
class Application : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `dialogs` must outlive the application.
    Application(QApplication& qtApplication, const StartOptions& options, const Clock& clock,
                Dialogs& dialogs);
    ~Application() override;

    /// Opens what the options ask for and shows the window.
    void start();

    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] Workspace& workspace() { return *m_workspace; }
    [[nodiscard]] AppContext& context() { return *m_context; }

private:
    void applyTheme();
    void applySettings(const QString& key);
    void keepKeys();

    StartOptions m_options;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ActionCollection> m_actions;
    std::unique_ptr<AppContext> m_context;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
    QTimer m_saveTimer;
};

} // namespace plumbline
