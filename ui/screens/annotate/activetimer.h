#pragma once

#include <QtGlobal>

namespace plumbline {

class Clock;

/// Counts the time that a person spends with an item. Any input is a touch; of the time between two touches
/// no more than two minutes count, so that a coffee does not.
class ActiveTimer
{
public:
    static constexpr qint64 kIdleAfterMs = 120'000;

    explicit ActiveTimer(const Clock& clock);

    /// Begins an item on which `spentMs` were spent before.
    void start(qint64 spentMs);
    /// The person did something.
    void touch();
    /// The person left the page; time until resume() does not count.
    void pause();
    void resume();

    /// Active time with the item so far, in milliseconds.
    [[nodiscard]] qint64 elapsedMs() const;
    /// Time since the last touch, in milliseconds.
    [[nodiscard]] qint64 idleMs() const;

private:
    [[nodiscard]] qint64 sinceTouch() const;

    const Clock& m_clock;
    qint64 m_countedMs = 0;
    qint64 m_lastTouchMs = 0;
    bool m_isPaused = false;
};

} // namespace plumbline
