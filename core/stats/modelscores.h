#pragma once

#include "core/stats/estimate.h"
#include "core/stats/parallel.h"
#include "core/stats/rankbyinterval.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// Which votes hang together when intervals are computed.
enum class ClusterBy : std::uint8_t {
    None,      ///< every vote by itself
    Prompt,    ///< votes on the same prompt
    Annotator, ///< votes of the same annotator
    Both,      ///< two-way: both of them at once
};

enum class IntervalMethod : std::uint8_t {
    None,
    Model,     ///< inverse information: right only if the model is true and votes are independent
    Sandwich,  ///< Huber–White; robust against a wrong model, and with clusters against dependent votes
    Bootstrap, ///< percentiles of resampled votes or clusters
};

struct IntervalOptions
{
    IntervalMethod method = IntervalMethod::None;
    ClusterBy cluster = ClusterBy::None;
    double confidence = kDefaultConfidence;
    int resamples = 1'000;
    std::uint64_t seed = 1;
    std::size_t threads = 0; ///< 0: one per core; does not change the result
    Cancelled cancelled;
};

/// Scores of models on a natural-log scale, centred on 0: a difference d means odds of eᵈ. Or the sentence
/// that says why there are none.
struct ModelScores
{
    std::vector<double> scores;
    std::vector<Interval> intervals; ///< one per model; empty when none were asked for, or see noIntervals
    QString noIntervals;             ///< why there are no intervals although they were asked for
    /// Places by score with the percentiles of the places in the resamples (outward to whole places); with
    /// Bootstrap only.
    std::vector<ModelRank> resampledRanks;
    /// Of the centred scores, models × models row by row; with the methods Model and Sandwich.
    std::vector<double> covariance;
    std::optional<double> tieParameter; ///< Davidson's ν (0 without ties), Rao–Kupper's θ (1 without ties)
    std::vector<Estimate> effects;      ///< of the covariates, in logits per unit
    double logLikelihood = 0;           ///< at the scores, without the penalty
    double gradient =
        0; ///< largest component of the (penalised) gradient, in votes: the proof of convergence
    int iterations = 0;
    int failedResamples = 0; ///< bootstrap resamples in which no maximum exists
    QString undefined;

    explicit operator bool() const { return undefined.isEmpty(); }
    static ModelScores none(QString reason)
    {
        ModelScores scores;
        scores.undefined = std::move(reason);
        return scores;
    }
};

/// Ratings with 400 points for odds of 10 to 1 (or `scale` points for `base` to 1) from natural logs.
[[nodiscard]] double toElo(double score, double scale = 400, double base = 10);
/// The inverse: natural-log score of a rating (or of a difference of ratings).
[[nodiscard]] double fromElo(double rating, double scale = 400, double base = 10);

/// The penalty l2·Σθ² (as choix writes its alpha) of a Gaussian prior with this variance: 1/(2·variance).
[[nodiscard]] double l2OfPriorVariance(double variance);
/// The same for scikit-learn's C (penalty ½Σθ², likelihood times C): 1/(2C).
[[nodiscard]] double l2OfInverseStrength(double c);

/// The percentile interval of each column of `samples` (one row of `width` values a resample, those marked
/// `good` count), and how many failed. Where so many failed that a bound would be among them, none, and
/// `result` says so. The first columns are the scores, whose places `result` gets.
[[nodiscard]] std::vector<Interval> percentileIntervals(const std::vector<double>& samples,
                                                        const std::vector<char>& good, std::size_t width,
                                                        double confidence, ModelScores& result);

/// Subtracts the mean.
void centre(std::vector<double>& scores);

} // namespace plumbline::stats
