#pragma once

#include "core/llm/connectionpool.h"
#include "core/llm/llmerror.h"
#include "core/llm/llmtimers.h"

#include <QByteArray>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>

namespace plumbline {

/// One request of HTTP.
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    QByteArray contentType;
    QByteArray body;
    QByteArray accept = "application/json";
    qint64 maxReplyBytes = 0; ///< 0: as the endpoint says
};

/// What came back, or why nothing did.
struct HttpAnswer
{
    int status = 0;  ///< 0: no header came
    QByteArray body; ///< of a status 2xx only if it was not handed on piece by piece
    QByteArray requestId;
    std::optional<LlmError> failure; ///< of the connection, or what a status other than 2xx means
    bool isSent = false;             ///< the whole request had left: the server may be working on it
    qint64 firstByteMs = 0;
    qint64 totalMs = 0;
};

/// One attempt of one request: connects, sends, reads, watches the clock. Follows no redirect, sends no
/// cookies, keeps nothing. Certificates are verified. Belongs to one thread and deletes nothing but itself.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(HttpAnswer)>;
    /// Gets the body of a status 2xx as it comes; false: it has what it needs, the exchange is done.
    using Sink = std::function<bool(QByteArrayView)>;

    HttpExchange(const LlmEndpoint& endpoint, ConnectionPool& pool, LlmTimers& timers,
                 QObject* parent = nullptr);
    ~HttpExchange() override;

    /// Sends. `done` is called once, never before start() has returned, and not after cancel() or
    /// destruction.
    void start(const HttpRequest& request, const Secret& key, Done done, Sink sink = {});
    /// Closes the connection at once.
    void cancel();

private:
    enum class Phase {
        Connecting,
        Waiting,
        Reading,
    };

    [[nodiscard]] QNetworkReply* send(const HttpRequest& request);
    void enter(Phase phase);
    void watch();
    [[nodiscard]] qint64 dueMs() const;
    void takeHeader();
    void readSome();
    void drain();
    void end();
    void fail(LlmErrorKind kind, const QString& detail = {});
    void finish();
    void letGo();
    [[nodiscard]] LlmError networkError() const;
    [[nodiscard]] LlmError statusError() const;

    LlmEndpoint m_endpoint;
    ConnectionPool& m_pool;
    LlmTimers& m_timers;
    QNetworkAccessManager* m_manager = nullptr;
    QPointer<QNetworkReply> m_reply;
    Secret m_key;
    Done m_done;
    Sink m_sink;
    HttpAnswer m_answer;
    QString m_tlsWords;
    Phase m_phase = Phase::Connecting;
    qint64 m_maxBytes = 0;
    qint64 m_bytes = 0;
    qint64 m_startMs = 0;
    qint64 m_phaseMs = 0;
    qint64 m_watch = 0; ///< counts the watches, so that an old one does nothing
};

} // namespace plumbline
