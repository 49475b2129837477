#pragma once

#include "ui/screens/judgereply/inspectedwork.h"

#include <QList>
#include <QPair>
#include <QString>

namespace plumbline {

/// A short name of a fault or an error in words: "no-verdict" becomes "no verdict", "rate_limited" "rate
/// limited".
[[nodiscard]] QString faultWords(const QString& what);
/// US dollars: "$12.40", below a cent "$0.0021", "$0" for nothing.
[[nodiscard]] QString moneyText(double dollars);
/// "840 ms", "1.4 s", "2 min 5 s".
[[nodiscard]] QString latencyText(qint64 milliseconds);
/// Which call it is: "score, helpfulness", "verdict, asked again", "sample 2".
[[nodiscard]] QString callWords(const InspectedCall& call);
/// In which order the judge saw the answers: "gpt-4, then claude-v1"; "" when it is not known.
[[nodiscard]] QString orderWords(const InspectedCall& call, const ItemView& item);
/// What came of a call, in a few words: the verdict that was read, or why there is none.
[[nodiscard]] QString outcomeWords(const InspectedCall& call);
/// What the judge said of the item in a sentence, with how sure it was.
[[nodiscard]] QString verdictSentence(const InspectedWork& work);
/// Names and values of a call for the list of facts.
[[nodiscard]] QList<QPair<QString, QString>> callFacts(const InspectedWork& work, const InspectedCall& call);

} // namespace plumbline
