#include "core/stats/proportion.h"

#include "core/stats/distributions.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

Interval clopperPearson(std::int64_t successes, std::int64_t total, double confidence)
{
    Q_ASSERT(successes >= 0 && successes <= total);
    const double tail = (1 - confidence) / 2;
    const auto k = static_cast<double>(successes);
    const auto n = static_cast<double>(total);
    return {successes == 0 ? 0 : betaQuantile(k, n - k + 1, tail),
            successes == total ? 1 : betaQuantile(k + 1, n - k, 1 - tail)};
}

Interval wilson(double successes, double total, double confidence)
{
    if (!(total > 0)) {
        return {0, 1};
    }
    const double z = normalTwoSided(confidence);
    const double share = successes / total;
    const double spread = z * z / total;
    const double centre = (share + spread / 2) / (1 + spread);
    const double half = z / (1 + spread) * std::sqrt(share * (1 - share) / total + spread / (4 * total));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Estimate proportion(std::int64_t successes, std::int64_t total, double confidence, const QString& whenEmpty)
{
    if (total <= 0) {
        return Estimate::none(whenEmpty);
    }
    return Estimate::of(static_cast<double>(successes) / static_cast<double>(total),
                        clopperPearson(successes, total, confidence));
}

Estimate meanEstimate(std::span<const double> values, double confidence, const QString& whenEmpty)
{
    if (values.empty()) {
        return Estimate::none(whenEmpty);
    }
    const auto n = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) {
        if (!std::isfinite(value)) {
            return Estimate::none(u"A value is not a finite number; correct or remove it."_s);
        }
        sum += value;
    }
    const double mean = sum / n;
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    if (values.size() < 2 || !(squares > 0)) {
        return Estimate::of(mean);
    }
    const double half = studentTwoSided(confidence, n - 1) * std::sqrt(squares / (n - 1) / n);
    return Estimate::of(mean, {mean - half, mean + half});
}

double signTestP(std::int64_t successes, std::int64_t total)
{
    if (total <= 0) {
        return 1;
    }
    const std::int64_t smaller = std::min(successes, total - successes);
    // P(X ≤ k) = I_½(n − k, k + 1)
    const double tail =
        regularizedBeta(static_cast<double>(total - smaller), static_cast<double>(smaller) + 1, 0.5);
    return std::min(1.0, 2 * tail);
}

} // namespace plumbline::stats
