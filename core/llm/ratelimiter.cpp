#include "core/llm/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

constexpr double kMinuteMs = 60'000;
constexpr double kBurstShare = 0.05;
constexpr double kSlack = 1e-6; // of a request or token: what adding up fractions loses

} // namespace

RateLimiter::RateLimiter(const LlmLimits& limits, const Clock& clock)
    : m_clock(clock)
    , m_filledAtMs(clock.monotonicMs())
    , m_heldUntilMs(m_filledAtMs)
{
    m_requests.setLimit(limits.requestsPerMinute);
    m_tokens.setLimit(static_cast<double>(limits.tokensPerMinute));
}

void RateLimiter::Bucket::setLimit(double perMinute)
{
    if (perMinute <= 0) {
        return;
    }
    capacity = std::max(1.0, perMinute * kBurstShare);
    perMs = (perMinute > capacity ? perMinute - capacity : perMinute) / kMinuteMs;
    level = capacity;
}

void RateLimiter::Bucket::fill(qint64 ms)
{
    level = std::min(capacity, level + perMs * static_cast<double>(ms));
}

qint64 RateLimiter::Bucket::waitMs(double need) const
{
    if (perMs <= 0) {
        return 0;
    }
    const double missing = std::min(need, capacity) - level;
    return missing <= kSlack ? 0 : std::max<qint64>(1, static_cast<qint64>(std::ceil(missing / perMs)));
}

void RateLimiter::fill()
{
    const qint64 now = m_clock.monotonicMs();
    m_requests.fill(now - m_filledAtMs);
    m_tokens.fill(now - m_filledAtMs);
    m_filledAtMs = now;
}

qint64 RateLimiter::waitMs(qint64 tokens)
{
    fill();
    const qint64 held = std::max<qint64>(0, m_heldUntilMs - m_filledAtMs);
    return std::max({held, m_requests.waitMs(1), m_tokens.waitMs(static_cast<double>(tokens))});
}

void RateLimiter::take(qint64 tokens)
{
    fill();
    m_requests.level -= 1;
    m_tokens.level -= static_cast<double>(tokens);
}

void RateLimiter::settle(qint64 estimated, qint64 used)
{
    fill();
    m_tokens.level = std::min(m_tokens.capacity, m_tokens.level + static_cast<double>(estimated - used));
}

void RateLimiter::hold(qint64 ms)
{
    m_heldUntilMs = std::max(m_heldUntilMs, m_clock.monotonicMs() + ms);
}

} // namespace plumbline
