#include "core/analysis/deciding.h"

#include "core/analysis/leaderboardvotes.h"

#include <algorithm>

namespace plumbline {

namespace {

/// Votes that give a pair an outlook, as in stats::decidingOrder().
constexpr double kFirstVotes = 4;

} // namespace

DecidingPlan::DecidingPlan(const LabelTable& table, const LabelFilter& filter, const QStringList& further,
                           double confidence)
{
    stats::Comparisons votes = leaderboard::votesOf(table, filter, false, false).comparisons;
    m_models = votes.names;
    for (const QString& model : further) {
        if (!model.isEmpty() && !m_models.contains(model)) {
            m_models.append(model);
        }
    }
    for (std::int32_t index = 0; index < static_cast<std::int32_t>(m_models.size()); ++index) {
        m_indexes.insert(m_models.at(index), index);
    }
    votes.models = static_cast<std::int32_t>(m_models.size());
    votes.names = m_models;
    stats::SequentialOptions options;
    options.confidence = confidence;
    m_ranking = stats::sequentialRanking(votes, options);
    m_order = stats::decidingOrder(m_ranking, kFirstVotes);
    m_places.assign(m_ranking.pairs.size(), -1);
    for (std::size_t place = 0; place < m_order.size(); ++place) {
        m_places[static_cast<std::size_t>(m_order[place])] = static_cast<int>(place);
    }
}

int DecidingPlan::placeOf(const QString& one, const QString& other) const
{
    const std::int32_t first = m_indexes.value(one, -1);
    const std::int32_t second = m_indexes.value(other, -1);
    if (first < 0 || second < 0 || first == second || m_places.empty()) {
        return -1;
    }
    // Pairs a < b are ordered by (a, b).
    const auto n = static_cast<std::size_t>(m_models.size());
    const auto a = static_cast<std::size_t>(std::min(first, second));
    const auto b = static_cast<std::size_t>(std::max(first, second));
    return m_places[a * n - a * (a + 1) / 2 + b - a - 1];
}

double DecidingPlan::needOf(int place) const
{
    const stats::PairDecision& pair =
        m_ranking.pairs[static_cast<std::size_t>(m_order[static_cast<std::size_t>(place)])];
    const double missing = kFirstVotes - pair.tally.votes();
    return missing > 0 ? missing : std::max(1.0, pair.votesLeft.valueOr(kFirstVotes));
}

int DecidingPlan::decidedRanks() const
{
    return static_cast<int>(std::count_if(m_ranking.ranks.begin(), m_ranking.ranks.end(),
                                          [](const stats::RankRange& rank) { return rank.isDecided(); }));
}

DecidingQueue::DecidingQueue(const DecidingPlan& plan)
    : m_plan(plan)
    , m_dealt(plan.order().size(), 0.0)
{
}

double DecidingQueue::priorityOf(const QStringList& models, int wanted)
{
    int best = -1;
    for (qsizetype i = 0; i < models.size(); ++i) {
        for (qsizetype j = i + 1; j < models.size(); ++j) {
            const int place = m_plan.placeOf(models.at(i), models.at(j));
            best = place >= 0 && (best < 0 || place < best) ? place : best;
        }
    }
    if (best < 0) {
        return 0;
    }
    const auto pairs = static_cast<double>(m_dealt.size());
    double& dealt = m_dealt[static_cast<std::size_t>(best)];
    const bool isNeeded = dealt < m_plan.needOf(best);
    dealt += wanted;
    return (isNeeded ? 2 * pairs : pairs) - best;
}

} // namespace plumbline
