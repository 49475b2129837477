#pragma once

#include <functional>
#include <vector>

namespace plumbline::stats {

/// Value of a function at `x`; writes its gradient into `gradient`, which has the size of `x`.
using Objective = std::function<double(const std::vector<double>& x, std::vector<double>& gradient)>;

struct ConjugateGradientOptions
{
    int maxIterations = 25;
    double tolerance = 1e-2; ///< done when no component of the gradient is larger
};

/// Moves `x` towards a minimum by conjugate gradients (Polak–Ribière, restarted when a direction does not
/// descend) with a line search of Moré and Thuente. Gives the value reached, never a higher one than at the
/// start. Sources: J. Nocedal, S. J. Wright, "Numerical Optimization" (2006), section 5.2; J. J. Moré,
/// D. J. Thuente, ACM Trans. Math. Softw. 20 (1994) 286–307.
double minimise(const Objective& objective, std::vector<double>& x,
                const ConjugateGradientOptions& options = {});

} // namespace plumbline::stats
