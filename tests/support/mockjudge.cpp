// mockjudge LATENCY_MS [LOG]: a server that judges pairs, in a process of its own. Says its port on standard
// output and goes when its standard input ends. Each request is named by the SHA-256 of its body; the same
// body gets the same reply: [[A]], [[B]] or [[C]], now and then nothing that can be read. LOG gets a line
// "asked NAME" for each request and "answered NAME" once its reply has gone out.

#include "core/base/sha256.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray nameOf(const QByteArray& body)
{
    plumbline::Sha256 sha;
    sha.addData(body);
    return sha.result().toHex();
}

QByteArray replyTo(const QByteArray& name)
{
    constexpr int kOneIn = 40;
    bool isNumber = false;
    const uint number = name.first(8).toUInt(&isNumber, 16);
    static constexpr const char* kVerdicts[] = {"[[A]]", "[[B]]", "[[C]]"};
    const QByteArray text = number % kOneIn == 0 ? "Both have their merits." : kVerdicts[number % 3];
    const QByteArray body =
        R"({"id":")" + name +
        R"(","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":)"
        R"("assistant","content":"One is clearer than the other. )" +
        text +
        R"("},"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}})";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

class Server : public QTcpServer
{
public:
    Server(int latencyMs, int log)
        : m_latencyMs(latencyMs)
        , m_log(log)
    {
        setListenBacklogSize(512);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_buffers.remove(socket);
                    socket->deleteLater();
                });
            }
        });
    }

private:
    void read(QTcpSocket* socket)
    {
        QByteArray& buffer = m_buffers[socket];
        buffer += socket->readAll();
        const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return;
        }
        const QByteArray head = buffer.first(headEnd).toLower();
        const qsizetype field = head.indexOf("content-length:");
        const qsizetype length =
            field < 0
                ? 0
                : head.sliced(field + 15,
                              head.indexOf('\r', field) < 0 ? -1 : head.indexOf('\r', field) - field - 15)
                      .trimmed()
                      .toLongLong();
        if (buffer.size() < headEnd + 4 + length) {
            return;
        }
        const QByteArray name = nameOf(buffer.sliced(headEnd + 4, length));
        buffer.remove(0, headEnd + 4 + length);
        tell("asked " + name);
        QTimer::singleShot(m_latencyMs, Qt::PreciseTimer, socket, [this, socket, name] {
            tell("answered " + name);
            socket->write(replyTo(name));
            socket->flush();
        });
    }

    void tell(const QByteArray& words) const
    {
        if (m_log >= 0) {
            const QByteArray line = words + '\n';
            (void)!::write(m_log, line.constData(), static_cast<size_t>(line.size()));
        }
    }

    int m_latencyMs;
    int m_log;
    QHash<QTcpSocket*, QByteArray> m_buffers;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int log = arguments.size() > 2 ? ::open(QFile::encodeName(arguments.at(2)).constData(),
                                                  O_WRONLY | O_CREAT | O_APPEND, 0600)
                                         : -1;
    Server server(arguments.value(1).toInt(), log);
    if (!server.listen(QHostAddress::LocalHost)) {
        return 1;
    }
    std::printf("%d\n", server.serverPort());
    std::fflush(stdout);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [] {
        char byte = 0;
        if (::read(STDIN_FILENO, &byte, 1) <= 0) {
            QCoreApplication::quit();
        }
    });
    return QCoreApplication::exec();
}
