#include "core/exchange/plumblinerecord.h"

#include "core/exchange/plumblineformat.h"

#include <functional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using simdjson::dom::element;
using RecordResult = Result<std::unique_ptr<PlumblineRecord>>;

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

/// Reads the fields of an object into their places: each call of a reader names one key.
class Fields
{
public:
    Fields(const simdjson::dom::object& object, QString path)
        : m_object(object)
        , m_path(std::move(path))
    {
    }

    /// Calls `handle(key, value, field)` for each field in turn; it returns whether the key is known, or an
    /// error.
    template <typename Handle> [[nodiscard]] Result<void> each(Handle handle) const
    {
        PLUMBLINE_TRY(checkKeysOnce(m_object));
        for (const simdjson::dom::key_value_pair pair : m_object) {
            const QString field = m_path + toQString(pair.key);
            PLUMBLINE_ASSIGN(const bool isKnown, handle(pair.key, pair.value, field));
            if (!isKnown) {
                return invalid(
                    u"The field “%1” is not known here. Remove it, or put it into “meta”."_s.arg(field),
                    field);
            }
        }
        return {};
    }

private:
    const simdjson::dom::object& m_object;
    QString m_path;
};

Result<QDateTime> asTime(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const QString text, asString(value, field));
    const QDateTime time = fromIsoUtc(text);
    if (!time.isValid()) {
        return invalid(u"“%1” is no time such as 2026-01-31T12:04:31.250Z."_s.arg(text.left(40)), field);
    }
    return time;
}

Result<int> asSmall(const element& value, const QString& field, int lowest)
{
    PLUMBLINE_ASSIGN(const qint64 number, asInteger(value, field));
    if (number < lowest || number > 1'000'000'000) {
        return invalid(u"The number %1 is out of range here."_s.arg(number), field);
    }
    return static_cast<int>(number);
}

template <typename Enum>
Result<Enum> asName(const element& value, const QString& field, std::optional<Enum> (*fromName)(QStringView))
{
    PLUMBLINE_ASSIGN(const QString name, asString(value, field));
    const std::optional<Enum> known = fromName(name);
    if (!known) {
        return invalid(u"“%1” is not known here."_s.arg(name.left(40)), field);
    }
    return *known;
}

Result<QList<Message>> readMessages(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const simdjson::dom::array array, asArray(value, field));
    QList<Message> messages;
    for (const element child : array) {
        const QString place = u"%1[%2]."_s.arg(field).arg(messages.size());
        PLUMBLINE_ASSIGN(const simdjson::dom::object object, asObject(child, place.chopped(1)));
        Message message;
        PLUMBLINE_TRY(
            Fields(object, place)
                .each([&](std::string_view key, const element& inner, const QString& name) -> Result<bool> {
                    if (key == "role") {
                        PLUMBLINE_ASSIGN(message.role, asString(inner, name));
                    } else if (key == "content") {
                        PLUMBLINE_ASSIGN(message.content, asString(inner, name));
                    } else {
                        return false;
                    }
                    return true;
                }));
        const bool isKnownRole = message.role == "user"_L1 || message.role == "assistant"_L1 ||
                                 message.role == "system"_L1 || message.role == "tool"_L1;
        if (!isKnownRole) {
            return invalid(
                u"The role “%1” is not known; use system, user, assistant or tool."_s.arg(message.role),
                place + u"role"_s);
        }
        messages.append(std::move(message));
    }
    if (messages.isEmpty()) {
        return invalid(u"A prompt needs at least one message."_s, field);
    }
    return messages;
}

Result<Prompt> readPrompt(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const simdjson::dom::object object, asObject(value, field));
    Prompt prompt;
    const QString path = field + u'.';
    PLUMBLINE_TRY(
        Fields(object, path)
            .each([&](std::string_view key, const element& inner, const QString& name) -> Result<bool> {
                if (key == "messages") {
                    PLUMBLINE_ASSIGN(prompt.messages, readMessages(inner, name));
                } else if (key == "category") {
                    PLUMBLINE_ASSIGN(prompt.category, asString(inner, name));
                } else if (key == "references") {
                    PLUMBLINE_ASSIGN(prompt.references, asStrings(inner, name));
                } else if (key == "meta") {
                    PLUMBLINE_ASSIGN(prompt.meta, toJsonObject(inner, name));
                } else if (key == "passages") {
                    // Rare and small beside the rest: the domain reads them.
                    PLUMBLINE_ASSIGN(const QJsonValue list, toJsonValue(inner));
                    const QJsonArray one{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, QString()}}};
                    PLUMBLINE_ASSIGN(const Prompt read,
                                     Prompt::fromJson({{u"messages"_s, one}, {u"passages"_s, list}}));
                    prompt.passages = read.passages;
                } else {
                    return false;
                }
                return true;
            }));
    if (prompt.messages.isEmpty()) {
        return invalid(u"A prompt needs its messages."_s, path + u"messages"_s);
    }
    return prompt;
}

Result<Response> readResponse(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const simdjson::dom::object object, asObject(value, field));
    Response response;
    bool hasText = false;
    bool hasTurns = false;
    const QString path = field + u'.';
    PLUMBLINE_TRY(
        Fields(object, path)
            .each([&](std::string_view key, const element& inner, const QString& name) -> Result<bool> {
                if (key == "model") {
                    PLUMBLINE_ASSIGN(response.model, asString(inner, name));
                } else if (key == "text") {
                    PLUMBLINE_ASSIGN(const QString text, asString(inner, name));
                    response.turns = {text};
                    hasText = true;
                } else if (key == "turns") {
                    PLUMBLINE_ASSIGN(response.turns, asStrings(inner, name));
                    hasTurns = true;
                } else if (key == "meta") {
                    PLUMBLINE_ASSIGN(response.meta, toJsonObject(inner, name));
                } else {
                    return false;
                }
                return true;
            }));
    if (hasText && hasTurns) {
        return invalid(u"A response has either “text” or “turns”, not both."_s, path + u"text"_s);
    }
    if (response.turns.isEmpty()) {
        return invalid(u"A response needs its text."_s, path + u"text"_s);
    }
    return response;
}

Result<QList<Response>> readResponses(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const simdjson::dom::array array, asArray(value, field));
    QList<Response> responses;
    for (const element child : array) {
        PLUMBLINE_ASSIGN(Response response,
                         readResponse(child, u"%1[%2]"_s.arg(field).arg(responses.size())));
        responses.append(std::move(response));
    }
    return responses;
}

Result<AnnotationContent> readContent(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, toJsonObject(value, field));
    Result<AnnotationContent> content = AnnotationContent::fromJson(object);
    if (!content) {
        Error error = content.error();
        error.field = error.field.isEmpty() ? field : field + u'.' + error.field;
        return error;
    }
    return content;
}

/// Fails when one of the texts that a line needs is empty.
Result<void> needs(std::initializer_list<std::pair<QStringView, const QString&>> texts)
{
    for (const auto& [field, text] : texts) {
        if (text.isEmpty()) {
            return invalid(u"The field “%1” is missing or empty."_s.arg(field), field.toString());
        }
    }
    return {};
}

Result<ProjectInfo> readProject(const Fields& fields)
{
    ProjectInfo info;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "format") {
                PLUMBLINE_ASSIGN(const int version, asSmall(value, field, 1));
                if (version > PlumblineFormat::kVersion) {
                    return makeError(
                        ErrorCode::InvalidData,
                        u"The file was written by a newer Plumbline (format %1). Update Plumbline."_s.arg(
                            version),
                        field);
                }
            } else if (key == "uid") {
                PLUMBLINE_ASSIGN(info.uid, asString(value, field));
            } else if (key == "name") {
                PLUMBLINE_ASSIGN(info.name, asString(value, field));
            } else if (key == "description") {
                PLUMBLINE_ASSIGN(info.description, asString(value, field));
            } else if (key == "seed") {
                PLUMBLINE_ASSIGN(const QString text, asString(value, field));
                bool isNumber = false;
                info.seed = text.toULongLong(&isNumber);
                if (!isNumber) {
                    return invalid(u"The seed must be a whole number written as a text."_s, field);
                }
            } else if (key == "created_at") {
                PLUMBLINE_ASSIGN(info.createdAt, asTime(value, field));
            } else {
                return key == "type";
            }
            return true;
        }));
    PLUMBLINE_TRY(needs({{u"uid", info.uid}}));
    return info;
}

Result<Annotator> readAnnotator(const Fields& fields)
{
    Annotator annotator;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "uid") {
                PLUMBLINE_ASSIGN(annotator.uid, asString(value, field));
            } else if (key == "name") {
                PLUMBLINE_ASSIGN(annotator.name, asString(value, field));
            } else if (key == "kind") {
                PLUMBLINE_ASSIGN(annotator.kind, asName(value, field, annotatorKindFromName));
            } else if (key == "details") {
                PLUMBLINE_ASSIGN(annotator.details, toJsonObject(value, field));
            } else if (key == "created_at") {
                PLUMBLINE_ASSIGN(annotator.createdAt, asTime(value, field));
            } else {
                return key == "type";
            }
            return true;
        }));
    PLUMBLINE_TRY(needs({{u"name", annotator.name}}));
    return annotator;
}

Result<ModelLine> readModel(const Fields& fields)
{
    ModelLine line;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "name") {
                PLUMBLINE_ASSIGN(line.name, asString(value, field));
            } else if (key == "details") {
                PLUMBLINE_ASSIGN(line.details, toJsonObject(value, field));
            } else {
                return key == "type";
            }
            return true;
        }));
    PLUMBLINE_TRY(needs({{u"name", line.name}}));
    return line;
}

Result<SchemaLine> readSchema(const Fields& fields)
{
    SchemaLine line;
    QString name;
    QJsonObject definition;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "name") {
                PLUMBLINE_ASSIGN(name, asString(value, field));
            } else if (key == "version") {
                PLUMBLINE_ASSIGN(line.version, asSmall(value, field, 1));
            } else if (key == "definition") {
                PLUMBLINE_ASSIGN(definition, toJsonObject(value, field));
            } else {
                return key == "type";
            }
            return true;
        }));
    PLUMBLINE_TRY(needs({{u"name", name}}));
    PLUMBLINE_ASSIGN(line.definition, SchemaDefinition::fromJson(definition));
    if (line.definition.name != name) {
        return invalid(u"The name differs from the one in the definition, “%1”."_s.arg(line.definition.name),
                       u"name"_s);
    }
    return line;
}

Result<Batch> readBatch(const Fields& fields)
{
    Batch batch;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "uid") {
                PLUMBLINE_ASSIGN(batch.uid, asString(value, field));
            } else if (key == "name") {
                PLUMBLINE_ASSIGN(batch.name, asString(value, field));
            } else if (key == "order") {
                PLUMBLINE_ASSIGN(batch.order, asName(value, field, queueOrderFromName));
            } else if (key == "open") {
                PLUMBLINE_ASSIGN(batch.isOpen, asBool(value, field));
            } else if (key == "created_at") {
                PLUMBLINE_ASSIGN(batch.createdAt, asTime(value, field));
            } else if (key == "meta") {
                PLUMBLINE_ASSIGN(batch.meta, toJsonObject(value, field));
            } else {
                return key == "type";
            }
            return true;
        }));
    PLUMBLINE_TRY(needs({{u"name", batch.name}}));
    return batch;
}

Result<bool> readItemField(ItemLine& line, std::string_view key, const element& value, const QString& field)
{
    NewItem& item = line.item;
    if (key == "uid") {
        PLUMBLINE_ASSIGN(item.uid, asString(value, field));
    } else if (key == "kind") {
        PLUMBLINE_ASSIGN(item.kind, asName(value, field, itemKindFromName));
    } else if (key == "batch") {
        PLUMBLINE_ASSIGN(line.batch, asString(value, field));
    } else if (key == "schema") {
        PLUMBLINE_ASSIGN(line.schema, asString(value, field));
    } else if (key == "schema_version") {
        PLUMBLINE_ASSIGN(line.schemaVersion, asSmall(value, field, 1));
    } else if (key == "position") {
        PLUMBLINE_ASSIGN(item.position, asInteger(value, field));
    } else if (key == "priority") {
        PLUMBLINE_ASSIGN(item.priority, asDouble(value, field));
    } else if (key == "overlap") {
        PLUMBLINE_ASSIGN(item.overlap, asSmall(value, field, 0));
    } else if (key == "is_gold") {
        PLUMBLINE_ASSIGN(item.isGold, asBool(value, field));
    } else if (key == "gold") {
        PLUMBLINE_ASSIGN(item.gold, readContent(value, field));
    } else if (key == "prompt") {
        PLUMBLINE_ASSIGN(item.prompt, readPrompt(value, field));
    } else if (key == "responses") {
        PLUMBLINE_ASSIGN(item.responses, readResponses(value, field));
    } else if (key == "meta") {
        PLUMBLINE_ASSIGN(item.meta, toJsonObject(value, field));
    } else {
        return key == "type";
    }
    return true;
}

Result<ItemLine> readItem(const Fields& fields)
{
    ItemLine line;
    PLUMBLINE_TRY(fields.each([&](std::string_view key, const element& value, const QString& field) {
        return readItemField(line, key, value, field);
    }));
    PLUMBLINE_TRY(needs({{u"uid", line.item.uid}, {u"batch", line.batch}, {u"schema", line.schema}}));
    if (line.item.prompt.messages.isEmpty()) {
        return invalid(u"The item has no prompt."_s, u"prompt"_s);
    }
    if (line.item.responses.isEmpty()) {
        return invalid(u"The item has no responses."_s, u"responses"_s);
    }
    return line;
}

Result<PromptLine> readPromptLine(const Fields& fields)
{
    PromptLine line;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "prompt") {
                PLUMBLINE_ASSIGN(line.prompt, readPrompt(value, field));
                return true;
            }
            return key == "type";
        }));
    if (line.prompt.messages.isEmpty()) {
        return invalid(u"The prompt is missing."_s, u"prompt"_s);
    }
    return line;
}

Result<ResponseLine> readResponseLine(const Fields& fields)
{
    ResponseLine line;
    PLUMBLINE_TRY(
        fields.each([&](std::string_view key, const element& value, const QString& field) -> Result<bool> {
            if (key == "prompt") {
                PLUMBLINE_ASSIGN(line.prompt, readPrompt(value, field));
            } else if (key == "response") {
                PLUMBLINE_ASSIGN(line.response, readResponse(value, field));
            } else {
                return key == "type";
            }
            return true;
        }));
    if (line.prompt.messages.isEmpty() || line.response.turns.isEmpty()) {
        return invalid(u"A line of this type needs a prompt and a response."_s,
                       line.prompt.messages.isEmpty() ? u"prompt"_s : u"response"_s);
    }
    return line;
}

Result<QList<int>> readOrder(const element& value, const QString& field)
{
    PLUMBLINE_ASSIGN(const simdjson::dom::array array, asArray(value, field));
    QList<int> order;
    for (const element child : array) {
        PLUMBLINE_ASSIGN(const int index, asSmall(child, u"%1[%2]"_s.arg(field).arg(order.size()), 0));
        order.append(index);
    }
    return order;
}

Result<bool> readAnnotationField(AnnotationLine& line, std::string_view key, const element& value,
                                 const QString& field)
{
    Annotation& annotation = line.annotation;
    if (key == "uid") {
        PLUMBLINE_ASSIGN(annotation.uid, asString(value, field));
    } else if (key == "item") {
        PLUMBLINE_ASSIGN(line.item, asString(value, field));
    } else if (key == "annotator") {
        PLUMBLINE_ASSIGN(line.annotator, asString(value, field));
    } else if (key == "schema") {
        PLUMBLINE_ASSIGN(line.schema, asString(value, field));
    } else if (key == "schema_version") {
        PLUMBLINE_ASSIGN(line.schemaVersion, asSmall(value, field, 1));
    } else if (key == "action") {
        PLUMBLINE_ASSIGN(annotation.action, asName(value, field, annotationActionFromName));
    } else if (key == "content") {
        PLUMBLINE_ASSIGN(annotation.content, readContent(value, field));
    } else if (key == "shown_order") {
        PLUMBLINE_ASSIGN(annotation.shownOrder, readOrder(value, field));
    } else if (key == "active_ms") {
        PLUMBLINE_ASSIGN(annotation.activeMs, asInteger(value, field));
    } else if (key == "created_at") {
        PLUMBLINE_ASSIGN(annotation.createdAt, asTime(value, field));
    } else if (key == "supersedes") {
        PLUMBLINE_ASSIGN(line.supersedes, asString(value, field));
    } else if (key == "provenance") {
        PLUMBLINE_ASSIGN(annotation.provenance, toJsonObject(value, field));
    } else {
        return key == "type" || key == "span_offsets"; // the latter are derived
    }
    return true;
}

Result<AnnotationLine> readAnnotation(const Fields& fields)
{
    AnnotationLine line;
    PLUMBLINE_TRY(fields.each([&](std::string_view key, const element& value, const QString& field) {
        return readAnnotationField(line, key, value, field);
    }));
    PLUMBLINE_TRY(needs({{u"uid", line.annotation.uid},
                         {u"item", line.item},
                         {u"annotator", line.annotator},
                         {u"schema", line.schema}}));
    return line;
}

template <typename Line> RecordResult made(Result<Line> line)
{
    if (!line) {
        return line.error();
    }
    auto record = std::make_unique<PlumblineRecord>();
    record->line = std::move(line).value();
    return record;
}

} // namespace

RecordResult readPlumblineLine(JsonElementParser& parser, QByteArrayView text)
{
    PLUMBLINE_ASSIGN(const element root, parser.parse(text));
    PLUMBLINE_ASSIGN(const simdjson::dom::object object, asObject(root, {}));
    std::string_view type;
    if (object["type"].get_string().get(type) != simdjson::SUCCESS) {
        return invalid(u"The line does not say its type: the field “type” is missing or no text."_s,
                       u"type"_s);
    }
    const Fields fields(object, {});
    if (type == "item") {
        return made(readItem(fields));
    }
    if (type == "annotation") {
        return made(readAnnotation(fields));
    }
    if (type == "project") {
        return made(readProject(fields));
    }
    if (type == "annotator") {
        return made(readAnnotator(fields));
    }
    if (type == "model") {
        return made(readModel(fields));
    }
    if (type == "schema") {
        return made(readSchema(fields));
    }
    if (type == "batch") {
        return made(readBatch(fields));
    }
    if (type == "prompt") {
        return made(readPromptLine(fields));
    }
    if (type == "response") {
        return made(readResponseLine(fields));
    }
    if (type == "ref") {
        return made(readRefLine(object));
    }
    if (type == "value") {
        return made(readValueLine(object));
    }
    return invalid(
        u"The type “%1” is not known. It must be project, annotator, model, schema, batch, item, prompt, "
        "response, value, ref or annotation."_s.arg(toQString(type).left(40)),
        u"type"_s);
}

} // namespace plumbline
