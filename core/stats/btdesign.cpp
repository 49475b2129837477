#include "core/stats/btdesign.h"

#include "core/stats/pairlikelihood.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

std::optional<std::size_t> BtDesign::held() const
{
    return l2 > 0 ? std::nullopt : std::optional(models - 1);
}

double BtDesign::deltaOf(std::size_t term, const std::vector<double>& x) const
{
    double delta = x[static_cast<std::size_t>(terms[term].a)] - x[static_cast<std::size_t>(terms[term].b)];
    for (std::size_t k = 0; k < covariates; ++k) {
        delta += x[models + k] * featuresOf(term)[k];
    }
    return delta;
}

std::vector<double> BtDesign::start() const
{
    std::vector<double> x(size(), 0.0);
    if (hasEta()) { // what the share of ties would mean if all models were equal
        double tied = 0;
        double all = 0;
        for (const BtTerm& term : terms) {
            tied += term.weights[1];
            all += term.weights[0] + term.weights[1] + term.weights[2];
        }
        const double share = tied / all;
        x.back() = ties == TieModel::Davidson ? std::log(2 * share / (1 - share))
                                              : std::log((1 + share) / (1 - share));
    }
    return x;
}

double BtDesign::penalty(const std::vector<double>& x) const
{
    double sum = 0;
    for (std::size_t i = 0; i < models + covariates; ++i) {
        sum += (i < models ? l2 : covariateL2) * x[i] * x[i];
    }
    return sum;
}

double BtDesign::evaluate(const std::vector<BtTerm>& weighed, const std::vector<double>& x,
                          std::vector<double>& gradient, std::vector<double>& hessian) const
{
    const std::size_t n = size();
    const std::size_t last = n - 1;
    double value = penalty(x);
    for (std::size_t i = 0; i < models + covariates; ++i) {
        const double strength = i < models ? l2 : covariateL2;
        gradient[i] += 2 * strength * x[i];
        hessian[i * n + i] += 2 * strength;
    }
    for (std::size_t term = 0; term < weighed.size(); ++term) {
        const auto a = static_cast<std::size_t>(weighed[term].a);
        const auto b = static_cast<std::size_t>(weighed[term].b);
        const PairLikelihood l = pairLikelihood(ties, weighed[term].weights, deltaOf(term, x), etaOf(x));
        value -= l.value;
        gradient[a] -= l.delta;
        gradient[b] += l.delta;
        hessian[a * n + a] -= l.deltaDelta;
        hessian[b * n + b] -= l.deltaDelta;
        hessian[a * n + b] += l.deltaDelta;
        hessian[b * n + a] += l.deltaDelta;
        for (std::size_t k = 0; k < covariates; ++k) {
            const std::size_t row = models + k;
            const double feature = featuresOf(term)[k];
            gradient[row] -= l.delta * feature;
            hessian[row * n + a] -= l.deltaDelta * feature;
            hessian[row * n + b] += l.deltaDelta * feature;
            for (std::size_t j = 0; j <= k; ++j) {
                hessian[row * n + models + j] -= l.deltaDelta * feature * featuresOf(term)[j];
            }
            if (hasEta()) {
                hessian[last * n + row] -= l.deltaEta * feature;
            }
        }
        if (hasEta()) {
            gradient[last] -= l.eta;
            hessian[last * n + last] -= l.etaEta;
            hessian[last * n + a] -= l.deltaEta;
            hessian[last * n + b] += l.deltaEta;
        }
    }
    for (std::size_t row = models; row < n; ++row) { // what was filled below the diagonal
        for (std::size_t column = 0; column < row; ++column) {
            hessian[column * n + row] = hessian[row * n + column];
        }
    }
    return value;
}

NewtonResult BtDesign::fit(const std::vector<BtTerm>& weighed, std::vector<double> from) const
{
    NewtonOptions options;
    options.held = held();
    return minimise([&](const std::vector<double>& x, std::vector<double>& gradient,
                        std::vector<double>& hessian) { return evaluate(weighed, x, gradient, hessian); },
                    std::move(from), options);
}

namespace {

/// Gradient and (lower) Hessian of plain Bradley–Terry from strengths e^θ.
class NearbyFit
{
public:
    NearbyFit(const BtDesign& design, const std::vector<BtTerm>& terms)
        : m_design(design)
        , m_terms(terms)
        , m_free(static_cast<Eigen::Index>(design.models) - (design.l2 > 0 ? 0 : 1))
        , m_strengths(static_cast<Eigen::Index>(design.models))
        , m_gradient(static_cast<Eigen::Index>(design.models))
    {
    }

    bool run(std::vector<double>& x)
    {
        constexpr int kMaxSteps = 30;
        constexpr double kFarthest = 300; // e^θ must neither overflow nor vanish
        constexpr double kNewtonDone = 1e-7;
        constexpr double kKeptDone = 1e-10;
        constexpr double kServes = 0.2;
        Eigen::Map<Eigen::VectorXd> scores(x.data(), static_cast<Eigen::Index>(x.size()));
        bool isFresh = true;
        double last = 0;
        for (int step = 0; step < kMaxSteps; ++step) {
            if (!(scores.cwiseAbs().maxCoeff() < kFarthest)) {
                return false;
            }
            m_strengths = scores.array().exp();
            evaluate(scores, isFresh);
            if (isFresh && !factorise()) {
                return false;
            }
            const Eigen::VectorXd move = m_factor.solve(m_gradient.head(m_free));
            scores.head(m_free) += move;
            const double length = move.cwiseAbs().maxCoeff();
            if (length < (isFresh ? kNewtonDone : kKeptDone) * (1 + scores.cwiseAbs().maxCoeff())) {
                return true;
            }
            isFresh = !isFresh && length > kServes * last;
            last = length;
        }
        return false;
    }

private:
    void evaluate(const Eigen::Map<Eigen::VectorXd>& scores, bool withHessian)
    {
        m_gradient = -2 * m_design.l2 * scores;
        if (withHessian) {
            m_hessian.setZero(m_gradient.size(), m_gradient.size());
            m_hessian.diagonal().setConstant(2 * m_design.l2);
        }
        for (const BtTerm& term : m_terms) {
            const double total = term.weights[0] + term.weights[1] + term.weights[2];
            const double a = m_strengths(term.a);
            const double b = m_strengths(term.b);
            const double inverse = 1 / (a + b);
            const double forA = term.weights[0] + 0.5 * term.weights[1];
            const double surprise = (forA * b - (total - forA) * a) * inverse;
            m_gradient(term.a) += surprise;
            m_gradient(term.b) -= surprise;
            if (withHessian) {
                const double curve = total * a * inverse * b * inverse;
                m_hessian(term.b, term.a) -= curve; // a < b
                m_hessian(term.a, term.a) += curve;
                m_hessian(term.b, term.b) += curve;
            }
        }
    }

    bool factorise()
    {
        m_factor.compute(m_hessian.topLeftCorner(m_free, m_free));
        return m_factor.info() == Eigen::Success;
    }

    const BtDesign& m_design;
    const std::vector<BtTerm>& m_terms;
    Eigen::Index m_free; ///< without a penalty the last score stays
    Eigen::VectorXd m_strengths;
    Eigen::VectorXd m_gradient;
    Eigen::MatrixXd m_hessian;
    Eigen::LLT<Eigen::MatrixXd> m_factor;
};

} // namespace

bool BtDesign::fitNearby(const std::vector<BtTerm>& weighed, std::vector<double>& x) const
{
    return covariates == 0 && !hasEta() && NearbyFit(*this, weighed).run(x);
}

} // namespace plumbline::stats
