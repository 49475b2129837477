#include "ui/screens/annotate/keyqueue.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace plumbline {

KeyQueue::KeyQueue(QWidget* page)
    : QObject(page)
    , m_page(page)
{
}

KeyQueue::~KeyQueue() = default;

void KeyQueue::hold()
{
    if (!m_isHolding) {
        m_isHolding = true;
        // The filter that was installed last sees an event first, so keys wait before they become commands.
        qApp->installEventFilter(this);
    }
}

void KeyQueue::release()
{
    m_isHolding = false;
    qApp->removeEventFilter(this);
    if (m_isReplaying) {
        return;
    }
    m_isReplaying = true;
    while (!m_isHolding && !m_waiting.isEmpty()) {
        const std::shared_ptr<QEvent> event = m_waiting.takeFirst();
        QWidget* window = m_page->window();
        QWidget* focus = window->focusWidget();
        QCoreApplication::sendEvent(focus != nullptr ? focus : window, event.get());
    }
    m_isReplaying = false;
}

bool KeyQueue::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_isHolding || !watched->isWidgetType() ||
        static_cast<QWidget*>(watched)->window() != m_page->window()) {
        return false;
    }
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::InputMethod:
        m_waiting.append(std::shared_ptr<QEvent>(event->clone()));
        event->accept();
        return true;
    case QEvent::ShortcutOverride:
        event->accept();
        return true;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
        return m_page->isAncestorOf(static_cast<QWidget*>(watched));
    default:
        return false;
    }
}

} // namespace plumbline
