#pragma once

#include <cstdint>

namespace plumbline::stats {

/// Distance between two sets of options, 0 (equal) to 1 (disjoint).
enum class SetDistance {
    Jaccard,     ///< 1 − |A ∩ B| / |A ∪ B|
    Masi,        ///< Passonneau (2006): 1 − Jaccard index · (1 equal, 2/3 subset, 1/3 overlap, 0 disjoint)
    MasiRounded, ///< with 0.67 and 0.33 for 2/3 and 1/3, as older NLTK and values published with it have it
};

/// The distance of two sets, bit i for option i. Two empty sets are equal.
[[nodiscard]] double setDistance(std::uint64_t a, std::uint64_t b, SetDistance distance);

} // namespace plumbline::stats
