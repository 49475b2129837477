#pragma once

#include <QList>

class QWidget;

namespace plumbline {

/// F6: moves the focus from the pane that has it to the next one (`step` 1) or the last one (−1), going
/// round. Panes that are hidden or hold nothing to focus are passed over. Gives the widget that has the focus
/// now, or nullptr.
QWidget* switchPane(const QList<QWidget*>& panes, QWidget* focus, int step);

} // namespace plumbline
