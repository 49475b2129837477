#include "core/exchange/filewriter.h"

#include <QDir>
#include <QFileInfo>

#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kChunk = 512 * 1024;
constexpr size_t kMostBlocks = 4;               ///< that wait for the thread
constexpr qint64 kStartEvery = qint64(8) << 20; ///< bytes that the disk is told to begin with

} // namespace

class FileWriter::Compressor
{
public:
    virtual ~Compressor() = default;
    /// Compresses `bytes` into `out`, which is overwritten; with `isLast` the file is ended.
    [[nodiscard]] virtual Result<void> run(QByteArrayView bytes, bool isLast, QByteArray& out) = 0;
};

class FileWriter::GzipCompressor final : public Compressor
{
public:
    GzipCompressor()
    {
        m_isReady = deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
                                 Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~GzipCompressor() override { deflateEnd(&m_stream); }
    GzipCompressor(const GzipCompressor&) = delete;

    Result<void> run(QByteArrayView bytes, bool isLast, QByteArray& out) override
    {
        if (!m_isReady) {
            return makeError(ErrorCode::Io, u"The gzip compressor did not start: no memory is left."_s);
        }
        out.resize(0);
        // zlib does not change its input; its old interface only forgets to say so.
        m_stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        int code = Z_OK;
        do {
            const qsizetype had = out.size();
            out.resize(had + kChunk);
            m_stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
            m_stream.avail_out = static_cast<uInt>(kChunk);
            code = deflate(&m_stream, isLast ? Z_FINISH : Z_NO_FLUSH);
            out.resize(had + kChunk - static_cast<qsizetype>(m_stream.avail_out));
        } while (m_stream.avail_out == 0 || (isLast && code == Z_OK));
        return {};
    }

private:
    z_stream m_stream{};
    bool m_isReady = false;
};

class FileWriter::ZstdCompressor final : public Compressor
{
public:
    ZstdCompressor()
        : m_context(ZSTD_createCCtx())
    {
        ZSTD_CCtx_setParameter(m_context, ZSTD_c_checksumFlag, 1);
    }
    ~ZstdCompressor() override { ZSTD_freeCCtx(m_context); }
    ZstdCompressor(const ZstdCompressor&) = delete;

    Result<void> run(QByteArrayView bytes, bool isLast, QByteArray& out) override
    {
        out.resize(0);
        ZSTD_inBuffer in{bytes.data(), static_cast<size_t>(bytes.size()), 0};
        size_t left = 0;
        do {
            const qsizetype had = out.size();
            out.resize(had + kChunk);
            ZSTD_outBuffer buffer{out.data() + had, static_cast<size_t>(kChunk), 0};
            left = ZSTD_compressStream2(m_context, &buffer, &in, isLast ? ZSTD_e_end : ZSTD_e_continue);
            out.resize(had + static_cast<qsizetype>(buffer.pos));
            if (ZSTD_isError(left) != 0) {
                return makeError(ErrorCode::Io, u"The zstd compressor failed: %1."_s.arg(
                                                    QString::fromLatin1(ZSTD_getErrorName(left))));
            }
        } while (isLast ? left != 0 : in.pos < in.size);
        return {};
    }

private:
    ZSTD_CCtx* m_context;
};

FileWriter::FileWriter(const QString& path)
    : m_path(path)
{
}

FileWriter::~FileWriter()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_blocks.clear(); // nobody wants them any more
    }
    endThread();
}

Result<std::unique_ptr<FileWriter>> FileWriter::open(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        return makeError(ErrorCode::InvalidArgument, u"“%1” is a folder. Name a file."_s.arg(path))
            .inFile(path);
    }
    if (!info.absoluteDir().exists()) {
        return makeError(ErrorCode::NotFound, u"The folder “%1” does not exist."_s.arg(info.absolutePath()))
            .inFile(path);
    }
    std::unique_ptr<FileWriter> writer(new FileWriter(path));
    writer->m_file =
        std::make_unique<QTemporaryFile>(info.absolutePath() + u"/."_s + info.fileName() + u".XXXXXX"_s);
    if (!writer->m_file->open()) {
        return makeError(ErrorCode::ReadOnly, u"Nothing can be written into the folder “%1”: %2."_s.arg(
                                                  info.absolutePath(), writer->m_file->errorString()))
            .inFile(path);
    }
    writer->m_file->setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup |
                                   QFile::ReadOther);
    if (path.endsWith(u".gz"_s, Qt::CaseInsensitive)) {
        writer->m_compressor = std::make_unique<GzipCompressor>();
    } else if (path.endsWith(u".zst"_s, Qt::CaseInsensitive)) {
        writer->m_compressor = std::make_unique<ZstdCompressor>();
    }
    return writer;
}

Error FileWriter::ioError() const
{
    if (m_file->error() == QFileDevice::ResourceError || errno == ENOSPC || errno == EDQUOT) {
        return makeError(ErrorCode::DiskFull,
                         u"The disk is full. Nothing was written; free some space and export again."_s)
            .inFile(m_path);
    }
    return makeError(ErrorCode::Io, u"The file could not be written: %1."_s.arg(m_file->errorString()))
        .inFile(m_path);
}

Result<void> FileWriter::writeRaw(QByteArrayView bytes)
{
    m_hash.addData(bytes);
    errno = 0;
    if (m_file->write(bytes.data(), bytes.size()) != bytes.size()) {
        return ioError();
    }
    m_bytes += bytes.size();
#ifdef Q_OS_LINUX
    if (m_bytes - m_startedBytes >= kStartEvery) {
        // The disk begins now, so that the sync at the end finds little left to do. Failing does no harm.
        m_file->flush();
        ::sync_file_range(m_file->handle(), m_startedBytes, m_bytes - m_startedBytes, SYNC_FILE_RANGE_WRITE);
        m_startedBytes = m_bytes;
    }
#endif
    return {};
}

Result<void> FileWriter::process(QByteArrayView block, bool isLast)
{
    if (!m_compressor) {
        return writeRaw(block);
    }
    PLUMBLINE_TRY(m_compressor->run(block, isLast, m_compressed));
    return writeRaw(m_compressed);
}

void FileWriter::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return !m_blocks.empty() || m_isEnding; });
        if (m_blocks.empty()) {
            return;
        }
        QByteArray block = std::move(m_blocks.front());
        m_blocks.pop_front();
        if (!m_error) {
            lock.unlock();
            const Result<void> done = process(block, false);
            lock.lock();
            if (!done) {
                m_error = done.error();
            }
        }
        m_spare.push_back(std::move(block));
        m_changed.notify_all();
    }
}

void FileWriter::endThread()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

Result<void> FileWriter::passOn()
{
    if (!m_thread.joinable()) {
        m_thread = std::thread([this] { work(); });
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_blocks.size() < kMostBlocks || m_error; });
    if (m_error) {
        return *m_error;
    }
    m_blocks.push_back(std::move(m_pending));
    m_pending = QByteArray();
    if (!m_spare.empty()) {
        m_pending = std::move(m_spare.front());
        m_spare.pop_front();
    }
    m_changed.notify_all();
    lock.unlock();
    m_pending.resize(0);
    m_pending.reserve(kChunk);
    return {};
}

Result<void> FileWriter::write(QByteArrayView bytes)
{
    m_pending += bytes;
    return m_pending.size() >= kChunk ? passOn() : Result<void>();
}

Result<ExportedFile> FileWriter::commit()
{
    endThread();
    if (m_error) {
        return *m_error;
    }
    PLUMBLINE_TRY(process(m_pending, true));
    errno = 0;
    if (!m_file->flush() || ::fsync(m_file->handle()) != 0) {
        return ioError();
    }
    const QByteArray from = QFile::encodeName(m_file->fileName());
    const QByteArray to = QFile::encodeName(m_path);
    if (std::rename(from.constData(), to.constData()) != 0) {
        return ioError();
    }
    m_file->setAutoRemove(false);
    m_file->close();
    return ExportedFile{m_path, m_bytes, QString::fromLatin1(m_hash.result().toHex())};
}

} // namespace plumbline
