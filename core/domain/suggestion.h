#pragma once

#include "core/domain/content.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// A judge's answer beside a person's: what the screen began with, or what it showed after the person had
/// answered. Such a label is not independent of the judge's, so its provenance says so: {"suggested":true,
/// "suggestion":{"annotation","by","content","shown":"first"|"after","changed":[…],"unchanged":bool}}. What
/// somebody saw is never forgotten: later rows of the same person for the same item carry it on.
struct Suggestion
{
    QString annotationUid;     ///< the judge's label
    QString by;                ///< the judge's name
    AnnotationContent content; ///< what it said, as suggestible() leaves it
    bool isShownFirst = false; ///< the answer began with it; false: it was shown once one's own was in
    bool operator==(const Suggestion&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote; nothing when it is no such object.
    [[nodiscard]] static std::optional<Suggestion> fromJson(const QJsonObject& object);
};

/// The part of a judge's answer that a person's can begin with: what the schema asks, without comment, flag
/// and what only the judge's record holds.
[[nodiscard]] AnnotationContent suggestible(const AnnotationContent& content);

/// Notes in a draft what it began with, so that undo, crashes and restarts keep it. The mark lives in
/// `content.extra` and never in a label: see withoutSuggestion().
void markSuggested(AnnotationContent& content, const Suggestion& suggestion);
/// What a draft began with; nothing when it began empty.
[[nodiscard]] std::optional<Suggestion> suggestionIn(const AnnotationContent& draft);
/// The answer of a draft without its mark: what is submitted.
[[nodiscard]] AnnotationContent withoutSuggestion(AnnotationContent draft);
/// The draft with its answer taken away; that it began with a suggestion stays noted, and so do comment and
/// flag.
[[nodiscard]] AnnotationContent suggestionDropped(const AnnotationContent& draft);

/// What differs between two answers, by field: "preferences.overall", "ratings.1.helpfulness", "spans",
/// "reasons", "critique"… in a fixed order. Comments and flags are no part of an answer.
[[nodiscard]] QStringList changedFields(const AnnotationContent& suggested, const AnnotationContent& given);

/// Writes into the provenance of a label what was suggested and what the person made of it.
void addSuggestion(QJsonObject& provenance, const Suggestion& suggestion, const AnnotationContent& given);
/// What the provenance of a label says of a suggestion.
[[nodiscard]] std::optional<Suggestion> suggestionOf(const QJsonObject& provenance);
/// Whether a label came about with a judge's answer in view: it does not count as an independent one.
[[nodiscard]] bool isSuggested(const QJsonObject& provenance);
/// Copies what one row's provenance says of a suggestion to another's, where a label is put back by undo or
/// redo.
void carrySuggestion(const QJsonObject& from, QJsonObject& to);

} // namespace plumbline
