#include "ui/shell/keyrouter.h"

#include "ui/shell/actioncollection.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <utility>

namespace plumbline {

KeyRouter::KeyRouter(ActionCollection& actions, QWidget* window, std::function<QStringList()> contexts)
    : QObject(window)
    , m_actions(actions)
    , m_window(window)
    , m_contexts(std::move(contexts))
{
    qApp->installEventFilter(this);
}

bool KeyRouter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType()) {
        return false;
    }
    const auto* widget = static_cast<QWidget*>(watched);
    if (widget->window() != m_window || QApplication::activePopupWidget() != nullptr) {
        return false;
    }
    QWidget* modal = QApplication::activeModalWidget();
    if (modal != nullptr && modal != m_window) {
        return false;
    }
    const QStringList contexts = m_contexts();
    if (contexts.isEmpty()) {
        return false;
    }
    QWidget* focus = m_window->focusWidget();
    return m_actions.handleKey(static_cast<QKeyEvent*>(event), contexts, focus);
}

} // namespace plumbline
