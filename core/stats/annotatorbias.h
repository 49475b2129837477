#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// How far an annotator's ratings lie above (lenient) or below (severe) everybody's.
struct Leniency
{
    std::int32_t annotator = 0;
    std::int64_t ratings = 0; ///< on units that others rated too
    Estimate offset;          ///< in points of the scale, with its interval; 0 is the mean annotator
    double shrunk = 0;        ///< the offset pulled toward 0 by how little is known of it
    std::int32_t group = 0;   ///< offsets compare only within a group: annotators linked by shared units
};

/// Least squares on rating = unit + annotator over the units with two ratings or more, annotators centred on
/// 0 within each linked group. Shrinkage is empirical Bayes: the offset times τ²/(τ² + its variance), τ² the
/// variance between annotators by DerSimonian & Laird (1986). One entry for each annotator, in order.
[[nodiscard]] std::vector<Leniency> leniency(const NumericLabels& ratings,
                                             double confidence = kDefaultConfidence);

/// One label with when and how it was given.
struct WorkedLabel
{
    std::int32_t annotator = 0;
    double order = 0;                ///< place in the annotator's own sequence, or a time
    std::optional<double> seconds;   ///< time spent; absent: not recorded
    std::optional<double> agreement; ///< share of the others who gave the same, 0…1; absent: no others
};

/// Whether quick labels agree less.
struct SpeedBias
{
    std::int32_t annotator = -1; ///< −1: everybody
    std::int64_t timed = 0;
    Estimate medianSeconds;
    Estimate tooFastShare;  ///< labels quicker than the limit, with its exact interval
    Estimate fastAgreement; ///< mean agreement of the quickest quarter
    Estimate restAgreement; ///< of the others
    Estimate difference;    ///< fastAgreement − restAgreement, Welch interval; below 0: haste costs
};

/// Everybody first, then each annotator. `tooFastSeconds`: below this a label was not read.
[[nodiscard]] std::vector<SpeedBias> speedBias(const std::vector<WorkedLabel>& labels,
                                               std::int32_t annotators, double tooFastSeconds,
                                               double confidence = kDefaultConfidence);

/// A value that may change while somebody works: agreement with the others, or rating minus the mean of the
/// others (leniency).
struct OrderedValue
{
    std::int32_t annotator = 0;
    double order = 0; ///< place in the annotator's sequence; only its order counts
    double value = 0;
};

/// A trend from the first to the last label.
struct Drift
{
    std::int32_t annotator = -1; ///< −1: everybody
    std::int64_t labels = 0;
    Estimate change;   ///< of the value from the first to the last label, with its interval
    double pValue = 1; ///< two-sided test of no change; 1 where there is none
};

/// Everybody first, then each annotator. The place in an annotator's sequence runs from 0 to 1 (ties share
/// the mean place). One annotator: least squares with heteroskedasticity-robust (HC3) errors and Student's t.
/// Everybody: slopes within annotators, errors clustered by annotator.
[[nodiscard]] std::vector<Drift> drift(const std::vector<OrderedValue>& values, std::int32_t annotators,
                                       double confidence = kDefaultConfidence);

/// Answers with a known right one: gold items, or attention checks.
struct KnownAnswer
{
    std::int32_t annotator = 0;
    bool isRight = false;
};

struct KnownAnswerScore
{
    std::int32_t annotator = -1; ///< −1: everybody
    std::int64_t right = 0;
    std::int64_t answered = 0;
    Estimate accuracy; ///< with its exact interval
};

/// Everybody first, then each annotator.
[[nodiscard]] std::vector<KnownAnswerScore> knownAnswerScores(const std::vector<KnownAnswer>& answers,
                                                              std::int32_t annotators,
                                                              double confidence = kDefaultConfidence);
/// The answers of `labels` to the units of which `gold` holds the right value (absent: not gold).
[[nodiscard]] std::vector<KnownAnswer> goldAnswers(const Labels& labels,
                                                   const std::vector<std::optional<std::int32_t>>& gold);

} // namespace plumbline::stats
