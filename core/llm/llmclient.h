#pragma once

#include "core/llm/llmerror.h"
#include "core/llm/llmrequest.h"

#include <QFuture>
#include <QStringView>

#include <functional>

namespace plumbline {

/// Gets each piece of a streamed reply's text, on the client's thread.
using LlmTextSink = std::function<void(QStringView)>;

/// Asks a model. Safe to call from any thread.
class LlmClient
{
public:
    virtual ~LlmClient() = default;

    /// The future has exactly one outcome, or none when it was cancelled. QFuture::cancel() stops the request
    /// at once: it leaves the queue, or its connection is closed. Use whenFinished() to wait without
    /// blocking.
    [[nodiscard]] virtual QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) = 0;

    /// The server and the model that are asked.
    [[nodiscard]] virtual LlmEndpoint endpoint() const = 0;
};

} // namespace plumbline
