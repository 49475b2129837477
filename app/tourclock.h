#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace plumbline {

/// A clock that stands still until it is moved, so that the tour's pictures are the same each time.
/// Thread-safe.
class TourClock final : public Clock
{
public:
    TourClock();

    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] qint64 monotonicMs() const override { return m_passedMs; }
    void advance(qint64 ms) { m_passedMs += ms; }

private:
    QDateTime m_start;
    std::atomic<qint64> m_passedMs = 0;
};

} // namespace plumbline
