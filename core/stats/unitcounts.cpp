#include "core/stats/unitcounts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isInside(std::int32_t index, std::int32_t size)
{
    return index >= 0 && index < size;
}

/// What can be wrong with any kind of label.
template <typename AnyLabels> QString sharedProblem(const AnyLabels& labels)
{
    if (labels.rows.empty()) {
        return u"There are no labels; collect labels first."_s;
    }
    std::vector<std::int32_t> counts(static_cast<std::size_t>(std::max(0, labels.units)));
    bool several = false;
    bool shared = false;
    for (const auto& row : labels.rows) {
        if (!isInside(row.unit, labels.units) || !isInside(row.annotator, labels.annotators)) {
            return u"A label names a unit or an annotator that is not declared."_s;
        }
        several = several || row.annotator != labels.rows.front().annotator;
        shared = ++counts[static_cast<std::size_t>(row.unit)] > 1 || shared;
    }
    if (labels.rows.size() == 1) {
        return u"There is one label only; agreement needs two labels on the same unit."_s;
    }
    if (!several) {
        return u"All labels are from one annotator; agreement needs a second annotator on the same units."_s;
    }
    if (!shared) {
        return u"No unit has two labels; let two annotators label the same units."_s;
    }
    return {};
}

template <typename AnyLabels> std::int64_t countAnnotators(const AnyLabels& labels)
{
    std::vector<std::uint8_t> seen(static_cast<std::size_t>(std::max(0, labels.annotators)));
    for (const auto& row : labels.rows) {
        seen[static_cast<std::size_t>(row.annotator)] = 1;
    }
    return std::count(seen.begin(), seen.end(), 1);
}

/// Values of each unit side by side: a counting sort by unit.
struct ByUnit
{
    std::vector<std::size_t> begin;
    std::vector<std::int32_t> values;

    explicit ByUnit(const Labels& labels)
        : begin(static_cast<std::size_t>(labels.units) + 1)
        , values(labels.rows.size())
    {
        for (const Label& row : labels.rows) {
            ++begin[static_cast<std::size_t>(row.unit) + 1];
        }
        for (std::size_t unit = 1; unit < begin.size(); ++unit) {
            begin[unit] += begin[unit - 1];
        }
        std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
        for (const Label& row : labels.rows) {
            values[next[static_cast<std::size_t>(row.unit)]++] = row.value;
        }
    }
};

std::uint64_t hashOf(const UnitCounts::Cell* first, const UnitCounts::Cell* last)
{
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    for (; first != last; ++first) {
        hash ^= (static_cast<std::uint64_t>(static_cast<std::uint32_t>(first->value)) << 32) |
                static_cast<std::uint32_t>(first->count);
        hash *= 0xBF58476D1CE4E5B9ULL;
        hash ^= hash >> 31;
    }
    return hash;
}

bool isSame(const UnitCounts::Cell& a, const UnitCounts::Cell& b)
{
    return a.value == b.value && a.count == b.count;
}

} // namespace

QString agreementProblem(const Labels& labels)
{
    const bool inside = std::all_of(labels.rows.begin(), labels.rows.end(),
                                    [&](const Label& row) { return isInside(row.value, labels.values); });
    if (!inside) {
        return u"A label has a value that is not on the declared scale; labels of different versions of a "
               "scale cannot be compared."_s;
    }
    if (!labels.rows.empty() && labels.values == 1) {
        return u"The scale has one value only, so labels cannot differ."_s;
    }
    return sharedProblem(labels);
}

QString agreementProblem(const NumericLabels& labels)
{
    const bool finite = std::all_of(labels.rows.begin(), labels.rows.end(),
                                    [](const NumericLabel& row) { return std::isfinite(row.value); });
    if (!finite) {
        return u"A value is not a finite number; correct it or leave it out."_s;
    }
    return sharedProblem(labels);
}

std::int64_t activeAnnotators(const Labels& labels)
{
    return countAnnotators(labels);
}

std::int64_t activeAnnotators(const NumericLabels& labels)
{
    return countAnnotators(labels);
}

UnitCounts UnitCounts::of(const Labels& labels, std::int32_t fewest)
{
    UnitCounts counts;
    counts.values = labels.values;
    counts.begin.reserve(static_cast<std::size_t>(labels.units) + 1);
    counts.begin.push_back(0);
    counts.cells.reserve(labels.rows.size());
    counts.weights.reserve(static_cast<std::size_t>(labels.units));
    constexpr std::int32_t kFewValues = 32;
    constexpr std::int64_t kCellsForEachLabel = 4;
    const std::int64_t cells = std::int64_t{labels.units} * labels.values;
    if (labels.values <= kFewValues && cells <= kCellsForEachLabel * std::ssize(labels.rows)) {
        counts.addByTable(labels, std::max(fewest, 1));
    } else {
        counts.addBySorting(labels, std::max(fewest, 1));
    }
    return counts;
}

void UnitCounts::addByTable(const Labels& labels, std::int32_t fewest)
{
    const auto size = static_cast<std::size_t>(values);
    std::vector<std::int32_t> table(static_cast<std::size_t>(labels.units) * size);
    for (const Label& row : labels.rows) {
        ++table[static_cast<std::size_t>(row.unit) * size + static_cast<std::size_t>(row.value)];
    }
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(labels.units); ++unit) {
        const std::int32_t* line = table.data() + unit * size;
        if (std::accumulate(line, line + size, std::int64_t{0}) < fewest) {
            continue;
        }
        for (std::int32_t value = 0; value < values; ++value) {
            if (line[value] > 0) {
                cells.push_back({value, line[value]});
            }
        }
        begin.push_back(cells.size());
        weights.push_back(1);
    }
}

void UnitCounts::addBySorting(const Labels& labels, std::int32_t fewest)
{
    ByUnit units(labels);
    for (std::size_t unit = 0; unit + 1 < units.begin.size(); ++unit) {
        const auto first = units.values.begin() + static_cast<std::ptrdiff_t>(units.begin[unit]);
        const auto last = units.values.begin() + static_cast<std::ptrdiff_t>(units.begin[unit + 1]);
        if (last - first < fewest) {
            continue;
        }
        std::sort(first, last);
        for (auto value = first; value != last; ++value) {
            if (value != first && cells.back().value == *value) {
                ++cells.back().count;
            } else {
                cells.push_back({*value, 1});
            }
        }
        begin.push_back(cells.size());
        weights.push_back(1);
    }
}

UnitCounts UnitCounts::grouped() const
{
    UnitCounts out;
    out.values = values;
    out.begin.push_back(0);
    std::size_t slots = 1;
    while (slots < 2 * size()) {
        slots *= 2;
    }
    constexpr std::uint32_t kFree = 0;
    std::vector<std::uint32_t> places(slots, kFree); // one more than the place in `out`, by hash
    for (std::size_t unit = 0; unit < size(); ++unit) {
        const Cell* first = cells.data() + begin[unit];
        const Cell* last = cells.data() + begin[unit + 1];
        std::size_t slot = hashOf(first, last) & (slots - 1);
        const auto isOther = [&](std::uint32_t place) {
            return !std::equal(first, last, out.cells.data() + out.begin[place - 1],
                               out.cells.data() + out.begin[place], isSame);
        };
        while (places[slot] != kFree && isOther(places[slot])) {
            slot = (slot + 1) & (slots - 1);
        }
        if (places[slot] != kFree) {
            out.weights[places[slot] - 1] += weights[unit];
            continue;
        }
        out.cells.insert(out.cells.end(), first, last);
        out.begin.push_back(out.cells.size());
        out.weights.push_back(weights[unit]);
        places[slot] = static_cast<std::uint32_t>(out.size());
    }
    return out;
}

std::int64_t UnitCounts::labelsOf(std::size_t unit) const
{
    std::int64_t sum = 0;
    for (std::size_t cell = begin[unit]; cell < begin[unit + 1]; ++cell) {
        sum += cells[cell].count;
    }
    return sum;
}

IndexedValues IndexedValues::of(const NumericLabels& labels)
{
    std::vector<std::pair<double, std::size_t>> sorted;
    sorted.reserve(labels.rows.size());
    for (std::size_t row = 0; row < labels.rows.size(); ++row) {
        sorted.emplace_back(labels.rows[row].value, row);
    }
    std::sort(sorted.begin(), sorted.end());
    IndexedValues out;
    out.labels.units = labels.units;
    out.labels.annotators = labels.annotators;
    out.labels.rows.resize(labels.rows.size());
    for (const auto& [value, row] : sorted) {
        if (out.distinct.empty() || out.distinct.back() != value) {
            out.distinct.push_back(value);
        }
        const NumericLabel& from = labels.rows[row];
        out.labels.rows[row] = {from.unit, from.annotator,
                                static_cast<std::int32_t>(out.distinct.size() - 1)};
    }
    out.labels.values = static_cast<std::int32_t>(out.distinct.size());
    return out;
}

} // namespace plumbline::stats
