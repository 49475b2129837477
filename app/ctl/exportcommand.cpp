#include "app/ctl/ctlcontext.h"
#include "app/ctl/jobwatch.h"

#include "core/exchange/exportoptions.h"
#include "core/exchange/format.h"
#include "core/jobs/exportjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ExportArguments
{
    std::string format;
    std::string output;
    std::string batch;
    std::string kind;
    std::string category;
    std::string model;
    std::string search;
    bool onlyFlagged = false;
    bool isEach = false;
    bool isMajority = false;
    bool isUnanimous = false;
    std::string ties = "leave_out";
    std::string by;
    bool asText = false;
    bool withoutMargin = false;
    bool withoutSource = false;
    bool withEdits = false;
    bool withOtherOffsets = false;
    bool hashPeople = false;
    bool withoutCard = false;
    int testPercent = 0;
    bool withChecksums = false;
    std::string cardFile;
    std::string licence;
};

/// The command as it can be typed again, for the card.
QString typedCommand()
{
    QStringList words{u"plumblinectl"_s};
    const QStringList given = QCoreApplication::arguments().mid(1);
    for (const QString& word : given) {
        const bool isPlain = !word.isEmpty() && !word.contains(QRegularExpression(u"[^A-Za-z0-9_./=:,+-]"_s));
        words.append(isPlain ? word : u"'"_s + QString(word).replace(u"'"_s, u"'\\''"_s) + u"'"_s);
    }
    return words.join(u' ');
}

/// --card: a Markdown file whose words take the place of the card's.
Result<void> readCard(const QString& path, ExportOptions& options)
{
    if (path.isEmpty()) {
        return {};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(file.exists() ? ErrorCode::Io : ErrorCode::NotFound,
                         u"The card's file could not be read."_s)
            .inFile(path);
    }
    options.cardText = QString::fromUtf8(file.readAll());
    return {};
}

Result<ExportOptions> exportOptions(const ExportArguments& arguments, Store& store)
{
    ExportOptions options;
    options.format = fromArg(arguments.format);
    PLUMBLINE_TRY(FormatRegistry::builtIn().get(options.format));
    if (!arguments.batch.empty()) {
        const QString name = fromArg(arguments.batch);
        PLUMBLINE_ASSIGN(const std::optional<Batch> batch, store.read([&](Session& session) {
            return BatchRepository(session).findByName(name);
        }));
        if (!batch) {
            return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(name), u"batch"_s);
        }
        options.filter.batch = batch->id;
    }
    if (!arguments.kind.empty()) {
        options.filter.kind = itemKindFromName(fromArg(arguments.kind));
    }
    options.filter.category = fromArg(arguments.category);
    options.filter.model = fromArg(arguments.model);
    options.filter.text = fromArg(arguments.search);
    options.filter.onlyFlagged = arguments.onlyFlagged;
    options.labels = arguments.isMajority    ? LabelChoice::Majority
                     : arguments.isUnanimous ? LabelChoice::Unanimous
                                             : LabelChoice::Each;
    options.ties = tieChoiceFromName(fromArg(arguments.ties)).value_or(TieChoice::LeaveOut);
    for (const QString& name : fromArg(arguments.by).split(u',', Qt::SkipEmptyParts)) {
        const std::optional<AnnotatorKind> kind = annotatorKindFromName(name.trimmed());
        if (!kind) {
            return makeError(ErrorCode::InvalidArgument,
                             u"“%1” is not human, llm, simulated or reward_model."_s.arg(name), u"by"_s);
        }
        options.annotatorKinds.append(*kind);
    }
    options.textForm = arguments.asText ? TextForm::Text : TextForm::Messages;
    options.withMargin = !arguments.withoutMargin;
    options.withSource = !arguments.withoutSource;
    options.withEdits = arguments.withEdits;
    options.withOtherOffsets = arguments.withOtherOffsets;
    options.hashPeople = arguments.hashPeople;
    options.withCard = !arguments.withoutCard;
    options.testPercent = arguments.testPercent;
    options.withChecksums = arguments.withChecksums;
    PLUMBLINE_TRY(readCard(fromArg(arguments.cardFile), options));
    const Format* format = FormatRegistry::builtIn().find(options.format);
    if (options.testPercent > 0 && !format->info().canSplit) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"The format “%1” is written as one; --split is for the TRL formats."_s.arg(options.format),
            u"split"_s);
    }
    options.licence = fromArg(arguments.licence);
    options.commandLine = typedCommand();
    return options;
}

void runExport(CtlContext& context, const ExportArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<ExportOptions> options = exportOptions(arguments, *store);
    if (!context.check(options)) {
        return;
    }
    const QString output = QFileInfo(fromArg(arguments.output)).absoluteFilePath();
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) {
        return runner.start(u"export"_s, exportJobParams(output, *options));
    });
    if (job) {
        answerJob(context, *job,
                  QJsonObject{{u"job"_s, job->id.value},
                              {u"state"_s, toName(job->state)},
                              {u"message"_s, job->message},
                              {u"output"_s, output},
                              {u"report"_s, job->result}});
    }
}

void addFilters(CLI::App& command, ExportArguments& arguments)
{
    command.add_option("--batch", arguments.batch, "Only items of this batch");
    command.add_option("--kind", arguments.kind, "Only items of this kind")
        ->check(CLI::IsMember({"pairwise", "rating", "ranking", "span", "critique", "reaction"}));
    command.add_option("--category", arguments.category, "Only items whose prompt has this category");
    command.add_option("--model", arguments.model, "Only items with a response by this model");
    command.add_option("--search", arguments.search, "Only items with these words, \"phrases\", -without");
    command.add_flag("--flagged", arguments.onlyFlagged, "Only items that somebody flagged");
    command.add_option("--by", arguments.by, "Only labels by: human,llm,simulated,reward_model");
}

} // namespace

void addExportCommand(CLI::App& app, CtlContext& context)
{
    auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = addProjectCommand(app, context, "export", "Write a data set");
    command->add_option("--format", arguments->format, "Id of the format")->required();
    command
        ->add_option("--output", arguments->output,
                     "The file (.gz and .zst are compressed) or folder to write")
        ->required();
    addFilters(*command, *arguments);
    CLI::Option* each =
        command->add_flag("--each", arguments->isEach, "A record for each label (as if not said)");
    CLI::Option* majority =
        command->add_flag("--majority", arguments->isMajority, "One record an item: what most labels say");
    CLI::Option* unanimous = command->add_flag("--unanimous", arguments->isUnanimous,
                                               "One record an item on which all labels agree");
    each->excludes(majority, unanimous);
    majority->excludes(unanimous);
    command
        ->add_option("--ties", arguments->ties,
                     "Whether ties are written where the format has no word for them")
        ->check(CLI::IsMember({"leave_out", "include"}))
        ->capture_default_str();
    command->add_flag("--text", arguments->asText, "TRL: plain strings instead of lists of messages");
    command->add_flag("--no-margin", arguments->withoutMargin, "trl-preference: no column margin");
    command->add_flag("--no-source", arguments->withoutSource, "TRL: no columns item, annotators and models");
    command->add_flag("--edits", arguments->withEdits,
                      "trl-preference: an edited response beats its original");
    command->add_flag("--offsets", arguments->withOtherOffsets,
                      "plumbline: spans also in UTF-8 and UTF-16 units");
    command->add_flag("--hash-people", arguments->hashPeople, "Write names of people as hashes");
    command->add_flag("--no-card", arguments->withoutCard, "Write no card beside the data");
    command
        ->add_option("--split", arguments->testPercent,
                     "trl: set this share of the prompts, in percent, aside in NAME-test")
        ->check(CLI::Range(0, kMostTestPercent));
    command->add_flag("--checksums", arguments->withChecksums, "Write SHA-256 sums beside the data");
    command->add_option("--card", arguments->cardFile, "A Markdown file whose words become the card");
    command->add_option("--licence", arguments->licence, "Licence, in words, for the card");
    command->callback([&context, arguments] { runExport(context, *arguments); });
}

} // namespace plumbline
