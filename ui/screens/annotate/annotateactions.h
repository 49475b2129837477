#pragma once

namespace plumbline {

class ActionCollection;

/// Adds the actions that every kind of item shares, in the context "annotate". Ids: annotate.submit,
/// submitInField, skip, flag, comment, critique, confidence, reference, markdown, fold, unfold, clear,
/// guidelines, undo, redo, previous, next, scrollDown, scrollUp, scrollDownSecond, scrollUpSecond, larger,
/// smaller, queue, pace, leaveField. A second call changes nothing.
void addAnnotateActions(ActionCollection& actions);

} // namespace plumbline
