#pragma once

#include "core/exchange/importrun.h"
#include "core/exchange/recordfeed.h"

#include <QElapsedTimer>
#include <QFuture>

#include <memory>
#include <optional>

namespace plumbline {

/// Applies the records of an import on the store's writer thread, in one transaction after the other, while
/// the caller reads on. Records go over in small chunks; a transaction takes one chunk after the other and
/// ends between two of them: after a while, when nothing more has been read, or as soon as someone else in
/// this or another process waits to write. What has been read and not applied yet is bounded.
class ImportWriter
{
public:
    ImportWriter(Store& store, Importer& importer, ImportObserver& observer, const QStringList& files,
                 OnError onError);
    /// Waits for the transaction that is under way; what it has not taken yet is dropped.
    ~ImportWriter();
    ImportWriter(const ImportWriter&) = delete;
    ImportWriter& operator=(const ImportWriter&) = delete;

    /// Takes over an event of the feed.
    void add(RecordFeed::Event event);
    /// Whether it is time to pass().
    [[nodiscard]] bool isFull() const;
    /// Hands what was added to the writer thread; `after` is where the feed stands. Waits while too much lies
    /// there. Errors: what a transaction said.
    [[nodiscard]] Result<void> pass(const ImportPosition& after);
    /// Waits until all that was passed is committed; false when the observer wanted to stop before that.
    [[nodiscard]] Result<bool> finish();
    /// Ends after the chunk that is being applied, commits it and drops the rest.
    [[nodiscard]] Result<void> stop();

    void setReport(const ImportReport& report);
    /// What has been committed.
    [[nodiscard]] const ImportReport& report() const { return m_report; }

private:
    /// A few records that are applied together.
    struct Chunk;
    /// What both threads share.
    class Work;

    [[nodiscard]] static Result<ImportReport> transact(Session& session, Work& work);
    [[nodiscard]] static Result<void> apply(Session& session, Chunk& chunk, Work& work, ImportReport& report);
    /// Begins a transaction unless one is under way.
    void begin();
    /// Waits for the transaction that is under way.
    [[nodiscard]] Result<void> collect();

    Store& m_store;
    std::shared_ptr<Work> m_work;
    std::unique_ptr<Chunk> m_filling;
    std::optional<QFuture<Result<ImportReport>>> m_future;
    ImportReport m_report;
    QElapsedTimer m_othersSeen; ///< since someone else last waited to write; invalid: never
};

} // namespace plumbline
