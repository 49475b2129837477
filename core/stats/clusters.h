#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// Which group each row belongs to, as dense numbers.
struct Clusters
{
    std::vector<std::int32_t> of;
    std::int32_t count = 0;
};

/// Groups by id; a negative id is a group of its own.
[[nodiscard]] Clusters clustersOf(const std::vector<std::int32_t>& ids);
/// Rows are together when they are in both.
[[nodiscard]] Clusters intersection(const Clusters& first, const Clusters& second);

/// The rows of each cluster, in compressed form: rows[begin[c]] … rows[begin[c + 1] − 1].
struct ClusterRows
{
    std::vector<std::size_t> begin;
    std::vector<std::size_t> rows;

    explicit ClusterRows(const Clusters& clusters);
};

/// A vector of which few components are not zero.
class SparseSum
{
public:
    explicit SparseSum(std::size_t size)
        : m_values(size, 0.0)
        , m_touched(size, false)
    {
    }

    void add(std::size_t index, double value)
    {
        if (!m_touched[index]) {
            m_touched[index] = true;
            m_indexes.push_back(index);
        }
        m_values[index] += value;
    }
    /// matrix += this · thisᵀ (row-major), then becomes zero.
    void drainOuterProduct(std::vector<double>& matrix);

private:
    std::vector<double> m_values;
    std::vector<bool> m_touched;
    std::vector<std::size_t> m_indexes;
};

/// Adds the score (gradient of the log-likelihood) of a row.
using AddScore = std::function<void(std::size_t row, SparseSum& sum)>;

/// Σ over clusters of (Σ scores)(Σ scores)ᵀ, the middle of the sandwich; size × size, row-major.
[[nodiscard]] std::vector<double> clusteredMeat(std::size_t size, const Clusters& clusters,
                                                const AddScore& addScore);

/// bread · meat · bread for symmetric matrices.
[[nodiscard]] std::vector<double> sandwich(const std::vector<double>& bread, const std::vector<double>& meat,
                                           std::size_t size);

/// The nearest positive semidefinite matrix: negative eigenvalues become 0.
[[nodiscard]] std::vector<double> semidefinite(const std::vector<double>& matrix, std::size_t size);

/// How the first `models` variables move when they are centred: T · matrix · Tᵀ with T = I − 11ᵀ/models on
/// them and the identity on the rest.
void centreCovariance(std::vector<double>& matrix, std::size_t size, std::size_t models);

} // namespace plumbline::stats
