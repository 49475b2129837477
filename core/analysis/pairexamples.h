#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <vector>

namespace plumbline {

/// Which judged pairs of responses are listed.
struct PairExampleQuery
{
    QString first;        ///< a model; "": any
    QString second;       ///< and another one; "": any
    std::size_t most = 0; ///< rows that are given; 0: all
    bool operator==(const PairExampleQuery&) const = default;
};

/// One vote on a pair of responses, by whomever.
struct ExampleVote
{
    AnnotationId id;
    QString annotator; ///< name
    AnnotatorId annotatorId;
    stats::PairWinner winner = stats::PairWinner::Tie; ///< A: the example's response a
    std::int8_t margin = 0;                            ///< −2…+2, above 0: a is better
    bool bothBad = false;
};

/// Two responses with what was said of them.
struct PairExample
{
    ResponseId a; ///< of the asked first model, if one was asked for
    ResponseId b;
    QString modelA; ///< "" where the author is not known
    QString modelB;
    PromptId prompt;
    QString title; ///< of the prompt: its last user message in one line
    QString category;
    int turn = 1;
    std::vector<ItemId> items; ///< that ask about them; the one with most votes first
    /// By those that count, in the order a, tie, b, both bad; then as they came.
    std::vector<ExampleVote> votes;
    std::vector<ExampleVote> verdicts; ///< by judges (all kinds but people), in the order in which they came
    int forA = 0;
    int ties = 0; ///< with both bad
    int forB = 0;
    /// Disagreement among `votes`: entropy of the shares of a, tie and b in bits, 0 … ln 3 / ln 2.
    double entropy = 0;

    [[nodiscard]] int total() const { return forA + ties + forB; }
    /// Votes for the side that has fewer: how contested it is.
    [[nodiscard]] int opposed() const { return forA < forB ? forA : forB; }
};

/// The judged pairs behind a number, the most contested first.
struct PairExamplesReport
{
    /// By votes for the weaker side, then number of votes, then entropy, all falling, then by prompt and
    /// turn.
    std::vector<PairExample> examples;
    std::int64_t units = 0; ///< all that there are, also past the asked number
    std::int64_t votes = 0;
    std::int64_t forFirst = 0; ///< with an asked first model: votes for it
    std::int64_t ties = 0;
    std::int64_t forSecond = 0; ///< votes for the other one
};

/// The pairs of responses with at least one label that the filter lets through. Whoever the filter lets
/// through votes; judges' verdicts on the same responses stand beside them whatever the filter says of
/// annotators and batches.
[[nodiscard]] PairExamplesReport pairExamples(const LabelTable& table, const LabelFilter& filter,
                                              const PairExampleQuery& query,
                                              const std::function<bool()>& isCancelled = {});

} // namespace plumbline
