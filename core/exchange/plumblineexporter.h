#pragma once

#include "core/exchange/exporter.h"
#include "core/store/idset.h"
#include "core/store/itemrepository.h"

#include <QHash>

namespace plumbline {

struct ExternalRef;

/// Writes Plumbline JSONL. With a filter only the items that pass it, and their annotations, are written.
class PlumblineExporter final : public Exporter
{
public:
    explicit PlumblineExporter(const ExportOptions& options)
        : m_options(options)
    {
    }
    [[nodiscard]] Result<void> run(Session& session, ExportSink& sink, ExportReport& report) override;

private:
    [[nodiscard]] Result<void> writeHead(Session& session, ExportSink& sink);
    [[nodiscard]] Result<void> writeItems(Session& session, ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<void> writeUnused(Session& session, ExportSink& sink);
    [[nodiscard]] bool isWritten(const ExternalRef& ref) const;
    [[nodiscard]] Result<void> writeUnusedPrompts(Session& session, ExportSink& sink);
    [[nodiscard]] Result<void> writeUnusedResponses(Session& session, ExportSink& sink);
    [[nodiscard]] Result<void> writeAnnotations(Session& session, ExportSink& sink, ExportReport& report);
    /// Checks that the spans of an annotation quote their texts; gives their offsets in other units as JSON
    /// when the options ask for them.
    [[nodiscard]] Result<QByteArray> checkSpans(Session& session, AnnotationId id);
    [[nodiscard]] Result<void> pass(ExportSink& sink, QByteArray& out, qint64 done);
    [[nodiscard]] Result<void> step(ExportSink& sink, qint64 done, qint64 total);

    ExportOptions m_options;
    QHash<qint64, QByteArray> m_annotators; ///< written name, as JSON
    QHash<qint64, AnnotatorKind> m_annotatorKinds;
    QHash<qint64, QByteArray> m_schemas; ///< "schema":…,"schema_version":… of each version
    QHash<qint64, QByteArray> m_batches; ///< name, as JSON
    IdSet m_writtenItems;
    IdSet m_usedPrompts;
    IdSet m_usedResponses;
    qint64 m_total = 0;
};

/// The name under which an annotator is written: people as a hash when that is asked for.
[[nodiscard]] QString writtenName(const Annotator& annotator, bool hashPeople);

} // namespace plumbline
