#include "core/judge/pairorders.h"

#include <algorithm>
#include <cstdlib>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

int signOf(int margin)
{
    return margin > 0 ? 1 : margin < 0 ? -1 : 0;
}

} // namespace

AgreedMargin agreedMargin(const QList<OrderedMargin>& margins)
{
    if (margins.isEmpty()) {
        return {};
    }
    const int sign = signOf(margins.first().margin);
    int strength = std::abs(margins.first().margin);
    for (const OrderedMargin& one : margins) {
        if (signOf(one.margin) != sign) {
            return {0, true};
        }
        strength = std::min(strength, std::abs(one.margin));
    }
    return {sign * strength, false};
}

int marginInItem(int shownMargin, const QList<ResponseIndex>& order)
{
    return order.value(0) == 0 ? shownMargin : -shownMargin;
}

Result<void> addPreference(AnnotationContent& content, const SchemaDefinition& schema, const QString& aspect,
                           const AgreedMargin& agreed)
{
    if (agreed.margin == 0 && !schema.allowsTie) {
        return agreed.isInconsistent
                   ? makeError(ErrorCode::InvalidData,
                               u"The judge's verdict changed with the order of the answers, and the schema "
                               "offers no tie to say so."_s,
                               u"inconsistent"_s)
                   : makeError(ErrorCode::InvalidData,
                               u"The judge called a tie, which the schema does not offer."_s,
                               u"tie-not-offered"_s);
    }
    Preference preference;
    preference.aspect = aspect;
    preference.margin = std::clamp(agreed.margin, -schema.marginSteps, schema.marginSteps);
    content.preferences.append(preference);
    if (agreed.isInconsistent && !schema.aspects.isEmpty() && schema.aspects.first().id == aspect) {
        content.extra.insert(u"winner"_s, u"tie (inconsistent)"_s);
    }
    return {};
}

bool isTieUnasked(const JudgeSpec& spec, const ItemView& item)
{
    return spec.options.value("identical_tie"_L1).toBool() && item.schema.definition.allowsTie &&
           item.schema.definition.critique != Requirement::Required && item.responses.size() == 2 &&
           item.responses.at(0).turns == item.responses.at(1).turns;
}

Result<JudgeVerdict> unaskedTie(const ItemView& item, const QList<Aspect>& aspects)
{
    JudgeVerdict verdict;
    for (const Aspect& aspect : aspects) {
        PLUMBLINE_TRY(addPreference(verdict.content, item.schema.definition, aspect.id, {}));
    }
    verdict.details.insert(u"identical"_s, true);
    return verdict;
}

Result<void> checkRequiredAspects(const SchemaDefinition& schema, const QList<Aspect>& asked)
{
    for (const Aspect& aspect : schema.aspects) {
        const bool isAsked = std::any_of(asked.cbegin(), asked.cend(),
                                         [&aspect](const Aspect& one) { return one.id == aspect.id; });
        if (aspect.isRequired && !isAsked) {
            return makeError(
                ErrorCode::InvalidArgument,
                u"The schema requires “%1”, which this judge does not ask. Let it ask all aspects, "
                "by a protocol that can."_s.arg(aspect.id),
                u"aspects"_s);
        }
    }
    return {};
}

Result<void> checkPair(const ItemView& item)
{
    if (item.responses.size() != 2) {
        return makeError(ErrorCode::InvalidArgument,
                         u"A pair has two responses; this item has %1."_s.arg(item.responses.size()),
                         u"responses"_s);
    }
    return {};
}

Result<void> checkOptionNames(const JudgeSpec& spec, const QStringList& known)
{
    const QStringList names = spec.options.keys();
    for (const QString& name : names) {
        if (!known.contains(name) && name != u"top_logprobs" && name != u"retry_temperature") {
            return makeError(ErrorCode::InvalidArgument,
                             u"The protocol “%1” has no option “%2”; it has %3."_s.arg(
                                 toName(spec.protocol), name.left(80), known.join(u", "_s)),
                             u"options."_s + name.left(80));
        }
    }
    return {};
}

} // namespace plumbline
