#pragma once

#include "core/stats/connectivity.h"
#include "core/stats/newton.h"
#include "core/stats/plackettluce.h"

#include <span>

namespace plumbline::stats {

class SparseSum;

/// Rankings as choices: each ranking has winners (+θ each) and choice sets (−share · ln Σ e^θ).
class PlDesign
{
public:
    PlDesign(const Rankings& rankings, double l2);

    [[nodiscard]] std::size_t models() const { return m_models; }
    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    [[nodiscard]] std::optional<std::size_t> held() const;

    /// −(log-likelihood − penalty) with its derivatives when ranking r weighs weights[r].
    double evaluate(const std::vector<double>& weights, const std::vector<double>& x,
                    std::vector<double>& gradient, std::vector<double>& hessian) const;
    [[nodiscard]] NewtonResult fit(const std::vector<double>& weights, std::vector<double> from) const;
    /// The same by MM steps, until no score moves by more than 1e-12.
    [[nodiscard]] NewtonResult fitByMm(const std::vector<double>& weights) const;
    /// Adds weight times the gradient of the ranking's log-likelihood.
    void addScore(std::size_t row, double weight, const std::vector<double>& x, SparseSum& sum) const;
    [[nodiscard]] double penalty(const std::vector<double>& x) const;

    /// Who was preferred to whom in rankings of positive weight, as far as reachability needs it.
    [[nodiscard]] std::vector<WinEdge> edges(const std::vector<double>& weights) const;

private:
    struct Row
    {
        std::size_t wins = 0;   ///< end in m_winners
        std::size_t stages = 0; ///< end in m_stages
        std::size_t edges = 0;  ///< end in m_edges
    };
    struct Stage
    {
        std::size_t end = 0; ///< in m_members
        double share = 1;
    };

    void addRow(const Ranking& ranking);
    void addPlace(std::span<const std::int32_t> tied, std::span<const std::int32_t> below);
    void addStage(std::span<const std::int32_t> tied, std::size_t subset, std::span<const std::int32_t> below,
                  double share);
    void addEdges(std::span<const std::int32_t> tied, std::span<const std::int32_t> next);
    [[nodiscard]] std::span<const std::int32_t> winnersOf(std::size_t row) const;
    [[nodiscard]] std::span<const std::int32_t> membersOf(std::size_t stage) const;
    /// P(each member is chosen) into `chances`; gives ln Σ e^θ.
    static double choose(std::span<const std::int32_t> members, const std::vector<double>& x,
                         std::vector<double>& chances);

    std::size_t m_models;
    double m_l2;
    std::vector<Row> m_rows;
    std::vector<std::int32_t> m_winners;
    std::vector<Stage> m_stages;
    std::vector<std::int32_t> m_members;
    std::vector<WinEdge> m_edges;
};

} // namespace plumbline::stats
