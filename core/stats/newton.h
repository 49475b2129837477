#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// A convex function with its derivatives at x: the value (infinite outside the domain), the gradient and
/// the Hessian (row-major), both of which come in as zeros.
using ConvexFunction = std::function<double(const std::vector<double>& x, std::vector<double>& gradient,
                                            std::vector<double>& hessian)>;

struct NewtonOptions
{
    int maxIterations = 200;
    /// Done when the longest component of a full step is below this times 1 + that of x. Newton's method
    /// converges quadratically, so what is left is about its square. A step, not the gradient, decides: where
    /// no minimum exists the gradient fades while the steps keep their length.
    double stepTolerance = 1e-7;
    /// A variable that is held where it is, because the function does not change when a constant is added
    /// to the first variables.
    std::optional<std::size_t> held;
};

struct NewtonResult
{
    std::vector<double> x;
    double value = 0;
    std::vector<double> gradient; ///< at x
    std::vector<double> hessian;  ///< at x, row-major, whole
    int iterations = 0;
    bool converged = false;
};

/// Minimises a convex function by Newton's method with Cholesky factors and step halving.
[[nodiscard]] NewtonResult minimise(const ConvexFunction& function, std::vector<double> start,
                                    const NewtonOptions& options);

/// The inverse of a symmetric positive definite matrix (row-major, size × size); with `held` the inverse
/// without that row and column, which are zero. Absent when the matrix is not positive definite.
[[nodiscard]] std::optional<std::vector<double>> inverse(std::vector<double> matrix, std::size_t size,
                                                         std::optional<std::size_t> held = std::nullopt);

} // namespace plumbline::stats
