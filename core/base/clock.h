#pragma once

#include <QDateTime>
#include <QString>

namespace plumbline {

/// Where the time comes from, so that tests can say what time it is. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    /// The current time, UTC.
    [[nodiscard]] virtual QDateTime now() const = 0;
    /// Milliseconds that only grow, from an arbitrary start.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
};

/// The clock of the machine.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

/// "2026-01-31T12:04:31.250Z": UTC, milliseconds, sorts as text. The form of every time in a store or a file.
[[nodiscard]] QString toIsoUtc(const QDateTime& time);
/// Reads what toIsoUtc() writes (and any ISO 8601 time with an offset); an invalid QDateTime if it is none.
[[nodiscard]] QDateTime fromIsoUtc(const QString& text);

} // namespace plumbline
