#pragma once

#include "core/judge/judgespec.h"

#include <QList>

namespace plumbline {

/// Judges that read nothing, as simulated annotators: "canary: constant", "canary: longest" and "canary:
/// first". A judge that agrees with people no better than these does not judge. The statistics show the same
/// rules beside the judges without running them; run them where their labels are wanted: to try a run without
/// a server, or to see in an export what such labels do.
[[nodiscard]] QList<JudgeSpec> canarySpecs();

} // namespace plumbline
