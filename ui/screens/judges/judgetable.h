#pragma once

#include "core/analysis/judgepage.h"
#include "ui/screens/inspect/common/reporttable.h"

namespace plumbline {

/// Which numbers of the judges the table shows.
enum class JudgeColumns {
    Agreement, ///< with people
    Errors,    ///< bias, variance, probabilities, models
    Habits,    ///< order, length, price, time
    All,       ///< for a saved file
};

[[nodiscard]] std::vector<ReportColumn> judgeColumns(JudgeColumns which);
[[nodiscard]] std::vector<ReportRow> judgeRows(const JudgeReport& report, JudgeColumns which);

/// What a row is known by to the table.
[[nodiscard]] qint64 rowKey(const JudgeKey& key);

} // namespace plumbline
