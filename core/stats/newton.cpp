#include "core/stats/newton.h"

#include <Eigen/Dense>

#include <cmath>

namespace plumbline::stats {

namespace {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int kHalvings = 60;

/// Makes the row and column of `held` those of the identity.
void hold(std::vector<double>& matrix, std::size_t size, std::optional<std::size_t> held)
{
    if (!held) {
        return;
    }
    for (std::size_t i = 0; i < size; ++i) {
        matrix[*held * size + i] = 0;
        matrix[i * size + *held] = 0;
    }
    matrix[*held * size + *held] = 1;
}

/// Solves hessian · step = −gradient; false when the Hessian is not positive definite.
bool findStep(const std::vector<double>& gradient, const std::vector<double>& hessian,
              std::optional<std::size_t> held, std::vector<double>& scratch, std::vector<double>& step)
{
    const std::size_t size = gradient.size();
    const auto rows = static_cast<Eigen::Index>(size);
    scratch = hessian;
    hold(scratch, size, held);
    Eigen::Map<RowMatrix> matrix(scratch.data(), rows, rows);
    const Eigen::LLT<Eigen::Ref<RowMatrix>> factor(matrix);
    if (factor.info() != Eigen::Success) {
        return false;
    }
    step.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        step[i] = held == i ? 0.0 : -gradient[i];
    }
    Eigen::Map<Eigen::VectorXd> solution(step.data(), rows);
    factor.solveInPlace(solution);
    return solution.allFinite();
}

/// The largest component by size.
double longest(const std::vector<double>& vector)
{
    double most = 0;
    for (const double component : vector) {
        most = std::max(most, std::abs(component));
    }
    return most;
}

double dot(const std::vector<double>& x, const std::vector<double>& y)
{
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sum += x[i] * y[i];
    }
    return sum;
}

struct Point
{
    std::vector<double> x;
    double value = 0;
    std::vector<double> gradient;
    std::vector<double> hessian;

    void evaluate(const ConvexFunction& function)
    {
        gradient.assign(x.size(), 0.0);
        hessian.assign(x.size() * x.size(), 0.0);
        value = function(x, gradient, hessian);
    }
};

/// Goes along the step, halved until the function falls enough; false when it does not.
bool advance(const ConvexFunction& function, const Point& from, const std::vector<double>& step, Point& to)
{
    constexpr double kArmijo = 1e-4;
    constexpr double kRounding = 1e-13;
    const double slope = dot(from.gradient, step);
    double length = 1;
    for (int halving = 0; halving < kHalvings; ++halving, length /= 2) {
        to.x.resize(from.x.size());
        for (std::size_t i = 0; i < step.size(); ++i) {
            to.x[i] = from.x[i] + length * step[i];
        }
        to.evaluate(function);
        const double allowed = from.value + kArmijo * length * slope + kRounding * std::abs(from.value);
        if (std::isfinite(to.value) && to.value <= allowed) {
            return true;
        }
    }
    return false;
}

} // namespace

NewtonResult minimise(const ConvexFunction& function, std::vector<double> start, const NewtonOptions& options)
{
    Point here;
    here.x = std::move(start);
    here.evaluate(function);
    Point next;
    std::vector<double> scratch;
    std::vector<double> step;
    NewtonResult result;
    while (result.iterations < options.maxIterations &&
           findStep(here.gradient, here.hessian, options.held, scratch, step) &&
           advance(function, here, step, next)) {
        ++result.iterations;
        std::swap(here, next);
        if (longest(step) < options.stepTolerance * (1 + longest(here.x))) {
            result.converged = true;
            break;
        }
    }
    result.x = std::move(here.x);
    result.value = here.value;
    result.gradient = std::move(here.gradient);
    result.hessian = std::move(here.hessian);
    return result;
}

std::optional<std::vector<double>> inverse(std::vector<double> matrix, std::size_t size,
                                           std::optional<std::size_t> held)
{
    hold(matrix, size, held);
    const auto rows = static_cast<Eigen::Index>(size);
    const Eigen::Map<RowMatrix> map(matrix.data(), rows, rows);
    const Eigen::LLT<RowMatrix> factor(map);
    if (factor.info() != Eigen::Success) {
        return std::nullopt;
    }
    std::vector<double> result(size * size);
    Eigen::Map<RowMatrix> out(result.data(), rows, rows);
    out = factor.solve(RowMatrix::Identity(rows, rows));
    if (!out.allFinite()) {
        return std::nullopt;
    }
    if (held) {
        result[*held * size + *held] = 0;
    }
    return result;
}

} // namespace plumbline::stats
