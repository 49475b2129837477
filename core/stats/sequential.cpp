#include "core/stats/sequential.h"

#include "core/stats/confidencesequence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How many votes of its own outweigh what the scores say of a pair.
constexpr double kScoreVotes = 10;

std::size_t pairIndex(std::int32_t models, std::int32_t a, std::int32_t b)
{
    const auto n = static_cast<std::size_t>(models);
    const auto i = static_cast<std::size_t>(a);
    return i * n - i * (i + 1) / 2 + static_cast<std::size_t>(b) - i - 1;
}

/// Bradley–Terry scores with a unit Gaussian prior, ties as half a win: coordinate-wise Newton. They only
/// steer the outlook; nothing is decided by them.
std::vector<double> steeringScores(std::int32_t models, const std::vector<PairDecision>& pairs)
{
    constexpr int kRounds = 60;
    const auto count = static_cast<std::size_t>(models);
    std::vector<double> scores(count);
    std::vector<double> gradient(count);
    std::vector<double> curvature(count);
    for (int round = 0; round < kRounds; ++round) {
        double largest = 0;
        for (std::size_t model = 0; model < count; ++model) {
            gradient[model] = -scores[model];
            curvature[model] = 1;
        }
        for (const PairDecision& pair : pairs) {
            const auto a = static_cast<std::size_t>(pair.tally.a);
            const auto b = static_cast<std::size_t>(pair.tally.b);
            const double votes = pair.tally.votes();
            const double p = 1 / (1 + std::exp(scores[b] - scores[a]));
            const double surplus = pair.tally.winsOfA + pair.tally.ties / 2 - votes * p;
            gradient[a] += surplus;
            gradient[b] -= surplus;
            curvature[a] += 2 * votes * p * (1 - p); // twice: the other model moves as well
            curvature[b] += 2 * votes * p * (1 - p);
        }
        for (std::size_t model = 0; model < count; ++model) {
            const double step = std::clamp(gradient[model] / curvature[model], -1.0, 1.0);
            scores[model] += step;
            largest = std::max(largest, std::abs(step));
        }
        if (largest < 1e-6) {
            break;
        }
    }
    const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(count);
    for (double& score : scores) {
        score -= mean;
    }
    return scores;
}

/// Holm's step-down on anytime-valid evidence: the k-th strongest of m pairs needs (m − k + 1)/α.
void decide(std::vector<PairDecision>& pairs, double confidence)
{
    std::vector<std::size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&pairs](std::size_t x, std::size_t y) {
        return pairs[x].evidence > pairs[y].evidence || (!(pairs[x].evidence < pairs[y].evidence) && x < y);
    });
    auto remaining = static_cast<double>(pairs.size());
    for (const std::size_t index : order) {
        PairDecision& pair = pairs[index];
        if (pair.evidence < std::log(remaining / (1 - confidence))) {
            break;
        }
        pair.state = PairState::Decided;
        pair.winner = pair.tally.winsOfA > pair.tally.winsOfB ? pair.tally.a : pair.tally.b;
        remaining -= 1;
    }
}

/// Row-major matrix: does the row's model beat the column's?
class BeatsMatrix
{
public:
    BeatsMatrix(std::int32_t models, const std::vector<PairDecision>& pairs)
        : m_models(static_cast<std::size_t>(models))
        , m_beats(m_models * m_models)
    {
        for (const PairDecision& pair : pairs) {
            if (pair.winner >= 0) {
                set(pair.winner, pair.winner == pair.tally.a ? pair.tally.b : pair.tally.a);
            }
        }
    }

    void set(std::int32_t winner, std::int32_t loser) { m_beats[at(winner, loser)] = 1; }
    [[nodiscard]] bool beats(std::int32_t x, std::int32_t y) const { return m_beats[at(x, y)] != 0; }
    [[nodiscard]] std::int32_t models() const { return static_cast<std::int32_t>(m_models); }

    /// Adds what follows by transitivity (Warshall 1962).
    void close()
    {
        for (std::size_t via = 0; via < m_models; ++via) {
            for (std::size_t x = 0; x < m_models; ++x) {
                if (m_beats[x * m_models + via] == 0) {
                    continue;
                }
                for (std::size_t y = 0; y < m_models; ++y) {
                    m_beats[x * m_models + y] =
                        static_cast<char>(m_beats[x * m_models + y] | m_beats[via * m_models + y]);
                }
            }
        }
    }

    /// How many open pairs would be settled if `winner` were known to beat `loser`.
    [[nodiscard]] std::int32_t settledBy(std::int32_t winner, std::int32_t loser) const
    {
        std::int32_t settled = 0;
        for (std::int32_t x = 0; x < models(); ++x) {
            if (x != winner && !beats(x, winner)) {
                continue;
            }
            for (std::int32_t y = 0; y < models(); ++y) {
                const bool isBelow = y == loser || beats(loser, y);
                settled += isBelow && x != y && !beats(x, y) && !beats(y, x) ? 1 : 0;
            }
        }
        return settled;
    }

private:
    [[nodiscard]] std::size_t at(std::int32_t x, std::int32_t y) const
    {
        return static_cast<std::size_t>(x) * m_models + static_cast<std::size_t>(y);
    }

    std::size_t m_models;
    std::vector<char> m_beats;
};

void imply(std::int32_t models, std::vector<PairDecision>& pairs)
{
    BeatsMatrix matrix(models, pairs);
    matrix.close();
    for (PairDecision& pair : pairs) {
        if (pair.state != PairState::Open) {
            continue;
        }
        const bool isA = matrix.beats(pair.tally.a, pair.tally.b);
        const bool isB = matrix.beats(pair.tally.b, pair.tally.a);
        if (isA != isB) {
            pair.state = PairState::Implied;
            pair.winner = isA ? pair.tally.a : pair.tally.b;
        }
    }
}

/// Decided votes after which the evidence reaches `threshold` if a share `share` of the coming ones goes to
/// one side; infinity beyond `most`.
double decidedVotesNeeded(const PairTally& tally, double share, double threshold, double most)
{
    const double own = tally.winsOfA + tally.winsOfB;
    const auto isEnough = [&](double more) {
        return logMixtureEvidence(tally.winsOfA + share * more, own + more, 0.5) >= threshold;
    };
    double high = 1;
    while (!isEnough(high)) {
        high *= 2;
        if (high > most) {
            return std::numeric_limits<double>::infinity();
        }
    }
    double low = high / 2;
    while (high - low > std::max(0.5, 1e-3 * high)) {
        const double middle = 0.5 * (low + high);
        (isEnough(middle) ? high : low) = middle;
    }
    return std::ceil(high);
}

Estimate outlook(const PairDecision& pair, const std::vector<double>& scores, double openPairs,
                 const SequentialOptions& options)
{
    if (pair.state != PairState::Open) {
        return Estimate::of(0);
    }
    const PairTally& tally = pair.tally;
    const double decided = tally.winsOfA + tally.winsOfB;
    const double expected =
        1 /
        (1 + std::exp(scores[static_cast<std::size_t>(tally.b)] - scores[static_cast<std::size_t>(tally.a)]));
    const double share = (tally.winsOfA + kScoreVotes * expected) / (decided + kScoreVotes);
    const double tieRate = tally.ties / (tally.votes() + 1);
    const double threshold = std::log(openPairs / (1 - options.confidence));
    const double votes =
        decidedVotesNeeded(tally, share, threshold, options.maxVotesLeft * (1 - tieRate)) / (1 - tieRate);
    if (!std::isfinite(votes)) {
        return Estimate::none(
            u"The two look equally good: more than %1 votes would be needed to tell them apart."_s.arg(
                options.maxVotesLeft, 0, 'f', 0));
    }
    return Estimate::of(std::ceil(votes));
}

std::vector<RankRange> rankRanges(std::int32_t models, const std::vector<PairDecision>& pairs)
{
    std::vector<RankRange> ranks(static_cast<std::size_t>(models), RankRange{1, models});
    for (const PairDecision& pair : pairs) {
        if (pair.winner >= 0) {
            const std::int32_t loser = pair.winner == pair.tally.a ? pair.tally.b : pair.tally.a;
            --ranks[static_cast<std::size_t>(pair.winner)].worst;
            ++ranks[static_cast<std::size_t>(loser)].best;
        }
    }
    return ranks;
}

/// The votes that all open pairs need together. Where better is transitive, the pairs of neighbours in the
/// order of the scores suffice.
Estimate totalOutlook(const SequentialRanking& ranking, const SequentialOptions& options)
{
    const auto models = static_cast<std::int32_t>(ranking.scores.size());
    std::vector<std::int32_t> order(ranking.scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&ranking](std::int32_t x, std::int32_t y) {
        return ranking.scores[static_cast<std::size_t>(x)] > ranking.scores[static_cast<std::size_t>(y)];
    });
    std::vector<char> isNeeded(ranking.pairs.size(), options.isTransitive ? 0 : 1);
    for (std::size_t place = 1; options.isTransitive && place < order.size(); ++place) {
        isNeeded[pairIndex(models, std::min(order[place - 1], order[place]),
                           std::max(order[place - 1], order[place]))] = 1;
    }
    double sum = 0;
    for (std::size_t index = 0; index < ranking.pairs.size(); ++index) {
        const PairDecision& pair = ranking.pairs[index];
        if (isNeeded[index] == 0 || pair.state != PairState::Open) {
            continue;
        }
        if (!pair.votesLeft) {
            return pair.votesLeft;
        }
        sum += *pair.votesLeft.value;
    }
    return Estimate::of(sum);
}

QString whyNotSequential(const Comparisons& votes)
{
    if (votes.rows.empty()) {
        return {};
    }
    const QString reason = whyUnusable(votes);
    if (!reason.isEmpty()) {
        return reason;
    }
    const bool isWeighted = std::any_of(votes.rows.begin(), votes.rows.end(),
                                        [](const Comparison& vote) { return vote.weight != 1; });
    return isWeighted ? u"These votes carry weights, for which no always-valid statement exists; leave the "
                        "weights out."_s
                      : QString();
}

} // namespace

SequentialRanking sequentialRanking(const Comparisons& votes, const SequentialOptions& options)
{
    SequentialRanking refused;
    refused.undefined = whyNotSequential(votes);
    if (!refused) {
        return refused;
    }
    std::vector<PairTally> tallies;
    for (const PairCell& cell : tabulate(votes).cells) {
        tallies.push_back({cell.a, cell.b, cell.weights[0], cell.weights[2], cell.weights[1]});
    }
    return sequentialRanking(votes.models, tallies, options);
}

SequentialRanking sequentialRanking(std::int32_t models, const std::vector<PairTally>& tallies,
                                    const SequentialOptions& options)
{
    SequentialRanking ranking;
    if (models < 2) {
        ranking.undefined = u"There are fewer than two models, so there is nothing to rank."_s;
        return ranking;
    }
    for (std::int32_t a = 0; a < models; ++a) {
        for (std::int32_t b = a + 1; b < models; ++b) {
            PairDecision pair;
            pair.tally.a = a;
            pair.tally.b = b;
            ranking.pairs.push_back(std::move(pair));
        }
    }
    for (const PairTally& tally : tallies) {
        const bool isOrdered = tally.a < tally.b;
        PairTally& sum =
            ranking.pairs[pairIndex(models, std::min(tally.a, tally.b), std::max(tally.a, tally.b))].tally;
        sum.winsOfA += isOrdered ? tally.winsOfA : tally.winsOfB;
        sum.winsOfB += isOrdered ? tally.winsOfB : tally.winsOfA;
        sum.ties += tally.ties;
    }
    for (PairDecision& pair : ranking.pairs) {
        const double decided = pair.tally.winsOfA + pair.tally.winsOfB;
        pair.evidence = logMixtureEvidence(pair.tally.winsOfA, decided, 0.5);
        pair.shareOfA =
            decided > 0 ? alwaysValidWinRate(pair.tally.winsOfA, pair.tally.winsOfB, 0, options.confidence)
                        : Estimate::none(pair.tally.ties > 0
                                             ? u"Every vote on these two is a tie; decided votes would "
                                               "be needed."_s
                                             : u"These two were never compared; votes on them would be "
                                               "needed."_s);
    }
    decide(ranking.pairs, options.confidence);
    if (options.isTransitive) {
        imply(models, ranking.pairs);
    }
    ranking.scores = steeringScores(models, ranking.pairs);
    const auto undecided = std::count_if(ranking.pairs.begin(), ranking.pairs.end(),
                                         [](const PairDecision& p) { return p.state != PairState::Decided; });
    for (PairDecision& pair : ranking.pairs) {
        ranking.openPairs += pair.state == PairState::Open ? 1 : 0;
        pair.votesLeft = outlook(pair, ranking.scores, static_cast<double>(undecided), options);
    }
    ranking.ranks = rankRanges(models, ranking.pairs);
    ranking.votesLeft = totalOutlook(ranking, options);
    return ranking;
}

std::vector<std::int32_t> decidingOrder(const SequentialRanking& ranking, double firstVotes)
{
    if (!ranking) {
        return {};
    }
    BeatsMatrix matrix(static_cast<std::int32_t>(ranking.ranks.size()), ranking.pairs);
    struct Candidate
    {
        std::int32_t index = 0;
        bool isNew = false;
        double worth = 0; ///< pairs settled for each vote
        double votes = 0;
    };
    std::vector<Candidate> candidates;
    for (std::size_t index = 0; index < ranking.pairs.size(); ++index) {
        const PairDecision& pair = ranking.pairs[index];
        if (pair.state != PairState::Open) {
            continue;
        }
        Candidate candidate;
        candidate.index = static_cast<std::int32_t>(index);
        candidate.votes = pair.tally.votes();
        candidate.isNew = candidate.votes < firstVotes;
        const bool isALeading = ranking.scores[static_cast<std::size_t>(pair.tally.a)] >=
                                ranking.scores[static_cast<std::size_t>(pair.tally.b)];
        const std::int32_t settled = isALeading ? matrix.settledBy(pair.tally.a, pair.tally.b)
                                                : matrix.settledBy(pair.tally.b, pair.tally.a);
        candidate.worth = pair.votesLeft ? settled / std::max(1.0, *pair.votesLeft.value) : 0;
        candidates.push_back(candidate);
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
        if (x.isNew != y.isNew) {
            return x.isNew;
        }
        if (x.isNew && x.votes != y.votes) {
            return x.votes < y.votes;
        }
        return x.worth != y.worth ? x.worth > y.worth : x.index < y.index;
    });
    std::vector<std::int32_t> order;
    for (const Candidate& candidate : candidates) {
        order.push_back(candidate.index);
    }
    return order;
}

} // namespace plumbline::stats
