#pragma once

#include "core/base/random.h"
#include "core/llm/endpointaccess.h"
#include "core/llm/httpexchange.h"
#include "core/llm/httpllmclient.h"
#include "core/llm/rewardreply.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <memory>
#include <unordered_set>
#include <vector>

namespace plumbline {

/// A request for the reward of one response: its messages are the prompt's and, last, the response. The shape
/// goes with the request, so that it counts in the request's hash.
[[nodiscard]] LlmRequest rewardRequest(const QList<LlmMessage>& messages, const RewardShape& shape);
/// The shape that rewardRequest() put there. InvalidArgument when there is none.
[[nodiscard]] Result<RewardShape> rewardShapeOf(const LlmRequest& request);

/// Asks a reward model behind HTTP (see RewardApi), with the services, limits and retries of HttpLlmClient,
/// so that it stands wherever an LlmClient does: a request made by rewardRequest() is answered by a reply
/// whose text is the reward ("-1.25", shortest form that reads back the same) and whose raw is the server's
/// own entry. Requests that wait are put together in batches. What a server refuses
/// as a batch is asked again in halves, so that one bad text fails alone; a batch that is too large is not
/// tried again at that size. Each reply is cached by itself. Lives on one thread with an event loop,
/// RewardThread's as a rule; ask() may be called from any.
class RewardClient final : public QObject, public LlmClient
{
    Q_OBJECT

public:
    static constexpr int kUsualBatch = 32; ///< what text-embeddings-inference takes unless told otherwise

    /// `batch`: at most so many texts in one request, at least 1. Conversations go one by one.
    RewardClient(LlmEndpoint endpoint, const LlmServices& services, int batch = kUsualBatch,
                 QObject* parent = nullptr);
    /// Stops every request; their futures end as cancelled.
    ~RewardClient() override;

    /// `onText` is handed the reward's text at once, as a whole.
    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override;
    [[nodiscard]] LlmEndpoint endpoint() const override { return m_endpoint; }

private:
    struct Call;
    struct Batch;
    using CallPtr = std::shared_ptr<Call>;
    using BatchPtr = std::shared_ptr<Batch>;

    void enqueue(const CallPtr& call);
    void pump();
    void pumpAfter(qint64 ms);
    [[nodiscard]] bool isReady(const CallPtr& call);
    [[nodiscard]] bool answerFromCache(const CallPtr& call);
    [[nodiscard]] bool claim(const CallPtr& call);
    [[nodiscard]] BatchPtr nextBatch();
    [[nodiscard]] int limitOf(const Call& call) const;
    [[nodiscard]] bool prepare(const BatchPtr& batch);
    [[nodiscard]] bool admit(const BatchPtr& batch);
    void putBack(const BatchPtr& batch);
    void send(const BatchPtr& batch);
    void batchDone(const BatchPtr& batch, const HttpAnswer& answer);
    void settle(const BatchPtr& batch, const RewardReply& reply, const HttpAnswer& answer);
    void succeed(const BatchPtr& batch, const RewardReply& reply, const HttpAnswer& answer);
    void batchFailed(const BatchPtr& batch, LlmError error);
    void deliver(const CallPtr& call, LlmReply reply);
    void fail(const CallPtr& call, const LlmError& error);
    void finish(const CallPtr& call, const LlmOutcome& outcome);
    void leave(const CallPtr& call);
    void cancelled(const CallPtr& call);
    [[nodiscard]] double costOfTokens(qint64 tokens) const;

    LlmEndpoint m_endpoint;
    LlmServices m_services;
    RateLimiter m_limiter;
    Random m_random;
    EndpointAccess m_access;
    int m_mostBatch; ///< lowered when the server refuses so many
    std::deque<CallPtr> m_waiting;
    std::unordered_set<CallPtr> m_calls;  ///< all that are not finished
    std::unordered_set<BatchPtr> m_open;  ///< batches in flight
    QHash<QByteArray, CallPtr> m_leaders; ///< who asks for a hash
    bool m_isPumping = false;
    qint64 m_pumpDueMs = -1;
};

} // namespace plumbline
