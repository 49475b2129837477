#include "ui/screens/annotate/activetimer.h"

#include "core/base/clock.h"

#include <algorithm>

namespace plumbline {

ActiveTimer::ActiveTimer(const Clock& clock)
    : m_clock(clock)
    , m_lastTouchMs(clock.monotonicMs())
{
}

void ActiveTimer::start(qint64 spentMs)
{
    m_countedMs = spentMs;
    m_lastTouchMs = m_clock.monotonicMs();
}

void ActiveTimer::touch()
{
    m_countedMs += sinceTouch();
    m_lastTouchMs = m_clock.monotonicMs();
}

void ActiveTimer::pause()
{
    touch();
    m_isPaused = true;
}

void ActiveTimer::resume()
{
    m_lastTouchMs = m_clock.monotonicMs();
    m_isPaused = false;
}

qint64 ActiveTimer::elapsedMs() const
{
    return m_countedMs + sinceTouch();
}

qint64 ActiveTimer::idleMs() const
{
    return m_clock.monotonicMs() - m_lastTouchMs;
}

qint64 ActiveTimer::sinceTouch() const
{
    return m_isPaused ? 0 : std::min(idleMs(), kIdleAfterMs);
}

} // namespace plumbline
