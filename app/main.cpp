#include "app/application.h"
#include "app/logfile.h"
#include "app/sampleproject.h"
#include "app/tour.h"
#include "app/version.h"
#include "core/settings/logfilepath.h"
#include "core/settings/settings.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/translations.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include <cstdio>
#include <memory>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWrongUsage = 2;

/// The options of the command line; nothing, and a sentence on stderr, when they make no sense.
std::optional<plumbline::StartOptions> readOptions()
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Collect human feedback on the output of language models."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"PROJECT"_s, u"The project (.plumb) to open"_s, u"[PROJECT]"_s);
    const QCommandLineOption sample(u"sample"_s, u"Open a fresh copy of the sample project"_s);
    const QCommandLineOption tour(u"tour"_s, u"Draw every screen on the sample project into DIR"_s, u"DIR"_s);
    const QCommandLineOption theme(u"theme"_s, u"system, light, dark or high_contrast"_s, u"THEME"_s);
    const QCommandLineOption annotator(u"annotator"_s, u"Judge under this name"_s, u"NAME"_s);
    const QCommandLineOption settings(u"settings"_s, u"Keep the settings in FILE"_s, u"FILE"_s);
    parser.addOptions({sample, tour, theme, annotator, settings});
    if (!parser.parse(QCoreApplication::arguments())) {
        std::fputs(qPrintable(parser.errorText() + u'\n'), stderr);
        return std::nullopt;
    }
    if (parser.isSet(u"help"_s)) {
        parser.showHelp(0); // ends the program
    }
    if (parser.isSet(u"version"_s)) {
        parser.showVersion(); // ends the program
    }

    plumbline::StartOptions options;
    options.isSample = parser.isSet(sample);
    options.tourFolder = parser.value(tour);
    options.theme = parser.value(theme);
    options.annotator = parser.value(annotator).trimmed();
    options.settingsFile = parser.value(settings);
    const QStringList projects = parser.positionalArguments();
    const QStringList themes{QString(), u"system"_s, u"light"_s, u"dark"_s, u"high_contrast"_s};
    QString problem;
    if (projects.size() > 1) {
        problem = u"Name one project, not %1."_s.arg(projects.size());
    } else if (!themes.contains(options.theme)) {
        problem = u"“%1” is not a theme. Take system, light, dark or high_contrast."_s.arg(options.theme);
    } else if (options.isSample && !projects.isEmpty()) {
        problem = u"Take --sample or a project, not both."_s;
    }
    if (!problem.isEmpty()) {
        std::fputs(qPrintable(problem + u'\n'), stderr);
        return std::nullopt;
    }
    options.project = projects.value(0);
    return options;
}

/// The tour is in English, like the pictures it draws.
QString chosenLanguage(const plumbline::StartOptions& options)
{
    if (!options.tourFolder.isEmpty()) {
        return u"en"_s;
    }
    return (options.settingsFile.isEmpty() ? plumbline::Settings::openUser()
                                           : plumbline::Settings::openFile(options.settingsFile))
        ->language();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"plumbline"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(plumbline::kVersion));
    QGuiApplication::setDesktopFileName(u"org.plumbline.Plumbline"_s);
    QApplication::setWindowIcon(QIcon::fromTheme(u"org.plumbline.Plumbline"_s));

    std::optional<plumbline::StartOptions> options = readOptions();
    if (!options) {
        return kWrongUsage;
    }
    plumbline::installTranslations(application, chosenLanguage(*options));
    if (!options->tourFolder.isEmpty()) {
        return plumbline::takeTour(application, options->tourFolder);
    }
    // Behind the tour: a picture must not depend on what an earlier run left.
    options->sampleCache = plumbline::sampleCacheFolder();
    const plumbline::Result<std::unique_ptr<plumbline::LogFile>> log =
        plumbline::LogFile::open(plumbline::logFilePath());
    if (!log) {
        qWarning("%s", qPrintable(log.error().toString()));
    }
    const plumbline::SystemClock clock;
    plumbline::QtDialogs dialogs;
    plumbline::Application workbench(application, *options, clock, dialogs);
    workbench.start();
    return QApplication::exec();
}
