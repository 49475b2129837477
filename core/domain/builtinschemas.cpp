#include "core/domain/builtinguidelines.h"
#include "core/domain/schema.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A scale from 1 upwards with these labels.
QList<ScalePoint> scale(const QStringList& labels)
{
    QList<ScalePoint> points;
    for (const QString& label : labels) {
        points.append({static_cast<int>(points.size()) + 1, label});
    }
    return points;
}

QList<Choice> confidences()
{
    return {{u"unsure"_s, u"Unsure"_s, u"Close to a guess"_s},
            {u"fairly_sure"_s, u"Fairly sure"_s, u"Would say the same tomorrow"_s},
            {u"certain"_s, u"Certain"_s, u"Checked, or beyond doubt"_s}};
}

QList<Choice> skipReasons(bool comparesTexts)
{
    QList<Choice> reasons{{u"cannot_judge"_s, u"Cannot judge this topic"_s, {}},
                          {u"broken_text"_s, u"Broken or empty text"_s, {}},
                          {u"offensive"_s, u"Offensive or unsafe"_s, {}}};
    if (comparesTexts) {
        reasons.append({u"same_text"_s, u"Both the same text"_s, {}});
    }
    return reasons;
}

/// Reasons why a response is good, for a preference.
QList<Choice> preferenceReasons()
{
    return {{u"more_accurate"_s, u"More accurate"_s, u"Fewer or smaller errors"_s},
            {u"follows_instruction"_s, u"Follows the instruction"_s,
             u"Does what was asked, in the form asked for"_s},
            {u"clearer"_s, u"Clearer"_s, u"Easier to understand at first reading"_s},
            {u"better_style"_s, u"Better style"_s, u"Better written, or a more fitting tone"_s},
            {u"safer"_s, u"Safer"_s, u"Less likely to do harm"_s},
            {u"more_complete"_s, u"More complete"_s, u"Leaves out less of what was asked"_s},
            {u"shorter"_s, u"Shorter"_s, u"Says the same in fewer words"_s}};
}

/// Reasons why a response fails, for a critique or a reaction.
QList<Choice> faultReasons()
{
    return {{u"inaccurate"_s, u"Inaccurate"_s, u"Something in it is wrong"_s},
            {u"ignores_instruction"_s, u"Ignores the instruction"_s,
             u"Not what was asked, or not in that form"_s},
            {u"incomplete"_s, u"Incomplete"_s, u"Something that was asked for is left out"_s},
            {u"unclear"_s, u"Unclear"_s, u"Hard to follow"_s},
            {u"too_long"_s, u"Too long"_s, u"The answer is buried"_s},
            {u"unsafe"_s, u"Unsafe"_s, u"Could do harm"_s}};
}

void fillPairwise(SchemaDefinition& schema)
{
    schema.name = u"Pairwise preference"_s;
    schema.aspects = {{.id = u"overall"_s,
                       .name = u"Overall"_s,
                       .description = u"Which response serves the person who asked better?"_s,
                       .points = {},
                       .isRequired = true,
                       .allowsNotApplicable = false}};
    schema.reasons = preferenceReasons();
    schema.confidences = confidences();
    schema.skipReasons = skipReasons(true);
}

void fillRating(SchemaDefinition& schema)
{
    schema.name = u"Ratings"_s;
    schema.aspects = {
        {.id = u"overall"_s,
         .name = u"Overall"_s,
         .description = u"How content would the person who asked be?"_s,
         .points = scale({u"No help at all"_s, u"Mostly useless"_s, u"Needs much work"_s,
                          u"Usable as it stands"_s, u"Good"_s, u"Very good"_s, u"Nothing to change"_s})},
        {.id = u"answers_task"_s,
         .name = u"Answers the task"_s,
         .description = u"Is it what the instruction asked for?"_s,
         .points =
             scale({u"Not about the task"_s, u"Wrong kind of question"_s, u"Right kind, hard to answer"_s,
                    u"Right, one small flaw"_s, u"Exactly what was asked"_s})},
        {.id = u"fluency"_s,
         .name = u"Fluency"_s,
         .description = u"Grammar, choice of words and flow"_s,
         .points = scale({u"Cannot be read"_s, u"Many mistakes"_s, u"Understandable, rough"_s,
                          u"One small slip"_s, u"Reads like a native speaker"_s})}};
    schema.allowsEdit = false;
    schema.skipReasons = skipReasons(false);
}

void fillRanking(SchemaDefinition& schema)
{
    schema.name = u"Ranking"_s;
    schema.aspects = {{.id = u"overall"_s,
                       .name = u"Overall"_s,
                       .description = u"From the response you would hand on to the one you would keep back"_s,
                       .points = {},
                       .isRequired = true,
                       .allowsNotApplicable = false}};
    schema.confidences = confidences();
    schema.skipReasons = skipReasons(true);
}

void fillSpan(SchemaDefinition& schema)
{
    schema.name = u"Spans"_s;
    // In the order of their keys; the slots follow the order in which colours are given out (I W U R M C).
    schema.categories = {
        {u"irrelevant"_s, u"Irrelevant"_s, u"I"_s, u"No help in answering this question"_s, 0, false, false},
        {u"repetitive"_s, u"Repetitive"_s, u"R"_s, u"Says again what was said before"_s, 3, false, true},
        {u"wrong_fact"_s, u"Wrong fact"_s, u"W"_s, u"Contradicted by a passage"_s, 1, false, true},
        {u"unverifiable"_s, u"Unverifiable"_s, u"U"_s, u"Neither supported nor contradicted"_s, 2, false,
         false},
        {u"incoherent"_s, u"Incoherent"_s, u"C"_s, u"Cannot be understood, or contradicts itself"_s, 5, false,
         false},
        {u"missing"_s, u"Missing"_s, u"M"_s, u"Needed for the answer and not said"_s, 4, true, true}};
    schema.severities = {
        {u"minor"_s, u"Minor"_s, u"The reader is not misled"_s},
        {u"major"_s, u"Major"_s, u"The reader comes away with something wrong"_s},
        {u"critical"_s, u"Critical"_s, u"The whole answer is wrong or harmful because of it"_s}};
    schema.asksMissing = true;
    schema.asksCorrection = true;
    schema.skipReasons = skipReasons(false);
}

void fillCritique(SchemaDefinition& schema)
{
    schema.name = u"Critique"_s;
    schema.reasons = faultReasons();
    schema.critique = Requirement::Required;
    schema.skipReasons = skipReasons(false);
}

void fillReaction(SchemaDefinition& schema)
{
    schema.name = u"Like or dislike"_s;
    schema.reasons = faultReasons();
    schema.allowsEdit = false;
    schema.submitsAtOnce = true;
    schema.skipReasons = skipReasons(false);
}

} // namespace

SchemaDefinition SchemaDefinition::builtIn(ItemKind kind)
{
    SchemaDefinition schema;
    schema.kind = kind;
    schema.guidelines = builtInGuidelines(kind);
    switch (kind) {
    case ItemKind::Pairwise:
        fillPairwise(schema);
        break;
    case ItemKind::Rating:
        fillRating(schema);
        break;
    case ItemKind::Ranking:
        fillRanking(schema);
        break;
    case ItemKind::Span:
        fillSpan(schema);
        break;
    case ItemKind::Critique:
        fillCritique(schema);
        break;
    case ItemKind::Reaction:
        fillReaction(schema);
        break;
    }
    return schema;
}

} // namespace plumbline
