#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <cstddef>
#include <cstdint>

namespace plumbline {

/// SHA-256 (FIPS 180-4) of a stream of bytes, by the processor's own instructions where it has them: several
/// times as fast as QCryptographicHash, which takes longer over a file than writing it does.
class Sha256
{
public:
    enum class Engine {
        Best,     ///< whatever this processor does fastest
        Portable, ///< plain C++
    };

    explicit Sha256(Engine engine = Engine::Best);

    void addData(QByteArrayView bytes);
    /// The 32 bytes of the hash. Ends the stream: nothing can be added after it.
    [[nodiscard]] QByteArray result();

private:
    static constexpr size_t kBlock = 64;
    using State = std::array<std::uint32_t, 8>;
    using Compress = void (*)(State& state, const unsigned char* data, size_t blocks);

    [[nodiscard]] static Compress best();
    static void compressPortable(State& state, const unsigned char* data, size_t blocks);
    static void compressByHardware(State& state, const unsigned char* data, size_t blocks);

    Compress m_compress;
    State m_state;
    std::array<unsigned char, kBlock> m_rest{}; ///< the bytes that fill no block yet
    size_t m_restSize = 0;
    std::uint64_t m_size = 0;
};

} // namespace plumbline
