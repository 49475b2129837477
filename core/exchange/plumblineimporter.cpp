#include "core/exchange/plumblineimporter.h"

#include "core/base/hash.h"
#include "core/exchange/plumblinerefs.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/schemarepository.h"

#include <type_traits>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellLength = 80;

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

QString schemaKey(const QString& name, int version)
{
    return u"%1/%2"_s.arg(name).arg(version);
}

quint64 keyOf(const QString& uid)
{
    return stableHash(uid.toUtf8());
}

Error unknownSchema(const QString& name, int version)
{
    return invalid(
        u"The schema “%1”, version %2, stands neither before this line nor in the project."_s.arg(name).arg(
            version),
        u"schema"_s);
}

Error unknownItem(const QString& uid)
{
    return invalid(u"The item “%1” stands neither before this line nor in the project."_s.arg(uid),
                   u"item"_s);
}

Error wrongKind(ItemKind kind, const SchemaDefinition& schema)
{
    return invalid(u"The item is of the kind %1, its schema “%2” of the kind %3."_s.arg(
                       toName(kind), schema.name, toName(schema.kind)),
                   u"kind"_s);
}

QStringList judgedTexts(const QList<Response>& responses)
{
    QStringList texts;
    for (const Response& response : responses) {
        texts.append(response.text());
    }
    return texts;
}

Result<void> checkShownOrder(const Annotation& annotation, qsizetype responses)
{
    QList<ResponseIndex> seen;
    for (const ResponseIndex index : annotation.shownOrder) {
        if (index >= responses || seen.contains(index)) {
            return invalid(
                u"The order shown must name each of the item's responses (it has %1, counted from 0) at most once."_s
                    .arg(responses),
                u"shown_order"_s);
        }
        seen.append(index);
    }
    return {};
}

/// Puts the field of a content's error below the name that the content has in the line.
Error below(const QString& name, const Error& error)
{
    Error out = error;
    out.field = error.field.isEmpty() ? name : name + u'.' + error.field;
    return out;
}

} // namespace

PlumblineImporter::PlumblineImporter(const ImportOptions& options)
    : m_options(options)
{
}

Result<std::unique_ptr<ImportRecord>> PlumblineImporter::parse(const RawRecord& raw)
{
    PLUMBLINE_ASSIGN(std::unique_ptr<PlumblineRecord> record, readPlumblineLine(m_parser, raw.text));
    if (auto* line = std::get_if<ItemLine>(&record->line)) {
        line->item.prepared = m_preparer.prepare(line->item.prompt, line->item.responses);
    }
    return std::unique_ptr<ImportRecord>(std::move(record));
}

Result<void> PlumblineImporter::apply(Session& session, ImportRecord& record, ImportReport& report)
{
    auto& line = static_cast<PlumblineRecord&>(record).line;
    if (!m_project) {
        PLUMBLINE_ASSIGN(m_project, ProjectRepository(session).info());
    }
    // The queue's order hangs on the seed that the file's project brought along.
    Session withProject{session.db, *m_project, session.clock};
    if (auto* item = std::get_if<ItemLine>(&line)) {
        return applyItem(withProject, *item, report);
    }
    if (auto* annotation = std::get_if<AnnotationLine>(&line)) {
        if (!m_options.withLabels) {
            return {};
        }
        return applyAnnotation(withProject, *annotation, report);
    }
    PLUMBLINE_TRY(applyRest(session, static_cast<PlumblineRecord&>(record)));
    ++report.other;
    return {};
}

Result<void> PlumblineImporter::applyRest(Session& session, const PlumblineRecord& record)
{
    return std::visit(
        [&](const auto& line) -> Result<void> {
            using Line = std::decay_t<decltype(line)>;
            if constexpr (std::is_same_v<Line, ProjectInfo>) {
                return applyProject(session, line);
            } else if constexpr (std::is_same_v<Line, Annotator>) {
                PLUMBLINE_ASSIGN(const Annotator annotator,
                                 AnnotatorRepository(session).findOrCreate(line.name, line.kind, line.uid,
                                                                           line.details, line.createdAt));
                m_annotators.insert(line.name, annotator.id);
            } else if constexpr (std::is_same_v<Line, ModelLine>) {
                PLUMBLINE_TRY(AnnotatorRepository(session).modelFindOrCreate(line.name, line.details));
            } else if constexpr (std::is_same_v<Line, SchemaLine>) {
                return applySchema(session, line);
            } else if constexpr (std::is_same_v<Line, Batch>) {
                return applyBatch(session, line);
            } else if constexpr (std::is_same_v<Line, PromptLine>) {
                PLUMBLINE_TRY(ItemRepository(session).addPrompt(line.prompt));
            } else if constexpr (std::is_same_v<Line, ResponseLine>) {
                ItemRepository items(session);
                PLUMBLINE_ASSIGN(const PromptId prompt, items.addPrompt(line.prompt));
                PLUMBLINE_TRY(items.addResponse(prompt, line.prompt.hash(), line.response));
            } else if constexpr (std::is_same_v<Line, ExternalRef>) {
                return applyRef(session, line);
            } else if constexpr (std::is_same_v<Line, ValueLine>) {
                return applyValue(session, line);
            }
            return {};
        },
        record.line);
}

/// A project that holds no items takes over what the file's project says of itself.
Result<void> PlumblineImporter::applyProject(Session& session, const ProjectInfo& info)
{
    ProjectRepository project(session);
    PLUMBLINE_ASSIGN(const qint64 items, project.counter({}, counters::kItems));
    if (items > 0) {
        return {};
    }
    ProjectInfo taken = info;
    if (!taken.createdAt.isValid()) {
        taken.createdAt = m_project->createdAt;
    }
    PLUMBLINE_TRY(project.setInfo(taken));
    m_project = taken;
    return {};
}

/// A value that the project has already stays.
Result<void> PlumblineImporter::applyValue(Session& session, const ValueLine& line)
{
    ProjectRepository project(session);
    PLUMBLINE_ASSIGN(const QString known, project.value(line.key));
    return known.isEmpty() ? project.setValue(line.key, line.value) : Result<void>();
}

Result<void> PlumblineImporter::applySchema(Session& session, const SchemaLine& line)
{
    PLUMBLINE_ASSIGN(const SchemaVersion saved, SchemaRepository(session).save(line.definition));
    const QString key = schemaKey(line.definition.name, line.version);
    m_schemas.insert(key, saved);
    // The project may hold other versions under these numbers; a resumed run must find this one.
    return ProjectRepository(session).setExternalRef(u"plumbline"_s, u"schema"_s, key, saved.id.value);
}

Result<void> PlumblineImporter::applyBatch(Session& session, const Batch& line)
{
    BatchRepository batches(session);
    PLUMBLINE_ASSIGN(const std::optional<Batch> known, batches.findByName(line.name));
    if (known) {
        m_batches.insert(line.name, known->id);
        return {};
    }
    PLUMBLINE_ASSIGN(const Batch made, batches.findOrCreate(line.name, line.order, line.uid, line.meta));
    if (line.createdAt.isValid()) {
        PLUMBLINE_TRY(batches.setCreatedAt(made.id, line.createdAt));
    }
    if (!line.isOpen) {
        PLUMBLINE_TRY(batches.setOpen(made.id, false));
    }
    m_batches.insert(line.name, made.id);
    return {};
}

Result<SchemaVersion> PlumblineImporter::schema(Session& session, const QString& name, int version)
{
    const QString key = schemaKey(name, version);
    if (const auto found = m_schemas.constFind(key); found != m_schemas.cend()) {
        return *found;
    }
    SchemaRepository schemas(session);
    PLUMBLINE_ASSIGN(const std::optional<qint64> id,
                     ProjectRepository(session).externalRef(u"plumbline"_s, u"schema"_s, key));
    std::optional<SchemaVersion> found;
    if (id) {
        PLUMBLINE_ASSIGN(found, schemas.get(SchemaVersionId{*id}));
    } else {
        PLUMBLINE_ASSIGN(found, schemas.find(name, version));
    }
    if (!found) {
        return unknownSchema(name, version);
    }
    m_schemas.insert(key, *found);
    return *found;
}

Result<BatchId> PlumblineImporter::batch(Session& session, const QString& name)
{
    if (const auto found = m_batches.constFind(name); found != m_batches.cend()) {
        return *found;
    }
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(name));
    m_batches.insert(name, batch.id);
    return batch.id;
}

Result<void> PlumblineImporter::applyItem(Session& session, ItemLine& line, ImportReport& report)
{
    PLUMBLINE_ASSIGN(const SchemaVersion version, schema(session, line.schema, line.schemaVersion));
    if (version.definition.kind != line.item.kind) {
        return wrongKind(line.item.kind, version.definition);
    }
    if (line.item.gold) {
        const Result<void> gold =
            checkContent(*line.item.gold, version.definition, judgedTexts(line.item.responses));
        if (!gold) {
            return below(u"gold"_s, gold.error());
        }
    }
    line.item.schemaVersionId = version.id;
    PLUMBLINE_ASSIGN(line.item.batchId, batch(session, line.batch));
    PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(line.item));
    ++(added.isNew ? report.items : report.duplicateItems);
    return {};
}

Result<const ItemView*> PlumblineImporter::itemView(Session& session, const QString& uid)
{
    if (!m_last || m_last->uid != uid) {
        ItemRepository items(session);
        PLUMBLINE_ASSIGN(const std::optional<ItemId> id, items.findByUid(uid));
        if (!id) {
            return unknownItem(uid);
        }
        PLUMBLINE_ASSIGN(ItemView view, items.view(*id));
        m_last = LastItem{uid, std::move(view)};
    }
    return &m_last->view;
}

Result<void> PlumblineImporter::applyAnnotation(Session& session, AnnotationLine& line, ImportReport& report)
{
    Annotation& annotation = line.annotation;
    PLUMBLINE_ASSIGN(const ItemView* view, itemView(session, line.item));
    PLUMBLINE_ASSIGN(const SchemaVersion version, schema(session, line.schema, line.schemaVersion));
    if (version.definition.kind != view->item.kind) {
        return wrongKind(view->item.kind, version.definition);
    }
    if (const Result<void> good = checkContent(annotation.content, version.definition, view->judgedTexts());
        !good) {
        return below(u"content"_s, good.error());
    }
    PLUMBLINE_TRY(checkShownOrder(annotation, view->responses.size()));
    AnnotationRepository annotations(session);
    annotation.itemId = view->item.id;
    annotation.schemaVersionId = version.id;
    if (!line.supersedes.isEmpty()) {
        PLUMBLINE_ASSIGN(const std::optional<AnnotationId> older, annotations.findByUid(line.supersedes));
        if (!older) {
            return invalid(u"The annotation “%1” stands neither before this line nor in the project."_s.arg(
                               line.supersedes),
                           u"supersedes"_s);
        }
        annotation.supersedes = *older;
    }
    if (!m_annotators.contains(line.annotator)) {
        AnnotatorRepository annotators(session);
        PLUMBLINE_ASSIGN(std::optional<Annotator> known, annotators.findByName(line.annotator));
        if (!known) {
            PLUMBLINE_ASSIGN(known, annotators.findOrCreate(line.annotator, AnnotatorKind::Human));
        }
        m_annotators.insert(line.annotator, known->id);
    }
    annotation.annotatorId = m_annotators.value(line.annotator);
    PLUMBLINE_ASSIGN(const std::optional<Annotation> added, annotations.appendImported(annotation));
    ++(added ? report.annotations : report.duplicateAnnotations);
    return {};
}

Result<SchemaDefinition> PlumblineImporter::knownSchema(const QString& name, int version, Session* session)
{
    const QString key = schemaKey(name, version);
    if (const auto found = m_seenSchemas.constFind(key); found != m_seenSchemas.cend()) {
        return *found;
    }
    if (session != nullptr) {
        PLUMBLINE_ASSIGN(const std::optional<SchemaVersion> stored,
                         SchemaRepository(*session).find(name, version));
        if (stored) {
            m_seenSchemas.insert(key, stored->definition);
            return stored->definition;
        }
    }
    return unknownSchema(name, version);
}

Result<void> PlumblineImporter::check(const ImportRecord& record, Session* session)
{
    const auto& line = static_cast<const PlumblineRecord&>(record).line;
    if (const auto* schema = std::get_if<SchemaLine>(&line)) {
        m_seenSchemas.insert(schemaKey(schema->definition.name, schema->version), schema->definition);
    } else if (const auto* item = std::get_if<ItemLine>(&line)) {
        return checkItem(*item, session);
    } else if (const auto* annotation = std::get_if<AnnotationLine>(&line)) {
        return m_options.withLabels ? checkAnnotation(*annotation, session) : Result<void>();
    } else if (const auto* prompt = std::get_if<PromptLine>(&line)) {
        m_seenContent.insert(prompt->prompt.hash());
    } else if (const auto* response = std::get_if<ResponseLine>(&line)) {
        m_seenContent.insert(response->prompt.hash());
        m_seenContent.insert(response->response.hash(response->prompt.hash()));
    } else if (const auto* batch = std::get_if<Batch>(&line)) {
        m_seenBatches.insert(batch->name);
    } else if (const auto* ref = std::get_if<ExternalRef>(&line)) {
        return checkRef(*ref, session);
    }
    return {};
}

Result<void> PlumblineImporter::checkRef(const ExternalRef& ref, Session* session)
{
    const bool isSeen = ref.kind == u"item" ? m_seenItems.contains(keyOf(ref.target))
                        : ref.kind == u"batch"
                            ? m_seenBatches.contains(ref.target)
                            : m_seenContent.contains(QByteArray::fromHex(ref.target.toLatin1()));
    if (isSeen) {
        return {};
    }
    std::optional<qint64> stored;
    if (session != nullptr) {
        PLUMBLINE_ASSIGN(stored, ProjectRepository(*session).targetOf(ref.kind, ref.target));
    }
    return stored ? Result<void>() : Result<void>(refWithoutTarget(ref));
}

Result<void> PlumblineImporter::checkItem(const ItemLine& line, Session* session)
{
    PLUMBLINE_ASSIGN(const SchemaDefinition definition,
                     knownSchema(line.schema, line.schemaVersion, session));
    if (definition.kind != line.item.kind) {
        return wrongKind(line.item.kind, definition);
    }
    const QStringList texts = judgedTexts(line.item.responses);
    if (line.item.gold) {
        if (const Result<void> gold = checkContent(*line.item.gold, definition, texts); !gold) {
            return below(u"gold"_s, gold.error());
        }
    }
    SeenItem seen{line.item.kind, static_cast<int>(texts.size()), std::nullopt};
    if (line.item.kind == ItemKind::Span) {
        PLUMBLINE_ASSIGN(seen.texts, m_spill.put(texts));
    }
    m_seenItems.insert(keyOf(line.item.uid), seen);
    m_seenBatches.insert(line.batch);
    if (line.item.prepared) {
        m_seenContent.insert(line.item.prepared->promptHash);
        for (const QByteArray& hash : line.item.prepared->responseHashes) {
            m_seenContent.insert(hash);
        }
    }
    return {};
}

Result<void> PlumblineImporter::checkAnnotation(const AnnotationLine& line, Session* session)
{
    QStringList texts;
    ItemKind kind = ItemKind::Pairwise;
    if (const auto seen = m_seenItems.constFind(keyOf(line.item)); seen != m_seenItems.cend()) {
        kind = seen->kind;
        texts = QStringList(seen->responses, QString());
        if (seen->texts) {
            PLUMBLINE_ASSIGN(texts, m_spill.get(*seen->texts));
        }
    } else if (session != nullptr) {
        PLUMBLINE_ASSIGN(const ItemView* view, itemView(*session, line.item));
        kind = view->item.kind;
        texts = view->judgedTexts();
    } else {
        return unknownItem(line.item);
    }
    PLUMBLINE_ASSIGN(const SchemaDefinition definition,
                     knownSchema(line.schema, line.schemaVersion, session));
    if (definition.kind != kind) {
        return wrongKind(kind, definition);
    }
    if (const Result<void> good = checkContent(line.annotation.content, definition, texts); !good) {
        return below(u"content"_s, good.error());
    }
    PLUMBLINE_TRY(checkShownOrder(line.annotation, texts.size()));
    if (!line.supersedes.isEmpty() && !m_seenAnnotations.contains(keyOf(line.supersedes))) {
        std::optional<AnnotationId> older;
        if (session != nullptr) {
            PLUMBLINE_ASSIGN(older, AnnotationRepository(*session).findByUid(line.supersedes));
        }
        if (!older) {
            return invalid(u"The annotation “%1” stands neither before this line nor in the project."_s.arg(
                               line.supersedes),
                           u"supersedes"_s);
        }
    }
    m_seenAnnotations.insert(keyOf(line.annotation.uid));
    return {};
}

QStringList PlumblineImporter::columns() const
{
    return {u"type"_s, u"name"_s, u"kind"_s, u"batch"_s, u"annotator"_s, u"text"_s};
}

QStringList PlumblineImporter::cells(const ImportRecord& record) const
{
    return std::visit(
        [](const auto& line) -> QStringList {
            using Line = std::decay_t<decltype(line)>;
            if constexpr (std::is_same_v<Line, ProjectInfo>) {
                return {u"project"_s, line.name, {}, {}, {}, line.description.left(kCellLength)};
            } else if constexpr (std::is_same_v<Line, Annotator>) {
                return {u"annotator"_s, line.name, toName(line.kind), {}, {}, {}};
            } else if constexpr (std::is_same_v<Line, ModelLine>) {
                return {u"model"_s, line.name, {}, {}, {}, {}};
            } else if constexpr (std::is_same_v<Line, SchemaLine>) {
                return {u"schema"_s, line.definition.name, toName(line.definition.kind), {}, {}, {}};
            } else if constexpr (std::is_same_v<Line, Batch>) {
                return {u"batch"_s, line.name, {}, line.name, {}, {}};
            } else if constexpr (std::is_same_v<Line, ItemLine>) {
                return {u"item"_s,  line.item.uid, toName(line.item.kind),
                        line.batch, QString(),     line.item.prompt.lastUserText().left(kCellLength)};
            } else if constexpr (std::is_same_v<Line, PromptLine>) {
                return {u"prompt"_s, {}, {}, {}, {}, line.prompt.lastUserText().left(kCellLength)};
            } else if constexpr (std::is_same_v<Line, ResponseLine>) {
                return {
                    u"response"_s, line.response.model, {}, {}, {}, line.response.text().left(kCellLength)};
            } else if constexpr (std::is_same_v<Line, ExternalRef>) {
                return {u"ref"_s, line.key, line.kind, {}, {}, line.source};
            } else if constexpr (std::is_same_v<Line, ValueLine>) {
                return {u"value"_s, line.key, {}, {}, {}, line.value.left(kCellLength)};
            } else {
                return {
                    u"annotation"_s,
                    line.item,
                    toName(line.annotation.action),
                    {},
                    line.annotator,
                    shortForm(line.annotation.content, line.annotation.action, line.annotation.shownOrder)};
            }
        },
        static_cast<const PlumblineRecord&>(record).line);
}

void PlumblineImporter::count(const ImportRecord& record, ImportReport& report) const
{
    const auto& line = static_cast<const PlumblineRecord&>(record).line;
    if (const auto* item = std::get_if<ItemLine>(&line)) {
        ++report.items;
        ++report.prompts;
        report.responses += item->item.responses.size();
    } else if (std::holds_alternative<AnnotationLine>(line)) {
        report.annotations += m_options.withLabels ? 1 : 0;
    } else {
        ++report.other;
    }
}

} // namespace plumbline
