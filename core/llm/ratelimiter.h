#pragma once

#include "core/base/clock.h"
#include "core/llm/llmendpoint.h"

#include <QtGlobal>

namespace plumbline {

/// Limits of requests and tokens per minute, as two token buckets. A bucket holds a twentieth of its limit
/// (at least one request) and fills at the rest of the limit per minute, so that no minute, wherever it
/// begins, sees more than the limit of estimated tokens. What was estimated is trued up when the reply tells.
/// Belongs to one thread.
class RateLimiter
{
public:
    RateLimiter(const LlmLimits& limits, const Clock& clock);

    /// How long a request of so many tokens must wait, in milliseconds; 0: it may go now.
    [[nodiscard]] qint64 waitMs(qint64 tokens);
    /// Takes a request and its estimated tokens. More tokens than a bucket holds leave a debt.
    void take(qint64 tokens);
    /// Gives back, or takes in addition, what the estimate was wrong by.
    void settle(qint64 estimated, qint64 used);
    /// Nothing goes for so long: a server asked for it.
    void hold(qint64 ms);

private:
    struct Bucket
    {
        double capacity = 0;
        double perMs = 0; ///< 0: no limit
        double level = 0;

        void setLimit(double perMinute);
        void fill(qint64 ms);
        [[nodiscard]] qint64 waitMs(double need) const;
    };

    void fill();

    const Clock& m_clock;
    Bucket m_requests;
    Bucket m_tokens;
    qint64 m_filledAtMs;
    qint64 m_heldUntilMs;
};

} // namespace plumbline
