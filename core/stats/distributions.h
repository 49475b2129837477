#pragma once

namespace plumbline::stats {

/// Distribution functions that tests and intervals need. Arguments outside their domain are a programmer
/// error (Q_ASSERT). Both tails keep their relative accuracy: about 1e-13 for ordinary arguments, 1e-10 for
/// shapes up to 1e5. Parameters of shape and degrees of freedom are positive and need not be whole.
/// Quantiles take p in [0, 1]; p of 0 and 1 give the ends of the support, which may be infinite.
///
/// Sources: incomplete gamma and beta by series and continued fractions (Lentz's method; Abramowitz & Stegun
/// 6.5.29, 6.5.31, 26.5.8) with the saddle-point form of their leading factor (Loader 2000, "Fast and
/// accurate computation of binomial probabilities"); quantiles by bracketing on the smaller tail.

/// Φ(x), the standard normal distribution function.
[[nodiscard]] double normalCdf(double x);
/// P(Z > x) of a standard normal Z.
[[nodiscard]] double normalUpper(double x);
/// φ(x), the standard normal density.
[[nodiscard]] double normalDensity(double x);
/// Φ⁻¹(p). Start value: Abramowitz & Stegun 26.2.23, refined by Halley steps.
[[nodiscard]] double normalQuantile(double p);
/// z of a two-sided interval: Φ⁻¹(1 − (1 − confidence)/2), confidence in (0, 1).
[[nodiscard]] double normalTwoSided(double confidence);
/// P(|Z| ≥ |z|) of a standard normal Z.
[[nodiscard]] double normalTwoSidedP(double z);

/// ln Γ(x) for x > 0, safe in threads.
[[nodiscard]] double logGamma(double x);
/// ln B(a, b).
[[nodiscard]] double logBeta(double a, double b);

/// P(a, x), the regularised lower incomplete gamma function.
[[nodiscard]] double regularizedGamma(double a, double x);
/// Q(a, x) = 1 − P(a, x).
[[nodiscard]] double regularizedGammaUpper(double a, double x);
/// I_x(a, b), the regularised incomplete beta function.
[[nodiscard]] double regularizedBeta(double a, double b, double x);
/// 1 − I_x(a, b).
[[nodiscard]] double regularizedBetaUpper(double a, double b, double x);
/// x with I_x(a, b) = p.
[[nodiscard]] double betaQuantile(double a, double b, double p);

/// P(X ≤ x) of χ² with `df` degrees of freedom.
[[nodiscard]] double chiSquaredCdf(double x, double df);
/// P(X > x) of χ²: the p value of a χ² statistic.
[[nodiscard]] double chiSquaredUpper(double x, double df);
/// x with P(X ≤ x) = p.
[[nodiscard]] double chiSquaredQuantile(double p, double df);

/// P(T ≤ t) of Student's t with `df` degrees of freedom.
[[nodiscard]] double studentCdf(double t, double df);
/// P(T > t).
[[nodiscard]] double studentUpper(double t, double df);
/// t with P(T ≤ t) = p.
[[nodiscard]] double studentQuantile(double p, double df);
/// P(|T| ≥ |t|).
[[nodiscard]] double studentTwoSidedP(double t, double df);
/// t of a two-sided interval of Student's distribution.
[[nodiscard]] double studentTwoSided(double confidence, double df);

/// P(X ≤ x) of Fisher's F with `df1` and `df2` degrees of freedom.
[[nodiscard]] double fisherCdf(double x, double df1, double df2);
/// P(X > x): the p value of an F statistic.
[[nodiscard]] double fisherUpper(double x, double df1, double df2);
/// x with P(X ≤ x) = p.
[[nodiscard]] double fisherQuantile(double p, double df1, double df2);

} // namespace plumbline::stats
