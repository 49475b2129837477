#include "core/domain/content.h"

#include "core/domain/fieldreader.h"

#include <QJsonArray>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

void insertText(QJsonObject& object, QLatin1StringView key, const QString& text)
{
    if (!text.isEmpty()) {
        object.insert(key, text);
    }
}

void insertFlag(QJsonObject& object, QLatin1StringView key, bool flag)
{
    if (flag) {
        object.insert(key, true);
    }
}

template <typename T, typename ToObject>
void insertList(QJsonObject& object, QLatin1StringView key, const QList<T>& list, ToObject toObject)
{
    if (list.isEmpty()) {
        return;
    }
    QJsonArray array;
    for (const T& element : list) {
        array.append(toObject(element));
    }
    object.insert(key, array);
}

QJsonArray indexesToJson(const QList<int>& indexes)
{
    QJsonArray array;
    for (const int index : indexes) {
        array.append(index);
    }
    return array;
}

QJsonObject preferenceToJson(const Preference& preference)
{
    QJsonObject object{{"aspect"_L1, preference.aspect},
                       {"first"_L1, preference.first},
                       {"second"_L1, preference.second},
                       {"margin"_L1, preference.margin}};
    insertFlag(object, "both_bad"_L1, preference.bothBad);
    return object;
}

Preference readPreference(FieldReader& reader)
{
    Preference preference;
    reader.require("aspect"_L1);
    reader.read("aspect"_L1, preference.aspect);
    reader.read("first"_L1, preference.first);
    reader.read("second"_L1, preference.second);
    reader.read("both_bad"_L1, preference.bothBad);
    if (!preference.bothBad) {
        reader.require("margin"_L1);
    }
    reader.read("margin"_L1, preference.margin);
    return preference;
}

QJsonObject ratingToJson(const Rating& rating)
{
    QJsonObject object{{"response"_L1, rating.response},
                       {"aspect"_L1, rating.aspect},
                       {"value"_L1, rating.value ? QJsonValue(*rating.value) : QJsonValue(QJsonValue::Null)}};
    insertText(object, "rationale"_L1, rating.rationale);
    return object;
}

Rating readRating(FieldReader& reader)
{
    Rating rating;
    reader.read("response"_L1, rating.response);
    reader.require("aspect"_L1);
    reader.read("aspect"_L1, rating.aspect);
    reader.require("value"_L1);
    reader.read("value"_L1, rating.value);
    reader.read("rationale"_L1, rating.rationale);
    return rating;
}

void insertEvidence(QJsonObject& object, const Evidence& evidence)
{
    if (evidence.isEmpty()) {
        return;
    }
    QJsonObject inner;
    if (evidence.passage) {
        inner.insert("passage"_L1, *evidence.passage);
    }
    if (!evidence.sentences.isEmpty()) {
        inner.insert("sentences"_L1, indexesToJson(evidence.sentences));
    }
    insertText(inner, "text"_L1, evidence.text);
    object.insert("evidence"_L1, inner);
}

Evidence readEvidence(FieldReader& reader)
{
    Evidence evidence;
    QJsonObject object;
    reader.read("evidence"_L1, object);
    FieldReader inner(object, reader, "evidence"_L1);
    inner.read("passage"_L1, evidence.passage);
    inner.read("sentences"_L1, evidence.sentences);
    inner.read("text"_L1, evidence.text);
    reader.adopt(inner.finish());
    return evidence;
}

QJsonObject spanToJson(const Span& span)
{
    QJsonObject object{{"response"_L1, span.response},
                       {"start"_L1, span.start},
                       {"end"_L1, span.end},
                       {"quote"_L1, span.quote}};
    insertText(object, "category"_L1, span.category);
    insertText(object, "severity"_L1, span.severity);
    insertText(object, "note"_L1, span.note);
    insertEvidence(object, span.evidence);
    return object;
}

Span readSpan(FieldReader& reader)
{
    Span span;
    reader.read("response"_L1, span.response);
    reader.require("start"_L1);
    reader.read("start"_L1, span.start);
    reader.require("end"_L1);
    reader.read("end"_L1, span.end);
    reader.require("quote"_L1);
    reader.read("quote"_L1, span.quote);
    reader.read("category"_L1, span.category);
    reader.read("severity"_L1, span.severity);
    reader.read("note"_L1, span.note);
    span.evidence = readEvidence(reader);
    return span;
}

QJsonObject missingToJson(const MissingInfo& missing)
{
    QJsonObject object{{"response"_L1, missing.response}};
    insertText(object, "category"_L1, missing.category);
    insertText(object, "severity"_L1, missing.severity);
    insertText(object, "note"_L1, missing.note);
    insertEvidence(object, missing.evidence);
    return object;
}

MissingInfo readMissing(FieldReader& reader)
{
    MissingInfo missing;
    reader.read("response"_L1, missing.response);
    reader.read("category"_L1, missing.category);
    reader.read("severity"_L1, missing.severity);
    reader.read("note"_L1, missing.note);
    missing.evidence = readEvidence(reader);
    return missing;
}

QJsonObject editToJson(const Edit& edit)
{
    return {{"response"_L1, edit.response}, {"text"_L1, edit.text}};
}

Edit readEdit(FieldReader& reader)
{
    Edit edit;
    reader.read("response"_L1, edit.response);
    reader.require("text"_L1);
    reader.read("text"_L1, edit.text);
    return edit;
}

QJsonObject critiqueToJson(const ResponseCritique& critique)
{
    return {{"response"_L1, critique.response}, {"text"_L1, critique.text}};
}

ResponseCritique readCritique(FieldReader& reader)
{
    ResponseCritique critique;
    reader.read("response"_L1, critique.response);
    reader.require("text"_L1);
    reader.read("text"_L1, critique.text);
    return critique;
}

QJsonArray rankingToJson(const Ranking& ranking)
{
    QJsonArray array;
    for (const QList<ResponseIndex>& group : ranking.groups) {
        array.append(indexesToJson(group));
    }
    return array;
}

std::optional<Ranking> readRanking(FieldReader& reader)
{
    if (!reader.has("ranking"_L1)) {
        return std::nullopt;
    }
    Ranking ranking;
    reader.read("ranking"_L1, ranking.groups);
    return ranking;
}

} // namespace

const Preference* AnnotationContent::findPreference(const QString& aspect) const
{
    const auto found =
        std::find_if(preferences.cbegin(), preferences.cend(),
                     [&](const Preference& preference) { return preference.aspect == aspect; });
    return found == preferences.cend() ? nullptr : &*found;
}

const Rating* AnnotationContent::findRating(ResponseIndex response, const QString& aspect) const
{
    const auto found = std::find_if(ratings.cbegin(), ratings.cend(), [&](const Rating& rating) {
        return rating.response == response && rating.aspect == aspect;
    });
    return found == ratings.cend() ? nullptr : &*found;
}

const Edit* AnnotationContent::findEdit(ResponseIndex response) const
{
    const auto found = std::find_if(edits.cbegin(), edits.cend(),
                                    [&](const Edit& edit) { return edit.response == response; });
    return found == edits.cend() ? nullptr : &*found;
}

QString AnnotationContent::critiqueOf(ResponseIndex response) const
{
    const auto found = std::find_if(critiques.cbegin(), critiques.cend(),
                                    [&](const ResponseCritique& each) { return each.response == response; });
    return found == critiques.cend() ? QString() : found->text;
}

QJsonObject AnnotationContent::toJson() const
{
    QJsonObject object;
    insertList(object, "preferences"_L1, preferences, preferenceToJson);
    insertList(object, "ratings"_L1, ratings, ratingToJson);
    insertList(object, "spans"_L1, spans, spanToJson);
    insertList(object, "missing"_L1, missing, missingToJson);
    if (ranking) {
        object.insert("ranking"_L1, rankingToJson(*ranking));
    }
    if (reaction) {
        object.insert("reaction"_L1, *reaction);
    }
    insertList(object, "critiques"_L1, critiques, critiqueToJson);
    if (refinement) {
        object.insert("refinement"_L1, *refinement);
    }
    insertList(object, "edits"_L1, edits, editToJson);
    insertFlag(object, "no_errors"_L1, saysNoErrors);
    insertList(object, "reasons"_L1, reasons, [](const QString& reason) { return reason; });
    insertText(object, "confidence"_L1, confidence);
    insertText(object, "critique"_L1, critique);
    insertText(object, "comment"_L1, comment);
    insertFlag(object, "flagged"_L1, isFlagged);
    insertText(object, "skip_reason"_L1, skipReason);
    if (!extra.isEmpty()) {
        object.insert("extra"_L1, extra);
    }
    return object;
}

Result<AnnotationContent> AnnotationContent::fromJson(const QJsonObject& object)
{
    AnnotationContent content;
    FieldReader reader(object);
    reader.readList("preferences"_L1, content.preferences, readPreference);
    reader.readList("ratings"_L1, content.ratings, readRating);
    reader.readList("spans"_L1, content.spans, readSpan);
    reader.readList("missing"_L1, content.missing, readMissing);
    content.ranking = readRanking(reader);
    reader.read("reaction"_L1, content.reaction);
    reader.readList("critiques"_L1, content.critiques, readCritique);
    reader.read("refinement"_L1, content.refinement);
    reader.readList("edits"_L1, content.edits, readEdit);
    reader.read("no_errors"_L1, content.saysNoErrors);
    reader.read("reasons"_L1, content.reasons);
    reader.read("confidence"_L1, content.confidence);
    reader.read("critique"_L1, content.critique);
    reader.read("comment"_L1, content.comment);
    reader.read("flagged"_L1, content.isFlagged);
    reader.read("skip_reason"_L1, content.skipReason);
    reader.read("extra"_L1, content.extra);
    PLUMBLINE_TRY(reader.finish());
    return content;
}

} // namespace plumbline
