#include "core/stats/alphabootstrap.h"

#include "core/stats/sampling.h"

#include <atomic>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

void addAlphaInterval(Alpha& out, const std::vector<std::int64_t>& weights, const AlphaOfWeights& alphaOf,
                      const AlphaOptions& options)
{
    const std::int64_t units = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    if (!out.alpha || options.resamples < 2 || units < 2) {
        return;
    }
    std::vector<std::optional<double>> alphas(static_cast<std::size_t>(options.resamples));
    std::atomic<bool> stopped{false};
    constexpr std::size_t kPart = 8;
    parallelFor(
        alphas.size(), kPart,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            std::vector<std::int64_t> drawn;
            for (std::size_t index = begin; index < end && !stopped; ++index) {
                if (options.cancelled && options.cancelled()) {
                    stopped = true;
                    return;
                }
                Random random = resampleRandom(options.seed, index);
                multinomial(random, weights, drawn);
                alphas[index] = alphaOf(drawn);
            }
        },
        options.threads);
    if (stopped) {
        out = Alpha::none(u"The computation was stopped before it ended."_s);
        return;
    }
    std::vector<double> defined;
    for (const std::optional<double>& alpha : alphas) {
        if (alpha) {
            defined.push_back(*alpha);
        }
    }
    out.resamples = static_cast<int>(defined.size());
    if (2 * defined.size() >= alphas.size()) {
        const double tail = (1 - options.confidence) / 2;
        const double low = quantile(defined, tail);
        out.alpha.interval = Interval{low, quantile(defined, 1 - tail)};
    }
}

} // namespace plumbline::stats
