#pragma once

#include "core/base/clock.h"
#include "core/llm/llmclient.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QStringList>

#include <deque>
#include <memory>

namespace plumbline {

/// What a probe found.
struct ProbeReport
{
    std::optional<LlmAbilities> abilities; ///< none when the server could not be asked at all
    LlmError error;                        ///< why not
    QStringList notes;                     ///< what was tried and how it ended, a line each; technical
    int requests = 0;
    double cost = 0; ///< US dollars
};

/// Finds out, by a few short requests, what a server understands: the field that bounds a reply, temperature,
/// a seed, logprobs, and how it gives JSON of a wished shape. A server may accept a field and ignore it (vLLM
/// does); so a way to ask for JSON counts only if the reply holds a word that nothing but the schema asked
/// for. A server that fails for another reason (key, address, limits) ends the probe. One probe at a time;
/// lives on a thread with an event loop.
class LlmProbe : public QObject
{
    Q_OBJECT

public:
    /// The client, and the clock's time for LlmAbilities::probedAt.
    LlmProbe(LlmClient& client, const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QFuture<ProbeReport> run();

private:
    void askPlain();
    void plainDone(const LlmOutcome& outcome);
    [[nodiscard]] bool leaveOut(const LlmError& error);
    void askJson();
    void jsonDone(const LlmOutcome& outcome);
    void ask(const LlmRequest& request, void (LlmProbe::*then)(const LlmOutcome&));
    void finish();

    LlmClient& m_client;
    const Clock& m_clock;
    std::unique_ptr<QPromise<ProbeReport>> m_promise;
    ProbeReport m_report;
    LlmAbilities m_abilities;
    std::deque<StructuredMode> m_modes; ///< still to be tried
};

} // namespace plumbline
