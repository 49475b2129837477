#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"
#include "core/analysis/pairexamples.h"
#include "core/stats/pairwinner.h"

#include <QVarLengthArray>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// One verdict on two responses.
struct UnitVote
{
    std::int32_t pair = -1;                            ///< index into LabelTable::pairs()
    std::int32_t annotator = -1;                       ///< index into LabelTable::annotators()
    stats::PairWinner winner = stats::PairWinner::Tie; ///< A: the unit's response a
};

/// Few votes lie on one unit: they need no memory of their own.
using UnitVotes = QVarLengthArray<UnitVote, 4>;
using UnitWinners = QVarLengthArray<stats::PairWinner, 8>;

/// Two responses with everything that was said of them in one aspect, whichever items asked.
struct VerdictUnit
{
    std::int32_t a = -1; ///< index into LabelTable::responses(), as in PairLabel
    std::int32_t b = -1;
    UnitVotes people; ///< the newest vote of each person
    UnitVotes judges; ///< all verdicts of all others, as they came
    /// The newest verdict from a batch for adjudication: what holds, whatever the votes say. No vote itself.
    std::optional<UnitVote> settled;

    /// What people say together: the settled verdict, else the one most of them gave. Nothing where nobody
    /// voted, or two verdicts have equally many votes and none has been settled.
    [[nodiscard]] std::optional<stats::PairWinner> reference() const;
};

/// The verdict that most of these are; nothing where two have equally many, or there is none.
[[nodiscard]] std::optional<stats::PairWinner> clearMode(const UnitWinners& verdicts);

/// The units that a filter lets through, in the order in which they were first judged. The filter's kinds of
/// annotators and names say whose votes count; `kind` is not looked at (pairwise is meant); a batch chooses
/// the units about which an item of it asks, since people and judges often answer in batches of their own.
[[nodiscard]] std::vector<VerdictUnit> verdictUnits(const LabelTable& table, const LabelFilter& filter,
                                                    const std::function<bool()>& isCancelled = {});

/// A unit with the names of its models, items and voters: people's votes, judges' verdicts.
[[nodiscard]] PairExample exampleOf(const LabelTable& table, const VerdictUnit& unit);

/// Entropy of three counts in bits, 0 … ln 3 / ln 2.
[[nodiscard]] double voteEntropy(int forA, int ties, int forB);

} // namespace plumbline
