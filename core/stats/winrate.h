#pragma once

#include "core/stats/comparisons.h"
#include "core/stats/modelscores.h"

#include <vector>

namespace plumbline::stats {

enum class RateInterval : std::uint8_t {
    Wilson,         ///< Wilson 1927, the score interval
    ClopperPearson, ///< Clopper & Pearson 1934, never too narrow
    Clustered,      ///< Student's, from the votes summed by cluster
};

struct WinRateOptions
{
    RateInterval interval = RateInterval::Wilson;
    ClusterBy cluster = ClusterBy::Prompt; ///< for RateInterval::Clustered; Both counts as Prompt
    double confidence = kDefaultConfidence;
};

/// How often a model won, a tie as half a win.
struct ModelWinRate
{
    double wins = 0; ///< sums of weights
    double ties = 0;
    double losses = 0;
    /// (wins + ½ ties) / all, with its interval; undefined without a vote.
    Estimate rate;
    /// The mean over its opponents of the rate against each, which uneven pairing does not bend; undefined
    /// unless it met every other model. No interval.
    Estimate balanced;
};

struct WinRates
{
    std::vector<ModelWinRate> models;
    QString undefined;

    explicit operator bool() const { return undefined.isEmpty(); }
};

/// The win rate of every model. Weighted votes count as (Σw)²/Σw² votes in the interval (Kish 1965).
[[nodiscard]] WinRates winRates(const Comparisons& votes, const WinRateOptions& options = {});

/// The interval of a rate of `successes` (halves allowed) among `total`; [0, 1] when total is 0.
[[nodiscard]] Interval rateInterval(double successes, double total, RateInterval method, double confidence);

} // namespace plumbline::stats
