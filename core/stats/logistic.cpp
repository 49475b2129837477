#include "core/stats/logistic.h"

#include "core/stats/newton.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxSteps = 500;

QString whyUnusable(const LogisticData& data)
{
    if (data.rows() == 0 || data.features == 0) {
        return u"There is nothing to fit: no rows or no features."_s;
    }
    bool any = false;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        bool fine = data.target[row] >= 0 && data.target[row] <= 1 && std::isfinite(data.weightOf(row)) &&
                    data.weightOf(row) >= 0;
        for (std::size_t k = 0; k < data.features; ++k) {
            fine = fine && std::isfinite(data.x[row * data.features + k]);
        }
        if (!fine) {
            return u"Row %1 holds a value that is not a number, a chance outside 0 to 1 or a negative weight."_s
                .arg(static_cast<qint64>(row + 1));
        }
        any = any || data.weightOf(row) > 0;
    }
    return any ? QString() : u"There is nothing to fit: every row weighs nothing."_s;
}

double linear(const LogisticData& data, std::size_t row, const std::vector<double>& coefficients)
{
    double z = 0;
    for (std::size_t k = 0; k < data.features; ++k) {
        z += data.x[row * data.features + k] * coefficients[k];
    }
    return z;
}

/// Σ w·(log loss) times `scale`, with derivatives.
double lossOf(const LogisticData& data, double scale, const std::vector<double>& x,
              std::vector<double>& gradient, std::vector<double>& hessian)
{
    const std::size_t n = data.features;
    double value = 0;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        const double weight = scale * data.weightOf(row);
        if (weight == 0) {
            continue;
        }
        const double z = linear(data, row, x);
        const double e = std::exp(-std::abs(z));
        value += weight * (std::max(z, 0.0) + std::log1p(e) - data.target[row] * z);
        const double slope = weight * (sigmoid(z) - data.target[row]);
        const double curve = weight * e / ((1 + e) * (1 + e));
        const double* features = &data.x[row * n];
        for (std::size_t i = 0; i < n; ++i) {
            gradient[i] += slope * features[i];
            for (std::size_t j = 0; j < n; ++j) {
                hessian[i * n + j] += curve * features[i] * features[j];
            }
        }
    }
    return value;
}

double l1(const std::vector<double>& x)
{
    double sum = 0;
    for (const double value : x) {
        sum += std::abs(value);
    }
    return sum;
}

/// The minimum of the quadratic model plus Σ|x + step|, by coordinate descent.
std::vector<double> lassoStep(const std::vector<double>& x, const std::vector<double>& gradient,
                              const std::vector<double>& hessian)
{
    constexpr int kSweeps = 10'000;
    constexpr double kDone = 1e-14;
    const std::size_t n = x.size();
    std::vector<double> step(n, 0.0);
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        double moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            // A little ridge keeps features without any variation where they are.
            const double curve = hessian[i * n + i] + 1e-12;
            double slope = gradient[i];
            for (std::size_t j = 0; j < n; ++j) {
                slope += hessian[i * n + j] * step[j];
            }
            const double aim = x[i] + step[i] - slope / curve;
            const double shrunk = std::copysign(std::max(0.0, std::abs(aim) - 1 / curve), aim);
            const double change = shrunk - x[i] - step[i];
            step[i] += change;
            moved = std::max(moved, std::abs(change));
        }
        if (moved < kDone) {
            break;
        }
    }
    return step;
}

struct LassoPoint
{
    std::vector<double> x;
    double value = 0;
    std::vector<double> gradient;
    std::vector<double> hessian;

    void evaluate(const LogisticData& data, double c)
    {
        gradient.assign(x.size(), 0.0);
        hessian.assign(x.size() * x.size(), 0.0);
        value = lossOf(data, c, x, gradient, hessian) + l1(x);
    }
};

/// Goes along the step until the objective falls enough; false when it cannot.
bool advance(const LogisticData& data, double c, const std::vector<double>& step, LassoPoint& here)
{
    double decrease = -l1(here.x);
    LassoPoint next;
    next.x = here.x;
    for (std::size_t i = 0; i < step.size(); ++i) {
        decrease += here.gradient[i] * step[i] + std::abs(here.x[i] + step[i]);
    }
    double length = 1;
    for (int halving = 0; halving < 60; ++halving, length /= 2) {
        for (std::size_t i = 0; i < step.size(); ++i) {
            next.x[i] = here.x[i] + length * step[i];
        }
        next.evaluate(data, c);
        if (next.value <= here.value + 1e-4 * length * decrease + 1e-13 * std::abs(here.value)) {
            here = std::move(next);
            return true;
        }
    }
    return false;
}

LogisticFit lassoFrom(const LogisticData& data, double c, std::vector<double> start)
{
    constexpr double kDone = 1e-10;
    LassoPoint here;
    here.x = std::move(start);
    here.evaluate(data, c);
    LogisticFit fit;
    fit.inverseStrength = c;
    for (; fit.iterations < kMaxSteps; ++fit.iterations) {
        const std::vector<double> step = lassoStep(here.x, here.gradient, here.hessian);
        double most = 0;
        for (const double component : step) {
            most = std::max(most, std::abs(component));
        }
        if (most < kDone || !advance(data, c, step, here)) {
            break;
        }
    }
    fit.coefficients = std::move(here.x);
    return fit;
}

/// The mean weighted log loss of the rows of a fold, chances clipped away from 0 and 1.
double foldLoss(const LogisticData& data, const std::vector<std::size_t>& rows,
                const std::vector<double>& coefficients)
{
    constexpr double kClip = 1e-15;
    double sum = 0;
    for (const std::size_t row : rows) {
        const double p = std::clamp(logisticChance(data, row, coefficients), kClip, 1 - kClip);
        sum -=
            data.weightOf(row) * (data.target[row] * std::log(p) + (1 - data.target[row]) * std::log1p(-p));
    }
    return sum / static_cast<double>(rows.size());
}

} // namespace

void LogisticData::add(std::initializer_list<double> values, double p, double w)
{
    features = values.size();
    x.insert(x.end(), values);
    target.push_back(p);
    weight.push_back(w);
}

double sigmoid(double x)
{
    const double e = std::exp(-std::abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

double logisticChance(const LogisticData& data, std::size_t row, const std::vector<double>& coefficients)
{
    return sigmoid(linear(data, row, coefficients));
}

LogisticFit logisticRegression(const LogisticData& data)
{
    LogisticFit fit;
    fit.undefined = whyUnusable(data);
    if (!fit) {
        return fit;
    }
    const NewtonResult found =
        minimise([&](const std::vector<double>& x, std::vector<double>& gradient,
                     std::vector<double>& hessian) { return lossOf(data, 1, x, gradient, hessian); },
                 std::vector<double>(data.features, 0.0), {});
    if (!found.converged) {
        fit.undefined =
            u"The features separate the outcomes without error, or repeat each other, so their effects have "
            u"no bound; collect more labels or use a penalised fit."_s;
        return fit;
    }
    fit.coefficients = found.x;
    fit.iterations = found.iterations;
    return fit;
}

LogisticFit lassoLogisticRegression(const LogisticData& data, double inverseStrength)
{
    LogisticFit fit;
    fit.undefined = whyUnusable(data);
    if (fit && !(inverseStrength > 0 && std::isfinite(inverseStrength))) {
        fit.undefined = u"C must be a number above 0."_s;
    }
    return fit ? lassoFrom(data, inverseStrength, std::vector<double>(data.features, 0.0)) : fit;
}

LogisticFit lassoLogisticRegressionCv(const LogisticData& data, const std::vector<double>& grid,
                                      std::size_t folds)
{
    LogisticFit fit;
    fit.undefined = whyUnusable(data);
    if (fit && (folds < 2 || data.rows() < folds || grid.empty())) {
        fit.undefined =
            u"Cross-validation needs at least as many rows as folds, two folds and one value of C."_s;
    }
    if (!fit) {
        return fit;
    }
    std::vector<double> losses(grid.size(), 0.0);
    for (std::size_t fold = 0; fold < folds; ++fold) {
        LogisticData train = data;
        train.weight.resize(data.rows(), 1.0);
        std::vector<std::size_t> held;
        for (std::size_t row = 0; row < data.rows(); ++row) {
            if ((data.rows() - 1 - row) % folds == fold) {
                held.push_back(row);
                train.weight[row] = 0;
            }
        }
        std::vector<double> start(data.features, 0.0);
        for (std::size_t i = 0; i < grid.size(); ++i) {
            start = lassoFrom(train, grid[i], std::move(start)).coefficients;
            losses[i] += foldLoss(data, held, start) / static_cast<double>(folds);
        }
    }
    const auto best =
        static_cast<std::size_t>(std::min_element(losses.begin(), losses.end()) - losses.begin());
    return lassoFrom(data, grid[best], std::vector<double>(data.features, 0.0));
}

std::vector<double> inverseStrengthGrid(std::size_t count)
{
    constexpr double kLowest = -4;
    constexpr double kHighest = 4;
    std::vector<double> grid;
    for (std::size_t i = 0; i < count; ++i) {
        const double share = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0.5;
        grid.push_back(std::pow(10, kLowest + share * (kHighest - kLowest)));
    }
    return grid;
}

} // namespace plumbline::stats
