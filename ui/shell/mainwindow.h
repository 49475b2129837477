#pragma once

#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QLabel;
class QStackedWidget;

namespace plumbline {

class HeaderBar;
class JobStatus;
class KeysSheet;
class MessageStack;
class NamePage;
class NavBar;
class PaletteSheet;
class SheetOverlay;
class ShellStatusBar;
class SideTop;
class WelcomePage;
class Workspace;
struct PaletteEntry;

/// How the window makes a page when it is first shown.
struct PageFactory
{
    QString id;
    QString group; ///< heading in the side bar; "" for the pages on top
    QString icon;
    QString name;     ///< in the side bar and the palette
    QString letter;   ///< behind g
    QString keysName; ///< where the sheet of keys says one is; "" = name
    bool needsProject = true;
    std::function<Page*(AppContext&, QWidget* parent)> make;
    /// Makes the page's actions known before it is shown for the first time; may be empty.
    std::function<void(ActionCollection&)> addActions{};
};

/// The window everything lives in: side bar, header, message bars, the page, the status bar, and over them
/// the sheet of keys and the palette.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    /// `context` is changed when a project opens or closes; both must outlive the window.
    MainWindow(AppContext& context, Workspace& workspace, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// All pages, in the order of the side bar; before the window is shown.
    void setPages(const QList<PageFactory>& pages);
    /// Shows a page, made when it is not there yet; `argument` is for its open(). Unknown ids and Annotate
    /// while another window judges leave all as it is.
    void showPage(const QString& id, const QString& argument = {});
    [[nodiscard]] Page* currentPage() const { return m_current; }
    /// The contexts whose keys act now; empty while a sheet is open.
    [[nodiscard]] QStringList activeContexts() const;
    [[nodiscard]] MessageStack* messages() const { return m_messages; }
    [[nodiscard]] bool isSheetOpen() const;

    void openPalette();
    void openKeys();
    void openNewProject();
    void openProjectFile();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildLayout();
    void connectActions();
    void connectWorkspace();
    void connectSheets();
    void connectPage(Page* page);
    void activatePage(Page* page);
    void syncPage();
    void syncNavigation();
    void syncContext();
    void dropPages();
    void showWelcome();
    void showProjectMenu();
    void showError(const Error& error);
    void showOpenError(const Error& error, const QString& path);
    void noteOpened();
    void noteLock();
    void applyWidth();
    void movePane(int step);
    void announce(const QString& text);
    void restoreSize();
    void saveSize() const;
    [[nodiscard]] QString keysPlace() const;
    [[nodiscard]] QList<PaletteEntry> paletteEntries();
    void chooseTheme(int choice);

    AppContext& m_context;
    Workspace& m_workspace;
    QList<PageFactory> m_factories;
    QHash<QString, Page*> m_pages;
    Page* m_current = nullptr;
    JobStatus* m_jobStatus;
    NavBar* m_nav = nullptr;
    SideTop* m_sideTop = nullptr;
    HeaderBar* m_header = nullptr;
    MessageStack* m_messages = nullptr;
    QStackedWidget* m_stack = nullptr;
    ShellStatusBar* m_status = nullptr;
    WelcomePage* m_welcome = nullptr;
    NamePage* m_namePage = nullptr;
    SheetOverlay* m_keysOverlay = nullptr;
    KeysSheet* m_keysSheet = nullptr;
    SheetOverlay* m_paletteOverlay = nullptr;
    PaletteSheet* m_paletteSheet = nullptr;
    QLabel* m_announcer = nullptr;
    bool m_isSaved = true; ///< what is written has reached the disk
};

} // namespace plumbline
