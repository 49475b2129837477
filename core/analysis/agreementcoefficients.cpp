#include "core/analysis/agreementcoefficients.h"

#include "core/stats/correlation.h"
#include "core/stats/gwet.h"
#include "core/stats/icc.h"
#include "core/stats/kappa.h"
#include "core/stats/pairwisekappa.h"
#include "core/stats/proportion.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More pairs of annotators than this are not correlated one by one.
constexpr std::size_t kMostCorrelated = 5'000;
/// Fewer common units than this make no correlation.
constexpr std::size_t kFewestCorrelated = 3;

AgreementCoefficient ofKappa(AgreementMeasure measure, const stats::Kappa& kappa)
{
    return {measure, kappa.kappa, kappa.units, kappa.annotators, false};
}

/// What a quick report says of a mean over pairs of annotators.
stats::Estimate notYet()
{
    return stats::Estimate::none(u"It is being computed."_s);
}

/// The annotators with a label, in order of index.
std::vector<std::int32_t> activeIn(const stats::Labels& labels)
{
    std::vector<char> isActive(static_cast<std::size_t>(labels.annotators));
    for (const stats::Label& row : labels.rows) {
        isActive[static_cast<std::size_t>(row.annotator)] = 1;
    }
    std::vector<std::int32_t> active;
    for (std::int32_t index = 0; index < labels.annotators; ++index) {
        if (isActive[static_cast<std::size_t>(index)] != 0) {
            active.push_back(index);
        }
    }
    return active;
}

AgreementCoefficient cohen(AgreementMeasure measure, const stats::Labels& labels,
                           stats::AgreementWeights weights, const AgreementOptions& options,
                           const std::function<bool()>& isCancelled)
{
    const std::vector<std::int32_t> active = activeIn(labels);
    if (active.size() == 2) {
        return ofKappa(measure, stats::cohenKappa(labels, active[0], active[1], weights, options.confidence));
    }
    if (options.isQuick) {
        return {measure, notYet(), 0, 0, true};
    }
    stats::PairwiseOptions pairwise;
    pairwise.weights = weights;
    pairwise.confidence = options.confidence;
    pairwise.cancelled = isCancelled;
    const stats::PairwiseKappa all = stats::pairwiseKappa(labels, pairwise);
    return {measure, all.mean, static_cast<std::int64_t>(all.pairs.size()), all.defined, true};
}

stats::NumericLabels numbersIn(const LabelArrays& arrays)
{
    stats::NumericLabels numbers;
    numbers.units = arrays.labels.units;
    numbers.annotators = arrays.labels.annotators;
    numbers.rows.reserve(arrays.labels.rows.size());
    for (const stats::Label& row : arrays.labels.rows) {
        numbers.rows.push_back(
            {row.unit, row.annotator, arrays.numbers[static_cast<std::size_t>(row.value)]});
    }
    return numbers;
}

/// Ratings by annotator and unit, so that two people's common units are found by walking along both.
class RatingSeries
{
public:
    explicit RatingSeries(const stats::NumericLabels& numbers)
        : m_rows(numbers.rows)
        , m_begin(static_cast<std::size_t>(numbers.annotators) + 1)
    {
        std::stable_sort(m_rows.begin(), m_rows.end(), [](const auto& one, const auto& other) {
            return std::pair(one.annotator, one.unit) < std::pair(other.annotator, other.unit);
        });
        for (const stats::NumericLabel& row : m_rows) {
            ++m_begin[static_cast<std::size_t>(row.annotator) + 1];
        }
        for (std::size_t index = 1; index < m_begin.size(); ++index) {
            m_begin[index] += m_begin[index - 1];
        }
    }

    void pairUp(std::int32_t first, std::int32_t second, std::vector<double>& x, std::vector<double>& y) const
    {
        x.clear();
        y.clear();
        std::size_t i = m_begin[static_cast<std::size_t>(first)];
        std::size_t j = m_begin[static_cast<std::size_t>(second)];
        const std::size_t iEnd = m_begin[static_cast<std::size_t>(first) + 1];
        const std::size_t jEnd = m_begin[static_cast<std::size_t>(second) + 1];
        while (i < iEnd && j < jEnd) {
            if (m_rows[i].unit == m_rows[j].unit) {
                x.push_back(m_rows[i++].value);
                y.push_back(m_rows[j++].value);
            } else if (m_rows[i].unit < m_rows[j].unit) {
                ++i;
            } else {
                ++j;
            }
        }
    }

private:
    std::vector<stats::NumericLabel> m_rows;
    std::vector<std::size_t> m_begin;
};

using Correlate = std::function<stats::Correlation(std::span<const double>, std::span<const double>)>;

AgreementCoefficient meanCorrelation(AgreementMeasure measure, const RatingSeries& series,
                                     const std::vector<std::int32_t>& active, bool isQuick,
                                     const Correlate& correlate)
{
    AgreementCoefficient out{measure, notYet(), 0, 0, active.size() > 2};
    if (isQuick && out.isOverPairs) {
        return out;
    }
    std::vector<double> x;
    std::vector<double> y;
    if (active.size() == 2) {
        series.pairUp(active[0], active[1], x, y);
        out.value = correlate(x, y).value;
        out.units = static_cast<std::int64_t>(x.size());
        out.annotators = 2;
        return out;
    }
    if (active.size() * (active.size() - 1) / 2 > kMostCorrelated) {
        out.value = stats::Estimate::none(
            u"There are too many pairs of annotators to correlate each; choose some of them."_s);
        return out;
    }
    double sum = 0;
    for (std::size_t one = 0; one < active.size(); ++one) {
        for (std::size_t other = one + 1; other < active.size(); ++other) {
            series.pairUp(active[one], active[other], x, y);
            out.units += x.size() >= kFewestCorrelated ? 1 : 0;
            const stats::Estimate value =
                x.size() >= kFewestCorrelated ? correlate(x, y).value : stats::Estimate::none({});
            if (value) {
                sum += *value.value;
                ++out.annotators;
            }
        }
    }
    out.value = out.annotators > 0
                    ? stats::Estimate::of(sum / static_cast<double>(out.annotators))
                    : stats::Estimate::none(u"No two annotators rated three common answers differently."_s);
    return out;
}

AgreementCoefficient icc(AgreementMeasure measure, const stats::NumericLabels& numbers, stats::IccModel model,
                         bool ofMean, const AgreementOptions& options)
{
    const stats::Icc result = stats::intraclassCorrelation(numbers, model, ofMean, options.confidence);
    return {measure, result.icc, result.units, result.annotators, false};
}

void addForNumbers(std::vector<AgreementCoefficient>& out, const LabelArrays& arrays,
                   const AgreementOptions& options)
{
    const stats::NumericLabels numbers = numbersIn(arrays);
    using Measure = AgreementMeasure;
    out.push_back(icc(Measure::IccOneWay, numbers, stats::IccModel::OneWay, false, options));
    out.push_back(icc(Measure::IccAgreement, numbers, stats::IccModel::TwoWayRandom, false, options));
    out.push_back(icc(Measure::IccConsistency, numbers, stats::IccModel::TwoWayConsistent, false, options));
    out.push_back(icc(Measure::IccOfMean, numbers, stats::IccModel::OneWay, true, options));
    const stats::Concordance w = stats::kendallW(numbers);
    out.push_back({Measure::KendallW, w.w, w.units, w.annotators, false});
    const RatingSeries series(numbers);
    const std::vector<std::int32_t> active = activeIn(arrays.labels);
    const double confidence = options.confidence;
    out.push_back(meanCorrelation(Measure::Pearson, series, active, options.isQuick,
                                  [confidence](auto x, auto y) { return stats::pearson(x, y, confidence); }));
    out.push_back(
        meanCorrelation(Measure::Spearman, series, active, options.isQuick,
                        [confidence](auto x, auto y) { return stats::spearman(x, y, confidence); }));
    out.push_back(meanCorrelation(Measure::KendallTau, series, active, options.isQuick,
                                  [](auto x, auto y) { return stats::kendallTau(x, y); }));
}

/// The levels of everything in one ranking.
struct RankedItem
{
    std::int32_t annotator = 0;
    std::vector<std::pair<std::int32_t, double>> levels; ///< response, place
};

RankedItem rankedItem(const LabelTable& table, const RankingLabel& label)
{
    RankedItem item;
    item.annotator = table.headOf(label).annotator;
    std::int32_t last = 0;
    for (std::size_t index = 0; index < label.responses.size(); ++index) {
        item.levels.emplace_back(label.responses[index], label.levels[index]);
        last = std::max(last, label.levels[index] + 1);
    }
    for (const std::int32_t response : label.rest) {
        item.levels.emplace_back(response, last);
    }
    std::sort(item.levels.begin(), item.levels.end());
    return item;
}

/// W of one item: its answers are the units.
stats::Estimate concordance(const std::vector<RankedItem>& rankings)
{
    stats::NumericLabels numbers;
    numbers.units = static_cast<std::int32_t>(rankings.front().levels.size());
    numbers.annotators = static_cast<std::int32_t>(rankings.size());
    for (std::size_t who = 0; who < rankings.size(); ++who) {
        for (std::size_t place = 0; place < rankings[who].levels.size(); ++place) {
            numbers.rows.push_back({static_cast<std::int32_t>(place), static_cast<std::int32_t>(who),
                                    rankings[who].levels[place].second});
        }
    }
    return stats::kendallW(numbers).w;
}

/// Kendall's W of each ranked item and the mean over them; τ of each two rankings of an item.
void addForRankings(std::vector<AgreementCoefficient>& out, const LabelTable& table,
                    const LabelFilter& filter, double confidence)
{
    LabelFilter rankings = filter;
    rankings.kind = ItemKind::Ranking;
    const LabelSieve sieve(table, rankings);
    std::map<std::int32_t, std::vector<RankedItem>> byItem;
    for (const RankingLabel& label : table.rankings()) {
        if (sieve.accepts(table.headOf(label))) {
            byItem[table.headOf(label).item].push_back(rankedItem(table, label));
        }
    }
    std::vector<double> ws;
    std::vector<double> taus;
    for (const auto& [item, ranked] : byItem) {
        if (ranked.size() < 2) {
            continue;
        }
        if (const stats::Estimate w = concordance(ranked)) {
            ws.push_back(*w.value);
        }
        for (std::size_t one = 0; one < ranked.size(); ++one) {
            for (std::size_t other = one + 1; other < ranked.size(); ++other) {
                std::vector<double> x;
                std::vector<double> y;
                for (std::size_t place = 0; place < ranked[one].levels.size(); ++place) {
                    x.push_back(ranked[one].levels[place].second);
                    y.push_back(ranked[other].levels[place].second);
                }
                if (const stats::Estimate tau = stats::kendallTau(x, y).value) {
                    taus.push_back(*tau.value);
                }
            }
        }
    }
    const QString reason = u"No item was ranked by two people who told its answers apart."_s;
    out.push_back({AgreementMeasure::KendallW, stats::meanEstimate(ws, confidence, reason),
                   static_cast<std::int64_t>(ws.size()), 0, false});
    out.push_back({AgreementMeasure::KendallTau, stats::meanEstimate(taus, confidence, reason),
                   static_cast<std::int64_t>(taus.size()), static_cast<std::int64_t>(taus.size()), true});
}

void addAlphas(std::vector<AgreementCoefficient>& out, const LabelArrays& arrays,
               const AgreementOptions& options, const std::function<bool()>& isCancelled)
{
    std::vector<std::pair<AgreementMeasure, stats::AlphaLevel>> levels = {
        {AgreementMeasure::AlphaNominal, stats::AlphaLevel::Nominal},
        {AgreementMeasure::AlphaOrdinal, stats::AlphaLevel::Ordinal},
        {AgreementMeasure::AlphaInterval, stats::AlphaLevel::Interval}};
    if (!arrays.numbers.empty()) {
        levels.emplace_back(AgreementMeasure::AlphaRatio, stats::AlphaLevel::Ratio);
    }
    for (const auto& [measure, level] : levels) {
        const stats::Alpha alpha = alphaOf(arrays, level, options, isCancelled);
        out.push_back({measure, alpha.alpha, alpha.units, alpha.annotators, false});
    }
}

} // namespace

stats::Alpha alphaOf(const LabelArrays& arrays, stats::AlphaLevel level, const AgreementOptions& options,
                     const std::function<bool()>& isCancelled)
{
    stats::AlphaOptions alpha;
    alpha.level = level;
    alpha.scores = arrays.numbers;
    alpha.resamples = options.isQuick ? 0 : options.resamples;
    alpha.confidence = options.confidence;
    alpha.seed = options.seed;
    alpha.cancelled = isCancelled;
    return level == stats::AlphaLevel::Nominal ? stats::krippendorffAlpha(arrays.labels, alpha)
                                               : stats::krippendorffAlpha(orderedLabels(arrays), alpha);
}

std::vector<AgreementCoefficient> agreementCoefficients(const LabelTable& table, const LabelFilter& filter,
                                                        const LabelArrays& arrays,
                                                        const AgreementOptions& options,
                                                        const std::function<bool()>& isCancelled)
{
    using Measure = AgreementMeasure;
    const stats::Labels& labels = arrays.labels;
    const stats::Labels ordered = orderedLabels(arrays);
    const double confidence = options.confidence;
    std::vector<AgreementCoefficient> out;
    const std::int64_t annotators = stats::activeAnnotators(labels);
    const stats::Kappa fleiss = stats::fleissKappa(labels, confidence);
    out.push_back(
        {Measure::Percent, stats::percentAgreement(labels, confidence), fleiss.units, annotators, false});
    addAlphas(out, arrays, options, isCancelled);
    if (isCancelled && isCancelled()) {
        return {};
    }
    out.push_back(cohen(Measure::CohenKappa, labels, stats::AgreementWeights::None, options, isCancelled));
    out.push_back(
        cohen(Measure::CohenLinear, ordered, stats::AgreementWeights::Linear, options, isCancelled));
    out.push_back(
        cohen(Measure::CohenQuadratic, ordered, stats::AgreementWeights::Quadratic, options, isCancelled));
    out.push_back(ofKappa(Measure::ScottPi, stats::scottPi(labels, confidence)));
    out.push_back(ofKappa(Measure::FleissKappa, fleiss));
    out.push_back(ofKappa(Measure::RandolphKappa, stats::randolphKappa(labels, confidence)));
    out.push_back(
        ofKappa(Measure::GwetAc1, stats::gwetAgreement(labels, stats::AgreementWeights::None, confidence)));
    out.push_back(ofKappa(Measure::GwetAc2,
                          stats::gwetAgreement(ordered, stats::AgreementWeights::Quadratic, confidence)));
    if (isCancelled && isCancelled()) {
        return {};
    }
    if (!arrays.numbers.empty()) {
        addForNumbers(out, arrays, options);
    } else if (filter.kind == ItemKind::Ranking) {
        addForRankings(out, table, filter, confidence);
    }
    return out;
}

} // namespace plumbline
