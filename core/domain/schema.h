#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/kinds.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// One labelled point of a scale.
struct ScalePoint
{
    int value = 0;
    QString label; ///< "" when only the number is shown
    bool operator==(const ScalePoint&) const = default;
};

/// One question of an item: for pairwise "which is better in …", for rating one column.
struct Aspect
{
    QString id;   ///< stable key in annotations and exports, for example "helpfulness"
    QString name; ///< what people read
    QString description;
    QList<ScalePoint> points; ///< rating scales only; consecutive values in rising order
    bool isRequired = true;
    bool allowsNotApplicable = true; ///< rating only
    bool operator==(const Aspect&) const = default;

    /// Smallest and largest value of the scale (0, 0 when it has no points).
    [[nodiscard]] int minimum() const;
    [[nodiscard]] int maximum() const;
};

/// A reason to tick beside a preference.
struct Choice
{
    QString id;
    QString name;
    QString description;
    bool operator==(const Choice&) const = default;
};

/// A category of spans. `letter` is its mark; `slot` picks its colours (0 to 5 distinct, then dashed).
struct SpanCategory
{
    QString id;
    QString name;
    QString letter;
    QString description;
    int slot = 0;
    bool isMissing = false; ///< marks missing information in the evidence instead of a span of the text
    bool needsEvidence = false;
    bool operator==(const SpanCategory&) const = default;
};

enum class Requirement { Off, Optional, Required };
[[nodiscard]] QString toName(Requirement requirement);
[[nodiscard]] std::optional<Requirement> requirementFromName(QStringView name);

/// Everything an item of one kind asks, with its guidelines. Versioned: a change makes a new version, and
/// each annotation names the version it answered.
struct SchemaDefinition
{
    ItemKind kind = ItemKind::Pairwise;
    QString name;
    QString guidelines; ///< Markdown
    // pairwise
    QList<Aspect> aspects; ///< pairwise: the overall question first (id "overall"); rating: the columns
    bool allowsTie = true;
    bool allowsBothBad = true;
    int marginSteps = 2; ///< 1: better or not; 2: also "much better"
    QList<Choice> reasons;
    // span
    QList<SpanCategory> categories;
    QList<Choice> severities; ///< from mildest to worst; may be empty
    bool allowsOverlap = true;
    bool asksMissing = false;
    bool asksCorrection = false;
    bool canSayNoErrors = true;
    // ranking
    int topK = 0; ///< only the best so many are placed, the rest lies below them; 0: every response is placed
    // critique
    /// Asks which refinement is best: the item's first response is criticised, the others are its
    /// refinements. Off: every response is criticised.
    Requirement refinement = Requirement::Off;
    // reaction
    bool offersLove = false;    ///< a third answer, stronger than a like
    bool submitsAtOnce = false; ///< the reaction is submitted as it is given, when nothing else is missing
    // all kinds
    QList<Choice> confidences; ///< from least to most sure; empty: not asked
    Requirement critique = Requirement::Optional;
    bool allowsEdit = true;
    QList<Choice> skipReasons;
    /// The judge whose answer a person may see; empty: nobody's.
    QString suggestionsFrom;
    /// The screen begins with the judge's answer; false: it is shown once the person has answered.
    bool showsSuggestionFirst = false;
    bool operator==(const SchemaDefinition&) const = default;

    [[nodiscard]] const Aspect* findAspect(const QString& id) const;
    [[nodiscard]] const SpanCategory* findCategory(const QString& id) const;
    /// Of an item with so many responses: how many are criticised (the first ones).
    [[nodiscard]] int criticisedCount(int responseCount) const;
    /// Of an item with so many responses: how many must be placed in a ranking.
    [[nodiscard]] int placedCount(int responseCount) const;
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidData naming the field (unknown kind, aspect without id, scale out of order, ids
    /// twice…).
    [[nodiscard]] static Result<SchemaDefinition> fromJson(const QJsonObject& object);
    /// The built-in schema of a kind: sensible questions, reasons and guidelines in our own words.
    [[nodiscard]] static SchemaDefinition builtIn(ItemKind kind);
};

/// One stored version of a schema.
struct SchemaVersion
{
    SchemaVersionId id;
    SchemaId schemaId;
    int version = 1;
    SchemaDefinition definition;
    bool operator==(const SchemaVersion&) const = default;
};

} // namespace plumbline
