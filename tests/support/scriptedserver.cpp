#include "tests/support/scriptedserver.h"

#include <QSslSocket>
#include <QTimer>

#include <memory>
#include <utility>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

ScriptedServer::ScriptedServer()
{
    listen(QHostAddress::LocalHost);
    m_handler = [](const ScriptedRequest&) { return jsonReply(chatCompletion("ok")); };
}

ScriptedServer::ScriptedServer(const QSslConfiguration& tls)
    : ScriptedServer()
{
    m_tls = tls;
    m_isSecure = true;
}

QUrl ScriptedServer::baseUrl() const
{
    return QUrl(u"%1://127.0.0.1:%2/v1"_s.arg(m_isSecure ? u"https"_s : u"http"_s).arg(serverPort()));
}

void ScriptedServer::setHandler(Handler handler)
{
    m_handler = std::move(handler);
}

void ScriptedServer::script(const QList<ScriptedReply>& replies)
{
    m_handler = [replies, next = std::make_shared<qsizetype>(0)](const ScriptedRequest&) {
        const qsizetype at = std::min(*next, replies.size() - 1);
        ++*next;
        return replies[at];
    };
}

void ScriptedServer::incomingConnection(qintptr descriptor)
{
    auto* socket = m_isSecure ? new QSslSocket(this) : new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    ++connections;
    ++open;
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --open;
        m_buffers.remove(socket);
        socket->deleteLater();
    });
    if (auto* secure = qobject_cast<QSslSocket*>(socket)) {
        secure->setSslConfiguration(m_tls);
        secure->startServerEncryption();
    }
}

void ScriptedServer::read(QTcpSocket* socket)
{
    QByteArray& buffer = m_buffers[socket];
    buffer += socket->readAll();
    for (;;) {
        const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return;
        }
        ScriptedRequest request;
        QList<QByteArray> lines = buffer.first(headEnd).split('\n');
        const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
        request.method = first.value(0);
        request.path = first.value(1);
        for (const QByteArray& line : std::as_const(lines)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.first(colon).trimmed().toLower(), line.sliced(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < headEnd + 4 + length) {
            return;
        }
        request.body = buffer.sliced(headEnd + 4, length);
        buffer.remove(0, headEnd + 4 + length);
        requests.append(request);
        send(socket, m_handler(request));
        if (!m_buffers.contains(socket)) {
            return; // it was reset
        }
    }
}

void ScriptedServer::send(QTcpSocket* socket, const ScriptedReply& reply)
{
    if (reply.piece > 0) {
        sendPiece(socket, reply, 0);
        return;
    }
    socket->write(reply.bytes);
    if (reply.then == ScriptedReply::Then::Keep) {
        return;
    }
    socket->flush();
    if (reply.then == ScriptedReply::Then::Reset) {
        socket->abort();
    } else {
        socket->disconnectFromHost();
    }
}

void ScriptedServer::sendPiece(QTcpSocket* socket, const ScriptedReply& reply, qsizetype at)
{
    socket->write(reply.bytes.sliced(at, std::min(reply.piece, reply.bytes.size() - at)));
    socket->flush();
    const qsizetype next = at + reply.piece;
    if (next < reply.bytes.size()) {
        QTimer::singleShot(0, socket, [this, socket, reply, next] { sendPiece(socket, reply, next); });
        return;
    }
    ScriptedReply end;
    end.then = reply.then;
    send(socket, end);
}

ScriptedReply httpReply(int status, const QByteArray& headers, const QByteArray& body)
{
    ScriptedReply out;
    out.bytes = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n" + headers +
                "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    return out;
}

ScriptedReply jsonReply(const QByteArray& body)
{
    return httpReply(200, "Content-Type: application/json\r\nX-Request-Id: req-1\r\n", body);
}

QByteArray chatCompletion(const QByteArray& text)
{
    QByteArray content;
    appendJsonUtf8(content, text);
    return R"({"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
           R"("message":{"role":"assistant","content":)" +
           content +
           R"(,"refusal":null},"logprobs":null,"finish_reason":"stop"}],)"
           R"("usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})";
}

ScriptedReply streamReply(const QByteArray& events, qsizetype piece)
{
    ScriptedReply out;
    out.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + events;
    out.piece = piece;
    out.then = ScriptedReply::Then::Close;
    return out;
}

ScriptedReply noReply()
{
    return {};
}

} // namespace plumbline
