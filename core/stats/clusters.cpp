#include "core/stats/clusters.h"

#include <Eigen/Dense>

#include <algorithm>
#include <unordered_map>

namespace plumbline::stats {

namespace {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ConstMap = Eigen::Map<const RowMatrix>;

std::vector<double> toVector(const RowMatrix& matrix)
{
    return {matrix.data(), matrix.data() + matrix.size()};
}

} // namespace

Clusters clustersOf(const std::vector<std::int32_t>& ids)
{
    Clusters clusters;
    clusters.of.reserve(ids.size());
    std::unordered_map<std::int32_t, std::int32_t> numbers;
    for (const std::int32_t id : ids) {
        if (id < 0) {
            clusters.of.push_back(clusters.count++);
            continue;
        }
        const auto [entry, isNew] = numbers.try_emplace(id, clusters.count);
        clusters.count += isNew ? 1 : 0;
        clusters.of.push_back(entry->second);
    }
    return clusters;
}

Clusters intersection(const Clusters& first, const Clusters& second)
{
    Clusters clusters;
    clusters.of.reserve(first.of.size());
    std::unordered_map<std::int64_t, std::int32_t> numbers;
    for (std::size_t row = 0; row < first.of.size(); ++row) {
        const std::int64_t key = (static_cast<std::int64_t>(first.of[row]) << 32) | second.of[row];
        const auto [entry, isNew] = numbers.try_emplace(key, clusters.count);
        clusters.count += isNew ? 1 : 0;
        clusters.of.push_back(entry->second);
    }
    return clusters;
}

ClusterRows::ClusterRows(const Clusters& clusters)
    : begin(static_cast<std::size_t>(clusters.count) + 1, 0)
    , rows(clusters.of.size())
{
    for (const std::int32_t cluster : clusters.of) {
        ++begin[static_cast<std::size_t>(cluster) + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) {
        begin[i] += begin[i - 1];
    }
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t row = 0; row < clusters.of.size(); ++row) {
        rows[next[static_cast<std::size_t>(clusters.of[row])]++] = row;
    }
}

void SparseSum::drainOuterProduct(std::vector<double>& matrix)
{
    const std::size_t size = m_values.size();
    for (const std::size_t i : m_indexes) {
        for (const std::size_t j : m_indexes) {
            matrix[i * size + j] += m_values[i] * m_values[j];
        }
    }
    for (const std::size_t i : m_indexes) {
        m_values[i] = 0;
        m_touched[i] = false;
    }
    m_indexes.clear();
}

std::vector<double> clusteredMeat(std::size_t size, const Clusters& clusters, const AddScore& addScore)
{
    const ClusterRows order(clusters);
    std::vector<double> meat(size * size, 0.0);
    SparseSum sum(size);
    for (std::size_t cluster = 0; cluster + 1 < order.begin.size(); ++cluster) {
        for (std::size_t i = order.begin[cluster]; i < order.begin[cluster + 1]; ++i) {
            addScore(order.rows[i], sum);
        }
        sum.drainOuterProduct(meat);
    }
    return meat;
}

std::vector<double> sandwich(const std::vector<double>& bread, const std::vector<double>& meat,
                             std::size_t size)
{
    const auto rows = static_cast<Eigen::Index>(size);
    const ConstMap outer(bread.data(), rows, rows);
    const ConstMap inner(meat.data(), rows, rows);
    return toVector(outer * inner * outer);
}

std::vector<double> semidefinite(const std::vector<double>& matrix, std::size_t size)
{
    const auto rows = static_cast<Eigen::Index>(size);
    const Eigen::MatrixXd symmetric = ConstMap(matrix.data(), rows, rows);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
    const Eigen::VectorXd values = solver.eigenvalues().cwiseMax(0.0);
    return toVector(solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose());
}

void centreCovariance(std::vector<double>& matrix, std::size_t size, std::size_t models)
{
    const auto rows = static_cast<Eigen::Index>(size);
    const auto centred = static_cast<Eigen::Index>(models);
    Eigen::Map<RowMatrix> map(matrix.data(), rows, rows);
    const Eigen::RowVectorXd columnMeans = map.topRows(centred).colwise().mean();
    map.topRows(centred).rowwise() -= columnMeans;
    const Eigen::VectorXd rowMeans = map.leftCols(centred).rowwise().mean();
    map.leftCols(centred).colwise() -= rowMeans;
}

} // namespace plumbline::stats
