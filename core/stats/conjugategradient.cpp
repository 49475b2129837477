#include "core/stats/conjugategradient.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

namespace {

/// Strong Wolfe conditions: sufficient decrease and curvature; the values Nocedal and Wright advise for
/// conjugate gradients but for the curvature, which is SciPy's.
constexpr double kDecrease = 1e-4;
constexpr double kCurvature = 0.4;
/// A direction must descend by at least this share of the squared gradient.
constexpr double kDescent = 0.01;
constexpr int kMaxTrials = 100;
constexpr double kMaxStep = 1e100;
constexpr double kSamePlace = 1e-14;

double dot(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double largest(const std::vector<double>& v)
{
    return std::accumulate(v.begin(), v.end(), 0.0,
                           [](double most, double x) { return std::max(most, std::abs(x)); });
}

/// A step length with the value and the slope there.
struct Point
{
    double step = 0;
    double value = 0;
    double slope = 0;
};

/// The uncertainty interval of Moré and Thuente: `best` is the best step so far, `other` the other end.
struct Bracket
{
    Point best;
    Point other;
    bool isClosed = false;

    double next(const Point& trial, double low, double high);

private:
    [[nodiscard]] double choose(const Point& trial, double low, double high);
};

/// Minimiser of the cubic through two points with their slopes, reckoned from `to`; `sign` tells which root.
double cubicRatio(const Point& from, const Point& to, double sign, double* root)
{
    const double theta = 3 * (from.value - to.value) / (to.step - from.step) + from.slope + to.slope;
    const double scale = std::max({std::abs(theta), std::abs(from.slope), std::abs(to.slope)});
    const double square = (theta / scale) * (theta / scale) - (from.slope / scale) * (to.slope / scale);
    const double gamma = sign * scale * std::sqrt(std::max(0.0, square));
    *root = gamma;
    return theta;
}

/// The trial step of section 4 of the paper, cases 1 to 4; closes the bracket where they do.
double Bracket::choose(const Point& trial, double low, double high)
{
    const bool isForward = trial.step > best.step;
    double gamma = 0;
    if (trial.value > best.value) { // 1: higher, so the minimum lies between
        const double theta = cubicRatio(best, trial, isForward ? 1 : -1, &gamma);
        const double r = ((gamma - best.slope) + theta) / (((gamma - best.slope) + gamma) + trial.slope);
        const double width = trial.step - best.step;
        const double cubic = best.step + r * width;
        const double secant = (best.value - trial.value) / width + best.slope;
        const double quadratic = best.step + best.slope / secant / 2 * width;
        isClosed = true;
        return std::abs(cubic - best.step) < std::abs(quadratic - best.step)
                   ? cubic
                   : cubic + (quadratic - cubic) / 2;
    }
    const double quadratic = trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step);
    if (trial.slope * best.slope < 0) { // 2: lower, and the slope has turned
        const double theta = cubicRatio(best, trial, isForward ? -1 : 1, &gamma);
        const double r = ((gamma - trial.slope) + theta) / (((gamma - trial.slope) + gamma) + best.slope);
        const double cubic = trial.step + r * (best.step - trial.step);
        isClosed = true;
        return std::abs(cubic - trial.step) > std::abs(quadratic - trial.step) ? cubic : quadratic;
    }
    if (std::abs(trial.slope) < std::abs(best.slope)) { // 3: lower, flatter
        const double theta = cubicRatio(best, trial, isForward ? -1 : 1, &gamma);
        const double r = ((gamma - trial.slope) + theta) / ((gamma + (best.slope - trial.slope)) + gamma);
        const double cubic =
            r < 0 && gamma != 0 ? trial.step + r * (best.step - trial.step) : (isForward ? high : low);
        const bool cubicIsNearer = std::abs(cubic - trial.step) < std::abs(quadratic - trial.step);
        if (!isClosed) {
            return std::clamp(cubicIsNearer ? quadratic : cubic, low, high);
        }
        constexpr double kShare = 0.66;
        const double limit = trial.step + kShare * (other.step - trial.step);
        const double step = cubicIsNearer ? cubic : quadratic;
        return isForward ? std::min(limit, step) : std::max(limit, step);
    }
    if (!isClosed) { // 4: lower, not flatter
        return isForward ? high : low;
    }
    const double theta = cubicRatio(other, trial, trial.step > other.step ? -1 : 1, &gamma);
    const double r = ((gamma - trial.slope) + theta) / (((gamma - trial.slope) + gamma) + other.slope);
    return trial.step + r * (other.step - trial.step);
}

double Bracket::next(const Point& trial, double low, double high)
{
    const double step = choose(trial, low, high);
    if (trial.value > best.value) {
        other = trial;
    } else {
        if (trial.slope * best.slope < 0) {
            other = best;
        }
        best = trial;
    }
    return step;
}

/// Step length along a line that satisfies the strong Wolfe conditions. `at` gives value and slope; the step
/// is 0 when none was found that is lower than the start.
class LineSearch
{
public:
    LineSearch(const std::function<Point(double)>& at, const Point& start)
        : m_at(at)
        , m_start(start)
    {
        m_bracket.best = m_bracket.other = start;
    }

    [[nodiscard]] Point find(double step);

private:
    [[nodiscard]] double advance(const Point& trial);

    const std::function<Point(double)>& m_at;
    Point m_start;
    Bracket m_bracket;
    bool m_isFirstStage = true;
    double m_low = 0;
    double m_high = 0;
    double m_width = kMaxStep;
    double m_widthBefore = 2 * kMaxStep;
};

/// The next step to try after `trial`.
double LineSearch::advance(const Point& trial)
{
    const double slope = kDecrease * m_start.slope;
    const double line = m_start.value + trial.step * slope;
    double step = 0;
    if (m_isFirstStage && trial.value <= m_bracket.best.value && trial.value > line) {
        // Until the decrease suffices, the function less the line is searched.
        const auto lower = [slope](Point p, double sign) {
            p.value -= sign * p.step * slope;
            p.slope -= sign * slope;
            return p;
        };
        m_bracket.best = lower(m_bracket.best, 1);
        m_bracket.other = lower(m_bracket.other, 1);
        step = m_bracket.next(lower(trial, 1), m_low, m_high);
        m_bracket.best = lower(m_bracket.best, -1);
        m_bracket.other = lower(m_bracket.other, -1);
    } else {
        step = m_bracket.next(trial, m_low, m_high);
    }
    const double best = m_bracket.best.step;
    const double other = m_bracket.other.step;
    if (m_bracket.isClosed) {
        constexpr double kEnoughNarrower = 0.66;
        if (std::abs(other - best) >= kEnoughNarrower * m_widthBefore) {
            step = best + (other - best) / 2;
        }
        m_widthBefore = m_width;
        m_width = std::abs(other - best);
        m_low = std::min(best, other);
        m_high = std::max(best, other);
    } else {
        constexpr double kLeast = 1.1;
        constexpr double kMost = 4;
        m_low = step + kLeast * (step - best);
        m_high = step + kMost * (step - best);
    }
    step = std::clamp(step, 0.0, kMaxStep);
    if (m_bracket.isClosed && (step <= m_low || step >= m_high || m_high - m_low <= kSamePlace * m_high)) {
        step = best;
    }
    return step;
}

Point LineSearch::find(double step)
{
    constexpr double kFirstMost = 4;
    m_high = step + kFirstMost * step;
    for (int trial = 0; trial < kMaxTrials; ++trial) {
        const Point here = m_at(step);
        if (!std::isfinite(here.value) || !std::isfinite(here.slope)) {
            break;
        }
        const double line = m_start.value + step * kDecrease * m_start.slope;
        if (here.value <= line && std::abs(here.slope) <= kCurvature * -m_start.slope) {
            return here;
        }
        if (m_isFirstStage && here.value <= line && here.slope >= 0) {
            m_isFirstStage = false;
        }
        if (m_bracket.isClosed &&
            (step <= m_low || step >= m_high || m_high - m_low <= kSamePlace * m_high)) {
            break;
        }
        step = advance(here);
    }
    return m_bracket.best.value < m_start.value ? m_bracket.best : m_start;
}

} // namespace

double minimise(const Objective& objective, std::vector<double>& x, const ConjugateGradientOptions& options)
{
    const std::size_t size = x.size();
    std::vector<double> gradient(size);
    std::vector<double> trial(size);
    std::vector<double> trialGradient(size);
    double value = objective(x, gradient);
    double before = value + std::sqrt(dot(gradient, gradient)) / 2;
    std::vector<double> direction(size);
    std::transform(gradient.begin(), gradient.end(), direction.begin(), std::negate<>());
    for (int step = 0; step < options.maxIterations && largest(gradient) > options.tolerance; ++step) {
        const double square = dot(gradient, gradient);
        const Point start{0, value, dot(gradient, direction)};
        double last = 0;
        const std::function<Point(double)> at = [&](double length) {
            for (std::size_t i = 0; i < size; ++i) {
                trial[i] = x[i] + length * direction[i];
            }
            last = length;
            const double there = objective(trial, trialGradient);
            return Point{length, there, dot(trialGradient, direction)};
        };
        // As long as the last step's gain would reach at this slope, and no more than 1.
        constexpr double kABitFurther = 1.01;
        const double guess = std::min(1.0, kABitFurther * 2 * (value - before) / start.slope);
        const Point found = LineSearch(at, start).find(guess < 0 ? 1.0 : guess);
        if (found.step <= 0) {
            break;
        }
        if (last != found.step) {
            (void)at(found.step);
        }
        before = value;
        value = found.value;
        double change = 0;
        for (std::size_t i = 0; i < size; ++i) {
            change += (trialGradient[i] - gradient[i]) * trialGradient[i];
        }
        const double beta = std::max(0.0, change / square);
        for (std::size_t i = 0; i < size; ++i) {
            direction[i] = beta * direction[i] - trialGradient[i];
        }
        std::swap(x, trial);
        std::swap(gradient, trialGradient);
        if (dot(direction, gradient) > -kDescent * dot(gradient, gradient)) {
            std::transform(gradient.begin(), gradient.end(), direction.begin(), std::negate<>());
        }
    }
    return value;
}

} // namespace plumbline::stats
