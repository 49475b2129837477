#pragma once

#include "core/judge/jury.h"

#include <QMap>
#include <QStringList>

namespace plumbline::juryparts {

/// Who chose what; choices in the order of their names.
using Votes = QMap<QString, QStringList>;

/// The choice with most votes; "" where several have equally many, or there is none.
[[nodiscard]] QString clearWinner(const Votes& votes);
/// {choice: [judges]}.
[[nodiscard]] QJsonObject votesToJson(const Votes& votes);
/// The share of pairs of judges that chose the same; nothing for fewer than two votes.
[[nodiscard]] std::optional<double> pairAgreement(const Votes& votes);

// One for each kind of item: fills the content, the details and the probability.
[[nodiscard]] Result<void> combinePreferences(const ItemView& item, const QList<JurorVerdict>& verdicts,
                                              JudgeVerdict& out);
[[nodiscard]] Result<void> combineRatings(const ItemView& item, const QList<JurorVerdict>& verdicts,
                                          JudgeVerdict& out);
[[nodiscard]] Result<void> combineRankings(const ItemView& item, const QList<JurorVerdict>& verdicts,
                                           JudgeVerdict& out);
[[nodiscard]] Result<void> combineSpans(const ItemView& item, const QList<JurorVerdict>& verdicts,
                                        JudgeVerdict& out);
[[nodiscard]] Result<void> combineRefinements(const QList<JurorVerdict>& verdicts, JudgeVerdict& out);
[[nodiscard]] Result<void> combineReactions(const QList<JurorVerdict>& verdicts, JudgeVerdict& out);

} // namespace plumbline::juryparts
