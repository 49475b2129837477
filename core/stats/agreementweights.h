#pragma once

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// How much two values of a scale of q values agree; i, j are indexes on the declared scale.
enum class AgreementWeights {
    None,      ///< 1 when equal, else 0
    Linear,    ///< 1 − |i − j| / (q − 1)
    Quadratic, ///< 1 − (i − j)² / (q − 1)²
    Ordinal,   ///< Gwet: 1 − C(|i − j| + 1, 2) / C(q, 2)
};

/// The matrix of weights, q × q; all 1 for a scale of one value.
[[nodiscard]] std::vector<double> weightMatrix(AgreementWeights weights, std::int32_t values);

} // namespace plumbline::stats
