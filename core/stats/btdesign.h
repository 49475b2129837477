#pragma once

#include "core/stats/bradleyterry.h"
#include "core/stats/newton.h"

namespace plumbline::stats {

/// A pair with the weights of its verdicts; with covariates one row.
struct BtTerm
{
    std::int32_t a = 0;
    std::int32_t b = 0;
    OutcomeWeights weights{};
    OutcomeWeights weightSquares{};
};

/// What a fit of Bradley–Terry works on. Parameters: scores of the models, effects of the covariates, tie
/// parameter.
struct BtDesign
{
    std::size_t models = 0;
    std::size_t covariates = 0;
    std::vector<BtTerm> terms;
    std::vector<double> features; ///< terms × covariates
    TieModel ties = TieModel::HalfWins;
    double l2 = 0;
    double covariateL2 = 0;

    [[nodiscard]] bool hasEta() const { return ties != TieModel::HalfWins; }
    [[nodiscard]] std::size_t size() const { return models + covariates + (hasEta() ? 1 : 0); }
    /// The score that a fit holds at 0 because only differences count; none with a penalty.
    [[nodiscard]] std::optional<std::size_t> held() const;
    [[nodiscard]] const double* featuresOf(std::size_t term) const { return &features[term * covariates]; }
    [[nodiscard]] double deltaOf(std::size_t term, const std::vector<double>& x) const;
    [[nodiscard]] double etaOf(const std::vector<double>& x) const { return hasEta() ? x.back() : 0.0; }

    [[nodiscard]] std::vector<double> start() const;
    /// −(log-likelihood − penalty) with its derivatives, when `terms` weighs the terms (as many as there are
    /// in the design, which supplies the covariates).
    double evaluate(const std::vector<BtTerm>& weighed, const std::vector<double>& x,
                    std::vector<double>& gradient, std::vector<double>& hessian) const;
    [[nodiscard]] NewtonResult fit(const std::vector<BtTerm>& weighed, std::vector<double> from) const;
    /// A faster fit for a start that is near, without covariates and tie parameter: Newton steps whose
    /// factors are kept while they serve. False when it does not apply or does not settle.
    bool fitNearby(const std::vector<BtTerm>& weighed, std::vector<double>& x) const;
    [[nodiscard]] double penalty(const std::vector<double>& x) const;
};

/// Percentile intervals of the scores by resampling votes or clusters, into `result`.
void bootstrapBradleyTerry(const BtDesign& design, const Comparisons& votes, const std::vector<double>& x,
                           const IntervalOptions& options, ModelScores& result);

} // namespace plumbline::stats
