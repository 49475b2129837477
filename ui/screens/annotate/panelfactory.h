#pragma once

#include "core/domain/kinds.h"
#include "ui/screens/annotate/answerpanel.h"

namespace plumbline {

class ActionCollection;

/// The panel for a kind of item; nullptr when this version shows none. Owned by `parent`.
[[nodiscard]] AnswerPanel* makeAnswerPanel(ItemKind kind, const PanelServices& services, QWidget* parent);

/// Makes the actions of Annotate and of every kind of item known, before an item was ever opened.
void addAllAnnotateActions(ActionCollection& actions);

} // namespace plumbline
