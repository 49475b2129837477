#pragma once

#include "core/analysis/agreementreport.h"

#include <QString>

#include <optional>
#include <vector>

namespace plumbline {

class PillTabs;

/// "Krippendorff’s α, nominal".
[[nodiscard]] QString measureName(AgreementMeasure measure);
/// What a coefficient says, in a sentence or two.
[[nodiscard]] QString measureTip(AgreementMeasure measure);
/// The name for columns of files: "alpha_nominal".
[[nodiscard]] QString measureId(AgreementMeasure measure);

/// "preferences: overall", "ratings: helpfulness", "rankings", "spans".
[[nodiscard]] QString questionName(const Question& question);
/// Offers the questions on `tabs`, with `asked` as the current one; hides them where there is nothing to
/// choose.
void showQuestions(PillTabs& tabs, const std::vector<Question>& questions,
                   const std::optional<Question>& asked);
/// What is judged, with its number: "961 pairs".
[[nodiscard]] QString unitsText(const AgreementReport& report, qint64 count);
/// "nominal", "ordinal", "interval", "ratio".
[[nodiscard]] QString levelName(stats::AlphaLevel level);

/// What α means for these labels, without a threshold: how much two labels of one unit differ beside labels
/// drawn at random. The reason where α is undefined.
[[nodiscard]] QString alphaSentence(const AgreementReport& report);
/// The sentence on top of the page, and how it was computed in full.
[[nodiscard]] QString agreementSentence(const AgreementReport& report);
[[nodiscard]] QString agreementDetails(const AgreementReport& report);
/// "3 355 labels, 65 people, 1 814 pairs".
[[nodiscard]] QString agreementCount(const AgreementReport& report);
/// "0.485" or "undefined".
[[nodiscard]] QString alphaText(const AgreementReport& report);

/// "Category", "Turn", "Batch", "Kind of span".
[[nodiscard]] QString sliceKindName(AgreementSliceKind kind);
/// The name of a part: "writing", "turn 2", "no category".
[[nodiscard]] QString sliceName(const AgreementSlice& slice);

} // namespace plumbline
