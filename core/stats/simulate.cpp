#include "core/stats/simulate.h"

#include "core/base/random.h"
#include "core/stats/distributions.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

namespace {

double gaussian(Random& random)
{
    // 1 − u lies in (0, 1]; the quantile needs an open interval.
    return normalQuantile(std::min(1 - random.uniform(), 1 - 0x1p-53));
}

/// `rows` × `columns` draws with the given spread.
std::vector<double> tastes(std::int32_t rows, std::size_t columns, double spread, Random& random)
{
    std::vector<double> values(static_cast<std::size_t>(rows) * columns);
    if (spread > 0) {
        for (double& value : values) {
            value = spread * gaussian(random);
        }
    }
    return values;
}

/// The recorded votes of each pair, in the order in which a replay gives them out.
class VoteDeck
{
public:
    VoteDeck(const Comparisons& votes, std::uint64_t seed)
        : m_votes(votes)
    {
        Random random(seed);
        m_order.resize(votes.rows.size());
        std::iota(m_order.begin(), m_order.end(), 0U);
        shuffle(random, m_order);
        const auto models = static_cast<std::size_t>(votes.models);
        m_byPair.resize(models * models);
        for (const std::uint32_t index : m_order) {
            m_byPair[cell(votes.rows[index].a, votes.rows[index].b)].push_back(index);
        }
        for (auto& pile : m_byPair) {
            std::reverse(pile.begin(), pile.end()); // given out from the back
        }
    }

    /// The next vote in the overall order, or null.
    const Comparison* next()
    {
        return m_given < m_order.size() ? &m_votes.rows[m_order[m_given++]] : nullptr;
    }
    /// The next vote on these two, or null.
    const Comparison* next(std::int32_t a, std::int32_t b)
    {
        auto& pile = m_byPair[cell(a, b)];
        if (pile.empty()) {
            return nullptr;
        }
        const std::uint32_t index = pile.back();
        pile.pop_back();
        return &m_votes.rows[index];
    }

private:
    [[nodiscard]] std::size_t cell(std::int32_t a, std::int32_t b) const
    {
        return static_cast<std::size_t>(std::min(a, b)) * static_cast<std::size_t>(m_votes.models) +
               static_cast<std::size_t>(std::max(a, b));
    }

    const Comparisons& m_votes;
    std::vector<std::uint32_t> m_order;
    std::vector<std::vector<std::uint32_t>> m_byPair;
    std::size_t m_given = 0;
};

void count(std::vector<PairTally>& tallies, std::int32_t models, const Comparison& vote)
{
    const bool isOrdered = vote.a < vote.b;
    PairTally& tally =
        tallies[static_cast<std::size_t>(std::min(vote.a, vote.b) * models + std::max(vote.a, vote.b))];
    tally.a = std::min(vote.a, vote.b);
    tally.b = std::max(vote.a, vote.b);
    const PairWinner winner = isOrdered ? vote.winner : swapped(vote.winner);
    (winner == PairWinner::A ? tally.winsOfA : (winner == PairWinner::B ? tally.winsOfB : tally.ties)) += 1;
}

/// The next vote that the queue asks for; null when it has none left to ask for.
const Comparison* nextOf(VoteDeck& deck, ReplayQueue queue, const SequentialRanking& ranking,
                         const std::vector<std::int32_t>& order)
{
    if (queue == ReplayQueue::Random) {
        return deck.next();
    }
    for (const std::int32_t index : order) {
        const PairTally& tally = ranking.pairs[static_cast<std::size_t>(index)].tally;
        if (const Comparison* vote = deck.next(tally.a, tally.b)) {
            return vote;
        }
    }
    return nullptr;
}

} // namespace

std::vector<PairWinner> simulateVotes(double winRate, double tieRate, std::int64_t count, std::uint64_t seed)
{
    Random random(seed);
    std::vector<PairWinner> votes(static_cast<std::size_t>(std::max<std::int64_t>(0, count)));
    for (PairWinner& vote : votes) {
        const double draw = random.uniform();
        vote = draw < winRate ? PairWinner::A : (draw < winRate + tieRate ? PairWinner::Tie : PairWinner::B);
    }
    return votes;
}

Comparisons simulateComparisons(const VoterModel& model, std::int64_t count, std::uint64_t seed)
{
    Random random(seed);
    const std::size_t models = model.scores.size();
    const std::vector<double> byPrompt = tastes(model.prompts, models, model.promptSpread, random);
    const std::vector<double> byAnnotator = tastes(model.annotators, models, model.annotatorSpread, random);
    Comparisons votes;
    votes.models = static_cast<std::int32_t>(models);
    if (models < 2) {
        return votes;
    }
    votes.rows.reserve(static_cast<std::size_t>(std::max<std::int64_t>(0, count)));
    for (std::int64_t i = 0; i < count; ++i) {
        Comparison vote;
        const auto a = static_cast<std::size_t>(random.below(models));
        auto b = static_cast<std::size_t>(random.below(models - 1));
        b += b >= a ? 1 : 0;
        const auto prompt = static_cast<std::size_t>(random.below(static_cast<std::uint64_t>(model.prompts)));
        const auto annotator =
            static_cast<std::size_t>(random.below(static_cast<std::uint64_t>(model.annotators)));
        const auto seen = [&](std::size_t index) {
            return model.scores[index] + byPrompt[prompt * models + index] +
                   byAnnotator[annotator * models + index];
        };
        const double chance = 1 / (1 + std::exp(seen(b) - seen(a)));
        vote.a = static_cast<std::int32_t>(a);
        vote.b = static_cast<std::int32_t>(b);
        vote.prompt = static_cast<std::int32_t>(prompt);
        vote.annotator = static_cast<std::int32_t>(annotator);
        const bool isTie = random.uniform() < model.tieRate;
        const bool isA = random.uniform() < chance;
        vote.winner = isTie ? PairWinner::Tie : (isA ? PairWinner::A : PairWinner::B);
        votes.rows.push_back(vote);
    }
    return votes;
}

std::int64_t Replay::votesUntil(std::int32_t decidedPairs) const
{
    for (const ReplayPoint& point : points) {
        if (point.decidedPairs >= decidedPairs) {
            return point.votes;
        }
    }
    return -1;
}

Replay replayVotes(const Comparisons& votes, ReplayQueue queue, std::uint64_t seed,
                   const SequentialOptions& options, std::int64_t lookEvery)
{
    Replay replay;
    VoteDeck deck(votes, seed);
    std::vector<PairTally> tallies(
        static_cast<std::size_t>(votes.models) * static_cast<std::size_t>(votes.models), PairTally{0, 1});
    SequentialRanking ranking = sequentialRanking(votes.models, tallies, options);
    std::vector<std::int32_t> order = decidingOrder(ranking);
    std::int64_t given = 0;
    std::int32_t decided = 0;
    const auto look = [&] {
        ranking = sequentialRanking(votes.models, tallies, options);
        order = queue == ReplayQueue::Deciding ? decidingOrder(ranking) : std::vector<std::int32_t>();
        const std::int32_t now = static_cast<std::int32_t>(ranking.pairs.size()) - ranking.openPairs;
        if (now != decided) {
            decided = now;
            replay.points.push_back({given, decided});
        }
    };
    while (ranking.openPairs > 0) {
        const Comparison* vote = nextOf(deck, queue, ranking, order);
        if (vote == nullptr) {
            break;
        }
        count(tallies, votes.models, *vote);
        ++given;
        if (given % std::max<std::int64_t>(1, lookEvery) == 0) {
            look();
        }
    }
    look();
    if (replay.points.empty() || replay.points.back().votes != given) {
        replay.points.push_back({given, decided});
    }
    return replay;
}

} // namespace plumbline::stats
