#include "core/stats/paircounter.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace plumbline::stats {

namespace {

constexpr std::size_t kBitsPerWord = 64;

using SharedBits = std::int64_t (*)(const std::uint64_t* a, const std::uint64_t* b, std::size_t words);

std::int64_t sharedBitsPlain(const std::uint64_t* a, const std::uint64_t* b, std::size_t words)
{
    std::int64_t sum = 0;
    for (std::size_t word = 0; word < words; ++word) {
        sum += std::popcount(a[word] & b[word]);
    }
    return sum;
}

#if defined(__x86_64__) && defined(__GNUC__)

// The same with the processor's own bit counts: one word at a time, or eight.
__attribute__((target("popcnt"))) std::int64_t sharedBitsByWord(const std::uint64_t* a,
                                                                const std::uint64_t* b, std::size_t words)
{
    std::int64_t sum = 0;
    for (std::size_t word = 0; word < words; ++word) {
        sum += __builtin_popcountll(a[word] & b[word]);
    }
    return sum;
}

__attribute__((target("avx512vpopcntdq"))) std::int64_t
sharedBitsByEight(const std::uint64_t* a, const std::uint64_t* b, std::size_t words)
{
    std::int64_t sum = 0;
    for (std::size_t word = 0; word < words; ++word) {
        sum += __builtin_popcountll(a[word] & b[word]);
    }
    return sum;
}

SharedBits chooseSharedBits()
{
    return __builtin_cpu_supports("avx512vpopcntdq") ? &sharedBitsByEight
           : __builtin_cpu_supports("popcnt")        ? &sharedBitsByWord
                                                     : &sharedBitsPlain;
}

#else

SharedBits chooseSharedBits()
{
    return &sharedBitsPlain;
}

#endif

std::int64_t sharedBits(const std::uint64_t* a, const std::uint64_t* b, std::size_t words)
{
    static const SharedBits chosen = chooseSharedBits();
    return chosen(a, b, words);
}

} // namespace

PairCounter::PairCounter(const Labels& labels)
    : m_annotators(static_cast<std::size_t>(labels.annotators))
    , m_values(static_cast<std::size_t>(labels.values))
    , m_unitBegin(static_cast<std::size_t>(labels.units) + 1)
    , m_annotatorBegin(m_annotators + 1)
{
    for (const Label& row : labels.rows) {
        ++m_annotatorBegin[static_cast<std::size_t>(row.annotator) + 1];
        ++m_unitBegin[static_cast<std::size_t>(row.unit) + 1];
    }
    double walking = 0;
    for (std::size_t unit = 1; unit < m_unitBegin.size(); ++unit) {
        const auto size = static_cast<double>(m_unitBegin[unit]);
        walking += size * (size - 1) / 2;
        m_unitBegin[unit] += m_unitBegin[unit - 1];
    }
    for (std::size_t i = 1; i < m_annotatorBegin.size(); ++i) {
        m_annotatorBegin[i] += m_annotatorBegin[i - 1];
    }
    m_words = (m_unitBegin.size() - 1 + kBitsPerWord - 1) / kBitsPerWord;
    const auto sets = static_cast<double>(m_annotators * m_values);
    const auto words = static_cast<double>(m_words);
    constexpr double kMostWords = 64.0 * 1024 * 1024; // 512 MiB
    if (sets * sets / 2 * words < walking && sets * words < kMostWords) {
        makeBits(labels);
    } else {
        makeEntries(labels);
    }
}

void PairCounter::makeEntries(const Labels& labels)
{
    m_annotatorEntries.resize(labels.rows.size());
    m_unitEntries.resize(labels.rows.size());
    std::vector<std::size_t> next(m_annotatorBegin.begin(), m_annotatorBegin.end() - 1);
    for (const Label& row : labels.rows) {
        m_annotatorEntries[next[static_cast<std::size_t>(row.annotator)]++] = {row.unit, row.value};
    }
    // Filled annotator by annotator, a unit's entries come out in their order.
    next.assign(m_unitBegin.begin(), m_unitBegin.end() - 1);
    for (std::size_t annotator = 0; annotator < m_annotators; ++annotator) {
        for (std::size_t i = m_annotatorBegin[annotator]; i < m_annotatorBegin[annotator + 1]; ++i) {
            const auto unit = static_cast<std::size_t>(m_annotatorEntries[i].key);
            const auto key = static_cast<std::int32_t>(annotator);
            const bool isRepeat = next[unit] > m_unitBegin[unit] && m_unitEntries[next[unit] - 1].key == key;
            m_hasRepeats = m_hasRepeats || isRepeat;
            m_unitEntries[next[unit]++] = {key, m_annotatorEntries[i].value};
        }
    }
}

void PairCounter::makeBits(const Labels& labels)
{
    m_bits.assign(m_annotators * m_values * m_words, 0);
    std::vector<std::uint64_t> seen(m_annotators * m_words);
    for (const Label& row : labels.rows) {
        const auto unit = static_cast<std::size_t>(row.unit);
        const auto annotator = static_cast<std::size_t>(row.annotator);
        const std::size_t word = unit / kBitsPerWord;
        const std::uint64_t bit = std::uint64_t{1} << (unit % kBitsPerWord);
        std::uint64_t& known = seen[annotator * m_words + word];
        m_hasRepeats = m_hasRepeats || (known & bit) != 0;
        known |= bit;
        m_bits[(annotator * m_values + static_cast<std::size_t>(row.value)) * m_words + word] |= bit;
    }
}

void PairCounter::count(std::int32_t first, const Take& take) const
{
    if (m_bits.empty()) {
        countByUnits(static_cast<std::size_t>(first), take);
    } else {
        countByBits(static_cast<std::size_t>(first), take);
    }
}

void PairCounter::countByUnits(std::size_t first, const Take& take) const
{
    // One table for each later annotator, all side by side.
    const std::size_t cells = m_values * m_values;
    std::vector<std::int32_t> tables((m_annotators - first - 1) * cells);
    std::vector<bool> met(m_annotators - first - 1);
    for (std::size_t i = m_annotatorBegin[first]; i < m_annotatorBegin[first + 1]; ++i) {
        const auto unit = static_cast<std::size_t>(m_annotatorEntries[i].key);
        const auto row = static_cast<std::size_t>(m_annotatorEntries[i].value);
        for (std::size_t other = m_unitBegin[unit + 1]; other > m_unitBegin[unit]; --other) {
            const Entry& entry = m_unitEntries[other - 1];
            if (entry.key <= static_cast<std::int32_t>(first)) {
                break;
            }
            const std::size_t later = static_cast<std::size_t>(entry.key) - first - 1;
            ++tables[later * cells + row * m_values + static_cast<std::size_t>(entry.value)];
            met[later] = true;
        }
    }
    for (std::size_t later = 0; later < met.size(); ++later) {
        if (met[later]) {
            Confusion table(static_cast<std::int32_t>(m_values));
            std::copy_n(tables.begin() + static_cast<std::ptrdiff_t>(later * cells), cells,
                        table.counts.begin());
            take(static_cast<std::int32_t>(first + 1 + later), std::move(table));
        }
    }
}

void PairCounter::countByBits(std::size_t first, const Take& take) const
{
    const auto set = [&](std::size_t annotator, std::size_t value) {
        return m_bits.data() + (annotator * m_values + value) * m_words;
    };
    for (std::size_t second = first + 1; second < m_annotators; ++second) {
        Confusion table(static_cast<std::int32_t>(m_values));
        for (std::size_t i = 0; i < m_values; ++i) {
            for (std::size_t j = 0; j < m_values; ++j) {
                table.counts[i * m_values + j] = sharedBits(set(first, i), set(second, j), m_words);
            }
        }
        if (table.total() > 0) {
            take(static_cast<std::int32_t>(second), std::move(table));
        }
    }
}

Labels withoutRepeats(const Labels& labels, std::int64_t& repeated)
{
    Labels out = labels;
    const auto before = [](const Label& a, const Label& b) {
        return std::pair(a.unit, a.annotator) < std::pair(b.unit, b.annotator);
    };
    std::sort(out.rows.begin(), out.rows.end(), before);
    std::vector<Label> kept;
    repeated = 0;
    for (auto first = out.rows.begin(); first != out.rows.end();) {
        const auto last = std::upper_bound(first, out.rows.end(), *first, before);
        if (last - first == 1) {
            kept.push_back(*first);
        } else {
            ++repeated;
        }
        first = last;
    }
    out.rows = std::move(kept);
    return out;
}

} // namespace plumbline::stats
