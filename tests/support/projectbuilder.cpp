#include "tests/support/projectbuilder.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>

#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/schemarepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T> T checked(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString() + u' ' + result.error().details));
    }
    return std::move(result).value();
}

Response response(const QString& model, const QStringList& turns)
{
    Response made;
    made.model = model;
    made.turns = turns;
    return made;
}

QList<QJsonObject> readLines(const QString& path)
{
    QList<QJsonObject> lines;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return lines;
    }
    while (!file.atEnd()) {
        lines.append(QJsonDocument::fromJson(file.readLine()).object());
    }
    return lines;
}

QStringList strings(const QJsonArray& array)
{
    QStringList list;
    for (const QJsonValue& value : array) {
        list.append(value.toString());
    }
    return list;
}

QMap<int, QStringList> answersOf(const QString& path)
{
    QMap<int, QStringList> answers;
    for (const QJsonObject& line : readLines(path)) {
        const QJsonArray choices = line.value("choices"_L1).toArray();
        answers.insert(line.value("question_id"_L1).toInt(),
                       strings(choices.first().toObject().value("turns"_L1).toArray()));
    }
    return answers;
}

} // namespace

ProjectBuilder::ProjectBuilder(const Clock& clock, quint64 seed)
    : m_clock(clock)
{
    ProjectInfo info;
    info.uid = u"test-project"_s;
    info.name = u"Test project"_s;
    info.seed = seed;
    info.createdAt = clock.now();
    m_store = checked(Store::create(path(), info, clock));
}

QString ProjectBuilder::path() const
{
    return m_folder.filePath(u"test.plumb"_s);
}

void ProjectBuilder::reopen()
{
    m_store.reset();
    m_store = checked(Store::open(path(), m_clock));
}

QList<ItemId> ProjectBuilder::add(QList<NewItem> items, const QString& batchName,
                                  const SchemaDefinition& schema)
{
    return checked(m_store->write([&](Session& session) -> Result<QList<ItemId>> {
        PLUMBLINE_ASSIGN(const SchemaVersion version, SchemaRepository(session).save(schema));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(batchName));
        QList<ItemId> ids;
        for (NewItem& item : items) {
            item.kind = schema.kind;
            item.schemaVersionId = version.id;
            item.batchId = batch.id;
            PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
            ids.append(added.id);
        }
        return ids;
    }));
}

QList<ItemId> ProjectBuilder::addPairs(int count, const QString& batch)
{
    return addPairs(count, batch, SchemaDefinition::builtIn(ItemKind::Pairwise));
}

QList<ItemId> ProjectBuilder::addPairs(int count, const QString& batch, const SchemaDefinition& schema)
{
    QList<NewItem> items;
    for (int number = 1; number <= count; ++number) {
        NewItem item;
        item.prompt.category = u"writing"_s;
        item.prompt.messages = {
            {u"user"_s, u"Write a paragraph about market %1 of %2."_s.arg(number).arg(batch)},
            {u"user"_s, u"Rewrite it so that each sentence begins with the next letter."_s}};
        item.responses = {
            response(u"model-l"_s,
                     {u"First of left %1."_s.arg(number),
                      u"left %1: Amber awnings lean over busy baskets.\nCarts creak by."_s.arg(number)}),
            response(u"model-r"_s, {u"First of right %1."_s.arg(number),
                                    u"right %1: Bustling lanes carry dates and eager feet."_s.arg(number)})};
        items.append(item);
    }
    return add(items, batch, schema);
}

QList<ItemId> ProjectBuilder::addRatings(int count, int responses, const QString& batch)
{
    return addItems(count, responses, batch, SchemaDefinition::builtIn(ItemKind::Rating));
}

QList<ItemId> ProjectBuilder::addItems(int count, int responses, const QString& batch,
                                       const SchemaDefinition& schema)
{
    QList<NewItem> items;
    for (int number = 1; number <= count; ++number) {
        NewItem item;
        item.prompt.messages = {{u"user"_s, u"Ask how long event %1 of %2 took."_s.arg(number).arg(batch)}};
        for (int index = 0; index < responses; ++index) {
            item.responses.append(
                response(u"model-%1"_s.arg(index),
                         {u"Answer %1 to %2: how long did they run?"_s.arg(index).arg(number)}));
        }
        items.append(item);
    }
    return add(items, batch, schema);
}

QList<ItemId> ProjectBuilder::addSpans(int count, const QString& batch)
{
    QList<NewItem> items;
    for (int number = 1; number <= count; ++number) {
        NewItem item;
        item.prompt.messages = {{u"user"_s, u"Where is secretary %1 of %2 from?"_s.arg(number).arg(batch)}};
        item.prompt.passages = {
            {u"Passage %1"_s.arg(number), {u"She was born in Lisbon."_s, u"She moved in 1999."_s}}};
        item.responses = {response(
            u"model-0"_s,
            {u"The secretary of office %1 comes from Porto and moved in 1998. 😀 Café."_s.arg(number)})};
        items.append(item);
    }
    return add(items, batch, SchemaDefinition::builtIn(ItemKind::Span));
}

QList<ItemId> ProjectBuilder::addMtBench(const QString& folder, const QString& firstModel,
                                         const QString& secondModel, int count)
{
    return addMtBench(folder, {firstModel, secondModel}, count, u"MT-Bench pairs"_s,
                      SchemaDefinition::builtIn(ItemKind::Pairwise));
}

QList<ItemId> ProjectBuilder::addMtBench(const QString& folder, const QStringList& models, int count,
                                         const QString& batch, const SchemaDefinition& schema)
{
    QList<QMap<int, QStringList>> answers;
    for (const QString& model : models) {
        answers.append(answersOf(u"%1/model_answer_original/%2.jsonl"_s.arg(folder, model)));
    }
    QList<NewItem> items;
    for (const QJsonObject& question : readLines(folder + u"/question.jsonl"_s)) {
        const int id = question.value("question_id"_L1).toInt();
        NewItem item;
        item.prompt.category = question.value("category"_L1).toString();
        item.prompt.references = strings(question.value("reference"_L1).toArray());
        for (const QString& turn : strings(question.value("turns"_L1).toArray())) {
            item.prompt.messages.append({u"user"_s, turn});
        }
        for (qsizetype model = 0; model < models.size(); ++model) {
            if (answers.at(model).contains(id)) {
                item.responses.append(response(models.at(model), answers.at(model).value(id)));
            }
        }
        if (items.size() < count && item.responses.size() == models.size()) {
            items.append(item);
        }
    }
    return items.isEmpty() ? QList<ItemId>() : add(items, batch, schema);
}

Annotator ProjectBuilder::annotator(const QString& name)
{
    return checked(m_store->write([&](Session& session) {
        return AnnotatorRepository(session).findOrCreate(name, AnnotatorKind::Human, name + u"-uid"_s);
    }));
}

std::optional<Annotation> ProjectBuilder::label(ItemId item, AnnotatorId annotator)
{
    const std::optional<Annotation> newest = checked(m_store->read(
        [&](Session& session) { return AnnotationRepository(session).newest(item, annotator); }));
    return newest && newest->action == AnnotationAction::Submit ? newest : std::nullopt;
}

QList<Annotation> ProjectBuilder::history(ItemId item)
{
    return checked(
        m_store->read([&](Session& session) { return AnnotationRepository(session).history(item); }));
}

} // namespace plumbline
