#include "core/judge/jury.h"

#include "core/judge/juryparts.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;
using namespace juryparts;

int juryQuorum(int jurors)
{
    return jurors / 2 + 1;
}

Result<JudgeVerdict> juryVerdict(const ItemView& item, const QList<JurorVerdict>& verdicts)
{
    if (verdicts.size() < 2) {
        return makeError(ErrorCode::InvalidArgument, u"A jury needs the verdicts of at least two judges."_s);
    }
    QStringList names;
    for (const JurorVerdict& juror : verdicts) {
        if (names.contains(juror.judge)) {
            return makeError(ErrorCode::InvalidArgument,
                             u"The judge “%1” stands in the jury twice."_s.arg(juror.judge));
        }
        names.append(juror.judge);
        PLUMBLINE_TRY(checkContent(juror.content, item.schema.definition, item.judgedTexts()));
    }
    JudgeVerdict out;
    out.details.insert(u"jurors"_s, QJsonArray::fromStringList(names));
    switch (item.item.kind) {
    case ItemKind::Pairwise:
        PLUMBLINE_TRY(combinePreferences(item, verdicts, out));
        break;
    case ItemKind::Rating:
        PLUMBLINE_TRY(combineRatings(item, verdicts, out));
        break;
    case ItemKind::Ranking:
        PLUMBLINE_TRY(combineRankings(item, verdicts, out));
        break;
    case ItemKind::Span:
        PLUMBLINE_TRY(combineSpans(item, verdicts, out));
        break;
    case ItemKind::Critique:
        PLUMBLINE_TRY(combineRefinements(verdicts, out));
        break;
    case ItemKind::Reaction:
        PLUMBLINE_TRY(combineReactions(verdicts, out));
        break;
    }
    PLUMBLINE_TRY(checkContent(out.content, item.schema.definition, item.judgedTexts()));
    return out;
}

} // namespace plumbline
