#pragma once

#include "core/llm/filereplycache.h"
#include "core/llm/httpllmclient.h"

#include "tests/support/manualtimers.h"
#include "tests/support/scriptedserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <memory>

namespace plumbline {

/// Keys that a test knows.
class PlantedKeys final : public KeySource
{
public:
    [[nodiscard]] Result<Secret> key(const QString& name) const override
    {
        if (name != QStringLiteral("planted")) {
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no key “%1” here.").arg(name));
        }
        return Secret(QByteArray(kPlantedKey));
    }

    static constexpr const char* kPlantedKey = "sk-planted-4f1c9a7e";
};

/// Something that sockets bring about, soon.
#define VERIFY_SOON(expression) QVERIFY2(LlmFixture::isSoon([&] { return expression; }), #expression)

/// A server, timers that are moved by hand, and a client between them.
struct LlmFixture
{
    LlmFixture()
    {
        endpoint.name = QStringLiteral("judge");
        endpoint.baseUrl = server.baseUrl();
        endpoint.model = QStringLiteral("m");
        endpoint.keyName = QStringLiteral("planted");
        endpoint.proxy.kind = LlmProxy::Kind::None;
        services.timers = &timers;
        services.keys = &keys;
        services.stats = &stats;
        services.retry.jitter = 0;
    }

    HttpLlmClient& client()
    {
        if (!m_client) {
            m_client = std::make_unique<HttpLlmClient>(endpoint, services);
        }
        return *m_client;
    }
    void closeClient() { m_client.reset(); }

    static LlmRequest request(const QString& text = QStringLiteral("Which is better?"))
    {
        LlmRequest out;
        out.messages = {{QStringLiteral("user"), text}};
        out.maxTokens = 100;
        return out;
    }

    /// Handles events until something is so; false if it is not within some seconds. Looks far more often
    /// than QTRY_VERIFY.
    template <typename Predicate> static bool isSoon(Predicate isSo, int ms = 5'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (!isSo()) {
            if (timer.elapsed() > ms) {
                return false;
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QThread::usleep(100);
        }
        return true;
    }

    /// Waits for the outcome, over the sockets and not over the clock.
    static LlmOutcome outcome(const QFuture<LlmOutcome>& future, int ms = 5'000)
    {
        const bool isDone = isSoon([&future] { return future.isFinished(); }, ms);
        if (!isDone || future.resultCount() == 0) {
            LlmOutcome none;
            none.error.error.message = QStringLiteral("no outcome");
            return none;
        }
        return future.result();
    }
    LlmOutcome ask(const LlmRequest& what) { return outcome(client().ask(what)); }
    LlmOutcome ask() { return ask(request()); }

    ScriptedServer server;
    ManualTimers timers;
    PlantedKeys keys;
    LlmStats stats;
    LlmEndpoint endpoint;
    LlmServices services;

private:
    std::unique_ptr<HttpLlmClient> m_client;
};

} // namespace plumbline
