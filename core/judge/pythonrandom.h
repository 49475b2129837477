#pragma once

#include <QString>

#include <cstddef>
#include <random>
#include <vector>

namespace plumbline {

/// Python's random.Random seeded by a text (its seeding version 2): SHA-512 of the text's UTF-8 behind the
/// text itself, as one number, into the Mersenne twister MT19937 by init_by_array (Matsumoto & Nishimura
/// 2002). So choices that published programs seeded by a text come out the same here.
class PythonRandom
{
public:
    explicit PythonRandom(const QString& seed);

    /// random(): uniform in [0, 1) with 53 bits.
    [[nodiscard]] double uniform();
    /// choices(range(count), k=1)[0]: floor(random() · count). `count` must be positive.
    [[nodiscard]] std::size_t choice(std::size_t count);
    /// choices(range(n), weights=weights, k=1)[0]: the first index whose cumulative weight lies above
    /// random() · total. The weights must be finite, not negative, and not all zero.
    [[nodiscard]] std::size_t choice(const std::vector<double>& weights);

private:
    std::mt19937 m_twister;
};

} // namespace plumbline
