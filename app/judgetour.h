#pragma once

#include "core/base/result.h"

namespace plumbline {

class Application;
class TourDriver;

/// The stations of the tour about judges: endpoints, judges, a template that is being changed, and what a run
/// will take. No server is asked. Adds judges and labels to the open project, so it comes last.
[[nodiscard]] Result<void> tourJudges(Application& application, TourDriver& driver);

} // namespace plumbline
