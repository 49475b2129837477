#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace plumbline {

/// Calls `done(result)` on the thread of `context` when `future` has its result, and not at all when
/// `context` has gone by then. QFuture::then(context, …) of Qt 6.4 does not survive a context that is
/// destroyed first: it asserts, or calls into nothing. To be called on the thread of `context`.
template <typename T, typename Done> void whenFinished(const QFuture<T>& future, QObject* context, Done done)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0) {
                             done(watcher->result());
                         }
                     });
    watcher->setFuture(future);
}

} // namespace plumbline
