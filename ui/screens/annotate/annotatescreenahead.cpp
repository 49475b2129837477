// How AnnotateScreen gets the next item ready while this one is read; see annotatescreen.h.

#include "ui/screens/annotate/annotatescreen.h"

#include <QCoreApplication>
#include <QEvent>
#include <QVBoxLayout>

#include "ui/screens/annotate/answerbar.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/promptcard.h"

namespace plumbline {

void AnnotateScreen::planAhead(int delayMs)
{
    m_aheadTimer.start(delayMs);
}

void AnnotateScreen::stepAhead()
{
    if (!m_controller || !m_controller->comingItem() || m_controller->isMoving() || m_panel == nullptr ||
        !isVisible()) {
        return;
    }
    const OpenItem& coming = *m_controller->comingItem();
    if (!m_prompt->isPrepared(coming.view.prompt)) {
        m_prompt->prepare(coming.view.prompt);
        planAhead(0);
        return;
    }
    // A panel that was never needed is not made now: that would be felt.
    AnswerPanel* panel = m_panels.value(coming.view.item.kind);
    if (panel == nullptr || panel->isAhead(coming)) {
        return;
    }
    if (!panel->prepare(coming)) {
        planAhead(0);
    } else if (panel != m_panel) {
        panel->setItemAhead(coming);
    }
}

void AnnotateScreen::pauseLayouts(bool isPaused)
{
    // Every widget that comes or goes would lay all around it out at once, and the next one again.
    for (QLayout* layout :
         {static_cast<QLayout*>(m_contentLayout), static_cast<QLayout*>(m_leftLayout), m_bar->layout()}) {
        layout->setEnabled(!isPaused);
        if (!isPaused) {
            layout->activate();
        }
    }
}

void AnnotateScreen::settleLayouts()
{
    // A new height goes from layout to layout by events. Drawn in between, the page would be drawn twice.
    constexpr int kMostDepth = 16;
    for (int depth = 0; depth < kMostDepth; ++depth) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    }
}

} // namespace plumbline
