#include "ui/dialogs/dialogkeys.h"

#include "ui/shell/actioncollection.h"
#include "ui/shell/keymatch.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace plumbline {

DialogKeys::DialogKeys(ActionCollection& actions, QWidget* dialog, const QString& context)
    : QObject(dialog)
    , m_actions(actions)
    , m_dialog(dialog)
    , m_context(context)
{
    qApp->installEventFilter(this);
}

bool DialogKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType() ||
        QApplication::activePopupWidget() != nullptr) {
        return false;
    }
    if (static_cast<QWidget*>(watched)->window() != m_dialog) {
        return false;
    }
    QWidget* modal = QApplication::activeModalWidget();
    if (modal != nullptr && modal != m_dialog) {
        return false;
    }
    const auto& press = *static_cast<QKeyEvent*>(event);
    if (belongsToFocus(press, m_dialog->focusWidget())) {
        return false;
    }
    const QList<QKeySequence> candidates = keyCandidates(press);
    const QList<ActionSpec> specs = m_actions.specs(m_context);
    for (const QKeySequence& pressed : candidates) {
        for (const ActionSpec& spec : specs) {
            QAction* action = m_actions.action(spec.id);
            if (action->isEnabled() && m_actions.keys(spec.id).contains(pressed)) {
                if (!press.isAutoRepeat() || spec.repeats) {
                    action->trigger();
                }
                return true;
            }
        }
    }
    return false;
}

} // namespace plumbline
