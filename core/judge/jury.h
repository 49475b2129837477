#pragma once

#include "core/domain/item.h"
#include "core/judge/judgesession.h"

#include <QList>
#include <QString>

namespace plumbline {

/// The verdict of one judge of a jury.
struct JurorVerdict
{
    QString judge; ///< its name
    AnnotationContent content;
    bool isInconsistent = false; ///< its answer changed with the order; it votes for a tie
};

/// How many of `jurors` verdicts a jury needs before it says anything: more than half.
[[nodiscard]] int juryQuorum(int jurors);

/// The verdict of several judges on one item. Pairwise: in each aspect the side with most votes; a draw is a
/// tie (where the schema offers none: InvalidData), marked in extra as "tie (jury)"; the margin is the mean
/// of the winning votes' margins, rounded, at least 1. Rating: the mean of the values, where at least half of
/// the judges gave one, else "does not apply" (a draw: the mean). Ranking: by mean place, equal ones in one
/// group; a response that somebody did not place lies below his last group. Spans: stretches that more than
/// half marked (core/stats/spanconsensus), with the most frequent severity, the worse of equally frequent
/// ones; missing pieces that more than half named. Reaction and choice of a refinement: the most frequent; a
/// draw is InvalidData. Words are not combined.
/// details: {"jurors":[names], "votes":{…}: who said what, "agreement": share of pairs of judges that agree,
/// where the verdict is a choice}; probability is the share of judges behind it.
/// InvalidArgument: fewer than two verdicts, or a judge twice.
[[nodiscard]] Result<JudgeVerdict> juryVerdict(const ItemView& item, const QList<JurorVerdict>& verdicts);

} // namespace plumbline
