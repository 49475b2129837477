#include "core/judge/simulatedpool.h"

#include <algorithm>
#include <vector>

#include "core/judge/pythonrandom.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

PythonRandom seeded(QLatin1StringView purpose, const JudgeSpec& spec, const ItemView& item)
{
    return PythonRandom(purpose + item.prompt.lastUserText() + QString::number(spec.seed.value_or(0)));
}

QString memberOf(const JudgeSpec& spec, const SimulatedOptions& options, const ItemView& item)
{
    const QList<PoolMember>& members = options.members;
    if (members.isEmpty()) {
        return {};
    }
    PythonRandom random = seeded("annotator"_L1, spec, item);
    const auto hasFirstShare = [&](const PoolMember& member) { return member.share == members[0].share; };
    if (std::all_of(members.begin(), members.end(), hasFirstShare)) {
        return members[static_cast<qsizetype>(random.choice(static_cast<std::size_t>(members.size())))].name;
    }
    std::vector<double> shares;
    for (const PoolMember& member : members) {
        shares.push_back(member.share);
    }
    return members[static_cast<qsizetype>(random.choice(shares))].name;
}

} // namespace

std::optional<ResponseIndex> labelNoise(const JudgeSpec& spec, double flipRate, const ItemView& item)
{
    if (!(flipRate > 0)) {
        return std::nullopt;
    }
    const std::size_t drawn =
        seeded("noisy_preference"_L1, spec, item).choice({1 - 2 * flipRate, flipRate, flipRate});
    return drawn == 0 ? std::nullopt : std::optional(static_cast<ResponseIndex>(drawn) - 1);
}

PoolPick poolPick(const JudgeSpec& spec, const SimulatedOptions& options, const ItemView& item)
{
    PoolPick pick;
    pick.member = memberOf(spec, options, item);
    pick.isSwitched = seeded("is_switched_outputs"_L1, spec, item).choice(2) == 1;
    pick.noise = labelNoise(spec, options.flipRate, item);
    pick.isIdentical = item.responses.size() == 2 && item.responses[0].text() == item.responses[1].text();
    return pick;
}

QStringList alpacaFarmPool()
{
    return {u"gpt4_1"_s,       u"gpt4_2"_s,       u"gpt4_3"_s,      u"gpt4_4"_s,    u"gpt4_5"_s,
            u"chatgpt_1"_s,    u"chatgpt_2"_s,    u"chatgpt_3"_s,   u"chatgpt_4"_s, u"davinci003_1"_s,
            u"davinci003_2"_s, u"davinci003_3"_s, u"davinci003_4"_s};
}

} // namespace plumbline
