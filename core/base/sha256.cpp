#include "core/base/sha256.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define PLUMBLINE_SHA_INSTRUCTIONS 1
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace plumbline {

namespace {

// FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<std::uint32_t, 64> kRound{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

} // namespace

Sha256::Sha256(Engine engine)
    : m_compress(engine == Engine::Best ? best() : compressPortable)
    , m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
{
}

void Sha256::addData(QByteArrayView bytes)
{
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    auto size = static_cast<size_t>(bytes.size());
    m_size += size;
    if (m_restSize > 0) {
        const size_t taken = std::min(size, kBlock - m_restSize);
        std::copy_n(data, taken, m_rest.begin() + static_cast<std::ptrdiff_t>(m_restSize));
        m_restSize += taken;
        data += taken;
        size -= taken;
        if (m_restSize < kBlock) {
            return;
        }
        m_compress(m_state, m_rest.data(), 1);
        m_restSize = 0;
    }
    m_compress(m_state, data, size / kBlock);
    m_restSize = size % kBlock;
    std::copy_n(data + (size - m_restSize), m_restSize, m_rest.begin());
}

QByteArray Sha256::result()
{
    const quint64 bits = qToBigEndian(static_cast<quint64>(m_size) * 8);
    QByteArray end(1, '\x80');
    const size_t used = (m_restSize + 1 + sizeof(bits)) % kBlock;
    end.append(static_cast<qsizetype>(used == 0 ? 0 : kBlock - used), '\0');
    end.append(reinterpret_cast<const char*>(&bits), sizeof(bits));
    addData(end);
    QByteArray out;
    for (const std::uint32_t word : m_state) {
        const quint32 big = qToBigEndian(word);
        out.append(reinterpret_cast<const char*>(&big), sizeof(big));
    }
    return out;
}

void Sha256::compressPortable(State& state, const unsigned char* data, size_t blocks)
{
    std::array<std::uint32_t, 64> w{};
    for (; blocks > 0; --blocks, data += kBlock) {
        for (size_t t = 0; t < 16; ++t) {
            w[t] = qFromBigEndian<quint32>(data + 4 * t);
        }
        for (size_t t = 16; t < 64; ++t) {
            const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
            const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (size_t t = 0; t < 64; ++t) {
            const std::uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
            const std::uint32_t t1 = h + sum1 + ((e & f) ^ (~e & g)) + kRound[t] + w[t];
            const std::uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
            const std::uint32_t t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        const State after{a, b, c, d, e, f, g, h};
        for (size_t index = 0; index < state.size(); ++index) {
            state[index] += after[index];
        }
    }
}

#ifdef PLUMBLINE_SHA_INSTRUCTIONS

Sha256::Compress Sha256::best()
{
    static const bool hasInstructions = [] {
        constexpr unsigned kShaBit = 1U << 29;   // leaf 7, EBX
        constexpr unsigned kSse41Bit = 1U << 19; // leaf 1, ECX
        unsigned a = 0;
        unsigned b = 0;
        unsigned c = 0;
        unsigned d = 0;
        const bool hasSse41 = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & kSse41Bit) != 0;
        return hasSse41 && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kShaBit) != 0;
    }();
    return hasInstructions ? compressByHardware : compressPortable;
}

/// Intel 64 and IA-32 Software Developer's Manual, volume 2, SHA256RNDS2, SHA256MSG1, SHA256MSG2: the state
/// is held as (a, b, e, f) and (c, d, g, h), each instruction makes two rounds.
__attribute__((target("sha,sse4.1"))) void Sha256::compressByHardware(State& state, const unsigned char* data,
                                                                      size_t blocks)
{
    const __m128i bigEndian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    const auto lane = [&state](size_t index) { return static_cast<int>(state[index]); };
    __m128i abef = _mm_set_epi32(lane(0), lane(1), lane(4), lane(5));
    __m128i cdgh = _mm_set_epi32(lane(2), lane(3), lane(6), lane(7));
    for (; blocks > 0; --blocks, data += kBlock) {
        const __m128i abefBefore = abef;
        const __m128i cdghBefore = cdgh;
        __m128i w[4];
        for (size_t four = 0; four < 16; ++four) {
            __m128i& now = w[four % 4];
            if (four < 4) {
                now = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data + 16 * four)),
                                       bigEndian);
            } else {
                const __m128i last = w[(four + 3) % 4];
                const __m128i seventh = _mm_alignr_epi8(last, w[(four + 2) % 4], 4);
                now = _mm_sha256msg2_epu32(
                    _mm_add_epi32(_mm_sha256msg1_epu32(now, w[(four + 1) % 4]), seventh), last);
            }
            const __m128i sum = _mm_add_epi32(
                now, _mm_load_si128(reinterpret_cast<const __m128i*>(kRound.data() + 4 * four)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    std::array<std::uint32_t, 4> first{};
    std::array<std::uint32_t, 4> second{};
    std::memcpy(first.data(), &abef, sizeof(abef));
    std::memcpy(second.data(), &cdgh, sizeof(cdgh));
    state = {first[3], first[2], second[3], second[2], first[1], first[0], second[1], second[0]};
}

#else

Sha256::Compress Sha256::best()
{
    return compressPortable;
}

void Sha256::compressByHardware(State& state, const unsigned char* data, size_t blocks)
{
    compressPortable(state, data, blocks);
}

#endif

} // namespace plumbline
