#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plumbline::stats {

/// A correlation of two series with the test that there is none.
struct Correlation
{
    Estimate value;               ///< with its interval, from four pairs on; none at ±1
    std::optional<double> pValue; ///< two-sided
    std::int64_t pairs = 0;
};

/// Pearson's r; p by Student's t with n − 2 (three pairs or more), interval by Fisher's z. The series pair up
/// by position. Undefined with a reason: different lengths, fewer than two pairs, a series that does not
/// vary, values that are not finite.
[[nodiscard]] Correlation pearson(std::span<const double> x, std::span<const double> y,
                                  double confidence = kDefaultConfidence);

/// Spearman's ρ: Pearson's r of the ranks, ties sharing their middle rank. Interval by Fisher's z with the
/// variance of Bonett & Wright (2000), (1 + ρ²/2) / (n − 3).
[[nodiscard]] Correlation spearman(std::span<const double> x, std::span<const double> y,
                                   double confidence = kDefaultConfidence);

/// Kendall's τ-b in O(n log n) (Knight 1966). p: exact without ties and up to 33 pairs, else normal with the
/// variance for ties (Kendall 1970). No interval.
[[nodiscard]] Correlation kendallTau(std::span<const double> x, std::span<const double> y);

/// Ranks 1 … n, ties sharing their middle rank.
[[nodiscard]] std::vector<double> middleRanks(std::span<const double> values);

/// Kendall's coefficient of concordance among annotators who rank or rate the same units.
struct Concordance
{
    Estimate w;            ///< 0 … 1, no interval
    double chiSquared = 0; ///< Friedman's statistic, annotators · (units − 1) · W
    double df = 0;
    std::optional<double> pValue;
    std::int64_t units = 0;
    std::int64_t annotators = 0;
};

/// Kendall's W, corrected for ties (Siegel & Castellan 1988), over the units that every active annotator
/// rated; each annotator's values are ranked among these.
[[nodiscard]] Concordance kendallW(const NumericLabels& ratings);

} // namespace plumbline::stats
