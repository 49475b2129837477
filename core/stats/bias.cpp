#include "core/stats/bias.h"

#include "core/stats/distributions.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One-dimensional logistic regression through the origin: P(y = 1) = σ(slope · x). Newton with halving.
struct LogisticSlope
{
    double slope = 0;
    double standardError = 0;
};

struct SlopePoint
{
    double x = 0;
    double y = 0;
};

LogisticSlope fitSlope(const std::vector<SlopePoint>& points)
{
    constexpr int kMaxSteps = 100;
    double slope = 0;
    double information = 0;
    for (int step = 0; step < kMaxSteps; ++step) {
        double gradient = 0;
        information = 0;
        for (const SlopePoint& point : points) {
            const double p = 1 / (1 + std::exp(-slope * point.x));
            gradient += (point.y - p) * point.x;
            information += p * (1 - p) * point.x * point.x;
        }
        // The log-likelihood is concave; a bounded step keeps Newton from leaping where it is flat.
        const double change = std::clamp(gradient / information, -2.0, 2.0);
        slope += change;
        if (std::abs(change) < 1e-12 * (1 + std::abs(slope))) {
            break;
        }
    }
    return {slope, 1 / std::sqrt(information)};
}

Estimate lengthSlope(const std::vector<LengthVote>& votes, double confidence)
{
    double squares = 0;
    bool longerWon = false;
    bool shorterWon = false;
    std::vector<SlopePoint> points;
    points.reserve(votes.size());
    for (const LengthVote& vote : votes) {
        const auto difference = static_cast<double>(vote.lengthA - vote.lengthB);
        if (vote.winner == PairWinner::Tie || difference == 0) {
            continue;
        }
        const bool isAWinner = vote.winner == PairWinner::A;
        (isAWinner == (difference > 0) ? longerWon : shorterWon) = true;
        squares += difference * difference;
        points.push_back({difference, isAWinner ? 1.0 : 0.0});
    }
    if (points.empty()) {
        return Estimate::none(
            u"No decided vote compares texts of different length, so nothing can be said about length."_s);
    }
    if (!longerWon || !shorterWon) {
        return Estimate::none(longerWon
                                  ? u"The longer text won every vote, so the slope has no finite estimate; "
                                    "votes that go the other way would be needed."_s
                                  : u"The shorter text won every vote, so the slope has no finite estimate; "
                                    "votes that go the other way would be needed."_s);
    }
    const double scale = std::sqrt(squares / static_cast<double>(points.size()));
    for (SlopePoint& point : points) {
        point.x /= scale;
    }
    const LogisticSlope fit = fitSlope(points);
    const double perHundred = 100 / scale;
    const double half = normalTwoSided(confidence) * fit.standardError * perHundred;
    const double slope = fit.slope * perHundred;
    return Estimate::of(slope, {slope - half, slope + half});
}

/// What the three preferences ab, bc and ac (+1: the first is better) say of a < b < c.
void countTriple(int ab, int bc, int ac, Transitivity& counts)
{
    ++counts.triples;
    const bool isCycle = (ab > 0 && bc > 0 && ac < 0) || (ab < 0 && bc < 0 && ac > 0);
    const bool breaksChain = (ab > 0 && bc > 0 && ac <= 0) || (ab < 0 && bc < 0 && ac >= 0);
    const int single = bc == 0 ? ab : (ab == 0 ? bc : 0);
    const bool isAgainstSingle = single * ac < 0;
    counts.cycles += isCycle ? 1 : 0;
    const bool isConflict = breaksChain || isAgainstSingle;
    counts.conflicts += isConflict ? 1 : 0;
    // A weak order is what three real scores can produce: with ab and bc not opposed, sign(ac) must be the
    // sign of their sum; opposed ones leave ac free.
    const bool isOpposed = ab * bc < 0;
    const int sum = (ab > 0 || bc > 0) ? 1 : ((ab < 0 || bc < 0) ? -1 : 0);
    counts.weakOrderBreaks += (!isOpposed && ac != sum) ? 1 : 0;
}

/// What one annotator said in all of two answers to one prompt; above 0: `smaller` is better.
struct NetVote
{
    std::int32_t annotator = 0;
    std::int32_t group = 0;
    std::int32_t smaller = 0; ///< answer
    std::int32_t larger = 0;
    int net = 0;

    [[nodiscard]] auto part() const { return std::tuple(annotator, group); }
    [[nodiscard]] auto pair() const { return std::tuple(annotator, group, smaller, larger); }
};

/// In the order of their annotators, groups and answers, one for each pair.
std::vector<NetVote> netVotes(const std::vector<GroupPreference>& preferences)
{
    std::vector<NetVote> votes;
    votes.reserve(preferences.size());
    for (const GroupPreference& each : preferences) {
        if (each.answerA != each.answerB) {
            const int forA = static_cast<int>(each.winner);
            votes.push_back({each.annotator, each.group, std::min(each.answerA, each.answerB),
                             std::max(each.answerA, each.answerB),
                             each.answerA < each.answerB ? forA : -forA});
        }
    }
    std::sort(votes.begin(), votes.end(),
              [](const NetVote& one, const NetVote& other) { return one.pair() < other.pair(); });
    std::size_t kept = 0;
    for (std::size_t at = 0; at < votes.size(); ++at) {
        if (kept > 0 && votes[kept - 1].pair() == votes[at].pair()) {
            votes[kept - 1].net += votes[at].net;
        } else {
            votes[kept++] = votes[at];
        }
    }
    votes.resize(kept);
    return votes;
}

int signOf(int value)
{
    return value > 0 ? 1 : (value < 0 ? -1 : 0);
}

/// Of the votes of one annotator and group.
void countTriples(std::span<const NetVote> votes, Transitivity& counts)
{
    for (auto ab = votes.begin(); ab != votes.end(); ++ab) {
        for (auto ac = std::next(ab); ac != votes.end() && ac->smaller == ab->smaller; ++ac) {
            const auto wanted = std::tuple(ab->larger, ac->larger);
            const auto bc =
                std::lower_bound(ac, votes.end(), wanted, [](const NetVote& vote, const auto& key) {
                    return std::tuple(vote.smaller, vote.larger) < key;
                });
            if (bc != votes.end() && std::tuple(bc->smaller, bc->larger) == wanted) {
                countTriple(signOf(ab->net), signOf(bc->net), signOf(ac->net), counts);
            }
        }
    }
}

} // namespace

PositionBias positionBias(const std::vector<PairWinner>& votes, double confidence)
{
    PositionBias bias;
    for (const PairWinner vote : votes) {
        ++(vote == PairWinner::A ? bias.firstWins : (vote == PairWinner::B ? bias.secondWins : bias.ties));
    }
    const std::int64_t decided = bias.firstWins + bias.secondWins;
    bias.firstShare =
        proportion(bias.firstWins, decided, confidence,
                   votes.empty() ? u"No vote tells in which order the answers were shown."_s
                                 : u"Every vote is a tie, so no place won; decided votes would be needed."_s);
    bias.tieShare = proportion(bias.ties, decided + bias.ties, confidence,
                               u"No vote tells in which order the answers were shown."_s);
    bias.pValue = signTestP(bias.firstWins, decided);
    return bias;
}

SwapBias swapBias(const std::vector<SwappedVerdicts>& verdicts, double confidence)
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    for (const SwappedVerdicts& pair : verdicts) {
        const int lean = static_cast<int>(pair.shown) + static_cast<int>(pair.exchanged);
        first += lean > 0 ? 1 : 0;
        last += lean < 0 ? 1 : 0;
    }
    const auto total = static_cast<std::int64_t>(verdicts.size());
    const QString reason =
        u"No pair was judged in both orders; a run with the answers exchanged would be needed."_s;
    SwapBias bias;
    bias.pairs = total;
    bias.consistency = proportion(total - first - last, total, confidence, reason);
    bias.prefersFirst = proportion(first, total, confidence, reason);
    bias.prefersLast = proportion(last, total, confidence, reason);
    bias.totalBias = proportion(first + last, total, confidence, reason);
    bias.deltaBias =
        total == 0 ? Estimate::none(reason)
                   : Estimate::of(static_cast<double>(std::abs(first - last)) / static_cast<double>(total));
    return bias;
}

LengthBias lengthBias(const std::vector<LengthVote>& votes, double confidence, std::int64_t limit)
{
    LengthBias bias;
    std::int64_t longer = 0;
    for (const LengthVote& vote : votes) {
        const std::int64_t difference = vote.lengthA - vote.lengthB;
        if (std::abs(difference) <= limit) {
            continue;
        }
        if (vote.winner == PairWinner::Tie) {
            ++bias.ties;
            continue;
        }
        ++bias.pairs;
        longer += (vote.winner == PairWinner::A) == (difference > 0) ? 1 : 0;
    }
    bias.prefersLonger =
        proportion(longer, bias.pairs, confidence,
                   u"No decided vote compares texts that differ by more than %1 characters."_s.arg(limit));
    bias.slopePer100 = lengthSlope(votes, confidence);
    return bias;
}

SelfPreference selfPreference(const std::vector<FamilyVerdict>& verdicts, std::int32_t ownFamily,
                              double confidence)
{
    std::vector<double> all;
    std::vector<double> judge;
    std::vector<double> people;
    std::vector<double> excess;
    for (const FamilyVerdict& verdict : verdicts) {
        const bool isOwnA = verdict.familyA == ownFamily;
        if (isOwnA == (verdict.familyB == ownFamily)) {
            continue;
        }
        const double own = isOwnA ? scoreOfA(verdict.judge) : 1 - scoreOfA(verdict.judge);
        all.push_back(own);
        if (verdict.peopleForA) {
            const double peopleOwn = isOwnA ? *verdict.peopleForA : 1 - *verdict.peopleForA;
            judge.push_back(own);
            people.push_back(peopleOwn);
            excess.push_back(own - peopleOwn);
        }
    }
    const QString noOwn = u"The judge compared no answer of its own family with another's."_s;
    const QString noPeople = all.empty()
                                 ? noOwn
                                 : u"People judged none of the pairs with the judge's own family; their "
                                   "votes would be needed to compare with."_s;
    SelfPreference result;
    result.pairs = static_cast<std::int64_t>(excess.size());
    result.rate = meanEstimate(all, confidence, noOwn);
    result.judgeForOwn = meanEstimate(judge, confidence, noPeople);
    result.peopleForOwn = meanEstimate(people, confidence, noPeople);
    result.excess = meanEstimate(excess, confidence, noPeople);
    return result;
}

std::vector<Transitivity> transitivity(const std::vector<GroupPreference>& preferences,
                                       std::int32_t annotators, double confidence)
{
    const std::vector<NetVote> votes = netVotes(preferences);
    std::vector<Transitivity> results(static_cast<std::size_t>(annotators));
    for (std::int32_t annotator = 0; annotator < annotators; ++annotator) {
        results[static_cast<std::size_t>(annotator)].annotator = annotator;
    }
    for (std::size_t begin = 0; begin < votes.size();) {
        std::size_t end = begin + 1;
        while (end < votes.size() && votes[end].part() == votes[begin].part()) {
            ++end;
        }
        countTriples(std::span(votes).subspan(begin, end - begin),
                     results[static_cast<std::size_t>(votes[begin].annotator)]);
        begin = end;
    }
    for (Transitivity& result : results) {
        result.conflictShare = proportion(
            result.conflicts, result.triples, confidence,
            u"No three answers were all compared with one another, so no contradiction can show."_s);
    }
    return results;
}

} // namespace plumbline::stats
