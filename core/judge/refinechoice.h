#pragma once

#include "core/judge/judgesession.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// How sure a judge is of a yes, by the tokens of its reply.
struct YesShare
{
    double share = 0;          ///< P(yes) / (P(yes) + P(no)), or 1 or 0 by the word alone
    bool isByLogprobs = false; ///< false: the server gave none, and only the word counts
    std::optional<ParseFault> fault;
};

/// Reads a reply of one word: the first token's alternatives, blanks, signs and case aside, that are `yes` or
/// `no` (first-token probabilities, as ILF does: Scheurer et al. 2023, arXiv:2303.16755, section 4.1). Where
/// the first token gives neither, the first word of the text counts. Faults: "no-verdict", "truncated".
[[nodiscard]] YesShare yesShare(const LlmReply& reply, const QString& yes, const QString& no);

/// The number in the only double brackets of a reply, from `lowest` to `highest`. Faults: "no-verdict",
/// "two-verdicts", "out-of-range", "truncated".
struct ChosenNumber
{
    int number = 0;
    std::optional<ParseFault> fault;
};
[[nodiscard]] ChosenNumber chosenNumber(const LlmReply& reply, int lowest, int highest);

/// Cosine of the counts of two texts' words (runs of letters and digits, small letters, Unicode form KC):
/// 0…1; 0 where one has no word.
[[nodiscard]] double wordCosine(const QString& left, const QString& right);

/// Where the largest score stands first; -1 for no scores.
[[nodiscard]] int firstLargest(const QList<double>& scores);

} // namespace plumbline
