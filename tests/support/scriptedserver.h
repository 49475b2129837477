#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace plumbline {

/// What the server was asked.
struct ScriptedRequest
{
    QByteArray method;
    QByteArray path;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// What it answers: bytes as they are, and what becomes of the connection.
struct ScriptedReply
{
    enum class Then {
        Keep,  ///< the connection stays open for the next request
        Close, ///< it ends when the bytes have gone
        Reset, ///< it breaks when the bytes have gone
    };

    QByteArray bytes;
    qsizetype piece = 0; ///< so many bytes at a time, each in a turn of its own; 0: all at once
    Then then = Then::Keep;
};

/// An HTTP server on localhost that does what a test wrote down: one reply for each request, in order, the
/// last one for all that follow; or whatever a function says. For the test's own thread.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    using Handler = std::function<ScriptedReply(const ScriptedRequest&)>;

    ScriptedServer();
    /// With TLS.
    explicit ScriptedServer(const QSslConfiguration& tls);

    void script(const QList<ScriptedReply>& replies);
    void setHandler(Handler handler);
    /// http://127.0.0.1:port/v1 (https with TLS).
    [[nodiscard]] QUrl baseUrl() const;

    QList<ScriptedRequest> requests;
    int connections = 0; ///< ever
    int open = 0;        ///< now

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QTcpSocket* socket);
    void send(QTcpSocket* socket, const ScriptedReply& reply);
    void sendPiece(QTcpSocket* socket, const ScriptedReply& reply, qsizetype at);

    Handler m_handler;
    QSslConfiguration m_tls;
    bool m_isSecure = false;
    QHash<QTcpSocket*, QByteArray> m_buffers;
};

/// A reply with a status, header lines ("A: b\r\n"…), and a body with its length.
[[nodiscard]] ScriptedReply httpReply(int status, const QByteArray& headers, const QByteArray& body);
/// 200 with JSON.
[[nodiscard]] ScriptedReply jsonReply(const QByteArray& body);
/// A chat completion that says a text.
[[nodiscard]] QByteArray chatCompletion(const QByteArray& text);
/// 200 with a stream whose end is the end of the connection.
[[nodiscard]] ScriptedReply streamReply(const QByteArray& events, qsizetype piece = 0);
/// Nothing at all; the connection stays open.
[[nodiscard]] ScriptedReply noReply();

} // namespace plumbline
