#pragma once

#include "core/domain/kinds.h"
#include "ui/screens/annotate/answerpanel.h"

namespace plumbline {

/// The panel for a kind of item; nullptr when this version shows none. Owned by `parent`.
[[nodiscard]] AnswerPanel* makeAnswerPanel(ItemKind kind, const PanelServices& services, QWidget* parent);

} // namespace plumbline
