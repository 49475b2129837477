#include "core/exchange/plumblinewriter.h"

#include "core/base/json.h"
#include "core/exchange/plumblineformat.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Appends `,"name":`; names need no escapes.
void appendKey(QByteArray& out, QByteArrayView name)
{
    out += ",\"";
    out += name;
    out += "\":";
}

void appendText(QByteArray& out, QByteArrayView name, const QString& text)
{
    appendKey(out, name);
    appendJsonString(out, text);
}

void appendTextIfAny(QByteArray& out, QByteArrayView name, const QString& text)
{
    if (!text.isEmpty()) {
        appendText(out, name, text);
    }
}

void appendNumber(QByteArray& out, QByteArrayView name, qint64 number)
{
    appendKey(out, name);
    out += QByteArray::number(number);
}

void appendObjectIfAny(QByteArray& out, QByteArrayView name, const QJsonObject& object)
{
    if (!object.isEmpty()) {
        appendKey(out, name);
        out += canonicalJson(object);
    }
}

void appendStored(QByteArray& out, QByteArrayView name, QByteArrayView utf8)
{
    appendKey(out, name);
    appendJsonUtf8(out, utf8);
}

/// An object that is stored as canonical JSON.
void appendStoredObject(QByteArray& out, QByteArrayView name, QByteArrayView json)
{
    if (!json.isEmpty() && json != "{}") {
        appendKey(out, name);
        out += json;
    }
}

void appendTime(QByteArray& out, const QDateTime& time)
{
    if (time.isValid()) {
        appendKey(out, "created_at");
        out += '"';
        out += toIsoUtc(time).toLatin1();
        out += '"';
    }
}

void appendStrings(QByteArray& out, const QStringList& texts)
{
    out += '[';
    for (qsizetype index = 0; index < texts.size(); ++index) {
        if (index > 0) {
            out += ',';
        }
        appendJsonString(out, texts.at(index));
    }
    out += ']';
}

/// The prompt as it is stored: an export copies the stored bytes.
void appendPrompt(QByteArray& out, const Prompt& prompt)
{
    out += canonicalJson(prompt.toJson());
}

void appendResponse(QByteArray& out, const Response& response)
{
    out += "{\"model\":";
    appendJsonString(out, response.model);
    if (response.turns.size() == 1) {
        appendText(out, "text", response.turns.constFirst());
    } else {
        appendKey(out, "turns");
        appendStrings(out, response.turns);
    }
    appendObjectIfAny(out, "meta", response.meta);
    out += '}';
}

} // namespace

QByteArray schemaFields(const SchemaVersion& version)
{
    QByteArray out;
    appendText(out, "schema", version.definition.name);
    appendNumber(out, "schema_version", version.version);
    return out;
}

void appendProjectLine(QByteArray& out, const ProjectInfo& info)
{
    out += "{\"type\":\"project\"";
    appendNumber(out, "format", PlumblineFormat::kVersion);
    appendText(out, "uid", info.uid);
    appendText(out, "name", info.name);
    appendTextIfAny(out, "description", info.description);
    appendText(out, "seed", QString::number(info.seed));
    appendTime(out, info.createdAt);
    out += "}\n";
}

void appendAnnotatorLine(QByteArray& out, const Annotator& annotator, const QString& writtenName)
{
    out += "{\"type\":\"annotator\"";
    appendText(out, "uid", annotator.uid);
    appendText(out, "name", writtenName);
    appendText(out, "kind", toName(annotator.kind));
    if (writtenName == annotator.name) {
        appendObjectIfAny(out, "details", annotator.details);
    }
    appendTime(out, annotator.createdAt);
    out += "}\n";
}

void appendModelLine(QByteArray& out, const QString& name, const QJsonObject& details)
{
    out += "{\"type\":\"model\"";
    appendText(out, "name", name);
    appendObjectIfAny(out, "details", details);
    out += "}\n";
}

void appendSchemaLine(QByteArray& out, const SchemaVersion& version)
{
    out += "{\"type\":\"schema\"";
    appendText(out, "name", version.definition.name);
    appendNumber(out, "version", version.version);
    appendKey(out, "definition");
    out += canonicalJson(version.definition.toJson());
    out += "}\n";
}

void appendBatchLine(QByteArray& out, const Batch& batch)
{
    out += "{\"type\":\"batch\"";
    appendText(out, "uid", batch.uid);
    appendText(out, "name", batch.name);
    appendText(out, "order", toName(batch.order));
    appendKey(out, "open");
    out += batch.isOpen ? "true" : "false";
    appendTime(out, batch.createdAt);
    appendObjectIfAny(out, "meta", batch.meta);
    out += "}\n";
}

void appendItemLine(QByteArray& out, const ItemView& view, const QByteArray& schemaFields)
{
    const Item& item = view.item;
    out += "{\"type\":\"item\"";
    appendText(out, "uid", item.uid);
    appendText(out, "kind", toName(item.kind));
    appendText(out, "batch", view.batchName);
    out += schemaFields;
    appendNumber(out, "position", item.position);
    if (item.priority != 0) {
        appendKey(out, "priority");
        out += QByteArray::number(item.priority, 'g', QLocale::FloatingPointShortest);
    }
    appendNumber(out, "overlap", item.overlap);
    if (item.isGold) {
        appendKey(out, "is_gold");
        out += "true";
    }
    if (item.gold) {
        appendKey(out, "gold");
        out += canonicalJson(item.gold->toJson());
    }
    appendKey(out, "prompt");
    appendPrompt(out, view.prompt);
    appendKey(out, "responses");
    for (qsizetype index = 0; index < view.responses.size(); ++index) {
        out += index > 0 ? ',' : '[';
        appendResponse(out, view.responses.at(index));
    }
    out += view.responses.isEmpty() ? "[]" : "]";
    appendObjectIfAny(out, "meta", item.meta);
    out += "}\n";
}

void appendStoredItemLine(QByteArray& out, const StoredRows::ItemRow& item, const StoredItemParts& parts)
{
    out += "{\"type\":\"item\"";
    appendStored(out, "uid", item.uid);
    appendStored(out, "kind", item.kind);
    appendKey(out, "batch");
    out += parts.batch;
    out += parts.schemaFields;
    appendNumber(out, "position", item.position);
    if (item.priority != 0) {
        appendKey(out, "priority");
        out += QByteArray::number(item.priority, 'g', QLocale::FloatingPointShortest);
    }
    appendNumber(out, "overlap", item.overlap);
    if (item.isGold) {
        appendKey(out, "is_gold");
        out += "true";
    }
    if (!item.gold.isEmpty()) {
        appendKey(out, "gold");
        out += item.gold;
    }
    appendKey(out, "prompt");
    out += parts.prompt;
    appendKey(out, "responses");
    out += '[';
    for (size_t index = 0; index < parts.responses.size(); ++index) {
        if (index > 0) {
            out += ',';
        }
        out += parts.responses[index];
    }
    out += ']';
    appendStoredObject(out, "meta", item.meta);
    out += "}\n";
}

void appendStoredResponse(QByteArray& out, const StoredRows::ResponseRow& response, QByteArrayView model)
{
    out += "{\"model\":";
    out += model;
    const bool hasEarlier = response.earlierTurns.size() > 2; // "[]" holds none
    if (hasEarlier) {
        appendKey(out, "turns");
        out += response.earlierTurns.chopped(1); // the list goes on
        out += ',';
        appendJsonUtf8(out, response.text);
        out += ']';
    } else {
        appendStored(out, "text", response.text);
    }
    appendStoredObject(out, "meta", response.meta);
    out += '}';
}

void appendPromptLine(QByteArray& out, const Prompt& prompt)
{
    out += "{\"type\":\"prompt\"";
    appendKey(out, "prompt");
    appendPrompt(out, prompt);
    out += "}\n";
}

void appendResponseLine(QByteArray& out, const Prompt& prompt, const Response& response)
{
    out += "{\"type\":\"response\"";
    appendKey(out, "prompt");
    appendPrompt(out, prompt);
    appendKey(out, "response");
    appendResponse(out, response);
    out += "}\n";
}

void appendStoredAnnotationLine(QByteArray& out, const StoredRows::AnnotationRow& row,
                                const StoredAnnotationNames& names)
{
    out += "{\"type\":\"annotation\"";
    appendStored(out, "uid", row.uid);
    appendStored(out, "item", row.itemUid);
    appendKey(out, "annotator");
    out += names.annotator;
    out += names.schemaFields;
    appendStored(out, "action", row.action);
    appendKey(out, "content");
    out += row.content.isEmpty() ? QByteArrayView("{}") : row.content;
    const QByteArray order = row.shownOrder.toByteArray().simplified();
    if (!order.isEmpty()) {
        appendKey(out, "shown_order");
        out += '[';
        out += QByteArray(order).replace(' ', ',');
        out += ']';
    }
    if (row.activeMs) {
        appendNumber(out, "active_ms", *row.activeMs);
    }
    if (!row.createdAt.isEmpty()) {
        appendStored(out, "created_at", row.createdAt);
    }
    if (!row.supersedesUid.isEmpty()) {
        appendStored(out, "supersedes", row.supersedesUid);
    }
    appendStoredObject(out, "provenance", row.provenance);
    if (!names.spanOffsets.isEmpty()) {
        appendKey(out, "span_offsets");
        out += names.spanOffsets;
    }
    out += "}\n";
}

void appendAnnotationLine(QByteArray& out, const Annotation& annotation, const AnnotationNames& names)
{
    out += "{\"type\":\"annotation\"";
    appendText(out, "uid", annotation.uid);
    appendText(out, "item", names.item);
    appendText(out, "annotator", names.annotator);
    out += names.schemaFields;
    appendText(out, "action", toName(annotation.action));
    appendKey(out, "content");
    out += canonicalJson(annotation.content.toJson());
    if (!annotation.shownOrder.isEmpty()) {
        appendKey(out, "shown_order");
        for (qsizetype index = 0; index < annotation.shownOrder.size(); ++index) {
            out += index > 0 ? ',' : '[';
            out += QByteArray::number(annotation.shownOrder.at(index));
        }
        out += ']';
    }
    if (annotation.activeMs) {
        appendNumber(out, "active_ms", *annotation.activeMs);
    }
    appendTime(out, annotation.createdAt);
    appendTextIfAny(out, "supersedes", names.supersedes);
    appendObjectIfAny(out, "provenance", annotation.provenance);
    if (!names.spanOffsets.isEmpty()) {
        appendKey(out, "span_offsets");
        out += names.spanOffsets;
    }
    out += "}\n";
}

} // namespace plumbline
