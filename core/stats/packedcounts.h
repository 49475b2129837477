#pragma once

#include "core/stats/labels.h"
#include "core/stats/unitcounts.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace plumbline::stats {

/// Many labels on few values counted in one pass, with a byte of one word of each unit for each value.
struct PackedCounts
{
    UnitCounts counts;           ///< as UnitCounts::of(labels, 2).grouped()
    std::int64_t annotators = 0; ///< as activeAnnotators()

    /// Nothing where it does not fit (more than 8 values, some unit with over 127 equal labels), where it
    /// would not pay (few labels), and where agreementProblem() has something to say. The result does not
    /// depend on `threads` (0: one per core).
    [[nodiscard]] static std::optional<PackedCounts> of(const Labels& labels, std::size_t threads);
};

} // namespace plumbline::stats
