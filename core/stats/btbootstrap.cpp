#include "core/stats/btdesign.h"
#include "core/stats/btresampler.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

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
    const BtResampler resampler(design, votes, options.cluster);
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
    parallelFor(
        resamples, BtResampler::kLanes,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            if (stopped) {
                return;
            }
            std::vector<BtTerm> terms = design.terms;
            resampler.draw(options.seed, begin, end, terms,
                           [&](std::size_t index, const std::vector<BtTerm>& drawn) {
                               if (stopped || (options.cancelled && options.cancelled())) {
                                   stopped = true;
                                   return;
                               }
                               good[index] = fitResample(design, drawn, x, &samples[index * width]) ? 1 : 0;
                           });
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
