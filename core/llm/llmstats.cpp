#include "core/llm/llmstats.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

void LlmStats::addAsked()
{
    const QMutexLocker lock(&m_mutex);
    ++m_sum.asked;
}

void LlmStats::addReply(const LlmReply& reply)
{
    const QMutexLocker lock(&m_mutex);
    ++m_sum.replied;
    m_sum.usage.promptTokens += reply.usage.promptTokens;
    m_sum.usage.cachedTokens += reply.usage.cachedTokens;
    m_sum.usage.replyTokens += reply.usage.replyTokens;
    m_sum.usage.reasoningTokens += reply.usage.reasoningTokens;
    m_sum.usage.isEstimated |= reply.usage.isEstimated;
    m_sum.cost += reply.cost;
    const double steps =
        std::log2(static_cast<double>(std::max<qint64>(1, reply.latencyMs))) * kStepsPerDoubling;
    ++m_latencies[static_cast<size_t>(std::clamp(static_cast<int>(steps), 0, kSteps - 1))];
}

void LlmStats::addFromCache()
{
    const QMutexLocker lock(&m_mutex);
    ++m_sum.fromCache;
}

void LlmStats::addFailedAttempt(LlmErrorKind kind, bool isTriedAgain)
{
    const QMutexLocker lock(&m_mutex);
    ++m_sum.attemptErrors[kind];
    m_sum.retries += isTriedAgain ? 1 : 0;
}

void LlmStats::addLostCost(double dollars)
{
    const QMutexLocker lock(&m_mutex);
    m_sum.cost += dollars;
    m_sum.lostCost += dollars;
}

void LlmStats::addFailed()
{
    const QMutexLocker lock(&m_mutex);
    ++m_sum.failed;
}

void LlmStats::addCancelled()
{
    const QMutexLocker lock(&m_mutex);
    ++m_sum.cancelled;
}

qint64 LlmStats::quantile(double share) const
{
    const auto rank = static_cast<qint64>(std::ceil(share * static_cast<double>(m_sum.replied)));
    qint64 seen = 0;
    for (int step = 0; step < kSteps && m_sum.replied > 0; ++step) {
        seen += m_latencies[static_cast<size_t>(step)];
        if (seen >= rank) {
            return std::llround(std::exp2((step + 0.5) / kStepsPerDoubling));
        }
    }
    return 0;
}

LlmStatsView LlmStats::view() const
{
    const QMutexLocker lock(&m_mutex);
    LlmStatsView out = m_sum;
    out.medianLatencyMs = quantile(0.5);
    out.p95LatencyMs = quantile(0.95);
    return out;
}

} // namespace plumbline
