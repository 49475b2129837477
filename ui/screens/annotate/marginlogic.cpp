#include "ui/screens/annotate/marginlogic.h"

#include <algorithm>

namespace plumbline {

QStringList aspectIdsOf(const SchemaDefinition& schema)
{
    QStringList ids;
    for (const Aspect& aspect : schema.aspects) {
        ids.append(aspect.id);
    }
    return ids;
}

SideChoice pressedSide(const std::optional<SideChoice>& current, int side, int marginSteps)
{
    const bool isAgain = current && !current->isBothBad && current->margin == side;
    return SideChoice{isAgain && marginSteps > 1 ? 2 * side : side, false};
}

Preference preferenceOf(const QString& aspect, const SideChoice& choice, ResponseIndex leftResponse)
{
    Preference preference;
    preference.aspect = aspect;
    preference.first = 0;
    preference.second = 1;
    preference.bothBad = choice.isBothBad;
    preference.margin = choice.isBothBad ? 0 : leftResponse == 0 ? choice.margin : -choice.margin;
    return preference;
}

SideChoice choiceOf(const Preference& preference, ResponseIndex leftResponse)
{
    if (preference.bothBad) {
        return SideChoice{0, true};
    }
    return SideChoice{preference.first == leftResponse ? preference.margin : -preference.margin, false};
}

AnnotationContent withPreference(const AnnotationContent& content, const QStringList& aspects,
                                 const QString& aspect, const std::optional<Preference>& preference)
{
    AnnotationContent changed = content;
    const auto isOfAspect = [&aspect](const Preference& each) { return each.aspect == aspect; };
    changed.preferences.removeIf(isOfAspect);
    if (preference) {
        changed.preferences.append(*preference);
        std::stable_sort(changed.preferences.begin(), changed.preferences.end(),
                         [&aspects](const Preference& left, const Preference& right) {
                             return aspects.indexOf(left.aspect) < aspects.indexOf(right.aspect);
                         });
    }
    return changed;
}

} // namespace plumbline
