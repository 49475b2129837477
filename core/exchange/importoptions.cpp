#include "core/exchange/importoptions.h"

#include "core/base/counted.h"
#include "core/domain/fieldreader.h"

#include <QFileInfo>
#include <QJsonArray>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString toName(OnError onError)
{
    return onError == OnError::Stop ? u"stop"_s : u"skip"_s;
}

std::optional<OnError> onErrorFromName(QStringView name)
{
    if (name == u"stop") {
        return OnError::Stop;
    }
    return name == u"skip" ? std::optional(OnError::Skip) : std::nullopt;
}

QString toName(Duplicates duplicates)
{
    return duplicates == Duplicates::Keep ? u"keep"_s : u"skip"_s;
}

std::optional<Duplicates> duplicatesFromName(QStringView name)
{
    if (name == u"keep") {
        return Duplicates::Keep;
    }
    return name == u"skip" ? std::optional(Duplicates::Skip) : std::nullopt;
}

QJsonObject ImportOptions::toJson() const
{
    QJsonObject object{
        {u"format"_s, format},
        {u"batch"_s, batch},
        {u"schema"_s, schema},
        {u"overlap"_s, overlap},
        {u"on_error"_s, toName(onError)},
        {u"duplicates"_s, toName(duplicates)},
        {u"annotator"_s, annotator},
        {u"labels"_s, withLabels},
    };
    if (definition) {
        object.insert(u"definition"_s, definition->toJson());
    }
    QJsonObject mapping;
    for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
        mapping.insert(it.key(), it.value());
    }
    object.insert(u"fields"_s, mapping);
    return object;
}

Result<ImportOptions> ImportOptions::fromJson(const QJsonObject& object)
{
    ImportOptions options;
    FieldReader reader(object, {});
    QString onErrorName = toName(options.onError);
    QString duplicatesName = toName(options.duplicates);
    QJsonObject mapping;
    QJsonObject definition;
    reader.read("format"_L1, options.format);
    reader.read("batch"_L1, options.batch);
    reader.read("schema"_L1, options.schema);
    reader.read("overlap"_L1, options.overlap);
    reader.read("on_error"_L1, onErrorName);
    reader.read("duplicates"_L1, duplicatesName);
    reader.read("annotator"_L1, options.annotator);
    reader.read("labels"_L1, options.withLabels);
    reader.read("definition"_L1, definition);
    reader.read("fields"_L1, mapping);
    if (const auto value = onErrorFromName(onErrorName)) {
        options.onError = *value;
    } else {
        reader.fail(u"on_error", u"“%1” is neither stop nor skip."_s.arg(onErrorName));
    }
    if (const auto value = duplicatesFromName(duplicatesName)) {
        options.duplicates = *value;
    } else {
        reader.fail(u"duplicates", u"“%1” is neither skip nor keep."_s.arg(duplicatesName));
    }
    if (options.overlap < 0) {
        reader.fail(u"overlap", u"The number of labels wanted must not be below 0."_s);
    }
    for (auto it = mapping.constBegin(); it != mapping.constEnd(); ++it) {
        options.fields.insert(it.key(), it.value().toString());
    }
    PLUMBLINE_TRY(reader.finish());
    if (!definition.isEmpty()) {
        PLUMBLINE_ASSIGN(options.definition, SchemaDefinition::fromJson(definition));
    }
    return options;
}

QJsonObject BadLine::toJson() const
{
    return {
        {u"file"_s, file},   {u"line"_s, line},       {u"offset"_s, offset},
        {u"field"_s, field}, {u"message"_s, message}, {u"snippet"_s, snippet},
    };
}

BadLine BadLine::fromJson(const QJsonObject& object)
{
    BadLine line;
    line.file = object.value(u"file"_s).toString();
    line.line = object.value(u"line"_s).toInteger();
    line.offset = object.value(u"offset"_s).toInteger();
    line.field = object.value(u"field"_s).toString();
    line.message = object.value(u"message"_s).toString();
    line.snippet = object.value(u"snippet"_s).toString();
    return line;
}

QString BadLine::toString() const
{
    Error error = makeError(ErrorCode::InvalidData, message, field);
    error.file = QFileInfo(file).fileName();
    error.line = line;
    return error.toString();
}

void ImportReport::addBadLine(const BadLine& line)
{
    ++badLineCount;
    if (badLines.size() < kMaxBadLines) {
        badLines.append(line);
    }
}

QJsonObject ImportReport::toJson() const
{
    QJsonArray lines;
    for (const BadLine& line : badLines) {
        lines.append(line.toJson());
    }
    return {
        {u"format"_s, format},
        {u"lines_read"_s, linesRead},
        {u"items"_s, items},
        {u"annotations"_s, annotations},
        {u"prompts"_s, prompts},
        {u"responses"_s, responses},
        {u"duplicate_items"_s, duplicateItems},
        {u"duplicate_annotations"_s, duplicateAnnotations},
        {u"other"_s, other},
        {u"bad_line_count"_s, badLineCount},
        {u"bad_lines"_s, lines},
    };
}

ImportReport ImportReport::fromJson(const QJsonObject& object)
{
    ImportReport report;
    report.format = object.value(u"format"_s).toString();
    report.linesRead = object.value(u"lines_read"_s).toInteger();
    report.items = object.value(u"items"_s).toInteger();
    report.annotations = object.value(u"annotations"_s).toInteger();
    report.prompts = object.value(u"prompts"_s).toInteger();
    report.responses = object.value(u"responses"_s).toInteger();
    report.duplicateItems = object.value(u"duplicate_items"_s).toInteger();
    report.duplicateAnnotations = object.value(u"duplicate_annotations"_s).toInteger();
    report.other = object.value(u"other"_s).toInteger();
    report.badLineCount = object.value(u"bad_line_count"_s).toInteger();
    const QJsonArray lines = object.value(u"bad_lines"_s).toArray();
    for (const QJsonValue& line : lines) {
        report.badLines.append(BadLine::fromJson(line.toObject()));
    }
    return report;
}

QString ImportReport::toSentence() const
{
    QString text = u"Read %1: %2, %3, %4 and %5 are new."_s.arg(
        counted(linesRead, u"record"_s), counted(items, u"item"_s), counted(annotations, u"annotation"_s),
        counted(prompts, u"prompt"_s), counted(responses, u"response"_s));
    if (duplicateItems + duplicateAnnotations > 0) {
        text += u" %1 and %2 were there already."_s.arg(counted(duplicateItems, u"item"_s),
                                                        counted(duplicateAnnotations, u"annotation"_s));
    }
    if (badLineCount == 1) {
        text += u" 1 line was left out because something is wrong with it."_s;
    } else if (badLineCount > 1) {
        text += u" %1 lines were left out because something is wrong with them."_s.arg(badLineCount);
    }
    return text;
}

} // namespace plumbline
