#pragma once

#include "core/stats/pairwinner.h"

#include <QStringList>

#include <array>
#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// One vote between two models.
struct Comparison
{
    std::int32_t a = 0;
    std::int32_t b = 0;
    PairWinner winner = PairWinner::Tie;
    double weight = 1;
    std::int32_t prompt = -1;    ///< what both answered; -1: not known, a cluster of its own
    std::int32_t annotator = -1; ///< who voted; -1: not known, a cluster of its own
};

/// Votes between models, which are dense indexes that start at 0. The order of the rows matters to Elo
/// alone.
struct Comparisons
{
    std::int32_t models = 0;
    std::vector<Comparison> rows;
    QStringList names; ///< of the models, for sentences; empty: "model 1", "model 2", …

    /// Covariates of the votes, A minus B, row by row (rows × covariateNames); see stylecontrol.h. Only
    /// bradleyTerry() reads them.
    std::vector<double> covariates;
    QStringList covariateNames;
};

/// The weights of a pair's verdicts. Indexed by outcomeIndex.
using OutcomeWeights = std::array<double, 3>;

/// 0 for A, 1 for a tie, 2 for B.
[[nodiscard]] constexpr std::size_t outcomeIndex(PairWinner winner)
{
    return static_cast<std::size_t>(1 - static_cast<int>(winner));
}

/// All votes between two models, a < b.
struct PairCell
{
    std::int32_t a = 0;
    std::int32_t b = 0;
    OutcomeWeights weights{};       ///< sums of weights: a won, tie, b won
    OutcomeWeights weightSquares{}; ///< sums of squared weights
    std::int64_t count = 0;         ///< votes

    [[nodiscard]] double total() const { return weights[0] + weights[1] + weights[2]; }
    /// a's share of the weight, a tie as half a win.
    [[nodiscard]] double rateOfA() const { return (weights[0] + 0.5 * weights[1]) / total(); }
};

/// Votes by pair of models, ordered by (a, b); pairs without a vote of positive weight are not there.
struct PairTable
{
    std::int32_t models = 0;
    std::vector<PairCell> cells;
    QStringList names;

    [[nodiscard]] double total() const;
};

/// How sentences call model `index`: its name, or "model 3".
[[nodiscard]] QString modelName(const QStringList& names, std::int32_t index);
/// "x", "x and y", "x, y and z"; past six names the rest is counted.
[[nodiscard]] QString modelNames(const QStringList& names, const std::vector<std::int32_t>& indexes);

/// Why these votes cannot be computed with (an index out of range, a model against itself, a weight that is
/// negative or not finite, covariates of the wrong size or not finite, no vote at all); empty when they can.
[[nodiscard]] QString whyUnusable(const Comparisons& votes);

/// The votes by pair. Expects usable votes (whyUnusable).
[[nodiscard]] PairTable tabulate(const Comparisons& votes);

/// The same votes without the models that have none, and which model each remaining one was.
struct SeenModels
{
    Comparisons votes;
    std::vector<std::int32_t> original;
};
[[nodiscard]] SeenModels dropUnseen(const Comparisons& votes);

} // namespace plumbline::stats
