#pragma once

#include "core/stats/btdesign.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace plumbline::stats {

/// Draws resamples of the votes, or of the clusters in which they hang together, and weighs the terms of a
/// design with them.
class BtResampler
{
public:
    /// How many resamples are drawn in one go over the votes.
    static constexpr std::size_t kLanes = 8;

    BtResampler(const BtDesign& design, const Comparisons& votes, ClusterBy by);

    /// The fewest clusters of a kind; meaningless without clusters.
    [[nodiscard]] std::size_t fewestClusters() const
    {
        return m_by == ClusterBy::Both ? std::min(m_first, m_second) : m_first;
    }

    /// Takes a resample: its number and the terms weighed by it, which the function may not keep.
    using Take = std::function<void(std::size_t index, const std::vector<BtTerm>& terms)>;
    /// Draws the resamples begin … end − 1 of this seed. What is drawn does not depend on how they are cut.
    void draw(std::uint64_t seed, std::size_t begin, std::size_t end, std::vector<BtTerm>& terms,
              const Take& take) const;

private:
    /// Votes that count alike: for independent resampling equal ones together, for clusters each by itself.
    struct Entry
    {
        std::uint32_t term = 0;
        std::uint32_t outcome = 0; ///< seen from the term's a
        double weight = 1;
        std::int32_t first = 0;  ///< cluster
        std::int32_t second = 0; ///< cluster of the other kind, when resampling both ways
    };

    [[nodiscard]] std::vector<std::size_t> addEntries(const Comparisons& votes);
    [[nodiscard]] std::vector<std::int64_t> addUp();
    void addClusters(const Comparisons& votes, const std::vector<std::size_t>& rows);
    void makeColumns();
    void drawOne(Random& random, std::vector<BtTerm>& terms) const;
    void drawLanes(std::uint64_t seed, std::size_t begin, std::size_t count,
                   std::vector<std::int32_t>& sums) const;

    const BtDesign& m_design;
    ClusterBy m_by;
    std::vector<Entry> m_entries;
    std::optional<CellResampler> m_cells;
    std::size_t m_first = 0;
    std::size_t m_second = 0;
    /// With clusters and votes of weight 1 in place of the entries: the clusters of the votes of each term
    /// and outcome, so that resamples are sums of whole numbers and several are made at once.
    std::vector<std::uint32_t> m_firstOf;
    std::vector<std::uint32_t> m_secondOf;
    std::vector<std::size_t> m_cellEnd; ///< by 3·term + outcome
};

} // namespace plumbline::stats
