#include "core/stats/pldesign.h"

#include "core/stats/clusters.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace plumbline::stats {

namespace {

double choicesOf(std::size_t from, std::size_t taken)
{
    double count = 1;
    for (std::size_t i = 1; i <= taken; ++i) {
        count = count * static_cast<double>(from - taken + i) / static_cast<double>(i);
    }
    return count;
}

} // namespace

PlDesign::PlDesign(const Rankings& rankings, double l2)
    : m_models(static_cast<std::size_t>(rankings.models))
    , m_l2(l2)
{
    m_rows.reserve(rankings.rows.size());
    for (const Ranking& ranking : rankings.rows) {
        addRow(ranking);
    }
}

std::optional<std::size_t> PlDesign::held() const
{
    return m_l2 > 0 ? std::nullopt : std::optional(m_models - 1);
}

void PlDesign::addRow(const Ranking& ranking)
{
    std::vector<std::int32_t> order = ranking.models;
    order.insert(order.end(), ranking.rest.begin(), ranking.rest.end());
    const std::span<const std::int32_t> all(order);
    const std::size_t ranked = ranking.models.size();
    for (std::size_t begin = 0, end = 0; begin < ranked; begin = end) {
        end = begin + 1;
        while (!ranking.levels.empty() && end < ranked && ranking.levels[end] == ranking.levels[begin]) {
            ++end;
        }
        const auto tied = all.subspan(begin, end - begin);
        addPlace(tied, all.subspan(end));
        // What is below is reached through its best model, or directly where that has no order.
        addEdges(tied, end < ranked ? all.subspan(end, 1) : all.subspan(end));
    }
    m_rows.push_back({m_winners.size(), m_stages.size(), m_edges.size()});
}

void PlDesign::addPlace(std::span<const std::int32_t> tied, std::span<const std::int32_t> below)
{
    if (tied.size() == 1 && below.empty()) {
        return; // the last one is no choice
    }
    m_winners.insert(m_winners.end(), tied.begin(), tied.end());
    // In a random order of the tied, what is left of them before each choice is a random subset of each size.
    for (std::size_t subset = 1; subset < (std::size_t{1} << tied.size()); ++subset) {
        const auto size = static_cast<std::size_t>(std::popcount(subset));
        addStage(tied, subset, below, 1 / choicesOf(tied.size(), size));
    }
}

void PlDesign::addStage(std::span<const std::int32_t> tied, std::size_t subset,
                        std::span<const std::int32_t> below, double share)
{
    for (std::size_t i = 0; i < tied.size(); ++i) {
        if (((subset >> i) & 1U) != 0) {
            m_members.push_back(tied[i]);
        }
    }
    m_members.insert(m_members.end(), below.begin(), below.end());
    m_stages.push_back({m_members.size(), share});
}

void PlDesign::addEdges(std::span<const std::int32_t> tied, std::span<const std::int32_t> next)
{
    for (std::size_t i = 0; i < tied.size(); ++i) {
        if (i > 0) {
            m_edges.emplace_back(tied[i - 1], tied[i]);
            m_edges.emplace_back(tied[i], tied[i - 1]);
        }
    }
    for (const std::int32_t below : next) {
        m_edges.emplace_back(tied.back(), below);
    }
}

std::span<const std::int32_t> PlDesign::winnersOf(std::size_t row) const
{
    const std::size_t begin = row == 0 ? 0 : m_rows[row - 1].wins;
    return std::span(m_winners).subspan(begin, m_rows[row].wins - begin);
}

std::span<const std::int32_t> PlDesign::membersOf(std::size_t stage) const
{
    const std::size_t begin = stage == 0 ? 0 : m_stages[stage - 1].end;
    return std::span(m_members).subspan(begin, m_stages[stage].end - begin);
}

double PlDesign::choose(std::span<const std::int32_t> members, const std::vector<double>& x,
                        std::vector<double>& chances)
{
    double top = x[static_cast<std::size_t>(members.front())];
    for (const std::int32_t member : members) {
        top = std::max(top, x[static_cast<std::size_t>(member)]);
    }
    chances.resize(members.size());
    double sum = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        chances[i] = std::exp(x[static_cast<std::size_t>(members[i])] - top);
        sum += chances[i];
    }
    for (double& chance : chances) {
        chance /= sum;
    }
    return top + std::log(sum);
}

double PlDesign::penalty(const std::vector<double>& x) const
{
    double sum = 0;
    for (const double score : x) {
        sum += m_l2 * score * score;
    }
    return sum;
}

double PlDesign::evaluate(const std::vector<double>& weights, const std::vector<double>& x,
                          std::vector<double>& gradient, std::vector<double>& hessian) const
{
    double value = penalty(x);
    for (std::size_t i = 0; i < m_models; ++i) {
        gradient[i] += 2 * m_l2 * x[i];
        hessian[i * m_models + i] += 2 * m_l2;
    }
    std::vector<double> chances;
    std::size_t stage = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const double weight = weights[row];
        if (weight == 0) {
            stage = m_rows[row].stages;
            continue;
        }
        for (const std::int32_t winner : winnersOf(row)) {
            value -= weight * x[static_cast<std::size_t>(winner)];
            gradient[static_cast<std::size_t>(winner)] -= weight;
        }
        for (; stage < m_rows[row].stages; ++stage) {
            const std::span<const std::int32_t> members = membersOf(stage);
            const double share = weight * m_stages[stage].share;
            value += share * choose(members, x, chances);
            for (std::size_t i = 0; i < members.size(); ++i) {
                const auto mine = static_cast<std::size_t>(members[i]);
                gradient[mine] += share * chances[i];
                double* line = &hessian[mine * m_models];
                double others = 0; // p(1 − p) as a sum, exact when p is nearly 1
                for (std::size_t j = 0; j < members.size(); ++j) {
                    if (j != i) {
                        others += chances[j];
                        line[static_cast<std::size_t>(members[j])] -= share * chances[i] * chances[j];
                    }
                }
                line[mine] += share * chances[i] * others;
            }
        }
    }
    return value;
}

NewtonResult PlDesign::fit(const std::vector<double>& weights, std::vector<double> from) const
{
    NewtonOptions options;
    options.held = held();
    return minimise([&](const std::vector<double>& x, std::vector<double>& gradient,
                        std::vector<double>& hessian) { return evaluate(weights, x, gradient, hessian); },
                    std::move(from), options);
}

NewtonResult PlDesign::fitByMm(const std::vector<double>& weights) const
{
    constexpr int kMaxSteps = 1'000'000;
    constexpr double kTolerance = 1e-12;
    NewtonResult result;
    result.x.assign(m_models, 0.0);
    std::vector<double> wins(m_models, 0.0);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        for (const std::int32_t winner : winnersOf(row)) {
            wins[static_cast<std::size_t>(winner)] += weights[row];
        }
    }
    std::vector<double> chances;
    for (; result.iterations < kMaxSteps && !result.converged; ++result.iterations) {
        // Expected wins under the scores; the step multiplies each strength by wins ÷ expected wins.
        std::vector<double> expected(m_models, 0.0);
        std::size_t stage = 0;
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            for (; stage < m_rows[row].stages; ++stage) {
                const std::span<const std::int32_t> members = membersOf(stage);
                choose(members, result.x, chances);
                for (std::size_t i = 0; i < members.size(); ++i) {
                    expected[static_cast<std::size_t>(members[i])] +=
                        weights[row] * m_stages[stage].share * chances[i];
                }
            }
        }
        double moved = 0;
        for (std::size_t i = 0; i < m_models; ++i) {
            const double step = std::log(wins[i] / expected[i]);
            result.x[i] += step;
            moved = std::max(moved, std::abs(step));
        }
        result.converged = moved < kTolerance;
    }
    result.gradient.assign(m_models, 0.0);
    result.hessian.assign(m_models * m_models, 0.0);
    result.value = evaluate(weights, result.x, result.gradient, result.hessian);
    return result;
}

void PlDesign::addScore(std::size_t row, double weight, const std::vector<double>& x, SparseSum& sum) const
{
    for (const std::int32_t winner : winnersOf(row)) {
        sum.add(static_cast<std::size_t>(winner), weight);
    }
    std::vector<double> chances;
    for (std::size_t stage = row == 0 ? 0 : m_rows[row - 1].stages; stage < m_rows[row].stages; ++stage) {
        const std::span<const std::int32_t> members = membersOf(stage);
        choose(members, x, chances);
        for (std::size_t i = 0; i < members.size(); ++i) {
            sum.add(static_cast<std::size_t>(members[i]), -weight * m_stages[stage].share * chances[i]);
        }
    }
}

std::vector<WinEdge> PlDesign::edges(const std::vector<double>& weights) const
{
    std::vector<WinEdge> found;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (weights[row] > 0) {
            const std::size_t begin = row == 0 ? 0 : m_rows[row - 1].edges;
            found.insert(found.end(), m_edges.begin() + static_cast<std::ptrdiff_t>(begin),
                         m_edges.begin() + static_cast<std::ptrdiff_t>(m_rows[row].edges));
        }
    }
    return found;
}

} // namespace plumbline::stats
