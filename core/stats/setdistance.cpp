#include "core/stats/setdistance.h"

#include <bit>

namespace plumbline::stats {

double setDistance(std::uint64_t a, std::uint64_t b, SetDistance distance)
{
    if (a == b) {
        return 0;
    }
    const std::uint64_t both = a & b;
    const double jaccard = static_cast<double>(std::popcount(both)) / std::popcount(a | b);
    if (distance == SetDistance::Jaccard) {
        return 1 - jaccard;
    }
    const bool isSubset = both == a || both == b;
    const bool rounded = distance == SetDistance::MasiRounded;
    const double subset = rounded ? 0.67 : 2.0 / 3;
    const double overlap = rounded ? 0.33 : 1.0 / 3;
    return 1 - jaccard * (isSubset ? subset : overlap);
}

} // namespace plumbline::stats
