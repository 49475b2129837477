#pragma once

#include "core/stats/comparisons.h"
#include "core/stats/estimate.h"
#include "core/stats/parallel.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

struct EloOptions
{
    double k = 4;       ///< points that a surprise moves a rating, times the vote's weight
    double scale = 400; ///< points for odds of `base` to 1
    double base = 10;
    double initial = 1'000;
    /// 0: the votes in their order. Otherwise the mean over this many random orders, since Elo depends on
    /// the order although nothing about the models does.
    int permutations = 0;
    /// With intervals: resamples of the votes, each in a random order. 0: none.
    int resamples = 0;
    double confidence = kDefaultConfidence;
    std::uint64_t seed = 1;
    std::size_t threads = 0;
    Cancelled cancelled;
};

/// Elo ratings in points (see fromElo for natural logs), or why there are none.
struct EloRatings
{
    std::vector<double> ratings;
    std::vector<Interval> intervals; ///< percentiles of the resamples; empty without
    std::vector<double> spread;      ///< standard deviation of a rating between orders; with permutations
    QString undefined;

    explicit operator bool() const { return undefined.isEmpty(); }
};

/// Elo 1978: after each vote R_a += K (S_a − 1/(1 + base^((R_b − R_a)/scale))), and R_b the opposite.
[[nodiscard]] EloRatings elo(const Comparisons& votes, const EloOptions& options = {});

} // namespace plumbline::stats
