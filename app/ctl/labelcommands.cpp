#include "app/ctl/ctlcontext.h"
#include "app/ctl/itemlookup.h"
#include "app/ctl/jsonviews.h"

#include "core/base/json.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/labelling.h"
#include "core/store/store.h"

#include <QFile>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct LabelArguments
{
    std::string item;
    std::string content;
    std::string reason;
    std::string batch;
    std::string kind;
    qint64 activeMs = 0;
    bool withModels = false;
};

/// Runs `work(Labelling&, Session&)` for --annotator in one transaction.
template <typename Work> auto withLabelling(CtlContext& context, Store& store, Work work)
{
    using R = std::invoke_result_t<Work, Labelling&, Session&>;
    const QString name = context.annotator();
    return store.write([&](Session& session) -> R {
        PLUMBLINE_ASSIGN(const Annotator annotator,
                         AnnotatorRepository(session).findOrCreate(name, AnnotatorKind::Human));
        Labelling labelling(session, annotator.id);
        return work(labelling, session);
    });
}

Result<QueueFilter> queueFilter(Session& session, const LabelArguments& arguments)
{
    QueueFilter filter;
    if (!arguments.batch.empty()) {
        const QString name = fromArg(arguments.batch);
        PLUMBLINE_ASSIGN(const std::optional<Batch> batch, BatchRepository(session).findByName(name));
        if (!batch) {
            return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(name), u"batch"_s);
        }
        filter.batches.append(batch->id);
    }
    if (!arguments.kind.empty()) {
        filter.kind = itemKindFromName(fromArg(arguments.kind));
    }
    return filter;
}

/// An item in words, for a person at a terminal.
QString itemText(const OpenItem& item)
{
    QStringList lines{u"Item %1, %2, %3"_s.arg(item.view.item.id.value)
                          .arg(toName(item.view.item.kind), item.view.batchName)};
    for (const Message& message : item.view.prompt.messages) {
        lines.append(u"[%1] %2"_s.arg(message.role, message.content));
    }
    for (const ResponseIndex index : item.shownOrder) {
        lines.append(u"--- response %1\n%2"_s.arg(index).arg(item.view.responses.at(index).text()));
    }
    return lines.join(u'\n');
}

struct Claimed
{
    std::optional<OpenItem> item;
    Progress progress;
};

void runClaim(CtlContext& context, const LabelArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<Claimed> claimed =
        withLabelling(context, *store, [&](Labelling& labelling, Session& session) -> Result<Claimed> {
            Claimed found;
            PLUMBLINE_ASSIGN(const QueueFilter filter, queueFilter(session, arguments));
            if (arguments.item.empty()) {
                PLUMBLINE_ASSIGN(found.item, labelling.openNext(filter));
            } else {
                PLUMBLINE_ASSIGN(const ItemId id, findItem(session, fromArg(arguments.item)));
                PLUMBLINE_ASSIGN(found.item, labelling.open(id));
            }
            PLUMBLINE_ASSIGN(found.progress, labelling.progress(filter));
            return found;
        });
    if (!context.check(claimed)) {
        return;
    }
    QJsonObject object{{u"annotator"_s, context.annotator()}, {u"progress"_s, toJson(claimed->progress)}};
    object.insert(u"item"_s, claimed->item ? QJsonValue(toJson(*claimed->item, arguments.withModels))
                                           : QJsonValue(QJsonValue::Null));
    context.answer(object, claimed->item ? itemText(*claimed->item) : u"There is nothing to judge."_s);
}

QByteArray standardInput()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? input.readAll() : QByteArray();
}

Result<AnnotationContent> contentOf(const LabelArguments& arguments)
{
    const bool isGiven = !arguments.content.empty();
    const QByteArray text = isGiven ? QByteArray::fromStdString(arguments.content) : standardInput();
    const Result<QJsonObject> object = parseJsonObject(text.trimmed());
    if (!object) {
        return object.error().inFile(isGiven ? u"--content"_s : u"standard input"_s);
    }
    return AnnotationContent::fromJson(*object);
}

void answerAnnotation(CtlContext& context, const Annotation& annotation, const QString& text)
{
    const QHash<qint64, QString> names{{annotation.annotatorId.value, context.annotator()}};
    context.answer(QJsonObject{{u"annotation"_s, toJson(annotation, names)}},
                   text.arg(annotation.itemId.value));
}

QJsonObject scriptProvenance()
{
    return {{u"tool"_s, u"plumblinectl"_s}};
}

void runSubmit(CtlContext& context, const LabelArguments& arguments)
{
    const Result<AnnotationContent> content = contentOf(arguments);
    if (!context.check(content)) {
        return;
    }
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<Annotation> annotation =
        withLabelling(context, *store, [&](Labelling& labelling, Session& session) -> Result<Annotation> {
            PLUMBLINE_ASSIGN(const ItemId id, findItem(session, fromArg(arguments.item)));
            PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(id));
            return labelling.submit(open.view.item.id, *content, {}, arguments.activeMs, scriptProvenance());
        });
    if (context.check(annotation)) {
        answerAnnotation(context, *annotation, u"Submitted item %1."_s);
    }
}

void runSkip(CtlContext& context, const LabelArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    AnnotationContent content;
    content.skipReason = fromArg(arguments.reason);
    const Result<Annotation> annotation =
        withLabelling(context, *store, [&](Labelling& labelling, Session& session) -> Result<Annotation> {
            PLUMBLINE_ASSIGN(const ItemId id, findItem(session, fromArg(arguments.item)));
            PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(id));
            return labelling.skip(open.view.item.id, content, {}, arguments.activeMs, scriptProvenance());
        });
    if (context.check(annotation)) {
        answerAnnotation(context, *annotation, u"Skipped item %1."_s);
    }
}

void runStep(CtlContext& context, bool isRedo)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<StepResult> step =
        withLabelling(context, *store, [&](Labelling& labelling, Session&) -> Result<StepResult> {
            return isRedo ? labelling.redo({}) : labelling.undo();
        });
    if (!context.check(step)) {
        return;
    }
    QJsonObject object{{u"did_something"_s, step->didSomething}, {u"kind"_s, step->kind}};
    if (step->item) {
        object.insert(u"item"_s, step->item->view.item.id.value);
        object.insert(u"content"_s, step->item->content.toJson());
    }
    const QString verb = isRedo ? u"Redone"_s : u"Undone"_s;
    context.answer(object, step->didSomething
                               ? u"%1: %2."_s.arg(verb, step->kind)
                               : u"There is nothing to %1."_s.arg(isRedo ? u"redo"_s : u"undo"_s));
}

CLI::App* addLabelCommand(CLI::App& app, CtlContext& context, const std::string& name,
                          const std::string& description)
{
    CLI::App* command = addProjectCommand(app, context, name, description);
    command->add_option("--annotator", context.annotatorName, "Who judges; the login name if none is given");
    return command;
}

} // namespace

void addLabelCommands(CLI::App& app, CtlContext& context)
{
    auto arguments = std::make_shared<LabelArguments>();
    CLI::App* claim = addLabelCommand(app, context, "claim", "Claim the next item, or one that is named");
    claim->add_option("--item", arguments->item,
                      "Id or uid of the item; the next of the queue if none is given");
    claim->add_option("--batch", arguments->batch, "Only from this batch");
    claim->add_option("--kind", arguments->kind, "Only of this kind")
        ->check(CLI::IsMember({"pairwise", "rating", "ranking", "span", "critique", "reaction"}));
    claim->add_flag("--with-models", arguments->withModels, "Also say who wrote the responses");
    claim->callback([&context, arguments] { runClaim(context, *arguments); });

    CLI::App* submit =
        addLabelCommand(app, context, "submit", "Submit a label: JSON from --content or stdin");
    submit->add_option("--item", arguments->item, "Id or uid of the item")->required();
    submit->add_option("--content", arguments->content,
                       "The label as JSON; read from standard input if not given");
    submit->add_option("--active-ms", arguments->activeMs, "Time spent with the item, in milliseconds");
    submit->callback([&context, arguments] { runSubmit(context, *arguments); });

    CLI::App* skip = addLabelCommand(app, context, "skip", "Decline an item");
    skip->add_option("--item", arguments->item, "Id or uid of the item")->required();
    skip->add_option("--reason", arguments->reason, "Id of the schema's reason, or words");
    skip->callback([&context, arguments] { runSkip(context, *arguments); });

    CLI::App* undo =
        addLabelCommand(app, context, "undo", "Take back the last step: an edit, a submit, a skip");
    undo->callback([&context] { runStep(context, false); });
    CLI::App* redo = addLabelCommand(app, context, "redo", "Take back the last undo");
    redo->callback([&context] { runStep(context, true); });
}

} // namespace plumbline
