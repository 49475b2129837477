#pragma once

#include "core/exchange/bytesource.h"
#include "core/exchange/importer.h"
#include "core/exchange/rawrecord.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace plumbline {

/// Where a reader stands between two records.
struct ReadPosition
{
    qint64 offset = 0;      ///< of the next byte, in the decompressed file
    qint64 line = 1;        ///< of the next byte
    bool isInArray = false; ///< inside the file's JSON array
    bool operator==(const ReadPosition&) const = default;
};

/// Reads the records of a file one by one, with memory bounded by the longest record that is allowed.
class RecordReader
{
public:
    /// A longer record is a bad record and is passed over without being kept.
    static constexpr qsizetype kLongestRecord = qsizetype(64) * 1024 * 1024;

    enum class Kind {
        Record, ///< `record` is good as far as the reader can tell
        Bad,    ///< `record` says where, `error` what; reading goes on
        Failed, ///< `error`: nothing more can be read from this file
        End,
    };
    struct Step
    {
        Kind kind = Kind::End;
        RawRecord record;
        Error error;
    };

    /// Opens a file at a position that an earlier reader of it gave. Refuses UTF-16 and binary files.
    /// Errors: NotFound, Io, InvalidData.
    [[nodiscard]] static Result<std::unique_ptr<RecordReader>> open(const QString& path, Framing framing,
                                                                    const ReadPosition& from = {});
    /// The same over bytes in memory.
    [[nodiscard]] static Result<std::unique_ptr<RecordReader>> openBytes(const QByteArray& bytes,
                                                                         Framing framing);

    /// The next record. Its views are valid until the next call.
    [[nodiscard]] Step next();
    /// Where the record after the last one begins.
    [[nodiscard]] ReadPosition position() const { return {m_base + m_begin, m_line, m_isInArray}; }
    /// Bytes of the file as it lies on the disk: read so far, in all.
    [[nodiscard]] qint64 rawPosition() const { return m_source->rawPosition(); }
    [[nodiscard]] qint64 rawSize() const { return m_source->rawSize(); }

private:
    RecordReader(std::unique_ptr<ByteSource> source, Framing framing);
    [[nodiscard]] Result<void> begin(const ReadPosition& from);
    [[nodiscard]] Result<void> checkHead() const;

    /// Reads more bytes behind m_end; false at the end of the file or on an error (m_readError).
    bool more();
    /// The byte at buffer index `at`, reading more if need be; −1 at the end.
    int byteAt(qsizetype& at);
    /// Forgets the bytes of a record that grew too long; `at` follows the buffer.
    void dropIfTooLong(qsizetype& at);
    void passOver(qsizetype count);

    [[nodiscard]] Step nextLine();
    [[nodiscard]] Step nextJson();
    [[nodiscard]] Step nextCsv();
    /// Passes over white space and says what comes next; −1 at the end.
    int skipSpace();
    [[nodiscard]] qsizetype scanJsonValue();
    /// Makes the step of the record m_begin…`end`, and goes on behind it and `after` more bytes.
    [[nodiscard]] Step take(qsizetype end, qsizetype after);
    [[nodiscard]] Step atEnd();
    [[nodiscard]] Step failed(const QString& message);
    [[nodiscard]] static Result<QList<QByteArray>> splitCsv(QByteArrayView text);

    std::unique_ptr<ByteSource> m_source;
    Framing m_framing;
    QByteArray m_buffer;
    qsizetype m_begin = 0; ///< of the next record, in m_buffer
    qsizetype m_end = 0;   ///< of the bytes in m_buffer
    qint64 m_base = 0;     ///< offset of m_buffer[0] in the decompressed file
    qint64 m_line = 1;
    qint64 m_dropped = 0;      ///< bytes of this record that were forgotten
    qint64 m_droppedLines = 0; ///< line ends among them
    QByteArray m_droppedHead;  ///< the first of them
    qint64 m_recordOffset = 0;
    bool m_isInArray = false;
    bool m_isFirst = true; ///< nothing has been read yet
    bool m_isAtEnd = false;
    bool m_hasFailed = false;
    std::optional<Error> m_readError;
};

} // namespace plumbline
