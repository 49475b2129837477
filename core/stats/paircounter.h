#pragma once

#include "core/stats/confusion.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace plumbline::stats {

/// Counts the confusion tables of one annotator with all later ones. Chooses between walking through the
/// labels of the shared units and intersecting sets of units held as bits, whichever touches less. May be
/// used by several threads at once.
class PairCounter
{
public:
    using Take = std::function<void(std::int32_t second, Confusion table)>;

    /// The labels must have passed agreementProblem().
    explicit PairCounter(const Labels& labels);

    [[nodiscard]] bool hasRepeats() const { return m_hasRepeats; }
    /// Calls `take` for every annotator after `first` who shares a unit with them, in order.
    void count(std::int32_t first, const Take& take) const;

private:
    struct Entry
    {
        std::int32_t key = 0;
        std::int32_t value = 0;
    };

    void countByUnits(std::size_t first, const Take& take) const;
    void countByBits(std::size_t first, const Take& take) const;
    void makeBits(const Labels& labels);
    void makeEntries(const Labels& labels);

    std::size_t m_annotators = 0;
    std::size_t m_values = 0;
    std::vector<std::size_t> m_unitBegin;
    std::vector<Entry> m_unitEntries; ///< by unit, then annotator
    std::vector<std::size_t> m_annotatorBegin;
    std::vector<Entry> m_annotatorEntries; ///< by annotator: unit and value
    std::size_t m_words = 0;
    std::vector<std::uint64_t> m_bits; ///< annotators × values × words; empty when walking is cheaper
    bool m_hasRepeats = false;
};

/// The labels without those of annotators who labelled the same unit more than once; `repeated` counts these
/// units, once for each such annotator.
[[nodiscard]] Labels withoutRepeats(const Labels& labels, std::int64_t& repeated);

} // namespace plumbline::stats
