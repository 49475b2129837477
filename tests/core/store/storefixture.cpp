#include "tests/core/store/storefixture.h"

#include <QTest>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

StoreFixture::StoreFixture(quint64 seed)
{
    ProjectInfo info;
    info.uid = u"project-uid"_s;
    info.name = u"Test project"_s;
    info.seed = seed;
    info.createdAt = clock.now();
    Result<std::unique_ptr<Store>> created = Store::create(path(), info, clock);
    if (!created) {
        qFatal("%s", qPrintable(created.error().toString()));
    }
    store = std::move(created).value();
}

QString StoreFixture::path() const
{
    return folder.filePath(u"test.plumb"_s);
}

void StoreFixture::reopen()
{
    store.reset();
    Result<std::unique_ptr<Store>> opened = Store::open(path(), clock);
    if (!opened) {
        qFatal("%s", qPrintable(opened.error().toString()));
    }
    store = std::move(opened).value();
}

QList<ItemId> StoreFixture::addItems(int count, ItemKind kind, const QString& batchName, QueueOrder order,
                                     int overlap, int responses)
{
    QList<ItemId> ids;
    const Result<void> added = store->write([&](Session& session) -> Result<void> {
        PLUMBLINE_ASSIGN(const SchemaVersion schema,
                         SchemaRepository(session).save(SchemaDefinition::builtIn(kind)));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(batchName, order));
        for (int index = 0; index < count; ++index) {
            NewItem item;
            item.kind = kind;
            item.prompt.messages = {{u"user"_s, u"Question %1 of %2"_s.arg(index).arg(batchName)}};
            for (int response = 0; response < responses; ++response) {
                Response text;
                text.model = u"model-%1"_s.arg(response);
                text.turns = {u"Answer %1 to question %2: the quick brown fox."_s.arg(response).arg(index)};
                item.responses << text;
            }
            item.schemaVersionId = schema.id;
            item.batchId = batch.id;
            item.overlap = overlap;
            PLUMBLINE_ASSIGN(const AddedItem addedItem, ItemRepository(session).add(item));
            ids << addedItem.id;
        }
        return {};
    });
    if (!added) {
        qFatal("%s", qPrintable(added.error().toString() + added.error().details));
    }
    return ids;
}

AnnotatorId StoreFixture::annotator(const QString& name, AnnotatorKind kind)
{
    const Result<Annotator> found = store->write([&](Session& session) {
        return AnnotatorRepository(session).findOrCreate(name, kind, name + u"-uid"_s);
    });
    if (!found) {
        qFatal("%s", qPrintable(found.error().toString()));
    }
    return found->id;
}

AnnotationContent pairwiseAnswer(int margin, const QStringList& reasons)
{
    AnnotationContent content;
    Preference preference;
    preference.aspect = u"overall"_s;
    preference.margin = margin;
    content.preferences = {preference};
    content.reasons = reasons;
    return content;
}

} // namespace plumbline
