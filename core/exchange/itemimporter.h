#pragma once

#include "core/exchange/importer.h"
#include "core/store/itemrepository.h"
#include "core/store/schemarepository.h"

#include <QHash>
#include <QList>

#include <optional>

namespace plumbline {

/// A label that came with a record.
struct ImportedLabel
{
    QString annotator; ///< "" = ImportOptions::annotator
    std::optional<AnnotatorKind>
        kind; ///< empty: whatever the annotator of that name is; a new one is a person
    AnnotationContent content;
    QList<ResponseIndex> shownOrder;
};

/// An item that a record stands for, with its labels.
class ItemRecord : public ImportRecord
{
public:
    NewItem item; ///< without the ids of schema and batch
    QList<ImportedLabel> labels;
    QStringList cells; ///< of the preview
    int slot = 0;      ///< which of the importer's schemas and batches it belongs to
    QString fileName;
    qint64 line = 0;
};

/// What the items of one sort go into.
struct ImportTarget
{
    SchemaDefinition definition; ///< when the options name none
    QString batch;               ///< when the options name none
};

/// The common part of the importers whose records are items with labels: the schema, the batch, duplicates,
/// and the provenance that says from which file and line a label came.
class ItemImporter : public Importer
{
public:
    void beginFile(const QString& path) override;
    [[nodiscard]] Result<void> check(const ImportRecord& record, Session* session) override;
    [[nodiscard]] Result<void> apply(Session& session, ImportRecord& record, ImportReport& report) override;
    [[nodiscard]] QStringList cells(const ImportRecord& record) const override;
    void count(const ImportRecord& record, ImportReport& report) const override;

protected:
    /// `targets`: at least one; ItemRecord::slot chooses among them.
    ItemImporter(const ImportOptions& options, QList<ImportTarget> targets);

    [[nodiscard]] const ImportOptions& options() const { return m_options; }
    /// The definition that items of a slot get; nothing when the options name a stored schema, not yet looked
    /// up.
    [[nodiscard]] std::optional<SchemaDefinition> definition(int slot) const;
    /// A record made for `raw`, with the options' overlap.
    [[nodiscard]] std::unique_ptr<ItemRecord> newRecord(const RawRecord& raw) const;
    /// Checks the labels against the schema, as far as it is known; for parse().
    [[nodiscard]] Result<void> checkLabels(const ItemRecord& record) const;

    /// Adds the labels of an item that is in the store. For importers whose labels come apart from their
    /// items.
    [[nodiscard]] Result<void> applyLabels(Session& session, ItemId item, SchemaVersionId schemaVersion,
                                           const ItemRecord& record, ImportReport& report);
    [[nodiscard]] Result<SchemaVersion> schemaVersion(Session& session, int slot);
    [[nodiscard]] Result<BatchId> batchId(Session& session, int slot);
    /// Errors: Conflict when the name belongs to an annotator of another kind.
    [[nodiscard]] Result<AnnotatorId> annotatorId(Session& session, const ImportedLabel& label);
    /// Whether annotatorId() would fail for a label of the record; for check().
    [[nodiscard]] Result<void> checkAnnotators(Session& session, const ItemRecord& record);

private:
    [[nodiscard]] QString nameOf(const ImportedLabel& label) const;
    [[nodiscard]] Result<AddedItem> addItem(Session& session, ItemRecord& record);

    ImportOptions m_options;
    QList<ImportTarget> m_targets;
    QHash<int, SchemaVersion> m_schemas;
    QHash<int, BatchId> m_batches;
    QHash<QString, AnnotatorId> m_annotators;
    QString m_fileName; ///< used by the thread that parses alone
    std::optional<SchemaDefinition> m_namedSchema;
    QHash<QString, AnnotatorKind> m_checkedAnnotators;
};

} // namespace plumbline
