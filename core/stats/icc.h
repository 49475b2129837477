#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"

#include <cstdint>
#include <optional>

namespace plumbline::stats {

/// Which intraclass correlation (Shrout & Fleiss 1979; McGraw & Wong 1996).
enum class IccModel {
    OneWay,          ///< ICC(1): each unit rated by others
    TwoWayRandom,    ///< ICC(2): the same annotators, a sample of many; absolute agreement
    TwoWayConsistent ///< ICC(3): the same annotators, only these; consistency
};

/// An intraclass correlation with its F test of no difference between units.
struct Icc
{
    Estimate icc; ///< with its interval
    std::optional<double> f;
    double df1 = 0;
    double df2 = 0;
    std::optional<double> pValue;
    std::int64_t units = 0;      ///< that were used
    std::int64_t annotators = 0; ///< that were used
};

/// ICC(model, 1) of one annotator's ratings, or with `ofMean` ICC(model, k) of the mean of k annotators.
///
/// The two-way forms need units that all annotators rated: annotators without a rating and units that are not
/// complete are left out. ICC(1) takes every unit with two ratings or more; with unequal numbers k is their
/// effective mean, and the interval is an approximation. Intervals from the F distribution; absent where the
/// error variance is 0. Undefined with a reason: fewer than two such units, one annotator, all ratings equal,
/// an annotator who rated a unit twice (two-way), values that are not finite.
[[nodiscard]] Icc intraclassCorrelation(const NumericLabels& ratings, IccModel model, bool ofMean = false,
                                        double confidence = kDefaultConfidence);

} // namespace plumbline::stats
