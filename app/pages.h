#pragma once

#include "ui/shell/mainwindow.h"

namespace plumbline {

/// The pages of the workbench in the order of the side bar.
[[nodiscard]] QList<PageFactory> workbenchPages();

} // namespace plumbline
