#include "core/domain/suggestion.h"

#include <QJsonArray>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kMark = "plumbline_suggestion"_L1; ///< in a draft's extra
constexpr auto kSuggested = "suggested"_L1;       ///< in a label's provenance
constexpr auto kSuggestion = "suggestion"_L1;
constexpr auto kAnnotation = "annotation"_L1;
constexpr auto kBy = "by"_L1;
constexpr auto kContent = "content"_L1;
constexpr auto kShown = "shown"_L1;
constexpr auto kFirst = "first"_L1;
constexpr auto kAfter = "after"_L1;

void note(QStringList& fields, bool isChanged, const QString& field)
{
    if (isChanged && !fields.contains(field)) {
        fields.append(field);
    }
}

void comparePreferences(QStringList& fields, const AnnotationContent& suggested,
                        const AnnotationContent& given)
{
    for (const QList<Preference>* list : {&suggested.preferences, &given.preferences}) {
        for (const Preference& each : *list) {
            const Preference* before = suggested.findPreference(each.aspect);
            const Preference* after = given.findPreference(each.aspect);
            const bool isSame = before != nullptr && after != nullptr && *before == *after;
            note(fields, !isSame, u"preferences."_s + each.aspect);
        }
    }
}

void compareRatings(QStringList& fields, const AnnotationContent& suggested, const AnnotationContent& given)
{
    for (const QList<Rating>* list : {&suggested.ratings, &given.ratings}) {
        for (const Rating& each : *list) {
            const Rating* before = suggested.findRating(each.response, each.aspect);
            const Rating* after = given.findRating(each.response, each.aspect);
            const bool isSame = before != nullptr && after != nullptr && *before == *after;
            note(fields, !isSame, u"ratings.%1.%2"_s.arg(each.response).arg(each.aspect));
        }
    }
}

void compareCritiques(QStringList& fields, const AnnotationContent& suggested, const AnnotationContent& given)
{
    for (const QList<ResponseCritique>* list : {&suggested.critiques, &given.critiques}) {
        for (const ResponseCritique& each : *list) {
            note(fields, suggested.critiqueOf(each.response) != given.critiqueOf(each.response),
                 u"critiques.%1"_s.arg(each.response));
        }
    }
}

void compareEdits(QStringList& fields, const AnnotationContent& suggested, const AnnotationContent& given)
{
    for (const QList<Edit>* list : {&suggested.edits, &given.edits}) {
        for (const Edit& each : *list) {
            const Edit* before = suggested.findEdit(each.response);
            const Edit* after = given.findEdit(each.response);
            const bool isSame = before != nullptr && after != nullptr && *before == *after;
            note(fields, !isSame, u"edits.%1"_s.arg(each.response));
        }
    }
}

} // namespace

QJsonObject Suggestion::toJson() const
{
    return {{kAnnotation, annotationUid},
            {kBy, by},
            {kContent, content.toJson()},
            {kShown, isShownFirst ? kFirst : kAfter}};
}

std::optional<Suggestion> Suggestion::fromJson(const QJsonObject& object)
{
    Suggestion suggestion;
    suggestion.annotationUid = object.value(kAnnotation).toString();
    suggestion.by = object.value(kBy).toString();
    suggestion.isShownFirst = object.value(kShown).toString() == kFirst;
    Result<AnnotationContent> content = AnnotationContent::fromJson(object.value(kContent).toObject());
    if (suggestion.annotationUid.isEmpty() || !content) {
        return std::nullopt;
    }
    suggestion.content = std::move(content).value();
    return suggestion;
}

AnnotationContent suggestible(const AnnotationContent& content)
{
    AnnotationContent out = content;
    out.comment.clear();
    out.isFlagged = false;
    out.skipReason.clear();
    out.extra = {};
    return out;
}

void markSuggested(AnnotationContent& content, const Suggestion& suggestion)
{
    content.extra.insert(kMark, suggestion.toJson());
}

std::optional<Suggestion> suggestionIn(const AnnotationContent& draft)
{
    const QJsonValue mark = draft.extra.value(kMark);
    return mark.isObject() ? Suggestion::fromJson(mark.toObject()) : std::nullopt;
}

AnnotationContent withoutSuggestion(AnnotationContent draft)
{
    draft.extra.remove(kMark);
    return draft;
}

AnnotationContent suggestionDropped(const AnnotationContent& draft)
{
    AnnotationContent out;
    out.comment = draft.comment;
    out.isFlagged = draft.isFlagged;
    out.extra = draft.extra;
    return out;
}

QStringList changedFields(const AnnotationContent& suggested, const AnnotationContent& given)
{
    QStringList fields;
    comparePreferences(fields, suggested, given);
    compareRatings(fields, suggested, given);
    note(fields, suggested.spans != given.spans, u"spans"_s);
    note(fields, suggested.missing != given.missing, u"missing"_s);
    note(fields, suggested.ranking != given.ranking, u"ranking"_s);
    note(fields, suggested.reaction != given.reaction, u"reaction"_s);
    compareCritiques(fields, suggested, given);
    note(fields, suggested.refinement != given.refinement, u"refinement"_s);
    compareEdits(fields, suggested, given);
    note(fields, suggested.saysNoErrors != given.saysNoErrors, u"no_errors"_s);
    QStringList before = suggested.reasons;
    QStringList after = given.reasons;
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    note(fields, before != after, u"reasons"_s);
    note(fields, suggested.confidence != given.confidence, u"confidence"_s);
    note(fields, suggested.critique != given.critique, u"critique"_s);
    return fields;
}

void addSuggestion(QJsonObject& provenance, const Suggestion& suggestion, const AnnotationContent& given)
{
    const QStringList changed = changedFields(suggestion.content, given);
    QJsonObject object = suggestion.toJson();
    object.insert("changed"_L1, QJsonArray::fromStringList(changed));
    object.insert("unchanged"_L1, changed.isEmpty());
    provenance.insert(kSuggested, true);
    provenance.insert(kSuggestion, object);
}

std::optional<Suggestion> suggestionOf(const QJsonObject& provenance)
{
    return Suggestion::fromJson(provenance.value(kSuggestion).toObject());
}

bool isSuggested(const QJsonObject& provenance)
{
    return provenance.value(kSuggested).toBool();
}

void carrySuggestion(const QJsonObject& from, QJsonObject& to)
{
    for (const QLatin1StringView key : {kSuggested, kSuggestion}) {
        if (from.contains(key)) {
            to.insert(key, from.value(key));
        }
    }
}

} // namespace plumbline
