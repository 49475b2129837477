#include "core/stats/softpreference.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

std::vector<PreferenceValue> gradedPreferenceScale()
{
    return {{-2, false}, {-1, false}, {0, false}, {1, false}, {2, false}, {0, true}};
}

SoftPreference softPreference(std::span<const double> posterior, std::span<const PreferenceValue> scale)
{
    SoftPreference out;
    QString problem;
    if (posterior.size() != scale.size()) {
        problem = posterior.empty() ? u"Nobody compared this pair; collect labels for it."_s
                                    : u"The labels have another scale than the preference question."_s;
    } else if (std::any_of(scale.begin(), scale.end(),
                           [](const PreferenceValue& value) { return !std::isfinite(value.margin); })) {
        problem = u"A margin of the scale is not a number; give each value a margin."_s;
    }
    double sum = 0;
    double squares = 0;
    for (std::size_t value = 0; value < scale.size() && problem.isEmpty(); ++value) {
        const double p = posterior[value];
        const double margin = scale[value].margin;
        if (scale[value].isBothBad) {
            out.bothBad += p;
            continue;
        }
        (margin < 0 ? out.a : margin > 0 ? out.b : out.tie) += p;
        sum += p * margin;
        squares += p * margin * margin;
    }
    const double compared = out.a + out.b + out.tie;
    if (problem.isEmpty() && compared <= 0) {
        problem = u"Everybody found both answers bad, so neither is preferred."_s;
    }
    if (!problem.isEmpty()) {
        out.preferB = out.margin = out.spread = Estimate::none(problem);
        return out;
    }
    const double mean = sum / compared;
    out.preferB = Estimate::of((out.b + out.tie / 2) / compared);
    out.margin = Estimate::of(mean);
    out.spread = Estimate::of(std::sqrt(std::max(0.0, squares / compared - mean * mean)));
    return out;
}

SoftPreferences softPreferences(const Consensus& consensus, std::span<const PreferenceValue> scale)
{
    SoftPreferences out;
    out.undefined = consensus.undefined;
    if (out.undefined.isEmpty() && scale.size() != static_cast<std::size_t>(consensus.values)) {
        out.undefined = u"The labels have another scale than the preference question."_s;
    }
    if (!out.undefined.isEmpty()) {
        return out;
    }
    out.units.reserve(static_cast<std::size_t>(consensus.units));
    for (std::int32_t unit = 0; unit < consensus.units; ++unit) {
        out.units.push_back(softPreference(consensus.posteriorOf(unit), scale));
    }
    return out;
}

} // namespace plumbline::stats
