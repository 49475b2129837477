#pragma once

#include "core/settings/settings.h"
#include "ui/screens/annotate/annotatescreen.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/dialogs.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace plumbline {

/// The real AnnotateScreen in a real window, with the real keys, over a store. The window stands in for the
/// main window: it has the page's header and status widgets and routes the keys.
class AnnotateHost
{
public:
    AnnotateHost(Store& store, const Annotator& annotator, const Clock& clock,
                 const QSize& size = {1440, 824});
    ~AnnotateHost();

    [[nodiscard]] AnnotateScreen& screen() { return *m_screen; }
    [[nodiscard]] AnnotateController& controller() { return *m_screen->controller(); }
    [[nodiscard]] QWidget& window() { return m_window; }
    [[nodiscard]] ActionCollection& actions() { return m_actions; }
    [[nodiscard]] Theme& theme() { return m_theme; }

    /// Shows the window and waits until an item, or the end of the queue, is on the screen.
    void start();
    /// Waits until nothing is under way and all is on the disk.
    void settle();
    /// Presses a key in the window, wherever the focus is; does not wait.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}, const QString& text = {});
    /// Types letters, digits and Enter ('\n') one after the other; does not wait.
    void type(const QString& keys);

    /// What the page asked to have read out, in order.
    [[nodiscard]] const QStringList& announced() const { return m_announced; }
    [[nodiscard]] const QString& savedText() const { return m_savedText; }

private:
    Theme m_theme;
    ActionCollection m_actions;
    std::unique_ptr<Settings> m_settings;
    ScriptedDialogs m_dialogs;
    std::unique_ptr<AppContext> m_context;
    QWidget m_window;
    AnnotateScreen* m_screen = nullptr;
    QStringList m_announced;
    QString m_savedText;
};

} // namespace plumbline
