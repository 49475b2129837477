#pragma once

#include "core/stats/estimate.h"

#include <cstdint>

namespace plumbline::stats {

/// Prior weight of the mixtures below: Beta(2, 2) puts most of it on gaps that occur between models.
inline constexpr double kMixturePrior = 2;

/// ln of the evidence against "the mean is `mean`" after `count` values in [0, 1] that sum to `sum`: the
/// Beta(a, a) mixture of Bernoulli likelihood ratios (Robbins 1970),
///   M = B(a + S, a + n − S) / (B(a, a) · mean^S · (1 − mean)^(n − S)).
/// By the convexity of x ↦ (q/m)^x ((1−q)/(1−m))^(1−x) it is a supermartingale for any values in [0, 1] with
/// that conditional mean (Howard, Ramdas, McAuliffe & Sekhon 2021, "Time-uniform, nonparametric,
/// nonasymptotic confidence sequences", sub-Bernoulli case), so by Ville's inequality
/// P(some n: M ≥ 1/α) ≤ α, whenever and however often one looks.
[[nodiscard]] double logMixtureEvidence(double sum, double count, double mean, double prior = kMixturePrior);

/// All means that this evidence does not refute at 1 − confidence: an interval that covers the mean at every
/// look at once. [0, 1] without data. Errors of its ends lie outward.
[[nodiscard]] Interval alwaysValidInterval(double sum, double count, double confidence,
                                           double prior = kMixturePrior);

/// The share of wins with its always-valid interval; ties count half. None without votes.
[[nodiscard]] Estimate alwaysValidWinRate(double wins, double losses, double ties,
                                          double confidence = kDefaultConfidence);

/// Confidence sequence for the mean of values in [0, 1] that adapts to their spread (ratings on their scale,
/// agreement shares): the predictable plug-in empirical Bernstein sequence of Waudby-Smith & Ramdas 2024
/// ("Estimating means of bounded random variables by betting", Theorem 2),
///   (Σ λᵢXᵢ ± (ln(2/α) + Σ 4(Xᵢ − μ̂ᵢ₋₁)² ψ(λᵢ))) / Σ λᵢ,  ψ(λ) = (−ln(1−λ) − λ)/4,
///   λₜ = min(√(2 ln(2/α) / (σ̂²ₜ₋₁ t ln(1+t))), ½),
/// intersected over time. Constant work for each value.
class BoundedMeanSequence
{
public:
    explicit BoundedMeanSequence(double confidence = kDefaultConfidence);

    /// Takes the next value. Values outside [0, 1] or not finite are a reason in estimate() from then on.
    void add(double value);
    [[nodiscard]] std::int64_t count() const { return m_count; }
    /// The sample mean, clamped into the interval; none before the first value.
    [[nodiscard]] Estimate estimate() const;

private:
    double m_logTerm;
    std::int64_t m_count = 0;
    bool m_isBroken = false;
    double m_sum = 0;
    double m_squares = 0.25; ///< ¼ + Σ (Xᵢ − μ̂ᵢ)²
    double m_bets = 0;       ///< Σ λᵢ
    double m_betSum = 0;     ///< Σ λᵢXᵢ
    double m_slack = 0;      ///< Σ vᵢψ(λᵢ)
    Interval m_interval{0, 1};
};

} // namespace plumbline::stats
