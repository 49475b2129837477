#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"
#include "core/store/storedrows.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace plumbline {

// Each appends one line of a Plumbline JSONL file, with its line end.

void appendProjectLine(QByteArray& out, const ProjectInfo& info);
void appendAnnotatorLine(QByteArray& out, const Annotator& annotator, const QString& writtenName);
void appendModelLine(QByteArray& out, const QString& name, const QJsonObject& details);
void appendSchemaLine(QByteArray& out, const SchemaVersion& version);
void appendBatchLine(QByteArray& out, const Batch& batch);
void appendItemLine(QByteArray& out, const ItemView& view, const QByteArray& schemaFields);
void appendPromptLine(QByteArray& out, const Prompt& prompt);
void appendResponseLine(QByteArray& out, const Prompt& prompt, const Response& response);

/// The names that an annotation's line needs.
struct AnnotationNames
{
    QString item;
    QString annotator;
    QByteArray schemaFields;
    QString supersedes;     ///< "" when it supersedes nothing
    QByteArray spanOffsets; ///< a JSON array, or nothing
};
void appendAnnotationLine(QByteArray& out, const Annotation& annotation, const AnnotationNames& names);

/// What an item's line needs besides its row, as JSON.
struct StoredItemParts
{
    QByteArrayView batch;        ///< its name
    QByteArrayView schemaFields; ///< see schemaFields()
    QByteArrayView prompt;
    std::vector<QByteArrayView> responses;
};
/// The line of an item from the bytes that are stored; the same as appendItemLine() makes of what is read.
void appendStoredItemLine(QByteArray& out, const StoredRows::ItemRow& item, const StoredItemParts& parts);
/// A response within a line; `model`: its name as JSON.
void appendStoredResponse(QByteArray& out, const StoredRows::ResponseRow& response, QByteArrayView model);

struct StoredAnnotationNames
{
    QByteArrayView annotator; ///< as JSON
    QByteArrayView schemaFields;
    QByteArray spanOffsets; ///< a JSON array, or nothing
};
/// The line of an annotation from the bytes that are stored.
void appendStoredAnnotationLine(QByteArray& out, const StoredRows::AnnotationRow& row,
                                const StoredAnnotationNames& names);

/// "schema":"…","schema_version":1 — the same for every line of a version.
[[nodiscard]] QByteArray schemaFields(const SchemaVersion& version);

} // namespace plumbline
