#pragma once

#include "core/llm/llmerror.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace plumbline {

/// When a failed request is sent again, and after how long: as openai-python does it, but for a quota that is
/// used up and a stream that had begun to be paid.
struct RetryPolicy
{
    int maxRetries = 2;
    qint64 firstWaitMs = 500;
    qint64 mostWaitMs = 8'000;
    qint64 mostRetryAfterMs = 120'000; ///< what a server may ask for; longer is not honoured
    double jitter = 0.25;              ///< a wait is shortened by up to this share

    /// The wait before the next attempt, in milliseconds; none when it is not to be tried again.
    /// `retriesDone` counts from 0; `chance` is uniform in [0, 1).
    ///
    /// x-should-retry decides if it is there. Otherwise 408, 409, 429, 5xx and connection errors (timeouts
    /// among them) are tried again; 429 insufficient_quota is not, nor whatever comes after the first text of
    /// a stream. The wait is what the server asks for if 0 < it <= mostRetryAfterMs, else firstWait·2ⁿ, at
    /// most mostWait, times (1 − jitter·chance).
    [[nodiscard]] std::optional<qint64> waitMs(const LlmError& error, int retriesDone, double chance) const;

    /// Whether this kind of failure is tried again at all.
    [[nodiscard]] static bool isRetried(const LlmError& error);
};

/// What "retry-after-ms" or "retry-after" ask for, in milliseconds: seconds (also with a fraction) or a date
/// of HTTP, seen from `now`. May be zero or negative; none if neither is readable. The first of the two goes
/// before the second.
[[nodiscard]] std::optional<qint64> retryAfterMs(const QByteArray& retryAfterMsHeader,
                                                 const QByteArray& retryAfterHeader, const QDateTime& now);

} // namespace plumbline
