#pragma once

#include "core/stats/consensus.h"
#include "core/stats/estimate.h"

#include <QString>

#include <cstdint>
#include <span>
#include <vector>

namespace plumbline::stats {

/// What a value of a preference question says. Margins lean towards B: −2 is "A is much better", +2 "B is
/// much better", 0 a tie.
struct PreferenceValue
{
    double margin = 0;
    bool isBothBad = false; ///< neither is good: a value of its own, without a margin
};

/// The five-point scale −2, −1, 0 (tie), +1, +2, then "both bad": values 0 to 5.
[[nodiscard]] std::vector<PreferenceValue> gradedPreferenceScale();

/// A preference as shares of the judgements instead of one winner.
struct SoftPreference
{
    double a = 0; ///< probability that A is better
    double b = 0;
    double tie = 0;
    double bothBad = 0;
    Estimate preferB; ///< (b + tie/2) / (a + b + tie): a target for a reward model; none if all say both bad
    Estimate margin;  ///< expected margin among those who compared, in the scale's unit
    Estimate spread;  ///< standard deviation of the margin among them
};

/// The soft label of one unit from the probability of each value of the scale (a row of a consensus's
/// posterior: vote shares, or what a model made of them).
[[nodiscard]] SoftPreference softPreference(std::span<const double> posterior,
                                            std::span<const PreferenceValue> scale);

struct SoftPreferences
{
    std::vector<SoftPreference> units; ///< one per unit
    QString undefined;                 ///< why there are none; else empty
};

/// The soft label of every unit. A unit nobody labelled has reasons instead of numbers and shares of 0.
[[nodiscard]] SoftPreferences softPreferences(const Consensus& consensus,
                                              std::span<const PreferenceValue> scale);

} // namespace plumbline::stats
