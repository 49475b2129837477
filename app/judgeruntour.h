#pragma once

#include "core/base/result.h"

namespace plumbline {

class Application;
class TourDriver;

/// The stations of the tour about judges at work: a run as it goes on, what a judge was asked and what it
/// said, and its answer as a suggestion to a person. No server is asked: the run is a simulated judge's, and
/// the replies that are looked into are the tour's own. Comes after tourJudges(), whose judges it uses.
[[nodiscard]] Result<void> tourJudgeRuns(Application& application, TourDriver& driver);

} // namespace plumbline
