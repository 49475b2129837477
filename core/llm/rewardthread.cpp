#include "core/llm/rewardthread.h"

#include <utility>

namespace plumbline {

RewardThread::RewardThread(const LlmEndpoint& endpoint, const LlmServices& services, int batch)
    : m_client(new RewardClient(endpoint, services, batch))
{
    m_thread.setObjectName(QStringLiteral("rewards"));
    m_client->moveToThread(&m_thread);
    m_thread.start();
}

RewardThread::~RewardThread()
{
    m_client->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QFuture<LlmOutcome> RewardThread::ask(const LlmRequest& request, LlmTextSink onText)
{
    return m_client->ask(request, std::move(onText));
}

LlmEndpoint RewardThread::endpoint() const
{
    return m_client->endpoint();
}

} // namespace plumbline
