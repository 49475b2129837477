#include "app/ctl/ctlcontext.h"
#include "app/version.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

using namespace Qt::Literals::StringLiterals;

namespace {

/// --json counts wherever it stands, also when the rest of the line is wrong.
bool wantsJson(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--json") {
            return true;
        }
    }
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication qtApplication(argc, argv);
    QCoreApplication::setApplicationName(u"plumblinectl"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(plumbline::kVersion));

    CLI::App app("Plumbline from the command line: the same work as in the windows, for scripts.",
                 "plumblinectl");
    app.set_version_flag("--version", plumbline::kVersion);
    plumbline::CtlContext context;
    app.add_flag("--json", context.isJson, "Answer with one JSON object; progress as JSON lines on stderr");
    app.require_subcommand(1);
    app.fallthrough();
    app.footer("Exit status: 0 done, 1 failed, 2 wrong usage.");

    plumbline::addProjectCommands(app, context);
    plumbline::addImportCommand(app, context);
    plumbline::addExportCommand(app, context);
    plumbline::addItemCommands(app, context);
    plumbline::addLabelCommands(app, context);
    plumbline::addJobCommands(app, context);
    plumbline::addSchemaCommands(app, context);
    plumbline::addBatchCommands(app, context);
    plumbline::addSampleCommands(app, context);
    plumbline::addStatsCommand(app, context);
    plumbline::addEndpointCommands(app, context);
    plumbline::addJudgeCommands(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            return app.exit(error); // --help, --version
        }
        context.isJson = wantsJson(argc, argv);
        context.misuse(plumbline::fromArg(error.what()) +
                       u"\nRun plumblinectl --help, or plumblinectl COMMAND --help."_s);
    }
    return static_cast<int>(context.exitCode);
}
