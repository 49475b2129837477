// What the window's own actions do: sheets, projects, themes, files dropped on it.
#include "core/settings/settings.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/keyssheet.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagestack.h"
#include "ui/shell/palettesheet.h"
#include "ui/shell/shellactions.h"
#include "ui/shell/shellstatusbar.h"
#include "ui/shell/sidetop.h"
#include "ui/shell/welcomepage.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"
#include "ui/widgets/navbar.h"
#include "ui/widgets/sheetoverlay.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QStandardPaths>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kRecentInMenu = 8;

QStringList localFiles(const QMimeData* data)
{
    QStringList files;
    const QList<QUrl> urls = data->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
}

bool isProject(const QString& path)
{
    return path.endsWith(u".plumb"_s, Qt::CaseInsensitive);
}

QString documentsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

void MainWindow::connectActions()
{
    using namespace shellids;
    ActionCollection& actions = m_context.actions;
    const auto on = [&](QStringView id, auto&& act) {
        connect(actions.action(id.toString()), &QAction::triggered, this, std::forward<decltype(act)>(act));
    };
    on(kPalette, [this] { openPalette(); });
    on(kKeys, [this] { openKeys(); });
    on(kFold, [this] {
        m_context.settings.setSideBarFolded(!m_context.settings.isSideBarFolded());
        applyWidth();
    });
    on(kNextPane, [this] { movePane(1); });
    on(kLastPane, [this] { movePane(-1); });
    on(kFullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    on(kChangeKeys, [this] { showPage(u"settings"_s, u"keys"_s); });
    on(kNewProject, [this] { openNewProject(); });
    on(kOpenProject, [this] { openProjectFile(); });
    on(kOpenSample, [this] { m_workspace.openSample(); });
    on(kCloseProject, [this] { m_workspace.close(); });
    on(kQuit, [this] { close(); });
    on(kThemeSystem, [this] { chooseTheme(static_cast<int>(ThemeChoice::System)); });
    on(kThemeLight, [this] { chooseTheme(static_cast<int>(ThemeChoice::Light)); });
    on(kThemeDark, [this] { chooseTheme(static_cast<int>(ThemeChoice::Dark)); });
    on(kThemeContrast, [this] { chooseTheme(static_cast<int>(ThemeChoice::HighContrast)); });

    connect(m_nav, &NavBar::pageRequested, this, [this](const QString& id) { showPage(id); });
    connect(m_sideTop, &SideTop::menuRequested, this, &MainWindow::showProjectMenu);
    connect(m_status, &ShellStatusBar::keysRequested, this, &MainWindow::openKeys);
    connect(m_status, &ShellStatusBar::jobsRequested, this, [this] { showPage(u"jobs"_s); });
    connect(m_status, &ShellStatusBar::personRequested, this,
            [this] { showPage(u"settings"_s, u"person"_s); });
    connect(m_welcome, &WelcomePage::newRequested, this, &MainWindow::openNewProject);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::openProjectFile);
    connect(m_welcome, &WelcomePage::sampleRequested, &m_workspace, [this] { m_workspace.openSample(); });
    connect(m_welcome, &WelcomePage::recentChosen, &m_workspace, &Workspace::open);
    connect(&actions, &ActionCollection::pendingKeyChanged, this, [this](const QKeySequence& key) {
        m_status->setPendingKey(key.isEmpty() ? QString() : keycapTexts(key).join(u' ').toLower() + u" …"_s);
    });
    connect(&actions, &ActionCollection::keysChanged, this, [this](const QString& id) {
        m_status->setKeysHint(m_context.actions.keycapTexts(kKeys.toString()));
        if (id.startsWith(u"global.go."_s)) {
            syncNavigation();
        }
    });
}

void MainWindow::chooseTheme(int choice)
{
    m_context.settings.setTheme(static_cast<ThemeChoice>(choice));
}

void MainWindow::openKeys()
{
    if (isSheetOpen()) {
        return;
    }
    m_keysSheet->showFor(activeContexts(), keysPlace());
    m_keysOverlay->open();
}

QString MainWindow::keysPlace() const
{
    static const QHash<QString, QString> kinds = {
        {u"annotate.pairwise"_s, tr("pairwise")}, {u"annotate.rating"_s, tr("rating")},
        {u"annotate.span"_s, tr("span")},         {u"annotate.ranking"_s, tr("ranking")},
        {u"annotate.critique"_s, tr("critique")}, {u"annotate.reaction"_s, tr("reaction")},
    };
    QString name = m_current->title();
    for (const PageFactory& factory : m_factories) {
        if (factory.id == m_current->pageId()) {
            name = factory.keysName.isEmpty() ? factory.name : factory.keysName;
        }
    }
    const QStringList contexts = m_current->actionContexts();
    for (const QString& context : contexts) {
        const auto kind = kinds.constFind(context);
        if (kind != kinds.constEnd()) {
            return tr("in %1, %2").arg(name, kind.value());
        }
    }
    return tr("in %1").arg(name);
}

void MainWindow::openPalette()
{
    if (isSheetOpen()) {
        return;
    }
    m_paletteSheet->showEntries(paletteEntries());
    m_paletteOverlay->open();
}

QList<PaletteEntry> MainWindow::paletteEntries()
{
    QList<PaletteEntry> pages;
    QList<PaletteEntry> doing;
    const QList<ActionSpec> specs = m_context.actions.specsFor(activeContexts());
    for (const ActionSpec& spec : specs) {
        QAction* action = m_context.actions.action(spec.id);
        if (!action->isEnabled() || spec.id == shellids::kPalette || spec.text.isEmpty()) {
            continue;
        }
        const bool isPage = spec.id.startsWith(u"global.go."_s);
        const PaletteEntry entry{spec.icon, spec.text, isPage ? tr("Page") : QString(),
                                 m_context.actions.keycapTexts(spec.id), [action] { action->trigger(); }};
        (isPage ? pages : doing).append(entry);
    }
    QList<PaletteEntry> entries = pages + doing;
    const QStringList recent = m_context.settings.recentProjects();
    for (const QString& path : recent) {
        if (path != m_workspace.path()) {
            entries.append(
                {u"plumb"_s, QFileInfo(path).completeBaseName(), tr("Project opened last"), {}, [this, path] {
                     m_workspace.open(path);
                 }});
        }
    }
    return entries;
}

void MainWindow::showProjectMenu()
{
    using namespace shellids;
    auto* menu = new QMenu(this);
    menu->setObjectName(u"projectMenuList"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QStringList recent = m_context.settings.recentProjects();
    for (const QString& path : recent.mid(0, kRecentInMenu)) {
        if (path == m_workspace.path()) {
            continue;
        }
        QAction* open = menu->addAction(QFileInfo(path).completeBaseName().replace(u'&', u"&&"_s));
        open->setToolTip(path);
        connect(open, &QAction::triggered, &m_workspace, [this, path] { m_workspace.open(path); });
    }
    menu->addSeparator();
    for (const QStringView id : {kOpenProject, kNewProject, kOpenSample, kCloseProject}) {
        menu->addAction(m_context.actions.action(id.toString()));
    }
    menu->popup(m_sideTop->menuPosition());
}

void MainWindow::openNewProject()
{
    const auto path =
        m_context.dialogs.saveFile(this, tr("Make a project"), tr("Plumbline projects (*.plumb)"),
                                   documentsFolder() + u"/untitled.plumb"_s);
    if (path) {
        m_workspace.create(*path, {});
    }
}

void MainWindow::openProjectFile()
{
    const auto path = m_context.dialogs.openFile(
        this, tr("Open a project"), tr("Plumbline projects (*.plumb);;All files (*)"), documentsFolder());
    if (path) {
        m_workspace.open(*path);
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QStringList files = localFiles(event->mimeData());
    if (files.isEmpty()) {
        return;
    }
    event->acceptProposedAction();
    if (files.size() == 1 && isProject(files.first())) {
        m_workspace.open(files.first());
    } else if (m_workspace.isOpen()) {
        showPage(u"data"_s, u"import:"_s + files.join(u'\n'));
    } else {
        m_messages->post(MessageKind::Info, tr("Open or make a project first, then drop the files on it."));
    }
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_workspace.retryLock();
    }
    QWidget::changeEvent(event);
}

} // namespace plumbline
