#include "app/ctl/ctlcontext.h"
#include "app/ctl/jsonviews.h"

#include "core/base/counted.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/newproject.h"
#include "core/store/projectrepository.h"
#include "core/store/store.h"

#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct NewOptions
{
    std::string name;
    std::optional<quint64> seed;
};

QJsonObject projectObject(const Store& store)
{
    const ProjectInfo& info = store.project();
    return {{u"path"_s, store.path()},
            {u"uid"_s, info.uid},
            {u"name"_s, info.name},
            {u"description"_s, info.description},
            {u"seed"_s, QString::number(info.seed)},
            {u"created_at"_s, toIsoUtc(info.createdAt)},
            {u"schema_version"_s, Store::currentSchemaVersion()}};
}

void runNew(CtlContext& context, const NewOptions& options)
{
    const QString path = context.project();
    const QString name = options.name.empty() ? QFileInfo(path).completeBaseName() : fromArg(options.name);
    const Result<std::unique_ptr<Store>> store =
        Store::create(path, newProjectInfo(name, context.clock(), options.seed), context.clock());
    if (context.check(store)) {
        context.answer(projectObject(**store), u"Made the project “%1” in %2."_s.arg(name, path));
    }
}

void runCheck(CtlContext& context)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<QStringList> findings = store->checkIntegrity();
    if (!context.check(findings)) {
        return;
    }
    const bool isSound = findings->isEmpty();
    const QJsonObject object{{u"path"_s, store->path()},
                             {u"sound"_s, isSound},
                             {u"findings"_s, QJsonArray::fromStringList(*findings)}};
    context.answer(object, isSound ? u"The project is sound."_s
                                   : u"The project is damaged:\n"_s + findings->join(u'\n'));
    if (!isSound) {
        context.exitCode = ExitCode::Failed;
    }
}

struct Census
{
    QMap<QString, qint64> counters;
    QList<Batch> batches;
    QList<QMap<QString, qint64>> batchCounters;
    QList<Annotator> annotators;
    QStringList models;
};

Result<Census> takeCensus(Session& session)
{
    Census census;
    ProjectRepository project(session);
    AnnotatorRepository annotators(session);
    PLUMBLINE_ASSIGN(census.counters, project.counters({}));
    PLUMBLINE_ASSIGN(census.batches, BatchRepository(session).list());
    for (const Batch& batch : census.batches) {
        PLUMBLINE_ASSIGN(const auto counts, project.counters(batchScope(batch.id.value)));
        census.batchCounters.append(counts);
    }
    PLUMBLINE_ASSIGN(census.annotators, annotators.list());
    PLUMBLINE_ASSIGN(census.models, annotators.models());
    return census;
}

QJsonObject countersObject(const QMap<QString, qint64>& counts)
{
    QJsonObject object;
    for (auto it = counts.constBegin(); it != counts.constEnd(); ++it) {
        object.insert(it.key(), it.value());
    }
    return object;
}

void runInfo(CtlContext& context)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<Census> census = store->read([](Session& session) { return takeCensus(session); });
    if (!context.check(census)) {
        return;
    }
    QJsonArray batches;
    QStringList lines{u"%1 (%2)"_s.arg(store->project().name, store->path())};
    const auto count = [&](QStringView name) { return census->counters.value(name.toString()); };
    lines.append(u"%1, %2 open; %3 by people, %4 by judges and models"_s
                     .arg(counted(count(counters::kItems), u"item"_s))
                     .arg(count(counters::kOpenItems))
                     .arg(counted(count(counters::kLabelsHuman), u"label"_s))
                     .arg(count(counters::kLabelsOther)));
    lines.append(u"%1, %2, %3, %4"_s.arg(
        counted(count(counters::kPrompts), u"prompt"_s), counted(count(counters::kResponses), u"response"_s),
        counted(census->models.size(), u"model"_s), counted(census->annotators.size(), u"annotator"_s)));
    for (qsizetype i = 0; i < census->batches.size(); ++i) {
        const Batch& batch = census->batches.at(i);
        const QMap<QString, qint64>& counts = census->batchCounters.at(i);
        QJsonObject object = toJson(batch);
        object.insert(u"counters"_s, countersObject(counts));
        batches.append(object);
        lines.append(u"  %1: %2, %3 open, %4%5"_s.arg(batch.name)
                         .arg(counted(counts.value(counters::kItems.toString()), u"item"_s))
                         .arg(counts.value(counters::kOpenItems.toString()))
                         .arg(toName(batch.order), batch.isOpen ? QString() : u", closed"_s));
    }
    QJsonArray annotators;
    for (const Annotator& annotator : census->annotators) {
        annotators.append(QJsonObject{{u"name"_s, annotator.name}, {u"kind"_s, toName(annotator.kind)}});
    }
    QJsonObject object = projectObject(*store);
    object.insert(u"counters"_s, countersObject(census->counters));
    object.insert(u"batches"_s, batches);
    object.insert(u"annotators"_s, annotators);
    object.insert(u"models"_s, QJsonArray::fromStringList(census->models));
    object.insert(u"bytes"_s, QFileInfo(store->path()).size());
    context.answer(object, lines.join(u'\n'));
}

} // namespace

void addProjectCommands(CLI::App& app, CtlContext& context)
{
    auto options = std::make_shared<NewOptions>();
    CLI::App* create = addProjectCommand(app, context, "new", "Make a new project");
    create->add_option("--name", options->name, "Its name; the file's name if none is given");
    create->add_option("--seed", options->seed, "Seed of every shuffle; drawn if none is given");
    create->callback([&context, options] { runNew(context, *options); });

    CLI::App* check = addProjectCommand(app, context, "check", "Check that the file is sound");
    check->callback([&context] { runCheck(context); });

    CLI::App* info = addProjectCommand(app, context, "info", "Say what is in the project");
    info->callback([&context] { runInfo(context); });
}

} // namespace plumbline
