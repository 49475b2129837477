#pragma once

#include "core/stats/comparisons.h"

#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

namespace plumbline::stats {

/// How a model of comparisons treats ties.
enum class TieModel : std::uint8_t {
    HalfWins,  ///< a tie is half a win for each
    Davidson,  ///< Davidson 1970: P(tie) ∝ ν √(π_a π_b)
    RaoKupper, ///< Rao & Kupper 1967: a difference below the threshold ln θ is a tie
};

/// A directed edge: `first` was preferred to `second` at least once.
using WinEdge = std::pair<std::int32_t, std::int32_t>;

/// The strongly connected components of a win graph (Tarjan 1972).
struct Components
{
    std::vector<std::int32_t> of; ///< component of each model
    std::int32_t count = 0;       ///< numbered so that an edge between two leads from the higher number
};
[[nodiscard]] Components strongComponents(std::int32_t models, const std::vector<WinEdge>& edges);

/// The edges of votes; a tie is one each way.
[[nodiscard]] std::vector<WinEdge> edgesOf(const PairTable& table);

/// Why there is nothing to rank: fewer than two models, or models that no edge touches; empty otherwise.
[[nodiscard]] QString whyNotAllSeen(std::int32_t models, const std::vector<WinEdge>& edges,
                                    const QStringList& names);

/// Why no maximum-likelihood score exists, with the models that are to blame; empty when it exists. It does
/// when the win graph is strongly connected, that is, when for every split of the models in two groups each
/// group has beaten the other at least once (Ford 1957; for rankings Hunter 2004, assumption 1).
[[nodiscard]] QString whyNotConnected(std::int32_t models, const std::vector<WinEdge>& edges,
                                      const QStringList& names);

/// The same for votes: a tie connects both ways. Under Davidson and Rao–Kupper there is one more way to fail:
/// when scores exist that order all wins by at least a threshold and all ties by no more than it, the
/// threshold and the differences can grow for ever. That is a system of difference constraints, decided by
/// Bellman–Ford.
[[nodiscard]] QString whyNoMaximum(const PairTable& table, TieModel ties);

/// Whether scores with a threshold exist that explain every vote (see whyNoMaximum).
[[nodiscard]] bool isSeparableByThreshold(const PairTable& table);

} // namespace plumbline::stats
