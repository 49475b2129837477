#include "tests/core/checks/checkfixture.h"

#include "core/store/annotationrepository.h"

#include <QTest>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

CheckFindings CheckFixture::run(const QString& id, int limit)
{
    CheckOptions options;
    options.limit = limit;
    const Result<QList<CheckOutcome>> outcomes =
        store->read([&](Session& session) { return runChecks(session, options, {id}); });
    if (!outcomes) {
        qFatal("%s", qPrintable(outcomes.error().toString() + outcomes.error().details));
    }
    return outcomes->constFirst().found;
}

QStringList CheckFixture::found(const QString& id)
{
    QStringList lines;
    const CheckFindings findings = run(id);
    for (const Finding& finding : findings.findings) {
        lines.append((QStringList{finding.reason} + finding.parts).join(u' '));
    }
    return lines;
}

void CheckFixture::exec(const QString& sql, const QVariantList& binds)
{
    const Result<void> result = store->write([&](Session& session) { return session.db.exec(sql, binds); });
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString() + result.error().details));
    }
}

AnnotationId CheckFixture::label(ItemId item, const QString& annotator, const AnnotationContent& content,
                                 const QList<int>& shownOrder, AnnotatorKind kind, AnnotationId supersedes)
{
    Annotation annotation;
    annotation.itemId = item;
    annotation.annotatorId = this->annotator(annotator, kind);
    annotation.content = content;
    annotation.shownOrder = shownOrder;
    annotation.supersedes = supersedes;
    const Result<std::optional<Annotation>> added = store->write([&](Session& session) {
        annotation.schemaVersionId = ItemRepository(session).get(item).value().schemaVersionId;
        return AnnotationRepository(session).appendImported(annotation);
    });
    if (!added) {
        qFatal("%s", qPrintable(added.error().toString() + added.error().details));
    }
    return added.value()->id;
}

ItemId CheckFixture::addItem(NewItem item)
{
    const Result<AddedItem> added = store->write([&](Session& session) -> Result<AddedItem> {
        PLUMBLINE_ASSIGN(const SchemaVersion schema,
                         SchemaRepository(session).save(SchemaDefinition::builtIn(item.kind)));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"own"_s));
        item.schemaVersionId = schema.id;
        item.batchId = batch.id;
        return ItemRepository(session).add(item);
    });
    if (!added) {
        qFatal("%s", qPrintable(added.error().toString() + added.error().details));
    }
    return added->id;
}

ItemId CheckFixture::pairItem(const QString& uid, const QStringList& texts, const QStringList& models)
{
    NewItem item;
    item.uid = uid;
    item.overlap = 20;
    item.prompt.messages = {{u"user"_s, u"Which one?"_s}};
    for (qsizetype index = 0; index < texts.size(); ++index) {
        item.responses.append({{}, {}, models.at(index), {texts.at(index)}, {}});
    }
    return addItem(item);
}

} // namespace plumbline
