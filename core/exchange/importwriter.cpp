#include "core/exchange/importwriter.h"

#include "core/exchange/badline.h"
#include "core/store/projectrepository.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

// How long the work of one transaction is to take; its commit comes on top.
constexpr double kAimMs = 20;      ///< while nobody else writes
constexpr double kPoliteAimMs = 6; ///< while others do
constexpr qint64 kPoliteForMs = 10'000;
constexpr size_t kMostRecords = 4096;
constexpr qsizetype kMostBytes = qsizetype(1) << 20;
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

    Importer* importer = nullptr;
    ImportObserver* observer = nullptr;
    QStringList files;
    OnError onError = OnError::Skip;
    std::vector<Entry> entries;
    std::vector<BadLine> bad;
    ImportReport report; ///< before this chunk
    ImportPosition after;
    double milliseconds = 0;
};

ImportWriter::ImportWriter(Store& store, Importer& importer, ImportObserver& observer,
                           const QStringList& files, OnError onError)
    : m_store(store)
    , m_importer(importer)
    , m_observer(observer)
    , m_files(files)
    , m_onError(onError)
    , m_filling(std::make_shared<Chunk>())
{
}

ImportWriter::~ImportWriter()
{
    if (m_future) {
        m_future->waitForFinished();
    }
}

void ImportWriter::add(RecordFeed::Event event)
{
    if (event.kind == RecordFeed::Kind::Bad) {
        m_filling->bad.push_back(std::move(event.bad));
        return;
    }
    const QByteArrayView head = event.raw.text.first(std::min(event.raw.text.size(), kKeptHead));
    m_bytes += event.raw.text.size();
    m_filling->entries.push_back(
        {std::move(event.record), head.toByteArray(), event.raw.file, event.raw.line, event.raw.offset});
}

bool ImportWriter::isFull() const
{
    return m_filling->entries.size() + m_filling->bad.size() >= m_target || m_bytes >= kMostBytes;
}

Result<ImportReport> ImportWriter::apply(Session& session, Chunk& chunk)
{
    QElapsedTimer timer;
    timer.start();
    ProjectRepository project(session);
    ImportReport report = chunk.report;
    PLUMBLINE_ASSIGN(const qint64 prompts, project.counter({}, counters::kPrompts));
    PLUMBLINE_ASSIGN(const qint64 responses, project.counter({}, counters::kResponses));
    report.linesRead += static_cast<qint64>(chunk.entries.size() + chunk.bad.size());
    for (const BadLine& line : chunk.bad) {
        report.addBadLine(line);
    }
    for (Chunk::Entry& entry : chunk.entries) {
        const Result<void> applied = chunk.importer->apply(session, *entry.record, report);
        if (applied) {
            continue;
        }
        const QString file = chunk.files.value(entry.file);
        if (chunk.onError == OnError::Stop || !isRecordError(applied.error())) {
            return applied.error().inFile(file).atLine(entry.line);
        }
        report.addBadLine(makeBadLine(file, entry.line, entry.offset, entry.head, applied.error()));
    }
    PLUMBLINE_ASSIGN(const qint64 promptsNow, project.counter({}, counters::kPrompts));
    PLUMBLINE_ASSIGN(const qint64 responsesNow, project.counter({}, counters::kResponses));
    report.prompts += promptsNow - prompts;
    report.responses += responsesNow - responses;
    ImportReport kept = report;
    kept.badLines = kept.badLines.first(std::min(kept.badLines.size(), kCheckpointLines));
    PLUMBLINE_TRY(chunk.observer->checkpoint(session, {{u"file"_s, chunk.after.file},
                                                       {u"offset"_s, chunk.after.offset},
                                                       {u"line"_s, chunk.after.line},
                                                       {u"in_array"_s, chunk.after.isInArray},
                                                       {u"report"_s, kept.toJson()}}));
    chunk.milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    return report;
}

Result<void> ImportWriter::flush(const ImportPosition& after)
{
    PLUMBLINE_TRY(finish());
    if (m_filling->entries.empty() && m_filling->bad.empty()) {
        return {};
    }
    m_writing = std::exchange(m_filling, std::make_shared<Chunk>());
    m_bytes = 0;
    m_writing->importer = &m_importer;
    m_writing->observer = &m_observer;
    m_writing->files = m_files;
    m_writing->onError = m_onError;
    m_writing->report = m_report;
    m_writing->after = after;
    if (m_store.letOthersWrite()) {
        m_othersSeen.start();
    }
    m_future = m_store.writeAsync([chunk = m_writing](Session& session) { return apply(session, *chunk); });
    return {};
}

Result<void> ImportWriter::finish()
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
    adapt(m_writing->milliseconds, m_writing->entries.size());
    m_writing.reset();
    return {};
}

/// Aims at transactions that are short enough for others to wait for them.
void ImportWriter::adapt(double milliseconds, size_t records)
{
    if (milliseconds <= 0 || records == 0) {
        return;
    }
    const bool isAlone = !m_othersSeen.isValid() || m_othersSeen.elapsed() > kPoliteForMs;
    const double wanted = static_cast<double>(records) * (isAlone ? kAimMs : kPoliteAimMs) / milliseconds;
    const double most = 2.0 * static_cast<double>(m_target);
    m_target = std::clamp<size_t>(static_cast<size_t>(std::min(wanted, most)), 1, kMostRecords);
}

} // namespace plumbline
