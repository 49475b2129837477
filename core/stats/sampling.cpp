#include "core/stats/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace plumbline::stats {

namespace {

/// ln k! minus Stirling's formula for it.
double stirlingRest(double k)
{
    static const std::array<double, 10> kSmall = {
        0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
        0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
        0.00925546218271273, 0.00833056343336287};
    if (k < static_cast<double>(kSmall.size())) {
        return kSmall[static_cast<std::size_t>(k)];
    }
    const double next = k + 1;
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / (next * next)) / (next * next)) / next;
}

/// For expectations below about 10: sums of geometric gaps between successes.
std::int64_t byGaps(Random& random, std::int64_t trials, double p)
{
    const double scale = 1 / std::log1p(-p);
    std::int64_t successes = 0;
    double position = 0;
    while (true) {
        position += std::floor(std::log1p(-random.uniform()) * scale) + 1;
        if (position > static_cast<double>(trials)) {
            return successes;
        }
        ++successes;
    }
}

/// BTRS, for p ≤ ½ and trials·p ≥ 10.
std::int64_t byRejection(Random& random, std::int64_t trials, double p)
{
    const auto n = static_cast<double>(trials);
    const double spread = std::sqrt(n * p * (1 - p));
    const double b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double c = n * p + 0.5;
    const double vr = 0.92 - 4.2 / b;
    while (true) {
        const double u = random.uniform() - 0.5;
        double v = random.uniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= vr) {
            return static_cast<std::int64_t>(k);
        }
        if (k < 0 || k > n) {
            continue;
        }
        const double mode = std::floor((n + 1) * p);
        const double odds = p / (1 - p);
        const double alpha = (2.83 + 5.1 / b) * spread;
        v = std::log(v * alpha / (a / (us * us) + b));
        const double bound = (mode + 0.5) * std::log((mode + 1) / (odds * (n - mode + 1))) +
                             (n + 1) * std::log((n - mode + 1) / (n - k + 1)) +
                             (k + 0.5) * std::log(odds * (n - k + 1) / (k + 1)) + stirlingRest(mode) +
                             stirlingRest(n - mode) - stirlingRest(k) - stirlingRest(n - k);
        if (v <= bound) {
            return static_cast<std::int64_t>(k);
        }
    }
}

} // namespace

Random resampleRandom(std::uint64_t seed, std::uint64_t index)
{
    Random mixer(seed);
    const std::uint64_t base = mixer();
    Random own(base ^ (index * 0xD1B54A32D192ED03ULL));
    return Random(own());
}

std::int64_t binomial(Random& random, std::int64_t trials, double p)
{
    constexpr double kFew = 10;
    if (trials <= 0 || p <= 0) {
        return 0;
    }
    if (p >= 1) {
        return trials;
    }
    if (p > 0.5) {
        return trials - binomial(random, trials, 1 - p);
    }
    return static_cast<double>(trials) * p < kFew ? byGaps(random, trials, p)
                                                  : byRejection(random, trials, p);
}

void multinomial(Random& random, const std::vector<std::int64_t>& counts, std::vector<std::int64_t>& drawn)
{
    std::int64_t total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    drawn.assign(counts.size(), 0);
    if (static_cast<std::int64_t>(counts.size()) == total) { // single rows: drawing them is cheaper
        for (std::int64_t i = 0; i < total; ++i) {
            ++drawn[random.below(counts.size())];
        }
        return;
    }
    std::int64_t left = total;
    for (std::size_t cell = 0; cell < counts.size() && left > 0; ++cell) {
        drawn[cell] = binomial(random, left, static_cast<double>(counts[cell]) / static_cast<double>(total));
        left -= drawn[cell];
        total -= counts[cell];
    }
}

AliasTable::AliasTable(const std::vector<double>& weights)
    : m_slots(weights.size())
{
    constexpr double kUnit = 4294967296.0;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> share(weights.size());
    std::vector<std::uint32_t> small;
    std::vector<std::uint32_t> large;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
        share[i] = weights[i] / sum * static_cast<double>(weights.size());
        (share[i] < 1 ? small : large).push_back(i);
        m_slots[i] = {UINT32_MAX, i};
    }
    while (!small.empty() && !large.empty()) {
        const std::uint32_t less = small.back();
        const std::uint32_t more = large.back();
        small.pop_back();
        m_slots[less] = {static_cast<std::uint32_t>(share[less] * kUnit), more};
        share[more] -= 1 - share[less];
        if (share[more] < 1) {
            large.pop_back();
            small.push_back(more);
        }
    }
}

CellResampler::CellResampler(std::vector<std::int64_t> counts)
    : m_counts(std::move(counts))
    , m_total(std::accumulate(m_counts.begin(), m_counts.end(), std::int64_t{0}))
    , m_cells(std::vector<double>(m_counts.begin(), m_counts.end()))
{
    constexpr std::int64_t kWorthwhile = 1'000;
    const auto cells = static_cast<std::int64_t>(m_counts.size());
    if (m_total >= kWorthwhile && m_total > 4 * cells && !makeTables()) {
        m_tables.clear();
        m_tableOf.clear();
    }
}

CellResampler::PoissonTable CellResampler::poissonTable(double mean)
{
    // Beyond nine standard deviations lies less than what a table of 32-bit chances can hold.
    const double reach = 9 * std::sqrt(mean) + 20;
    const auto first = static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach)));
    std::vector<double> weights;
    for (std::int64_t k = first; static_cast<double>(k) <= mean + reach; ++k) {
        const auto x = static_cast<double>(k);
        weights.push_back(std::exp(x * std::log(mean) - mean - std::lgamma(x + 1)));
    }
    return {first, AliasTable(weights)};
}

bool CellResampler::makeTables()
{
    constexpr double kMostSlots = 4'000'000;
    const auto total = static_cast<double>(m_total);
    // So few that the sum hardly ever exceeds the total.
    const double part = (total - 4 * std::sqrt(total)) / total;
    std::map<std::int64_t, std::uint32_t> tables;
    double slots = 0;
    for (const std::int64_t count : m_counts) {
        const auto [entry, isNew] = tables.try_emplace(count, static_cast<std::uint32_t>(m_tables.size()));
        if (isNew) {
            slots += 18 * std::sqrt(static_cast<double>(count)) + 40;
            if (slots > kMostSlots) {
                return false;
            }
            m_tables.push_back(poissonTable(part * static_cast<double>(count)));
        }
        m_tableOf.push_back(entry->second);
    }
    return true;
}

void CellResampler::draw(Random& random, std::vector<std::int64_t>& drawn) const
{
    const auto cells = static_cast<std::int64_t>(m_counts.size());
    if (m_tableOf.empty() && m_total > 4 * cells) {
        multinomial(random, m_counts, drawn);
        return;
    }
    std::int64_t missing = m_total;
    drawn.assign(m_counts.size(), 0);
    while (!m_tableOf.empty()) {
        missing = m_total;
        for (std::size_t cell = 0; cell < m_counts.size(); ++cell) {
            const PoissonTable& poisson = m_tables[m_tableOf[cell]];
            drawn[cell] = poisson.first + static_cast<std::int64_t>(poisson.table.draw(random));
            missing -= drawn[cell];
        }
        if (missing >= 0) {
            break; // else too many: whichever sum is kept, given it the numbers are multinomial
        }
    }
    for (; missing > 0; --missing) {
        ++drawn[m_cells.draw(random)];
    }
}

void shuffle(Random& random, std::vector<std::uint32_t>& numbers)
{
    std::iota(numbers.begin(), numbers.end(), 0U);
    for (std::size_t i = numbers.size(); i > 1; --i) {
        std::swap(numbers[i - 1], numbers[random.below(i)]);
    }
}

double quantile(std::vector<double>& values, double p)
{
    const double position = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), middle, values.end());
    const double low = *middle;
    if (below + 1 == values.size()) {
        return low;
    }
    const double high = *std::min_element(middle + 1, values.end());
    return low + (position - static_cast<double>(below)) * (high - low);
}

} // namespace plumbline::stats
