#include "core/exchange/plumblineexporter.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/spanoffsets.h"
#include "core/exchange/plumblinerefs.h"
#include "core/exchange/plumblinewriter.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/schemarepository.h"

#include <algorithm>
#include <cstring>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;

void mark(std::vector<bool>& used, qint64 id)
{
    if (used.size() <= static_cast<size_t>(id)) {
        used.resize(static_cast<size_t>(id) * 5 / 4 + 1024);
    }
    used[static_cast<size_t>(id)] = true;
}

bool isMarked(const std::vector<bool>& used, qint64 id)
{
    return static_cast<size_t>(id) < used.size() && used[static_cast<size_t>(id)];
}

} // namespace

/// Ids rise, so they are kept sorted; a uid of 32 hexadecimal digits takes 16 bytes.
class PlumblineExporter::ItemNames
{
public:
    void add(qint64 id, const QString& uid)
    {
        const QByteArray text = uid.toUtf8();
        const QByteArray packed = text.size() == 32 ? QByteArray::fromHex(text) : QByteArray();
        m_ids.push_back(id);
        m_ends.push_back(static_cast<quint32>(m_bytes.size()));
        if (packed.size() == 16 && packed.toHex() == text) {
            m_bytes += packed;
        } else {
            m_bytes += '\0' + text; // 17 bytes or more, or fewer than 16: never mistaken for a packed one
            if (text.size() == 15) {
                m_bytes += '\0';
            }
        }
    }

    [[nodiscard]] bool contains(qint64 id) const
    {
        return std::binary_search(m_ids.begin(), m_ids.end(), id);
    }

    [[nodiscard]] QString uid(qint64 id) const
    {
        const auto at = std::lower_bound(m_ids.begin(), m_ids.end(), id) - m_ids.begin();
        const auto index = static_cast<size_t>(at);
        const qsizetype start = m_ends[index];
        const qsizetype end = index + 1 < m_ends.size() ? qsizetype(m_ends[index + 1]) : m_bytes.size();
        const QByteArray bytes = m_bytes.mid(start, end - start);
        if (bytes.size() == 16) {
            return QString::fromLatin1(bytes.toHex());
        }
        QByteArray text = bytes.mid(1);
        if (text.endsWith('\0')) {
            text.chop(1);
        }
        return QString::fromUtf8(text);
    }

private:
    std::vector<qint64> m_ids;
    std::vector<quint32> m_ends; ///< where each begins
    QByteArray m_bytes;
};

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
    m_names = std::make_shared<ItemNames>();
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
        m_annotators.insert(annotator.id.value, name);
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
    }
    return sink.write({}, out);
}

Result<void> PlumblineExporter::writeItems(Session& session, ExportSink& sink, ExportReport& report)
{
    ItemRepository items(session);
    ItemId after;
    QByteArray out;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<ItemView> page, items.viewsAfter(m_options.filter, after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        out.resize(0);
        for (const ItemView& view : page) {
            appendItemLine(out, view, m_schemas.value(view.item.schemaVersionId.value));
            m_names->add(view.item.id.value, view.item.uid);
            mark(m_usedPrompts, view.item.promptId.value);
            for (const Response& response : view.responses) {
                mark(m_usedResponses, response.id.value);
            }
        }
        after = page.last().item.id;
        report.items += page.size();
        report.records += page.size();
        PLUMBLINE_TRY(sink.write({}, out));
        PLUMBLINE_TRY(step(sink, report.items, m_total));
    }
}

Result<void> PlumblineExporter::writeUnused(Session& session, ExportSink& sink)
{
    ProjectRepository project(session);
    PLUMBLINE_ASSIGN(const qint64 responses, project.counter({}, counters::kResponses));
    PLUMBLINE_ASSIGN(const qint64 prompts, project.counter({}, counters::kPrompts));
    // The kept counters spare a second reading of every text when all of them are in items.
    if (std::count(m_usedPrompts.begin(), m_usedPrompts.end(), true) != prompts) {
        PLUMBLINE_TRY(writeUnusedPrompts(session, sink));
    }
    if (std::count(m_usedResponses.begin(), m_usedResponses.end(), true) != responses) {
        PLUMBLINE_TRY(writeUnusedResponses(session, sink));
    }
    return {};
}

bool PlumblineExporter::isWritten(const ExternalRef& ref) const
{
    if (m_options.filter.isEmpty() || ref.kind == u"batch") {
        return true;
    }
    return ref.kind == u"prompt"     ? isMarked(m_usedPrompts, ref.targetId)
           : ref.kind == u"response" ? isMarked(m_usedResponses, ref.targetId)
                                     : m_names->contains(ref.targetId);
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
            if (!isMarked(m_usedPrompts, prompt.id.value)) {
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
            if (isMarked(m_usedResponses, response.id.value)) {
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
    AnnotationRepository annotations(session);
    qint64 after = 0;
    QByteArray out;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Annotation> page, annotations.after(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        out.resize(0);
        for (const Annotation& annotation : page) {
            PLUMBLINE_ASSIGN(const bool isWritten, appendAnnotation(session, annotation, out));
            report.records += isWritten ? 1 : 0;
            report.labels += isWritten ? 1 : 0;
        }
        after = page.last().id.value;
        PLUMBLINE_TRY(sink.write({}, out));
        PLUMBLINE_TRY(step(sink, m_total, m_total));
    }
}

Result<bool> PlumblineExporter::appendAnnotation(Session& session, const Annotation& annotation,
                                                 QByteArray& out)
{
    const QList<AnnotatorKind>& kinds = m_options.annotatorKinds;
    const AnnotatorKind kind = m_annotatorKinds.value(annotation.annotatorId.value);
    if (!m_names->contains(annotation.itemId.value) || (!kinds.isEmpty() && !kinds.contains(kind))) {
        return false;
    }
    AnnotationNames names;
    names.item = m_names->uid(annotation.itemId.value);
    names.annotator = m_annotators.value(annotation.annotatorId.value);
    names.schemaFields = m_schemas.value(annotation.schemaVersionId.value);
    if (annotation.supersedes.isValid()) {
        PLUMBLINE_ASSIGN(const Annotation older, AnnotationRepository(session).get(annotation.supersedes));
        names.supersedes = older.uid;
    }
    if (!annotation.content.spans.isEmpty()) {
        PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(annotation.itemId));
        const QStringList texts = view.judgedTexts();
        QJsonArray offsets;
        for (const Span& span : annotation.content.spans) {
            const TextIndex index(texts.value(span.response));
            const Result<void> good = checkSpan(index, span.start, span.end, span.quote);
            if (!good) {
                return makeError(ErrorCode::InvalidData,
                                 u"A span of the annotation %1 of item %2 does not fit its text: %3"_s.arg(
                                     annotation.uid, names.item, good.error().message));
            }
            PLUMBLINE_ASSIGN(const SpanOffsets all, spanFromCodePoints(index, span.start, span.end));
            offsets.append(QJsonObject{{u"utf16"_s, QJsonArray{all.utf16Start, all.utf16End}},
                                       {u"utf8"_s, QJsonArray{all.utf8Start, all.utf8End}}});
        }
        if (m_options.withOtherOffsets) {
            names.spanOffsets = canonicalJson(offsets);
        }
    }
    appendAnnotationLine(out, annotation, names);
    return true;
}

} // namespace plumbline
