#pragma once

#include "core/stats/estimate.h"

#include <cstdint>
#include <span>

namespace plumbline::stats {

/// The exact (Clopper–Pearson 1934) interval of `successes` among `total`; [0, 1] when total is 0.
[[nodiscard]] Interval clopperPearson(std::int64_t successes, std::int64_t total, double confidence);
/// Wilson's (1927) score interval; `successes` may hold halves (ties). [0, 1] when total is 0.
[[nodiscard]] Interval wilson(double successes, double total, double confidence);
/// successes/total with its Clopper–Pearson interval, or `whenEmpty` as the reason.
[[nodiscard]] Estimate proportion(std::int64_t successes, std::int64_t total, double confidence,
                                  const QString& whenEmpty);
/// The mean with Student's interval from the sample standard deviation. One value, or all equal values, give
/// no interval; none at all gives `whenEmpty`, a value that is not finite a reason of its own.
[[nodiscard]] Estimate meanEstimate(std::span<const double> values, double confidence,
                                    const QString& whenEmpty);
/// Exact two-sided binomial test of `successes` among `total` against one half (doubled smaller tail, at
/// most 1); 1 when total is 0.
[[nodiscard]] double signTestP(std::int64_t successes, std::int64_t total);

} // namespace plumbline::stats
