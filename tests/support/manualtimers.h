#pragma once

#include "core/llm/llmtimers.h"

#include "tests/support/manualclock.h"

#include <QPointer>

#include <algorithm>
#include <utility>
#include <vector>

namespace plumbline {

/// Timers that fire when the test says that time has passed. For one thread.
class ManualTimers final : public LlmTimers
{
public:
    [[nodiscard]] const Clock& clock() const override { return m_clock; }

    void callAfter(qint64 ms, QObject* context, std::function<void()> then) override
    {
        m_waits.push_back({m_clock.monotonicMs() + ms, ms, context, std::move(then)});
    }

    /// Lets time pass, and calls whatever is due by then, in order.
    void advanceMs(qint64 ms)
    {
        const qint64 end = m_clock.monotonicMs() + ms;
        for (;;) {
            auto next = std::min_element(m_waits.begin(), m_waits.end(),
                                         [](const Wait& a, const Wait& b) { return a.dueMs < b.dueMs; });
            if (next == m_waits.end() || next->dueMs > end) {
                break;
            }
            const Wait wait = std::move(*next);
            m_waits.erase(next);
            m_clock.advanceMs(std::max<qint64>(0, wait.dueMs - m_clock.monotonicMs()));
            if (wait.context) {
                wait.then();
            }
        }
        m_clock.advanceMs(end - m_clock.monotonicMs());
    }

    /// Whether somebody waits for so long, counted from when they began.
    [[nodiscard]] bool hasWait(qint64 atLeastMs, qint64 atMostMs) const
    {
        return std::any_of(m_waits.begin(), m_waits.end(), [=](const Wait& wait) {
            return wait.context && wait.ms >= atLeastMs && wait.ms <= atMostMs;
        });
    }

private:
    struct Wait
    {
        qint64 dueMs = 0;
        qint64 ms = 0;
        QPointer<QObject> context;
        std::function<void()> then;
    };

    TestClock m_clock;
    std::vector<Wait> m_waits;
};

} // namespace plumbline
