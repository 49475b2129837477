#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <QByteArray>
#include <QString>

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

/// "schema":"…","schema_version":1 — the same for every line of a version.
[[nodiscard]] QByteArray schemaFields(const SchemaVersion& version);

} // namespace plumbline
