#include "core/exchange/bytesource.h"

#include "core/base/counted.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <optional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kRawChunk = 128 * 1024;

class PlainSource final : public ByteSource
{
public:
    explicit PlainSource(std::unique_ptr<QIODevice> device)
        : ByteSource(std::move(device))
    {
    }

    Result<qint64> read(char* data, qint64 size) override { return readRaw(data, size); }

    Result<void> skip(qint64 bytes) override
    {
        if (m_device->pos() + bytes > m_device->size() || !m_device->seek(m_device->pos() + bytes)) {
            return makeError(
                ErrorCode::InvalidData,
                u"The file is shorter than it was when the import began. Start the import anew."_s);
        }
        return {};
    }
};

Error damaged(const QString& what, qint64 position, qint64 given)
{
    return makeError(
        ErrorCode::InvalidData,
        u"%1, at byte %2 of the compressed file, after %3 of text. Copy or download it again."_s.arg(what)
            .arg(position)
            .arg(counted(given, u"byte"_s)));
}

class GzipSource final : public ByteSource
{
public:
    explicit GzipSource(std::unique_ptr<QIODevice> device)
        : ByteSource(std::move(device))
    {
        m_isReady = inflateInit2(&m_stream, 15 + 16) == Z_OK;
    }
    ~GzipSource() override { inflateEnd(&m_stream); }
    GzipSource(const GzipSource&) = delete;

    Result<qint64> read(char* data, qint64 size) override
    {
        if (!m_isReady) {
            return makeError(ErrorCode::Io, u"The gzip decompressor did not start: no memory is left."_s);
        }
        m_begin = data;
        m_stream.next_out = reinterpret_cast<Bytef*>(data);
        m_stream.avail_out = static_cast<uInt>(size);
        while (m_stream.avail_out > 0 && !m_isAtEnd) {
            if (const Result<void> stepped = step(); !stepped) {
                m_error = stepped.error(); // told when all that came before it has been handed out
                m_isAtEnd = true;
            }
        }
        const qint64 count = size - m_stream.avail_out;
        m_given += count;
        if (count == 0 && m_error) {
            return *m_error;
        }
        return count;
    }

private:
    /// Inflates some more; sets m_isAtEnd after the last member.
    Result<void> step()
    {
        if (m_stream.avail_in == 0) {
            PLUMBLINE_ASSIGN(const qint64 count, readRaw(m_raw.data(), kRawChunk));
            m_stream.next_in = reinterpret_cast<Bytef*>(m_raw.data());
            m_stream.avail_in = static_cast<uInt>(count);
            if (count == 0) {
                m_isAtEnd = true;
                return m_isBetweenMembers
                           ? Result<void>()
                           : damaged(u"The gzip file ends too early"_s, rawPosition(), given());
            }
        }
        if (m_isBetweenMembers) {
            inflateReset(&m_stream); // several gzip files one after the other are one
            m_isBetweenMembers = false;
        }
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        if (code == Z_STREAM_END) {
            m_isBetweenMembers = true;
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            return damaged(u"The gzip file is damaged"_s, rawPosition() - m_stream.avail_in, given());
        }
        return {};
    }
    [[nodiscard]] qint64 given() const
    {
        return m_given + (reinterpret_cast<char*>(m_stream.next_out) - m_begin);
    }

    z_stream m_stream{};
    std::array<char, kRawChunk> m_raw{};
    std::optional<Error> m_error;
    char* m_begin = nullptr;
    qint64 m_given = 0;
    bool m_isReady = false;
    bool m_isBetweenMembers = false;
    bool m_isAtEnd = false;
};

class ZstdSource final : public ByteSource
{
public:
    explicit ZstdSource(std::unique_ptr<QIODevice> device)
        : ByteSource(std::move(device))
        , m_stream(ZSTD_createDStream())
    {
    }
    ~ZstdSource() override { ZSTD_freeDStream(m_stream); }
    ZstdSource(const ZstdSource&) = delete;

    Result<qint64> read(char* data, qint64 size) override
    {
        ZSTD_outBuffer out{data, static_cast<size_t>(size), 0};
        while (out.pos < out.size && !m_isAtEnd) {
            if (const Result<void> stepped = step(out); !stepped) {
                m_error = stepped.error(); // told when all that came before it has been handed out
                m_isAtEnd = true;
            }
        }
        if (out.pos == 0 && m_error) {
            return *m_error;
        }
        return static_cast<qint64>(out.pos);
    }

private:
    Result<void> step(ZSTD_outBuffer& out)
    {
        if (m_in.pos == m_in.size) {
            PLUMBLINE_ASSIGN(const qint64 count, readRaw(m_raw.data(), kRawChunk));
            m_in = {m_raw.data(), static_cast<size_t>(count), 0};
            if (count == 0) {
                m_isAtEnd = true;
                return m_hint == 0 ? Result<void>()
                                   : damaged(u"The zstd file ends too early"_s, rawPosition(), m_given);
            }
        }
        const size_t before = out.pos;
        m_hint = ZSTD_decompressStream(m_stream, &out, &m_in);
        m_given += static_cast<qint64>(out.pos - before);
        if (ZSTD_isError(m_hint) != 0) {
            return damaged(u"The zstd file is damaged"_s,
                           rawPosition() - static_cast<qint64>(m_in.size - m_in.pos), m_given);
        }
        return {};
    }

    ZSTD_DStream* m_stream;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    std::array<char, kRawChunk> m_raw{};
    std::optional<Error> m_error;
    size_t m_hint = 0;
    qint64 m_given = 0;
    bool m_isAtEnd = false;
};

} // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::open(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return makeError(ErrorCode::NotFound, u"The file “%1” does not exist."_s.arg(path)).inFile(path);
    }
    if (info.isDir()) {
        return makeError(ErrorCode::InvalidArgument, u"“%1” is a folder, not a file."_s.arg(path))
            .inFile(path);
    }
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, u"The file could not be opened: %1."_s.arg(file->errorString()))
            .inFile(path);
    }
    return wrap(std::move(file));
}

std::unique_ptr<ByteSource> ByteSource::fromBytes(const QByteArray& bytes)
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    buffer->open(QIODevice::ReadOnly);
    return wrap(std::move(buffer));
}

std::unique_ptr<ByteSource> ByteSource::wrap(std::unique_ptr<QIODevice> device)
{
    const QByteArray magic = device->peek(4);
    if (magic.startsWith("\x1f\x8b")) {
        return std::make_unique<GzipSource>(std::move(device));
    }
    if (magic == QByteArrayView("\x28\xb5\x2f\xfd")) {
        return std::make_unique<ZstdSource>(std::move(device));
    }
    return std::make_unique<PlainSource>(std::move(device));
}

Result<void> ByteSource::skip(qint64 bytes)
{
    std::array<char, 64 * 1024> scratch{};
    while (bytes > 0) {
        PLUMBLINE_ASSIGN(const qint64 count,
                         read(scratch.data(), std::min<qint64>(bytes, static_cast<qint64>(scratch.size()))));
        if (count == 0) {
            return makeError(
                ErrorCode::InvalidData,
                u"The file is shorter than it was when the import began. Start the import anew."_s);
        }
        bytes -= count;
    }
    return {};
}

Result<qint64> ByteSource::readRaw(char* data, qint64 size)
{
    const qint64 count = m_device->read(data, size);
    if (count < 0) {
        return makeError(ErrorCode::Io,
                         u"The file could not be read to its end: %1."_s.arg(m_device->errorString()));
    }
    return count;
}

} // namespace plumbline
