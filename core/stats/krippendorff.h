#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"
#include "core/stats/parallel.h"
#include "core/stats/setdistance.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// What the distance of two values means.
enum class AlphaLevel {
    Nominal,  ///< 1 unless equal
    Ordinal,  ///< (number of pairable labels from one value to the other, ends halved)²
    Interval, ///< (c − k)²
    Ratio     ///< ((c − k) / (c + k))²; needs numbers from 0 up
};

/// How α is computed.
struct AlphaOptions
{
    AlphaLevel level = AlphaLevel::Nominal;
    /// The number of each value of the scale, for interval and ratio; empty: 1, 2, 3 …
    std::vector<double> scores;
    /// Resamples for the interval; 0: no interval.
    int resamples = 1000;
    double confidence = kDefaultConfidence;
    std::uint64_t seed = 1;
    std::size_t threads = 0; ///< 0: one per core; the result does not depend on it
    Cancelled cancelled;
};

/// Krippendorff's α with what it was computed from.
struct Alpha
{
    Estimate alpha;
    double observed = 0;         ///< observed disagreement
    double expected = 0;         ///< disagreement that chance would give
    std::int64_t units = 0;      ///< units with two labels or more; texts for spans
    std::int64_t labels = 0;     ///< labels on these (pairable values); characters × readers for spans
    std::int64_t annotators = 0; ///< annotators with a label
    int resamples = 0;           ///< that gave an α

    [[nodiscard]] static Alpha none(QString reason);
};

/// α = 1 − observed / expected disagreement (Krippendorff 2011, "Computing Krippendorff's
/// alpha-reliability"), any number of annotators, missing labels; a unit with one label counts for nothing.
/// Labels of one annotator on one unit count like those of several.
///
/// The interval is a percentile bootstrap over units: units with two labels or more are drawn with
/// replacement, and observed and expected disagreement are computed anew for each draw. (Krippendorff's own
/// algorithm draws single disagreements and keeps the expected one; it ignores that the margins vary.) Draws
/// in which all labels are equal have no α and are left out. One unit gives no interval, nor do ratio and set
/// distances over so many different values that the resamples would take minutes.
///
/// Undefined with a reason: no or one label, one annotator, nothing shared, a scale of one value, all
/// pairable labels equal (0 / 0: neither perfect nor none).
[[nodiscard]] Alpha krippendorffAlpha(const Labels& labels, const AlphaOptions& options = {});

/// The same for numbers; `scores` is not used. Interval and ordinal take O(n log n) for any number of
/// distinct values; ratio compares all pairs of values and refuses more than 20 000 different ones.
[[nodiscard]] Alpha krippendorffAlpha(const NumericLabels& labels, const AlphaOptions& options = {});

/// α over sets of options: value v of the labels stands for the set `sets[v]` (bit i: option i). The level
/// of `options` is not used.
[[nodiscard]] Alpha krippendorffAlphaSets(const Labels& labels, const std::vector<std::uint64_t>& sets,
                                          SetDistance distance, const AlphaOptions& options = {});

} // namespace plumbline::stats
