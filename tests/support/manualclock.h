#pragma once

#include "core/base/clock.h"

#include <QDateTime>

#include <atomic>

namespace plumbline {

/// A clock that moves only when told to. Thread-safe, as clocks must be.
class TestClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_start.addMSecs(m_elapsedMs); }
    [[nodiscard]] qint64 monotonicMs() const override { return m_elapsedMs; }
    void advanceMs(qint64 ms) { m_elapsedMs += ms; }

private:
    const QDateTime m_start =
        QDateTime::fromString(QStringLiteral("2026-01-05T10:00:00.000Z"), Qt::ISODateWithMs);
    std::atomic<qint64> m_elapsedMs = 0;
};

} // namespace plumbline
