#include "core/domain/schema.h"

#include "core/domain/excerpt.h"
#include "core/domain/fieldreader.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<QStringView, 3> kRequirements{u"off", u"optional", u"required"};
constexpr int kMaxMarginSteps = 2;

template <typename T, typename ToObject> QJsonArray toArray(const QList<T>& list, ToObject toObject)
{
    QJsonArray array;
    for (const T& element : list) {
        array.append(toObject(element));
    }
    return array;
}

void insertText(QJsonObject& object, QLatin1StringView key, const QString& text)
{
    if (!text.isEmpty()) {
        object.insert(key, text);
    }
}

void insertList(QJsonObject& object, QLatin1StringView key, const QJsonArray& array)
{
    if (!array.isEmpty()) {
        object.insert(key, array);
    }
}

QJsonObject pointToJson(const ScalePoint& point)
{
    QJsonObject object{{"value"_L1, point.value}};
    insertText(object, "label"_L1, point.label);
    return object;
}

QJsonObject aspectToJson(const Aspect& aspect)
{
    QJsonObject object{{"id"_L1, aspect.id},
                       {"name"_L1, aspect.name},
                       {"required"_L1, aspect.isRequired},
                       {"allows_not_applicable"_L1, aspect.allowsNotApplicable}};
    insertText(object, "description"_L1, aspect.description);
    insertList(object, "points"_L1, toArray(aspect.points, pointToJson));
    return object;
}

QJsonObject choiceToJson(const Choice& choice)
{
    QJsonObject object{{"id"_L1, choice.id}, {"name"_L1, choice.name}};
    insertText(object, "description"_L1, choice.description);
    return object;
}

QJsonObject categoryToJson(const SpanCategory& category)
{
    QJsonObject object{{"id"_L1, category.id},
                       {"name"_L1, category.name},
                       {"letter"_L1, category.letter},
                       {"slot"_L1, category.slot},
                       {"missing"_L1, category.isMissing},
                       {"needs_evidence"_L1, category.needsEvidence}};
    insertText(object, "description"_L1, category.description);
    return object;
}

/// What only one kind has, and whatever is not at its default.
void insertOwn(QJsonObject& object, const SchemaDefinition& schema)
{
    if (schema.kind == ItemKind::Ranking || schema.topK != 0) {
        object.insert("top_k"_L1, schema.topK);
    }
    if (schema.kind == ItemKind::Critique || schema.refinement != Requirement::Off) {
        object.insert("refinement"_L1, toName(schema.refinement));
    }
    if (schema.kind == ItemKind::Reaction || schema.offersLove) {
        object.insert("offers_love"_L1, schema.offersLove);
    }
    if (schema.kind == ItemKind::Reaction || schema.submitsAtOnce) {
        object.insert("submits_at_once"_L1, schema.submitsAtOnce);
    }
    insertText(object, "suggestions_from"_L1, schema.suggestionsFrom);
    if (schema.showsSuggestionFirst) {
        object.insert("shows_suggestion_first"_L1, true);
    }
}

ScalePoint readPoint(FieldReader& reader)
{
    ScalePoint point;
    reader.require("value"_L1);
    reader.read("value"_L1, point.value);
    reader.read("label"_L1, point.label);
    return point;
}

/// Reads an id and a name that defaults to the id.
void readIdAndName(FieldReader& reader, QString& id, QString& name)
{
    reader.require("id"_L1);
    reader.read("id"_L1, id);
    if (!reader.hasFailed() && id.isEmpty()) {
        reader.fail(u"id", u"An id must not be empty."_s);
    }
    name = id;
    reader.read("name"_L1, name);
}

Aspect readAspect(FieldReader& reader)
{
    Aspect aspect;
    readIdAndName(reader, aspect.id, aspect.name);
    reader.read("description"_L1, aspect.description);
    reader.read("required"_L1, aspect.isRequired);
    reader.read("allows_not_applicable"_L1, aspect.allowsNotApplicable);
    reader.readList("points"_L1, aspect.points, readPoint);
    for (qsizetype index = 1; index < aspect.points.size(); ++index) {
        if (qint64{aspect.points.at(index).value} != qint64{aspect.points.at(index - 1).value} + 1) {
            reader.fail(u"points[%1].value"_s.arg(index),
                        u"The points of a scale must be consecutive whole numbers in rising order."_s);
        }
    }
    return aspect;
}

Choice readChoice(FieldReader& reader)
{
    Choice choice;
    readIdAndName(reader, choice.id, choice.name);
    reader.read("description"_L1, choice.description);
    return choice;
}

SpanCategory readCategory(FieldReader& reader)
{
    SpanCategory category;
    readIdAndName(reader, category.id, category.name);
    category.letter = category.name.left(1).toUpper();
    reader.read("letter"_L1, category.letter);
    reader.read("description"_L1, category.description);
    reader.read("slot"_L1, category.slot);
    reader.read("missing"_L1, category.isMissing);
    reader.read("needs_evidence"_L1, category.needsEvidence);
    if (category.slot < 0) {
        reader.fail(u"slot", u"A colour slot is 0 or more."_s);
    }
    return category;
}

template <typename T> void checkIdsAreUnique(FieldReader& reader, QStringView key, const QList<T>& list)
{
    QSet<QString> seen;
    for (qsizetype index = 0; index < list.size(); ++index) {
        const QString& id = list.at(index).id;
        if (seen.contains(id)) {
            reader.fail(u"%1[%2].id"_s.arg(key).arg(index),
                        u"The id “%1” stands here twice."_s.arg(excerpt(id)));
        }
        seen.insert(id);
    }
}

ItemKind readKind(FieldReader& reader)
{
    QString name;
    reader.require("kind"_L1);
    reader.read("kind"_L1, name);
    const std::optional<ItemKind> kind = itemKindFromName(name);
    if (!kind) {
        reader.fail(u"kind", u"The kind “%1” is not known."_s.arg(excerpt(name)));
    }
    return kind.value_or(ItemKind::Pairwise);
}

Requirement readRequirement(FieldReader& reader, QLatin1StringView key, Requirement fallback)
{
    if (!reader.has(key)) {
        return fallback;
    }
    QString name;
    reader.read(key, name);
    const std::optional<Requirement> requirement = requirementFromName(name);
    if (!requirement) {
        reader.fail(QString(key), u"“%1” must be off, optional or required."_s.arg(excerpt(name)));
    }
    return requirement.value_or(fallback);
}

void checkPairwise(FieldReader& reader, const SchemaDefinition& schema)
{
    if (schema.aspects.isEmpty() || schema.aspects.constFirst().id != "overall"_L1) {
        reader.fail(u"aspects", u"The first aspect of a pairwise schema must have the id “overall”."_s);
    }
    if (schema.marginSteps < 1 || schema.marginSteps > kMaxMarginSteps) {
        reader.fail(u"margin_steps",
                    u"A preference has 1 or 2 steps each way, not %1."_s.arg(schema.marginSteps));
    }
}

void checkRating(FieldReader& reader, const SchemaDefinition& schema)
{
    if (schema.aspects.isEmpty()) {
        reader.fail(u"aspects", u"A rating schema needs at least one aspect."_s);
    }
    for (qsizetype index = 0; index < schema.aspects.size(); ++index) {
        if (schema.aspects.at(index).points.size() < 2) {
            reader.fail(u"aspects[%1].points"_s.arg(index), u"A scale needs at least two points."_s);
        }
    }
}

void checkRanking(FieldReader& reader, const SchemaDefinition& schema)
{
    if (schema.topK < 0) {
        reader.fail(u"top_k", u"The number of places must be 0 (all) or more, not %1."_s.arg(schema.topK));
    }
}

void checkSpan(FieldReader& reader, const SchemaDefinition& schema)
{
    if (schema.categories.isEmpty()) {
        reader.fail(u"categories", u"A span schema needs at least one category."_s);
    }
    const bool hasMissing = std::any_of(schema.categories.cbegin(), schema.categories.cend(),
                                        [](const SpanCategory& category) { return category.isMissing; });
    if (hasMissing && !schema.asksMissing) {
        reader.fail(u"asks_missing",
                    u"A category marks missing information, but the schema does not ask for it."_s);
    }
}

/// What no single field shows.
void checkWhole(FieldReader& reader, const SchemaDefinition& schema)
{
    checkIdsAreUnique(reader, u"aspects", schema.aspects);
    checkIdsAreUnique(reader, u"reasons", schema.reasons);
    checkIdsAreUnique(reader, u"categories", schema.categories);
    checkIdsAreUnique(reader, u"severities", schema.severities);
    checkIdsAreUnique(reader, u"confidences", schema.confidences);
    checkIdsAreUnique(reader, u"skip_reasons", schema.skipReasons);
    if (schema.showsSuggestionFirst && schema.suggestionsFrom.isEmpty()) {
        reader.fail(u"shows_suggestion_first",
                    u"A screen can begin with a suggestion only where “suggestions_from” names a judge."_s);
    }
    switch (schema.kind) {
    case ItemKind::Pairwise:
        checkPairwise(reader, schema);
        break;
    case ItemKind::Rating:
        checkRating(reader, schema);
        break;
    case ItemKind::Span:
        checkSpan(reader, schema);
        break;
    case ItemKind::Ranking:
        checkRanking(reader, schema);
        break;
    case ItemKind::Critique:
    case ItemKind::Reaction:
        break;
    }
}

} // namespace

int Aspect::minimum() const
{
    return points.isEmpty() ? 0 : points.constFirst().value;
}

int Aspect::maximum() const
{
    return points.isEmpty() ? 0 : points.constLast().value;
}

QString toName(Requirement requirement)
{
    return kRequirements.at(static_cast<std::size_t>(requirement)).toString();
}

std::optional<Requirement> requirementFromName(QStringView name)
{
    const auto found = std::find(kRequirements.begin(), kRequirements.end(), name);
    if (found == kRequirements.end()) {
        return std::nullopt;
    }
    return static_cast<Requirement>(std::distance(kRequirements.begin(), found));
}

const Aspect* SchemaDefinition::findAspect(const QString& id) const
{
    const auto found =
        std::find_if(aspects.cbegin(), aspects.cend(), [&](const Aspect& aspect) { return aspect.id == id; });
    return found == aspects.cend() ? nullptr : &*found;
}

const SpanCategory* SchemaDefinition::findCategory(const QString& id) const
{
    const auto found = std::find_if(categories.cbegin(), categories.cend(),
                                    [&](const SpanCategory& category) { return category.id == id; });
    return found == categories.cend() ? nullptr : &*found;
}

int SchemaDefinition::criticisedCount(int responseCount) const
{
    return refinement == Requirement::Off ? responseCount : std::min(1, responseCount);
}

int SchemaDefinition::placedCount(int responseCount) const
{
    return topK > 0 ? std::min(topK, responseCount) : responseCount;
}

QJsonObject SchemaDefinition::toJson() const
{
    // Settings are written even at their defaults: a stored version keeps its meaning when a default changes.
    QJsonObject object{{"kind"_L1, toName(kind)},
                       {"name"_L1, name},
                       {"guidelines"_L1, guidelines},
                       {"allows_tie"_L1, allowsTie},
                       {"allows_both_bad"_L1, allowsBothBad},
                       {"margin_steps"_L1, marginSteps},
                       {"allows_overlap"_L1, allowsOverlap},
                       {"asks_missing"_L1, asksMissing},
                       {"asks_correction"_L1, asksCorrection},
                       {"can_say_no_errors"_L1, canSayNoErrors},
                       {"critique"_L1, toName(critique)},
                       {"allows_edit"_L1, allowsEdit}};
    insertOwn(object, *this);
    insertList(object, "aspects"_L1, toArray(aspects, aspectToJson));
    insertList(object, "reasons"_L1, toArray(reasons, choiceToJson));
    insertList(object, "categories"_L1, toArray(categories, categoryToJson));
    insertList(object, "severities"_L1, toArray(severities, choiceToJson));
    insertList(object, "confidences"_L1, toArray(confidences, choiceToJson));
    insertList(object, "skip_reasons"_L1, toArray(skipReasons, choiceToJson));
    return object;
}

Result<SchemaDefinition> SchemaDefinition::fromJson(const QJsonObject& object)
{
    SchemaDefinition schema;
    FieldReader reader(object);
    schema.kind = readKind(reader);
    reader.read("name"_L1, schema.name);
    reader.read("guidelines"_L1, schema.guidelines);
    reader.readList("aspects"_L1, schema.aspects, readAspect);
    reader.read("allows_tie"_L1, schema.allowsTie);
    reader.read("allows_both_bad"_L1, schema.allowsBothBad);
    reader.read("margin_steps"_L1, schema.marginSteps);
    reader.readList("reasons"_L1, schema.reasons, readChoice);
    reader.readList("categories"_L1, schema.categories, readCategory);
    reader.readList("severities"_L1, schema.severities, readChoice);
    reader.read("allows_overlap"_L1, schema.allowsOverlap);
    reader.read("asks_missing"_L1, schema.asksMissing);
    reader.read("asks_correction"_L1, schema.asksCorrection);
    reader.read("can_say_no_errors"_L1, schema.canSayNoErrors);
    reader.read("top_k"_L1, schema.topK);
    schema.refinement = readRequirement(reader, "refinement"_L1, schema.refinement);
    reader.read("offers_love"_L1, schema.offersLove);
    reader.read("submits_at_once"_L1, schema.submitsAtOnce);
    reader.readList("confidences"_L1, schema.confidences, readChoice);
    schema.critique = readRequirement(reader, "critique"_L1, schema.critique);
    reader.read("allows_edit"_L1, schema.allowsEdit);
    reader.readList("skip_reasons"_L1, schema.skipReasons, readChoice);
    reader.read("suggestions_from"_L1, schema.suggestionsFrom);
    reader.read("shows_suggestion_first"_L1, schema.showsSuggestionFirst);
    if (!reader.hasFailed()) {
        checkWhole(reader, schema);
    }
    PLUMBLINE_TRY(reader.finish());
    return schema;
}

} // namespace plumbline
