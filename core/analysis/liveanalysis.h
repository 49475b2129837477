#pragma once

#include "core/analysis/labeltable.h"
#include "core/base/whenfinished.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace plumbline {

class Store;

/// The current labels of an open project, kept up with the store in the background for as long as something
/// shown needs them: a few times a second it asks for the newest annotation, whoever wrote it (this window,
/// another window, plumblinectl), and takes in what is new. Lives on the GUI thread; nothing here blocks it.
class LiveAnalysis : public QObject
{
    Q_OBJECT

public:
    using Table = std::shared_ptr<const LabelTable>;

    explicit LiveAnalysis(Store& store, QObject* parent = nullptr);
    /// Ends what is being read, which is done at once; reports that are being computed stop by themselves.
    ~LiveAnalysis() override;

    /// The newest table; null until the first load is done. Do not keep older ones: a table that nobody
    /// holds is brought up to date in place, and one that is held has to be copied first.
    [[nodiscard]] Table table() const { return m_table; }
    /// Counts who needs it; at the first the labels are loaded, without any nothing is asked for.
    void acquire();
    void release();
    /// Reads everything anew: for what changes without a new label, such as gold answers.
    void reload();
    /// Where reports are computed.
    [[nodiscard]] QThreadPool& pool() { return m_pool; }
    /// How often the store is asked while something is shown; for tests.
    void setPollInterval(int ms);
    /// True while reports are being computed.
    [[nodiscard]] bool isBusy() const { return m_runs > 0; }
    /// How often the store has been asked so far; for tests.
    [[nodiscard]] int polls() const { return m_polls; }

Q_SIGNALS:
    /// A newer table is there.
    void tableChanged();
    /// The first load: how far it is. `total` 0: done.
    void loadProgress(qint64 done, qint64 total);
    /// The labels could not be read; said once until it works again, and tried again every second.
    void failed(const plumbline::Error& error);
    /// Reports are being computed (true) or all shown are up to date (false).
    void busyChanged(bool isBusy);

private:
    template <typename Report> friend class LiveReport;
    class Reader;
    struct Reading;

    void poll();
    void take(const Reading& reading);
    void countRun(int change);

    Store& m_store;
    Table m_table;
    QThreadPool& m_pool;
    QThreadPool m_readerThread; ///< one thread, with a connection of its own
    std::shared_ptr<Reader> m_reader;
    QTimer m_timer;
    int m_interval;
    int m_users = 0;
    int m_runs = 0;
    int m_polls = 0;
    bool m_isReading = false;
    bool m_wantsReload = false;
    QString m_failure;
};

/// One report that is kept right while it is shown: computed on another thread from the newest table, at once
/// and after every change; a newer request or table replaces an older one. GUI thread only.
template <typename Report> class LiveReport
{
public:
    using IsCancelled = std::function<bool()>;
    using Compute = std::function<Report(const LabelTable&, const IsCancelled&)>;
    using Deliver = std::function<void(const std::shared_ptr<const Report>&)>;

    /// `deliver` is called on the GUI thread with each finished report.
    LiveReport(LiveAnalysis& live, Deliver deliver);
    ~LiveReport();
    LiveReport(const LiveReport&) = delete;
    LiveReport& operator=(const LiveReport&) = delete;

    /// What to compute from now on (a filter or a method changed); starts when shown. Runs on another thread:
    /// it must hold by value all that it works with.
    void setCompute(Compute compute);
    /// Shown: is kept right. Hidden: nothing is computed, and the last report stays.
    void setShown(bool isShown);
    /// True from a change until the report that has it is delivered: what is on the screen is old.
    [[nodiscard]] bool isStale() const { return m_isStale; }

private:
    void noteTable();
    void cancel();
    void run();
    void finish(const std::shared_ptr<const Report>& report);

    QPointer<LiveAnalysis> m_live;
    Compute m_compute;
    Deliver m_deliver;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< of what is being computed; null: nothing is
    QElapsedTimer m_waiting;                   ///< since the oldest change that no delivered report has
    bool m_isShown = false;
    bool m_isStale = true;
    bool m_isOutdated = false; ///< a newer table came while the report was being computed
    QObject m_context;         ///< last, so that it goes first: ends what is connected
};

} // namespace plumbline

#include "core/analysis/livereport.h" // the template's members
