#include "ui/models/annotationwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The context under which translators find these texts.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(AnnotationWords)
};

QString preferenceWords(const Preference& preference, const ItemView& view)
{
    if (preference.bothBad) {
        return Words::tr("both are bad");
    }
    if (preference.margin == 0) {
        return Words::tr("a tie");
    }
    const ResponseIndex better = preference.margin > 0 ? preference.first : preference.second;
    const QString name = responseName(view, better);
    return std::abs(preference.margin) > 1 ? Words::tr("%1 is much better").arg(name)
                                           : Words::tr("%1 is better").arg(name);
}

QString reasonName(const SchemaDefinition& schema, const QString& id)
{
    for (const Choice& choice : schema.skipReasons) {
        if (choice.id == id) {
            return choice.name;
        }
    }
    return id;
}

QStringList labelWords(const AnnotationContent& content, const ItemView& view)
{
    QStringList parts;
    if (content.preferences.size() == 1) {
        parts << preferenceWords(content.preferences.constFirst(), view);
    } else if (!content.preferences.isEmpty()) {
        parts << Words::tr("%n preference(s)", nullptr, static_cast<int>(content.preferences.size()));
    }
    if (content.ratings.size() == 1) {
        const Rating& rating = content.ratings.constFirst();
        parts << (rating.value
                      ? Words::tr("%1 rated %2").arg(responseName(view, rating.response)).arg(*rating.value)
                      : Words::tr("does not apply"));
    } else if (!content.ratings.isEmpty()) {
        parts << Words::tr("%n rating(s)", nullptr, static_cast<int>(content.ratings.size()));
    }
    if (!content.spans.isEmpty()) {
        parts << Words::tr("%n span(s)", nullptr, static_cast<int>(content.spans.size()));
    }
    if (!content.missing.isEmpty()) {
        parts << Words::tr("%n missing", nullptr, static_cast<int>(content.missing.size()));
    }
    if (content.saysNoErrors) {
        parts << Words::tr("no errors");
    }
    if (content.ranking) {
        const QList<QList<ResponseIndex>>& groups = content.ranking->groups;
        parts << (groups.isEmpty() || groups.constFirst().size() > 1
                      ? Words::tr("ranked")
                      : Words::tr("ranked, %1 first")
                            .arg(responseName(view, groups.constFirst().constFirst())));
    }
    if (content.reaction) {
        parts << (*content.reaction > 1   ? Words::tr("loved")
                  : *content.reaction > 0 ? Words::tr("liked")
                                          : Words::tr("disliked"));
    }
    if (!content.edits.isEmpty()) {
        parts << Words::tr("%n edited text(s)", nullptr, static_cast<int>(content.edits.size()));
    }
    if (!content.critique.isEmpty()) {
        parts << Words::tr("with a critique");
    }
    if (!content.critiques.isEmpty()) {
        parts << Words::tr("%n critique(s)", nullptr, static_cast<int>(content.critiques.size()));
    }
    if (content.refinement) {
        parts << (*content.refinement == 0
                      ? Words::tr("no refinement is better")
                      : Words::tr("%1 is the best refinement").arg(responseName(view, *content.refinement)));
    }
    return parts;
}

} // namespace

QString responseName(const ItemView& view, ResponseIndex index)
{
    if (index >= 0 && index < view.responses.size() && !view.responses[index].model.isEmpty()) {
        return view.responses[index].model;
    }
    return Words::tr("response %1").arg(index + 1);
}

QString describeAnnotation(const Annotation& annotation, const ItemView& view)
{
    switch (annotation.action) {
    case AnnotationAction::Retract:
        return Words::tr("taken back");
    case AnnotationAction::Skip:
        return annotation.content.skipReason.isEmpty()
                   ? Words::tr("skipped")
                   : Words::tr("skipped: %1")
                         .arg(reasonName(view.schema.definition, annotation.content.skipReason));
    case AnnotationAction::Submit:
        break;
    }
    const QStringList parts = labelWords(annotation.content, view);
    return parts.isEmpty() ? Words::tr("an empty answer") : parts.join(u", "_s);
}

VoteMark voteMark(const AnnotationContent& content)
{
    if (content.preferences.size() == 1) {
        const Preference& preference = content.preferences.constFirst();
        if (preference.bothBad) {
            return {u"×"_s, VoteMark::Side::Tie};
        }
        if (preference.margin == 0) {
            return {u"="_s, VoteMark::Side::Tie};
        }
        const bool isFirst = (preference.margin > 0 ? preference.first : preference.second) == 0;
        return {isFirst ? u"1"_s : u"2"_s, isFirst ? VoteMark::Side::First : VoteMark::Side::Second};
    }
    if (!content.ratings.isEmpty() && content.ratings.constFirst().value) {
        return {QString::number(*content.ratings.constFirst().value), VoteMark::Side::Other};
    }
    if (!content.spans.isEmpty()) {
        return {QString::number(content.spans.size()), VoteMark::Side::Other};
    }
    return {u"·"_s, VoteMark::Side::Other};
}

QString kindWord(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Pairwise:
        return Words::tr("pairwise");
    case ItemKind::Rating:
        return Words::tr("rating");
    case ItemKind::Ranking:
        return Words::tr("ranking");
    case ItemKind::Span:
        return Words::tr("span");
    case ItemKind::Critique:
        return Words::tr("critique");
    case ItemKind::Reaction:
        return Words::tr("reaction");
    }
    return {};
}

} // namespace plumbline
