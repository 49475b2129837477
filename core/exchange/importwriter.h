#pragma once

#include "core/exchange/importrun.h"
#include "core/exchange/recordfeed.h"

#include <QElapsedTimer>
#include <QFuture>

#include <memory>
#include <optional>
#include <vector>

namespace plumbline {

/// Applies the records of an import in short transactions on the store's writer thread, one at a time, while
/// the caller reads on; lets other writers of this and other processes in between two of them.
class ImportWriter
{
public:
    ImportWriter(Store& store, Importer& importer, ImportObserver& observer, const QStringList& files,
                 OnError onError);
    /// Waits for what is under way.
    ~ImportWriter();
    ImportWriter(const ImportWriter&) = delete;
    ImportWriter& operator=(const ImportWriter&) = delete;

    /// Takes over an event of the feed.
    void add(RecordFeed::Event event);
    /// Whether it is time to flush().
    [[nodiscard]] bool isFull() const;
    /// Hands what was added to the writer thread; `after` is where the feed stands. Waits for the transaction
    /// before.
    [[nodiscard]] Result<void> flush(const ImportPosition& after);
    /// Waits for the last transaction.
    [[nodiscard]] Result<void> finish();

    void setReport(const ImportReport& report) { m_report = report; }
    /// What has been committed.
    [[nodiscard]] const ImportReport& report() const { return m_report; }

private:
    /// What is applied in one transaction.
    struct Chunk;

    [[nodiscard]] static Result<ImportReport> apply(Session& session, Chunk& chunk);
    void adapt(double milliseconds, size_t records);

    Store& m_store;
    Importer& m_importer;
    ImportObserver& m_observer;
    QStringList m_files;
    OnError m_onError;
    ImportReport m_report;
    std::shared_ptr<Chunk> m_filling;
    std::shared_ptr<Chunk> m_writing;
    std::optional<QFuture<Result<ImportReport>>> m_future;
    size_t m_target = 32;       ///< records for one transaction
    QElapsedTimer m_othersSeen; ///< since someone else last waited to write; invalid: never
    qsizetype m_bytes = 0;
};

} // namespace plumbline
