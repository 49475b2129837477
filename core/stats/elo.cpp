#include "core/stats/elo.h"

#include "core/stats/connectivity.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

class EloRun
{
public:
    EloRun(const Comparisons& votes, const EloOptions& options)
        : m_votes(votes)
        , m_options(options)
        , m_rate(std::log(options.base) / options.scale)
        , m_ratings(static_cast<std::size_t>(votes.models), options.initial)
    {
    }

    void play(std::size_t row)
    {
        const Comparison& vote = m_votes.rows[row];
        double& a = m_ratings[static_cast<std::size_t>(vote.a)];
        double& b = m_ratings[static_cast<std::size_t>(vote.b)];
        const double expected = 1 / (1 + std::exp((b - a) * m_rate));
        const double change = m_options.k * vote.weight * (scoreOfA(vote.winner) - expected);
        a += change;
        b -= change;
    }

    /// Votes in an order of their own. They lie far apart, so they are fetched ahead.
    void play(const std::vector<std::uint32_t>& order)
    {
        constexpr std::size_t kAhead = 16;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i + kAhead < order.size()) {
                __builtin_prefetch(&m_votes.rows[order[i + kAhead]]);
            }
            play(order[i]);
        }
    }

    [[nodiscard]] const std::vector<double>& ratings() const { return m_ratings; }

private:
    const Comparisons& m_votes;
    const EloOptions& m_options;
    double m_rate;
    std::vector<double> m_ratings;
};

QString whyNot(const Comparisons& votes, const EloOptions& options)
{
    if (QString reason = whyUnusable(votes); !reason.isEmpty()) {
        return reason;
    }
    if (!(options.k > 0) || !(options.scale > 0) || !(options.base > 1) || !std::isfinite(options.k) ||
        !std::isfinite(options.scale) || !std::isfinite(options.base) || !std::isfinite(options.initial)) {
        return u"Elo needs a K and a scale above 0 and a base above 1."_s;
    }
    return whyNotAllSeen(votes.models, edgesOf(tabulate(votes)), votes.names);
}

/// Runs `count` orders; row i of the result holds the ratings of order i. Empty when stopped.
std::vector<double> manyRuns(const Comparisons& votes, const EloOptions& options, std::size_t count,
                             bool resampled)
{
    const auto width = static_cast<std::size_t>(votes.models);
    std::vector<double> all(count * width);
    std::atomic<bool> stopped = false;
    // Orders and resamples with the same number draw from different streams.
    constexpr std::uint64_t kResampleStream = 0x5245'5341'4D50'4C45ULL;
    const std::uint64_t seed = options.seed ^ (resampled ? kResampleStream : 0);
    parallelFor(
        count, 1,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            std::vector<std::uint32_t> order(votes.rows.size());
            for (std::size_t i = begin; i < end && !stopped; ++i) {
                stopped = stopped || (options.cancelled && options.cancelled());
                Random random = resampleRandom(seed, i);
                EloRun run(votes, options);
                if (resampled) { // drawing with replacement is a random order already
                    for (std::uint32_t& vote : order) {
                        vote = static_cast<std::uint32_t>(random.below(order.size()));
                    }
                } else {
                    shuffle(random, order);
                }
                run.play(order);
                std::copy(run.ratings().begin(), run.ratings().end(), &all[i * width]);
            }
        },
        options.threads);
    return stopped ? std::vector<double>() : all;
}

void averageOrders(const std::vector<double>& runs, std::size_t width, EloRatings& result)
{
    const std::size_t count = runs.size() / width;
    result.ratings.assign(width, 0.0);
    result.spread.assign(width, 0.0);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        result.ratings[i % width] += runs[i] / static_cast<double>(count);
    }
    if (count < 2) {
        result.spread.clear();
        return;
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double distance = runs[i] - result.ratings[i % width];
        result.spread[i % width] += distance * distance / static_cast<double>(count - 1);
    }
    for (double& spread : result.spread) {
        spread = std::sqrt(spread);
    }
}

EloRatings stopped()
{
    EloRatings result;
    result.undefined = u"The computation of Elo ratings was stopped."_s;
    return result;
}

} // namespace

EloRatings elo(const Comparisons& votes, const EloOptions& options)
{
    EloRatings result;
    result.undefined = whyNot(votes, options);
    if (!result) {
        return result;
    }
    const auto width = static_cast<std::size_t>(votes.models);
    if (options.permutations > 0) {
        const auto runs = manyRuns(votes, options, static_cast<std::size_t>(options.permutations), false);
        if (runs.empty()) {
            return stopped();
        }
        averageOrders(runs, width, result);
    } else {
        EloRun run(votes, options);
        for (std::size_t row = 0; row < votes.rows.size(); ++row) {
            run.play(row);
        }
        result.ratings = run.ratings();
    }
    if (options.resamples > 0) {
        const auto runs = manyRuns(votes, options, static_cast<std::size_t>(options.resamples), true);
        if (runs.empty()) {
            return stopped();
        }
        const double tail = (1 - options.confidence) / 2;
        for (std::size_t model = 0; model < width; ++model) {
            std::vector<double> column;
            for (std::size_t i = model; i < runs.size(); i += width) {
                column.push_back(runs[i]);
            }
            const double low = quantile(column, tail);
            result.intervals.push_back({low, quantile(column, 1 - tail)});
        }
    }
    return result;
}

} // namespace plumbline::stats
