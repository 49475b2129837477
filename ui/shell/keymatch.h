#pragma once

#include <QKeySequence>
#include <QList>

class QKeyEvent;
class QWidget;

namespace plumbline {

/// What a key press may stand for, best first: the key as pressed, then without the Shift that a sign needs
/// on some layouts, then Shift with the digit on the key. Enter on the number pad counts as Return.
[[nodiscard]] QList<QKeySequence> keyCandidates(const QKeyEvent& event);

/// True if the focused widget needs this key itself: typing and editing in a field, Space on a button, arrows
/// in a list. See ActionCollection::handleKey().
[[nodiscard]] bool belongsToFocus(const QKeyEvent& event, const QWidget* focus);

/// True if a widget takes typed text.
[[nodiscard]] bool takesText(const QWidget* widget);

} // namespace plumbline
