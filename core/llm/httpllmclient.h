#pragma once

#include "core/base/random.h"
#include "core/llm/connectionpool.h"
#include "core/llm/keysource.h"
#include "core/llm/llmbudget.h"
#include "core/llm/llmclient.h"
#include "core/llm/llmstats.h"
#include "core/llm/llmtimers.h"
#include "core/llm/ratelimiter.h"
#include "core/llm/replycache.h"
#include "core/llm/retrypolicy.h"

#include <QHash>
#include <QMutex>
#include <QObject>

#include <deque>
#include <memory>
#include <unordered_set>

namespace plumbline {

class HttpExchange;

/// What a client works with. All of it must outlive the client; what is null is done without.
struct LlmServices
{
    LlmTimers* timers = nullptr; ///< must be given
    const KeySource* keys = nullptr;
    ReplyCache* cache = nullptr;
    LlmBudget* budget = nullptr;
    LlmStats* stats = nullptr;
    RetryPolicy retry;
    quint64 seed = 0; ///< of the jitter of waits
};

/// Asks a server that speaks the OpenAI chat API. Lives on one thread with an event loop, LlmThread's as a
/// rule; ask() may be called from any. Requests wait in line for a free connection, the limits and the
/// budget. Of equal requests only one is sent, also among processes that share a cache.
class HttpLlmClient final : public QObject, public LlmClient
{
    Q_OBJECT

public:
    HttpLlmClient(LlmEndpoint endpoint, const LlmServices& services, QObject* parent = nullptr);
    /// Stops every request; their futures end as cancelled.
    ~HttpLlmClient() override;

    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override;
    [[nodiscard]] LlmEndpoint endpoint() const override;
    /// What a probe found out; counts for the requests that are asked from now on.
    void setAbilities(const LlmAbilities& abilities);

private:
    struct Call;
    using CallPtr = std::shared_ptr<Call>;

    void enqueue(const CallPtr& call);
    void pump();
    void pumpAfter(qint64 ms);
    [[nodiscard]] bool answerFromCache(const CallPtr& call);
    [[nodiscard]] bool claim(const CallPtr& call);
    [[nodiscard]] std::optional<LlmError> prepare();
    [[nodiscard]] bool admit(const CallPtr& call);
    void send(const CallPtr& call);
    void attemptDone(const CallPtr& call, LlmOutcome outcome, bool isSent);
    void settle(const CallPtr& call, const LlmOutcome& outcome, bool isSent);
    void succeed(const CallPtr& call, LlmReply reply);
    void fail(const CallPtr& call, LlmError error);
    void finish(const CallPtr& call, const LlmOutcome& outcome);
    void leave(const CallPtr& call);
    void cancelled(const CallPtr& call);
    [[nodiscard]] double costOfTokens(qint64 prompt, qint64 reply) const;

    mutable QMutex m_endpointMutex;
    LlmEndpoint m_endpoint;
    LlmServices m_services;
    RateLimiter m_limiter;
    Random m_random;
    Secret m_key;
    std::optional<LlmError> m_unusable;
    bool m_isPrepared = false;
    std::unique_ptr<ConnectionPool> m_pool;
    std::deque<CallPtr> m_waiting;
    std::unordered_set<CallPtr> m_calls;  ///< all that are not finished
    QHash<QByteArray, CallPtr> m_leaders; ///< who asks for a hash
    int m_inFlight = 0;
    bool m_isPumping = false;
    qint64 m_pumpDueMs = -1;
};

} // namespace plumbline
