#pragma once

#include "core/base/clock.h"

#include <QObject>

#include <functional>

namespace plumbline {

/// Time and waiting, so that tests need not wait.
class LlmTimers
{
public:
    virtual ~LlmTimers() = default;
    [[nodiscard]] virtual const Clock& clock() const = 0;
    /// Calls `then` on the thread of `context` after some milliseconds; not at all when `context` has gone by
    /// then. To be called on that thread.
    virtual void callAfter(qint64 ms, QObject* context, std::function<void()> then) = 0;
};

/// The machine's clock and Qt's timers.
class SystemTimers final : public LlmTimers
{
public:
    [[nodiscard]] const Clock& clock() const override { return m_clock; }
    void callAfter(qint64 ms, QObject* context, std::function<void()> then) override;

private:
    SystemClock m_clock;
};

} // namespace plumbline
