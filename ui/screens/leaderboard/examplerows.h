#pragma once

#include "core/analysis/pairexamples.h"
#include "ui/screens/inspect/common/exampleslist.h"

namespace plumbline {

/// The pairs behind a number as the list shows them.
struct ShownExamples
{
    QList<ExampleRow> rows;
    QString verdictTitle; ///< of the judges' column: the name of the only one, "Judges", or "" without any
    qint64 units = 0;     ///< pairs, also those that are not listed
    qint64 votes = 0;
    qint64 forFirst = 0;
    qint64 ties = 0;
    qint64 forSecond = 0;
};

/// A box for each vote, with the first letter of its model (1 and 2 where those are the same), the judges'
/// verdict, and who voted.
[[nodiscard]] ShownExamples shownExamples(const PairExamplesReport& report);

} // namespace plumbline
