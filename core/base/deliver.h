#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QMetaObject>
#include <QPointer>

#include <utility>

namespace plumbline {

/// A result that is on its way to an object; see deliver().
template <typename T> class Delivery
{
public:
    explicit Delivery(QFuture<T> future)
        : m_future(std::move(future))
    {
    }

    /// Calls `take(const T&)` on the main thread, where `receiver` lives, once the result is there; never
    /// when the receiver has gone by then.
    template <typename Take> void to(QObject* receiver, Take take)
    {
        m_future.then([guard = QPointer<QObject>(receiver), take = std::move(take)](const T& result) {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard, take, result]() mutable {
                    if (guard) {
                        take(result);
                    }
                },
                Qt::QueuedConnection);
        });
    }

private:
    QFuture<T> m_future;
};

/// `deliver(store.readAsync(…)).to(this, […](const Result<X>& x) { … });` QFuture::then(context, …) does the
/// same but must not outlive its context, which a page that is left while it reads cannot promise.
template <typename T> [[nodiscard]] Delivery<T> deliver(QFuture<T> future)
{
    return Delivery<T>(std::move(future));
}

} // namespace plumbline
