#pragma once

#include "core/llm/llmprobe.h"
#include "core/llm/rewardprobe.h"
#include "core/llm/secret.h"

#include <QObject>

#include <memory>

namespace plumbline {

/// What a test found.
struct ConnectionReport
{
    ProbeReport chat;                         ///< of the interface that answers in words
    QList<qint64> latenciesMs;                ///< of its replies
    std::optional<RewardProbeReport> rewards; ///< of a server that has no chat and gives numbers instead
};

/// Asks a server in the background what it understands. One test at a time; a newer one ends an older. GUI
/// thread; nothing here waits.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    /// `clock` outlives it.
    explicit ConnectionTest(const Clock& clock, QObject* parent = nullptr);
    ~ConnectionTest() override;

    /// `typedKey`: one that is not stored yet; empty: the endpoint's key is looked for by its name.
    void start(const LlmEndpoint& endpoint, const Secret& typedKey = {});
    /// Ends the test without a result.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void finished(const plumbline::ConnectionReport& report);

private:
    class Run;
    void begin(const LlmEndpoint& endpoint, const Secret& key);
    void chatDone(const ProbeReport& report);
    void finish(const ConnectionReport& report);

    const Clock& m_clock;
    std::unique_ptr<Run> m_run;
    bool m_isRunning = false;
    int m_generation = 0;
};

} // namespace plumbline
