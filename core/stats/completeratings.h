#pragma once

#include "core/stats/labels.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace plumbline::stats {

/// The units that every active annotator rated, as a table: units × annotators.
struct CompleteRatings
{
    std::size_t units = 0;
    std::size_t annotators = 0;
    std::vector<double> values;
    QString undefined; ///< why there is no table; empty when there is one

    /// Needs two annotators or more and two complete units or more; values must be finite.
    [[nodiscard]] static CompleteRatings of(const NumericLabels& ratings);

    [[nodiscard]] double at(std::size_t unit, std::size_t annotator) const
    {
        return values[unit * annotators + annotator];
    }
};

} // namespace plumbline::stats
