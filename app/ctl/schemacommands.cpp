#include "app/ctl/ctlcontext.h"

#include "core/base/json.h"
#include "core/store/schemarepository.h"
#include "core/store/store.h"

#include <QFile>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject schemaObject(const SchemaVersion& schema, bool withDefinition)
{
    QJsonObject object{{u"id"_s, schema.id.value},
                       {u"name"_s, schema.definition.name},
                       {u"kind"_s, toName(schema.definition.kind)},
                       {u"version"_s, schema.version}};
    if (withDefinition) {
        object.insert(u"definition"_s, schema.definition.toJson());
    }
    return object;
}

void runList(CtlContext& context)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<QList<SchemaVersion>> schemas =
        store->read([](Session& session) { return SchemaRepository(session).list(); });
    if (!context.check(schemas)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const SchemaVersion& schema : *schemas) {
        rows.append(schemaObject(schema, false));
        lines.append(u"%1\t%2\tversion %3"_s.arg(schema.definition.name, toName(schema.definition.kind))
                         .arg(schema.version));
    }
    context.answer(QJsonObject{{u"schemas"_s, rows}}, lines.join(u'\n'));
}

void runShow(CtlContext& context, const std::string& nameWord, int version)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const QString name = fromArg(nameWord);
    const Result<SchemaVersion> schema = store->read([&](Session& session) -> Result<SchemaVersion> {
        SchemaRepository schemas(session);
        PLUMBLINE_ASSIGN(const std::optional<SchemaVersion> found,
                         version > 0 ? schemas.find(name, version) : schemas.newest(name));
        if (!found) {
            return makeError(ErrorCode::NotFound, u"There is no schema “%1” of that version."_s.arg(name));
        }
        return *found;
    });
    if (context.check(schema)) {
        context.answer(schemaObject(*schema, true),
                       QString::fromUtf8(canonicalJson(schema->definition.toJson())));
    }
}

void runBuiltIn(CtlContext& context, const std::string& kindWord)
{
    const std::optional<ItemKind> kind = itemKindFromName(fromArg(kindWord));
    const QJsonObject definition = SchemaDefinition::builtIn(kind.value_or(ItemKind::Pairwise)).toJson();
    context.answer(QJsonObject{{u"definition"_s, definition}}, QString::fromUtf8(canonicalJson(definition)));
}

void runAdd(CtlContext& context, const std::string& fileWord)
{
    const QString path = fromArg(fileWord);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        context.fail(makeError(file.exists() ? ErrorCode::Io : ErrorCode::NotFound,
                               u"The schema's file could not be read."_s)
                         .inFile(path));
        return;
    }
    const Result<QJsonObject> object = parseJsonObject(file.readAll());
    if (!object) {
        context.fail(object.error().inFile(path));
        return;
    }
    const Result<SchemaDefinition> definition = SchemaDefinition::fromJson(*object);
    if (!definition) {
        context.fail(definition.error().inFile(path));
        return;
    }
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<SchemaVersion> saved =
        store->write([&](Session& session) { return SchemaRepository(session).save(*definition); });
    if (context.check(saved)) {
        context.answer(schemaObject(*saved, true),
                       u"“%1” is stored as version %2."_s.arg(definition->name).arg(saved->version));
    }
}

} // namespace

void addSchemaCommands(CLI::App& app, CtlContext& context)
{
    CLI::App* schema = app.add_subcommand("schema", "List, show and add schemas");
    schema->fallthrough();
    schema->require_subcommand(1);

    CLI::App* list = addProjectCommand(*schema, context, "list", "All versions of all schemas");
    list->callback([&context] { runList(context); });

    auto name = std::make_shared<std::string>();
    auto version = std::make_shared<int>(0);
    CLI::App* show = addProjectCommand(*schema, context, "show", "The definition of a schema");
    show->add_option("NAME", *name, "Its name")->required();
    show->add_option("--version-number", *version, "Which version; the newest if none is given");
    show->callback([&context, name, version] { runShow(context, *name, *version); });

    auto kind = std::make_shared<std::string>();
    CLI::App* builtIn = schema->add_subcommand("builtin", "The built-in definition of a kind, to begin from");
    builtIn->fallthrough();
    builtIn->add_option("KIND", *kind, "pairwise, rating, ranking, span, critique or reaction")
        ->required()
        ->check(CLI::IsMember({"pairwise", "rating", "ranking", "span", "critique", "reaction"}));
    builtIn->callback([&context, kind] { runBuiltIn(context, *kind); });

    auto file = std::make_shared<std::string>();
    CLI::App* add = addProjectCommand(*schema, context, "add", "Store a definition as a new version");
    add->add_option("FILE", *file, "A JSON file with the definition")->required();
    add->callback([&context, file] { runAdd(context, *file); });
}

} // namespace plumbline
