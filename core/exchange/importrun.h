#pragma once

#include "core/exchange/format.h"
#include "core/store/store.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace plumbline {

/// Where an import of several files stands: everything before it has been applied.
struct ImportPosition
{
    int file = 0;      ///< index into ImportRun::files()
    qint64 offset = 0; ///< of the next record, in the decompressed file
    qint64 line = 1;
    bool isInArray = false; ///< between two elements of a JSON array
    bool operator==(const ImportPosition&) const = default;
};

/// What a running import asks and tells.
class ImportObserver
{
public:
    virtual ~ImportObserver() = default;
    [[nodiscard]] virtual bool isCancelled() const { return false; }
    /// Bytes of the files as they lie on the disk.
    virtual void progress(qint64 done, qint64 total)
    {
        Q_UNUSED(done)
        Q_UNUSED(total)
    }
    /// How long the work of one transaction may take, in ms, while nobody else waits to write. Asked before
    /// each; a long one costs less. One that has begun takes at least a few records.
    [[nodiscard]] virtual qint64 transactionMs() const { return 100; }
    /// Called inside the transaction that applies what stands before the checkpoint.
    [[nodiscard]] virtual Result<void> checkpoint(Session& session, const QJsonObject& state)
    {
        Q_UNUSED(session)
        Q_UNUSED(state)
        return {};
    }
};

/// One import of one or more files of one format.
class ImportRun
{
public:
    /// Finds the format and arranges the files. Errors: NotFound, InvalidData.
    [[nodiscard]] static Result<ImportRun> open(const QStringList& paths, const ImportOptions& options);
    /// The same for bytes in memory, as if read from a file of that name.
    [[nodiscard]] static Result<ImportRun> openBytes(const QString& fileName, const QByteArray& bytes,
                                                     const ImportOptions& options);

    [[nodiscard]] const Format& format() const { return *m_format; }
    [[nodiscard]] const QStringList& files() const { return m_files; }

    /// Reads and checks everything; writes nothing. With a store, also against what it holds. Bad lines are
    /// in the report. Errors: Cancelled, NotFound, Io.
    [[nodiscard]] Result<ImportReport> check(Store* store, ImportObserver& observer);
    /// Imports in short transactions, leaving room for other writers between them. OnError::Stop does check()
    /// first and ends with InvalidData, nothing changed, when a line is bad. `resumeFrom` is a state that
    /// checkpoint() was given; empty = from the start.
    /// Errors: Cancelled, NotFound, InvalidData, and what the store says.
    [[nodiscard]] Result<ImportReport> import(Store& store, ImportObserver& observer,
                                              const QJsonObject& resumeFrom = {});

private:
    friend class ImportPass;

    const Format* m_format = nullptr;
    ImportOptions m_options;
    QStringList m_files;
    QByteArray m_bytes; ///< only of openBytes()
    bool m_isMemory = false;
};

} // namespace plumbline
