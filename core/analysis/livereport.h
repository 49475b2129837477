#pragma once

#include "core/analysis/liveanalysis.h"

#include <QtConcurrent>

#include <utility>

namespace plumbline {

/// A newer table cancels a report that is being computed, unless the screen has waited so long for one: then
/// it gets the older one first, so that votes that come in faster than reports do not starve it.
inline constexpr int kLongestWaitMs = 1000;

template <typename Report>
LiveReport<Report>::LiveReport(LiveAnalysis& live, Deliver deliver)
    : m_live(&live)
    , m_deliver(std::move(deliver))
{
    QObject::connect(&live, &LiveAnalysis::tableChanged, &m_context, [this] { noteTable(); });
}

template <typename Report> LiveReport<Report>::~LiveReport()
{
    cancel();
    if (m_isShown && m_live) {
        m_live->release();
    }
}

template <typename Report> void LiveReport<Report>::setCompute(Compute compute)
{
    m_compute = std::move(compute);
    m_isStale = true;
    cancel();
    run();
}

template <typename Report> void LiveReport<Report>::setShown(bool isShown)
{
    if (m_isShown == isShown || !m_live) {
        return;
    }
    m_isShown = isShown;
    if (isShown) {
        m_live->acquire();
        run();
    } else {
        cancel();
        m_live->release();
    }
}

template <typename Report> void LiveReport<Report>::noteTable()
{
    m_isStale = true;
    if (m_stop && m_waiting.isValid() && m_waiting.elapsed() > kLongestWaitMs) {
        m_isOutdated = true;
        return;
    }
    cancel();
    run();
}

template <typename Report> void LiveReport<Report>::cancel()
{
    if (m_stop) {
        m_stop->store(true);
        m_stop.reset();
    }
    m_isOutdated = false;
}

template <typename Report> void LiveReport<Report>::run()
{
    if (!m_isShown || !m_isStale || m_stop || !m_compute || !m_live || !m_live->table()) {
        return;
    }
    if (!m_waiting.isValid()) {
        m_waiting.start();
    }
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_live->countRun(1);
    using Shared = std::shared_ptr<const Report>;
    // The table is let go where it was used, and before the report is handed over.
    QFuture<Shared> future = QtConcurrent::run(
        &m_live->pool(), [table = m_live->table(), compute = m_compute, stop = m_stop]() mutable -> Shared {
            const auto isCancelled = [&stop] { return stop->load(); };
            const LiveAnalysis::Table used = std::exchange(table, nullptr);
            return isCancelled() ? Shared() : std::make_shared<const Report>(compute(*used, isCancelled));
        });
    const QPointer<QObject> context(&m_context);
    whenFinished(future, m_live.data(),
                 [this, context, live = m_live.data(), stop = m_stop](const Shared& report) {
                     if (context && !stop->load()) {
                         finish(report);
                     }
                     live->countRun(-1);
                 });
}

template <typename Report> void LiveReport<Report>::finish(const std::shared_ptr<const Report>& report)
{
    m_stop.reset();
    m_waiting.invalidate();
    const bool isOutdated = std::exchange(m_isOutdated, false);
    m_isStale = isOutdated;
    const QPointer<QObject> context(&m_context); // whoever is told may delete this
    m_deliver(report);
    if (context) {
        run();
    }
}

} // namespace plumbline
