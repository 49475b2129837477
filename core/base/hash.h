#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <cstdint>
#include <initializer_list>

namespace plumbline {

/// 64-bit mix of a state and a value (splitmix64 finaliser, Steele et al. 2014). Stable across versions and
/// machines: queue orders and shuffled sides depend on it.
[[nodiscard]] std::uint64_t mix64(std::uint64_t state, std::uint64_t value);

/// Stable 64-bit hash of bytes under a seed: FNV-1a over the bytes, then mixed. Not for hostile input.
[[nodiscard]] std::uint64_t stableHash(QByteArrayView bytes, std::uint64_t seed = 0);

/// 128-bit content hash (first half of SHA-256) of length-prefixed parts: ("ab","c") differs from ("a","bc").
[[nodiscard]] QByteArray contentHash(std::initializer_list<QByteArrayView> parts);

} // namespace plumbline
