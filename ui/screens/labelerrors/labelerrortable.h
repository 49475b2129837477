#pragma once

#include "core/analysis/labelerrorreport.h"
#include "ui/screens/inspect/common/reporttable.h"

#include <QSet>

namespace plumbline {

/// The columns of the list of label errors.
enum class LabelErrorColumn {
    Chosen,
    Number,
    Prompt,
    Pair,
    Turn,
    Annotator,
    Given,
    Others,
    Suspicion,
    Soft,
    Labels
};

[[nodiscard]] std::vector<ReportColumn> labelErrorColumns();
/// One row a label, known by its annotation's id (of a ranking also by the pair). `chosen`: keys of marked
/// rows.
[[nodiscard]] std::vector<ReportRow> labelErrorRows(const LabelErrorReport& report,
                                                    const QSet<qint64>& chosen);
/// The key of a row of the report.
[[nodiscard]] qint64 labelErrorKey(const LabelErrorReport& report, std::size_t row);

/// "Dawid–Skene", "majority"…
[[nodiscard]] QString methodName(ConsensusMethod method);
/// What it does, in a sentence.
[[nodiscard]] QString methodTip(ConsensusMethod method);
[[nodiscard]] QString labelErrorSentence(const LabelErrorReport& report);
[[nodiscard]] QString labelErrorDetails(const LabelErrorReport& report);
[[nodiscard]] QString labelErrorCount(const LabelErrorReport& report);

/// The consensus as it is saved: one line for each unit, its label, whether it is a tie or was settled, and
/// the probability of every value (the soft label).
[[nodiscard]] NumbersTable consensusNumbers(const ConsensusReport& report);

} // namespace plumbline
