#include "core/stats/btresampler.h"

#include "core/stats/clusters.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace plumbline::stats {

namespace {

/// The term of each pair of models.
class TermIndex
{
public:
    explicit TermIndex(const BtDesign& design)
        : m_terms(design.terms)
        , m_models(design.models)
    {
        constexpr std::size_t kSquareLimit = 1'024; // models; beyond it searching is cheaper than the square
        if (m_models <= kSquareLimit) {
            m_square.assign(m_models * m_models, 0);
            for (std::size_t term = 0; term < m_terms.size(); ++term) {
                m_square[at(m_terms[term].a, m_terms[term].b)] = static_cast<std::uint32_t>(term);
            }
        }
    }

    /// Expects a < b.
    [[nodiscard]] std::uint32_t of(std::int32_t a, std::int32_t b) const
    {
        if (!m_square.empty()) {
            return m_square[at(a, b)];
        }
        const auto before = [](const BtTerm& term, const std::pair<std::int32_t, std::int32_t>& pair) {
            return std::pair(term.a, term.b) < pair;
        };
        const auto found = std::lower_bound(m_terms.begin(), m_terms.end(), std::pair(a, b), before);
        return static_cast<std::uint32_t>(found - m_terms.begin());
    }

private:
    [[nodiscard]] std::size_t at(std::int32_t a, std::int32_t b) const
    {
        return static_cast<std::size_t>(a) * m_models + static_cast<std::size_t>(b);
    }

    const std::vector<BtTerm>& m_terms;
    std::size_t m_models;
    std::vector<std::uint32_t> m_square;
};

template <typename Number> std::vector<Number> multiplicities(Random& random, std::size_t clusters)
{
    std::vector<Number> times(clusters, Number(0));
    for (std::size_t i = 0; i < clusters; ++i) {
        ++times[random.below(clusters)];
    }
    return times;
}

/// The same into every kLanes-th place.
void drawInto(Random& random, std::size_t clusters, std::int32_t* times)
{
    for (std::size_t i = 0; i < clusters; ++i) {
        ++times[random.below(clusters) * BtResampler::kLanes];
    }
}

void clearWeights(std::vector<BtTerm>& terms)
{
    for (BtTerm& term : terms) {
        term.weights = {};
    }
}

} // namespace

BtResampler::BtResampler(const BtDesign& design, const Comparisons& votes, ClusterBy by)
    : m_design(design)
    , m_by(by)
{
    const std::vector<std::size_t> rows = addEntries(votes);
    if (by == ClusterBy::None) {
        m_cells.emplace(addUp());
        return;
    }
    addClusters(votes, rows);
    if (design.covariates == 0 && std::all_of(m_entries.begin(), m_entries.end(),
                                              [](const Entry& entry) { return entry.weight == 1; })) {
        makeColumns();
        return;
    }
    // In the order of the terms, so that a resample fills them one after the other.
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry& x, const Entry& y) {
        return std::tuple(x.term, x.outcome, x.first) < std::tuple(y.term, y.outcome, y.first);
    });
}

/// Gives the rows of the votes that weigh something, in their order.
std::vector<std::size_t> BtResampler::addEntries(const Comparisons& votes)
{
    const bool byRow = m_design.covariates > 0;
    std::optional<TermIndex> terms;
    if (!byRow) {
        terms.emplace(m_design);
    }
    std::vector<std::size_t> rows;
    rows.reserve(votes.rows.size());
    m_entries.reserve(votes.rows.size());
    for (std::size_t row = 0; row < votes.rows.size(); ++row) {
        const Comparison& vote = votes.rows[row];
        if (vote.weight == 0) {
            continue;
        }
        rows.push_back(row);
        const bool inOrder = byRow || vote.a < vote.b;
        const std::uint32_t term = byRow ? static_cast<std::uint32_t>(row)
                                         : terms->of(std::min(vote.a, vote.b), std::max(vote.a, vote.b));
        const PairWinner winner = inOrder ? vote.winner : swapped(vote.winner);
        m_entries.push_back({term, static_cast<std::uint32_t>(outcomeIndex(winner)), vote.weight});
    }
    return rows;
}

/// Puts equal votes together; how many there are of each.
std::vector<std::int64_t> BtResampler::addUp()
{
    std::vector<std::int64_t> counts;
    const bool areAlike = std::all_of(m_entries.begin(), m_entries.end(), [this](const Entry& entry) {
        return entry.weight == m_entries.front().weight;
    });
    if (areAlike) { // as nearly always; counting is quicker than sorting
        std::vector<std::int64_t> all(3 * m_design.terms.size(), 0);
        for (const Entry& entry : m_entries) {
            ++all[3 * entry.term + entry.outcome];
        }
        const double weight = m_entries.front().weight;
        m_entries.clear();
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (all[i] > 0) {
                m_entries.push_back({i / 3, i % 3, weight});
                counts.push_back(all[i]);
            }
        }
        return counts;
    }
    const auto key = [](const Entry& entry) { return std::tuple(entry.term, entry.outcome, entry.weight); };
    std::sort(m_entries.begin(), m_entries.end(),
              [&](const Entry& x, const Entry& y) { return key(x) < key(y); });
    std::vector<Entry> distinct;
    for (const Entry& entry : m_entries) {
        if (distinct.empty() || key(distinct.back()) != key(entry)) {
            distinct.push_back(entry);
            counts.push_back(0);
        }
        ++counts.back();
    }
    m_entries = std::move(distinct);
    return counts;
}

void BtResampler::addClusters(const Comparisons& votes, const std::vector<std::size_t>& rows)
{
    const auto cluster = [&](std::int32_t Comparison::*id, std::int32_t Entry::*target) {
        std::vector<std::int32_t> ids;
        ids.reserve(rows.size());
        for (const std::size_t row : rows) {
            ids.push_back(votes.rows[row].*id);
        }
        const Clusters found = clustersOf(ids);
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            m_entries[i].*target = found.of[i];
        }
        return static_cast<std::size_t>(found.count);
    };
    m_first =
        cluster(m_by == ClusterBy::Annotator ? &Comparison::annotator : &Comparison::prompt, &Entry::first);
    m_second = m_by == ClusterBy::Both ? cluster(&Comparison::annotator, &Entry::second) : 0;
}

/// Sorts the votes by cluster and then, keeping that, by term and outcome: by counting.
void BtResampler::makeColumns()
{
    Clusters clusters;
    clusters.count = static_cast<std::int32_t>(m_first);
    clusters.of.reserve(m_entries.size());
    Clusters cells;
    cells.count = static_cast<std::int32_t>(3 * m_design.terms.size());
    cells.of.reserve(m_entries.size());
    for (const Entry& entry : m_entries) {
        clusters.of.push_back(entry.first);
    }
    const ClusterRows byCluster(clusters);
    for (const std::size_t i : byCluster.rows) {
        cells.of.push_back(static_cast<std::int32_t>(3 * m_entries[i].term + m_entries[i].outcome));
    }
    const ClusterRows byCell(cells);
    m_cellEnd.assign(byCell.begin.begin() + 1, byCell.begin.end());
    m_firstOf.reserve(m_entries.size());
    for (const std::size_t place : byCell.rows) {
        const Entry& entry = m_entries[byCluster.rows[place]];
        m_firstOf.push_back(static_cast<std::uint32_t>(entry.first));
        if (m_second > 0) {
            m_secondOf.push_back(static_cast<std::uint32_t>(entry.second));
        }
    }
    m_entries.clear();
    m_entries.shrink_to_fit();
}

void BtResampler::draw(std::uint64_t seed, std::size_t begin, std::size_t end, std::vector<BtTerm>& terms,
                       const Take& take) const
{
    if (m_firstOf.empty()) {
        for (std::size_t index = begin; index < end; ++index) {
            Random random = resampleRandom(seed, index);
            drawOne(random, terms);
            take(index, terms);
        }
        return;
    }
    std::vector<std::int32_t> sums;
    for (std::size_t from = begin; from < end; from += kLanes) {
        const std::size_t count = std::min(kLanes, end - from);
        drawLanes(seed, from, count, sums);
        for (std::size_t lane = 0; lane < count; ++lane) {
            for (std::size_t term = 0; term < terms.size(); ++term) {
                for (std::size_t outcome = 0; outcome < 3; ++outcome) {
                    terms[term].weights[outcome] = sums[(3 * term + outcome) * kLanes + lane];
                }
            }
            take(from + lane, terms);
        }
    }
}

void BtResampler::drawOne(Random& random, std::vector<BtTerm>& terms) const
{
    clearWeights(terms);
    if (m_by == ClusterBy::None) {
        std::vector<std::int64_t> drawn;
        m_cells->draw(random, drawn);
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const Entry& entry = m_entries[i];
            terms[entry.term].weights[entry.outcome] += static_cast<double>(drawn[i]) * entry.weight;
        }
        return;
    }
    const std::vector<double> first = multiplicities<double>(random, m_first);
    const std::vector<double> second = multiplicities<double>(random, m_second);
    for (const Entry& entry : m_entries) {
        double times = first[static_cast<std::size_t>(entry.first)];
        if (m_second > 0) { // Owen's (2007) pigeonhole bootstrap: both ways at once
            times *= second[static_cast<std::size_t>(entry.second)];
        }
        terms[entry.term].weights[entry.outcome] += times * entry.weight;
    }
}

/// `sums`: cells × kLanes, how often the votes of each cell are in each of the resamples.
void BtResampler::drawLanes(std::uint64_t seed, std::size_t begin, std::size_t count,
                            std::vector<std::int32_t>& sums) const
{
    std::vector<std::int32_t> first(m_first * kLanes, 0);
    std::vector<std::int32_t> second(m_second * kLanes, 0);
    for (std::size_t lane = 0; lane < count; ++lane) {
        Random random = resampleRandom(seed, begin + lane);
        drawInto(random, m_first, first.data() + lane);
        drawInto(random, m_second, second.data() + lane);
    }
    sums.resize(m_cellEnd.size() * kLanes);
    std::size_t entry = 0;
    for (std::size_t cell = 0; cell < m_cellEnd.size(); ++cell) {
        std::array<std::int32_t, kLanes> sum{};
        for (; entry < m_cellEnd[cell]; ++entry) {
            const std::int32_t* times = &first[m_firstOf[entry] * kLanes];
            if (m_second == 0) {
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    sum[lane] += times[lane];
                }
            } else {
                const std::int32_t* others = &second[m_secondOf[entry] * kLanes];
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    sum[lane] += times[lane] * others[lane];
                }
            }
        }
        std::copy(sum.begin(), sum.end(), &sums[cell * kLanes]);
    }
}

} // namespace plumbline::stats
