#pragma once

namespace CLI {
class App;
}

namespace plumbline {

class CtlContext;

/// `power`, a subcommand of `plumblinectl judge`: how many labels decide a ranking, by simulated annotators.
void addPowerCommand(CLI::App& judge, CtlContext& context);

} // namespace plumbline
