#pragma once

#include "core/base/result.h"
#include "core/base/whenfinished.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrent>

#include <atomic>
#include <functional>
#include <memory>

namespace plumbline {

/// Runs one piece of work after the other on a thread of its own; a newer one stops and replaces an older.
/// Destroying it stops what runs and waits for it, so the work may use what its owner uses. GUI thread only.
template <typename T> class LatestRun
{
public:
    using IsCancelled = std::function<bool()>;
    using Work = std::function<Result<T>(const IsCancelled&)>;
    using Done = std::function<void(const Result<T>&)>;

    LatestRun() { m_pool.setMaxThreadCount(1); }
    ~LatestRun()
    {
        cancel();
        m_pool.waitForDone();
    }
    LatestRun(const LatestRun&) = delete;
    LatestRun& operator=(const LatestRun&) = delete;

    /// `done` is called on the thread of `context`, unless a newer start() or cancel() came first.
    void start(Work work, QObject* context, Done done)
    {
        cancel();
        auto stop = std::make_shared<std::atomic<bool>>(false);
        m_stop = stop;
        whenFinished(QtConcurrent::run(&m_pool,
                                       [work = std::move(work), stop] {
                                           return std::make_shared<Result<T>>(
                                               work([stop] { return stop->load(); }));
                                       }),
                     context, [this, stop, done = std::move(done)](const std::shared_ptr<Result<T>>& result) {
                         if (m_stop == stop) {
                             m_stop.reset();
                             done(*result);
                         }
                     });
    }
    void cancel()
    {
        if (m_stop) {
            *m_stop = true;
            m_stop.reset();
        }
    }
    [[nodiscard]] bool isRunning() const { return m_stop != nullptr; }

private:
    QThreadPool m_pool;
    std::shared_ptr<std::atomic<bool>> m_stop;
};

} // namespace plumbline
