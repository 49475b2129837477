#include "core/exchange/qafeedbackimporter.h"

#include "core/base/json.h"
#include "core/base/spanoffsets.h"
#include "core/exchange/qafeedbackevidence.h"
#include "core/exchange/qafeedbackformat.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellLength = 80;
constexpr int kPredictions = 4;

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

Result<QString> textField(const QJsonObject& object, const QString& name, const QString& path = {})
{
    const QJsonValue value = object.value(name);
    if (!value.isString()) {
        return invalid(value.isUndefined() ? u"The field “%1” is missing."_s.arg(name)
                                           : u"%1 must be a text."_s.arg(name),
                       path + name);
    }
    return value.toString();
}

Result<QList<Passage>> readPassages(const QJsonValue& value)
{
    QList<Passage> passages;
    const QJsonArray list = value.toArray();
    for (const QJsonValue& element : list) {
        const QString field = u"passages[%1]"_s.arg(passages.size());
        const QJsonArray texts = element.toArray();
        if (texts.isEmpty()) {
            return invalid(u"A passage must be a list: its title, then its sentences."_s, field);
        }
        Passage passage;
        for (const QJsonValue& text : texts) {
            if (!text.isString()) {
                return invalid(u"A passage must be a list of texts."_s, field);
            }
            passage.sentences.append(text.toString());
        }
        passage.title = passage.sentences.takeFirst();
        passages.append(passage);
    }
    return passages;
}

Result<QString> errorType(const QJsonObject& object, const QString& path, bool isMissing)
{
    PLUMBLINE_ASSIGN(const QString type, textField(object, u"error type"_s, path));
    static const SchemaDefinition kSchema = QaFeedbackFormat::schema();
    const SpanCategory* category = kSchema.findCategory(type);
    if (category == nullptr || category->isMissing != isMissing) {
        QStringList names;
        for (const SpanCategory& known : kSchema.categories) {
            if (known.isMissing == isMissing) {
                names.append(known.id);
            }
        }
        return invalid(
            u"The error type “%1” is not known here. It must be one of %2."_s.arg(type, names.join(u", ")),
            path + u"error type"_s);
    }
    return type;
}

Result<QList<Span>> readErrors(const QJsonArray& errors, const TextIndex& text)
{
    QList<Span> spans;
    for (const QJsonValue& value : errors) {
        const QString path = u"feedback.errors[%1]."_s.arg(spans.size());
        const QJsonObject object = value.toObject();
        Span span;
        PLUMBLINE_ASSIGN(span.category, errorType(object, path, false));
        for (const bool isStart : {true, false}) {
            const QString name = isStart ? u"start"_s : u"end"_s;
            const QJsonValue number = object.value(name);
            if (!number.isDouble() || number.toInteger(-1) < 0) {
                return invalid(u"%1 must be a whole number from 0."_s.arg(name), path + name);
            }
            (isStart ? span.start : span.end) = number.toInteger();
        }
        if (const Result<void> good = checkSpan(text, span.start, span.end); !good) {
            Error error = good.error();
            error.field = path + error.field;
            return error;
        }
        span.quote = text.slice(span.start, span.end);
        PLUMBLINE_ASSIGN(const QString explanation, textField(object, u"explanation"_s, path));
        readExplanation(explanation, span);
        spans.append(span);
    }
    return spans;
}

Result<QList<MissingInfo>> readMissing(const QJsonArray& list)
{
    QList<MissingInfo> out;
    for (const QJsonValue& value : list) {
        const QString path = u"feedback.missing-info[%1]."_s.arg(out.size());
        const QJsonObject object = value.toObject();
        MissingInfo missing;
        PLUMBLINE_ASSIGN(missing.category, errorType(object, path, true));
        const std::optional<Evidence> evidence =
            evidenceFromFile(object.value(u"passage_id"_s), object.value(u"sentence_id"_s));
        if (!evidence) {
            return invalid(u"passage_id must be a number from 1 and sentence_id a list of numbers from 0."_s,
                           path + u"passage_id"_s);
        }
        missing.evidence = *evidence;
        out.append(missing);
    }
    return out;
}

} // namespace

QaFeedbackImporter::QaFeedbackImporter(const ImportOptions& options)
    : ItemImporter(options, {{QaFeedbackFormat::schema(), u"QA-Feedback"_s}})
{
}

Result<void> QaFeedbackImporter::readItem(const QJsonObject& object, ItemRecord& record)
{
    NewItem& item = record.item;
    item.kind = ItemKind::Span;
    PLUMBLINE_ASSIGN(const QString question, textField(object, u"question"_s));
    item.prompt.messages = {{u"user"_s, question}};
    PLUMBLINE_ASSIGN(item.prompt.passages, readPassages(object.value(u"passages"_s)));
    if (object.contains(u"gold"_s)) {
        PLUMBLINE_ASSIGN(const QString gold, textField(object, u"gold"_s));
        item.prompt.references = {gold};
    }
    for (int number = 1; number <= kPredictions; ++number) {
        const QString name = u"prediction %1"_s.arg(number);
        if (number > 1 && !object.contains(name)) {
            break;
        }
        PLUMBLINE_ASSIGN(const QString text, textField(object, name));
        Response response;
        response.turns = {text};
        item.responses.append(response);
    }
    QStringList known{u"question"_s, u"passages"_s, u"gold"_s, u"feedback"_s, u"preference"_s};
    for (int number = 1; number <= kPredictions; ++number) {
        known.append(u"prediction %1"_s.arg(number));
    }
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (!known.contains(it.key())) {
            item.meta.insert(it.key(), it.value());
        }
    }
    return {};
}

Result<void> QaFeedbackImporter::readFeedback(const QJsonObject& object, ItemRecord& record)
{
    if (!object.contains(u"feedback"_s) && !object.contains(u"preference"_s)) {
        return {};
    }
    ImportedLabel label;
    AnnotationContent& content = label.content;
    const QString& first = record.item.responses.constFirst().text();
    const QJsonObject feedback = object.value(u"feedback"_s).toObject();
    PLUMBLINE_ASSIGN(content.spans, readErrors(feedback.value(u"errors"_s).toArray(), TextIndex(first)));
    PLUMBLINE_ASSIGN(content.missing, readMissing(feedback.value(u"missing-info"_s).toArray()));
    if (feedback.contains(u"corrected-prediction"_s)) {
        PLUMBLINE_ASSIGN(const QString corrected,
                         textField(feedback, u"corrected-prediction"_s, u"feedback."_s));
        if (corrected != first) {
            content.edits = {Edit{0, corrected}};
        }
    }
    content.saysNoErrors =
        object.contains(u"feedback"_s) && content.spans.isEmpty() && content.missing.isEmpty();
    const QJsonValue preference = object.value(u"preference"_s);
    if (!preference.isUndefined()) {
        const QJsonArray numbers = preference.toArray();
        const bool isGood =
            numbers.size() == 6 && std::all_of(numbers.begin(), numbers.end(), [](const QJsonValue& n) {
                return n.isDouble() && n.toInteger(-1) >= 0 && n.toInteger(-1) <= 2;
            });
        if (!isGood) {
            return invalid(u"preference must be six numbers, each 0 (tie), 1 or 2."_s, u"preference"_s);
        }
        content.extra.insert(u"preference"_s, numbers);
    }
    record.labels = {label};
    return {};
}

Result<std::unique_ptr<ImportRecord>> QaFeedbackImporter::parse(const RawRecord& raw)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(raw.text));
    std::unique_ptr<ItemRecord> record = newRecord(raw);
    PLUMBLINE_TRY(readItem(object, *record));
    PLUMBLINE_TRY(readFeedback(object, *record));
    const AnnotationContent content =
        record->labels.isEmpty() ? AnnotationContent() : record->labels[0].content;
    record->cells = {record->item.prompt.lastUserText().left(kCellLength),
                     record->item.responses.constFirst().text().left(kCellLength),
                     QString::number(content.spans.size()), QString::number(content.missing.size())};
    PLUMBLINE_TRY(checkLabels(*record));
    return std::unique_ptr<ImportRecord>(std::move(record));
}

QStringList QaFeedbackImporter::columns() const
{
    return {u"question"_s, u"prediction 1"_s, u"errors"_s, u"missing-info"_s};
}

} // namespace plumbline
