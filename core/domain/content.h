#pragma once

#include "core/base/result.h"
#include "core/domain/schema.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// Responses inside an annotation are named by their index in the item (from 0, the item's own order), never
/// by the side on which they were shown.
using ResponseIndex = int;

/// Which of two responses is better in one aspect.
struct Preference
{
    QString aspect; ///< id of the schema's aspect; "overall" for the main question
    ResponseIndex first = 0;
    ResponseIndex second = 1;
    int margin = 0;       ///< −2…+2; above 0: `first` is better (2: much better); 0: a tie
    bool bothBad = false; ///< neither is acceptable; then margin is 0 and it is not a tie
    bool operator==(const Preference&) const = default;
};

/// One response's place on one aspect's scale.
struct Rating
{
    ResponseIndex response = 0;
    QString aspect;
    std::optional<double> value; ///< empty: does not apply
    QString rationale;
    bool operator==(const Rating&) const = default;
};

/// Where the evidence for a span or a missing piece stands: sentences of a passage (from 0), or earlier text.
struct Evidence
{
    std::optional<int> passage; ///< index into the prompt's passages, from 0
    QList<int> sentences;       ///< indexes into that passage's sentences, from 0; −1 is the title
    QString text;               ///< quoted earlier text (repetition)
    bool operator==(const Evidence&) const = default;
    [[nodiscard]] bool isEmpty() const { return !passage && sentences.isEmpty() && text.isEmpty(); }
};

/// A marked stretch of a response's judged text: [start, end) in Unicode code points.
struct Span
{
    ResponseIndex response = 0;
    qint64 start = 0;
    qint64 end = 0;
    QString quote;    ///< the text that stands there; checked at import and export
    QString category; ///< id of the schema's category
    QString severity; ///< id of the schema's severity; "" when none
    QString note;
    Evidence evidence;
    bool operator==(const Span&) const = default;
};

/// Something the response should have said and did not.
struct MissingInfo
{
    ResponseIndex response = 0;
    QString category;
    QString severity;
    QString note;
    Evidence evidence;
    bool operator==(const MissingInfo&) const = default;
};

/// A response as a person rewrote it; kept as the whole text (the diff is derived).
struct Edit
{
    ResponseIndex response = 0;
    QString text;
    bool operator==(const Edit&) const = default;
};

/// What a person says about one of several responses.
struct ResponseCritique
{
    ResponseIndex response = 0;
    QString text;
    bool operator==(const ResponseCritique&) const = default;
};

/// A (possibly partial) ranking: groups from best to worst, a group of several is a tie; the rest is
/// unplaced.
struct Ranking
{
    QList<QList<ResponseIndex>> groups;
    bool operator==(const Ranking&) const = default;
};

/// Everything one judgement can hold; each kind uses its part. Also the form of a draft, which may be
/// incomplete.
struct AnnotationContent
{
    QList<Preference> preferences;
    QList<Rating> ratings;
    QList<Span> spans;
    QList<MissingInfo> missing;
    std::optional<Ranking> ranking;
    std::optional<int> reaction;       ///< −1 dislike, +1 like, +2 love where the schema offers it
    QList<ResponseCritique> critiques; ///< critique: what is said about each of several responses
    /// critique: the best of the refinements; 0 (the response itself): none of them is better
    std::optional<ResponseIndex> refinement;
    QList<Edit> edits;         ///< edited or corrected responses
    bool saysNoErrors = false; ///< span: "there is nothing to mark"
    QStringList reasons;       ///< ids of the schema's reasons
    QString confidence;        ///< id of the schema's confidences; "" when none
    QString critique;
    QString comment; ///< a word to the lead, not part of the label
    bool isFlagged = false;
    QString skipReason; ///< only with AnnotationAction::Skip
    QJsonObject extra;  ///< what an imported record held and has no place here; kept for export
    bool operator==(const AnnotationContent&) const = default;

    [[nodiscard]] bool isEmpty() const { return *this == AnnotationContent{}; }
    [[nodiscard]] const Preference* findPreference(const QString& aspect) const;
    [[nodiscard]] const Rating* findRating(ResponseIndex response, const QString& aspect) const;
    [[nodiscard]] const Edit* findEdit(ResponseIndex response) const;
    /// What is said about a response in `critiques`; "" when nothing is.
    [[nodiscard]] QString critiqueOf(ResponseIndex response) const;

    /// Only what is set is written, so an empty content is {}. Keys are stable: this is the stored form.
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidData naming the field. Only the shape is checked here; see checkContent().
    [[nodiscard]] static Result<AnnotationContent> fromJson(const QJsonObject& object);
};

/// Why a content cannot be submitted yet: one sentence for people, and where to go.
struct ContentGap
{
    /// "aspect", "rating", "category", "critique", "spans", "reaction", "ranking", "correction", "refinement"
    QString what;
    ResponseIndex response = -1;
    QString aspect;
    int open = 0; ///< how many such gaps there are in all
    int total = 0;
};

/// Checks a content against a schema and the judged texts: ids exist, values lie on their scales, spans lie
/// inside their text and quote it, no overlap where none is allowed, margin fits. Errors: InvalidData naming
/// the field.
[[nodiscard]] Result<void> checkContent(const AnnotationContent& content, const SchemaDefinition& schema,
                                        const QStringList& judgedTexts);

/// The first thing that is still missing before `content` can be submitted under `schema`; nothing when
/// complete. `judgedTexts` (in the item's order) are needed for "correction" alone: where the schema asks for
/// a corrected text, an edit must differ from its response if something is marked there, and must not if
/// nothing is.
[[nodiscard]] std::optional<ContentGap> firstGap(const AnnotationContent& content,
                                                 const SchemaDefinition& schema, int responseCount,
                                                 const QStringList& judgedTexts = {});

/// A few characters for the history strip, as the annotator saw it: "A", "B+", "=", "bad", "6", "3 sp",
/// "skip". `shownOrder` gives, for each place on the screen, the response index shown there.
[[nodiscard]] QString shortForm(const AnnotationContent& content, AnnotationAction action,
                                const QList<ResponseIndex>& shownOrder);

} // namespace plumbline
