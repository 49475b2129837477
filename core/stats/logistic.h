#pragma once

#include <QString>

#include <vector>

namespace plumbline::stats {

/// Rows of a logistic regression with soft targets: a row of weight w and target p counts as w·p successes
/// and w·(1 − p) failures.
struct LogisticData
{
    std::size_t features = 0;
    std::vector<double> x;      ///< rows × features; no intercept is added
    std::vector<double> target; ///< in [0, 1]
    std::vector<double> weight; ///< from 0 up; empty: all 1

    [[nodiscard]] std::size_t rows() const { return target.size(); }
    [[nodiscard]] double weightOf(std::size_t row) const { return weight.empty() ? 1.0 : weight[row]; }
    void add(std::initializer_list<double> values, double p, double w = 1);
};

struct LogisticFit
{
    std::vector<double> coefficients;
    double inverseStrength = 0; ///< C of the L1 fit; 0 without a penalty
    int iterations = 0;
    QString undefined;

    explicit operator bool() const { return undefined.isEmpty(); }
};

/// σ(x · coefficients) of a row.
[[nodiscard]] double logisticChance(const LogisticData& data, std::size_t row,
                                    const std::vector<double>& coefficients);
/// σ(x).
[[nodiscard]] double sigmoid(double x);

/// Maximum likelihood by Newton's method; undefined where a combination of the features separates the targets
/// or does not vary.
[[nodiscard]] LogisticFit logisticRegression(const LogisticData& data);

/// Minimises Σ|β| + C · Σ w·(log loss), the objective of liblinear's L1-regularised logistic regression
/// without an intercept (Yuan et al. 2012), by proximal Newton steps to full precision.
[[nodiscard]] LogisticFit lassoLogisticRegression(const LogisticData& data, double inverseStrength);

/// The same with C chosen from `grid` by `folds`-fold cross-validation: the C with the least mean over the
/// folds of the mean weighted log loss per row, the smallest of equal ones. Row i of n is in fold
/// (n − 1 − i) mod folds, as scikit-learn's GroupKFold deals out groups of equal size.
[[nodiscard]] LogisticFit lassoLogisticRegressionCv(const LogisticData& data, const std::vector<double>& grid,
                                                    std::size_t folds);

/// `count` values from 1e-4 to 1e4, evenly spaced in the logarithm (scikit-learn's default has 10).
[[nodiscard]] std::vector<double> inverseStrengthGrid(std::size_t count = 10);

} // namespace plumbline::stats
