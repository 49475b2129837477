#pragma once

#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

namespace plumbline::stats {

/// A stretch of a unit's text that an annotator gave a category: [start, end) in Unicode code points.
struct SpanLabel
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    std::int32_t category = 0;
    std::int64_t start = 0;
    std::int64_t end = 0;
};

/// Span labels of one question.
struct SpanLabels
{
    std::int32_t units = 0;
    std::int32_t annotators = 0;
    std::int32_t categories = 0;
    std::vector<SpanLabel> rows;
    /// (unit, annotator) of everybody who judged a unit; whoever marked a span there is counted anyway.
    /// Without them those who found nothing to mark are not there to vote against a span.
    std::vector<std::pair<std::int32_t, std::int32_t>> judged;
};

/// A stretch that enough annotators marked.
struct ConsensusSpan
{
    std::int32_t unit = 0;
    std::int32_t category = 0;
    std::int64_t start = 0; ///< code points, [start, end)
    std::int64_t end = 0;
    double support = 0;       ///< mean over its characters of the share of annotators who marked them
    double lowestSupport = 0; ///< of the character with the least

    bool operator==(const ConsensusSpan&) const = default;
};

struct SpanConsensus
{
    std::vector<ConsensusSpan> spans;  ///< by unit, category, start
    std::vector<std::int32_t> judges;  ///< per unit: how many annotators voted
    std::vector<QString> unitProblems; ///< per unit: why it has no consensus; empty where it has one
    QString undefined;                 ///< why there is nothing at all; else empty

    explicit operator bool() const { return undefined.isEmpty(); }
};

struct SpanConsensusOptions
{
    /// A character belongs when more than this share of the unit's annotators marked it; 0.5: a majority.
    double threshold = 0.5;
    std::int64_t mergeGap = 0;  ///< runs of a category at most so many characters apart become one
    std::int64_t minLength = 1; ///< shorter runs are dropped
};

/// Character-level vote for each category: every character that more than the threshold of the unit's
/// annotators marked, neighbouring characters joined to runs. A run is split between two characters where
/// more than the threshold of those who marked both ended one span and began another there. Overlapping
/// spans of one annotator count once.
/// Source: the vote by characters of J. Pavlopoulos, J. Sorensen, L. Laugier, I. Androutsopoulos,
/// "SemEval-2021 task 5: Toxic spans detection", section 3 (ground truth: characters marked by more than
/// half of the raters); the split is ours.
[[nodiscard]] SpanConsensus spanConsensus(const SpanLabels& labels, const SpanConsensusOptions& options = {});

} // namespace plumbline::stats
