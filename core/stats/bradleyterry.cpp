#include "core/stats/bradleyterry.h"

#include "core/stats/btdesign.h"
#include "core/stats/clusters.h"
#include "core/stats/distributions.h"
#include "core/stats/pairlikelihood.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

bool hasTies(const PairTable& table)
{
    return std::any_of(table.cells.begin(), table.cells.end(),
                       [](const PairCell& cell) { return cell.weights[1] > 0; });
}

QString whyNotFitted(const PairTable& table, const BradleyTerryOptions& options)
{
    if (!std::isfinite(options.l2) || options.l2 < 0 || !std::isfinite(options.covariateL2) ||
        options.covariateL2 < 0) {
        return u"The penalty must be a number from 0 up."_s;
    }
    if (!(options.interval.confidence > 0 && options.interval.confidence < 1)) {
        return u"The confidence level must be between 0 and 1."_s;
    }
    if (options.l2 == 0) {
        return whyNoMaximum(table, options.ties);
    }
    if (QString reason = whyNotAllSeen(table.models, edgesOf(table), table.names); !reason.isEmpty()) {
        return reason;
    }
    const bool onlyTies = std::all_of(table.cells.begin(), table.cells.end(), [](const PairCell& cell) {
        return cell.weights[0] == 0 && cell.weights[2] == 0;
    });
    if (onlyTies && options.ties != TieModel::HalfWins) {
        return u"Every vote is a tie, so the tendency to tie has no bound; count ties as half wins instead."_s;
    }
    return {};
}

BtDesign emptyDesign(const PairTable& table, const BradleyTerryOptions& options)
{
    BtDesign design;
    design.models = static_cast<std::size_t>(table.models);
    design.ties = hasTies(table) ? options.ties : TieModel::HalfWins;
    design.l2 = options.l2;
    design.covariateL2 = options.covariateL2;
    return design;
}

BtDesign designOf(const PairTable& table, const BradleyTerryOptions& options)
{
    BtDesign design = emptyDesign(table, options);
    design.terms.reserve(table.cells.size());
    for (const PairCell& cell : table.cells) {
        design.terms.push_back({cell.a, cell.b, cell.weights, cell.weightSquares});
    }
    return design;
}

/// One term for each vote, because each has covariates of its own.
BtDesign designOf(const Comparisons& votes, const PairTable& table, const BradleyTerryOptions& options)
{
    BtDesign design = emptyDesign(table, options);
    design.covariates = static_cast<std::size_t>(votes.covariateNames.size());
    design.features = votes.covariates;
    design.terms.reserve(votes.rows.size());
    for (const Comparison& row : votes.rows) {
        BtTerm term{row.a, row.b, {}, {}};
        term.weights[outcomeIndex(row.winner)] = row.weight;
        term.weightSquares[outcomeIndex(row.winner)] = row.weight * row.weight;
        design.terms.push_back(term);
    }
    return design;
}

void addTermScore(const BtDesign& design, std::size_t term, const VoteScore& score, double weight,
                  const Comparison& row, SparseSum& sum)
{
    sum.add(static_cast<std::size_t>(row.a), weight * score.delta);
    sum.add(static_cast<std::size_t>(row.b), -weight * score.delta);
    for (std::size_t k = 0; k < design.covariates; ++k) {
        sum.add(design.models + k, weight * score.delta * design.featuresOf(term)[k]);
    }
    if (design.hasEta()) {
        sum.add(design.size() - 1, weight * score.eta);
    }
}

/// Σ w²·s·sᵀ over independent votes, by term and verdict.
std::vector<double> independentMeat(const BtDesign& design, const std::vector<double>& x)
{
    const std::size_t n = design.size();
    std::vector<double> meat(n * n, 0.0);
    SparseSum sum(n);
    for (std::size_t i = 0; i < design.terms.size(); ++i) {
        const BtTerm& term = design.terms[i];
        for (const PairWinner winner : {PairWinner::A, PairWinner::Tie, PairWinner::B}) {
            const double squares = term.weightSquares[outcomeIndex(winner)];
            if (squares > 0) {
                const VoteScore score = voteScore(design.ties, winner, design.deltaOf(i, x), design.etaOf(x));
                addTermScore(design, i, score, std::sqrt(squares), {term.a, term.b}, sum);
                sum.drainOuterProduct(meat);
            }
        }
    }
    return meat;
}

struct Meat
{
    std::vector<double> matrix;
    double clusters = 0; ///< the smallest number of clusters; 0 for independent votes
};

std::vector<double> meatOf(const BtDesign& design, const Comparisons& votes, const std::vector<double>& x,
                           const Clusters& clusters)
{
    const bool byRow = design.covariates > 0;
    std::vector<double> meat = clusteredMeat(design.size(), clusters, [&](std::size_t row, SparseSum& sum) {
        const Comparison& vote = votes.rows[row];
        const double delta = byRow
                                 ? design.deltaOf(row, x)
                                 : x[static_cast<std::size_t>(vote.a)] - x[static_cast<std::size_t>(vote.b)];
        const VoteScore score = voteScore(design.ties, vote.winner, delta, design.etaOf(x));
        addTermScore(design, row, score, vote.weight, vote, sum);
    });
    const auto count = static_cast<double>(clusters.count);
    for (double& value : meat) { // the usual correction for few clusters
        value *= count / (count - 1);
    }
    return meat;
}

std::optional<Meat> clusterMeat(const BtDesign& design, const Comparisons& votes,
                                const std::vector<double>& x, ClusterBy by)
{
    std::vector<std::int32_t> ids(votes.rows.size());
    const auto clustersBy = [&](std::int32_t Comparison::*id) {
        for (std::size_t row = 0; row < ids.size(); ++row) {
            ids[row] = votes.rows[row].*id;
        }
        return clustersOf(ids);
    };
    const Clusters prompts = by != ClusterBy::Annotator ? clustersBy(&Comparison::prompt) : Clusters();
    const Clusters people = by != ClusterBy::Prompt ? clustersBy(&Comparison::annotator) : Clusters();
    const std::int32_t fewest = by == ClusterBy::Prompt      ? prompts.count
                                : by == ClusterBy::Annotator ? people.count
                                                             : std::min(prompts.count, people.count);
    if (fewest < 2) {
        return std::nullopt;
    }
    Meat meat;
    meat.clusters = fewest;
    if (by != ClusterBy::Both) {
        meat.matrix = meatOf(design, votes, x, by == ClusterBy::Prompt ? prompts : people);
        return meat;
    }
    // Cameron, Gelbach & Miller 2011: prompts + annotators − both.
    meat.matrix = meatOf(design, votes, x, prompts);
    const std::vector<double> second = meatOf(design, votes, x, people);
    const std::vector<double> overlap = meatOf(design, votes, x, intersection(prompts, people));
    for (std::size_t i = 0; i < meat.matrix.size(); ++i) {
        meat.matrix[i] += second[i] - overlap[i];
    }
    meat.matrix = semidefinite(meat.matrix, design.size());
    return meat;
}

void setIntervals(const BtDesign& design, const std::vector<double>& covariance, double factor,
                  ModelScores& result)
{
    const std::size_t n = design.size();
    const auto around = [&](double value, std::size_t i) {
        const double half = factor * std::sqrt(std::max(0.0, covariance[i * n + i]));
        return Interval{value - half, value + half};
    };
    result.covariance.resize(design.models * design.models);
    for (std::size_t i = 0; i < design.models; ++i) {
        result.intervals.push_back(around(result.scores[i], i));
        std::copy_n(&covariance[i * n], design.models, &result.covariance[i * design.models]);
    }
    for (std::size_t k = 0; k < design.covariates; ++k) {
        result.effects[k].interval = around(*result.effects[k].value, design.models + k);
    }
}

/// Intervals from the covariance matrix. `votes` may be null when there are no clusters.
void addIntervals(const BtDesign& design, const Comparisons* votes, const NewtonResult& fit,
                  const IntervalOptions& options, ModelScores& result)
{
    const std::size_t n = design.size();
    std::optional<std::vector<double>> bread = inverse(fit.hessian, n, design.held());
    if (!bread) {
        result.noIntervals =
            u"The votes are too lopsided for an interval from the covariance matrix; use the "
            u"bootstrap."_s;
        return;
    }
    double factor = normalTwoSided(options.confidence);
    std::vector<double> covariance = *bread;
    if (options.method == IntervalMethod::Sandwich) {
        Meat meat;
        if (options.cluster == ClusterBy::None || votes == nullptr) {
            meat.matrix = independentMeat(design, fit.x);
        } else if (std::optional<Meat> found = clusterMeat(design, *votes, fit.x, options.cluster)) {
            meat = std::move(*found);
            factor = studentTwoSided(options.confidence, meat.clusters - 1);
        } else {
            result.noIntervals =
                u"All votes share one prompt or one annotator, so there is nothing to tell how much "
                u"another would differ; collect votes on more of them."_s;
            return;
        }
        covariance = sandwich(*bread, meat.matrix, n);
    }
    centreCovariance(covariance, n, design.models);
    setIntervals(design, covariance, factor, result);
}

ModelScores scoresOf(const BtDesign& design, const NewtonResult& fit, TieModel asked)
{
    ModelScores result;
    result.scores.assign(fit.x.begin(), fit.x.begin() + static_cast<std::ptrdiff_t>(design.models));
    centre(result.scores);
    for (std::size_t k = 0; k < design.covariates; ++k) {
        result.effects.push_back(Estimate::of(fit.x[design.models + k]));
    }
    if (design.hasEta()) {
        result.tieParameter = std::exp(fit.x.back());
    } else if (asked != TieModel::HalfWins) {
        result.tieParameter = asked == TieModel::Davidson ? 0.0 : 1.0;
    }
    result.logLikelihood = design.penalty(fit.x) - fit.value;
    result.iterations = fit.iterations;
    for (const double component : fit.gradient) {
        result.gradient = std::max(result.gradient, std::abs(component));
    }
    return result;
}

ModelScores fitted(const BtDesign& design, const Comparisons* votes, const BradleyTerryOptions& options)
{
    const NewtonResult fit = design.fit(design.terms, design.start());
    if (!fit.converged) {
        return ModelScores::none(
            design.covariates > 0
                ? u"The models and covariates together explain every vote, or cannot be told apart, so their "
                  u"effects have no bound; leave out a covariate or use a penalised fit."_s
                : u"The votes are too lopsided for the fit to settle; use a penalised fit."_s);
    }
    ModelScores result = scoresOf(design, fit, options.ties);
    switch (options.interval.method) {
    case IntervalMethod::None:
        break;
    case IntervalMethod::Model:
    case IntervalMethod::Sandwich:
        addIntervals(design, votes, fit, options.interval, result);
        break;
    case IntervalMethod::Bootstrap:
        if (votes != nullptr) {
            bootstrapBradleyTerry(design, *votes, fit.x, options.interval, result);
        } else {
            result.noIntervals = u"A bootstrap needs the single votes."_s;
        }
        break;
    }
    return result;
}

} // namespace

ModelScores bradleyTerry(const Comparisons& votes, const BradleyTerryOptions& options)
{
    if (QString reason = whyUnusable(votes); !reason.isEmpty()) {
        return ModelScores::none(std::move(reason));
    }
    const PairTable table = tabulate(votes);
    if (QString reason = whyNotFitted(table, options); !reason.isEmpty()) {
        return ModelScores::none(std::move(reason));
    }
    const BtDesign design =
        votes.covariateNames.isEmpty() ? designOf(table, options) : designOf(votes, table, options);
    return fitted(design, &votes, options);
}

ModelScores bradleyTerry(const PairTable& table, const BradleyTerryOptions& options)
{
    if (QString reason = whyNotFitted(table, options); !reason.isEmpty()) {
        return ModelScores::none(std::move(reason));
    }
    BradleyTerryOptions independent = options;
    independent.interval.cluster = ClusterBy::None;
    return fitted(designOf(table, independent), nullptr, independent);
}

double bradleyTerryLogLikelihood(const PairTable& table, const std::vector<double>& scores)
{
    double value = 0;
    for (const PairCell& cell : table.cells) {
        const double delta =
            scores[static_cast<std::size_t>(cell.a)] - scores[static_cast<std::size_t>(cell.b)];
        value += pairLikelihood(TieModel::HalfWins, cell.weights, delta, 0).value;
    }
    return value;
}

std::vector<double> bradleyTerryMmSteps(const PairTable& table, int steps)
{
    const auto n = static_cast<std::size_t>(table.models);
    std::vector<double> wins(n, 0.0);
    for (const PairCell& cell : table.cells) {
        wins[static_cast<std::size_t>(cell.a)] += cell.weights[0] + 0.5 * cell.weights[1];
        wins[static_cast<std::size_t>(cell.b)] += cell.weights[2] + 0.5 * cell.weights[1];
    }
    std::vector<double> strengths(n, 1.0 / static_cast<double>(n));
    for (int step = 0; step < steps; ++step) {
        std::vector<double> denominators(n, 0.0);
        for (const PairCell& cell : table.cells) {
            const auto a = static_cast<std::size_t>(cell.a);
            const auto b = static_cast<std::size_t>(cell.b);
            const double sum = strengths[a] + strengths[b];
            const double share = sum > 0 ? cell.total() / sum : 0.0;
            denominators[a] += share;
            denominators[b] += share;
        }
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            strengths[i] = denominators[i] > 0 ? wins[i] / denominators[i] : 0.0;
            sum += strengths[i];
        }
        for (double& strength : strengths) {
            strength = sum > 0 ? strength / sum : 1.0 / static_cast<double>(n);
        }
    }
    return strengths;
}

Comparisons reweightedByPair(const Comparisons& votes, std::int64_t minimum)
{
    Comparisons result = votes;
    const PairTable table = tabulate(votes);
    const auto before = [](const PairCell& cell, const std::pair<std::int32_t, std::int32_t>& pair) {
        return std::pair(cell.a, cell.b) < pair;
    };
    double sum = 0;
    double old = 0;
    for (Comparison& row : result.rows) {
        if (row.weight == 0) {
            continue;
        }
        const std::pair pair(std::min(row.a, row.b), std::max(row.a, row.b));
        const auto cell = std::lower_bound(table.cells.begin(), table.cells.end(), pair, before);
        old += row.weight;
        row.weight /= static_cast<double>(std::max(cell->count, minimum));
        sum += row.weight;
    }
    for (Comparison& row : result.rows) {
        row.weight *= sum > 0 ? old / sum : 1.0;
    }
    return result;
}

} // namespace plumbline::stats
