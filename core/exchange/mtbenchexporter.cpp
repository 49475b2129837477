#include "core/exchange/mtbenchexporter.h"

#include "core/base/json.h"
#include "core/exchange/plumblineexporter.h"
#include "core/exchange/safename.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;

} // namespace

Result<void> MtBenchExporter::run(Session& session, ExportSink& sink, ExportReport& report)
{
    PLUMBLINE_TRY(writeQuestions(session, sink, report));
    PLUMBLINE_TRY(writeAnswers(session, sink, report));
    LabelledPages pages(session, m_options);
    return pages.each(sink, report, [&](const ItemView& view, const QList<ExportLabel>& labels) {
        return writeVotes(view, labels, sink, report);
    });
}

Result<void> MtBenchExporter::writeLine(const QString& name, const QJsonObject& object, ExportSink& sink,
                                        ExportReport& report)
{
    ++report.records;
    return sink.write(name, canonicalJson(object) + '\n');
}

Result<void> MtBenchExporter::writeQuestions(Session& session, ExportSink& sink, ExportReport& report)
{
    ItemRepository items(session);
    PromptId after;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Prompt> page, items.promptsAfter(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        for (const Prompt& prompt : page) {
            const QJsonValue id = prompt.meta.value(u"question_id"_s);
            if (id.isUndefined()) {
                continue;
            }
            m_nextId = std::max(m_nextId, id.toInteger(0) + 1);
            if (prompt.meta.value(u"turn"_s) != prompt.meta.value(u"turns"_s)) {
                continue;
            }
            QJsonObject line = prompt.meta.value(u"question"_s).toObject();
            QJsonArray turns;
            for (const Message& message : prompt.messages) {
                turns.append(message.content);
            }
            line.insert(u"question_id"_s, id);
            line.insert(u"turns"_s, turns);
            if (!prompt.category.isEmpty()) {
                line.insert(u"category"_s, prompt.category);
            }
            m_questions.insert(prompt.id.value, {id, prompt.messages.size()});
            PLUMBLINE_TRY(writeLine(u"question.jsonl"_s, line, sink, report));
            QJsonObject reference = prompt.meta.value(u"reference_answer"_s).toObject();
            if (!reference.isEmpty()) {
                reference.insert(u"question_id"_s, id);
                const QString model = reference.value(u"model_id"_s).toString();
                PLUMBLINE_TRY(writeLine(u"reference_answer/%1.jsonl"_s.arg(safeFileName(model)), reference,
                                        sink, report));
            }
        }
        after = page.last().id;
        if (!sink.progress(0, 0)) {
            return makeError(ErrorCode::Cancelled, u"The export was stopped."_s);
        }
    }
}

Result<void> MtBenchExporter::writeAnswer(const QJsonValue& question, const Response& response,
                                          ExportSink& sink, ExportReport& report)
{
    QJsonObject line = response.meta;
    line.insert(u"question_id"_s, question);
    line.insert(u"model_id"_s, response.model);
    if (!line.contains(u"choices"_s)) {
        const QJsonArray turns = QJsonArray::fromStringList(response.turns);
        line.insert(u"choices"_s, QJsonArray{QJsonObject{{u"index"_s, 0}, {u"turns"_s, turns}}});
    }
    return writeLine(u"model_answer/%1.jsonl"_s.arg(safeFileName(response.model)), line, sink, report);
}

Result<void> MtBenchExporter::writeAnswers(Session& session, ExportSink& sink, ExportReport& report)
{
    if (m_questions.isEmpty()) {
        return {};
    }
    ItemRepository items(session);
    ResponseId after;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Response> page, items.responsesAfter(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        for (const Response& response : page) {
            const auto question = m_questions.constFind(response.promptId.value);
            if (question != m_questions.cend() && !response.model.isEmpty()) {
                PLUMBLINE_TRY(writeAnswer(question->id, response, sink, report));
            }
        }
        after = page.last().id;
        if (!sink.progress(0, 0)) {
            return makeError(ErrorCode::Cancelled, u"The export was stopped."_s);
        }
    }
}

/// The question id of an item's prompt; undefined when MT-Bench cannot hold the conversation.
Result<QJsonValue> MtBenchExporter::questionOf(const ItemView& view, ExportSink& sink, ExportReport& report)
{
    const QJsonValue known = view.prompt.meta.value(u"question_id"_s);
    if (!known.isUndefined()) {
        return known;
    }
    const bool fits =
        std::all_of(view.prompt.messages.cbegin(), view.prompt.messages.cend(),
                    [](const Message& message) { return message.role == "user"_L1; }) &&
        std::all_of(view.responses.cbegin(), view.responses.cend(), [&](const Response& response) {
            return response.turns.size() == view.prompt.messages.size();
        });
    if (!fits) {
        return QJsonValue(QJsonValue::Undefined);
    }
    if (!m_ownIds.contains(view.prompt.id.value)) {
        const QJsonValue id(m_nextId++);
        m_ownIds.insert(view.prompt.id.value, id);
        QJsonArray turns;
        for (const Message& message : view.prompt.messages) {
            turns.append(message.content);
        }
        PLUMBLINE_TRY(
            writeLine(u"question.jsonl"_s,
                      {{u"question_id"_s, id}, {u"category"_s, view.prompt.category}, {u"turns"_s, turns}},
                      sink, report));
    }
    const QJsonValue id = m_ownIds.value(view.prompt.id.value);
    for (const Response& response : view.responses) {
        if (!m_ownAnswers.contains(response.id.value)) {
            m_ownAnswers.insert(response.id.value);
            PLUMBLINE_TRY(writeAnswer(id, response, sink, report));
        }
    }
    return id;
}

Result<void> MtBenchExporter::writeVotes(const ItemView& view, const QList<ExportLabel>& labels,
                                         ExportSink& sink, ExportReport& report)
{
    if (view.item.kind != ItemKind::Pairwise || view.responses.size() != 2) {
        report.skip(u"kind"_s);
        return {};
    }
    const QString& first = view.responses.at(0).model;
    const QString& second = view.responses.at(1).model;
    if (labels.isEmpty() || first.isEmpty() || second.isEmpty() || first == second) {
        report.skip(labels.isEmpty() ? u"no_label"_s : u"model"_s);
        return {};
    }
    PLUMBLINE_ASSIGN(const QJsonValue question, questionOf(view, sink, report));
    if (question.isUndefined()) {
        report.skip(u"conversation"_s);
        return {};
    }
    for (const ExportLabel& label : labels) {
        const Verdict verdict = verdictOf(label);
        if (verdict.kind == Verdict::Kind::None) {
            report.skip(verdict.reason);
            continue;
        }
        const QList<ResponseIndex>& shown = label.annotation.shownOrder;
        const bool isStraight = shown.size() != 2 || shown.at(0) == 0;
        QJsonObject line = label.annotation.content.extra;
        if (verdict.kind == Verdict::Kind::BothBad) {
            line.insert(u"winner"_s, u"tie (bothbad)"_s);
        } else if (verdict.isDecided()) {
            const bool isA = (verdict.kind == Verdict::Kind::First) == isStraight;
            line.insert(u"winner"_s, isA ? u"model_a"_s : u"model_b"_s);
        } else if (!line.contains(u"winner"_s)) {
            line.insert(u"winner"_s, u"tie"_s);
        }
        const QString judge = writtenName(label.annotator, m_options.hashPeople);
        line.insert(u"judge"_s, judge);
        line.insert(u"model_a"_s, isStraight ? first : second);
        line.insert(u"model_b"_s, isStraight ? second : first);
        line.insert(u"question_id"_s, question);
        line.insert(u"turn"_s, static_cast<qint64>(view.responses.at(0).turns.size()));
        const bool isPerson = label.annotator.kind == AnnotatorKind::Human;
        const QString name = isPerson ? u"human.jsonl"_s : safeFileName(judge) + u".jsonl"_s;
        PLUMBLINE_TRY(writeLine(name, line, sink, report));
    }
    return {};
}

} // namespace plumbline
