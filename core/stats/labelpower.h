#pragma once

#include "core/stats/estimate.h"
#include "core/stats/parallel.h"
#include "core/stats/samplesize.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// A ranking to be found out by annotators who err.
struct LabelPowerPlan
{
    std::int32_t models = 2; ///< 2…64
    /// Neighbours in the ranking: the better one is better on a share ½ + gap of the prompts; (0, ½). Models
    /// farther apart differ by more, as Bradley–Terry scores at equal distances do.
    double gap = 0.1;
    double accuracy =
        0.8;            ///< share of decided labels that say which response is better on that prompt; (½, 1]
    double tieRate = 0; ///< share of labels that say "tie" whatever is better; [0, 1)
    std::int32_t overlap = 1; ///< labels on each item, 1…1000
    double power = 0.8;       ///< wanted chance that the whole ranking is decided, and rightly; (0, 1)
    double confidence = kDefaultConfidence; ///< 1 − chance that any pair is decided wrongly
    std::int32_t runs = 1000;               ///< simulated annotations, 20…100000
    std::int64_t mostItems = 200'000;       ///< on one pair; nothing beyond is simulated
    std::uint64_t seed = 1;
};

/// The chance that the ranking is decided with so many items on each pair.
struct LabelPowerPoint
{
    std::int64_t items = 0;  ///< on each pair
    std::int64_t labels = 0; ///< in all: items · overlap · pairs
    Estimate decided;        ///< share of runs with the whole ranking decided rightly, Clopper–Pearson
    Estimate wrong;          ///< share of runs with a pair decided wrongly
    Estimate
        decidedByLooking; ///< the same when one looks after every item and stops as soon as it is decided
};

/// How many labels decide a ranking.
struct LabelPower
{
    /// One test at the end: labels in all at which the share of decided runs reaches the power; between two
    /// points in proportion. The interval: where the ends of that share's interval reach it.
    Estimate labels;
    Estimate itemsPerPair;
    /// The same with always-valid evidence, looked at after each item: the labels by which a share of `power`
    /// of the runs is decided. More than for one test, since one may stop at any time.
    Estimate labelsByLooking;
    Estimate typicalByLooking; ///< median number of labels at which looking finds the ranking decided
    /// What sampleSize() says of one pair of neighbours with the same gap, times the pairs: for two models
    /// the same question, for more only a bound from below, as all neighbours must be found at once.
    Estimate closedForm;
    SamplePlan plan; ///< that question: the gap and the agreement that the labels will show
    std::int64_t pairs = 0;
    std::vector<LabelPowerPoint> curve;
};

/// The gap that labels show (accuracy and ties dilute it) and the agreement of two labels on one item beyond
/// chance. With d = 2·accuracy − 1, g = gap, t = tieRate and a label worth 1, 0 or −1:
///   mean m = 2gd(1 − t), variance (1 − t) − m², covariance of two labels of one item (1 − t)²d² − m².
[[nodiscard]] SamplePlan labelPlan(const LabelPowerPlan& plan);

/// Simulates `runs` times: each pair of models gets items, on each item one response is better (by the gap of
/// that pair), `overlap` annotators say which with errors. A pair is decided when the items' mean labels
/// differ from 0 by the score test z = Σy/√(Σy²) at (1 − confidence)/pairs, both sides; the ranking is
/// decided when all neighbours are (the others follow, as every ranking is transitive). By looking: when the
/// always-valid evidence of logMixtureEvidence() over the items' majorities reaches ln(pairs/(1 −
/// confidence)). Each run draws from a generator of its own, so the numbers do not depend on the number of
/// threads. None with a reason where the plan makes no sense, or where mostItems is not enough.
[[nodiscard]] LabelPower labelPower(const LabelPowerPlan& plan, const Cancelled& isCancelled = {},
                                    std::size_t threads = 0);

} // namespace plumbline::stats
