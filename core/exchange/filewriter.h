#pragma once

#include "core/base/sha256.h"
#include "core/exchange/exportoptions.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryFile>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace plumbline {

/// Writes a file that appears under its name only when commit() has succeeded; until then, and when it never
/// is, there is only a temporary file beside it, which goes with the writer. A name that ends in ".gz" or
/// ".zst" is compressed. Compressing, hashing and writing are done by a thread of the file's own, as soon as
/// it has more than one block, while the next block comes together.
class FileWriter
{
public:
    /// Errors: ReadOnly, DiskFull, NotFound (the folder), Io.
    [[nodiscard]] static Result<std::unique_ptr<FileWriter>> open(const QString& path);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    /// Errors: DiskFull, Io.
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    /// Finishes the file, makes it durable and puts it in its place, over an older one of that name.
    /// Errors: DiskFull, Io.
    [[nodiscard]] Result<ExportedFile> commit();

private:
    class Compressor;
    class GzipCompressor;
    class ZstdCompressor;

    explicit FileWriter(const QString& path);
    /// Hands the pending block to the thread. Waits while too many lie there.
    [[nodiscard]] Result<void> passOn();
    /// What the thread does until it is told to end.
    void work();
    void endThread();
    [[nodiscard]] Result<void> process(QByteArrayView block, bool isLast);
    [[nodiscard]] Result<void> writeRaw(QByteArrayView bytes);
    [[nodiscard]] Error ioError() const;

    QString m_path;
    QByteArray m_pending;
    // Used by the thread while there is one:
    std::unique_ptr<QTemporaryFile> m_file;
    std::unique_ptr<Compressor> m_compressor;
    QByteArray m_compressed;
    Sha256 m_hash;
    qint64 m_bytes = 0;
    qint64 m_startedBytes = 0; ///< of which the disk has begun to write
    // Under m_mutex:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_blocks;
    std::deque<QByteArray> m_spare; ///< emptied blocks, to be filled again
    std::optional<Error> m_error;
    bool m_isEnding = false;

    std::thread m_thread;
};

} // namespace plumbline
