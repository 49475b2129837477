#pragma once

#include <cstdint>

namespace plumbline {

/// Seeded generator (splitmix64). The same seed gives the same numbers on every machine and version;
/// satisfies UniformRandomBitGenerator. Use `below` rather than std distributions, whose output differs by
/// library.
class Random
{
public:
    using result_type = std::uint64_t;

    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return UINT64_MAX; }
    result_type operator()();

    /// Uniform in [0, bound); bound 0 gives 0. Unbiased by rejection.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// Uniform in [0, 1) with 53 bits.
    [[nodiscard]] double uniform();

private:
    std::uint64_t m_state;
};

} // namespace plumbline
