#include "core/exchange/plumblineexporter.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/spanoffsets.h"
#include "core/exchange/plumblinerefs.h"
#include "core/exchange/plumblinewriter.h"
#include "core/exchange/storedcontent.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/schemarepository.h"

#include <limits>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;
constexpr qsizetype kBlock = 256 * 1024;
/// What stands in the canonical JSON of a content that marks spans.
constexpr QByteArrayView kHasSpans = "\"spans\":[";

} // namespace

QString writtenName(const Annotator& annotator, bool hashPeople)
{
    if (!hashPeople || annotator.kind != AnnotatorKind::Human) {
        return annotator.name;
    }
    return u"person-"_s + QString::fromLatin1(contentHash({annotator.uid.toUtf8()}).toHex().first(12));
}

Result<void> PlumblineExporter::step(ExportSink& sink, qint64 done, qint64 total)
{
    if (!sink.progress(done, total)) {
        return makeError(ErrorCode::Cancelled, u"The export was stopped."_s);
    }
    return {};
}

Result<void> PlumblineExporter::run(Session& session, ExportSink& sink, ExportReport& report)
{
    PLUMBLINE_ASSIGN(m_total, ItemRepository(session).count(m_options.filter));
    PLUMBLINE_TRY(writeHead(session, sink));
    PLUMBLINE_TRY(writeItems(session, sink, report));
    if (m_options.filter.isEmpty()) {
        PLUMBLINE_TRY(writeUnused(session, sink));
    }
    PLUMBLINE_TRY(writeRefs(session, sink, [this](const ExternalRef& ref) { return isWritten(ref); }));
    return writeAnnotations(session, sink, report);
}

Result<void> PlumblineExporter::writeHead(Session& session, ExportSink& sink)
{
    QByteArray out;
    PLUMBLINE_ASSIGN(const ProjectInfo info, ProjectRepository(session).info());
    appendProjectLine(out, info);
    AnnotatorRepository annotators(session);
    PLUMBLINE_ASSIGN(const QList<Annotator> people, annotators.list());
    for (const Annotator& annotator : people) {
        const QString name = writtenName(annotator, m_options.hashPeople);
        appendJsonString(m_annotators[annotator.id.value], name);
        m_annotatorKinds.insert(annotator.id.value, annotator.kind);
        appendAnnotatorLine(out, annotator, name);
    }
    using Models = QList<QPair<QString, QJsonObject>>;
    PLUMBLINE_ASSIGN(const Models models, annotators.modelDetails());
    for (const auto& [name, details] : models) {
        appendModelLine(out, name, details);
    }
    PLUMBLINE_ASSIGN(const QList<SchemaVersion> schemas, SchemaRepository(session).list());
    for (const SchemaVersion& version : schemas) {
        m_schemas.insert(version.id.value, schemaFields(version));
        appendSchemaLine(out, version);
    }
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(session).list());
    for (const Batch& batch : batches) {
        appendBatchLine(out, batch);
        appendJsonString(m_batches[batch.id.value], batch.name);
    }
    return sink.write({}, out);
}

Result<void> PlumblineExporter::writeItems(Session& session, ExportSink& sink, ExportReport& report)
{
    StoredRows rows(session);
    PLUMBLINE_ASSIGN(StoredContent content, StoredContent::create(session));
    StoredItemParts parts;
    QByteArray out;
    const auto append = [&](const StoredRows::ItemRow& item) -> Result<void> {
        const QByteArray batch = m_batches.value(item.batchId);
        const QByteArray schema = m_schemas.value(item.schemaVersionId);
        parts.batch = batch;
        parts.schemaFields = schema;
        PLUMBLINE_TRY(content.find(item, parts));
        appendStoredItemLine(out, item, parts);
        m_writtenItems.insert(item.id);
        m_usedPrompts.insert(item.promptId);
        for (const qint64 response : item.responses) {
            m_usedResponses.insert(response);
        }
        ++report.items;
        ++report.records;
        return out.size() < kBlock ? Result<void>() : pass(sink, out, report.items);
    };
    if (m_options.filter.isEmpty()) {
        PLUMBLINE_TRY(rows.items(0, std::numeric_limits<qint64>::max(), append));
        return pass(sink, out, report.items);
    }
    // A run of items whose ids follow each other is read at once.
    PLUMBLINE_ASSIGN(const IdSet wanted, rows.itemIds(m_options.filter));
    for (qint64 from = wanted.next(0); from >= 0;) {
        const qint64 end = wanted.next(from, false);
        PLUMBLINE_TRY(rows.items(from, end - 1, append));
        from = wanted.next(end);
    }
    return pass(sink, out, report.items);
}

/// Hands a block of lines to the sink.
Result<void> PlumblineExporter::pass(ExportSink& sink, QByteArray& out, qint64 done)
{
    PLUMBLINE_TRY(sink.write({}, out));
    out.resize(0);
    return step(sink, done, m_total);
}

Result<void> PlumblineExporter::writeUnused(Session& session, ExportSink& sink)
{
    ProjectRepository project(session);
    PLUMBLINE_ASSIGN(const qint64 responses, project.counter({}, counters::kResponses));
    PLUMBLINE_ASSIGN(const qint64 prompts, project.counter({}, counters::kPrompts));
    // The kept counters spare a second reading of every text when all of them are in items.
    if (m_usedPrompts.count() != prompts) {
        PLUMBLINE_TRY(writeUnusedPrompts(session, sink));
    }
    if (m_usedResponses.count() != responses) {
        PLUMBLINE_TRY(writeUnusedResponses(session, sink));
    }
    return {};
}

bool PlumblineExporter::isWritten(const ExternalRef& ref) const
{
    if (m_options.filter.isEmpty() || ref.kind == u"batch") {
        return true;
    }
    return ref.kind == u"prompt"     ? m_usedPrompts.contains(ref.targetId)
           : ref.kind == u"response" ? m_usedResponses.contains(ref.targetId)
                                     : m_writtenItems.contains(ref.targetId);
}

Result<void> PlumblineExporter::writeUnusedPrompts(Session& session, ExportSink& sink)
{
    ItemRepository items(session);
    PromptId after;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Prompt> page, items.promptsAfter(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        QByteArray out;
        for (const Prompt& prompt : page) {
            if (!m_usedPrompts.contains(prompt.id.value)) {
                appendPromptLine(out, prompt);
            }
        }
        after = page.last().id;
        PLUMBLINE_TRY(sink.write({}, out));
        PLUMBLINE_TRY(step(sink, m_total, m_total));
    }
}

Result<void> PlumblineExporter::writeUnusedResponses(Session& session, ExportSink& sink)
{
    ItemRepository items(session);
    ResponseId after;
    Prompt prompt;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Response> page, items.responsesAfter(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        QByteArray out;
        for (const Response& response : page) {
            if (m_usedResponses.contains(response.id.value)) {
                continue;
            }
            if (prompt.id != response.promptId) {
                PLUMBLINE_ASSIGN(prompt, items.prompt(response.promptId));
            }
            appendResponseLine(out, prompt, response);
        }
        after = page.last().id;
        PLUMBLINE_TRY(sink.write({}, out));
        PLUMBLINE_TRY(step(sink, m_total, m_total));
    }
}

Result<void> PlumblineExporter::writeAnnotations(Session& session, ExportSink& sink, ExportReport& report)
{
    QByteArray out;
    const auto append = [&](const StoredRows::AnnotationRow& row) -> Result<void> {
        const QList<AnnotatorKind>& kinds = m_options.annotatorKinds;
        const bool isWanted = kinds.isEmpty() || kinds.contains(m_annotatorKinds.value(row.annotatorId));
        if (!isWanted || !m_writtenItems.contains(row.itemId)) {
            return {};
        }
        const QByteArray annotator = m_annotators.value(row.annotatorId);
        const QByteArray schema = m_schemas.value(row.schemaVersionId);
        StoredAnnotationNames names{annotator, schema, {}};
        if (row.content.contains(kHasSpans)) {
            PLUMBLINE_ASSIGN(names.spanOffsets, checkSpans(session, AnnotationId{row.id}));
        }
        appendStoredAnnotationLine(out, row, names);
        ++report.records;
        ++report.labels;
        return out.size() < kBlock ? Result<void>() : pass(sink, out, m_total);
    };
    PLUMBLINE_TRY(StoredRows(session).annotations(append));
    return pass(sink, out, m_total);
}

Result<QByteArray> PlumblineExporter::checkSpans(Session& session, AnnotationId id)
{
    PLUMBLINE_ASSIGN(const Annotation annotation, AnnotationRepository(session).get(id));
    PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(annotation.itemId));
    const QStringList texts = view.judgedTexts();
    QJsonArray offsets;
    for (const Span& span : annotation.content.spans) {
        const TextIndex index(texts.value(span.response));
        const Result<void> good = checkSpan(index, span.start, span.end, span.quote);
        if (!good) {
            return makeError(ErrorCode::InvalidData,
                             u"A span of the annotation %1 of item %2 does not fit its text: %3"_s.arg(
                                 annotation.uid, view.item.uid, good.error().message));
        }
        PLUMBLINE_ASSIGN(const SpanOffsets all, spanFromCodePoints(index, span.start, span.end));
        offsets.append(QJsonObject{{u"utf16"_s, QJsonArray{all.utf16Start, all.utf16End}},
                                   {u"utf8"_s, QJsonArray{all.utf8Start, all.utf8End}}});
    }
    return m_options.withOtherOffsets && !offsets.isEmpty() ? canonicalJson(offsets) : QByteArray();
}

} // namespace plumbline
