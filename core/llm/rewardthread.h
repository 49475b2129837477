#pragma once

#include "core/llm/rewardclient.h"

#include <QThread>

namespace plumbline {

/// A RewardClient on a thread of its own, as LlmThread is for chat models.
class RewardThread final : public LlmClient
{
public:
    RewardThread(const LlmEndpoint& endpoint, const LlmServices& services,
                 int batch = RewardClient::kUsualBatch);
    ~RewardThread() override;
    RewardThread(const RewardThread&) = delete;
    RewardThread& operator=(const RewardThread&) = delete;

    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override;
    [[nodiscard]] LlmEndpoint endpoint() const override;

private:
    QThread m_thread;
    RewardClient* m_client; ///< deleted by its thread
};

} // namespace plumbline
