#pragma once

#include "app/application.h"
#include "app/sampleproject.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace plumbline {

/// The whole workbench on a fresh copy of the sample project, with settings of its own and scripted dialogs.
class Workbench
{
public:
    explicit Workbench(const QString& annotator = QStringLiteral("tester"))
    {
        StartOptions options;
        options.theme = QStringLiteral("light");
        options.annotator = annotator;
        options.settingsFile = m_folder.filePath(QStringLiteral("settings.ini"));
        m_application = std::make_unique<Application>(*qApp, options, m_clock, m_dialogs);
        m_application->start();
    }

    /// False when it did not open in time.
    [[nodiscard]] bool openSample()
    {
        m_application->workspace().openSample(path(QStringLiteral("sample.plumb")));
        return QTest::qWaitFor([this] { return m_application->workspace().isOpen(); }, 120'000);
    }

    /// Opens an item of the sample by its uid in Annotate.
    [[nodiscard]] bool openItem(const QString& uid)
    {
        const auto found = m_application->workspace().store()->read(
            [&](Session& session) { return ItemRepository(session).findByUid(uid); });
        if (!found || !*found) {
            return false;
        }
        m_application->window().showPage(QStringLiteral("annotate"), QString::number((*found)->value));
        QTest::qWait(400);
        return true;
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] Application& application() { return *m_application; }
    [[nodiscard]] MainWindow& window() { return m_application->window(); }
    [[nodiscard]] ActionCollection& actions() { return m_application->context().actions; }
    [[nodiscard]] ScriptedDialogs& dialogs() { return m_dialogs; }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    ScriptedDialogs m_dialogs;
    std::unique_ptr<Application> m_application;
};

} // namespace plumbline
