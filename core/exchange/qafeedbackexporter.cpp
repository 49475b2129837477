#include "core/exchange/qafeedbackexporter.h"

#include "core/base/json.h"
#include "core/base/spanoffsets.h"
#include "core/exchange/qafeedbackevidence.h"
#include "core/exchange/qafeedbackformat.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Why a label cannot be written; "" when it can.
QString obstacle(const AnnotationContent& content)
{
    static const SchemaDefinition kSchema = QaFeedbackFormat::schema();
    const bool hasOtherSpan = std::any_of(content.spans.cbegin(), content.spans.cend(), [](const Span& span) {
        return span.response != 0 || kSchema.findCategory(span.category) == nullptr;
    });
    const bool hasOtherMissing =
        std::any_of(content.missing.cbegin(), content.missing.cend(), [](const MissingInfo& missing) {
            return missing.response != 0 || kSchema.findCategory(missing.category) == nullptr;
        });
    return hasOtherSpan || hasOtherMissing ? u"category"_s : QString();
}

QJsonArray passagesToFile(const QList<Passage>& passages)
{
    QJsonArray out;
    for (const Passage& passage : passages) {
        out.append(QJsonArray::fromStringList(QStringList{passage.title} + passage.sentences));
    }
    return out;
}

Result<QJsonObject> feedbackOf(const AnnotationContent& content, const QString& first)
{
    const TextIndex index(first);
    QJsonArray errors;
    for (const Span& span : content.spans) {
        PLUMBLINE_TRY(checkSpan(index, span.start, span.end, span.quote));
        errors.append(QJsonObject{{u"error type"_s, span.category},
                                  {u"explanation"_s, explanationOf(span)},
                                  {u"start"_s, span.start},
                                  {u"end"_s, span.end}});
    }
    QJsonArray missing;
    for (const MissingInfo& info : content.missing) {
        QJsonObject object = evidenceToFile(info.evidence);
        object.insert(u"error type"_s, info.category);
        missing.append(object);
    }
    const Edit* edit = content.findEdit(0);
    return QJsonObject{{u"errors"_s, errors},
                       {u"missing-info"_s, missing},
                       {u"corrected-prediction"_s, edit != nullptr ? edit->text : first}};
}

QJsonObject recordOf(const ItemView& view)
{
    QJsonObject record = view.item.meta;
    record.insert(u"question"_s, view.prompt.lastUserText());
    record.insert(u"passages"_s, passagesToFile(view.prompt.passages));
    if (!view.prompt.references.isEmpty()) {
        record.insert(u"gold"_s, view.prompt.references.constFirst());
    }
    for (qsizetype index = 0; index < view.responses.size(); ++index) {
        record.insert(u"prediction %1"_s.arg(index + 1), view.responses.at(index).text());
    }
    return record;
}

} // namespace

Result<void> QaFeedbackExporter::run(Session& session, ExportSink& sink, ExportReport& report)
{
    const auto writeOne = [&](const ItemView& view, const AnnotationContent& content) -> Result<void> {
        QJsonObject record = recordOf(view);
        PLUMBLINE_ASSIGN(const QJsonObject feedback, feedbackOf(content, view.responses.constFirst().text()));
        record.insert(u"feedback"_s, feedback);
        if (content.extra.contains(u"preference"_s)) {
            record.insert(u"preference"_s, content.extra.value(u"preference"_s));
        }
        PLUMBLINE_TRY(sink.write({}, report.records == 0 ? "\n" : ",\n"));
        ++report.records;
        return sink.write({}, canonicalJson(record));
    };
    const auto handle = [&](const ItemView& view, const QList<ExportLabel>& labels) -> Result<void> {
        if (view.item.kind != ItemKind::Span || labels.isEmpty()) {
            report.skip(view.item.kind != ItemKind::Span ? u"kind"_s : u"no_label"_s);
            return {};
        }
        for (const ExportLabel& label : labels) {
            const QString reason = obstacle(label.annotation.content);
            if (!reason.isEmpty()) {
                report.skip(reason);
                continue;
            }
            PLUMBLINE_TRY(writeOne(view, label.annotation.content));
        }
        return {};
    };
    PLUMBLINE_TRY(sink.write({}, "["));
    PLUMBLINE_TRY(LabelledPages(session, m_options).each(sink, report, handle));
    return sink.write({}, "\n]\n");
}

} // namespace plumbline
