#include "core/stats/btdesign.h"
#include "core/stats/clusters.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <optional>
#include <tuple>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Votes that count alike: for independent resampling equal ones together, for clusters each by itself.
struct Entry
{
    std::uint32_t term = 0;
    std::uint32_t outcome = 0; ///< seen from the term's a
    double weight = 1;
    std::int32_t first = 0;  ///< cluster
    std::int32_t second = 0; ///< cluster of the other kind, when resampling both ways
};

/// Draws resamples of the votes and weighs the terms of a design with them.
class Resampler
{
public:
    Resampler(const BtDesign& design, const Comparisons& votes, ClusterBy by)
        : m_design(design)
        , m_by(by)
    {
        addEntries(votes);
        if (by == ClusterBy::None) {
            m_cells.emplace(addUp());
            return;
        }
        const auto clusters = [&](std::int32_t Comparison::*id, std::int32_t Entry::*target) {
            std::vector<std::int32_t> ids;
            ids.reserve(m_rows.size());
            for (const std::size_t row : m_rows) {
                ids.push_back(votes.rows[row].*id);
            }
            const Clusters found = clustersOf(ids);
            for (std::size_t i = 0; i < m_entries.size(); ++i) {
                m_entries[i].*target = found.of[i];
            }
            return static_cast<std::size_t>(found.count);
        };
        m_first = clusters(by == ClusterBy::Annotator ? &Comparison::annotator : &Comparison::prompt,
                           &Entry::first);
        m_second = by == ClusterBy::Both ? clusters(&Comparison::annotator, &Entry::second) : 0;
        // In the order of the terms, so that a resample fills them one after the other.
        std::sort(m_entries.begin(), m_entries.end(), [](const Entry& x, const Entry& y) {
            return std::tuple(x.term, x.outcome, x.first) < std::tuple(y.term, y.outcome, y.first);
        });
    }

    /// The fewest clusters of a kind; meaningless without clusters.
    [[nodiscard]] std::size_t fewestClusters() const
    {
        return m_by == ClusterBy::Both ? std::min(m_first, m_second) : m_first;
    }

    /// Fills the terms' weights with a resample.
    void draw(Random& random, std::vector<BtTerm>& terms) const
    {
        for (BtTerm& term : terms) {
            term.weights = {};
        }
        if (m_by == ClusterBy::None) {
            std::vector<std::int64_t> drawn;
            m_cells->draw(random, drawn);
            for (std::size_t i = 0; i < m_entries.size(); ++i) {
                const Entry& entry = m_entries[i];
                terms[entry.term].weights[entry.outcome] += static_cast<double>(drawn[i]) * entry.weight;
            }
            return;
        }
        const std::vector<double> first = multiplicities(random, m_first);
        const std::vector<double> second = multiplicities(random, m_second);
        for (const Entry& entry : m_entries) {
            double times = first[static_cast<std::size_t>(entry.first)];
            if (m_second > 0) { // Owen's (2007) pigeonhole bootstrap: both ways at once
                times *= second[static_cast<std::size_t>(entry.second)];
            }
            terms[entry.term].weights[entry.outcome] += times * entry.weight;
        }
    }

private:
    void addEntries(const Comparisons& votes)
    {
        const std::vector<BtTerm>& terms = m_design.terms;
        const auto before = [](const BtTerm& term, const std::pair<std::int32_t, std::int32_t>& pair) {
            return std::pair(term.a, term.b) < pair;
        };
        for (std::size_t row = 0; row < votes.rows.size(); ++row) {
            const Comparison& vote = votes.rows[row];
            if (vote.weight == 0) {
                continue;
            }
            m_rows.push_back(row);
            if (m_design.covariates > 0) {
                m_entries.push_back({static_cast<std::uint32_t>(row),
                                     static_cast<std::uint32_t>(outcomeIndex(vote.winner)), vote.weight});
                continue;
            }
            const bool inOrder = vote.a < vote.b;
            const std::pair pair(std::min(vote.a, vote.b), std::max(vote.a, vote.b));
            const auto term = std::lower_bound(terms.begin(), terms.end(), pair, before) - terms.begin();
            m_entries.push_back(
                {static_cast<std::uint32_t>(term),
                 static_cast<std::uint32_t>(outcomeIndex(inOrder ? vote.winner : swapped(vote.winner))),
                 vote.weight});
        }
    }

    /// Puts equal votes together; how many there are of each.
    std::vector<std::int64_t> addUp()
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
        const auto key = [](const Entry& entry) {
            return std::tuple(entry.term, entry.outcome, entry.weight);
        };
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

    static std::vector<double> multiplicities(Random& random, std::size_t clusters)
    {
        std::vector<double> times(clusters, 0.0);
        for (std::size_t i = 0; i < clusters; ++i) {
            ++times[random.below(clusters)];
        }
        return times;
    }

    const BtDesign& m_design;
    ClusterBy m_by;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_rows; ///< of the votes that weigh something, in their order
    std::optional<CellResampler> m_cells;
    std::size_t m_first = 0;
    std::size_t m_second = 0;
};

/// Whether pairs that beat each other (or tied) connect all models: enough for a maximum with half wins,
/// and quick to see.
bool isWellConnected(std::size_t models, const std::vector<BtTerm>& terms)
{
    std::vector<std::size_t> parent(models);
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t model) {
        while (parent[model] != model) {
            parent[model] = parent[parent[model]];
            model = parent[model];
        }
        return model;
    };
    std::size_t groups = models;
    for (const BtTerm& term : terms) {
        if (term.weights[1] > 0 || (term.weights[0] > 0 && term.weights[2] > 0)) {
            const std::size_t a = root(static_cast<std::size_t>(term.a));
            const std::size_t b = root(static_cast<std::size_t>(term.b));
            if (a != b) {
                parent[a] = b;
                if (--groups == 1) {
                    return true;
                }
            }
        }
    }
    return false;
}

bool hasMaximum(const BtDesign& design, const std::vector<BtTerm>& terms)
{
    if (design.l2 > 0 || (!design.hasEta() && isWellConnected(design.models, terms))) {
        return true;
    }
    PairTable table;
    table.models = static_cast<std::int32_t>(design.models);
    for (const BtTerm& term : terms) {
        table.cells.push_back({term.a, term.b, term.weights, {}, 0});
    }
    return whyNoMaximum(table, design.ties).isEmpty();
}

/// Scores and effects of one resample; false when it has none.
bool fitResample(const BtDesign& design, const std::vector<BtTerm>& terms, const std::vector<double>& x,
                 double* out)
{
    if (!hasMaximum(design, terms)) {
        return false;
    }
    const bool tied =
        std::any_of(terms.begin(), terms.end(), [](const BtTerm& term) { return term.weights[1] > 0; });
    NewtonResult fit;
    if (design.hasEta() && !tied) { // without ties both tie models are the plain one
        BtDesign plain = design;
        plain.ties = TieModel::HalfWins;
        fit = plain.fit(terms, {x.begin(), x.end() - 1});
    } else {
        fit.x = x;
        fit.converged = design.fitNearby(terms, fit.x);
        if (!fit.converged) {
            fit = design.fit(terms, x);
        }
    }
    if (!fit.converged) {
        return false;
    }
    const auto models = static_cast<std::ptrdiff_t>(design.models);
    const double mean =
        std::accumulate(fit.x.begin(), fit.x.begin() + models, 0.0) / static_cast<double>(models);
    for (std::size_t i = 0; i < design.models + design.covariates; ++i) {
        out[i] = i < design.models ? fit.x[i] - mean : fit.x[i];
    }
    return true;
}

} // namespace

void bootstrapBradleyTerry(const BtDesign& design, const Comparisons& votes, const std::vector<double>& x,
                           const IntervalOptions& options, ModelScores& result)
{
    const Resampler resampler(design, votes, options.cluster);
    if (options.cluster != ClusterBy::None && resampler.fewestClusters() < 2) {
        result.noIntervals =
            u"All votes share one prompt or one annotator, so there is nothing to tell how much "
            u"another would differ; collect votes on more of them."_s;
        return;
    }
    const auto resamples = static_cast<std::size_t>(std::max(options.resamples, 1));
    const std::size_t width = design.models + design.covariates;
    std::vector<double> samples(resamples * width);
    std::vector<char> good(resamples, 0);
    std::atomic<bool> stopped = false;
    constexpr std::size_t kPart = 8;
    parallelFor(
        resamples, kPart,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            std::vector<BtTerm> terms = design.terms;
            for (std::size_t i = begin; i < end && !stopped; ++i) {
                if (options.cancelled && options.cancelled()) {
                    stopped = true;
                    return;
                }
                Random random = resampleRandom(options.seed, i);
                resampler.draw(random, terms);
                good[i] = fitResample(design, terms, x, &samples[i * width]) ? 1 : 0;
            }
        },
        options.threads);
    if (stopped) {
        result.noIntervals = u"The computation of the intervals was stopped."_s;
        return;
    }
    const auto bounds = percentileIntervals(samples, good, width, options.confidence, result);
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (i < design.models) {
            result.intervals.push_back(bounds[i]);
        } else {
            result.effects[i - design.models].interval = bounds[i];
        }
    }
}

} // namespace plumbline::stats
