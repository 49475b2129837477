#pragma once

#include "core/stats/spanagreement.h"

#include <QString>

#include <cstddef>
#include <utility>
#include <vector>

namespace plumbline::stats {

/// Why marks cannot be compared (an index or a span out of range, nothing at all); empty if they can.
[[nodiscard]] QString spansProblem(const SpanMarks& marks);

/// A text as one annotator read it: its marks are [begin, end) of SpanIndex::marks.
struct ReadText
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Marks laid out for comparison: sorted by annotator, unit, category, start, end.
struct SpanIndex
{
    std::vector<SpanMark> marks;
    std::vector<ReadText> texts; ///< by annotator, then unit, each pair once

    /// The marks must have passed spansProblem().
    explicit SpanIndex(const SpanMarks& all);

    /// The texts of an annotator, by unit: [first, second) of `texts`.
    [[nodiscard]] std::pair<std::size_t, std::size_t> textsOf(std::int32_t annotator) const;
    /// The marks of one category in a text: [first, second) of `marks`.
    [[nodiscard]] std::pair<std::size_t, std::size_t> marksOf(const ReadText& text,
                                                              std::int32_t category) const;
};

} // namespace plumbline::stats
