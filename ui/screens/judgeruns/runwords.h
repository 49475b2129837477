#pragma once

#include "core/domain/job.h"
#include "core/jobs/judgerunfeed.h"

#include <QString>

namespace plumbline {

/// A figure with its name and a caption, for a card.
struct RunFigure
{
    QString number;
    QString name;
    QString caption;
};

/// How many items are judged, how many of those asked about have no verdict.
[[nodiscard]] RunFigure judgedFigure(const JudgeRunView& view);
/// Items a second, and how long it will take still.
[[nodiscard]] RunFigure rateFigure(const JudgeRunView& view);
/// What was spent, against the budget.
[[nodiscard]] RunFigure spentFigure(const JudgeRunView& view);
/// Tokens in and out.
[[nodiscard]] RunFigure tokensFigure(const JudgeRunView& view);
/// Calls, and how many of them were known already.
[[nodiscard]] RunFigure callsFigure(const JudgeRunView& view);

/// What stands beside the title of the verdicts, of which `most` are kept.
[[nodiscard]] QString streamCaption(const JudgeRunView& view, int most);

/// "smollm2 at “local” (127.0.0.1)", as far as it is known.
[[nodiscard]] QString runWhere(const JudgeRunView& view);
/// Where it stands, in one line: "Stopping…", "1 204 of 4 000 items, 38 a second, about 2 min left".
[[nodiscard]] QString runProgress(const JudgeRunView& view);
/// How much of it is done, 0…1.
[[nodiscard]] double runShare(const JudgeRunView& view);

} // namespace plumbline
