#include "core/llm/llmthread.h"

#include <utility>

namespace plumbline {

LlmThread::LlmThread(const LlmEndpoint& endpoint, const LlmServices& services)
    : m_client(new HttpLlmClient(endpoint, services))
{
    m_thread.setObjectName(QStringLiteral("llm"));
    m_client->moveToThread(&m_thread);
    m_thread.start();
}

LlmThread::~LlmThread()
{
    m_client->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QFuture<LlmOutcome> LlmThread::ask(const LlmRequest& request, LlmTextSink onText)
{
    return m_client->ask(request, std::move(onText));
}

LlmEndpoint LlmThread::endpoint() const
{
    return m_client->endpoint();
}

void LlmThread::setAbilities(const LlmAbilities& abilities)
{
    m_client->setAbilities(abilities);
}

} // namespace plumbline
