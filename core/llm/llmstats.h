#pragma once

#include "core/llm/llmerror.h"

#include <QMap>
#include <QMutex>

#include <array>

namespace plumbline {

/// How a client's requests went, at one moment.
struct LlmStatsView
{
    qint64 asked = 0;     ///< requests that came in
    qint64 replied = 0;   ///< of them, with a reply from the server
    qint64 fromCache = 0; ///< of them, from the cache
    qint64 failed = 0;
    qint64 cancelled = 0;
    qint64 retries = 0;                       ///< attempts after a first one
    QMap<LlmErrorKind, qint64> attemptErrors; ///< failed attempts, also those that were tried again
    LlmUsage usage;
    double cost = 0;            ///< US dollars, with what lost replies may have cost
    double lostCost = 0;        ///< of it, estimated for attempts whose reply was lost
    qint64 medianLatencyMs = 0; ///< of replies, to within an eighth
    qint64 p95LatencyMs = 0;
};

/// Counts. Thread-safe; its memory does not grow.
class LlmStats
{
public:
    void addAsked();
    void addReply(const LlmReply& reply);
    void addFromCache();
    void addFailedAttempt(LlmErrorKind kind, bool isTriedAgain);
    void addLostCost(double dollars);
    void addFailed();
    void addCancelled();
    [[nodiscard]] LlmStatsView view() const;

private:
    // Eight steps for each doubling, from 1 ms to about 18 hours.
    static constexpr int kStepsPerDoubling = 8;
    static constexpr int kSteps = 26 * kStepsPerDoubling;

    [[nodiscard]] qint64 quantile(double share) const;

    mutable QMutex m_mutex;
    LlmStatsView m_sum;
    std::array<qint64, kSteps> m_latencies{};
};

} // namespace plumbline
