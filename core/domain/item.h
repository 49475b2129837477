#pragma once

#include "core/base/ids.h"
#include "core/domain/content.h"
#include "core/domain/kinds.h"
#include "core/domain/prompt.h"
#include "core/domain/schema.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// One unit of annotation as it is stored, without its texts.
struct Item
{
    ItemId id;
    QString uid; ///< stable across export and import
    ItemKind kind = ItemKind::Pairwise;
    PromptId promptId;
    SchemaVersionId schemaVersionId;
    BatchId batchId;
    qint64 position = 0; ///< place in its batch
    double priority = 0; ///< higher comes first under QueueOrder::Priority
    int overlap = 1;     ///< labels wanted
    int taken = 0;       ///< live leases plus labels
    int labelCount = 0;  ///< current labels (submitted, not retracted)
    int skipCount = 0;
    int flagCount = 0; ///< current labels that are flagged
    bool isGold = false;
    std::optional<AnnotationContent> gold; ///< the known answer of a gold item
    QJsonObject meta;
    bool operator==(const Item&) const = default;
};

/// An item with all that a screen or an exporter needs. Responses stand in the item's own order.
struct ItemView
{
    Item item;
    Prompt prompt;
    QList<Response> responses;
    SchemaVersion schema;
    QString batchName;
    bool operator==(const ItemView&) const = default;

    [[nodiscard]] QStringList judgedTexts() const;
};

/// A group of items that is handed out together.
struct Batch
{
    BatchId id;
    QString uid;
    QString name;
    QueueOrder order = QueueOrder::Fixed;
    bool isOpen = true;  ///< closed batches hand out nothing
    qint64 position = 0; ///< open batches are served in this order
    QDateTime createdAt;
    QJsonObject meta;
    bool operator==(const Batch&) const = default;
};

/// Who judges.
struct Annotator
{
    AnnotatorId id;
    QString uid;
    QString name;
    AnnotatorKind kind = AnnotatorKind::Human;
    QJsonObject details; ///< for a judge: protocol, model, template…
    QDateTime createdAt;
    bool operator==(const Annotator&) const = default;
};

/// An item claimed by an annotator until `leaseUntil`.
struct Assignment
{
    AssignmentId id;
    ItemId itemId;
    AnnotatorId annotatorId;
    AssignmentState state = AssignmentState::Leased;
    QDateTime claimedAt;
    QDateTime leaseUntil;
    bool operator==(const Assignment&) const = default;
};

/// One submitted judgement. Never changed, never deleted: a later row may supersede it.
struct Annotation
{
    AnnotationId id;
    QString uid;
    ItemId itemId;
    AnnotatorId annotatorId;
    SchemaVersionId schemaVersionId;
    AnnotationAction action = AnnotationAction::Submit;
    AnnotationContent content;
    QList<ResponseIndex>
        shownOrder; ///< responses from left to right (or top to bottom) as shown; may be empty
    std::optional<qint64> activeMs; ///< time spent with the item, idle time left out
    QDateTime createdAt;
    AnnotationId supersedes; ///< invalid when it supersedes nothing
    QJsonObject provenance;  ///< who made it with what; for a judge: endpoint, model, template…; for an
                             ///< import: file, line
    bool operator==(const Annotation&) const = default;
};

/// The unfinished answer to an item.
struct Draft
{
    ItemId itemId;
    AnnotatorId annotatorId;
    AnnotationContent content;
    qint64 activeMs = 0;
    QDateTime updatedAt;
    bool operator==(const Draft&) const = default;
};

/// The order in which `count` responses are shown to an annotator: a shuffle seeded by
/// hash(project seed, item uid, annotator uid), the same at every opening.
[[nodiscard]] QList<ResponseIndex> shownOrder(quint64 projectSeed, const QString& itemUid,
                                              const QString& annotatorUid, int count);

} // namespace plumbline
