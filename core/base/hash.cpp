#include "core/base/hash.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace plumbline {

namespace {
constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;
constexpr qsizetype kContentHashBytes = 16;
} // namespace

std::uint64_t mix64(std::uint64_t state, std::uint64_t value)
{
    std::uint64_t z = state + 0x9E3779B97F4A7C15ULL + value;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::uint64_t stableHash(QByteArrayView bytes, std::uint64_t seed)
{
    std::uint64_t hash = kFnvOffset;
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * kFnvPrime;
    }
    return mix64(hash, seed);
}

QByteArray contentHash(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash sha(QCryptographicHash::Sha256);
    for (const QByteArrayView part : parts) {
        const quint64 size = qToLittleEndian(static_cast<quint64>(part.size()));
        sha.addData(QByteArrayView(reinterpret_cast<const char*>(&size), sizeof(size)));
        sha.addData(part);
    }
    return sha.result().left(kContentHashBytes);
}

} // namespace plumbline
