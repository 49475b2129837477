#include "core/stats/confusion.h"

#include <algorithm>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

Confusion::Confusion(std::int32_t size)
    : values(size)
    , counts(static_cast<std::size_t>(size) * static_cast<std::size_t>(size))
{
}

std::int64_t& Confusion::at(std::int32_t first, std::int32_t second)
{
    return counts[static_cast<std::size_t>(first) * static_cast<std::size_t>(values) +
                  static_cast<std::size_t>(second)];
}

std::int64_t Confusion::at(std::int32_t first, std::int32_t second) const
{
    return counts[static_cast<std::size_t>(first) * static_cast<std::size_t>(values) +
                  static_cast<std::size_t>(second)];
}

std::int64_t Confusion::total() const
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::int64_t Confusion::agreed() const
{
    std::int64_t sum = 0;
    for (std::int32_t value = 0; value < values; ++value) {
        sum += at(value, value);
    }
    return sum;
}

std::vector<std::int64_t> Confusion::rowSums() const
{
    std::vector<std::int64_t> sums(static_cast<std::size_t>(values));
    for (std::int32_t first = 0; first < values; ++first) {
        for (std::int32_t second = 0; second < values; ++second) {
            sums[static_cast<std::size_t>(first)] += at(first, second);
        }
    }
    return sums;
}

std::vector<std::int64_t> Confusion::columnSums() const
{
    std::vector<std::int64_t> sums(static_cast<std::size_t>(values));
    for (std::int32_t first = 0; first < values; ++first) {
        for (std::int32_t second = 0; second < values; ++second) {
            sums[static_cast<std::size_t>(second)] += at(first, second);
        }
    }
    return sums;
}

Confusion Confusion::observedOnly() const
{
    const std::vector<std::int64_t> rows = rowSums();
    const std::vector<std::int64_t> columns = columnSums();
    std::vector<std::int32_t> kept;
    for (std::int32_t value = 0; value < values; ++value) {
        if (rows[static_cast<std::size_t>(value)] + columns[static_cast<std::size_t>(value)] > 0) {
            kept.push_back(value);
        }
    }
    Confusion out(static_cast<std::int32_t>(kept.size()));
    out.undefined = undefined;
    out.repeated = repeated;
    for (std::size_t first = 0; first < kept.size(); ++first) {
        for (std::size_t second = 0; second < kept.size(); ++second) {
            out.at(static_cast<std::int32_t>(first), static_cast<std::int32_t>(second)) =
                at(kept[first], kept[second]);
        }
    }
    return out;
}

Confusion confusionOf(const Labels& labels, std::int32_t first, std::int32_t second)
{
    Confusion table(std::max(0, labels.values));
    constexpr std::int32_t kNone = -1;
    constexpr std::int32_t kTwice = -2;
    std::vector<std::int32_t> ofFirst(static_cast<std::size_t>(std::max(0, labels.units)), kNone);
    std::vector<std::int32_t> ofSecond = ofFirst;
    for (const Label& row : labels.rows) {
        if (row.annotator != first && row.annotator != second) {
            continue;
        }
        if (row.unit < 0 || row.unit >= labels.units || row.value < 0 || row.value >= labels.values) {
            table.undefined = u"A label names a unit or a value that is not declared; labels of different "
                              "versions of a scale cannot be compared."_s;
            return table;
        }
        std::int32_t& slot =
            (row.annotator == first ? ofFirst : ofSecond)[static_cast<std::size_t>(row.unit)];
        slot = slot == kNone ? row.value : kTwice;
    }
    for (std::size_t unit = 0; unit < ofFirst.size(); ++unit) {
        if (ofFirst[unit] == kNone || ofSecond[unit] == kNone) {
            continue;
        }
        if (ofFirst[unit] == kTwice || ofSecond[unit] == kTwice) {
            ++table.repeated;
        } else {
            ++table.at(ofFirst[unit], ofSecond[unit]);
        }
    }
    return table;
}

} // namespace plumbline::stats
