#pragma once

#include "core/analysis/pairexamples.h"
#include "ui/screens/inspect/common/exampleslist.h"

namespace plumbline {

/// The pairs behind a number as rows of the list: a box for each vote, with the first letter of its model (1
/// and 2 where those are the same), the judges' verdict, and who voted.
[[nodiscard]] QList<ExampleRow> exampleRows(const PairExamplesReport& report);

/// The column of the judges: the name of the only one, "Judges" for several, "" when there is none.
[[nodiscard]] QString verdictTitle(const PairExamplesReport& report);

} // namespace plumbline
