#include "app/ctl/ctlcontext.h"
#include "app/ctl/jobwatch.h"
#include "app/ctl/jsonviews.h"

#include "core/jobs/decidejob.h"
#include "core/jobs/filljob.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/orderjob.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BatchArguments
{
    std::string name;
    std::string order = "fixed";
    int overlap = 1;
    std::string from;
    std::string kind;
    std::string category;
    std::string model;
    std::string search;
    bool onlyFlagged = false;
    std::vector<std::string> by;
    std::string aspect;
    double confidence = stats::kDefaultConfidence;
};

Result<Batch> findBatch(Session& session, const QString& name)
{
    PLUMBLINE_ASSIGN(const std::optional<Batch> batch, BatchRepository(session).findByName(name));
    if (!batch) {
        return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(name), u"batch"_s);
    }
    return *batch;
}

QueueOrder orderOf(const BatchArguments& arguments)
{
    return queueOrderFromName(fromArg(arguments.order)).value_or(QueueOrder::Fixed);
}

void runList(CtlContext& context)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<QList<Batch>> batches =
        store->read([](Session& session) { return BatchRepository(session).list(); });
    if (!context.check(batches)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const Batch& batch : *batches) {
        rows.append(toJson(batch));
        lines.append(
            u"%1\t%2\t%3"_s.arg(batch.name, toName(batch.order), batch.isOpen ? u"open"_s : u"closed"_s));
    }
    context.answer(QJsonObject{{u"batches"_s, rows}}, lines.join(u'\n'));
}

void runCreate(CtlContext& context, const BatchArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const QString name = fromArg(arguments.name);
    const Result<Batch> batch = store->write([&](Session& session) -> Result<Batch> {
        BatchRepository batches(session);
        PLUMBLINE_ASSIGN(const std::optional<Batch> found, batches.findByName(name));
        if (found) {
            return makeError(ErrorCode::AlreadyExists, u"There is a batch “%1” already."_s.arg(name),
                             u"batch"_s);
        }
        return batches.findOrCreate(name, orderOf(arguments));
    });
    if (context.check(batch)) {
        context.answer(toJson(*batch), u"Made the batch “%1”."_s.arg(name));
    }
}

void runSetOpen(CtlContext& context, const BatchArguments& arguments, bool isOpen)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const QString name = fromArg(arguments.name);
    const Result<Batch> batch = store->write([&](Session& session) -> Result<Batch> {
        PLUMBLINE_ASSIGN(const Batch found, findBatch(session, name));
        PLUMBLINE_TRY(BatchRepository(session).setOpen(found.id, isOpen));
        return BatchRepository(session).get(found.id);
    });
    if (context.check(batch)) {
        context.answer(toJson(*batch), isOpen ? u"“%1” hands out items."_s.arg(name)
                                              : u"“%1” hands out nothing more."_s.arg(name));
    }
}

void runOrder(CtlContext& context, const BatchArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const QString name = fromArg(arguments.name);
    const Result<Batch> batch = store->read([&](Session& session) { return findBatch(session, name); });
    if (!context.check(batch)) {
        return;
    }
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) {
        return runner.start(u"order"_s, orderJobParams(batch->id, orderOf(arguments)));
    });
    if (job) {
        answerJob(context, *job, toJson(*job));
    }
}

void runDecide(CtlContext& context, const BatchArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const QString name = fromArg(arguments.name);
    const Result<Batch> batch = store->read([&](Session& session) { return findBatch(session, name); });
    if (!context.check(batch)) {
        return;
    }
    DecideRequest request;
    request.batch = batch->id;
    request.confidence = arguments.confidence;
    request.filter.aspect = fromArg(arguments.aspect);
    for (const std::string& word : arguments.by) {
        if (const std::optional<AnnotatorKind> kind = annotatorKindFromName(fromArg(word))) {
            request.filter.by.append(*kind);
        }
    }
    if (request.filter.by.isEmpty()) {
        request.filter.by = {AnnotatorKind::Human};
    }
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) {
        return runner.start(u"decide"_s, decideJobParams(request));
    });
    if (job) {
        answerJob(context, *job, toJson(*job));
    }
}

void runFill(CtlContext& context, const BatchArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    FillRequest request;
    request.name = fromArg(arguments.name);
    request.order = orderOf(arguments);
    request.overlap = arguments.overlap;
    ItemFilter& filter = request.filter;
    if (!arguments.from.empty()) {
        const Result<Batch> from =
            store->read([&](Session& session) { return findBatch(session, fromArg(arguments.from)); });
        if (!context.check(from)) {
            return;
        }
        filter.batch = from->id;
    }
    filter.kind = itemKindFromName(fromArg(arguments.kind));
    filter.category = fromArg(arguments.category);
    filter.model = fromArg(arguments.model);
    filter.text = fromArg(arguments.search);
    filter.onlyFlagged = arguments.onlyFlagged;
    const std::optional<Job> job = runJob(
        context, *store, [&](JobRunner& runner) { return runner.start(u"fill"_s, fillJobParams(request)); });
    if (job) {
        answerJob(context, *job, toJson(*job));
    }
}

void addFillCommand(CLI::App& command, const std::shared_ptr<BatchArguments>& arguments)
{
    command.add_option("--overlap", arguments->overlap, "Labels wanted for each item")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_option("--from", arguments->from, "Only items of this batch");
    command.add_option("--kind", arguments->kind, "Only items of this kind")
        ->check(CLI::IsMember({"pairwise", "rating", "ranking", "span", "critique", "reaction"}));
    command.add_option("--category", arguments->category, "Only items whose prompt has this category");
    command.add_option("--model", arguments->model, "Only items with a response by this model");
    command.add_option("--search", arguments->search, "Only items with these words, \"phrases\", -without");
    command.add_flag("--flagged", arguments->onlyFlagged, "Only items that somebody flagged");
}

} // namespace

void addBatchCommands(CLI::App& app, CtlContext& context)
{
    CLI::App* batch = app.add_subcommand("batch", "List, make, open, close and order batches");
    batch->fallthrough();
    batch->require_subcommand(1);
    auto arguments = std::make_shared<BatchArguments>();
    const auto addNamed = [&](const std::string& verb, const std::string& description) {
        CLI::App* command = addProjectCommand(*batch, context, verb, description);
        command->add_option("NAME", arguments->name, "Name of the batch")->required();
        return command;
    };
    const CLI::IsMember orders({"fixed", "random", "fewest_labels", "priority"});

    CLI::App* list = addProjectCommand(*batch, context, "list", "In the order in which they are served");
    list->callback([&context] { runList(context); });
    CLI::App* create = addNamed("create", "Make a batch");
    create->add_option("--order", arguments->order, "How it hands out items")
        ->check(orders)
        ->capture_default_str();
    create->callback([&context, arguments] { runCreate(context, *arguments); });
    CLI::App* fill = addNamed("fill", "Copy items into a batch, without their labels");
    fill->add_option("--order", arguments->order, "How a batch that is made hands out items")
        ->check(orders)
        ->capture_default_str();
    addFillCommand(*fill, arguments);
    fill->callback([&context, arguments] { runFill(context, *arguments); });
    CLI::App* open = addNamed("open", "Hand out its items");
    open->callback([&context, arguments] { runSetOpen(context, *arguments, true); });
    CLI::App* close = addNamed("close", "Hand out nothing more of it");
    close->callback([&context, arguments] { runSetOpen(context, *arguments, false); });
    CLI::App* order = addNamed("order", "Change how it hands out items");
    order->add_option("ORDER", arguments->order, "fixed, random, fewest_labels or priority")
        ->required()
        ->check(orders);
    order->callback([&context, arguments] { runOrder(context, *arguments); });
    CLI::App* decide = addNamed("decide", "Hand out first what decides the places of models soonest");
    decide->add_option("--by", arguments->by, "Whose votes decide (human)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"human", "llm", "simulated", "reward_model"}));
    decide->add_option("--aspect", arguments->aspect, "The question (the main one)");
    decide->add_option("--confidence", arguments->confidence, "Of all decisions together (0.95)")
        ->check(CLI::Range(0.01, 0.9999));
    decide->callback([&context, arguments] { runDecide(context, *arguments); });
}

} // namespace plumbline
