#include "core/stats/connectivity.h"

#include <algorithm>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Neighbours in compressed rows.
struct Graph
{
    std::vector<std::size_t> begin;
    std::vector<std::int32_t> to;

    Graph(std::int32_t models, const std::vector<WinEdge>& edges, bool bothWays)
        : begin(static_cast<std::size_t>(models) + 1, 0)
    {
        for (const auto& [from, target] : edges) {
            ++begin[static_cast<std::size_t>(from) + 1];
            if (bothWays) {
                ++begin[static_cast<std::size_t>(target) + 1];
            }
        }
        for (std::size_t i = 1; i < begin.size(); ++i) {
            begin[i] += begin[i - 1];
        }
        to.resize(begin.back());
        std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
        for (const auto& [from, target] : edges) {
            to[next[static_cast<std::size_t>(from)]++] = target;
            if (bothWays) {
                to[next[static_cast<std::size_t>(target)]++] = from;
            }
        }
    }
};

/// Tarjan's algorithm with a stack of its own, for graphs of any depth.
class Tarjan
{
public:
    explicit Tarjan(const Graph& graph)
        : m_graph(graph)
        , m_order(graph.begin.size() - 1, -1)
        , m_low(m_order.size(), 0)
        , m_next(graph.begin.begin(), graph.begin.end() - 1)
    {
        m_result.of.assign(m_order.size(), -1);
        for (std::size_t model = 0; model < m_order.size(); ++model) {
            if (m_order[model] < 0) {
                explore(model);
            }
        }
    }

    [[nodiscard]] Components result() && { return std::move(m_result); }

private:
    void enter(std::size_t model)
    {
        m_order[model] = m_low[model] = m_counter++;
        m_open.push_back(model);
        m_path.push_back(model);
    }

    void explore(std::size_t start)
    {
        enter(start);
        while (!m_path.empty()) {
            const std::size_t model = m_path.back();
            if (m_next[model] < m_graph.begin[model + 1]) {
                const auto target = static_cast<std::size_t>(m_graph.to[m_next[model]++]);
                if (m_order[target] < 0) {
                    enter(target);
                } else if (m_result.of[target] < 0) {
                    m_low[model] = std::min(m_low[model], m_order[target]);
                }
                continue;
            }
            m_path.pop_back();
            if (!m_path.empty()) {
                m_low[m_path.back()] = std::min(m_low[m_path.back()], m_low[model]);
            }
            if (m_low[model] == m_order[model]) {
                close(model);
            }
        }
    }

    void close(std::size_t root)
    {
        std::size_t model = 0;
        do {
            model = m_open.back();
            m_open.pop_back();
            m_result.of[model] = m_result.count;
        } while (model != root);
        ++m_result.count;
    }

    const Graph& m_graph;
    std::vector<std::int32_t> m_order;
    std::vector<std::int32_t> m_low;
    std::vector<std::size_t> m_next;
    std::vector<std::size_t> m_open;
    std::vector<std::size_t> m_path;
    std::int32_t m_counter = 0;
    Components m_result;
};

std::vector<std::int32_t> membersOf(const Components& components, std::int32_t component)
{
    std::vector<std::int32_t> members;
    for (std::size_t model = 0; model < components.of.size(); ++model) {
        if (components.of[model] == component) {
            members.push_back(static_cast<std::int32_t>(model));
        }
    }
    return members;
}

/// All models when each can be reached from each along edges of either direction, else the smaller of the
/// two sides that model 0 divides them into.
std::vector<std::int32_t> islandOf(std::int32_t models, const std::vector<WinEdge>& edges)
{
    const Graph graph(models, edges, true);
    std::vector<bool> seen(static_cast<std::size_t>(models), false);
    std::vector<std::int32_t> island{0};
    seen[0] = true;
    for (std::size_t i = 0; i < island.size(); ++i) {
        const auto model = static_cast<std::size_t>(island[i]);
        for (std::size_t k = graph.begin[model]; k < graph.begin[model + 1]; ++k) {
            const std::int32_t other = graph.to[k];
            if (!seen[static_cast<std::size_t>(other)]) {
                seen[static_cast<std::size_t>(other)] = true;
                island.push_back(other);
            }
        }
    }
    if (2 * island.size() > static_cast<std::size_t>(models) &&
        island.size() < static_cast<std::size_t>(models)) { // the smaller side is the one to name
        island.clear();
        for (std::int32_t model = 0; model < models; ++model) {
            if (!seen[static_cast<std::size_t>(model)]) {
                island.push_back(model);
            }
        }
    }
    std::sort(island.begin(), island.end());
    return island;
}

/// The sentence for groups that met, but where one of them won every time.
QString oneSided(const Components& components, const QStringList& names)
{
    // Tarjan closes what only loses first: the last component lost to nobody outside, the first beat nobody.
    const std::vector<std::int32_t> top = membersOf(components, components.count - 1);
    const std::vector<std::int32_t> bottom = membersOf(components, 0);
    if (top.size() == 1) {
        return u"%1 never lost and never tied, so its score has no upper bound; collect votes that it can "
               u"lose, or use a "
               u"penalised fit."_s.arg(modelName(names, top.front()));
    }
    if (bottom.size() == 1) {
        return u"%1 never won and never tied, so its score has no lower bound; collect votes that it can "
               u"win, or use a "
               u"penalised fit."_s.arg(modelName(names, bottom.front()));
    }
    return u"%1 never lost to any of the others, so the gap between the two groups has no bound; collect "
           u"votes "
           u"between them, or use a penalised fit."_s.arg(modelNames(names, top));
}

} // namespace

Components strongComponents(std::int32_t models, const std::vector<WinEdge>& edges)
{
    const Graph graph(models, edges, false);
    return Tarjan(graph).result();
}

std::vector<WinEdge> edgesOf(const PairTable& table)
{
    std::vector<WinEdge> edges;
    for (const PairCell& cell : table.cells) {
        if (cell.weights[0] > 0 || cell.weights[1] > 0) {
            edges.emplace_back(cell.a, cell.b);
        }
        if (cell.weights[2] > 0 || cell.weights[1] > 0) {
            edges.emplace_back(cell.b, cell.a);
        }
    }
    return edges;
}

QString whyNotAllSeen(std::int32_t models, const std::vector<WinEdge>& edges, const QStringList& names)
{
    if (models < 2) {
        return u"A ranking needs at least two models."_s;
    }
    std::vector<bool> met(static_cast<std::size_t>(models), false);
    for (const auto& [from, to] : edges) {
        met[static_cast<std::size_t>(from)] = true;
        met[static_cast<std::size_t>(to)] = true;
    }
    std::vector<std::int32_t> unseen;
    for (std::int32_t model = 0; model < models; ++model) {
        if (!met[static_cast<std::size_t>(model)]) {
            unseen.push_back(model);
        }
    }
    if (!unseen.empty()) {
        return (unseen.size() == 1 ? u"%1 has no votes; collect some, or leave it out."_s
                                   : u"%1 have no votes; collect some, or leave them out."_s)
            .arg(modelNames(names, unseen));
    }
    return {};
}

QString whyNotConnected(std::int32_t models, const std::vector<WinEdge>& edges, const QStringList& names)
{
    if (QString reason = whyNotAllSeen(models, edges, names); !reason.isEmpty()) {
        return reason;
    }
    const std::vector<std::int32_t> island = islandOf(models, edges);
    if (island.size() < static_cast<std::size_t>(models)) {
        return u"No vote connects %1 with the other models, so their scores share no scale; compare across "
               u"the "
               u"groups."_s.arg(modelNames(names, island));
    }
    const Components components = strongComponents(models, edges);
    return components.count == 1 ? QString() : oneSided(components, names);
}

bool isSeparableByThreshold(const PairTable& table)
{
    // Constraints d[to] − d[from] ≤ limit: a win of a over b is d[b] − d[a] ≤ −1, a tie |d[a] − d[b]| ≤ 1.
    struct Constraint
    {
        std::size_t from = 0;
        std::size_t to = 0;
        int limit = 0;
    };
    std::vector<Constraint> constraints;
    for (const PairCell& cell : table.cells) {
        const auto a = static_cast<std::size_t>(cell.a);
        const auto b = static_cast<std::size_t>(cell.b);
        const bool tied = cell.weights[1] > 0;
        if (cell.weights[0] > 0 && cell.weights[2] > 0) {
            return false; // each beat the other
        }
        if (cell.weights[0] > 0 || tied) {
            constraints.push_back({a, b, cell.weights[0] > 0 ? -1 : 1});
        }
        if (cell.weights[2] > 0 || tied) {
            constraints.push_back({b, a, cell.weights[2] > 0 ? -1 : 1});
        }
    }
    std::vector<int> distance(static_cast<std::size_t>(table.models), 0);
    for (std::int32_t round = 0; round <= table.models; ++round) {
        bool changed = false;
        for (const Constraint& constraint : constraints) {
            const int bound = distance[constraint.from] + constraint.limit;
            if (distance[constraint.to] > bound) {
                distance[constraint.to] = bound;
                changed = true;
            }
        }
        if (!changed) {
            return true;
        }
    }
    return false; // a negative cycle: no such scores
}

QString whyNoMaximum(const PairTable& table, TieModel ties)
{
    if (QString reason = whyNotConnected(table.models, edgesOf(table), table.names); !reason.isEmpty()) {
        return reason;
    }
    if (ties == TieModel::HalfWins) {
        return {};
    }
    bool anyTie = false;
    bool anyWin = false;
    for (const PairCell& cell : table.cells) {
        anyTie = anyTie || cell.weights[1] > 0;
        anyWin = anyWin || cell.weights[0] > 0 || cell.weights[2] > 0;
    }
    if (!anyWin) {
        return u"Every vote is a tie, so the tendency to tie has no bound; count ties as half wins instead."_s;
    }
    if (anyTie && isSeparableByThreshold(table)) {
        return u"One order of the models explains every win and every tie, so neither the gaps nor the "
               u"tendency to tie "
               u"have a bound; count ties as half wins, use a penalised fit, or collect more votes."_s;
    }
    return {};
}

} // namespace plumbline::stats
