#pragma once

#include <QString>

#include <limits>
#include <optional>
#include <utility>

namespace plumbline::stats {

/// A closed interval [low, high] in the unit of what it belongs to.
struct Interval
{
    double low = 0;
    double high = 0;
};

/// A number computed from labels, or the sentence that says why there is none. Never NaN: what cannot be
/// computed is undefined, with its reason.
struct Estimate
{
    std::optional<double> value;
    std::optional<Interval> interval; ///< at the level that was asked for; absent when none was
    QString undefined;                ///< why there is no value: a whole sentence; empty when there is one

    static Estimate of(double value) { return {value, std::nullopt, QString()}; }
    static Estimate of(double value, Interval interval) { return {value, interval, QString()}; }
    static Estimate none(QString reason) { return {std::nullopt, std::nullopt, std::move(reason)}; }

    explicit operator bool() const { return value.has_value(); }
    [[nodiscard]] double valueOr(double fallback) const { return value.value_or(fallback); }
};

/// Significance for intervals: 1 − confidence.
inline constexpr double kDefaultConfidence = 0.95;

} // namespace plumbline::stats
