#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"
#include "core/stats/parallel.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// What the ratings of one unit say together.
struct NumericUnit
{
    std::int32_t labels = 0;
    Estimate mean;
    Estimate median; ///< of an even number of ratings the middle of the two inner ones
    Estimate robust; ///< weighted by inverse variance, bias removed; with an interval
};

/// How an annotator rates beside the others.
struct NumericAnnotator
{
    std::int32_t labels = 0;
    Estimate bias;      ///< above 0: rates higher than the others
    Estimate deviation; ///< standard deviation of their ratings around value + bias
};

struct NumericConsensus
{
    std::vector<NumericUnit> units;
    std::vector<NumericAnnotator> annotators;
    int iterations = 0;
    bool converged = false;
    QString undefined; ///< why there is nothing at all; else empty

    explicit operator bool() const { return undefined.isEmpty(); }
};

struct NumericConsensusOptions
{
    int maxIterations = 500;
    double tolerance = 1e-9; ///< largest change of a value, in standard deviations of the ratings
    double confidence = kDefaultConfidence; ///< of the intervals of `robust`
    double priorLabels = 2;                 ///< labels' worth of the pooled variance in each annotator's
    Cancelled cancelled;
};

/// Mean, median and a robust consensus of ratings. The robust one fits rating = value of the unit + bias of
/// the annotator + error with the annotator's own variance, by EM over the values: a value is the mean of the
/// ratings less bias, weighted by inverse variance; biases are drawn to 0 and variances to the pooled one, so
/// that few labels do not earn a weight they have not shown.
/// Sources: V. C. Raykar et al., "Learning from crowds", JMLR 11 (2010), section 5 (regression: weights by
/// the annotators' precisions); C. Piech et al., "Tuned models of peer assessment in MOOCs", EDM 2013, model
/// PG1 (bias and reliability of each grader).
[[nodiscard]] NumericConsensus numericConsensus(const NumericLabels& labels,
                                                const NumericConsensusOptions& options = {});

} // namespace plumbline::stats
