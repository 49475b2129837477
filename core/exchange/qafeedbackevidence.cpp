#include "core/exchange/qafeedbackevidence.h"

#include "core/base/json.h"

#include <QJsonArray>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostSentences = 1'000'000;

/// {"passage_id":2,"sentence_id":[4]}, as the tool wrote it.
QString groundingText(const Evidence& evidence)
{
    QString sentences;
    for (const int sentence : evidence.sentences) {
        sentences += (sentences.isEmpty() ? u""_s : u","_s) + QString::number(sentence + 1);
    }
    return u"{\"passage_id\":%1,\"sentence_id\":[%2]}"_s.arg(evidence.passage.value_or(0) + 1).arg(sentences);
}

} // namespace

std::optional<Evidence> evidenceFromFile(const QJsonValue& passageId, const QJsonValue& sentenceIds)
{
    const qint64 passage = passageId.toInteger(-1);
    if (!passageId.isDouble() || passage < 1 || passage > kMostSentences || !sentenceIds.isArray()) {
        return std::nullopt;
    }
    Evidence evidence;
    evidence.passage = static_cast<int>(passage) - 1;
    const QJsonArray list = sentenceIds.toArray();
    for (const QJsonValue& element : list) {
        const qint64 sentence = element.toInteger(-1);
        if (!element.isDouble() || sentence < 0 || sentence > kMostSentences) {
            return std::nullopt;
        }
        evidence.sentences.append(static_cast<int>(sentence) - 1);
    }
    return evidence;
}

QJsonObject evidenceToFile(const Evidence& evidence)
{
    QJsonArray sentences;
    for (const int sentence : evidence.sentences) {
        sentences.append(sentence + 1);
    }
    return {{u"passage_id"_s, evidence.passage.value_or(0) + 1}, {u"sentence_id"_s, sentences}};
}

void readExplanation(const QString& explanation, Span& span)
{
    if (span.category == u"Wrong-Grounding"_s) {
        const Result<QJsonObject> object = parseJsonObject(explanation.toUtf8());
        const std::optional<Evidence> evidence =
            object ? evidenceFromFile(object->value(u"passage_id"_s), object->value(u"sentence_id"_s))
                   : std::nullopt;
        if (evidence && groundingText(*evidence) == explanation) {
            span.evidence = *evidence;
            return;
        }
    } else if (span.category == u"Redundant"_s) {
        span.evidence.text = explanation;
        return;
    }
    span.note = explanation;
}

QString explanationOf(const Span& span)
{
    if (!span.note.isEmpty()) {
        return span.note;
    }
    return span.evidence.passage ? groundingText(span.evidence) : span.evidence.text;
}

} // namespace plumbline
