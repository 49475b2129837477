#include "core/stats/agreementweights.h"

#include <cmath>
#include <cstddef>

namespace plumbline::stats {

namespace {

double weightOf(AgreementWeights weights, double distance, double farthest)
{
    switch (weights) {
    case AgreementWeights::None:
        return distance > 0 ? 0 : 1;
    case AgreementWeights::Linear:
        return 1 - distance / farthest;
    case AgreementWeights::Quadratic:
        return 1 - distance * distance / (farthest * farthest);
    case AgreementWeights::Ordinal:
        return 1 - distance * (distance + 1) / (farthest * (farthest + 1));
    }
    return 0;
}

} // namespace

std::vector<double> weightMatrix(AgreementWeights weights, std::int32_t values)
{
    const auto size = static_cast<std::size_t>(values);
    std::vector<double> matrix(size * size, 1.0);
    for (std::size_t i = 0; size > 1 && i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            const double distance = std::abs(static_cast<double>(i) - static_cast<double>(j));
            matrix[i * size + j] = weightOf(weights, distance, static_cast<double>(size - 1));
        }
    }
    return matrix;
}

} // namespace plumbline::stats
