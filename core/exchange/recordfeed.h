#pragma once

#include "core/exchange/importrun.h"
#include "core/exchange/recordreader.h"

#include <memory>

namespace plumbline {

/// The records of all files of an import, in order, as its importer understands them.
class RecordFeed
{
public:
    enum class Kind { Parsed, Bad, End };
    struct Event
    {
        Kind kind = Kind::End;
        std::unique_ptr<ImportRecord> record; ///< Parsed
        BadLine bad;                          ///< Bad
        RawRecord raw;                        ///< valid until the next call
    };

    /// `memory`: the bytes of the only file when it does not lie on a disk.
    RecordFeed(const QStringList& files, const QByteArray* memory, Importer& importer);

    /// Goes on from a position. Before the first next(). Errors: NotFound, Io, InvalidData.
    [[nodiscard]] Result<void> seek(const ImportPosition& from);
    /// Errors: NotFound, Io; what concerns a record alone is a Bad event.
    [[nodiscard]] Result<Event> next();
    [[nodiscard]] ImportPosition position() const;
    [[nodiscard]] QString fileName() const { return m_files.value(m_file); }

    /// Bytes of the files as they lie on the disk: read so far, in all.
    [[nodiscard]] qint64 done() const;
    [[nodiscard]] qint64 total() const { return m_total; }

private:
    [[nodiscard]] Result<void> openFile(const ReadPosition& from);

    QStringList m_files;
    const QByteArray* m_memory;
    Importer& m_importer;
    std::unique_ptr<RecordReader> m_reader;
    int m_file = 0;
    qint64 m_before = 0; ///< bytes of the files before this one
    qint64 m_total = 0;
};

} // namespace plumbline
