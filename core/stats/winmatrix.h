#pragma once

#include "core/stats/comparisons.h"
#include "core/stats/winrate.h"

namespace plumbline::stats {

/// Every pair of models side by side, for a heat map.
class WinMatrix
{
public:
    explicit WinMatrix(const PairTable& table);

    [[nodiscard]] std::int32_t models() const { return m_models; }
    /// The weight of the votes in which `row` beat `column`, in which they tied, and of all between them.
    [[nodiscard]] double wins(std::int32_t row, std::int32_t column) const;
    [[nodiscard]] double ties(std::int32_t row, std::int32_t column) const;
    [[nodiscard]] double total(std::int32_t row, std::int32_t column) const;
    /// The number of votes between them.
    [[nodiscard]] std::int64_t count(std::int32_t row, std::int32_t column) const;
    /// How often `row` beat `column`, a tie as half a win, with its interval; or why there is no rate.
    [[nodiscard]] Estimate rate(std::int32_t row, std::int32_t column,
                                RateInterval method = RateInterval::Wilson,
                                double confidence = kDefaultConfidence) const;
    /// rate − ½, in [−½, ½]; 0 where the two have not met.
    [[nodiscard]] double margin(std::int32_t row, std::int32_t column) const;
    [[nodiscard]] bool haveMet(std::int32_t row, std::int32_t column) const { return count(row, column) > 0; }

private:
    [[nodiscard]] std::size_t at(std::int32_t row, std::int32_t column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_models) +
               static_cast<std::size_t>(column);
    }

    std::int32_t m_models = 0;
    QStringList m_names;
    std::vector<double> m_wins;
    std::vector<double> m_ties;
    std::vector<double> m_squares;
    std::vector<std::int64_t> m_counts;
};

} // namespace plumbline::stats
