#include "core/judge/canaries.h"

#include "core/judge/simulated.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QList<JudgeSpec> canarySpecs()
{
    QList<JudgeSpec> out;
    for (const SimulatedRule rule : {SimulatedRule::Constant, SimulatedRule::Longest, SimulatedRule::First}) {
        JudgeSpec spec;
        spec.name = u"canary: "_s + toName(rule);
        spec.protocol = JudgeProtocol::Simulated;
        spec.orders = OrderPolicy::Seeded; // in both orders, “first” would only contradict itself
        spec.options.insert(u"rule"_s, toName(rule));
        out << spec;
    }
    return out;
}

} // namespace plumbline
