#include "core/judge/critiquereply.h"

#include "core/judge/replytext.h"
#include "core/llm/structuredreply.h"

#include <QRegularExpression>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostLine = 20'000;

CritiqueReply failed(ParseFault fault)
{
    CritiqueReply out;
    out.fault = std::move(fault);
    return out;
}

CritiqueReply failed(const QString& what, const QString& detail)
{
    return failed(ParseFault{{}, what, detail});
}

/// A score that was written as a number or as the text of one ("7", "7/10").
std::optional<ParseFault> readScore(const QJsonValue& value, const CritiqueShape& shape,
                                    std::optional<int>& score)
{
    QString word = value.isDouble() ? QString::number(value.toDouble()) : value.toString().trimmed();
    const qsizetype slash = word.indexOf(u'/');
    if (slash > 0 && word.sliced(slash + 1).trimmed().toInt() == shape.highest) {
        word = word.first(slash).trimmed();
    }
    const std::optional<double> number = plainNumber(word);
    if (!number) {
        return ParseFault{{}, u"no-verdict"_s, u"The score is no number: %1."_s.arg(quoted(word))};
    }
    if (*number < shape.lowest || *number > shape.highest || *number != std::floor(*number)) {
        return ParseFault{{},
                          u"out-of-range"_s,
                          u"The score %1 is none of the scale from %2 to %3."_s.arg(word)
                              .arg(shape.lowest)
                              .arg(shape.highest)};
    }
    score = static_cast<int>(*number);
    return std::nullopt;
}

bool hasWords(const CritiqueReply& out)
{
    return !out.feedback.isEmpty() || !out.strengths.isEmpty() || !out.weaknesses.isEmpty();
}

/// WildBench asks for each part as a list of short points, or as a text.
QString wordsOf(const QJsonValue& value)
{
    if (!value.isArray()) {
        return value.toString().trimmed();
    }
    QStringList points;
    const QJsonArray all = value.toArray();
    for (const QJsonValue& point : all) {
        points.append(point.toString().trimmed());
    }
    return points.join(u'\n');
}

CritiqueReply fromJson(const QJsonObject& object, const CritiqueShape& shape)
{
    CritiqueReply out;
    out.feedback = wordsOf(object.value(u"feedback"_s));
    out.strengths = wordsOf(object.value(u"strengths"_s));
    out.weaknesses = wordsOf(object.value(u"weaknesses"_s));
    if (!hasWords(out)) {
        return failed(u"empty"_s, u"The JSON of the reply holds no feedback in words."_s);
    }
    const QJsonArray reasons = object.value(u"reasons"_s).toArray();
    for (const QJsonValue& reason : reasons) {
        if (!shape.reasons.contains(reason.toString())) {
            return failed(u"misfit"_s, u"There is no reason %1 to choose."_s.arg(quoted(reason.toString())));
        }
        if (!out.reasons.contains(reason.toString())) {
            out.reasons.append(reason.toString());
        }
    }
    if (shape.asksScore) {
        if (auto fault = readScore(object.value(u"score"_s), shape, out.score)) {
            return failed(*fault);
        }
    }
    return out;
}

CritiqueReply fromLines(const LlmReply& reply, const QString& body, const CritiqueShape& shape)
{
    static const QRegularExpression kKeyed(
        uR"(^[\s#*-]*(feedback|strengths|weaknesses|score|overall score|overall rating)\s*\**\s*:\s*\**(.*)$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kAround(uR"(^[\s*_\[]+|[\s*_\].]+$)"_s);
    CritiqueReply out;
    QString* part = &out.feedback;
    const QStringList lines = body.split(u'\n');
    for (const QString& line : lines) {
        const QRegularExpressionMatch match =
            line.size() > kMostLine ? QRegularExpressionMatch() : kKeyed.match(line);
        const QString key = match.captured(1).toLower();
        if (key.contains("score"_L1) || key.contains("rating"_L1)) {
            std::optional<int> score;
            if (auto fault = readScore(QString(match.captured(2)).remove(kAround), shape, score)) {
                return failed(*fault);
            }
            if (out.score && out.score != score) {
                return failed(u"two-verdicts"_s,
                              u"The reply holds two scores, %1 and %2."_s.arg(*out.score).arg(*score));
            }
            out.score = score;
            continue;
        }
        if (match.hasMatch()) {
            part = key == "strengths"_L1    ? &out.strengths
                   : key == "weaknesses"_L1 ? &out.weaknesses
                                            : &out.feedback;
        }
        *part += (match.hasMatch() ? match.captured(2) : line) + u'\n';
    }
    out.feedback = out.feedback.trimmed();
    out.strengths = out.strengths.trimmed();
    out.weaknesses = out.weaknesses.trimmed();
    if (!out.score) {
        return failed(unreadable(reply, u"no-verdict"_s, u"The reply has no line “Score: …” and no JSON."_s));
    }
    return hasWords(out) ? out : failed(u"empty"_s, u"The reply holds a score and no feedback in words."_s);
}

} // namespace

LlmJsonWish critiqueWish(const CritiqueShape& shape)
{
    QJsonObject properties{{u"feedback"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"minLength"_s, 1}}}};
    QJsonArray required{u"feedback"_s};
    if (!shape.reasons.isEmpty()) {
        const QJsonObject reason{{u"type"_s, u"string"_s},
                                 {u"enum"_s, QJsonArray::fromStringList(shape.reasons)}};
        properties.insert(u"reasons"_s, QJsonObject{{u"type"_s, u"array"_s}, {u"items"_s, reason}});
        required.append(u"reasons"_s);
    }
    if (shape.asksScore) {
        QJsonArray scores;
        for (int score = shape.lowest; score <= shape.highest; ++score) {
            scores.append(score);
        }
        properties.insert(u"score"_s, QJsonObject{{u"type"_s, u"integer"_s}, {u"enum"_s, scores}});
        required.append(u"score"_s);
    }
    return {u"critique"_s, u"Feedback on the text."_s,
            QJsonObject{{u"type"_s, u"object"_s},
                        {u"properties"_s, properties},
                        {u"required"_s, required},
                        {u"additionalProperties"_s, false}},
            true};
}

CritiqueReply critiqueReply(const LlmReply& reply, const CritiqueShape& shape)
{
    const QString body = replyBody(reply.text);
    if (body.isEmpty()) {
        return failed(unreadable(reply, u"empty"_s, u"The reply is empty."_s));
    }
    const StructuredReply json = findJson(reply.text);
    const bool looksLikeJson = body.startsWith(u'{') || body.startsWith("```"_L1);
    if (!json.fault && (looksLikeJson || shape.asksScore)) {
        return fromJson(json.object, shape);
    }
    if (json.fault && looksLikeJson) {
        return failed(unreadable(reply, jsonFaultName(*json.fault), json.error.message));
    }
    if (shape.asksScore) {
        return fromLines(reply, body, shape);
    }
    if (reply.finish == LlmFinish::Length) {
        return failed(unreadable(reply, u"truncated"_s, u"the end of the feedback."_s));
    }
    CritiqueReply out;
    out.feedback = body;
    return out;
}

} // namespace plumbline
