#pragma once

#include "core/base/error.h"

#include <QAction>
#include <QList>
#include <QStringList>
#include <QWidget>

namespace plumbline {

/// What a message bar is about; decides its colour, its icon and how a screen reader announces it.
enum class MessageKind { Info, Warning, Error, Done };

/// One place of the side bar: what fills the window between header and status bar.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Stable name: "home", "annotate", "items"…
    [[nodiscard]] virtual QString pageId() const = 0;
    /// Header, first part (15/600).
    [[nodiscard]] virtual QString title() const = 0;
    /// Header, second part: what it is about.
    [[nodiscard]] virtual QString subtitle() const { return {}; }
    /// Buttons at the right of the header; the last one is outermost. Owned by the ActionCollection.
    [[nodiscard]] virtual QList<QAction*> headerActions() const { return {}; }
    /// A widget of the page shown in the header before its buttons (progress in Annotate); nullptr for none.
    /// The window takes it into its header and never deletes it before the page.
    [[nodiscard]] virtual QWidget* headerWidget() { return nullptr; }
    /// Widgets for the left part of the status bar instead of "No job is running" (Annotate's history);
    /// nullptr for none.
    [[nodiscard]] virtual QWidget* statusWidget() { return nullptr; }
    /// Contexts of the ActionCollection whose keys act now, the narrowest first.
    [[nodiscard]] virtual QStringList actionContexts() const { return {pageId()}; }
    /// What F6 goes round, in order. Empty: the page as one.
    [[nodiscard]] virtual QList<QWidget*> panes() const { return {}; }
    /// The page is shown: load what it shows, set the focus.
    virtual void activate() {}
    /// The page is about to be hidden or the window closed: keep what is open (Annotate saves its draft).
    virtual void deactivate() {}
    /// Shows one thing of the page: an item id, a search; `argument` is the page's own form.
    virtual void open(const QString& argument) { Q_UNUSED(argument) }
    /// True: the side bar becomes the rail while the page is shown.
    [[nodiscard]] virtual bool isRail() const { return false; }

Q_SIGNALS:
    /// Title, subtitle, header actions or contexts changed.
    void titleChanged();
    /// Shows a message bar above the page. `text` is one bold sentence, `details` may follow it.
    void messageRequested(plumbline::MessageKind kind, const QString& text, const QString& details);
    /// Shows an error in a bar, in the words for its code.
    void errorOccurred(const plumbline::Error& error);
    /// Goes to another page, with an argument for its open().
    void pageRequested(const QString& pageId, const QString& argument);
    /// The status bar's saved state: "All answers saved", "Saving…", "Draft saved 12:04:31"; `isDurable` sets
    /// the dot.
    void savedStateChanged(const QString& text, bool isDurable);
    /// Something a screen reader should say now.
    void announcementRequested(const QString& text);
};

} // namespace plumbline
