#include "core/llm/httpexchange.h"

#include <QIODevice>
#include <QNetworkRequest>
#include <QSslError>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/llm/retrypolicy.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostErrorBytes = 64 * 1024;
constexpr qint64 kDrainMs = 1'000;

/// A body that can be read once. Qt sends a request again by itself when a kept connection turns out to be
/// closed; a paid request must not be, and a body that cannot go back to its start prevents it.
class OneWayBody final : public QIODevice
{
public:
    OneWayBody(QByteArray bytes, QObject* parent)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at + QIODevice::bytesAvailable(); }
    bool atEnd() const override { return m_at >= m_bytes.size(); }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        if (count <= 0) {
            return -1;
        }
        std::memcpy(data, m_bytes.constData() + m_at, static_cast<size_t>(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

LlmErrorKind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return LlmErrorKind::Tls;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
        return LlmErrorKind::ConnectionLost;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return LlmErrorKind::Proxy;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
        return LlmErrorKind::BadReply;
    case QNetworkReply::TimeoutError:
        return LlmErrorKind::Timeout;
    default:
        return LlmErrorKind::Unreachable;
    }
}

} // namespace

HttpExchange::HttpExchange(const LlmEndpoint& endpoint, ConnectionPool& pool, LlmTimers& timers,
                           QObject* parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_pool(pool)
    , m_timers(timers)
{
}

HttpExchange::~HttpExchange()
{
    letGo();
}

QNetworkReply* HttpExchange::send(const HttpRequest& ask)
{
    QNetworkRequest request(ask.url);
    request.setSslConfiguration(m_pool.tls());
    request.setRawHeader("Accept", ask.accept);
    request.setRawHeader("User-Agent", "Plumbline");
    if (!ask.contentType.isEmpty()) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, ask.contentType);
    }
    if (!m_key.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_key.bytes());
    }
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute,
                         false); // a cancelled request closes its connection
    if (ask.method == "GET") {
        return m_manager->get(request);
    }
    request.setHeader(QNetworkRequest::ContentLengthHeader, ask.body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto* body = new OneWayBody(ask.body, nullptr);
    QNetworkReply* reply = m_manager->post(request, body);
    body->setParent(reply);
    return reply;
}

void HttpExchange::start(const HttpRequest& request, const Secret& key, Done done, Sink sink)
{
    m_key = key;
    m_done = std::move(done);
    m_sink = std::move(sink);
    m_maxBytes = request.maxReplyBytes > 0 ? request.maxReplyBytes : m_endpoint.limits.maxReplyBytes;
    m_startMs = m_timers.clock().monotonicMs();
    m_manager = m_pool.acquire();
    m_reply = send(request);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_answer.isSent = true;
        if (m_phase == Phase::Connecting) {
            enter(Phase::Waiting);
        }
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const QSslError& error : errors) {
            m_tlsWords += error.errorString() + u' ';
        }
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::takeHeader);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::end);
    enter(Phase::Connecting);
}

void HttpExchange::enter(Phase phase)
{
    m_phase = phase;
    m_phaseMs = m_timers.clock().monotonicMs();
    watch();
}

qint64 HttpExchange::dueMs() const
{
    const LlmTimeouts& times = m_endpoint.timeouts;
    const int phaseMs = m_phase == Phase::Connecting ? times.connectMs
                        : m_phase == Phase::Waiting  ? times.firstByteMs
                                                     : times.idleMs;
    return std::min(m_phaseMs + phaseMs, m_startMs + times.totalMs);
}

void HttpExchange::watch()
{
    const qint64 number = ++m_watch;
    const qint64 now = m_timers.clock().monotonicMs();
    m_timers.callAfter(std::max<qint64>(0, dueMs() - now), this, [this, number] {
        if (number != m_watch || !m_reply) {
            return;
        }
        const qint64 time = m_timers.clock().monotonicMs();
        if (time < dueMs()) {
            watch(); // something came in the meantime
            return;
        }
        const bool isTotal = time >= m_startMs + m_endpoint.timeouts.totalMs;
        fail(LlmErrorKind::Timeout, isTotal                        ? u"the whole reply"_s
                                    : m_phase == Phase::Connecting ? u"to connect"_s
                                    : m_phase == Phase::Waiting    ? u"to begin its reply"_s
                                                                   : u"in the middle of its reply"_s);
    });
}

void HttpExchange::takeHeader()
{
    m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_answer.requestId = m_reply->rawHeader("x-request-id");
    if (m_phase != Phase::Reading) {
        m_answer.isSent = true;
        m_answer.firstByteMs = m_timers.clock().monotonicMs() - m_startMs;
        enter(Phase::Reading);
    }
    if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_maxBytes) {
        fail(LlmErrorKind::TooLarge, QString::number(m_maxBytes));
    }
}

void HttpExchange::readSome()
{
    m_phaseMs = m_timers.clock().monotonicMs();
    const QByteArray bytes = m_reply->readAll();
    m_bytes += bytes.size();
    const bool isGood = m_answer.status >= 200 && m_answer.status < 300;
    if (!isGood) {
        m_answer.body +=
            bytes.first(std::min(bytes.size(), std::max<qint64>(0, kMostErrorBytes - m_answer.body.size())));
        if (m_bytes > kMostErrorBytes) {
            finish(); // the beginning says enough
        }
        return;
    }
    if (m_bytes > m_maxBytes) {
        fail(LlmErrorKind::TooLarge, QString::number(m_maxBytes));
        return;
    }
    if (!m_sink) {
        m_answer.body += bytes;
    } else if (!m_sink(bytes)) {
        drain();
        finish();
    }
}

void HttpExchange::drain()
{
    // The last bytes of the body are on their way: let them come, so that the connection can be used again.
    QNetworkReply* reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    connect(reply, &QObject::destroyed, &m_pool,
            [pool = &m_pool, manager = std::exchange(m_manager, nullptr)] { pool->release(manager); });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    m_timers.callAfter(kDrainMs, reply, [reply] { reply->abort(); });
}

void HttpExchange::end()
{
    if (m_answer.status == 0) {
        m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    if (m_reply->bytesAvailable() > 0) {
        readSome();
        if (!m_reply) {
            return;
        }
    }
    const bool isGood = m_answer.status >= 200 && m_answer.status < 300;
    const bool isBroken = m_reply->error() != QNetworkReply::NoError;
    if (m_answer.status == 0 || (isGood && isBroken)) {
        m_answer.failure = networkError();
    }
    finish();
}

LlmError HttpExchange::networkError() const
{
    LlmErrorKind kind = kindOf(m_reply->error());
    const bool isByProxy =
        m_endpoint.proxy.kind == LlmProxy::Kind::Http && m_endpoint.baseUrl.scheme() == u"http"_s;
    if (kind == LlmErrorKind::Unreachable && isByProxy) {
        kind = LlmErrorKind::Proxy; // without a tunnel, the proxy is all that is connected to
    }
    const bool isCut = m_answer.status != 0 && kind != LlmErrorKind::Tls;
    LlmError out = makeLlmError(isCut ? LlmErrorKind::ConnectionLost : kind, m_endpoint,
                                u"it does not speak HTTP as expected."_s);
    out.error.details = m_key.hiddenIn(m_tlsWords + m_reply->errorString());
    return out;
}

LlmError HttpExchange::statusError() const
{
    const QByteArray body = m_key.hiddenIn(m_answer.body);
    LlmError out = serverError(m_endpoint, m_answer.status, body);
    if (out.kind == LlmErrorKind::Redirected) {
        const QUrl target =
            QUrl(m_reply->url())
                .resolved(m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
        const QString shown = m_key.hiddenIn(target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
        out.error = makeLlmError(LlmErrorKind::Redirected, m_endpoint, shown).error;
    }
    out.serverMessage = m_key.hiddenIn(out.serverMessage);
    out.error.details = m_key.hiddenIn(out.error.details);
    out.retryAfterMs = retryAfterMs(m_reply->rawHeader("retry-after-ms"), m_reply->rawHeader("retry-after"),
                                    m_timers.clock().now());
    const QByteArray should = m_reply->rawHeader("x-should-retry").trimmed().toLower();
    if (should == "true" || should == "false") {
        out.shouldRetry = should == "true";
    }
    return out;
}

void HttpExchange::fail(LlmErrorKind kind, const QString& detail)
{
    LlmError error = makeLlmError(kind, m_endpoint, detail);
    m_answer.failure = std::move(error);
    finish();
}

void HttpExchange::finish()
{
    if (!m_answer.failure && (m_answer.status < 200 || m_answer.status >= 300)) {
        m_answer.failure = statusError();
    }
    m_answer.requestId = m_key.hiddenIn(m_answer.requestId);
    m_answer.totalMs = m_timers.clock().monotonicMs() - m_startMs;
    letGo();
    if (const Done done = std::exchange(m_done, {})) {
        done(std::exchange(m_answer, {}));
    }
}

void HttpExchange::letGo()
{
    ++m_watch;
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        if (reply->isRunning() && m_answer.status < 400) {
            reply->abort();
        }
        reply->deleteLater(); // which stops one of an error status; Qt complains of abort() there
    }
    if (m_manager) {
        m_pool.release(std::exchange(m_manager, nullptr));
    }
}

void HttpExchange::cancel()
{
    m_done = {};
    letGo();
}

} // namespace plumbline
