#pragma once

#include "core/stats/modelscores.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// One ranking of some of the models.
struct Ranking
{
    std::vector<std::int32_t> models; ///< best first
    /// A level for each of `models`, never falling; equal levels are tied. Empty: no ties.
    std::vector<std::int32_t> levels;
    /// Models that were shown too and are below all of `models`, in no known order (top-k lists).
    std::vector<std::int32_t> rest;
    double weight = 1;
    std::int32_t prompt = -1;    ///< −1: not known, a cluster of its own
    std::int32_t annotator = -1; ///< −1: not known, a cluster of its own

    /// The choice of one out of several.
    static Ranking top1(std::int32_t winner, std::vector<std::int32_t> losers)
    {
        return {{winner}, {}, std::move(losers)};
    }
};

struct Rankings
{
    std::int32_t models = 0;
    std::vector<Ranking> rows;
    QStringList names; ///< for sentences; empty: "model 1", …
};

enum class PlackettLuceSolver : std::uint8_t {
    Newton,
    Mm, ///< Hunter 2004; slow but sure steps, for comparison; without a penalty only
};

struct PlackettLuceOptions
{
    double l2 = 0; ///< penalty l2·Σθ², as in BradleyTerryOptions
    PlackettLuceSolver solver = PlackettLuceSolver::Newton;
    IntervalOptions interval;
};

/// The most models that may share a place; the orders of a tie are averaged over all of its subsets.
inline constexpr std::size_t kMaxTiedModels = 10;

/// Luce 1959, Plackett 1975: the best is chosen with chance e^θ / Σ e^θ among what is left, and so on. A tie
/// counts as the mean of the log-likelihoods of its orders, which for two models is half a win for each, so
/// that rankings of two give what bradleyTerry() gives. Undefined, with a sentence that names the models,
/// where no maximum exists (whyNotConnected) and for unusable rankings.
[[nodiscard]] ModelScores plackettLuce(const Rankings& rankings, const PlackettLuceOptions& options = {});

/// ln P of the rankings for given scores.
[[nodiscard]] double plackettLuceLogLikelihood(const Rankings& rankings, const std::vector<double>& scores);

/// Why these rankings cannot be computed with; empty when they can.
[[nodiscard]] QString whyUnusable(const Rankings& rankings);

} // namespace plumbline::stats
