#include "core/stats/distributions.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace plumbline::stats {

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kMaxSteps = 2'000'000; // the fractions need about √shape steps; this only stops a runaway

/// Both tails of a distribution; neither is 1 minus the other unless that loses nothing.
struct Tails
{
    double lower = 0;
    double upper = 1;
};

/// ln Γ(z + 1) − (z + ½) ln z + z − ½ ln 2π: what Stirling's formula leaves out.
double stirlingError(double z)
{
    constexpr double kSeriesFrom = 15;
    if (z < kSeriesFrom) {
        return logGamma(z + 1) - (z + 0.5) * std::log(z) + z - 0.5 * std::log(2 * std::numbers::pi);
    }
    const double square = z * z;
    return (1.0 / 12 -
            (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) /
           z;
}

/// x ln(x/m) + m − x without cancellation where x is near m.
double deviance(double x, double m)
{
    if (std::abs(x - m) >= 0.1 * (x + m)) {
        return x > 0 ? x * std::log(x / m) + m - x : m;
    }
    const double v = (x - m) / (x + m);
    double sum = (x - m) * v;
    double term = 2 * x * v;
    for (int step = 1; step < 1000; ++step) {
        term *= v * v;
        const double next = sum + term / (2 * step + 1);
        if (next == sum) {
            break;
        }
        sum = next;
    }
    return sum;
}

/// xᵃ e⁻ˣ / Γ(a).
double gammaFactor(double a, double x)
{
    return std::exp(-stirlingError(a) - deviance(a, x)) * std::sqrt(a / (2 * std::numbers::pi));
}

/// xᵃ yᵇ / B(a, b) where x + y = 1.
double betaFactor(double a, double b, double x, double y)
{
    const double n = a + b;
    const double exponent =
        stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
    return std::exp(exponent) * std::sqrt(a * b / (2 * std::numbers::pi * n));
}

double awayFromZero(double value)
{
    constexpr double kTiny = 1e-300;
    return std::abs(value) < kTiny ? kTiny : value;
}

double gammaSeries(double a, double x)
{
    double term = 1 / a;
    double sum = term;
    for (int step = 1; step < kMaxSteps && term > sum * kEpsilon * 0.1; ++step) {
        term *= x / (a + step);
        sum += term;
    }
    return sum;
}

double gammaFraction(double a, double x)
{
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / awayFromZero(b);
    double fraction = d;
    for (int step = 1; step < kMaxSteps; ++step) {
        const double numerator = -step * (step - a);
        b += 2;
        d = 1 / awayFromZero(b + numerator * d);
        c = awayFromZero(b + numerator / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) <= kEpsilon) {
            break;
        }
    }
    return fraction;
}

Tails gammaTails(double a, double x)
{
    Q_ASSERT(a > 0 && !std::isnan(x));
    if (x <= 0) {
        return {0, 1};
    }
    if (std::isinf(x)) {
        return {1, 0};
    }
    if (x < a + 1) {
        const double lower = std::min(1.0, gammaFactor(a, x) * gammaSeries(a, x));
        return {lower, 1 - lower};
    }
    const double upper = std::min(1.0, gammaFactor(a, x) * gammaFraction(a, x));
    return {1 - upper, upper};
}

double betaFraction(double a, double b, double x)
{
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int step = 1; step <= kMaxSteps; ++step) {
        const double m = step;
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / awayFromZero(1 + even * d);
        c = awayFromZero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / awayFromZero(1 + odd * d);
        c = awayFromZero(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) <= kEpsilon) {
            break;
        }
    }
    return fraction;
}

/// y = 1 − x, handed over so that an x near 1 keeps its distance from it.
Tails betaTails(double a, double b, double x, double y)
{
    Q_ASSERT(a > 0 && b > 0 && !std::isnan(x));
    if (x <= 0) {
        return {0, 1};
    }
    if (y <= 0) {
        return {1, 0};
    }
    const double factor = betaFactor(a, b, x, y);
    if (x < (a + 1) / (a + b + 2)) {
        const double lower = std::min(1.0, factor * betaFraction(a, b, x) / a);
        return {lower, 1 - lower};
    }
    const double upper = std::min(1.0, factor * betaFraction(b, a, y) / b);
    return {1 - upper, upper};
}

/// A function's value at a place.
struct Point
{
    double u = 0;
    double value = 0;
};

/// Two places between which a rising function changes its sign, found by doubling steps from `start`.
template <typename Rising> std::pair<Point, Point> bracketed(double start, Rising rising)
{
    constexpr double kFarthest = 1e6;
    Point low{start - 1, rising(start - 1)};
    Point high{start + 1, rising(start + 1)};
    for (double step = 1; low.value > 0 && step < kFarthest; step *= 2) {
        high = low;
        low = {low.u - step, rising(low.u - step)};
    }
    for (double step = 1; high.value < 0 && step < kFarthest; step *= 2) {
        low = high;
        high = {high.u + step, rising(high.u + step)};
    }
    return {low, high};
}

/// The zero of a rising function between two places by Ridders' method, which halves at least every second
/// step.
template <typename Rising> double zeroBetween(Point low, Point high, Rising rising)
{
    constexpr int kSteps = 200;
    for (int step = 0; step < kSteps && low.value != 0 && high.value != 0; ++step) {
        const double middle = 0.5 * (low.u + high.u);
        if (middle <= low.u || middle >= high.u || high.u - low.u <= kEpsilon * std::abs(middle)) {
            break;
        }
        Point first{middle, rising(middle)};
        const double root = std::sqrt(first.value * first.value - low.value * high.value);
        const double guess = root > 0 ? middle - (middle - low.u) * first.value / root : middle;
        const double next = guess > low.u && guess < high.u ? guess : middle;
        Point second{next, rising(next)};
        if (second.u < first.u) {
            std::swap(first, second);
        }
        // Of low, first, second, high keep the two neighbours between which the sign changes.
        if (first.value >= 0) {
            high = first;
        } else if (second.value >= 0) {
            low = first;
            high = second;
        } else {
            low = second;
        }
    }
    return std::abs(low.value) < std::abs(high.value) ? low.u : high.u;
}

/// u with ln(tail at u) = ln(wanted tail), where the smaller of the wanted tails decides; `tails` has its
/// lower tail rise with u.
template <typename TailsOf> double solveTails(Tails wanted, double start, TailsOf tails)
{
    const bool useLower = wanted.lower <= wanted.upper;
    const double target = std::log(useLower ? wanted.lower : wanted.upper);
    const auto rising = [&](double u) {
        const Tails at = tails(u);
        constexpr double kLogOfNothing = -1e4;
        const double tail = useLower ? at.lower : at.upper;
        const double gap = (tail > 0 ? std::log(tail) : kLogOfNothing) - target;
        return useLower ? gap : -gap;
    };
    const auto [low, high] = bracketed(start, rising);
    return zeroBetween(low, high, rising);
}

/// u = ln(x / (1 − x)) of the quantile of a beta distribution.
double betaLogit(double a, double b, Tails wanted)
{
    return solveTails(wanted, std::log(a / b), [a, b](double u) {
        return betaTails(a, b, 1 / (1 + std::exp(-u)), 1 / (1 + std::exp(u)));
    });
}

} // namespace

double normalCdf(double x)
{
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normalUpper(double x)
{
    return 0.5 * std::erfc(x / std::numbers::sqrt2);
}

double normalDensity(double x)
{
    return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
}

double normalQuantile(double p)
{
    Q_ASSERT(p >= 0 && p <= 1);
    const double tail = std::min(p, 1 - p);
    if (tail <= 0) {
        return p < 0.5 ? -kInfinity : kInfinity;
    }
    if (tail == 0.5) {
        return 0;
    }
    const double t = std::sqrt(-2 * std::log(tail));
    double x =
        t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    // x solves P(Z > x) = tail; Halley's method on the upper tail keeps its relative accuracy.
    for (int step = 0; step < 3; ++step) {
        const double u = (normalUpper(x) - tail) / normalDensity(x);
        x += u / (1 - 0.5 * x * u);
    }
    return p < 0.5 ? -x : x;
}

double normalTwoSided(double confidence)
{
    Q_ASSERT(confidence > 0 && confidence < 1);
    return -normalQuantile((1 - confidence) / 2);
}

double normalTwoSidedP(double z)
{
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

double logGamma(double x)
{
    Q_ASSERT(x > 0);
    int sign = 0; // std::lgamma would write it into a global
    return lgamma_r(x, &sign);
}

double logBeta(double a, double b)
{
    Q_ASSERT(a > 0 && b > 0);
    return logGamma(a) + logGamma(b) - logGamma(a + b);
}

double regularizedGamma(double a, double x)
{
    return gammaTails(a, x).lower;
}

double regularizedGammaUpper(double a, double x)
{
    return gammaTails(a, x).upper;
}

double regularizedBeta(double a, double b, double x)
{
    return betaTails(a, b, x, 1 - x).lower;
}

double regularizedBetaUpper(double a, double b, double x)
{
    return betaTails(a, b, x, 1 - x).upper;
}

double betaQuantile(double a, double b, double p)
{
    Q_ASSERT(a > 0 && b > 0 && p >= 0 && p <= 1);
    if (p <= 0 || p >= 1) {
        return p <= 0 ? 0 : 1;
    }
    return 1 / (1 + std::exp(-betaLogit(a, b, {p, 1 - p})));
}

double chiSquaredCdf(double x, double df)
{
    return gammaTails(df / 2, x / 2).lower;
}

double chiSquaredUpper(double x, double df)
{
    return gammaTails(df / 2, x / 2).upper;
}

double chiSquaredQuantile(double p, double df)
{
    Q_ASSERT(df > 0 && p >= 0 && p <= 1);
    if (p <= 0 || p >= 1) {
        return p <= 0 ? 0 : kInfinity;
    }
    const double half = df / 2;
    return 2 * std::exp(solveTails({p, 1 - p}, std::log(half),
                                   [half](double u) { return gammaTails(half, std::exp(u)); }));
}

double studentUpper(double t, double df)
{
    Q_ASSERT(df > 0 && !std::isnan(t));
    if (std::isinf(df)) {
        return normalUpper(t);
    }
    const double share = std::isinf(t) ? 0 : df / (df + t * t);
    const Tails outside = betaTails(df / 2, 0.5, share, std::isinf(t) ? 1 : t * t / (df + t * t));
    return t < 0 ? 0.5 + 0.5 * outside.upper : 0.5 * outside.lower;
}

double studentCdf(double t, double df)
{
    return studentUpper(-t, df);
}

double studentTwoSidedP(double t, double df)
{
    return 2 * studentUpper(std::abs(t), df);
}

double studentQuantile(double p, double df)
{
    Q_ASSERT(df > 0 && p >= 0 && p <= 1);
    const double tail = std::min(p, 1 - p);
    if (tail <= 0) {
        return p < 0.5 ? -kInfinity : kInfinity;
    }
    if (std::isinf(df)) {
        return normalQuantile(p);
    }
    if (2 * tail >= 1) {
        return 0;
    }
    // t² / df is the odds of a beta variable with ½ and df/2.
    const double t = std::sqrt(df) * std::exp(0.5 * betaLogit(0.5, df / 2, {1 - 2 * tail, 2 * tail}));
    return p < 0.5 ? -t : t;
}

double studentTwoSided(double confidence, double df)
{
    Q_ASSERT(confidence > 0 && confidence < 1);
    return -studentQuantile((1 - confidence) / 2, df);
}

double fisherCdf(double x, double df1, double df2)
{
    return x > 0 ? fisherUpper(1 / x, df2, df1) : 0; // 1/X is F with the degrees exchanged
}

double fisherUpper(double x, double df1, double df2)
{
    Q_ASSERT(df1 > 0 && df2 > 0 && !std::isnan(x));
    if (x <= 0) {
        return 1;
    }
    if (std::isinf(x)) {
        return 0;
    }
    const double sum = df1 * x + df2;
    return betaTails(df1 / 2, df2 / 2, df1 * x / sum, df2 / sum).upper;
}

double fisherQuantile(double p, double df1, double df2)
{
    Q_ASSERT(df1 > 0 && df2 > 0 && p >= 0 && p <= 1);
    if (p <= 0 || p >= 1) {
        return p <= 0 ? 0 : kInfinity;
    }
    return df2 / df1 * std::exp(betaLogit(df1 / 2, df2 / 2, {p, 1 - p}));
}

} // namespace plumbline::stats
