#pragma once

#include "core/exchange/importer.h"
#include "core/exchange/jsonelement.h"
#include "core/exchange/plumblinerefs.h"
#include "core/store/itemrepository.h"

#include <QString>

#include <variant>

namespace plumbline {

// The lines of a Plumbline JSONL file as they were read.

struct ModelLine
{
    QString name;
    QJsonObject details;
};
struct SchemaLine
{
    int version = 1;
    SchemaDefinition definition;
};
struct ItemLine
{
    NewItem item; ///< without the ids of schema and batch
    QString batch;
    QString schema;
    int schemaVersion = 1;
};
struct PromptLine
{
    Prompt prompt;
};
struct ResponseLine
{
    Prompt prompt;
    Response response;
};
struct AnnotationLine
{
    Annotation annotation; ///< without the ids of item, annotator, schema and what it supersedes
    QString item;
    QString annotator;
    QString schema;
    int schemaVersion = 1;
    QString supersedes;
};

class PlumblineRecord final : public ImportRecord
{
public:
    std::variant<ProjectInfo, Annotator, ModelLine, SchemaLine, Batch, ItemLine, PromptLine, ResponseLine,
                 AnnotationLine, ExternalRef, ValueLine>
        line;
};

/// Reads one line. Errors: InvalidData naming the field.
[[nodiscard]] Result<std::unique_ptr<PlumblineRecord>> readPlumblineLine(JsonElementParser& parser,
                                                                         QByteArrayView text);

} // namespace plumbline
