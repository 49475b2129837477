#include "app/ctl/ctlcontext.h"
#include "app/ctl/jobwatch.h"
#include "app/sampleproject.h"

#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

void runSample(CtlContext& context)
{
    const Result<QString> file = sampleFile();
    if (!context.check(file)) {
        return;
    }
    const QString path = context.project();
    const Result<std::unique_ptr<Store>> store = createSampleProject(path, context.clock());
    if (!context.check(store)) {
        return;
    }
    const std::optional<Job> job = runJob(context, **store, [&](JobRunner& runner) {
        return runner.start(u"import"_s, importJobParams({*file}, sampleImport()));
    });
    if (job) {
        answerJob(context, *job,
                  QJsonObject{{u"path"_s, path}, {u"message"_s, job->message}, {u"report"_s, job->result}});
    }
}

/// The windows are a program of their own; without a display they are drawn offscreen.
void runTour(CtlContext& context, const std::string& folderWord)
{
    const QString program = QCoreApplication::applicationDirPath() + u"/plumbline"_s;
    if (!QFileInfo(program).isExecutable()) {
        context.fail(
            makeError(ErrorCode::NotFound, u"The tour needs the windows, and this installation has none."_s)
                .inFile(program));
        return;
    }
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(context.isJson ? QProcess::ForwardedErrorChannel
                                                 : QProcess::ForwardedChannels);
    const QString folder = QFileInfo(fromArg(folderWord)).absoluteFilePath();
    process.start(program, {u"--tour"_s, folder});
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        context.fail(makeError(ErrorCode::Unknown, u"The tour did not come to its end."_s));
        return;
    }
    context.answer(QJsonObject{{u"folder"_s, folder}}, {});
}

} // namespace

void addSampleCommands(CLI::App& app, CtlContext& context)
{
    CLI::App* sample = addProjectCommand(app, context, "sample", "Make a fresh copy of the sample project");
    sample->callback([&context] { runSample(context); });

    auto folder = std::make_shared<std::string>("tour");
    CLI::App* tour = app.add_subcommand("tour", "Draw every screen on the sample project into a folder");
    tour->fallthrough();
    tour->add_option("FOLDER", *folder, "Where the pictures go")->capture_default_str();
    tour->callback([&context, folder] { runTour(context, *folder); });
}

} // namespace plumbline
