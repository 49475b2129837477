#include "core/judge/pythonrandom.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace plumbline {

namespace {

constexpr std::size_t kWords = 624;

/// Stands for a seed sequence, so that std::mt19937 begins from exactly the state of init_by_array.
class KeyArray
{
public:
    using result_type = std::uint32_t;

    explicit KeyArray(std::vector<std::uint32_t> key)
        : m_key(std::move(key))
    {
    }

    template <typename Iterator> void generate(Iterator begin, Iterator end)
    {
        const std::array<std::uint32_t, kWords> state = stateOf(m_key);
        std::copy_n(state.begin(), std::min<std::ptrdiff_t>(kWords, end - begin), begin);
    }

private:
    [[nodiscard]] static std::array<std::uint32_t, kWords> stateOf(const std::vector<std::uint32_t>& key)
    {
        std::array<std::uint32_t, kWords> state{};
        state[0] = 19650218U;
        for (std::uint32_t i = 1; i < kWords; ++i) {
            state[i] = 1812433253U * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
        }
        std::size_t i = 1;
        const auto step = [&](std::uint32_t factor) {
            state[i] ^= (state[i - 1] ^ (state[i - 1] >> 30)) * factor;
        };
        const auto next = [&] {
            if (++i == kWords) {
                state[0] = state[kWords - 1];
                i = 1;
            }
        };
        std::size_t j = 0;
        for (std::size_t k = std::max(kWords, key.size()); k > 0; --k) {
            step(1664525U);
            state[i] += key[j] + static_cast<std::uint32_t>(j);
            next();
            j = j + 1 == key.size() ? 0 : j + 1;
        }
        for (std::size_t k = kWords - 1; k > 0; --k) {
            step(1566083941U);
            state[i] -= static_cast<std::uint32_t>(i);
            next();
        }
        state[0] = 0x80000000U;
        return state;
    }

    std::vector<std::uint32_t> m_key;
};

/// The number whose big-endian bytes these are, in words of 32 bits, lowest first; at least one word.
std::vector<std::uint32_t> wordsOf(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && bytes.front() == '\0') {
        bytes = bytes.sliced(1);
    }
    std::vector<std::uint32_t> words(
        std::max<std::size_t>(1, (static_cast<std::size_t>(bytes.size()) + 3) / 4));
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const auto place = static_cast<std::size_t>(bytes.size() - 1 - at);
        words[place / 4] |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at]))
                            << (8 * (place % 4));
    }
    return words;
}

std::vector<std::uint32_t> keyOf(const QString& seed)
{
    const QByteArray utf8 = seed.toUtf8();
    return wordsOf(utf8 + QCryptographicHash::hash(utf8, QCryptographicHash::Sha512));
}

} // namespace

PythonRandom::PythonRandom(const QString& seed)
{
    KeyArray key(keyOf(seed));
    m_twister.seed(key);
}

double PythonRandom::uniform()
{
    const auto high = static_cast<std::uint32_t>(m_twister() >> 5);
    const auto low = static_cast<std::uint32_t>(m_twister() >> 6);
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

std::size_t PythonRandom::choice(std::size_t count)
{
    Q_ASSERT(count > 0);
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

std::size_t PythonRandom::choice(const std::vector<double>& weights)
{
    Q_ASSERT(!weights.empty());
    std::vector<double> sums(weights.size());
    std::partial_sum(weights.begin(), weights.end(), sums.begin());
    const double at = uniform() * sums.back();
    const auto found = std::upper_bound(sums.begin(), sums.end() - 1, at);
    return static_cast<std::size_t>(found - sums.begin());
}

} // namespace plumbline
