#pragma once

#include "core/exchange/exportoptions.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <QTemporaryFile>

#include <future>
#include <memory>

namespace plumbline {

/// Writes a file that appears under its name only when commit() has succeeded; until then, and when it never
/// is, there is only a temporary file beside it, which goes with the writer. A name that ends in ".gz" or
/// ".zst" is compressed.
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
    [[nodiscard]] Result<void> flush(bool isLast);
    [[nodiscard]] Result<void> writeRaw(QByteArrayView bytes);
    [[nodiscard]] Error ioError() const;

    QString m_path;
    std::unique_ptr<QTemporaryFile> m_file;
    std::unique_ptr<Compressor> m_compressor;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    QByteArray m_pending;
    QByteArray m_compressed;
    qint64 m_bytes = 0;
    QByteArray m_hashed;         ///< what m_hashing reads
    std::future<void> m_hashing; ///< adds m_hashed to m_hash; goes first
};

} // namespace plumbline
