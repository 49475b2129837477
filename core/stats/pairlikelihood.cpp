#include "core/stats/pairlikelihood.h"

#include <cmath>
#include <limits>

namespace plumbline::stats {

namespace {

/// ln(1 + eˣ) and σ(x) from one exponential, without overflow.
struct Logistic
{
    double softplus = 0;
    double sigmoid = 0;
    double slope = 0; ///< σ(x)(1 − σ(x)), exact in both tails

    explicit Logistic(double x)
    {
        const double e = std::exp(-std::abs(x));
        const double one = 1 + e;
        softplus = std::max(x, 0.0) + std::log1p(e);
        sigmoid = x >= 0 ? 1 / one : e / one;
        slope = e / (one * one);
    }
};

PairLikelihood halfWins(const OutcomeWeights& weights, double delta)
{
    const double forA = weights[0] + 0.5 * weights[1];
    const double forB = weights[2] + 0.5 * weights[1];
    const double total = forA + forB;
    const Logistic logistic(delta);
    const double pB = delta >= 0 ? logistic.slope / logistic.sigmoid : 1 - logistic.sigmoid;
    PairLikelihood result;
    result.value = forA * delta - total * logistic.softplus;
    result.delta = forA * pB - forB * logistic.sigmoid;
    result.deltaDelta = -total * logistic.slope;
    return result;
}

PairLikelihood davidson(const OutcomeWeights& weights, double delta, double eta)
{
    const double total = weights[0] + weights[1] + weights[2];
    const double top = std::max(std::abs(delta) / 2, eta);
    const double logA = delta / 2 - top;
    const double logT = eta - top;
    const double logB = -delta / 2 - top;
    const double a = std::exp(logA);
    const double t = std::exp(logT);
    const double b = std::exp(logB);
    const double sum = a + b + t;
    // One of the three is exactly 1; the logarithm keeps what the others add to it.
    const double logSum = std::log1p(logA == 0 ? b + t : logB == 0 ? a + t : a + b);
    const double pA = a / sum;
    const double pB = b / sum;
    const double pT = t / sum;
    PairLikelihood result;
    result.value = weights[0] * (logA - logSum) + weights[1] * (logT - logSum) + weights[2] * (logB - logSum);
    // Differences from what was expected, written as sums of small terms.
    result.delta = 0.5 * (weights[0] * (2 * pB + pT) - weights[2] * (2 * pA + pT) - weights[1] * (pA - pB));
    result.eta = weights[1] * (pA + pB) - (weights[0] + weights[2]) * pT;
    result.deltaDelta = -0.25 * total * (4 * pA * pB + pT * (pA + pB));
    result.deltaEta = 0.5 * total * (pA - pB) * pT;
    result.etaEta = -total * pT * (pA + pB);
    return result;
}

PairLikelihood raoKupper(const OutcomeWeights& weights, double delta, double eta)
{
    PairLikelihood result;
    if (eta < 0 || (eta == 0 && weights[1] > 0)) {
        result.value = -std::numeric_limits<double>::infinity();
        return result;
    }
    const Logistic loseA(eta - delta); // 1 − P(a wins)
    const Logistic loseB(eta + delta);
    const double forA = weights[0] + weights[1];
    const double forB = weights[2] + weights[1];
    result.value = -forA * loseA.softplus - forB * loseB.softplus;
    result.delta = forA * loseA.sigmoid - forB * loseB.sigmoid;
    result.eta = -forA * loseA.sigmoid - forB * loseB.sigmoid;
    result.deltaDelta = -forA * loseA.slope - forB * loseB.slope;
    result.deltaEta = forA * loseA.slope - forB * loseB.slope;
    result.etaEta = -forA * loseA.slope - forB * loseB.slope;
    if (weights[1] > 0) { // ln(e^{2η} − 1)
        const double gap = -std::expm1(-2 * eta);
        result.value += weights[1] * (2 * eta + std::log(gap));
        result.eta += weights[1] * 2 / gap;
        result.etaEta -= weights[1] * 4 * (1 - gap) / (gap * gap);
    }
    return result;
}

} // namespace

PairLikelihood pairLikelihood(TieModel ties, const OutcomeWeights& weights, double delta, double eta)
{
    switch (ties) {
    case TieModel::HalfWins:
        return halfWins(weights, delta);
    case TieModel::Davidson:
        return davidson(weights, delta, eta);
    case TieModel::RaoKupper:
        return raoKupper(weights, delta, eta);
    }
    return {};
}

VoteScore voteScore(TieModel ties, PairWinner winner, double delta, double eta)
{
    OutcomeWeights weights{};
    weights[outcomeIndex(winner)] = 1;
    const PairLikelihood likelihood = pairLikelihood(ties, weights, delta, eta);
    return {likelihood.delta, likelihood.eta};
}

OutcomeWeights outcomeProbabilities(TieModel ties, double delta, double eta)
{
    switch (ties) {
    case TieModel::HalfWins: {
        const double pA = Logistic(delta).sigmoid;
        return {pA, 0, 1 - pA};
    }
    case TieModel::Davidson: {
        const double top = std::max(std::abs(delta) / 2, eta);
        const OutcomeWeights odds{std::exp(delta / 2 - top), std::exp(eta - top), std::exp(-delta / 2 - top)};
        const double sum = odds[0] + odds[1] + odds[2];
        return {odds[0] / sum, odds[1] / sum, odds[2] / sum};
    }
    case TieModel::RaoKupper: {
        const double pA = Logistic(delta - eta).sigmoid;
        const double pB = Logistic(-delta - eta).sigmoid;
        return {pA, std::max(0.0, 1 - pA - pB), pB};
    }
    }
    return {};
}

} // namespace plumbline::stats
