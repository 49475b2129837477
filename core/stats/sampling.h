#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// The generator of resample `index` of a computation with this seed: independent of who computes it.
[[nodiscard]] Random resampleRandom(std::uint64_t seed, std::uint64_t index);

/// Successes in `trials` trials with chance p: by inversion for few expected successes, else by transformed
/// rejection (Hörmann 1993, BTRS).
[[nodiscard]] std::int64_t binomial(Random& random, std::int64_t trials, double p);

/// How often each cell is drawn when as many draws are made, with replacement, as the cells hold in all:
/// a bootstrap resample of `counts`, each at least 1. `counts` and `drawn` have the same size.
void multinomial(Random& random, const std::vector<std::int64_t>& counts, std::vector<std::int64_t>& drawn);

/// Draws from a fixed distribution over 0 … size − 1 with one random number (Walker 1977, Vose 1991).
class AliasTable
{
public:
    explicit AliasTable(const std::vector<double>& weights);

    [[nodiscard]] std::size_t draw(Random& random) const
    {
        const std::uint64_t bits = random();
        const std::size_t slot = ((bits >> 32) * m_slots.size()) >> 32;
        return static_cast<std::uint32_t>(bits) < m_slots[slot].keep ? slot : m_slots[slot].other;
    }

private:
    struct Slot
    {
        std::uint32_t keep = 0; ///< chance to stay, in units of 2⁻³²
        std::uint32_t other = 0;
    };
    std::vector<Slot> m_slots;
};

/// The same resamples as multinomial() draws, for many of them from the same counts. Nearly all draws are
/// made at once as Poisson numbers, which given their sum are multinomial; the few that are missing singly.
class CellResampler
{
public:
    explicit CellResampler(std::vector<std::int64_t> counts);

    void draw(Random& random, std::vector<std::int64_t>& drawn) const;

private:
    struct PoissonTable
    {
        std::int64_t first = 0; ///< the number that slot 0 stands for
        AliasTable table;
    };
    [[nodiscard]] static PoissonTable poissonTable(double mean);
    /// Builds the tables; false when they would be too large to be of use.
    bool makeTables();

    std::vector<std::int64_t> m_counts;
    std::int64_t m_total = 0;
    AliasTable m_cells;
    std::vector<PoissonTable> m_tables;
    std::vector<std::uint32_t> m_tableOf; ///< of each cell; empty: every draw singly or by multinomial()
};

/// Numbers 0 … size − 1 in a random order (Fisher–Yates).
void shuffle(Random& random, std::vector<std::uint32_t>& numbers);

/// The p-quantile of values that this function may reorder, linear between neighbours (type 7).
[[nodiscard]] double quantile(std::vector<double>& values, double p);

} // namespace plumbline::stats
