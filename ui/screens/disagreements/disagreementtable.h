#pragma once

#include "core/analysis/disagreementreport.h"
#include "ui/screens/disagreements/waitingunits.h"
#include "ui/screens/inspect/common/reporttable.h"

#include <QSet>

namespace plumbline {

/// The columns of the list of disagreements.
enum class DisagreementColumn {
    Chosen,
    Number,
    Prompt,
    Pair,
    Category,
    Turn,
    People,
    Judges,
    Between,
    State
};

[[nodiscard]] std::vector<ReportColumn> disagreementColumns();

/// What a row is known by: the id of the item with most votes.
[[nodiscard]] qint64 keyOf(const Disagreement& unit);
[[nodiscard]] bool isWaiting(const Disagreement& unit, const ResponsePairs& waiting);

/// One row a unit. `chosen`: keys of the rows that are marked; `waiting`: pairs that are in a batch for
/// adjudication already.
[[nodiscard]] std::vector<ReportRow>
disagreementRows(const DisagreementReport& report, const QSet<qint64>& chosen, const ResponsePairs& waiting);

} // namespace plumbline
