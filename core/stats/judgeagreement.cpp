#include "core/stats/judgeagreement.h"

#include "core/stats/correlation.h"
#include "core/stats/proportion.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

double distance(PairWinner a, PairWinner b)
{
    return std::abs(scoreOfA(a) - scoreOfA(b));
}

constexpr std::array<PairWinner, 3> kAll{PairWinner::A, PairWinner::Tie, PairWinner::B};

std::array<std::int64_t, 3> countsOf(const VerdictList& verdicts)
{
    std::array<std::int64_t, 3> counts{};
    for (std::size_t i = 0; i < kAll.size(); ++i) {
        counts[i] = std::count(verdicts.begin(), verdicts.end(), kAll[i]);
    }
    return counts;
}

PairWinner modeOf(const std::array<std::int64_t, 3>& counts, std::uint64_t seed)
{
    const std::int64_t most = *std::max_element(counts.begin(), counts.end());
    const auto tied = static_cast<std::uint64_t>(std::count(counts.begin(), counts.end(), most));
    std::uint64_t drawn = tied > 1 ? Random(seed).below(tied) : 0;
    for (std::size_t i = 0; i < kAll.size(); ++i) {
        if (counts[i] == most && drawn-- == 0) {
            return kAll[i];
        }
    }
    return PairWinner::Tie;
}

/// The mode of all verdicts but one of these.
PairWinner modeWithout(std::array<std::int64_t, 3> counts, PairWinner left, std::uint64_t seed)
{
    const auto at = std::find(kAll.begin(), kAll.end(), left) - kAll.begin();
    --counts[static_cast<std::size_t>(at)];
    return modeOf(counts, seed);
}

/// The mean distance of each verdict of `mine` to the mode of the rest of them.
double distanceToOthers(const VerdictList& mine, std::uint64_t seed)
{
    const std::array<std::int64_t, 3> counts = countsOf(mine);
    double sum = 0;
    for (qsizetype i = 0; i < mine.size(); ++i) {
        sum += distance(mine[i], modeWithout(counts, mine[i], seed + static_cast<std::uint64_t>(i)));
    }
    return sum / static_cast<double>(mine.size());
}

/// The mean over the items that `distanceOf` gives a value (≥ 0) for.
std::vector<double>
itemDistances(const std::vector<ItemVerdicts>& items, const AgreementOptions& options,
              const std::function<double(const ItemVerdicts& item, std::uint64_t seed)>& distanceOf)
{
    std::vector<double> distances;
    distances.reserve(items.size());
    for (std::size_t index = 0; index < items.size(); ++index) {
        const double value = distanceOf(items[index], resampleRandom(options.seed, index)());
        if (value >= 0) {
            distances.push_back(value);
        }
    }
    return distances;
}

Estimate asAgreement(std::vector<double> distances, double confidence, const QString& whenEmpty)
{
    for (double& value : distances) {
        value = 1 - value;
    }
    return meanEstimate(distances, confidence, whenEmpty);
}

double ratio(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

} // namespace

PairWinner modeOf(const VerdictList& verdicts, std::uint64_t seed)
{
    Q_ASSERT(!verdicts.empty());
    return modeOf(countsOf(verdicts), seed);
}

Estimate peopleAgreement(const std::vector<ItemVerdicts>& items, const AgreementOptions& options)
{
    return asAgreement(itemDistances(items, options,
                                     [](const ItemVerdicts& item, std::uint64_t seed) {
                                         return item.people.size() < 2 ? -1
                                                                       : distanceToOthers(item.people, seed);
                                     }),
                       options.confidence,
                       u"No item was judged by two people, so nobody can agree; overlap would be needed."_s);
}

Estimate peoplePairAgreement(const std::vector<ItemVerdicts>& items, const AgreementOptions& options)
{
    return asAgreement(itemDistances(items, options,
                                     [](const ItemVerdicts& item, std::uint64_t) {
                                         double sum = 0;
                                         double pairs = 0;
                                         for (qsizetype i = 0; i < item.people.size(); ++i) {
                                             for (qsizetype j = 0; j < i; ++j) {
                                                 sum += distance(item.people[i], item.people[j]);
                                                 pairs += 1;
                                             }
                                         }
                                         return pairs > 0 ? sum / pairs : -1;
                                     }),
                       options.confidence,
                       u"No item was judged by two people, so nobody can agree; overlap would be needed."_s);
}

Estimate judgeAgreement(const std::vector<ItemVerdicts>& items, const AgreementOptions& options)
{
    const auto distanceOf = [](const ItemVerdicts& item, std::uint64_t seed) {
        if (item.people.size() < 2 || item.judge.empty()) {
            return -1.0;
        }
        const std::array<std::int64_t, 3> counts = countsOf(item.people);
        double sum = 0;
        for (qsizetype left = 0; left < item.people.size(); ++left) {
            const PairWinner mode =
                modeWithout(counts, item.people[left], seed + static_cast<std::uint64_t>(left));
            for (const PairWinner verdict : item.judge) {
                sum += distance(verdict, mode);
            }
        }
        return sum / static_cast<double>(item.people.size() * item.judge.size());
    };
    return asAgreement(itemDistances(items, options, distanceOf), options.confidence,
                       u"The judge gave no verdict on an item that two people judged."_s);
}

Estimate judgeBias(const std::vector<ItemVerdicts>& items, const AgreementOptions& options)
{
    const auto distanceOf = [](const ItemVerdicts& item, std::uint64_t seed) {
        return item.people.empty() || item.judge.empty()
                   ? -1.0
                   : distance(modeOf(item.judge, seed), modeOf(item.people, seed + 1));
    };
    return meanEstimate(itemDistances(items, options, distanceOf), options.confidence,
                        u"The judge gave no verdict on an item that people judged."_s);
}

Estimate judgeVariance(const std::vector<ItemVerdicts>& items, const AgreementOptions& options)
{
    const auto distanceOf = [](const ItemVerdicts& item, std::uint64_t seed) {
        return item.judge.size() < 2 ? -1.0 : distanceToOthers(item.judge, seed);
    };
    return meanEstimate(itemDistances(items, options, distanceOf), options.confidence,
                        u"The judge judged no item twice; repeat it to see how much it varies."_s);
}

ClassificationScores classificationScores(const std::vector<std::int32_t>& truth,
                                          const std::vector<std::int32_t>& predicted, std::int32_t classes,
                                          double confidence)
{
    ClassificationScores scores;
    const auto count = static_cast<std::size_t>(classes);
    scores.confusion.assign(count * count, 0);
    scores.classes.assign(count, {});
    const bool isUsable =
        truth.size() == predicted.size() &&
        std::all_of(truth.begin(), truth.end(), [&](std::int32_t c) { return c >= 0 && c < classes; }) &&
        std::all_of(predicted.begin(), predicted.end(),
                    [&](std::int32_t c) { return c >= 0 && c < classes; });
    if (!isUsable || truth.empty()) {
        scores.accuracy = Estimate::none(
            isUsable ? u"No item has both a verdict and a truth to compare it with."_s
                     : u"A verdict or a truth is none of the classes, or they differ in number."_s);
        scores.macroPrecision = scores.macroRecall = scores.macroF1 = scores.accuracy;
        return scores;
    }
    for (std::size_t item = 0; item < truth.size(); ++item) {
        ++scores.confusion[static_cast<std::size_t>(truth[item]) * count +
                           static_cast<std::size_t>(predicted[item])];
    }
    std::int64_t right = 0;
    double occurring = 0;
    ClassScore sums;
    for (std::size_t c = 0; c < count; ++c) {
        std::int64_t predictedHere = 0;
        ClassScore& score = scores.classes[c];
        for (std::size_t other = 0; other < count; ++other) {
            score.support += scores.confusion[c * count + other];
            predictedHere += scores.confusion[other * count + c];
        }
        const std::int64_t hits = scores.confusion[c * count + c];
        right += hits;
        score.precision = ratio(hits, predictedHere);
        score.recall = ratio(hits, score.support);
        score.f1 = ratio(2 * hits, predictedHere + score.support);
        occurring += predictedHere + score.support > 0 ? 1 : 0;
        sums.precision += score.precision;
        sums.recall += score.recall;
        sums.f1 += score.f1;
    }
    scores.accuracy = proportion(right, static_cast<std::int64_t>(truth.size()), confidence, {});
    scores.macroPrecision = Estimate::of(sums.precision / occurring);
    scores.macroRecall = Estimate::of(sums.recall / occurring);
    scores.macroF1 = Estimate::of(sums.f1 / occurring);
    return scores;
}

ModelCorrelation modelCorrelation(const std::vector<ModelRates>& models, double confidence)
{
    std::vector<double> judge;
    std::vector<double> people;
    for (const ModelRates& model : models) {
        judge.push_back(model.judge);
        people.push_back(model.people);
    }
    return {spearman(judge, people, confidence).value, pearson(judge, people, confidence).value};
}

std::vector<PairWinner> constantVerdicts(std::size_t count, PairWinner winner)
{
    return std::vector<PairWinner>(count, winner);
}

std::vector<PairWinner> longestVerdicts(const std::vector<std::int64_t>& lengthsA,
                                        const std::vector<std::int64_t>& lengthsB)
{
    Q_ASSERT(lengthsA.size() == lengthsB.size());
    std::vector<PairWinner> verdicts;
    verdicts.reserve(lengthsA.size());
    for (std::size_t i = 0; i < lengthsA.size(); ++i) {
        verdicts.push_back(lengthsA[i] > lengthsB[i]   ? PairWinner::A
                           : lengthsA[i] < lengthsB[i] ? PairWinner::B
                                                       : PairWinner::Tie);
    }
    return verdicts;
}

} // namespace plumbline::stats
