#include "core/exchange/itemimporter.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"

#include <QFileInfo>
#include <QUuid>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList judgedTexts(const NewItem& item)
{
    QStringList texts;
    for (const Response& response : item.responses) {
        texts.append(response.text());
    }
    return texts;
}

Result<void> checkKind(const SchemaDefinition& definition, ItemKind kind)
{
    if (definition.kind != kind) {
        return makeError(
            ErrorCode::InvalidData,
            u"The schema “%1” is for %2 items; this file holds %3 items. Choose another schema."_s.arg(
                definition.name, toName(definition.kind), toName(kind)));
    }
    return {};
}

} // namespace

ItemImporter::ItemImporter(const ImportOptions& options, QList<ImportTarget> targets)
    : m_options(options)
    , m_targets(std::move(targets))
{
}

void ItemImporter::beginFile(const QString& path)
{
    m_fileName = QFileInfo(path).fileName();
}

std::optional<SchemaDefinition> ItemImporter::definition(int slot) const
{
    if (m_options.definition) {
        return m_options.definition;
    }
    return m_options.schema.isEmpty() ? std::optional(m_targets.at(slot).definition) : std::nullopt;
}

std::unique_ptr<ItemRecord> ItemImporter::newRecord(const RawRecord& raw) const
{
    auto record = std::make_unique<ItemRecord>();
    record->item.overlap = m_options.overlap;
    record->fileName = m_fileName;
    record->line = raw.line;
    return record;
}

Result<void> ItemImporter::checkLabels(const ItemRecord& record) const
{
    const std::optional<SchemaDefinition> known = definition(record.slot);
    if (!known) {
        return {};
    }
    PLUMBLINE_TRY(checkKind(*known, record.item.kind));
    const QStringList texts = judgedTexts(record.item);
    for (const ImportedLabel& label : record.labels) {
        PLUMBLINE_TRY(checkContent(label.content, *known, texts));
    }
    return {};
}

Result<void> ItemImporter::check(const ImportRecord& record, Session* session)
{
    const auto& item = static_cast<const ItemRecord&>(record);
    if (session == nullptr) {
        return {}; // parse() has checked what can be checked
    }
    if (!definition(item.slot)) {
        if (!m_namedSchema) {
            PLUMBLINE_ASSIGN(const SchemaVersion version, schemaVersion(*session, item.slot));
            m_namedSchema = version.definition;
        }
        PLUMBLINE_TRY(checkKind(*m_namedSchema, item.item.kind));
        for (const ImportedLabel& label : item.labels) {
            PLUMBLINE_TRY(checkContent(label.content, *m_namedSchema, judgedTexts(item.item)));
        }
    }
    return checkAnnotators(*session, item);
}

QString ItemImporter::nameOf(const ImportedLabel& label) const
{
    const QString name = label.annotator.isEmpty() ? m_options.annotator : label.annotator;
    return name.isEmpty() ? u"import"_s : name;
}

Result<void> ItemImporter::checkAnnotators(Session& session, const ItemRecord& record)
{
    for (const ImportedLabel& label : record.labels) {
        const QString name = nameOf(label);
        if (!m_checkedAnnotators.contains(name)) {
            PLUMBLINE_ASSIGN(const std::optional<Annotator> known,
                             AnnotatorRepository(session).findByName(name));
            m_checkedAnnotators.insert(name, known ? known->kind : label.kind.value_or(AnnotatorKind::Human));
        }
        const AnnotatorKind kind = m_checkedAnnotators.value(name);
        if (label.kind && kind != *label.kind) {
            return makeError(
                ErrorCode::Conflict,
                u"“%1” is the name of a %2 annotator already; here it is one of the kind %3."_s.arg(
                    name, toName(kind), toName(*label.kind)));
        }
    }
    return {};
}

Result<SchemaVersion> ItemImporter::schemaVersion(Session& session, int slot)
{
    if (const auto found = m_schemas.constFind(slot); found != m_schemas.cend()) {
        return *found;
    }
    SchemaRepository schemas(session);
    if (const std::optional<SchemaDefinition> own = definition(slot)) {
        PLUMBLINE_ASSIGN(const SchemaVersion saved, schemas.save(*own));
        m_schemas.insert(slot, saved);
        return saved;
    }
    PLUMBLINE_ASSIGN(const std::optional<SchemaVersion> stored, schemas.newest(m_options.schema));
    if (!stored) {
        return makeError(ErrorCode::NotFound,
                         u"The project has no schema “%1”. Choose one that it has."_s.arg(m_options.schema));
    }
    m_schemas.insert(slot, *stored);
    return *stored;
}

Result<BatchId> ItemImporter::batchId(Session& session, int slot)
{
    if (const auto found = m_batches.constFind(slot); found != m_batches.cend()) {
        return *found;
    }
    const QString name = m_options.batch.isEmpty() ? m_targets.at(slot).batch : m_options.batch;
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(name));
    m_batches.insert(slot, batch.id);
    return batch.id;
}

Result<AnnotatorId> ItemImporter::annotatorId(Session& session, const ImportedLabel& label)
{
    const QString name = nameOf(label);
    if (const auto found = m_annotators.constFind(name); found != m_annotators.cend()) {
        return *found;
    }
    AnnotatorRepository annotators(session);
    PLUMBLINE_ASSIGN(std::optional<Annotator> annotator, annotators.findByName(name));
    if (!annotator || (label.kind && annotator->kind != *label.kind)) {
        PLUMBLINE_ASSIGN(annotator, annotators.findOrCreate(name, label.kind.value_or(AnnotatorKind::Human)));
    }
    m_annotators.insert(name, annotator->id);
    return annotator->id;
}

Result<AddedItem> ItemImporter::addItem(Session& session, ItemRecord& record)
{
    ItemRepository items(session);
    PLUMBLINE_ASSIGN(AddedItem added, items.add(record.item));
    if (!added.isNew && m_options.duplicates == Duplicates::Keep) {
        NewItem again = record.item;
        again.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
        return items.add(again);
    }
    return added;
}

Result<void> ItemImporter::apply(Session& session, ImportRecord& record, ImportReport& report)
{
    auto& item = static_cast<ItemRecord&>(record);
    PLUMBLINE_ASSIGN(const SchemaVersion version, schemaVersion(session, item.slot));
    PLUMBLINE_TRY(checkKind(version.definition, item.item.kind));
    if (!definition(item.slot)) { // otherwise parse() has checked them
        for (const ImportedLabel& label : item.labels) {
            PLUMBLINE_TRY(checkContent(label.content, version.definition, judgedTexts(item.item)));
        }
    }
    for (const ImportedLabel& label : item.labels) {
        PLUMBLINE_TRY(annotatorId(session, label)); // may fail: before the item is written
    }
    item.item.schemaVersionId = version.id;
    PLUMBLINE_ASSIGN(item.item.batchId, batchId(session, item.slot));
    PLUMBLINE_ASSIGN(const AddedItem added, addItem(session, item));
    ++(added.isNew ? report.items : report.duplicateItems);
    return applyLabels(session, added.id, version.id, item, report);
}

Result<void> ItemImporter::applyLabels(Session& session, ItemId item, SchemaVersionId schemaVersion,
                                       const ItemRecord& record, ImportReport& report)
{
    if (!m_options.withLabels || record.labels.isEmpty()) {
        return {};
    }
    PLUMBLINE_ASSIGN(const Item stored, ItemRepository(session).get(item));
    for (const ImportedLabel& label : record.labels) {
        Annotation annotation;
        PLUMBLINE_ASSIGN(annotation.annotatorId, annotatorId(session, label));
        annotation.itemId = item;
        annotation.schemaVersionId = schemaVersion;
        annotation.content = label.content;
        annotation.shownOrder = label.shownOrder;
        QByteArray order;
        for (const ResponseIndex index : label.shownOrder) {
            order += QByteArray::number(index) + ' ';
        }
        // The same label of the same item by the same annotator is the same row, however often it is
        // imported.
        annotation.uid = QString::fromLatin1(contentHash({stored.uid.toUtf8(), nameOf(label).toUtf8(), order,
                                                          canonicalJson(label.content.toJson())})
                                                 .toHex());
        annotation.provenance = {{u"file"_s, record.fileName}, {u"line"_s, record.line}};
        PLUMBLINE_ASSIGN(const std::optional<Annotation> added,
                         AnnotationRepository(session).appendImported(annotation));
        ++(added ? report.annotations : report.duplicateAnnotations);
    }
    return {};
}

QStringList ItemImporter::cells(const ImportRecord& record) const
{
    return static_cast<const ItemRecord&>(record).cells;
}

void ItemImporter::count(const ImportRecord& record, ImportReport& report) const
{
    const auto& item = static_cast<const ItemRecord&>(record);
    ++report.items;
    ++report.prompts;
    report.responses += item.item.responses.size();
    report.annotations += m_options.withLabels ? item.labels.size() : 0;
}

} // namespace plumbline
