#pragma once

#include "core/stats/krippendorff.h"

#include <functional>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// α of a sample in which unit i occurs `weights[i]` times; nothing where it is undefined.
using AlphaOfWeights = std::function<std::optional<double>(const std::vector<std::int64_t>& weights)>;

/// Gives `out` its percentile interval over units: resamples of `weights` (multinomial, one generator for
/// each). Leaves `out` without an interval where fewer than two units are there or fewer than half of the
/// resamples have an α; replaces it by a reason when cancelled.
void addAlphaInterval(Alpha& out, const std::vector<std::int64_t>& weights, const AlphaOfWeights& alphaOf,
                      const AlphaOptions& options);

} // namespace plumbline::stats
