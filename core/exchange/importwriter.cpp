#include "core/exchange/importwriter.h"

#include "core/exchange/badline.h"
#include "core/store/projectrepository.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

// How long the work of one transaction may take while others write; its commit comes on top. A long one costs
// less, because a page that several records change is written once.
constexpr qint64 kPoliteAimMs = 6;
constexpr qint64 kPoliteForMs = 60'000;
constexpr auto kWaitForRecords = std::chrono::milliseconds(3);
constexpr auto kLook = std::chrono::milliseconds(20);
// A chunk is the longest that somebody else has to wait for, besides the commit.
constexpr size_t kChunkRecords = 16;
constexpr qsizetype kChunkBytes = qsizetype(64) << 10;
constexpr qsizetype kMostBytes = qsizetype(1) << 20; ///< of records' texts between the threads
constexpr size_t kMostChunks = 256;
constexpr qsizetype kKeptHead = 1024; ///< of each record's text, for the report should it be bad
constexpr qsizetype kCheckpointLines = 100;

} // namespace

struct ImportWriter::Chunk
{
    struct Entry
    {
        std::unique_ptr<ImportRecord> record;
        QByteArray head;
        int file = 0;
        qint64 line = 0;
        qint64 offset = 0;
    };

    std::vector<Entry> entries;
    std::vector<BadLine> bad;
    ImportPosition after;
    qsizetype bytes = 0;
};

class ImportWriter::Work
{
public:
    Work(Store& ofStore, Importer& ofImporter, ImportObserver& ofObserver, QStringList ofFiles,
         OnError ofOnError)
        : store(ofStore)
        , importer(ofImporter)
        , observer(ofObserver)
        , files(std::move(ofFiles))
        , onError(ofOnError)
    {
    }

    void put(std::unique_ptr<Chunk> chunk)
    {
        const std::scoped_lock lock(m_mutex);
        m_bytes += chunk->bytes;
        m_chunks.push_back(std::move(chunk));
        m_changed.notify_all();
    }

    /// The next chunk of a transaction that has run for so long; nothing: it is to end.
    std::unique_ptr<Chunk> take(bool isFirst, qint64 runsForMs)
    {
        if (!isFirst && (runsForMs >= aimMs || isAwaited())) {
            return nullptr;
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, kWaitForRecords, [this] { return !m_chunks.empty() || m_isStopped; });
        if (m_chunks.empty() || m_isStopped) {
            return nullptr;
        }
        std::unique_ptr<Chunk> chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        m_bytes -= chunk->bytes;
        m_changed.notify_all();
        return chunk;
    }

    void setRunning(bool isRunning)
    {
        const std::scoped_lock lock(m_mutex);
        m_isRunning = isRunning;
        m_changed.notify_all();
    }
    /// Waits a little until there is room for more; false when there is none yet.
    [[nodiscard]] bool waitForRoom()
    {
        std::unique_lock lock(m_mutex);
        const auto hasRoom = [this] { return m_bytes < kMostBytes && m_chunks.size() < kMostChunks; };
        m_changed.wait_for(lock, kLook, [&] { return hasRoom() || !m_isRunning; });
        return hasRoom();
    }
    /// Waits a little for the end of the transaction's work; false once it has ended.
    [[nodiscard]] bool isRunningStill()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, kLook, [this] { return !m_isRunning; });
        return m_isRunning;
    }
    [[nodiscard]] bool isRunning()
    {
        const std::scoped_lock lock(m_mutex);
        return m_isRunning;
    }
    [[nodiscard]] bool isEmpty()
    {
        const std::scoped_lock lock(m_mutex);
        return m_chunks.empty();
    }
    void stop()
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopped = true;
        m_chunks.clear();
        m_bytes = 0;
        m_changed.notify_all();
    }

    Store& store;
    Importer& importer;
    ImportObserver& observer;
    const QStringList files;
    const OnError onError;
    // Of the transaction that is under way; set before it begins, read after it:
    ImportReport report; ///< before it
    qint64 aimMs = 0;
    bool wasAwaited = false;

private:
    bool isAwaited()
    {
        wasAwaited = wasAwaited || store.isAwaited();
        return wasAwaited;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::unique_ptr<Chunk>> m_chunks;
    qsizetype m_bytes = 0;
    bool m_isRunning = false;
    bool m_isStopped = false;
};

ImportWriter::ImportWriter(Store& store, Importer& importer, ImportObserver& observer,
                           const QStringList& files, OnError onError)
    : m_store(store)
    , m_work(std::make_shared<Work>(store, importer, observer, files, onError))
    , m_filling(std::make_unique<Chunk>())
{
}

ImportWriter::~ImportWriter()
{
    m_work->stop();
    if (m_future) {
        m_future->waitForFinished();
    }
}

void ImportWriter::setReport(const ImportReport& report)
{
    m_report = report;
}

void ImportWriter::add(RecordFeed::Event event)
{
    if (event.kind == RecordFeed::Kind::Bad) {
        m_filling->bad.push_back(std::move(event.bad));
        return;
    }
    const QByteArrayView head = event.raw.text.first(std::min(event.raw.text.size(), kKeptHead));
    m_filling->bytes += event.raw.text.size();
    m_filling->entries.push_back(
        {std::move(event.record), head.toByteArray(), event.raw.file, event.raw.line, event.raw.offset});
}

bool ImportWriter::isFull() const
{
    return m_filling->entries.size() + m_filling->bad.size() >= kChunkRecords ||
           m_filling->bytes >= kChunkBytes;
}

Result<void> ImportWriter::apply(Session& session, Chunk& chunk, Work& work, ImportReport& report)
{
    report.linesRead += static_cast<qint64>(chunk.entries.size() + chunk.bad.size());
    for (const BadLine& line : chunk.bad) {
        report.addBadLine(line);
    }
    for (Chunk::Entry& entry : chunk.entries) {
        const Result<void> applied = work.importer.apply(session, *entry.record, report);
        if (applied) {
            continue;
        }
        const QString file = work.files.value(entry.file);
        if (work.onError == OnError::Stop || !isRecordError(applied.error())) {
            return applied.error().inFile(file).atLine(entry.line);
        }
        report.addBadLine(makeBadLine(file, entry.line, entry.offset, entry.head, applied.error()));
    }
    return {};
}

Result<ImportReport> ImportWriter::transact(Session& session, Work& work)
{
    QElapsedTimer timer;
    timer.start();
    ProjectRepository project(session);
    ImportReport report = work.report;
    PLUMBLINE_ASSIGN(const qint64 prompts, project.counter({}, counters::kPrompts));
    PLUMBLINE_ASSIGN(const qint64 responses, project.counter({}, counters::kResponses));
    std::optional<ImportPosition> after;
    while (const std::unique_ptr<Chunk> chunk = work.take(!after, timer.elapsed())) {
        PLUMBLINE_TRY(apply(session, *chunk, work, report));
        after = chunk->after;
    }
    if (!after) {
        return report;
    }
    PLUMBLINE_ASSIGN(const qint64 promptsNow, project.counter({}, counters::kPrompts));
    PLUMBLINE_ASSIGN(const qint64 responsesNow, project.counter({}, counters::kResponses));
    report.prompts += promptsNow - prompts;
    report.responses += responsesNow - responses;
    ImportReport kept = report;
    kept.badLines = kept.badLines.first(std::min(kept.badLines.size(), kCheckpointLines));
    PLUMBLINE_TRY(work.observer.checkpoint(session, {{u"file"_s, after->file},
                                                     {u"offset"_s, after->offset},
                                                     {u"line"_s, after->line},
                                                     {u"in_array"_s, after->isInArray},
                                                     {u"report"_s, kept.toJson()}}));
    return report;
}

void ImportWriter::begin()
{
    if (m_future || m_work->isEmpty()) {
        return;
    }
    if (m_store.letOthersWrite()) {
        m_othersSeen.start();
    }
    const bool isAlone = !m_othersSeen.isValid() || m_othersSeen.elapsed() > kPoliteForMs;
    m_work->report = m_report;
    const qint64 mostMs = m_work->observer.transactionMs();
    m_work->aimMs = isAlone ? mostMs : std::min(mostMs, kPoliteAimMs);
    m_work->wasAwaited = false;
    m_work->setRunning(true);
    m_future = m_store.writeAsync([work = m_work](Session& session) {
        Result<ImportReport> report = transact(session, *work);
        work->setRunning(false);
        return report;
    });
}

Result<void> ImportWriter::collect()
{
    if (!m_future) {
        return {};
    }
    const Result<ImportReport> report = m_future->result();
    m_future.reset();
    if (!report) {
        return report.error();
    }
    m_report = *report;
    if (m_work->wasAwaited) {
        m_othersSeen.start();
    }
    return {};
}

Result<void> ImportWriter::pass(const ImportPosition& after)
{
    if (!m_filling->entries.empty() || !m_filling->bad.empty()) {
        m_filling->after = after;
        m_work->put(std::exchange(m_filling, std::make_unique<Chunk>()));
    }
    if (m_future && m_future->isFinished()) {
        PLUMBLINE_TRY(collect());
    }
    begin();
    while (!m_work->waitForRoom()) {
        if (m_work->observer.isCancelled()) {
            return {}; // the caller will see it too
        }
        if (!m_work->isRunning() || (m_future && m_future->isFinished())) {
            PLUMBLINE_TRY(collect());
            begin();
        }
    }
    return {};
}

Result<bool> ImportWriter::finish()
{
    for (;;) {
        begin();
        if (!m_future) {
            return true;
        }
        while (m_work->isRunningStill() && !m_future->isFinished()) {
            if (!m_work->isEmpty() && m_work->observer.isCancelled()) {
                PLUMBLINE_TRY(stop());
                return false;
            }
        }
        PLUMBLINE_TRY(collect());
        if (!m_work->isEmpty() && m_work->observer.isCancelled()) {
            PLUMBLINE_TRY(stop());
            return false;
        }
    }
}

Result<void> ImportWriter::stop()
{
    m_work->stop();
    return collect();
}

} // namespace plumbline
