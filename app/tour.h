#pragma once

#include <QString>

class QApplication;

namespace plumbline {

/// The guided tour: does the main job on a fresh copy of the sample project through the real windows, with
/// real keys, and leaves a picture of each screen and the exported data set in `folder`. Gives the exit
/// status of the program.
[[nodiscard]] int takeTour(QApplication& qtApplication, const QString& folder);

} // namespace plumbline
