#include "core/stats/annotatorbias.h"

#include "core/stats/distributions.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The least-squares fit of rating = unit + annotator.
struct AdditiveFit
{
    std::vector<double> annotatorEffects;
    std::vector<double> varianceFactors; ///< variance of an effect in units of the residual variance
    std::vector<std::int64_t> used;
    std::vector<std::int32_t> group; ///< linked group of each annotator
    double residualVariance = 0;
    double freedom = 0;
};

/// Disjoint sets with path halving.
class LinkedSets
{
public:
    explicit LinkedSets(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t find(std::size_t member)
    {
        while (m_parent[member] != member) {
            m_parent[member] = m_parent[m_parent[member]];
            member = m_parent[member];
        }
        return member;
    }
    void join(std::size_t a, std::size_t b) { m_parent[find(a)] = find(b); }

private:
    std::vector<std::size_t> m_parent;
};

std::vector<std::int64_t> ratingsPerUnit(const NumericLabels& ratings)
{
    std::vector<std::int64_t> counts(static_cast<std::size_t>(ratings.units));
    for (const NumericLabel& row : ratings.rows) {
        ++counts[static_cast<std::size_t>(row.unit)];
    }
    return counts;
}

/// The rows on units with two ratings or more.
std::vector<NumericLabel> sharedRows(const NumericLabels& ratings, const std::vector<std::int64_t>& perUnit)
{
    std::vector<NumericLabel> rows;
    rows.reserve(ratings.rows.size());
    for (const NumericLabel& row : ratings.rows) {
        if (perUnit[static_cast<std::size_t>(row.unit)] > 1) {
            rows.push_back(row);
        }
    }
    return rows;
}

void linkAnnotators(const std::vector<NumericLabel>& rows, std::int32_t units, AdditiveFit& fit)
{
    LinkedSets sets(fit.used.size());
    std::vector<std::int32_t> firstOfUnit(static_cast<std::size_t>(units), -1);
    for (const NumericLabel& row : rows) {
        std::int32_t& first = firstOfUnit[static_cast<std::size_t>(row.unit)];
        if (first < 0) {
            first = row.annotator;
        }
        sets.join(static_cast<std::size_t>(first), static_cast<std::size_t>(row.annotator));
    }
    std::vector<std::int32_t> number(fit.used.size(), -1);
    std::int32_t groups = 0;
    fit.group.resize(fit.used.size());
    for (std::size_t annotator = 0; annotator < fit.used.size(); ++annotator) {
        std::int32_t& mine = number[sets.find(annotator)];
        if (mine < 0) {
            mine = groups++;
        }
        fit.group[annotator] = mine;
    }
}

/// The normal equations of the annotators once the units are swept out: a graph Laplacian of each group.
Eigen::MatrixXd laplacian(std::vector<NumericLabel> rows, const std::vector<std::int64_t>& perUnit,
                          std::size_t annotators)
{
    std::sort(rows.begin(), rows.end(),
              [](const NumericLabel& a, const NumericLabel& b) { return a.unit < b.unit; });
    Eigen::MatrixXd matrix =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(annotators), static_cast<Eigen::Index>(annotators));
    for (std::size_t begin = 0; begin < rows.size();) {
        const std::size_t size =
            static_cast<std::size_t>(perUnit[static_cast<std::size_t>(rows[begin].unit)]);
        for (std::size_t i = begin; i < begin + size; ++i) {
            matrix(rows[i].annotator, rows[i].annotator) += 1;
            for (std::size_t j = begin; j < begin + size; ++j) {
                matrix(rows[i].annotator, rows[j].annotator) -= 1 / static_cast<double>(size);
            }
        }
        begin += size;
    }
    return matrix;
}

/// The diagonal of the pseudo-inverse, group by group: (L + J/k)⁻¹ − J/k with J all ones. Beyond kMaxExact
/// annotators the inverse of the diagonal, which is a little too wide.
void setVarianceFactors(const std::vector<NumericLabel>& rows, const std::vector<std::int64_t>& perUnit,
                        AdditiveFit& fit)
{
    constexpr std::size_t kMaxExact = 500;
    const std::size_t annotators = fit.used.size();
    if (annotators > kMaxExact) {
        std::vector<double> information(annotators);
        for (const NumericLabel& row : rows) {
            information[static_cast<std::size_t>(row.annotator)] +=
                1 - 1 / static_cast<double>(perUnit[static_cast<std::size_t>(row.unit)]);
        }
        for (std::size_t i = 0; i < annotators; ++i) {
            fit.varianceFactors[i] = information[i] > 0 ? 1 / information[i] : 0;
        }
        return;
    }
    std::vector<double> groupSize(annotators);
    for (const std::int32_t group : fit.group) {
        groupSize[static_cast<std::size_t>(group)] += 1;
    }
    Eigen::MatrixXd matrix = laplacian(rows, perUnit, annotators);
    for (std::size_t i = 0; i < annotators; ++i) {
        for (std::size_t j = 0; j < annotators; ++j) {
            if (fit.group[i] == fit.group[j]) {
                matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) +=
                    1 / groupSize[static_cast<std::size_t>(fit.group[i])];
            }
        }
    }
    const Eigen::Index size = matrix.rows();
    const Eigen::MatrixXd inverse = matrix.ldlt().solve(Eigen::MatrixXd::Identity(size, size));
    for (std::size_t i = 0; i < annotators; ++i) {
        const auto place = static_cast<Eigen::Index>(i);
        fit.varianceFactors[i] =
            std::max(0.0, inverse(place, place) - 1 / groupSize[static_cast<std::size_t>(fit.group[i])]);
    }
}

void centreGroups(AdditiveFit& fit)
{
    std::vector<double> sums(fit.used.size());
    std::vector<double> counts(fit.used.size());
    for (std::size_t annotator = 0; annotator < fit.used.size(); ++annotator) {
        if (fit.used[annotator] > 0) {
            sums[static_cast<std::size_t>(fit.group[annotator])] += fit.annotatorEffects[annotator];
            counts[static_cast<std::size_t>(fit.group[annotator])] += 1;
        }
    }
    for (std::size_t annotator = 0; annotator < fit.used.size(); ++annotator) {
        const auto group = static_cast<std::size_t>(fit.group[annotator]);
        if (fit.used[annotator] > 0) {
            fit.annotatorEffects[annotator] -= sums[group] / counts[group];
        }
    }
}

/// One round of the alternating least squares; gives the largest change of an annotator's effect and leaves
/// the units' effects.
double alternate(const std::vector<NumericLabel>& rows, const std::vector<std::int64_t>& perUnit,
                 std::vector<double>& unitEffects, AdditiveFit& fit)
{
    std::fill(unitEffects.begin(), unitEffects.end(), 0.0);
    for (const NumericLabel& row : rows) {
        const auto unit = static_cast<std::size_t>(row.unit);
        unitEffects[unit] += (row.value - fit.annotatorEffects[static_cast<std::size_t>(row.annotator)]) /
                             static_cast<double>(perUnit[unit]);
    }
    std::vector<double> next(fit.used.size());
    for (const NumericLabel& row : rows) {
        const auto annotator = static_cast<std::size_t>(row.annotator);
        next[annotator] += (row.value - unitEffects[static_cast<std::size_t>(row.unit)]) /
                           static_cast<double>(fit.used[annotator]);
    }
    fit.annotatorEffects.swap(next);
    centreGroups(fit);
    double change = 0;
    for (std::size_t annotator = 0; annotator < next.size(); ++annotator) {
        change = std::max(change, std::abs(next[annotator] - fit.annotatorEffects[annotator]));
    }
    return change;
}

AdditiveFit fitAdditive(const NumericLabels& ratings)
{
    constexpr int kMaxRounds = 2'000;
    const std::vector<std::int64_t> perUnit = ratingsPerUnit(ratings);
    const std::vector<NumericLabel> rows = sharedRows(ratings, perUnit);
    AdditiveFit fit;
    const auto annotators = static_cast<std::size_t>(ratings.annotators);
    fit.annotatorEffects.assign(annotators, 0);
    fit.varianceFactors.assign(annotators, 0);
    fit.used.assign(annotators, 0);
    for (const NumericLabel& row : rows) {
        ++fit.used[static_cast<std::size_t>(row.annotator)];
    }
    linkAnnotators(rows, ratings.units, fit);
    setVarianceFactors(rows, perUnit, fit);
    std::vector<double> unitEffects(perUnit.size());
    double scale = 0;
    for (const NumericLabel& row : rows) {
        scale = std::max(scale, std::abs(row.value));
    }
    for (int round = 0; round < kMaxRounds; ++round) {
        if (alternate(rows, perUnit, unitEffects, fit) <= 1e-12 * scale) {
            break;
        }
    }
    double squares = 0;
    for (const NumericLabel& row : rows) {
        const double residual = row.value - unitEffects[static_cast<std::size_t>(row.unit)] -
                                fit.annotatorEffects[static_cast<std::size_t>(row.annotator)];
        squares += residual * residual;
    }
    const auto sharedUnits = std::count_if(perUnit.begin(), perUnit.end(), [](auto n) { return n > 1; });
    const auto active = std::count_if(fit.used.begin(), fit.used.end(), [](auto n) { return n > 0; });
    std::vector<std::int32_t> groups;
    for (std::size_t annotator = 0; annotator < annotators; ++annotator) {
        if (fit.used[annotator] > 0) {
            groups.push_back(fit.group[annotator]);
        }
    }
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    fit.freedom = static_cast<double>(static_cast<std::int64_t>(rows.size()) - sharedUnits - active +
                                      static_cast<std::int64_t>(groups.size()));
    fit.residualVariance = fit.freedom > 0 ? squares / fit.freedom : 0;
    return fit;
}

/// DerSimonian & Laird's moment estimate of the variance between annotators.
double varianceBetween(const AdditiveFit& fit)
{
    double weights = 0;
    double weightSquares = 0;
    double weighted = 0;
    double count = 0;
    for (std::size_t annotator = 0; annotator < fit.used.size(); ++annotator) {
        if (fit.varianceFactors[annotator] > 0) {
            const double weight = 1 / (fit.varianceFactors[annotator] * fit.residualVariance);
            weights += weight;
            weightSquares += weight * weight;
            weighted += weight * fit.annotatorEffects[annotator] * fit.annotatorEffects[annotator];
            count += 1;
        }
    }
    const double denominator = weights - weightSquares / weights;
    return count > 1 && denominator > 0 ? std::max(0.0, (weighted - (count - 1)) / denominator) : 0;
}

} // namespace

std::vector<Leniency> leniency(const NumericLabels& ratings, double confidence)
{
    std::vector<Leniency> results(static_cast<std::size_t>(ratings.annotators));
    for (std::int32_t annotator = 0; annotator < ratings.annotators; ++annotator) {
        results[static_cast<std::size_t>(annotator)].annotator = annotator;
    }
    const auto refuse = [&results](const QString& reason) {
        for (Leniency& result : results) {
            result.offset = Estimate::none(reason);
        }
        return results;
    };
    if (std::any_of(ratings.rows.begin(), ratings.rows.end(),
                    [](const NumericLabel& row) { return !std::isfinite(row.value); })) {
        return refuse(u"A rating is not a finite number; correct or remove it."_s);
    }
    const AdditiveFit fit = fitAdditive(ratings);
    const bool hasError = fit.freedom > 0 && fit.residualVariance > 0;
    const double between = hasError ? varianceBetween(fit) : 0;
    for (std::size_t annotator = 0; annotator < results.size(); ++annotator) {
        Leniency& result = results[annotator];
        result.ratings = fit.used[annotator];
        result.group = fit.group[annotator];
        if (fit.used[annotator] == 0) {
            result.offset =
                Estimate::none(u"Nobody else rated what this annotator rated, so there is nothing to "
                               "compare with; give some items to two people."_s);
            continue;
        }
        const double effect = fit.annotatorEffects[annotator];
        if (!hasError) {
            result.offset = Estimate::of(effect);
            result.shrunk = effect;
            continue;
        }
        const double variance = fit.residualVariance * fit.varianceFactors[annotator];
        const double half = studentTwoSided(confidence, fit.freedom) * std::sqrt(variance);
        result.offset = Estimate::of(effect, {effect - half, effect + half});
        result.shrunk = effect * between / (between + variance);
    }
    return results;
}

} // namespace plumbline::stats
