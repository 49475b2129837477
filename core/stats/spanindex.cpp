#include "core/stats/spanindex.h"

#include <algorithm>
#include <tuple>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

QString spansProblem(const SpanMarks& marks)
{
    const auto units = static_cast<std::int64_t>(marks.lengths.size());
    const auto isRead = [&](std::int32_t unit, std::int32_t annotator) {
        return unit >= 0 && unit < units && annotator >= 0 && annotator < marks.annotators;
    };
    if (marks.readings.empty() && marks.marks.empty()) {
        return u"Nobody has read a text; collect labels first."_s;
    }
    for (const Reading& reading : marks.readings) {
        if (!isRead(reading.unit, reading.annotator)) {
            return u"A reading names a text or an annotator that is not declared."_s;
        }
    }
    for (const SpanMark& mark : marks.marks) {
        if (!isRead(mark.unit, mark.annotator) || mark.category < 0 || mark.category >= marks.categories) {
            return u"A span names a text, an annotator or a category that is not declared."_s;
        }
        const std::int64_t length = marks.lengths[static_cast<std::size_t>(mark.unit)];
        if (mark.start < 0 || mark.start >= mark.end || mark.end > length) {
            return u"A span is empty or lies outside its text; check the offsets."_s;
        }
    }
    return {};
}

SpanIndex::SpanIndex(const SpanMarks& all)
    : marks(all.marks)
{
    std::sort(marks.begin(), marks.end(), [](const SpanMark& a, const SpanMark& b) {
        return std::tie(a.annotator, a.unit, a.category, a.start, a.end) <
               std::tie(b.annotator, b.unit, b.category, b.start, b.end);
    });
    std::vector<std::pair<std::int32_t, std::int32_t>> read; // annotator, unit
    for (const Reading& reading : all.readings) {
        read.emplace_back(reading.annotator, reading.unit);
    }
    for (const SpanMark& mark : all.marks) {
        read.emplace_back(mark.annotator, mark.unit);
    }
    std::sort(read.begin(), read.end());
    read.erase(std::unique(read.begin(), read.end()), read.end());
    std::size_t next = 0;
    for (const auto& [annotator, unit] : read) {
        ReadText text{unit, annotator, next, next};
        while (text.end < marks.size() && marks[text.end].annotator == annotator &&
               marks[text.end].unit == unit) {
            ++text.end;
        }
        next = text.end;
        texts.push_back(text);
    }
}

std::pair<std::size_t, std::size_t> SpanIndex::textsOf(std::int32_t annotator) const
{
    const auto first =
        std::lower_bound(texts.begin(), texts.end(), annotator,
                         [](const ReadText& text, std::int32_t key) { return text.annotator < key; });
    auto last = first;
    while (last != texts.end() && last->annotator == annotator) {
        ++last;
    }
    return {static_cast<std::size_t>(first - texts.begin()), static_cast<std::size_t>(last - texts.begin())};
}

std::pair<std::size_t, std::size_t> SpanIndex::marksOf(const ReadText& text, std::int32_t category) const
{
    std::size_t first = text.begin;
    while (first < text.end && marks[first].category < category) {
        ++first;
    }
    std::size_t last = first;
    while (last < text.end && marks[last].category == category) {
        ++last;
    }
    return {first, last};
}

} // namespace plumbline::stats
