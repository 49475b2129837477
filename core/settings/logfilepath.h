#pragma once

#include <QString>

namespace plumbline {

/// Where programs keep what is worth keeping but is no document and no setting: $XDG_STATE_HOME/plumbline, on
/// other systems the local data folder. It may not exist yet.
[[nodiscard]] QString stateFolder();

/// The file that the workbench writes its log to: plumbline.log in the state folder; older ones stand beside
/// it with a number.
[[nodiscard]] QString logFilePath();

} // namespace plumbline
