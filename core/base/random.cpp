#include "core/base/random.h"

namespace plumbline {

Random::result_type Random::operator()()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::uint64_t Random::below(std::uint64_t bound)
{
    if (bound == 0) {
        return 0;
    }
    const std::uint64_t limit = max() - max() % bound;
    std::uint64_t value = (*this)();
    while (value >= limit) {
        value = (*this)();
    }
    return value % bound;
}

double Random::uniform()
{
    constexpr double kTwoToMinus53 = 1.0 / 9007199254740992.0;
    return static_cast<double>((*this)() >> 11) * kTwoToMinus53;
}

} // namespace plumbline
