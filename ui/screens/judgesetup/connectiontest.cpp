#include "ui/screens/judgesetup/connectiontest.h"

#include "core/base/whenfinished.h"
#include "core/llm/llmthread.h"
#include "ui/screens/judgesetup/keyfinder.h"

#include <QtConcurrent>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One key, whatever name is asked for.
class HeldKey final : public KeySource
{
public:
    HeldKey(QString name, Secret key)
        : m_name(std::move(name))
        , m_key(std::move(key))
    {
    }

    [[nodiscard]] Result<Secret> key(const QString& name) const override
    {
        if (name == m_name && !m_key.isEmpty()) {
            return m_key;
        }
        return EnvironmentKeys().key(name); // a proxy's
    }

private:
    QString m_name;
    Secret m_key;
};

} // namespace

/// A client of its own, and the probe that asks through it. Notes how long replies take.
class ConnectionTest::Run final : public LlmClient
{
public:
    Run(const LlmEndpoint& endpoint, const Secret& key, const Clock& clock)
        : m_key(endpoint.keyName, key)
        , m_probe(*this, clock)
    {
        m_services.timers = &m_timers;
        m_services.keys = &m_key;
        m_services.retry.maxRetries = 0; // who tests wants to hear of the first failure
        m_client = std::make_unique<LlmThread>(endpoint, m_services);
    }

    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText) override
    {
        const QFuture<LlmOutcome> future = m_client->ask(request, std::move(onText));
        whenFinished(future, &m_probe, [this](const LlmOutcome& outcome) {
            if (outcome.reply) {
                latencies << outcome.reply->latencyMs;
            }
        });
        return future;
    }
    [[nodiscard]] LlmEndpoint endpoint() const override { return m_client->endpoint(); }
    [[nodiscard]] LlmProbe& probe() { return m_probe; }
    /// Asks for numbers instead of words.
    [[nodiscard]] QFuture<RewardProbeReport> askRewards()
    {
        m_rewards = std::make_unique<RewardProbe>(endpoint(), m_services);
        return m_rewards->run();
    }

    QList<qint64> latencies;

private:
    SystemTimers m_timers;
    HeldKey m_key;
    LlmServices m_services;
    std::unique_ptr<LlmThread> m_client;
    LlmProbe m_probe;
    std::unique_ptr<RewardProbe> m_rewards;
};

ConnectionTest::ConnectionTest(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(const LlmEndpoint& endpoint, const Secret& typedKey)
{
    cancel();
    m_isRunning = true;
    if (endpoint.keyName.isEmpty() || !typedKey.isEmpty()) {
        begin(endpoint, typedKey);
        return;
    }
    // The keyring may wait for somebody who unlocks it: not on the client's thread, which is waited for.
    whenFinished(QtConcurrent::run([name = endpoint.keyName] { return KeyFinder::all().key(name); }), this,
                 [this, endpoint, generation = m_generation](const Result<Secret>& key) {
                     if (generation != m_generation) {
                         return;
                     }
                     if (key) {
                         begin(endpoint, *key);
                         return;
                     }
                     ConnectionReport report;
                     report.chat.error = makeLlmError(LlmErrorKind::NoKey, endpoint);
                     report.chat.error.error = key.error();
                     finish(report);
                 });
}

void ConnectionTest::begin(const LlmEndpoint& endpoint, const Secret& key)
{
    m_run = std::make_unique<Run>(endpoint, key, m_clock);
    whenFinished(m_run->probe().run(), this, [this, generation = m_generation](const ProbeReport& report) {
        if (generation == m_generation) {
            chatDone(report);
        }
    });
}

void ConnectionTest::chatDone(const ProbeReport& report)
{
    ConnectionReport found{report, m_run->latencies, std::nullopt};
    const LlmErrorKind kind = report.error.kind;
    const bool hasNoChat = kind == LlmErrorKind::NotFound || kind == LlmErrorKind::BadRequest ||
                           kind == LlmErrorKind::BadReply || kind == LlmErrorKind::ServerError;
    if (report.abilities || !hasNoChat) {
        finish(found);
        return;
    }
    whenFinished(m_run->askRewards(), this,
                 [this, found, generation = m_generation](const RewardProbeReport& rewards) mutable {
                     if (generation == m_generation) {
                         if (rewards.shape) {
                             found.rewards = rewards;
                         }
                         finish(found);
                     }
                 });
}

void ConnectionTest::finish(const ConnectionReport& report)
{
    m_isRunning = false;
    Q_EMIT finished(report);
}

void ConnectionTest::cancel()
{
    ++m_generation;
    m_isRunning = false;
    m_run.reset();
}

} // namespace plumbline
