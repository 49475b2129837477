#include "core/stats/cycles.h"

#include "core/stats/winmatrix.h"

#include <algorithm>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Edge
{
    std::int32_t from = 0;
    std::int32_t to = 0;
    double margin = 0;
};

/// Who beats whom: margins above 0 where a pair counts, else 0.
class Majorities
{
public:
    Majorities(const PairTable& table, const CycleOptions& options)
        : m_models(table.models)
        , m_margins(static_cast<std::size_t>(table.models) * static_cast<std::size_t>(table.models), 0.0)
    {
        const WinMatrix matrix(table);
        for (const PairCell& cell : table.cells) {
            const double margin = matrix.margin(cell.a, cell.b);
            bool counts = cell.count >= options.minimumVotes && margin != 0;
            if (counts && options.confidence) {
                const Estimate rate = matrix.rate(cell.a, cell.b, RateInterval::Wilson, *options.confidence);
                counts = rate.interval->low > 0.5 || rate.interval->high < 0.5;
            }
            if (counts && margin > 0) {
                set(cell.a, cell.b, margin);
            } else if (counts) {
                set(cell.b, cell.a, -margin);
            }
        }
    }

    [[nodiscard]] double margin(std::int32_t from, std::int32_t to) const { return m_margins[at(from, to)]; }
    [[nodiscard]] bool isDecided(std::int32_t x, std::int32_t y) const
    {
        return margin(x, y) > 0 || margin(y, x) > 0;
    }
    [[nodiscard]] std::int32_t models() const { return m_models; }

private:
    [[nodiscard]] std::size_t at(std::int32_t from, std::int32_t to) const
    {
        return static_cast<std::size_t>(from) * static_cast<std::size_t>(m_models) +
               static_cast<std::size_t>(to);
    }
    void set(std::int32_t from, std::int32_t to, double margin) { m_margins[at(from, to)] = margin; }

    std::int32_t m_models;
    std::vector<double> m_margins;
};

void findTriples(const Majorities& majorities, const CycleOptions& options, CycleReport& report)
{
    const std::int32_t n = majorities.models();
    const auto add = [&](std::int32_t x, std::int32_t y, std::int32_t z) {
        const double strength =
            std::min({majorities.margin(x, y), majorities.margin(y, z), majorities.margin(z, x)});
        if (strength > 0) {
            ++report.intransitive;
            report.triples.push_back({{x, y, z}, strength});
        }
    };
    for (std::int32_t x = 0; x < n; ++x) {
        for (std::int32_t y = x + 1; y < n; ++y) {
            for (std::int32_t z = y + 1; z < n && majorities.isDecided(x, y); ++z) {
                if (majorities.isDecided(y, z) && majorities.isDecided(x, z)) {
                    ++report.decided;
                    add(x, y, z);
                    add(x, z, y);
                }
            }
        }
    }
    std::stable_sort(
        report.triples.begin(), report.triples.end(),
        [](const PreferenceCycle& one, const PreferenceCycle& two) { return one.strength > two.strength; });
    if (report.triples.size() > options.most) {
        report.triples.resize(options.most);
    }
}

/// The shortest way from `from` to `to` along edges that are there; empty when there is none.
std::vector<std::int32_t> shortestWay(const std::vector<std::vector<std::int32_t>>& next, std::int32_t from,
                                      std::int32_t to)
{
    std::vector<std::int32_t> before(next.size(), -1);
    std::vector<std::int32_t> queue{from};
    before[static_cast<std::size_t>(from)] = from;
    for (std::size_t i = 0; i < queue.size() && before[static_cast<std::size_t>(to)] < 0; ++i) {
        for (const std::int32_t other : next[static_cast<std::size_t>(queue[i])]) {
            if (before[static_cast<std::size_t>(other)] < 0) {
                before[static_cast<std::size_t>(other)] = queue[i];
                queue.push_back(other);
            }
        }
    }
    std::vector<std::int32_t> way;
    if (before[static_cast<std::size_t>(to)] >= 0) {
        for (std::int32_t model = to; model != from; model = before[static_cast<std::size_t>(model)]) {
            way.push_back(model);
        }
        way.push_back(from);
        std::reverse(way.begin(), way.end());
    }
    return way;
}

/// Adds edges from the largest margin down until one closes a cycle.
std::optional<PreferenceCycle> strongestCycle(const Majorities& majorities)
{
    std::vector<Edge> edges;
    for (std::int32_t from = 0; from < majorities.models(); ++from) {
        for (std::int32_t to = 0; to < majorities.models(); ++to) {
            if (majorities.margin(from, to) > 0) {
                edges.push_back({from, to, majorities.margin(from, to)});
            }
        }
    }
    std::stable_sort(edges.begin(), edges.end(),
                     [](const Edge& one, const Edge& two) { return one.margin > two.margin; });
    std::vector<std::vector<std::int32_t>> next(static_cast<std::size_t>(majorities.models()));
    std::optional<PreferenceCycle> best;
    for (const Edge& edge : edges) {
        if (best && edge.margin < best->strength) {
            break;
        }
        std::vector<std::int32_t> way = shortestWay(next, edge.to, edge.from);
        if (!way.empty() && (!best || way.size() < best->models.size())) {
            best = PreferenceCycle{std::move(way), edge.margin};
        }
        next[static_cast<std::size_t>(edge.from)].push_back(edge.to);
    }
    return best;
}

} // namespace

CycleReport preferenceCycles(const PairTable& table, const CycleOptions& options)
{
    CycleReport report;
    if (table.models < 3) {
        report.undefined = u"Cycles need at least three models."_s;
        return report;
    }
    if (options.confidence && !(*options.confidence > 0 && *options.confidence < 1)) {
        report.undefined = u"The confidence level must be between 0 and 1."_s;
        return report;
    }
    const Majorities majorities(table, options);
    findTriples(majorities, options, report);
    if (report.decided == 0) {
        report.undefined =
            u"No three models have all met each other with a clear winner, so nothing can be said about "
            u"cycles; collect votes on the missing pairs."_s;
        return report;
    }
    report.strongest = strongestCycle(majorities);
    return report;
}

} // namespace plumbline::stats
