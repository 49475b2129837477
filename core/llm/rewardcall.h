#pragma once

#include "core/llm/rewardclient.h"

#include <QFutureWatcher>
#include <QPromise>

#include <memory>
#include <vector>

namespace plumbline {

/// A text on its way.
struct RewardClient::Call
{
    LlmRequest request;
    LlmTextSink onText;
    QPromise<LlmOutcome> promise;
    std::unique_ptr<QFutureWatcher<LlmOutcome>> watcher;
    RewardShape shape;
    RewardText text;
    QByteArray hash;                ///< empty: not cached
    std::vector<CallPtr> followers; ///< the same request, asked again meanwhile
    BatchPtr batch;                 ///< in flight with it
    qint64 tokens = 0;
    int mostBatch = 0; ///< of this text, after a refusal; 0: no bound of its own
    int retriesDone = 0;
    bool hasClaim = false;
    bool isOver = false;
};

/// Texts that go in one request.
struct RewardClient::Batch
{
    std::vector<CallPtr> calls;
    std::unique_ptr<HttpExchange> exchange;
    qint64 tokens = 0;
    double reserved = 0;
};

} // namespace plumbline
