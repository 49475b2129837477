#include "ui/shell/mainwindow.h"

#include "core/base/clock.h"
#include "core/settings/settings.h"
#include "core/store/store.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/errorwords.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/jobstatus.h"
#include "ui/shell/keyrouter.h"
#include "ui/shell/keyssheet.h"
#include "ui/shell/messagestack.h"
#include "ui/shell/namepage.h"
#include "ui/shell/palettesheet.h"
#include "ui/shell/paneswitcher.h"
#include "ui/shell/shellactions.h"
#include "ui/shell/shellstatusbar.h"
#include "ui/shell/sidetop.h"
#include "ui/shell/welcomepage.h"
#include "ui/shell/workspace.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/navbar.h"
#include "ui/widgets/sheetoverlay.h"

#include <QAccessible>
#include <QCloseEvent>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kDefaultSize(1440, 900);
constexpr int kRailBelow = 1180;
constexpr int kCompactBelow = 1281;
constexpr QStringView kHome = u"home";
constexpr QStringView kAnnotate = u"annotate";
const QString kLockTopic = u"lock"_s;
const QString kOpenTopic = u"open"_s;

} // namespace

MainWindow::MainWindow(AppContext& context, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_jobStatus(new JobStatus(this))
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    setMinimumSize(metrics::kWindowMinWidth, metrics::kWindowMinHeight);
    addShellActions(context.actions);
    buildLayout();
    connectSheets();
    connectActions();
    connectWorkspace();
    new KeyRouter(context.actions, this, [this] { return activeContexts(); });
    restoreSize();
    showWelcome();
}

MainWindow::~MainWindow()
{
    // The pages' widgets in header and status bar go back first.
    dropPages();
}

void MainWindow::buildLayout()
{
    const Theme& theme = m_context.theme;
    m_nav = new NavBar(theme, this);
    m_nav->setObjectName(u"navBar"_s);
    m_sideTop = new SideTop(theme, m_context.actions.action(shellids::kPalette.toString()), m_nav);
    m_nav->setTopWidget(m_sideTop);
    auto* keys = new KeyButton(theme, m_context.actions.action(shellids::kKeys.toString()),
                               KeyButton::Kind::Quiet, m_nav);
    keys->setObjectName(u"railKeys"_s);
    keys->setAccessibleName(tr("Keys"));
    keys->setIconOnly(true);
    keys->setKeysShown(false);
    m_nav->setBottomWidget(keys);

    m_header = new HeaderBar(theme, this);
    m_messages = new MessageStack(theme, this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(u"pageStack"_s);
    m_status = new ShellStatusBar(theme, this);
    m_welcome = new WelcomePage(m_context, m_stack);
    m_namePage = new NamePage(m_context, m_stack);
    for (Page* page : {static_cast<Page*>(m_welcome), static_cast<Page*>(m_namePage)}) {
        m_stack->addWidget(page);
        connectPage(page);
    }
    m_announcer = new QLabel(this);
    m_announcer->setObjectName(u"announcer"_s);
    m_announcer->setFixedSize(0, 0);

    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    column->addWidget(m_status);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_nav);
    row->addLayout(column, 1);
}

void MainWindow::connectSheets()
{
    m_keysOverlay = new SheetOverlay(m_context.theme, this);
    m_keysOverlay->setObjectName(u"keysOverlay"_s);
    m_keysOverlay->setAccessibleName(tr("Keys"));
    m_keysSheet = new KeysSheet(m_context.theme, m_context.actions);
    m_keysOverlay->setSheet(m_keysSheet);
    connect(m_keysSheet, &KeysSheet::closeRequested, m_keysOverlay, &SheetOverlay::close);
    connect(m_keysSheet, &KeysSheet::changeRequested, this, [this] {
        m_keysOverlay->close();
        m_context.actions.action(shellids::kChangeKeys.toString())->trigger();
    });
    connect(m_keysSheet, &KeysSheet::profileChosen, this, [this](const QString& name) {
        const KeyProfile profile = keyProfileFromName(name);
        m_context.settings.setKeyProfile(static_cast<KeyProfileChoice>(profile));
        m_context.actions.setProfile(profile);
    });
    m_paletteOverlay = new SheetOverlay(m_context.theme, this);
    m_paletteOverlay->setObjectName(u"paletteOverlay"_s);
    m_paletteOverlay->setAccessibleName(tr("Go to or do"));
    m_paletteOverlay->setTopDistance(metrics::kHeader * 2);
    m_paletteSheet = new PaletteSheet(m_context.theme);
    m_paletteOverlay->setSheet(m_paletteSheet);
    connect(m_paletteSheet, &PaletteSheet::closeRequested, m_paletteOverlay, &SheetOverlay::close);
}

void MainWindow::connectWorkspace()
{
    connect(&m_workspace, &Workspace::openingStarted, this, [this](const QString& path) {
        m_messages->clear();
        showWelcome();
        m_welcome->setOpening(path);
    });
    connect(&m_workspace, &Workspace::failed, this, &MainWindow::showOpenError);
    connect(&m_workspace, &Workspace::nameNeeded, this, [this](const QString& suggestion) {
        m_welcome->setOpening({});
        m_namePage->setSuggestion(suggestion);
        activatePage(m_namePage);
    });
    connect(&m_workspace, &Workspace::nameRefused, m_namePage, &NamePage::setProblem);
    connect(m_namePage, &NamePage::nameGiven, &m_workspace, &Workspace::setAnnotatorName);
    connect(&m_workspace, &Workspace::opened, this, &MainWindow::noteOpened);
    connect(&m_workspace, &Workspace::annotatorChanged, this, [this] {
        syncContext();
        noteLock();
        // What a page shows belongs to a person: all pages are made anew.
        const QString id = m_current != nullptr ? m_current->pageId() : kHome.toString();
        dropPages();
        showPage(m_context.canAnnotate || id != kAnnotate ? id : kHome.toString());
    });
    connect(&m_workspace, &Workspace::aboutToClose, this, [this] {
        if (m_current != nullptr) {
            m_current->deactivate();
        }
        dropPages();
        m_jobStatus->follow(nullptr);
        m_context.store = nullptr;
        m_context.jobs = nullptr;
        m_context.analysis = nullptr;
    });
    connect(&m_workspace, &Workspace::closed, this, [this] {
        syncContext();
        showWelcome();
    });
    connect(m_jobStatus, &JobStatus::textChanged, m_status, &ShellStatusBar::setJobText);
    connect(m_jobStatus, &JobStatus::jobFailed, this, [this](const Job& job) {
        logError(job);
        const ErrorWords words = jobErrorWords(job);
        m_messages->post(MessageKind::Error, words.title, words.body, words.details,
                         {m_context.actions.action(goActionId(u"jobs"_s))});
    });
}

void MainWindow::setPages(const QList<PageFactory>& pages)
{
    for (const PageFactory& factory : pages) {
        if (factory.addActions) {
            factory.addActions(m_context.actions);
        }
    }
    for (const PageFactory& factory : pages) {
        addGoAction(m_context.actions, factory.id, factory.name, factory.icon, factory.letter);
        QAction* go = m_context.actions.action(goActionId(factory.id));
        connect(go, &QAction::triggered, this, [this, id = factory.id] { showPage(id); });
    }
    m_factories = pages;
    syncNavigation();
}

void MainWindow::syncNavigation()
{
    QList<NavBar::Entry> entries;
    for (const PageFactory& factory : std::as_const(m_factories)) {
        const bool isThere = !factory.needsProject || m_workspace.isOpen();
        QAction* go = m_context.actions.action(goActionId(factory.id));
        go->setEnabled(isThere);
        if (isThere) {
            const QString hint = m_context.actions.keycapTexts(goActionId(factory.id)).join(u' ');
            entries.append({factory.group, factory.icon, factory.name, hint, factory.id});
        }
    }
    m_nav->setEntries(entries);
    const QString path = m_workspace.isOpen() ? QFileInfo(m_workspace.path()).fileName() : QString();
    m_sideTop->setProject(m_workspace.isOpen() ? m_workspace.projectName() : tr("No project"), path);
    setWindowTitle(m_workspace.isOpen() ? tr("%1 \u2013 Plumbline").arg(m_workspace.projectName())
                                        : tr("Plumbline"));
    m_context.actions.action(shellids::kCloseProject.toString())->setEnabled(m_workspace.isOpen());
}

void MainWindow::syncContext()
{
    m_context.store = m_workspace.isOpen() ? m_workspace.store() : nullptr;
    m_context.jobs = m_workspace.isOpen() ? m_workspace.jobs() : nullptr;
    m_context.analysis = m_workspace.isOpen() ? m_workspace.analysis() : nullptr;
    m_context.annotator = m_workspace.annotator();
    m_context.canAnnotate = m_workspace.canAnnotate();
    m_status->setPerson(m_workspace.isOpen() ? m_context.annotator.name : QString());
    syncNavigation();
}

void MainWindow::noteOpened()
{
    m_welcome->setOpening({});
    m_messages->clearTopic(kOpenTopic);
    syncContext();
    m_jobStatus->follow(m_context.jobs);
    m_isSaved = true;
    m_status->setSavedState(tr("All answers saved"), true);
    const QString backup = m_context.store->backupPath();
    if (!backup.isEmpty()) {
        m_messages->post(MessageKind::Info,
                         tr("This project came from an older Plumbline and was brought up to date."),
                         tr("A copy of it as it was is %1.").arg(QFileInfo(backup).fileName()), backup);
    }
    if (!m_context.jobs->interrupted().isEmpty()) {
        m_messages->post(MessageKind::Warning,
                         tr("%n job(s) did not come to an end the last time.", nullptr,
                            static_cast<int>(m_context.jobs->interrupted().size())),
                         tr("Nothing was half-written. Go on with it, or give it up, in Jobs."), {},
                         {m_context.actions.action(goActionId(u"jobs"_s))});
    }
    noteLock();
    showPage(kHome.toString());
    if (m_current == m_welcome || m_current == m_namePage) {
        showPage(m_factories.isEmpty() ? QString() : m_factories.first().id);
    }
}

void MainWindow::noteLock()
{
    if (m_context.canAnnotate || !m_workspace.isOpen()) {
        m_messages->clearTopic(kLockTopic);
        return;
    }
    auto* retry = new QAction(tr("Try again"), m_messages);
    connect(retry, &QAction::triggered, &m_workspace, &Workspace::retryLock);
    m_messages->post(
        MessageKind::Warning,
        tr("Another window judges in this project as %1. Annotate is off here.")
            .arg(m_context.annotator.name),
        tr("Everything else works. Close the other window and try again, or judge under another name."), {},
        {retry}, kLockTopic);
}

void MainWindow::showPage(const QString& id, const QString& argument)
{
    const auto factory = std::find_if(m_factories.cbegin(), m_factories.cend(),
                                      [&](const PageFactory& each) { return each.id == id; });
    if (factory == m_factories.cend() || (factory->needsProject && !m_workspace.isOpen())) {
        return;
    }
    if (id == kAnnotate && !m_context.canAnnotate) {
        noteLock();
        return;
    }
    Page*& page = m_pages[id];
    if (page == nullptr) {
        page = factory->make(m_context, m_stack);
        m_stack->addWidget(page);
        connectPage(page);
    }
    Page* const shown = page;
    activatePage(shown);
    if (!argument.isEmpty()) {
        shown->open(argument);
    }
}

void MainWindow::connectPage(Page* page)
{
    connect(page, &Page::titleChanged, this, [this, page] {
        if (page == m_current) {
            syncPage();
        }
    });
    connect(page, &Page::messageRequested, this,
            [this](MessageKind kind, const QString& text, const QString& details) {
                m_messages->post(kind, text, {}, details);
            });
    connect(page, &Page::errorOccurred, this, &MainWindow::showError);
    connect(page, &Page::pageRequested, this, &MainWindow::showPage, Qt::QueuedConnection);
    connect(page, &Page::savedStateChanged, this, [this](const QString& text, bool isDurable) {
        m_isSaved = isDurable;
        m_status->setSavedState(text, isDurable);
    });
    connect(page, &Page::announcementRequested, this, &MainWindow::announce);
}

void MainWindow::activatePage(Page* page)
{
    if (m_current != nullptr && m_current != page) {
        m_current->deactivate();
    }
    if (m_current != page && m_workspace.isOpen() && m_isSaved) {
        m_status->setSavedState(tr("All answers saved"), true);
    }
    m_current = page;
    m_stack->setCurrentWidget(page);
    m_nav->setCurrentPage(page->pageId());
    syncPage();
    page->activate();
}

void MainWindow::syncPage()
{
    m_header->setTitles(m_current->title(), m_current->subtitle());
    m_header->setActions(m_current->headerActions());
    m_header->setPageWidget(m_current->headerWidget(), m_current);
    m_status->setPageWidget(m_current->statusWidget(), m_current);
    applyWidth();
}

void MainWindow::dropPages()
{
    m_header->setPageWidget(nullptr, nullptr);
    m_header->setActions({});
    m_status->setPageWidget(nullptr, nullptr);
    m_current = nullptr;
    // At once, not later: a page must not outlive the store it shows.
    const QList<Page*> pages = m_pages.values();
    m_pages.clear();
    qDeleteAll(pages);
}

void MainWindow::showWelcome()
{
    m_welcome->setRecent(m_context.settings.recentProjects());
    m_welcome->setOpening({});
    m_status->setSavedState(tr("Nothing to save"), true);
    syncNavigation();
    activatePage(m_welcome);
}

void MainWindow::showError(const Error& error)
{
    logError(error);
    const ErrorWords words = errorWords(error);
    m_messages->post(MessageKind::Error, words.title, words.body, words.details);
    if (error.code == ErrorCode::DiskFull || error.code == ErrorCode::ReadOnly ||
        error.code == ErrorCode::FileVanished || error.code == ErrorCode::Io) {
        m_isSaved = false;
        m_status->setSavedState(tr("Not saved"), false);
    }
}

void MainWindow::showOpenError(const Error& error, const QString& path)
{
    showWelcome();
    logError(error.inFile(path));
    const ErrorWords words = openErrorWords(error, path);
    QList<QAction*> actions;
    if (error.code == ErrorCode::NotFound && m_context.settings.recentProjects().contains(path)) {
        auto* forget = new QAction(tr("Take it off the list"), m_messages);
        connect(forget, &QAction::triggered, this, [this, path] {
            m_context.settings.removeRecentProject(path);
            m_welcome->setRecent(m_context.settings.recentProjects());
            m_messages->clearTopic(kOpenTopic);
        });
        actions.append(forget);
    }
    m_messages->post(MessageKind::Error, words.title, words.body, words.details, actions, kOpenTopic);
}

bool MainWindow::isSheetOpen() const
{
    return m_keysOverlay->isOpen() || m_paletteOverlay->isOpen();
}

QStringList MainWindow::activeContexts() const
{
    if (isSheetOpen() || m_current == nullptr) {
        return {};
    }
    QStringList contexts = m_current->actionContexts();
    contexts.append(u"global"_s);
    return contexts;
}

void MainWindow::movePane(int step)
{
    QList<QWidget*> panes = m_current->panes();
    if (panes.isEmpty()) {
        panes.append(m_current);
    }
    panes.append({m_header, m_nav});
    for (QWidget* bar : {static_cast<QWidget*>(m_messages)}) {
        panes.append(bar);
    }
    switchPane(panes, focusWidget(), step);
}

void MainWindow::announce(const QString& text)
{
    m_announcer->setAccessibleName(text);
    QAccessibleEvent event(m_announcer, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MainWindow::applyWidth()
{
    const bool isRailPage = m_current != nullptr && m_current->isRail();
    const bool isRail = isRailPage || m_context.settings.isSideBarFolded() || width() < kRailBelow;
    m_nav->setRail(isRail);
    if (auto* keys = m_nav->findChild<QWidget*>(u"railKeys"_s)) {
        keys->setVisible(isRail);
    }
    m_header->setCompact(width() < kCompactBelow);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    applyWidth();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_messages->dismissNewest()) {
        return;
    }
    QWidget::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveSize();
    m_workspace.close();
    if (const Result<void> saved = m_context.settings.save(); !saved) {
        qWarning("%s", qPrintable(saved.error().toString()));
    }
    event->accept();
}

void MainWindow::restoreSize()
{
    const QList<int> kept = m_context.settings.splitterSizes(u"window"_s);
    resize(kept.size() == 3 ? QSize(kept.at(0), kept.at(1)) : kDefaultSize);
    if (kept.size() == 3 && kept.at(2) != 0) {
        setWindowState(windowState() | Qt::WindowMaximized);
    }
}

void MainWindow::saveSize() const
{
    const QSize normal = isMaximized() || isFullScreen() ? normalGeometry().size() : size();
    m_context.settings.setSplitterSizes(u"window"_s,
                                        {normal.width(), normal.height(), isMaximized() ? 1 : 0});
}

} // namespace plumbline
