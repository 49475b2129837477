#pragma once

#include "core/stats/estimate.h"
#include "core/stats/pairwinner.h"

#include <QVarLengthArray>

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// Few verdicts lie on one pair: they need no memory of their own.
using VerdictList = QVarLengthArray<PairWinner, 8>;

/// All verdicts on one pair: people's, and those of one judge (several where it was asked several times).
struct ItemVerdicts
{
    VerdictList people;
    VerdictList judge;
};

struct AgreementOptions
{
    std::uint64_t seed = 123; ///< of the draws that break ties of the mode
    double confidence = kDefaultConfidence;
};

/// AlpacaFarm's and AlpacaEval's evaluation of annotators (Dubois et al. 2023). A verdict is worth 1, ½ (tie)
/// or 0; agreement is 1 − mean absolute difference. Modes that tie are drawn at random, one seed for each
/// item. Intervals are Student's over the items, so that labels on one item count together.

/// People among themselves: each one's verdict against the mode of the others of the item. Items with one
/// verdict are left out.
[[nodiscard]] Estimate peopleAgreement(const std::vector<ItemVerdicts>& items,
                                       const AgreementOptions& options = {});
/// People among themselves, one against one: the mean over all pairs of verdicts on an item.
[[nodiscard]] Estimate peoplePairAgreement(const std::vector<ItemVerdicts>& items,
                                           const AgreementOptions& options = {});
/// The judge against people, leave-one-out, so that it compares with peopleAgreement(): each of its verdicts
/// against the mode of all people but one, for each one left out. Items with fewer than two people are left
/// out.
[[nodiscard]] Estimate judgeAgreement(const std::vector<ItemVerdicts>& items,
                                      const AgreementOptions& options = {});
/// The error that repeating the judge would not cure: |mode of the judge − mode of the people|.
[[nodiscard]] Estimate judgeBias(const std::vector<ItemVerdicts>& items,
                                 const AgreementOptions& options = {});
/// The error of one verdict of the judge against the mode of its others on the same item; needs items that it
/// judged twice or more.
[[nodiscard]] Estimate judgeVariance(const std::vector<ItemVerdicts>& items,
                                     const AgreementOptions& options = {});

/// The most frequent verdict; ties drawn with `seed`. Expects at least one.
[[nodiscard]] PairWinner modeOf(const VerdictList& verdicts, std::uint64_t seed);

/// One class as JudgeLM's table counts it: precision, recall and F1 are 0 where nothing was predicted (or
/// nothing was there), as in scikit-learn.
struct ClassScore
{
    std::int64_t support = 0; ///< true ones
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

/// A judge's verdicts as a classifier of what people said.
struct ClassificationScores
{
    std::vector<std::int64_t> confusion; ///< classes × classes, rows the truth, columns the prediction
    std::vector<ClassScore> classes;
    Estimate accuracy;       ///< with its exact interval
    Estimate macroPrecision; ///< means over the classes that occur as truth or prediction
    Estimate macroRecall;
    Estimate macroF1;
};

/// `truth` and `predicted` are class indexes below `classes`, item by item.
[[nodiscard]] ClassificationScores classificationScores(const std::vector<std::int32_t>& truth,
                                                        const std::vector<std::int32_t>& predicted,
                                                        std::int32_t classes,
                                                        double confidence = kDefaultConfidence);

/// One model's win rate by a judge and by people, on the same pairs.
struct ModelRates
{
    double judge = 0;
    double people = 0;
};

/// How well a judge ranks models: correlations over models of its win rates with people's.
struct ModelCorrelation
{
    Estimate spearman;
    Estimate pearson;
};

[[nodiscard]] ModelCorrelation modelCorrelation(const std::vector<ModelRates>& models,
                                                double confidence = kDefaultConfidence);

/// Judges that read nothing, as rows of the same table: whoever agrees no better than these does not judge.
/// Always the same answer.
[[nodiscard]] std::vector<PairWinner> constantVerdicts(std::size_t count, PairWinner winner);
/// Always the longer answer; equal lengths are a tie.
[[nodiscard]] std::vector<PairWinner> longestVerdicts(const std::vector<std::int64_t>& lengthsA,
                                                      const std::vector<std::int64_t>& lengthsB);

} // namespace plumbline::stats
