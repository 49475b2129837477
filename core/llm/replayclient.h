#pragma once

#include "core/llm/llmclient.h"

#include <QFile>
#include <QHash>
#include <QMutex>

#include <memory>

namespace plumbline {

/// Answers from a recording: for tests, demonstrations and work without a network. Costs nothing. A request
/// that was not recorded fails as NotRecorded. A recording is a JSONL file; each line has "hash"
/// (requestHash()), "request" (canonicalRequest(), for people who read it) and "reply" (LlmReply::toJson())
/// or "error" (kind, status, message). Of several lines with the same hash the last counts.
class ReplayClient final : public LlmClient
{
public:
    /// Reads a recording. InvalidData names the line of what cannot be read.
    [[nodiscard]] static Result<std::unique_ptr<ReplayClient>> open(const LlmEndpoint& endpoint,
                                                                    const QString& path);

    explicit ReplayClient(LlmEndpoint endpoint);
    /// Adds an answer by hand.
    void add(const LlmRequest& request, const LlmReply& reply);

    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override;
    [[nodiscard]] LlmEndpoint endpoint() const override { return m_endpoint; }
    [[nodiscard]] qsizetype size() const { return m_replies.size(); }

private:
    [[nodiscard]] Result<void> addLine(QByteArrayView line);

    LlmEndpoint m_endpoint;
    QHash<QByteArray, LlmOutcome> m_replies;
};

/// Passes requests on and writes down what came back, as a recording. The client must outlive this. Wait for
/// the futures by whenFinished(): their one continuation is taken.
class RecordingClient final : public LlmClient
{
public:
    RecordingClient(LlmClient& client, const QString& path);

    /// Opens the file to write at its end.
    [[nodiscard]] Result<void> open();
    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override;
    [[nodiscard]] LlmEndpoint endpoint() const override { return m_client.endpoint(); }

private:
    struct Sheet
    {
        QMutex mutex;
        QFile file;
    };

    LlmClient& m_client;
    std::shared_ptr<Sheet> m_sheet; ///< also held by what is still asked
};

} // namespace plumbline
