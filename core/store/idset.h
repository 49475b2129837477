#pragma once

#include <QtGlobal>

#include <bit>
#include <cstddef>
#include <vector>

namespace plumbline {

/// A set of row ids, one bit each: a million items take 125 KB. Ids are not negative.
class IdSet
{
public:
    void insert(qint64 id)
    {
        const auto word = static_cast<size_t>(id / kBits);
        if (word >= m_words.size()) {
            m_words.resize(word + word / 4 + 16);
        }
        m_words[word] |= bitOf(id);
    }
    [[nodiscard]] bool contains(qint64 id) const
    {
        const auto word = static_cast<size_t>(id / kBits);
        return word < m_words.size() && (m_words[word] & bitOf(id)) != 0;
    }
    [[nodiscard]] qint64 count() const
    {
        qint64 out = 0;
        for (const quint64 word : m_words) {
            out += std::popcount(word);
        }
        return out;
    }
    /// The lowest id that is not below `from` and in the set (`isIn`) or not in it; −1 when there is none.
    [[nodiscard]] qint64 next(qint64 from, bool isIn = true) const
    {
        auto word = static_cast<size_t>(from / kBits);
        quint64 above = ~quint64(0) << (from % kBits);
        for (; word < m_words.size(); ++word, above = ~quint64(0)) {
            const quint64 bits = (isIn ? m_words[word] : ~m_words[word]) & above;
            if (bits != 0) {
                return static_cast<qint64>(word) * kBits + std::countr_zero(bits);
            }
        }
        return isIn ? -1 : static_cast<qint64>(m_words.size()) * kBits;
    }
    /// Calls `handle(row, id)` for every `stride`-th id, beginning with the lowest (row 0).
    template <typename Handle> void everyNth(qint64 stride, Handle handle) const
    {
        qint64 row = 0;
        for (size_t word = 0; word < m_words.size(); ++word) {
            const int found = std::popcount(m_words[word]);
            const qint64 wanted = (row + stride - 1) / stride * stride;
            if (wanted < row + found) {
                quint64 bits = m_words[word];
                for (qint64 at = row; bits != 0; ++at, bits &= bits - 1) {
                    if (at % stride == 0) {
                        handle(at, static_cast<qint64>(word) * kBits + std::countr_zero(bits));
                    }
                }
            }
            row += found;
        }
    }

private:
    static constexpr qint64 kBits = 64;
    [[nodiscard]] static quint64 bitOf(qint64 id) { return quint64(1) << (id % kBits); }

    std::vector<quint64> m_words;
};

} // namespace plumbline
