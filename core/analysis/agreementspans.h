#pragma once

#include "core/analysis/agreementreport.h"

namespace plumbline {

/// Fills the report of a question about spans.
void addSpanAgreement(const LabelTable& table, AgreementReport& report,
                      const std::function<bool()>& isCancelled);

/// How many annotators of spans a matrix shows at most: each pair is compared text by text.
inline constexpr std::size_t kMostInSpanMatrix = 40;

/// Shares of characters that two annotators both marked, for each pair.
[[nodiscard]] AgreementMatrix spanMatrix(const LabelTable& table, const LabelFilter& filter,
                                         const Question& question, const std::function<bool()>& isCancelled);

/// Who stands in a matrix: by kind, then labels, the most first. Gives the order as indexes into `people`.
[[nodiscard]] std::vector<std::int32_t> matrixOrder(const std::vector<MatrixPerson>& people,
                                                    std::size_t most);

} // namespace plumbline
