#pragma once

#include "core/stats/labels.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// How often two annotators (or a judge and the people) gave which pair of values to the same unit. The
/// declared scale is its domain, so values that nobody gave have a row and a column, too.
struct Confusion
{
    std::int32_t values = 0;
    std::vector<std::int64_t> counts; ///< values × values; row: the first annotator's value
    std::int64_t repeated = 0;        ///< units left out because one of the two labelled them twice
    QString undefined;                ///< why there is no table; empty when there is one

    explicit Confusion(std::int32_t size = 0);

    [[nodiscard]] std::int64_t& at(std::int32_t first, std::int32_t second);
    [[nodiscard]] std::int64_t at(std::int32_t first, std::int32_t second) const;
    [[nodiscard]] std::int64_t total() const;
    [[nodiscard]] std::int64_t agreed() const; ///< the diagonal
    [[nodiscard]] std::vector<std::int64_t> rowSums() const;
    [[nodiscard]] std::vector<std::int64_t> columnSums() const;

    /// Without the values that neither annotator gave. Packages that take the values that occur for the
    /// scale compute weighted κ on this table; with the declared scale the weights are others.
    [[nodiscard]] Confusion observedOnly() const;
};

/// The table of two annotators over the units that both labelled. Units that one of them labelled more than
/// once are left out and counted, as nothing says which label holds; indexes out of range give a reason.
[[nodiscard]] Confusion confusionOf(const Labels& labels, std::int32_t first, std::int32_t second);

} // namespace plumbline::stats
