#pragma once

#include "core/stats/comparisons.h"

#include <optional>
#include <vector>

namespace plumbline::stats {

/// Models each of which beats the next, and the last the first.
struct PreferenceCycle
{
    std::vector<std::int32_t> models;
    /// The smallest margin on the way (win rate − ½): how far the votes are from having no such cycle.
    double strength = 0;
};

struct CycleOptions
{
    std::int64_t minimumVotes = 1; ///< pairs with fewer do not count
    /// When set, a pair counts only when its Wilson interval at this confidence excludes ½.
    std::optional<double> confidence;
    std::size_t most = 100; ///< triples that are listed
};

struct CycleReport
{
    std::vector<PreferenceCycle> triples; ///< intransitive triples, strongest first
    std::int64_t intransitive = 0;        ///< how many there are in all
    std::int64_t decided = 0;             ///< triples in which each pair has a winner
    /// Of any length: the one whose weakest margin is largest, and of those the shortest.
    std::optional<PreferenceCycle> strongest;
    QString undefined;

    explicit operator bool() const { return undefined.isEmpty(); }
};

/// Where the majority of the votes contradicts every order of the models.
[[nodiscard]] CycleReport preferenceCycles(const PairTable& table, const CycleOptions& options = {});

} // namespace plumbline::stats
