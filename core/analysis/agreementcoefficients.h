#pragma once

#include "core/analysis/agreementreport.h"

namespace plumbline {

/// All coefficients that apply to the labels of a question; those that cannot be computed have their reason.
[[nodiscard]] std::vector<AgreementCoefficient>
agreementCoefficients(const LabelTable& table, const LabelFilter& filter, const LabelArrays& arrays,
                      const AgreementOptions& options, const std::function<bool()>& isCancelled);

/// α of labels at a level, numbers of the scale where the level needs them.
[[nodiscard]] stats::Alpha alphaOf(const LabelArrays& arrays, stats::AlphaLevel level,
                                   const AgreementOptions& options, const std::function<bool()>& isCancelled);

} // namespace plumbline
