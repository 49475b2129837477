#pragma once

#include "core/stats/estimate.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// A stated probability of an event, and whether it happened.
struct Forecast
{
    double probability = 0;
    bool happened = false;
};

struct ReliabilityBin
{
    double low = 0; ///< the bin is (low, high], the first one [low, high]
    double high = 1;
    std::int64_t count = 0;
    double meanProbability = 0; ///< of its forecasts; 0 when empty
    Estimate observed;          ///< share that happened, with its exact interval
};

struct CalibrationOptions
{
    int bins = 10;
    bool isAdaptive = false; ///< bins of equal count (Nixon et al. 2019) rather than of equal width
    double confidence = kDefaultConfidence;
};

struct Calibration
{
    std::vector<ReliabilityBin> bins; ///< adaptive bins never part equal probabilities, so there may be fewer
    /// Expected calibration error (Naeini, Cooper & Hauskrecht 2015): Σ share of bin · |mean − observed|.
    Estimate expectedError;
    Estimate maximumError; ///< the largest |mean − observed| of a bin that is not empty
    Estimate brier;        ///< Brier 1950: mean (p − happened)², with Student's interval
    /// Brier of always forecasting the base rate: what a forecast has to beat.
    Estimate brierOfBaseRate;
    /// Chance that an event got a higher probability than a non-event (ties ½), with the interval of DeLong,
    /// DeLong & Clarke-Pearson 1988.
    Estimate auroc;
};

/// Forecasts outside [0, 1] or not finite are refused with a reason.
[[nodiscard]] Calibration calibration(const std::vector<Forecast>& forecasts,
                                      const CalibrationOptions& options = {});

} // namespace plumbline::stats
