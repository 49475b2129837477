#include "core/judge/scorecontent.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Error noTie(const QString& sentence)
{
    return makeError(ErrorCode::InvalidData, sentence, u"tie-not-offered"_s);
}

Result<AnnotationContent> preferenceOf(const ItemView& item, const Aspect& aspect,
                                       const QList<double>& scores, double threshold)
{
    const double difference = scores.at(0) - scores.at(1);
    Preference preference;
    preference.aspect = aspect.id;
    preference.margin = difference > threshold ? 1 : difference < -threshold ? -1 : 0;
    if (preference.margin == 0 && !item.schema.definition.allowsTie) {
        return noTie(u"The scores %1 and %2 make a tie, which the schema does not offer."_s.arg(scores.at(0))
                         .arg(scores.at(1)));
    }
    AnnotationContent content;
    content.preferences.append(preference);
    return content;
}

Result<AnnotationContent> rankingOf(const ItemView& item, const QList<double>& scores)
{
    QList<ResponseIndex> order;
    for (int index = 0; index < scores.size(); ++index) {
        order.append(index);
    }
    std::stable_sort(order.begin(), order.end(), [&scores](ResponseIndex left, ResponseIndex right) {
        return scores.at(left) > scores.at(right);
    });
    Ranking ranking;
    for (const ResponseIndex response : std::as_const(order)) {
        const bool isEqual =
            !ranking.groups.isEmpty() && scores.at(ranking.groups.last().first()) == scores.at(response);
        if (isEqual && !item.schema.definition.allowsTie) {
            return noTie(u"Two answers have the score %1, and the schema does not offer a tie."_s.arg(
                scores.at(response)));
        }
        if (isEqual) {
            ranking.groups.last().append(response);
        } else {
            ranking.groups.append(QList<ResponseIndex>{response});
        }
    }
    AnnotationContent content;
    content.ranking = ranking;
    return content;
}

} // namespace

Result<Aspect> scoredAspect(const SchemaDefinition& schema, const QStringList& asked)
{
    const Aspect* aspect = nullptr;
    if (asked.size() == 1) {
        aspect = schema.findAspect(asked.first());
    } else if (asked.isEmpty() || asked.contains(u"overall"_s)) {
        aspect = schema.findAspect(u"overall"_s);
    }
    if (aspect == nullptr && asked.isEmpty() && schema.aspects.size() == 1) {
        aspect = &schema.aspects.first();
    }
    if (aspect == nullptr) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"This protocol gives one score for each answer: name the one aspect that it is for."_s,
            u"aspects"_s);
    }
    for (const Aspect& other : schema.aspects) {
        if (other.isRequired && other.id != aspect->id) {
            return makeError(ErrorCode::InvalidArgument,
                             u"This protocol gives one score for each answer, and the schema requires “%1” "
                             "beside “%2”. A protocol that asks for several aspects would fit."_s.arg(
                                 other.id, aspect->id),
                             u"aspects"_s);
        }
    }
    return *aspect;
}

double pointOf(double score, const ScoreScale& scale, const Aspect& aspect)
{
    const double share = std::clamp((score - scale.lowest) / (scale.highest - scale.lowest), 0.0, 1.0);
    return std::round(aspect.minimum() + share * (aspect.maximum() - aspect.minimum()));
}

Result<AnnotationContent> contentOfScores(const ItemView& item, const Aspect& aspect,
                                          const QList<double>& scores, const ScoreScale& scale,
                                          double threshold)
{
    if (scores.size() != item.responses.size()) {
        return makeError(ErrorCode::InvalidArgument, u"Every response needs a score."_s);
    }
    switch (item.item.kind) {
    case ItemKind::Pairwise:
        return preferenceOf(item, aspect, scores, threshold);
    case ItemKind::Ranking:
        return rankingOf(item, scores);
    case ItemKind::Rating: {
        AnnotationContent content;
        for (int index = 0; index < scores.size(); ++index) {
            content.ratings.append({index, aspect.id, pointOf(scores.at(index), scale, aspect), {}});
        }
        return content;
    }
    case ItemKind::Span:
    case ItemKind::Critique:
    case ItemKind::Reaction:
        break;
    }
    return makeError(ErrorCode::InvalidArgument,
                     u"Scores cannot judge an item of the kind %1."_s.arg(toName(item.item.kind)));
}

} // namespace plumbline
