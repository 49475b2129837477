#pragma once

#include "core/stats/estimate.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// A model's place: by its score (1 = best, equal scores share a place), and the places that the intervals
/// leave open: `best` counts the models whose whole interval lies above, `worst` those whose whole interval
/// lies below.
struct ModelRank
{
    std::int32_t rank = 1;
    std::int32_t best = 1;
    std::int32_t worst = 1;
};

/// Places by score; with intervals (one per score, or none) the open places too. Without intervals every
/// place is taken as decided.
[[nodiscard]] std::vector<ModelRank> rankByInterval(const std::vector<double>& scores,
                                                    const std::vector<Interval>& intervals);

} // namespace plumbline::stats
