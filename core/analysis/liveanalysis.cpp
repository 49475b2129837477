#include "core/analysis/liveanalysis.h"

#include "core/store/interruption.h"
#include "core/store/labelrepository.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <mutex>
#include <optional>

namespace plumbline {

namespace {

constexpr int kPollMs = 25; // a look is a read of shared memory, some 30 µs
constexpr int kRetryMs = 1000;

/// Outlives every project, so that closing one waits for no report that is still being stopped. Its threads
/// end with the application: later, what Qt keeps for each thread could not be freed any more.
QThreadPool& reportPool()
{
    static QThreadPool pool;
    static const bool isSet = [] {
        pool.setMaxThreadCount(std::max(2, QThread::idealThreadCount()));
        qAddPostRoutine([] { pool.waitForDone(); });
        return true;
    }();
    Q_UNUSED(isSet)
    return pool;
}

/// One table that nobody uses any more, to be brought up to date in place of copying the newest.
class Spare
{
public:
    void put(std::unique_ptr<LabelTable> table)
    {
        const std::scoped_lock lock(m_mutex);
        m_table.swap(table);
    }
    [[nodiscard]] std::unique_ptr<LabelTable> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::move(m_table);
    }

private:
    std::mutex m_mutex;
    std::unique_ptr<LabelTable> m_table;
};

} // namespace

/// What one look at the store has found.
struct LiveAnalysis::Reading
{
    Table table; ///< null: nothing new
    bool hasChanged = false;
    std::optional<Error> error;
};

/// What works on the reader thread.
class LiveAnalysis::Reader
{
public:
    explicit Reader(Store& store)
        : m_store(store)
    {
    }

    void stop() { m_isStopped = true; }
    [[nodiscard]] Reading read(const Table& current, const LabelTable::Progress& progress)
    {
        Result<Reading> reading = m_store.read([&](Session& session) -> Result<Reading> {
            const Interruption interruption(session.db, [this] { return m_isStopped.load(); });
            PLUMBLINE_ASSIGN(const qint64 version, LabelRepository(session).dataVersion());
            if (!current) {
                PLUMBLINE_ASSIGN(LabelTable table,
                                 LabelTable::load(
                                     session, [this] { return m_isStopped.load(); }, progress));
                m_version = version;
                return Reading{share(std::make_unique<LabelTable>(std::move(table))), true, {}};
            }
            if (version == m_version) {
                return Reading();
            }
            PLUMBLINE_ASSIGN(Reading newer, readNewer(session, current));
            m_version = version;
            return newer;
        });
        return reading ? std::move(*reading) : Reading{nullptr, false, reading.error()};
    }

private:
    [[nodiscard]] Result<Reading> readNewer(Session& session, const Table& current)
    {
        PLUMBLINE_ASSIGN(const bool isBehind, current->isBehind(session));
        if (!isBehind) {
            return Reading();
        }
        std::unique_ptr<LabelTable> next = m_spare->take();
        if (!next) {
            next = std::make_unique<LabelTable>(*current);
        }
        PLUMBLINE_ASSIGN(const bool hasChanged, next->update(session));
        return Reading{share(std::move(next)), hasChanged, {}};
    }
    /// Who lets go of it last gives it back.
    [[nodiscard]] Table share(std::unique_ptr<LabelTable> table) const
    {
        return {table.release(),
                [spare = m_spare](LabelTable* unused) { spare->put(std::unique_ptr<LabelTable>(unused)); }};
    }

    Store& m_store;
    std::shared_ptr<Spare> m_spare = std::make_shared<Spare>();
    std::optional<qint64> m_version;
    std::atomic<bool> m_isStopped = false;
};

LiveAnalysis::LiveAnalysis(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_pool(reportPool())
    , m_reader(std::make_shared<Reader>(store))
    , m_interval(kPollMs)
{
    m_readerThread.setMaxThreadCount(1);
    m_readerThread.setExpiryTimeout(-1);
    m_timer.setInterval(m_interval);
    connect(&m_timer, &QTimer::timeout, this, &LiveAnalysis::poll);
}

LiveAnalysis::~LiveAnalysis()
{
    m_reader->stop();
    m_readerThread.waitForDone(); // it reads the store, which may go next
}

void LiveAnalysis::acquire()
{
    if (m_users++ == 0) {
        m_timer.start();
        poll();
    }
}

void LiveAnalysis::release()
{
    Q_ASSERT(m_users > 0);
    if (--m_users == 0) {
        m_timer.stop();
    }
}

void LiveAnalysis::reload()
{
    m_wantsReload = true;
    if (m_users > 0) {
        poll();
    }
}

void LiveAnalysis::setPollInterval(int ms)
{
    m_interval = ms;
    m_timer.setInterval(ms);
}

void LiveAnalysis::poll()
{
    if (m_isReading) {
        return;
    }
    m_isReading = true;
    ++m_polls;
    const bool isReload = std::exchange(m_wantsReload, false);
    const Table base = isReload ? Table() : m_table;
    LabelTable::Progress progress;
    if (!m_table) {
        progress = [this](qint64 done, qint64 total) { // the destructor waits for the reader
            QMetaObject::invokeMethod(
                this, [this, done, total] { Q_EMIT loadProgress(done, std::max<qint64>(total, 1)); },
                Qt::QueuedConnection);
        };
    }
    whenFinished(QtConcurrent::run(&m_readerThread, [reader = m_reader, base,
                                                     progress] { return reader->read(base, progress); }),
                 this, [this, isReload](const Reading& reading) {
                     m_wantsReload = m_wantsReload || (isReload && reading.error);
                     take(reading);
                 });
}

void LiveAnalysis::take(const Reading& reading)
{
    m_isReading = false;
    if (reading.error) {
        m_timer.setInterval(std::max(m_interval, kRetryMs));
        if (m_failure != reading.error->message) {
            m_failure = reading.error->message;
            Q_EMIT failed(*reading.error);
        }
        return;
    }
    if (!m_failure.isEmpty()) {
        m_failure.clear();
        m_timer.setInterval(m_interval);
    }
    const bool isFirst = !m_table;
    if (reading.table) {
        m_table = reading.table;
    }
    if (isFirst && m_table) {
        Q_EMIT loadProgress(0, 0);
    }
    if (reading.hasChanged) {
        Q_EMIT tableChanged();
    }
    if (m_wantsReload && m_users > 0) {
        poll();
    }
}

void LiveAnalysis::countRun(int change)
{
    const bool wasBusy = isBusy();
    m_runs += change;
    if (wasBusy != isBusy()) {
        Q_EMIT busyChanged(isBusy());
    }
}

} // namespace plumbline
