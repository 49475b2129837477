#include "app/ctl/ctlcontext.h"
#include "app/ctl/jobwatch.h"
#include "app/ctl/jsonviews.h"
#include "app/ctl/judgereportview.h"
#include "app/ctl/powercommand.h"

#include "core/base/counted.h"
#include "core/base/json.h"
#include "core/jobs/judgeestimate.h"
#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"

#include <QFile>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct JudgeArguments
{
    std::string name;
    std::string specFile;
    std::string protocol = "pairwise";
    std::string endpoint;
    std::string promptTemplate;
    int templateVersion = 0;
    std::string orders = "both";
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<qint64> seed;
    int maxTokens = 1024;
    int samples = 1;
    int retries = 1;
    bool noLogprobs = false;
    bool noStructured = false;
    bool usesReference = false;
    std::vector<std::string> aspects;
    std::vector<std::string> jurors;
    std::string options;
    bool replaces = false;

    std::vector<std::string> batches;
    std::vector<std::string> items;
    std::string kind;
    bool isAgain = false;
    qint64 limit = 0;
    std::optional<double> budget;
    int inFlight = 0;
    bool counts = false;
    bool isDry = false;
    int sample = 100;
    qint64 job = 0;

    JudgeReportArguments report;
};
using SharedArguments = std::shared_ptr<JudgeArguments>;

Result<QJsonObject> readSpec(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, u"The file could not be read."_s).inFile(path);
    }
    auto object = parseJsonObject(file.readAll());
    return object ? object : Result<QJsonObject>(object.error().inFile(path));
}

QStringList wordsOf(const std::vector<std::string>& words)
{
    QStringList out;
    for (const std::string& word : words) {
        out.append(fromArg(word));
    }
    return out;
}

Result<JudgeSpec> specOf(const JudgeArguments& arguments)
{
    if (!arguments.specFile.empty()) {
        PLUMBLINE_ASSIGN(QJsonObject object, readSpec(fromArg(arguments.specFile)));
        object.insert(u"name"_s, fromArg(arguments.name));
        return JudgeSpec::fromJson(object);
    }
    JudgeSpec spec;
    spec.name = fromArg(arguments.name);
    spec.protocol = judgeProtocolFromName(fromArg(arguments.protocol)).value_or(spec.protocol);
    spec.endpoint = fromArg(arguments.endpoint);
    spec.promptTemplate = fromArg(arguments.promptTemplate);
    spec.templateVersion = arguments.templateVersion;
    spec.orders = orderPolicyFromName(fromArg(arguments.orders)).value_or(spec.orders);
    if (arguments.temperature) {
        spec.temperature = arguments.temperature;
    }
    spec.topP = arguments.topP;
    spec.seed = arguments.seed;
    spec.maxTokens = arguments.maxTokens;
    spec.samples = arguments.samples;
    spec.retriesUnparsed = arguments.retries;
    spec.wantsLogprobs = !arguments.noLogprobs;
    spec.wantsStructured = !arguments.noStructured;
    spec.usesReference = arguments.usesReference;
    spec.aspects = wordsOf(arguments.aspects);
    spec.jurors = wordsOf(arguments.jurors);
    if (!arguments.options.empty()) {
        PLUMBLINE_ASSIGN(spec.options, parseJsonObject(fromArg(arguments.options).toUtf8()));
    }
    PLUMBLINE_TRY(spec.check());
    return spec;
}

void runAdd(CtlContext& context, const JudgeArguments& arguments)
{
    const Result<JudgeSpec> spec = specOf(arguments);
    if (!context.check(spec)) {
        return;
    }
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const auto saved = store->write([&](Session& session) -> Result<void> {
        PLUMBLINE_ASSIGN(const auto found, AnnotatorRepository(session).findByName(spec->name));
        if (found && found->details.contains(u"judge"_s) && !arguments.replaces) {
            return makeError(
                ErrorCode::AlreadyExists,
                u"There is a judge “%1” already. Use --replace to change how it asks."_s.arg(spec->name),
                u"name"_s);
        }
        PLUMBLINE_TRY(setUpJudge(session, *spec)); // its endpoint and template are there
        PLUMBLINE_TRY(saveJudge(session, *spec));
        return {};
    });
    if (context.check(saved)) {
        context.answer(spec->toJson(), u"Added the judge “%1”."_s.arg(spec->name));
    }
}

void runList(CtlContext& context)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const auto all = store->read([](Session& session) { return listJudges(session); });
    if (!context.check(all)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const StoredJudge& judge : *all) {
        rows.append(judge.spec.toJson());
        lines.append(
            u"%1\t%2\t%3"_s.arg(judge.spec.name, toName(judge.spec.protocol),
                                judge.spec.endpoint.isEmpty() ? u"asks nobody"_s : judge.spec.endpoint));
    }
    context.answer({{u"judges"_s, rows}}, lines.isEmpty() ? u"There is no judge."_s : lines.join(u'\n'));
}

Result<JudgeRunRequest> requestOf(Session& session, const JudgeArguments& arguments)
{
    JudgeRunRequest out;
    out.judge = fromArg(arguments.name);
    for (const std::string& word : arguments.batches) {
        PLUMBLINE_ASSIGN(const auto batch, BatchRepository(session).findByName(fromArg(word)));
        if (!batch) {
            return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(fromArg(word)),
                             u"batch"_s);
        }
        out.selection.batches.append(batch->id);
    }
    for (const std::string& word : arguments.items) {
        PLUMBLINE_ASSIGN(const auto item, ItemRepository(session).findByUid(fromArg(word)));
        if (!item) {
            return makeError(ErrorCode::NotFound, u"There is no item “%1”."_s.arg(fromArg(word)), u"item"_s);
        }
        out.selection.items.append(*item);
    }
    out.selection.kind = itemKindFromName(fromArg(arguments.kind));
    out.selection.onlyUnjudged = !arguments.isAgain;
    out.selection.limit = arguments.limit;
    out.budgetDollars = arguments.budget;
    out.inFlight = arguments.inFlight;
    out.countsTowardsOverlap = arguments.counts;
    return out;
}

QString textOf(const JudgeEstimate& estimate)
{
    QStringList lines{
        u"%1, %2"_s.arg(counted(estimate.items, u"item"_s), counted(estimate.calls, u"call"_s))};
    if (estimate.knownReplies > 0) {
        lines.append(
            u"%1 known already"_s.arg(counted(estimate.knownReplies, u"reply is"_s, u"replies are"_s)));
    }
    if (estimate.calls > 0) {
        lines.append(u"about %1 tokens asked, %2 to %3 answered"_s.arg(estimate.promptTokens)
                         .arg(estimate.replyTokensLow)
                         .arg(estimate.replyTokensHigh));
    }
    if (estimate.hasPrices) {
        lines.append(
            u"$%1 to $%2"_s.arg(estimate.dollarsLow, 0, 'f', 2).arg(estimate.dollarsHigh, 0, 'f', 2));
    }
    if (estimate.milliseconds) {
        constexpr qint64 kSecond = 1000;
        lines.append(u"about %1 s"_s.arg(std::max<qint64>(1, *estimate.milliseconds / kSecond)));
    }
    return (lines + estimate.notes).join(u'\n');
}

QJsonObject answerOf(const Job& job)
{
    QJsonObject out = job.state == JobState::Done ? job.result : job.checkpoint.value("result"_L1).toObject();
    out.insert(u"job"_s, job.id.value);
    out.insert(u"state"_s, toName(job.state));
    out.insert(u"message"_s, job.message);
    return out;
}

void runRun(CtlContext& context, const JudgeArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const auto request = store->read([&](Session& session) { return requestOf(session, arguments); });
    if (!context.check(request)) {
        return;
    }
    if (arguments.isDry) {
        const auto estimate = store->read(
            [&](Session& session) { return estimateJudgeRun(session, *request, arguments.sample); });
        if (context.check(estimate)) {
            context.answer(toJson(*estimate), textOf(*estimate));
        }
        return;
    }
    const auto setup = store->read([&](Session& session) { return loadJudge(session, request->judge); });
    if (!context.check(setup)) {
        return;
    }
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) {
        return runner.start(kJudgeJob.toString(), judgeJobParams(*request));
    });
    if (job) {
        answerJob(context, *job, answerOf(*job));
    }
}

void runResume(CtlContext& context, const JudgeArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const JobId id{arguments.job};
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) -> Result<JobId> {
        if (arguments.budget) {
            PLUMBLINE_TRY(store->write(
                [&](Session& session) { return raiseJudgeBudget(session, id, arguments.budget); }));
        }
        PLUMBLINE_TRY(runner.resume(id));
        return id;
    });
    if (job) {
        answerJob(context, *job, answerOf(*job));
    }
}

void addSettings(CLI::App& add, JudgeArguments& arguments)
{
    add.add_option("--spec", arguments.specFile, "JSON file with all settings, instead of the options below");
    add.add_option("--protocol", arguments.protocol, "How it judges (pairwise)")
        ->check(CLI::IsMember({"pairwise", "pairwise-scale", "pointwise", "multi-aspect", "judgelm", "pc2",
                               "critique", "refine", "span", "reward-server", "simulated", "jury"}));
    add.add_option("--endpoint", arguments.endpoint, "Name of the endpoint that it asks");
    add.add_option("--template", arguments.promptTemplate, "Id of a prompt template");
    add.add_option("--template-version", arguments.templateVersion, "Its version (the newest)")
        ->check(CLI::NonNegativeNumber);
    add.add_option("--orders", arguments.orders, "In which orders pairs are shown (both)")
        ->check(CLI::IsMember({"seeded", "both", "as-is"}));
    add.add_option("--temperature", arguments.temperature, "0 to 2 (0)")->check(CLI::Range(0.0, 2.0));
    add.add_option("--top-p", arguments.topP, "Above 0, at most 1")->check(CLI::Range(0.0, 1.0));
    add.add_option("--seed", arguments.seed, "Of the server's sampling");
    add.add_option("--max-tokens", arguments.maxTokens, "Of a reply (1024)")->check(CLI::Range(1, 1'000'000));
    add.add_option("--samples", arguments.samples, "Votes for each item (1)")->check(CLI::Range(1, 100));
    add.add_option("--retries", arguments.retries, "For replies that cannot be read (1)")
        ->check(CLI::Range(0, 10));
    add.add_flag("--no-logprobs", arguments.noLogprobs, "Do not ask for logprobs");
    add.add_flag("--no-structured", arguments.noStructured, "Do not ask for JSON");
    add.add_flag("--reference", arguments.usesReference, "Show the prompt's reference answer");
    add.add_option("--aspects", arguments.aspects, "Only these aspects of the schema")->delimiter(',');
    add.add_option("--jurors", arguments.jurors, "Jury: names of judges")->delimiter(',');
    add.add_option("--options", arguments.options, "JSON object with options of the protocol");
    add.add_flag("--replace", arguments.replaces, "Change the judge of this name");
}

void addRunOptions(CLI::App& run, JudgeArguments& arguments)
{
    run.add_option("--batch", arguments.batches, "Only items of this batch; may be repeated")
        ->allow_extra_args(false);
    run.add_option("--item", arguments.items, "Only the item with this uid; may be repeated")
        ->allow_extra_args(false);
    run.add_option("--kind", arguments.kind, "Only items of this kind")
        ->check(CLI::IsMember({"pairwise", "rating", "ranking", "span", "critique", "reaction"}));
    run.add_flag("--again", arguments.isAgain,
                 "Also items that it has judged: its new labels replace the old");
    run.add_option("--limit", arguments.limit, "At most so many items")->check(CLI::NonNegativeNumber);
    run.add_option("--budget", arguments.budget, "US dollars, a hard stop")->check(CLI::NonNegativeNumber);
    run.add_option("--in-flight", arguments.inFlight, "Requests at the same time (the endpoint's)")
        ->check(CLI::Range(1, 1024));
    run.add_flag("--count", arguments.counts, "Its labels fill places of the items' overlap");
    run.add_flag("--dry-run", arguments.isDry, "Only say what it would take");
    run.add_option("--sample", arguments.sample, "Of a dry run: items whose prompts are counted (100)")
        ->check(CLI::Range(1, 100'000));
}

} // namespace

void addJudgeCommands(CLI::App& app, CtlContext& context)
{
    CLI::App* judge = app.add_subcommand("judge", "Models that judge beside the people");
    judge->fallthrough();
    judge->require_subcommand(1);
    auto arguments = std::make_shared<JudgeArguments>();
    const auto addNamed = [&](const std::string& verb, const std::string& description) {
        CLI::App* command = addProjectCommand(*judge, context, verb, description);
        command->add_option("NAME", arguments->name, "Name of the judge")->required();
        return command;
    };
    CLI::App* add = addNamed("add", "Add a judge");
    addSettings(*add, *arguments);
    add->callback([&context, arguments] { runAdd(context, *arguments); });
    CLI::App* run = addNamed("run", "Let a judge judge");
    addRunOptions(*run, *arguments);
    run->callback([&context, arguments] { runRun(context, *arguments); });
    CLI::App* resume =
        addProjectCommand(*judge, context, "resume", "Go on with a run, perhaps with more money");
    resume->add_option("JOB", arguments->job, "Number of the run's job")->required();
    resume->add_option("--budget", arguments->budget, "US dollars of the whole run")
        ->check(CLI::NonNegativeNumber);
    resume->callback([&context, arguments] { runResume(context, *arguments); });
    CLI::App* list = addProjectCommand(*judge, context, "list", "All judges");
    list->callback([&context] { runList(context); });
    CLI::App* report = addProjectCommand(*judge, context, "report", "Judges measured against people");
    addJudgeReportOptions(*report, arguments->report);
    report->callback([&context, arguments] { runJudgeReport(context, arguments->report); });
    addPowerCommand(*judge, context);
}

} // namespace plumbline
