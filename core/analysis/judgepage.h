#pragma once

#include "core/analysis/judgereport.h"
#include "core/analysis/pairexamples.h"
#include "core/stats/calibration.h"

#include <array>

namespace plumbline {

/// Which row of the table is looked at.
struct JudgeKey
{
    JudgeRowKind kind = JudgeRowKind::People;
    QString name;
    QString version;
    Canary canary = Canary::First;
    bool operator==(const JudgeKey&) const = default;
};
[[nodiscard]] JudgeKey keyOf(const JudgeRow& row);

/// Biases as distances from none, in shares: 0.05 is 5 points.
struct JudgeBias
{
    /// Share of decided verdicts for the answer that stood first, − ½, at equal pairs of models: for each
    /// pair of models that was shown both ways the mean of both ways.
    stats::Estimate position;
    std::int64_t positionVerdicts = 0;
    stats::Estimate length; ///< share for the longer answer of a decided pair, − ½
    std::int64_t lengthVerdicts = 0;
    stats::Estimate peopleLength; ///< the same of people on the pairs that it judged, for comparison
    /// How much more it favours answers of its own family than people do on the same pairs.
    stats::Estimate ownFamily;
    std::int64_t ownPairs = 0;
    QString family;
};

/// Its verdicts on one category of prompts.
struct JudgeCategory
{
    QString category; ///< "" without one
    std::int64_t units = 0;
    stats::Estimate same;     ///< as in JudgeRow
    stats::Estimate accuracy; ///< as in JudgeRow
};

/// Where in the confusion an example lies: indexes of a, tie, b.
struct JudgeDifference
{
    int people = 0;
    int judge = 0;
};

/// One judge in full.
struct JudgePageReport
{
    JudgeKey judge;
    JudgeRow row;
    JudgeBias bias;
    /// confusion[people][judge], each a, tie, b. “a” is the answer of the model whose name comes first.
    std::array<std::array<std::int64_t, 3>, 3> confusion{};
    std::int64_t clear = 0; ///< pairs in it
    stats::Calibration calibration;
    std::int64_t forecasts = 0;            ///< verdicts that state a probability
    std::vector<JudgeCategory> categories; ///< by name
    /// Where it and people's clear verdict differ: opposite sides first, then by how many people were
    /// against it.
    std::vector<PairExample> disagreements;
    std::vector<JudgeDifference> differences; ///< of each of `disagreements`
    std::int64_t differing = 0;               ///< all that there are, also past the asked number
    std::int64_t opposite = 0;                ///< of them, on opposite sides
    QString undefined;                        ///< why there is nothing; else empty
};

/// Filter and options as for judgeReport(); `mostExamples` 0: all.
[[nodiscard]] JudgePageReport judgePageReport(const LabelTable& table, const LabelFilter& filter,
                                              const JudgeKey& judge, const JudgeOptions& options = {},
                                              std::size_t mostExamples = 500,
                                              const std::function<bool()>& isCancelled = {});

} // namespace plumbline
