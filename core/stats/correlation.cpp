#include "core/stats/correlation.h"

#include "core/stats/completeratings.h"
#include "core/stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

bool varies(std::span<const double> values)
{
    return std::any_of(values.begin(), values.end(), [&](double value) { return value != values.front(); });
}

QString seriesProblem(std::span<const double> x, std::span<const double> y)
{
    if (x.size() != y.size()) {
        return u"The two series have different lengths, so their values do not pair up."_s;
    }
    const auto finite = [](double value) { return std::isfinite(value); };
    if (!std::all_of(x.begin(), x.end(), finite) || !std::all_of(y.begin(), y.end(), finite)) {
        return u"A value is not a finite number; correct it or leave it out."_s;
    }
    if (x.size() < 2) {
        return u"A correlation needs at least two pairs of values."_s;
    }
    if (!varies(x) || !varies(y)) {
        return u"One of the two series has the same value everywhere, so it cannot vary with the other."_s;
    }
    return {};
}

Correlation undefined(QString reason)
{
    Correlation out;
    out.value = Estimate::none(std::move(reason));
    return out;
}

double productMoment(std::span<const double> x, std::span<const double> y)
{
    const auto n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    const double r = xy / (std::sqrt(xx) * std::sqrt(yy));
    constexpr double kRounding = 1e-15;
    return 1 - std::abs(r) < kRounding ? std::copysign(1.0, r) : r;
}

/// p by Student's t and the interval by Fisher's z; `spread` is the variance of z times n − 3.
Correlation withTest(double r, std::size_t pairs, double spread, double confidence)
{
    const auto n = static_cast<double>(pairs);
    Correlation out;
    out.value = Estimate::of(r);
    out.pairs = static_cast<std::int64_t>(pairs);
    if (pairs > 2) {
        const double rest = (1 - r) * (1 + r);
        out.pValue = rest > 0 ? studentTwoSidedP(r * std::sqrt((n - 2) / rest), n - 2) : 0;
    }
    if (pairs > 3 && std::abs(r) < 1) {
        const double margin = normalTwoSided(confidence) * std::sqrt(spread / (n - 3));
        out.value.interval = Interval{std::tanh(std::atanh(r) - margin), std::tanh(std::atanh(r) + margin)};
    }
    return out;
}

/// Sorts and counts how many pairs were in falling order.
std::int64_t sortCountingInversions(std::vector<double>& values)
{
    std::vector<double> other(values.size());
    std::int64_t inversions = 0;
    for (std::size_t width = 1; width < values.size(); width *= 2) {
        for (std::size_t begin = 0; begin < values.size(); begin += 2 * width) {
            const std::size_t middle = std::min(begin + width, values.size());
            const std::size_t end = std::min(begin + 2 * width, values.size());
            std::size_t left = begin;
            std::size_t right = middle;
            for (std::size_t out = begin; out < end; ++out) {
                const bool takeRight = left == middle || (right < end && values[right] < values[left]);
                inversions += takeRight ? static_cast<std::int64_t>(middle - left) : 0;
                other[out] = takeRight ? values[right++] : values[left++];
            }
        }
        values.swap(other);
    }
    return inversions;
}

/// Sums over groups of t equal neighbours that the tests with ties need.
struct Ties
{
    double pairs = 0; ///< Σ t (t − 1) / 2
    double x0 = 0;    ///< Σ t (t − 1) (t − 2)
    double x1 = 0;    ///< Σ t (t − 1) (2 t + 5)

    void add(double t)
    {
        pairs += t * (t - 1) / 2;
        x0 += t * (t - 1) * (t - 2);
        x1 += t * (t - 1) * (2 * t + 5);
    }
};

template <typename Same> Ties countTies(std::size_t size, Same same)
{
    Ties ties;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= size; ++i) {
        if (i == size || !same(i - 1, i)) {
            ties.add(static_cast<double>(i - begin));
            begin = i;
        }
    }
    return ties;
}

/// P(at least as far from the middle) for the number of discordant pairs of n untied pairs: the share of
/// permutations by their inversions.
double exactTauP(std::size_t n, std::int64_t discordant)
{
    const std::size_t pairs = n * (n - 1) / 2;
    std::vector<double> share(pairs + 1);
    share[0] = 1;
    for (std::size_t size = 2; size <= n; ++size) {
        std::vector<double> next(pairs + 1);
        double window = 0;
        for (std::size_t inversions = 0; inversions <= pairs; ++inversions) {
            window += share[inversions];
            window -= inversions >= size ? share[inversions - size] : 0;
            next[inversions] = std::max(0.0, window) / static_cast<double>(size);
        }
        share.swap(next);
    }
    const std::size_t low =
        std::min(static_cast<std::size_t>(discordant), pairs - static_cast<std::size_t>(discordant));
    double sum = 0;
    for (std::size_t inversions = 0; inversions <= low; ++inversions) {
        sum += share[inversions];
    }
    return std::min(1.0, 2 * sum);
}

} // namespace

std::vector<double> middleRanks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= order.size(); ++i) {
        if (i == order.size() || values[order[i]] != values[order[begin]]) {
            for (std::size_t place = begin; place < i; ++place) {
                ranks[order[place]] = 0.5 * static_cast<double>(begin + 1 + i);
            }
            begin = i;
        }
    }
    return ranks;
}

Correlation pearson(std::span<const double> x, std::span<const double> y, double confidence)
{
    QString problem = seriesProblem(x, y);
    return problem.isEmpty() ? withTest(productMoment(x, y), x.size(), 1, confidence)
                             : undefined(std::move(problem));
}

Correlation spearman(std::span<const double> x, std::span<const double> y, double confidence)
{
    QString problem = seriesProblem(x, y);
    if (!problem.isEmpty()) {
        return undefined(std::move(problem));
    }
    const double rho = productMoment(middleRanks(x), middleRanks(y));
    return withTest(rho, x.size(), 1 + rho * rho / 2, confidence);
}

Correlation kendallTau(std::span<const double> x, std::span<const double> y)
{
    QString problem = seriesProblem(x, y);
    if (!problem.isEmpty()) {
        return undefined(std::move(problem));
    }
    std::vector<std::pair<double, double>> points;
    points.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        points.emplace_back(x[i], y[i]);
    }
    std::sort(points.begin(), points.end());
    const auto sameX = [&](std::size_t a, std::size_t b) { return points[a].first == points[b].first; };
    const Ties tiesX = countTies(points.size(), sameX);
    const Ties tiesBoth =
        countTies(points.size(), [&](std::size_t a, std::size_t b) { return points[a] == points[b]; });
    std::vector<double> second;
    second.reserve(points.size());
    for (const auto& point : points) {
        second.push_back(point.second);
    }
    const std::int64_t discordant = sortCountingInversions(second);
    const Ties tiesY =
        countTies(second.size(), [&](std::size_t a, std::size_t b) { return second[a] == second[b]; });

    const auto n = static_cast<double>(x.size());
    const double all = n * (n - 1) / 2;
    const double difference =
        all - tiesX.pairs - tiesY.pairs + tiesBoth.pairs - 2 * static_cast<double>(discordant);
    Correlation out;
    out.pairs = static_cast<std::int64_t>(x.size());
    out.value = Estimate::of(
        std::clamp(difference / (std::sqrt(all - tiesX.pairs) * std::sqrt(all - tiesY.pairs)), -1.0, 1.0));
    constexpr std::size_t kExactUpTo = 33;
    if (tiesX.pairs == 0 && tiesY.pairs == 0 && x.size() <= kExactUpTo) {
        out.pValue = exactTauP(x.size(), discordant);
    } else if (x.size() > 2) {
        const double m = n * (n - 1);
        const double variance = (m * (2 * n + 5) - tiesX.x1 - tiesY.x1) / 18 +
                                2 * tiesX.pairs * tiesY.pairs / m + tiesX.x0 * tiesY.x0 / (9 * m * (n - 2));
        out.pValue =
            variance > 0 ? std::optional(normalTwoSidedP(difference / std::sqrt(variance))) : std::nullopt;
    }
    return out;
}

Concordance kendallW(const NumericLabels& ratings)
{
    Concordance out;
    const CompleteRatings table = CompleteRatings::of(ratings);
    if (!table.undefined.isEmpty()) {
        out.w = Estimate::none(table.undefined);
        return out;
    }
    std::vector<double> sums(table.units);
    double ties = 0;
    for (std::size_t annotator = 0; annotator < table.annotators; ++annotator) {
        std::vector<double> column;
        for (std::size_t unit = 0; unit < table.units; ++unit) {
            column.push_back(table.at(unit, annotator));
        }
        const std::vector<double> ranks = middleRanks(column);
        for (std::size_t unit = 0; unit < table.units; ++unit) {
            sums[unit] += ranks[unit];
        }
        std::sort(column.begin(), column.end());
        std::size_t begin = 0;
        for (std::size_t i = 1; i <= column.size(); ++i) {
            if (i == column.size() || column[i] != column[begin]) {
                const auto t = static_cast<double>(i - begin);
                ties += t * t * t - t;
                begin = i;
            }
        }
    }
    const auto n = static_cast<double>(table.units);
    const auto m = static_cast<double>(table.annotators);
    const double mean = m * (n + 1) / 2;
    double spread = 0;
    for (const double sum : sums) {
        spread += (sum - mean) * (sum - mean);
    }
    out.units = static_cast<std::int64_t>(table.units);
    out.annotators = static_cast<std::int64_t>(table.annotators);
    const double largest = m * m * (n * n * n - n) - m * ties;
    if (largest <= 0) {
        out.w = Estimate::none(
            u"Every annotator gave all units the same rank, so there is no order to agree on."_s);
        return out;
    }
    const double w = std::min(1.0, 12 * spread / largest);
    out.w = Estimate::of(w);
    out.df = n - 1;
    out.chiSquared = m * (n - 1) * w;
    out.pValue = chiSquaredUpper(out.chiSquared, out.df);
    return out;
}

} // namespace plumbline::stats
