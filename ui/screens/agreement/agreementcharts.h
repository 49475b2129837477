#pragma once

#include "core/analysis/agreementreport.h"
#include "ui/screens/inspect/common/reporttable.h"

namespace plumbline {

class HeatMap;
class IntervalChart;

/// People among themselves and judges against them, one row each, the share of equal labels; the reference
/// is people's.
void fillSides(IntervalChart& chart, const AgreementReport& report);
/// α of every part, the reference is that of all labels.
void fillParts(IntervalChart& chart, const AgreementReport& report);
/// κ between every two annotators, common units below.
void fillMatrix(HeatMap& chart, const AgreementMatrix& matrix);
/// Of one label's value, how the other labels of the unit are spread; counts below.
void fillValues(HeatMap& chart, const AgreementReport& report, const ValuePairs& pairs);
/// What ratings say against what direct comparisons say.
void fillProtocols(HeatMap& chart, const ProtocolConsistency& consistency);

/// The columns and rows of the table of coefficients.
[[nodiscard]] std::vector<ReportColumn> coefficientColumns();
[[nodiscard]] std::vector<ReportRow> coefficientRows(const AgreementReport& report);

/// The confusion that belongs to a judge ("": those who count among themselves); null when there is none.
[[nodiscard]] const ValuePairs* confusionOf(const AgreementReport& report, const QString& judge);

} // namespace plumbline
