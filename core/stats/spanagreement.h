#pragma once

#include "core/stats/estimate.h"
#include "core/stats/krippendorff.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// A marked stretch of a text: characters [start, end), counted as the caller counts (code points).
struct SpanMark
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    std::int32_t category = 0;
    std::int64_t start = 0;
    std::int64_t end = 0;
};

/// Who looked at which text. One who looked and marked nothing says "nothing here", which counts.
struct Reading
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
};

/// Marks of one question in many texts; see Labels. A mark implies its reading.
struct SpanMarks
{
    std::int32_t annotators = 0;
    std::int32_t categories = 0;
    std::vector<std::int64_t> lengths; ///< characters of each text; its size is the number of units
    std::vector<Reading> readings;
    std::vector<SpanMark> marks;
};

/// Characters in both of [aStart, aEnd) and [bStart, bEnd), divided by those in either; 0 when none is.
[[nodiscard]] double spanIou(std::int64_t aStart, std::int64_t aEnd, std::int64_t bStart, std::int64_t bEnd);

/// How well `found` matches `reference`: precision = share of what the second annotator marked that the
/// first has too, recall the reverse, f1 = their harmonic mean (0 when nothing matches).
struct MatchScore
{
    Estimate precision;
    Estimate recall;
    Estimate f1;
};

/// Agreement of two annotators on the spans of one category, or of all with the category having to match.
struct SpanScore
{
    std::int32_t category = -1; ///< −1: all categories, their counts added up
    std::int64_t firstSpans = 0;
    std::int64_t secondSpans = 0;
    MatchScore exact;      ///< spans with the same start, end and category, each matched once
    MatchScore overlap;    ///< spans that share a character with a span of the same category
    MatchScore characters; ///< characters marked, a character counting once for each category
    Estimate iou;          ///< characters marked by both / by either
};

/// All categories first, then each. Only texts that both annotators read count; the first is the reference.
/// Undefined with a reason: no common text, no span of the category, spans outside their text.
[[nodiscard]] std::vector<SpanScore> spanScores(const SpanMarks& marks, std::int32_t first,
                                                std::int32_t second);

/// Means over pairs of annotators.
struct MeanSpanScore
{
    std::int32_t category = -1; ///< −1: all categories
    Estimate exactF1;
    Estimate overlapF1;
    Estimate charactersF1;
    Estimate iou;
    std::int64_t pairs = 0; ///< pairs with a value: they read a common text and one of them marked
};

/// All categories first, then each: spanScores of every pair of annotators, each pair alike.
[[nodiscard]] std::vector<MeanSpanScore> meanSpanScores(const SpanMarks& marks, std::size_t threads = 0);

/// Krippendorff's nominal α of one category, character by character: each character of each text with two
/// readers or more is a unit, each reader's value is "marked" or "not marked". Characters are counted in runs
/// within which nobody's value changes, so the cost follows the number of spans and not the length of texts.
/// The interval draws whole texts, as characters of a text are not independent. Alpha::units is the number
/// of texts, Alpha::labels that of characters times readers.
[[nodiscard]] Alpha spanAlpha(const SpanMarks& marks, std::int32_t category,
                              const AlphaOptions& options = {});
/// The same for all categories at once: a reader's value for a character is the set of categories marked
/// there, the empty set being "none"; two different sets disagree wholly. At most 64 categories.
[[nodiscard]] Alpha spanAlphaAll(const SpanMarks& marks, const AlphaOptions& options = {});

} // namespace plumbline::stats
