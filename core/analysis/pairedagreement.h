#pragma once

#include "core/stats/agreementweights.h"
#include "core/stats/estimate.h"
#include "core/stats/labels.h"

#include <cstdint>
#include <vector>

namespace plumbline {

/// How often two labels of one unit are the same, pooled over all pairs of labels, so that people among
/// themselves and a judge against people are measured alike.
struct PairedAgreement
{
    stats::Estimate same; ///< share of pairs of labels that agree (with weights: mean agreement)
    stats::Estimate
        kappa; ///< (same − chance) / (1 − chance), chance from the shares of the values on each side
    double expected = 0; ///< by chance
    std::int64_t pairs = 0;
    std::int64_t units = 0; ///< with a pair
};

/// Among the labels of those annotators for whom `isIn` is not 0: every two labels of a unit once. For two
/// annotators with one label each, κ is Scott's π.
[[nodiscard]] PairedAgreement agreementWithin(const stats::Labels& labels, const std::vector<char>& isIn,
                                              stats::AgreementWeights weights = stats::AgreementWeights::None,
                                              double confidence = stats::kDefaultConfidence);

/// Each label of one side with each label of the other on the same unit. For two annotators with one label
/// each, κ is Cohen's (1960).
///
/// Intervals by the delta method over units (the influence of a unit on the ratio of sums), so labels on one
/// unit count together; normal quantiles, cut at the ends of the scale.
[[nodiscard]] PairedAgreement
agreementBetween(const stats::Labels& labels, const std::vector<char>& isFirst,
                 const std::vector<char>& isSecond,
                 stats::AgreementWeights weights = stats::AgreementWeights::None,
                 double confidence = stats::kDefaultConfidence);

} // namespace plumbline
