#pragma once

#include "core/exchange/importer.h"
#include "core/exchange/plumblinerecord.h"
#include "core/exchange/textspill.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace plumbline {

/// Brings Plumbline JSONL in. Everything has a name or uid of its own, so what is there already is left as it
/// is.
class PlumblineImporter final : public Importer
{
public:
    explicit PlumblineImporter(const ImportOptions& options);

    [[nodiscard]] Framing framing() const override { return Framing::Lines; }
    [[nodiscard]] Result<std::unique_ptr<ImportRecord>> parse(const RawRecord& raw) override;
    [[nodiscard]] Result<void> check(const ImportRecord& record, Session* session) override;
    [[nodiscard]] Result<void> apply(Session& session, ImportRecord& record, ImportReport& report) override;
    [[nodiscard]] QStringList columns() const override;
    [[nodiscard]] QStringList cells(const ImportRecord& record) const override;
    void count(const ImportRecord& record, ImportReport& report) const override;

private:
    /// What a check knows of an item of the file.
    struct SeenItem
    {
        ItemKind kind = ItemKind::Pairwise;
        int responses = 0;
        std::optional<qint64> texts; ///< place in m_spill; span items only
    };
    /// What the last annotations needed of their item.
    struct LastItem
    {
        QString uid;
        ItemView view;
    };

    [[nodiscard]] Result<void> applyProject(Session& session, const ProjectInfo& info);
    [[nodiscard]] Result<void> applySchema(Session& session, const SchemaLine& line);
    [[nodiscard]] Result<void> applyBatch(Session& session, const Batch& batch);
    [[nodiscard]] Result<void> applyItem(Session& session, ItemLine& line, ImportReport& report);
    [[nodiscard]] Result<void> applyAnnotation(Session& session, AnnotationLine& line, ImportReport& report);
    [[nodiscard]] Result<void> applyValue(Session& session, const ValueLine& line);
    [[nodiscard]] Result<void> applyRest(Session& session, const PlumblineRecord& record);

    [[nodiscard]] Result<SchemaVersion> schema(Session& session, const QString& name, int version);
    [[nodiscard]] Result<BatchId> batch(Session& session, const QString& name);
    [[nodiscard]] Result<const ItemView*> itemView(Session& session, const QString& uid);

    [[nodiscard]] Result<void> checkItem(const ItemLine& line, Session* session);
    [[nodiscard]] Result<void> checkAnnotation(const AnnotationLine& line, Session* session);
    [[nodiscard]] Result<void> checkRef(const ExternalRef& ref, Session* session);
    [[nodiscard]] Result<SchemaDefinition> knownSchema(const QString& name, int version, Session* session);

    ImportOptions m_options;
    JsonElementParser m_parser;
    ContentPreparer m_preparer;           ///< on the thread that parses
    std::optional<ProjectInfo> m_project; ///< what the project says of itself by now
    QHash<QString, SchemaVersion> m_schemas;
    QHash<QString, BatchId> m_batches;
    QHash<QString, AnnotatorId> m_annotators;
    std::optional<LastItem> m_last;
    // What a check has seen; empty in a run that writes.
    QHash<QString, SchemaDefinition> m_seenSchemas;
    QSet<QString> m_seenAnnotators;
    QHash<quint64, SeenItem> m_seenItems;
    QSet<quint64> m_seenAnnotations;
    QSet<QString> m_seenBatches;
    QSet<QByteArray> m_seenContent; ///< hashes of prompts and responses
    TextSpill m_spill;
};

} // namespace plumbline
