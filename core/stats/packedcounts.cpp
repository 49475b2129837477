#include "core/stats/packedcounts.h"

#include "core/stats/parallel.h"

#include <algorithm>
#include <array>

namespace plumbline::stats {

namespace {

constexpr std::int32_t kMostValues = 8;
constexpr std::size_t kFewestLabels = 10'000;
constexpr std::int64_t kUnitsForEachLabel = 2;
/// Two tables and bytes of up to 127, so that their sum fits into a byte whatever the number of threads.
constexpr std::size_t kParts = 2;
constexpr std::uint64_t kHighBits = 0x8080808080808080;
constexpr std::uint64_t kOnes = 0x0101010101010101;

bool isInside(std::int32_t index, std::int32_t size)
{
    return static_cast<std::uint32_t>(index) < static_cast<std::uint32_t>(size);
}

/// What a part of the labels holds.
struct Part
{
    std::vector<std::uint64_t> words; ///< one a unit
    std::vector<std::uint8_t> seen;   ///< annotators
    bool fits = false;

    void count(const Labels& labels, std::size_t begin, std::size_t end);
};

void Part::count(const Labels& labels, std::size_t begin, std::size_t end)
{
    words.assign(static_cast<std::size_t>(labels.units), 0);
    seen.assign(static_cast<std::size_t>(labels.annotators), 0);
    std::uint64_t high = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const Label& row = labels.rows[i];
        if (!isInside(row.unit, labels.units) || !isInside(row.annotator, labels.annotators) ||
            !isInside(row.value, labels.values)) {
            return;
        }
        std::uint64_t& word = words[static_cast<std::size_t>(row.unit)];
        word += std::uint64_t{1} << (8 * row.value);
        high |= word & kHighBits; // once it is set it stays set, so no carry goes unseen
        seen[static_cast<std::size_t>(row.annotator)] = 1;
    }
    fits = high == 0;
}

bool isShared(std::uint64_t word)
{
    const bool isOneBit = (word & (word - 1)) == 0; // also of 0
    return !isOneBit || (word & ~kOnes) != 0;
}

/// Words with their number, in the order of first sight.
class Groups
{
public:
    Groups()
        : m_places(kSmallest, 0)
    {
    }

    void add(std::uint64_t word)
    {
        std::size_t slot = slotOf(word);
        while (m_places[slot] != 0 && m_words[m_places[slot] - 1] != word) {
            slot = (slot + 1) & (m_places.size() - 1);
        }
        if (m_places[slot] != 0) {
            ++m_numbers[m_places[slot] - 1];
            return;
        }
        m_words.push_back(word);
        m_numbers.push_back(1);
        m_places[slot] = static_cast<std::uint32_t>(m_words.size());
        if (2 * m_words.size() > m_places.size()) {
            grow();
        }
    }

    [[nodiscard]] UnitCounts counts(std::int32_t values) const;

private:
    static constexpr std::size_t kSmallest = 1'024;

    [[nodiscard]] std::size_t slotOf(std::uint64_t word) const
    {
        word *= 0x9E3779B97F4A7C15ULL;
        return (word ^ (word >> 32)) & (m_places.size() - 1);
    }

    void grow()
    {
        m_places.assign(2 * m_places.size(), 0);
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            std::size_t slot = slotOf(m_words[at]);
            while (m_places[slot] != 0) {
                slot = (slot + 1) & (m_places.size() - 1);
            }
            m_places[slot] = static_cast<std::uint32_t>(at + 1);
        }
    }

    std::vector<std::uint32_t> m_places; ///< by hash: one more than the place in m_words; 0: free
    std::vector<std::uint64_t> m_words;
    std::vector<std::int64_t> m_numbers;
};

UnitCounts Groups::counts(std::int32_t values) const
{
    UnitCounts counts;
    counts.values = values;
    counts.begin.push_back(0);
    for (const std::uint64_t word : m_words) {
        for (std::int32_t value = 0; value < values; ++value) {
            const auto count = static_cast<std::int32_t>((word >> (8 * value)) & 0xFF);
            if (count > 0) {
                counts.cells.push_back({value, count});
            }
        }
        counts.begin.push_back(counts.cells.size());
    }
    counts.weights = m_numbers;
    return counts;
}

} // namespace

std::optional<PackedCounts> PackedCounts::of(const Labels& labels, std::size_t threads)
{
    const std::size_t rows = labels.rows.size();
    if (labels.values < 2 || labels.values > kMostValues || rows < kFewestLabels || labels.units <= 0 ||
        labels.annotators <= 0 || labels.units > kUnitsForEachLabel * static_cast<std::int64_t>(rows)) {
        return std::nullopt;
    }
    std::array<Part, kParts> parts;
    const std::size_t size = (rows + kParts - 1) / kParts;
    parallelFor(
        rows, size,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            parts[begin / size].count(labels, begin, end);
        },
        threads);
    if (!std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.fits; })) {
        return std::nullopt;
    }
    PackedCounts out;
    for (std::size_t annotator = 0; annotator < parts[0].seen.size(); ++annotator) {
        out.annotators += parts[0].seen[annotator] | parts[1].seen[annotator];
    }
    Groups groups;
    for (std::size_t unit = 0; unit < parts[0].words.size(); ++unit) {
        const std::uint64_t word = parts[0].words[unit] + parts[1].words[unit];
        if (isShared(word)) {
            groups.add(word);
        }
    }
    out.counts = groups.counts(labels.values);
    return out.annotators > 1 && out.counts.size() > 0 ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace plumbline::stats
