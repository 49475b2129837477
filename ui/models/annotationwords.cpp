#include "ui/models/annotationwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AnnotationWords", text);
}

QString plural(const char* text, qsizetype count)
{
    return QCoreApplication::translate("AnnotationWords", text, nullptr, static_cast<int>(count));
}

QString preferenceWords(const Preference& preference, const ItemView& view)
{
    if (preference.bothBad) {
        return tr("both are bad");
    }
    if (preference.margin == 0) {
        return tr("a tie");
    }
    const ResponseIndex better = preference.margin > 0 ? preference.first : preference.second;
    const QString name = responseName(view, better);
    return std::abs(preference.margin) > 1 ? tr("%1 is much better").arg(name) : tr("%1 is better").arg(name);
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
        parts << plural("%n preference(s)", content.preferences.size());
    }
    if (content.ratings.size() == 1) {
        const Rating& rating = content.ratings.constFirst();
        parts << (rating.value ? tr("%1 rated %2").arg(responseName(view, rating.response)).arg(*rating.value)
                               : tr("does not apply"));
    } else if (!content.ratings.isEmpty()) {
        parts << plural("%n rating(s)", content.ratings.size());
    }
    if (!content.spans.isEmpty()) {
        parts << plural("%n span(s)", content.spans.size());
    }
    if (!content.missing.isEmpty()) {
        parts << plural("%n missing", content.missing.size());
    }
    if (content.saysNoErrors) {
        parts << tr("no errors");
    }
    if (content.ranking) {
        parts << tr("ranked");
    }
    if (content.reaction) {
        parts << (*content.reaction > 0 ? tr("liked") : tr("disliked"));
    }
    if (!content.edits.isEmpty()) {
        parts << plural("%n edited text(s)", content.edits.size());
    }
    if (!content.critique.isEmpty()) {
        parts << tr("with a critique");
    }
    return parts;
}

} // namespace

QString responseName(const ItemView& view, ResponseIndex index)
{
    if (index >= 0 && index < view.responses.size() && !view.responses[index].model.isEmpty()) {
        return view.responses[index].model;
    }
    return tr("response %1").arg(index + 1);
}

QString describeAnnotation(const Annotation& annotation, const ItemView& view)
{
    switch (annotation.action) {
    case AnnotationAction::Retract:
        return tr("taken back");
    case AnnotationAction::Skip:
        return annotation.content.skipReason.isEmpty()
                   ? tr("skipped")
                   : tr("skipped: %1").arg(reasonName(view.schema.definition, annotation.content.skipReason));
    case AnnotationAction::Submit:
        break;
    }
    const QStringList parts = labelWords(annotation.content, view);
    return parts.isEmpty() ? tr("an empty answer") : parts.join(u", "_s);
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
        return tr("pairwise");
    case ItemKind::Rating:
        return tr("rating");
    case ItemKind::Ranking:
        return tr("ranking");
    case ItemKind::Span:
        return tr("span");
    case ItemKind::Critique:
        return tr("critique");
    case ItemKind::Reaction:
        return tr("reaction");
    }
    return {};
}

} // namespace plumbline
