#pragma once

#include "core/llm/httpllmclient.h"

#include <QThread>

namespace plumbline {

/// An HttpLlmClient on a thread of its own, for jobs and screens alike. When it goes, whatever is asked ends
/// as cancelled.
class LlmThread final : public LlmClient
{
public:
    LlmThread(const LlmEndpoint& endpoint, const LlmServices& services);
    ~LlmThread() override;
    LlmThread(const LlmThread&) = delete;
    LlmThread& operator=(const LlmThread&) = delete;

    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override;
    [[nodiscard]] LlmEndpoint endpoint() const override;
    void setAbilities(const LlmAbilities& abilities);

private:
    QThread m_thread;
    HttpLlmClient* m_client; ///< deleted by its thread
};

} // namespace plumbline
