// What order, length, family and cost say of a judge; see judgemeasures.h.

#include "core/analysis/judgemeasures.h"
#include "core/stats/distributions.h"
#include "core/stats/proportion.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;
using stats::Estimate;
using stats::PairWinner;

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

Estimate shifted(const Estimate& share)
{
    if (!share) {
        return share;
    }
    return share.interval
               ? Estimate::of(*share.value - 0.5, {share.interval->low - 0.5, share.interval->high - 0.5})
               : Estimate::of(*share.value - 0.5);
}

/// Decided verdicts on one pair of models, by which of them stood first.
struct ShownPair
{
    std::array<double, 2> firstWins{};
    std::array<double, 2> total{};
};

/// Mean over pairs of models of the mean share of both ways, weighted as by Mantel & Haenszel (1959) with
/// n₁n₂ / (n₁ + n₂); normal interval.
Estimate positionShare(const std::map<std::pair<std::int32_t, std::int32_t>, ShownPair>& pairs,
                       double confidence)
{
    double weights = 0;
    double sum = 0;
    double variance = 0;
    for (const auto& [models, shown] : pairs) {
        if (!(shown.total[0] > 0 && shown.total[1] > 0)) {
            continue;
        }
        const double weight = shown.total[0] * shown.total[1] / (shown.total[0] + shown.total[1]);
        double spread = 0;
        double share = 0;
        for (std::size_t way = 0; way < 2; ++way) {
            const double won = shown.firstWins[way] / shown.total[way];
            share += won / 2;
            spread += won * (1 - won) / shown.total[way] / 4;
        }
        weights += weight;
        sum += weight * share;
        variance += weight * weight * spread;
    }
    if (!(weights > 0)) {
        return Estimate::none(
            u"Of each two models the same one always stood first, so that position and model "
            "cannot be told apart. Exchange the answers in half of the items."_s);
    }
    const double share = sum / weights;
    const double half = stats::normalTwoSided(confidence) * std::sqrt(variance) / weights;
    return half > 0 ? Estimate::of(share, {share - half, share + half}) : Estimate::of(share);
}

} // namespace

LongerShare JudgeMeasures::lengthOf(const std::vector<JudgedUnit>& verdicts) const
{
    // Without the regression of stats::lengthBias(), which costs more than all else here.
    LongerShare out;
    std::int64_t longer = 0;
    for (const JudgedUnit& judged : verdicts) {
        const VerdictUnit& unit = m_units[judged.unit];
        const auto difference = static_cast<std::int64_t>(m_table.responses()[place(unit.a)].style.length -
                                                          m_table.responses()[place(unit.b)].style.length);
        if (std::abs(difference) <= stats::kSignificantLengthDifference) {
            continue;
        }
        const PairWinner byLength = difference > 0 ? PairWinner::A : PairWinner::B;
        for (const UnitVote& vote : judged.verdicts) {
            if (vote.winner != PairWinner::Tie) {
                ++out.decided;
                longer += vote.winner == byLength ? 1 : 0;
            }
        }
    }
    out.share = stats::proportion(longer, out.decided, m_options.confidence,
                                  u"No decided verdict is on answers whose lengths differ by more than 30 "
                                  "characters."_s);
    return out;
}

std::vector<JudgedUnit> JudgeMeasures::peopleOn(const std::vector<JudgedUnit>& verdicts) const
{
    std::vector<JudgedUnit> out;
    for (const JudgedUnit& judged : verdicts) {
        if (!m_units[judged.unit].people.empty()) {
            out.push_back({judged.unit, m_units[judged.unit].people});
        }
    }
    return out;
}

void JudgeMeasures::measureOrder(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const
{
    std::int64_t changed = 0;
    std::int64_t total = 0;
    std::vector<stats::SwappedVerdicts> swaps;
    for (const JudgedUnit& judged : verdicts) {
        std::array<std::optional<PairWinner>, 2> byOrder; // a first, b first; in places
        for (const UnitVote& vote : judged.verdicts) {
            if (vote.pair < 0) {
                continue;
            }
            const LabelCall* call = callOf(vote);
            changed += call != nullptr && call->isInconsistent ? 1 : 0;
            ++total;
            const int first = m_table.pairs()[place(vote.pair)].shownFirst;
            std::optional<PairWinner>& slot = byOrder[first > 0 ? 0 : 1];
            if (first != 0 && !slot) {
                slot = first > 0 ? vote.winner : stats::swapped(vote.winner);
            }
        }
        if (byOrder[0] && byOrder[1] && row.kind != JudgeRowKind::People) {
            swaps.push_back({*byOrder[0], *byOrder[1]});
        }
    }
    if (row.kind == JudgeRowKind::People || row.kind == JudgeRowKind::Canary) {
        row.consistency = row.prefersFirst = row.prefersLast = Estimate::none(
            row.kind == JudgeRowKind::People ? u"Nobody is asked the same pair in both orders."_s
                                             : u"It reads nothing, so there is nothing to exchange."_s);
    } else if (!swaps.empty()) {
        const stats::SwapBias bias = stats::swapBias(swaps, m_options.confidence);
        row.consistency = bias.consistency;
        row.prefersFirst = bias.prefersFirst;
        row.prefersLast = bias.prefersLast;
    } else if (changed > 0) {
        row.consistency = stats::proportion(total - changed, total, m_options.confidence, {});
        row.prefersFirst = row.prefersLast = Estimate::none(
            u"Each verdict comes from both orders, and the data do not hold which answer stood "
            "first when it changed."_s);
    } else {
        row.consistency = row.prefersFirst = row.prefersLast =
            Estimate::none(u"It judged no pair in both orders. Let it judge some again with the answers "
                           "exchanged."_s);
    }
}

void JudgeMeasures::measureCost(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const
{
    std::vector<double> prices;
    std::vector<double> seconds;
    for (const JudgedUnit& judged : verdicts) {
        for (const UnitVote& vote : judged.verdicts) {
            if (vote.pair < 0) {
                continue;
            }
            const LabelCall* call = callOf(vote);
            if (call != nullptr && call->cost) {
                prices.push_back(*call->cost);
            }
            const LabelHead& head = m_table.headOf(m_table.pairs()[place(vote.pair)]);
            if (call != nullptr && call->seconds) {
                seconds.push_back(*call->seconds);
            } else if (head.activeMs >= 0) {
                seconds.push_back(head.activeMs / 1000.0);
            }
        }
    }
    const bool isCanary = row.kind == JudgeRowKind::Canary;
    row.price =
        stats::meanEstimate(prices, m_options.confidence,
                            isCanary ? u"It costs nothing."_s : u"No price is recorded with its labels."_s);
    row.seconds =
        stats::meanEstimate(seconds, m_options.confidence,
                            isCanary ? u"It takes no time."_s : u"No time is recorded with its labels."_s);
}

void JudgeMeasures::measurePosition(JudgeBias& bias, const std::vector<JudgedUnit>& verdicts) const
{
    std::map<std::pair<std::int32_t, std::int32_t>, ShownPair> pairs;
    std::int64_t changed = 0;
    std::int64_t decided = 0;
    for (const JudgedUnit& judged : verdicts) {
        const VerdictUnit& unit = m_units[judged.unit];
        for (const UnitVote& vote : judged.verdicts) {
            const LabelCall* call = callOf(vote);
            changed += call != nullptr && call->isInconsistent ? 1 : 0;
            const int first = vote.pair < 0 ? 0 : m_table.pairs()[place(vote.pair)].shownFirst;
            if (first == 0 || vote.winner == PairWinner::Tie) {
                continue;
            }
            ++decided;
            ShownPair& shown =
                pairs[{m_table.responses()[place(unit.a)].model, m_table.responses()[place(unit.b)].model}];
            const std::size_t way = first > 0 ? 0 : 1;
            shown.total[way] += 1;
            shown.firstWins[way] += static_cast<int>(vote.winner) == first ? 1 : 0;
        }
    }
    if (changed > 0) {
        bias.position = Estimate::none(u"Each verdict comes from both orders, so that no answer stood first. "
                                       "%1 changed with the order."_s.arg(changed));
    } else if (decided == 0) {
        bias.position = Estimate::none(u"No decided verdict has a record of which answer stood first."_s);
    } else {
        bias.position = shifted(positionShare(pairs, m_options.confidence));
        bias.positionVerdicts = decided;
    }
}

void JudgeMeasures::measureFamily(JudgeBias& bias, const JudgeKey& key,
                                  const std::vector<JudgedUnit>& verdicts) const
{
    if (key.kind == JudgeRowKind::People || key.kind == JudgeRowKind::Canary) {
        bias.ownFamily = Estimate::none(key.kind == JudgeRowKind::People
                                            ? u"People are of no family of models."_s
                                            : u"It reads nothing, so it has no family of its own."_s);
        return;
    }
    const std::int32_t judge = annotatorNamed(key.name);
    const QString model =
        judge >= 0 ? m_table.annotators()[place(judge)].details.value("model"_L1).toString() : QString();
    bias.family =
        modelFamily(m_options.families.contains(key.name) || model.isEmpty() ? key.name : model, m_options);
    QHash<QString, std::int32_t> families;
    const auto indexOf = [&families](const QString& family) {
        return *families.insert(family, families.value(family, static_cast<std::int32_t>(families.size())));
    };
    const std::int32_t own = indexOf(bias.family);
    std::vector<std::int32_t> ofModel;
    for (const QString& name : m_table.models()) {
        ofModel.push_back(indexOf(modelFamily(name, m_options)));
    }
    std::vector<stats::FamilyVerdict> rows;
    for (const JudgedUnit& judged : verdicts) {
        const std::int32_t a = m_table.responses()[place(m_units[judged.unit].a)].model;
        const std::int32_t b = m_table.responses()[place(m_units[judged.unit].b)].model;
        if (a < 0 || b < 0) {
            continue;
        }
        stats::FamilyVerdict row;
        row.familyA = ofModel[place(a)];
        row.familyB = ofModel[place(b)];
        row.judge = verdictOn(judged);
        const UnitWinners& people = m_baseline[judged.unit];
        if (!people.empty()) {
            double sum = 0;
            for (const PairWinner vote : people) {
                sum += stats::scoreOfA(vote);
            }
            row.peopleForA = sum / static_cast<double>(people.size());
        }
        rows.push_back(row);
    }
    const stats::SelfPreference self = stats::selfPreference(rows, own, m_options.confidence);
    bias.ownPairs = self.pairs;
    bias.ownFamily =
        bias.family.isEmpty()
            ? Estimate::none(u"Its name tells no family of models. Name its family in the options."_s)
            : self.excess;
}

JudgeBias JudgeMeasures::bias(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const
{
    JudgeBias out;
    measurePosition(out, verdicts);
    const LongerShare length = lengthOf(verdicts);
    out.length = shifted(length.share);
    out.lengthVerdicts = length.decided;
    out.peopleLength = shifted(lengthOf(peopleOn(verdicts)).share);
    measureFamily(out, key, verdicts);
    return out;
}

} // namespace plumbline
