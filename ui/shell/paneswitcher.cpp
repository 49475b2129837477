#include "ui/shell/paneswitcher.h"

#include <QWidget>

namespace plumbline {

namespace {

bool canTakeFocus(const QWidget* widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && widget->isEnabled();
}

/// The first widget of a pane, in the order of Tab, that takes the focus.
QWidget* firstStop(QWidget* pane)
{
    if (canTakeFocus(pane)) {
        return pane;
    }
    QWidget* widget = pane->nextInFocusChain();
    while (widget != nullptr && widget != pane) {
        if (pane->isAncestorOf(widget) && canTakeFocus(widget)) {
            return widget;
        }
        widget = widget->nextInFocusChain();
    }
    return nullptr;
}

} // namespace

QWidget* switchPane(const QList<QWidget*>& panes, QWidget* focus, int step)
{
    const qsizetype count = panes.size();
    qsizetype current = -1;
    for (qsizetype i = 0; i < count && focus != nullptr; ++i) {
        if (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)) {
            current = i;
            break;
        }
    }
    for (qsizetype tried = 1; tried <= count; ++tried) {
        const qsizetype from = current < 0 ? (step > 0 ? -1 : count) : current;
        const qsizetype index = (from + step * tried + count * (tried + 1)) % count;
        if (QWidget* stop = firstStop(panes.at(index))) {
            stop->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return stop;
        }
    }
    return nullptr;
}

} // namespace plumbline
