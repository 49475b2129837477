#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <memory>

namespace plumbline {

/// The bytes of a file from start to end, decompressed when its first bytes say gzip or zstd.
class ByteSource
{
public:
    /// Errors: NotFound, Io.
    [[nodiscard]] static Result<std::unique_ptr<ByteSource>> open(const QString& path);
    /// The same over bytes in memory.
    [[nodiscard]] static std::unique_ptr<ByteSource> fromBytes(const QByteArray& bytes);
    virtual ~ByteSource() = default;

    /// Reads at most `size` bytes; 0 at the end. Errors: Io; InvalidData when a compressed file is damaged or
    /// ends too early, with the place.
    [[nodiscard]] virtual Result<qint64> read(char* data, qint64 size) = 0;
    /// Passes over `bytes` decompressed bytes. Errors: as read(); InvalidData when the file is shorter.
    [[nodiscard]] virtual Result<void> skip(qint64 bytes);

    /// Bytes of the file as it lies on the disk: read so far, in all.
    [[nodiscard]] qint64 rawPosition() const { return m_device->pos(); }
    [[nodiscard]] qint64 rawSize() const { return m_device->size(); }

protected:
    explicit ByteSource(std::unique_ptr<QIODevice> device)
        : m_device(std::move(device))
    {
    }
    /// Reads from the device. Errors: Io.
    [[nodiscard]] Result<qint64> readRaw(char* data, qint64 size);

    std::unique_ptr<QIODevice> m_device;

private:
    [[nodiscard]] static std::unique_ptr<ByteSource> wrap(std::unique_ptr<QIODevice> device);
};

} // namespace plumbline
