#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// The generator of resample `index` of a computation with this seed: independent of who computes it.
[[nodiscard]] Random resampleRandom(std::uint64_t seed, std::uint64_t index);

/// Successes in `trials` trials with chance p: by inversion for few expected successes, else by transformed
/// rejection (Hörmann 1993, BTRS).
[[nodiscard]] std::int64_t binomial(Random& random, std::int64_t trials, double p);

/// How often each cell is drawn when as many draws are made, with replacement, as the cells hold in all:
/// a bootstrap resample of `counts`. `counts` and `drawn` have the same size.
void multinomial(Random& random, const std::vector<std::int64_t>& counts, std::vector<std::int64_t>& drawn);

/// Numbers 0 … size − 1 in a random order (Fisher–Yates).
void shuffle(Random& random, std::vector<std::uint32_t>& numbers);

/// The p-quantile of values that this function may reorder, linear between neighbours (type 7).
[[nodiscard]] double quantile(std::vector<double>& values, double p);

} // namespace plumbline::stats
