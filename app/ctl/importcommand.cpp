#include "app/ctl/ctlcontext.h"
#include "app/ctl/jobwatch.h"

#include "core/base/json.h"
#include "core/exchange/format.h"
#include "core/exchange/importoptions.h"
#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/jobrepository.h"
#include "core/store/schemarepository.h"
#include "core/store/store.h"

#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ImportArguments
{
    std::vector<std::string> files;
    std::string format;
    std::string onError = "skip";
    std::string batch;
    std::string schema;
    std::string duplicates = "skip";
    int overlap = 1;
    bool withoutLabels = false;
    bool shouldResume = false;
    std::vector<std::string> fields;
};

/// --schema: a file with a definition, or the name of a stored schema.
Result<void> readSchema(const QString& word, ImportOptions& options)
{
    if (word.isEmpty()) {
        return {};
    }
    if (!QFileInfo(word).isFile()) {
        options.schema = word;
        return {};
    }
    QFile file(word);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, u"The schema's file could not be read."_s).inFile(word);
    }
    const Result<QJsonObject> object = parseJsonObject(file.readAll());
    if (!object) {
        return object.error().inFile(word);
    }
    const Result<SchemaDefinition> definition = SchemaDefinition::fromJson(*object);
    if (!definition) {
        return definition.error().inFile(word);
    }
    options.definition = *definition;
    return {};
}

Result<ImportOptions> importOptions(const CtlContext& context, const ImportArguments& arguments)
{
    ImportOptions options;
    options.format = fromArg(arguments.format);
    options.batch = fromArg(arguments.batch);
    options.overlap = arguments.overlap;
    options.onError = onErrorFromName(fromArg(arguments.onError)).value_or(OnError::Skip);
    options.duplicates = duplicatesFromName(fromArg(arguments.duplicates)).value_or(Duplicates::Skip);
    options.annotator = fromArg(context.annotatorName);
    options.withLabels = !arguments.withoutLabels;
    PLUMBLINE_TRY(readSchema(fromArg(arguments.schema), options));
    for (const std::string& pair : arguments.fields) {
        const QString text = fromArg(pair);
        const qsizetype equals = text.indexOf(u'=');
        if (equals <= 0) {
            return makeError(ErrorCode::InvalidArgument, u"--field takes NAME=COLUMN, not “%1”."_s.arg(text));
        }
        options.fields.insert(text.left(equals), text.mid(equals + 1));
    }
    if (!options.format.isEmpty()) {
        PLUMBLINE_TRY(FormatRegistry::builtIn().get(options.format));
    }
    return options;
}

/// The newest import of this project that did not end well, to go on with.
Result<JobId> unfinishedImport(Store& store)
{
    PLUMBLINE_ASSIGN(const QList<Job> jobs,
                     store.read([](Session& session) { return JobRepository(session).list(); }));
    for (const Job& job : jobs) {
        if (job.kind == u"import" && job.state != JobState::Done && job.state != JobState::Running) {
            return job.id;
        }
    }
    return makeError(ErrorCode::NotFound, u"There is no unfinished import to go on with."_s);
}

QString badLinesText(const ImportReport& report)
{
    constexpr qsizetype kShown = 20;
    QStringList lines;
    const qsizetype shown = std::min(kShown, report.badLines.size());
    for (qsizetype i = 0; i < shown; ++i) {
        lines.append(report.badLines.at(i).toString());
    }
    if (report.badLineCount > shown) {
        lines.append(u"… and %1 more"_s.arg(report.badLineCount - shown));
    }
    return lines.join(u'\n');
}

void runImport(CtlContext& context, const ImportArguments& arguments)
{
    if (arguments.files.empty() && !arguments.shouldResume) {
        context.misuse(u"Name at least one file to import, or --resume."_s);
        return;
    }
    const Result<ImportOptions> options = importOptions(context, arguments);
    if (!context.check(options)) {
        return;
    }
    QStringList files;
    for (const std::string& file : arguments.files) {
        files.append(QFileInfo(fromArg(file)).absoluteFilePath());
    }
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) -> Result<JobId> {
        if (!arguments.shouldResume) {
            return runner.start(u"import"_s, importJobParams(files, *options));
        }
        PLUMBLINE_ASSIGN(const JobId id, unfinishedImport(*store));
        PLUMBLINE_TRY(runner.resume(id));
        return id;
    });
    if (!job) {
        return;
    }
    const ImportReport report = ImportReport::fromJson(job->result);
    if (!context.isJson && report.badLineCount > 0) {
        const QByteArray bad = badLinesText(report).toUtf8() + '\n';
        std::fwrite(bad.constData(), 1, static_cast<size_t>(bad.size()), stderr);
    }
    QJsonObject object{{u"job"_s, job->id.value},
                       {u"state"_s, toName(job->state)},
                       {u"message"_s, job->message},
                       {u"report"_s, job->result}};
    answerJob(context, *job, object);
}

} // namespace

void addImportCommand(CLI::App& app, CtlContext& context)
{
    auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = addProjectCommand(app, context, "import", "Import files into a project");
    command->add_option("FILE", arguments->files, "Files or folders; .gz and .zst are read as they are");
    command->add_option("--format", arguments->format, "Id of the format; found out if none is given");
    command
        ->add_option("--on-error", arguments->onError,
                     "What a bad line does: it is skipped, or nothing is imported")
        ->check(CLI::IsMember({"skip", "stop"}))
        ->capture_default_str();
    command->add_option("--batch", arguments->batch, "Batch of the new items");
    command->add_option("--overlap", arguments->overlap, "Labels wanted for each new item")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--schema", arguments->schema, "A file with a schema, or the name of a stored one");
    command
        ->add_option("--duplicates", arguments->duplicates,
                     "What is there already is left out, or kept twice")
        ->check(CLI::IsMember({"skip", "keep"}))
        ->capture_default_str();
    command->add_option("--annotator", context.annotatorName,
                        "Who gave labels of which the file does not say it");
    command->add_option("--field", arguments->fields, "NAME=COLUMN: which column a format's field stands in");
    command->add_flag("--without-labels", arguments->withoutLabels, "Leave labels out: items come in open");
    command->add_flag("--resume", arguments->shouldResume, "Go on with the newest import that did not end");
    command->callback([&context, arguments] { runImport(context, *arguments); });
}

} // namespace plumbline
