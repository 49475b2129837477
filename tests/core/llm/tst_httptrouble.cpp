#include "tests/core/llm/llmfixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Everything a server, a network and a clock can do to a request.
class TestHttpTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badReplies_data();
    void badReplies();
    void brokenConnectionsAreTriedAgainOnce();
    void aKeptConnectionThatClosedSendsNothingTwice();
    void refusedConnections();
    void hugeRepliesAreCutOff_data();
    void hugeRepliesAreCutOff();
    void redirectsDoNotCarryTheKey();
    void timeouts_data();
    void timeouts();
    void cancelClosesTheConnectionAtOnce();
    void cancelInTheQueue();
    void anAnswerAfterCancelIsNotHeard();
    void untrustedCertificatesAreRefused();
    void trustedCertificatesWork();
    void slowHandshakesTimeOut();
    void proxiesAreUsed();
    void deadProxiesAreNamed();

private:
    static QString dataFile(const QString& name);
    static QSslConfiguration tls();
};

QString TestHttpTrouble::dataFile(const QString& name)
{
    return qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + u"/tests/data/llm/"_s + name;
}

QSslConfiguration TestHttpTrouble::tls()
{
    QFile key(dataFile(u"server-key.pem"_s));
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    if (key.open(QIODevice::ReadOnly)) {
        out.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    }
    out.setLocalCertificateChain(QSslCertificate::fromPath(dataFile(u"server-cert.pem"_s)));
    out.setPeerVerifyMode(QSslSocket::VerifyNone);
    return out;
}

void TestHttpTrouble::badReplies_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<QString>("kind");
    const auto closing = [](QByteArray bytes) {
        ScriptedReply out;
        out.bytes = std::move(bytes);
        out.then = ScriptedReply::Then::Close;
        return out;
    };
    QTest::newRow("page") << httpReply(200, "Content-Type: text/html\r\n",
                                       "<html><body>Sign in</body></html>")
                          << u"bad_reply"_s;
    QTest::newRow("empty") << httpReply(200, {}, {}) << u"bad_reply"_s;
    QTest::newRow("half a JSON") << jsonReply(R"({"choices":[{"mess)") << u"bad_reply"_s;
    QTest::newRow("no HTTP") << closing("SSH-2.0-OpenSSH_9.2\r\n") << u"connection_lost"_s;
    QTest::newRow("error under 200") << jsonReply(R"({"error":{"message":"no","code":401}})")
                                     << u"wrong_key"_s;
    QTest::newRow("revoked key") << httpReply(401, {},
                                              R"({"error":{"message":"revoked","code":"invalid_api_key"}})")
                                 << u"wrong_key"_s;
    for (const QByteArray& way : {QByteArray("Bearer"), QByteArray("Basic realm=\"x\"")}) {
        QTest::addRow("key asked for by %s", way.constData())
            << httpReply(401, "WWW-Authenticate: " + way + "\r\n", R"({"error":{"message":"no"}})")
            << u"wrong_key"_s;
    }
    QTest::newRow("no model") << httpReply(404, {}, R"({"error":{"message":"no model","code":404}})")
                              << u"not_found"_s;
    QTest::newRow("context") << httpReply(400, {},
                                          R"({"error":{"message":"maximum context length is 8","code":400}})")
                             << u"context_too_long"_s;
    QTest::newRow("cut") << closing("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":[")
                         << u"connection_lost"_s;
    QTest::newRow("closed") << closing({}) << u"connection_lost"_s;
    QTest::newRow("endless error page") << httpReply(400, {}, QByteArray(1'000'000, 'x')) << u"bad_request"_s;
}

void TestHttpTrouble::badReplies()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(QString, kind);
    LlmFixture fixture;
    fixture.services.retry.maxRetries = 0;
    fixture.server.script({reply});
    const LlmOutcome outcome = fixture.ask();
    QCOMPARE(llmErrorName(outcome.error.kind), kind);
    QVERIFY(outcome.error.error.message.contains(u"“judge” (127.0.0.1:"_s));
    QVERIFY(outcome.error.error.message.endsWith(u'.'));
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestHttpTrouble::brokenConnectionsAreTriedAgainOnce()
{
    LlmFixture fixture;
    ScriptedReply reset;
    reset.then = ScriptedReply::Then::Reset;
    fixture.server.script({reset, jsonReply(chatCompletion("ok"))});
    const QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(fixture.timers.hasWait(500, 500));
    QCOMPARE(fixture.server.requests.size(), 1); // not again before its time
    fixture.timers.advanceMs(500);
    QVERIFY(LlmFixture::outcome(future).reply);
    QCOMPARE(fixture.server.requests.size(), 2);
}

void TestHttpTrouble::aKeptConnectionThatClosedSendsNothingTwice()
{
    LlmFixture fixture;
    fixture.services.retry.maxRetries = 0;
    ScriptedReply reset;
    reset.then = ScriptedReply::Then::Reset;
    fixture.server.script({jsonReply(chatCompletion("ok")), reset});
    QVERIFY(fixture.ask().reply);
    QCOMPARE(fixture.ask(LlmFixture::request(u"second"_s)).error.kind, LlmErrorKind::ConnectionLost);
    QCOMPARE(fixture.server.requests.size(), 2); // the network layer sent nothing again by itself
}

void TestHttpTrouble::refusedConnections()
{
    LlmFixture fixture;
    fixture.services.retry.maxRetries = 0;
    fixture.server.close();
    const LlmOutcome outcome = fixture.ask();
    QCOMPARE(outcome.error.kind, LlmErrorKind::Unreachable);
    QCOMPARE(outcome.error.status, 0);
}

void TestHttpTrouble::hugeRepliesAreCutOff_data()
{
    QTest::addColumn<bool>("hasLength");
    QTest::newRow("announced") << true;
    QTest::newRow("not announced") << false;
}

void TestHttpTrouble::hugeRepliesAreCutOff()
{
    QFETCH(bool, hasLength);
    LlmFixture fixture;
    fixture.endpoint.limits.maxReplyBytes = 100'000;
    ScriptedReply huge;
    huge.bytes =
        hasLength ? "HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n";
    huge.bytes += QByteArray(2'000'000, ' ');
    fixture.server.script({huge});
    const LlmOutcome outcome = fixture.ask();
    QCOMPARE(outcome.error.kind, LlmErrorKind::TooLarge);
    VERIFY_SOON(fixture.server.open == 0);
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestHttpTrouble::redirectsDoNotCarryTheKey()
{
    for (const int status : {301, 302, 303, 307, 308}) {
        LlmFixture fixture;
        ScriptedServer other;
        fixture.server.script({httpReply(
            status, "Location: " + other.baseUrl().toEncoded() + "/chat/completions?token=x\r\n", {})});
        const LlmOutcome outcome = fixture.ask();
        QCOMPARE(outcome.error.kind, LlmErrorKind::Redirected);
        QVERIFY(outcome.error.error.message.contains(other.baseUrl().toString()));
        QVERIFY(!outcome.error.error.message.contains(u"token"_s));
        QTest::qWait(1);
        QCOMPARE(other.connections, 0);
    }
}

void TestHttpTrouble::timeouts_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("afterMs");
    QTest::newRow("never answers") << QByteArray() << 3'000;
    QTest::newRow("stops in the header") << QByteArray("HTTP/1.1 200 OK\r\nContent-") << 3'000;
    QTest::newRow("stops in the body")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{") << 2'000;
}

void TestHttpTrouble::timeouts()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, afterMs);
    LlmFixture fixture;
    fixture.endpoint.timeouts = {1'000, 3'000, 2'000, 10'000};
    fixture.services.retry.maxRetries = 0;
    ScriptedReply reply;
    reply.bytes = sent;
    fixture.server.script({reply});
    const QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(fixture.timers.hasWait(afterMs, afterMs));
    VERIFY_SOON(fixture.server.requests.size() == 1);
    fixture.timers.advanceMs(afterMs - 1);
    QVERIFY(!future.isFinished());
    fixture.timers.advanceMs(1);
    const LlmOutcome outcome = LlmFixture::outcome(future);
    QCOMPARE(outcome.error.kind, LlmErrorKind::Timeout);
    VERIFY_SOON(fixture.server.open == 0);
}

void TestHttpTrouble::cancelClosesTheConnectionAtOnce()
{
    LlmFixture fixture;
    fixture.server.script({noReply()});
    QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(fixture.server.requests.size() == 1);
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    VERIFY_SOON(fixture.server.open == 0);
    QVERIFY(timer.elapsed() < 100);
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
    QCOMPARE(fixture.stats.view().cancelled, 1);
}

void TestHttpTrouble::cancelInTheQueue()
{
    LlmFixture fixture;
    fixture.endpoint.limits.inFlight = 1;
    fixture.server.script({noReply(), jsonReply(chatCompletion("ok"))});
    QFuture<LlmOutcome> first = fixture.client().ask(LlmFixture::request(u"1"_s));
    QFuture<LlmOutcome> second = fixture.client().ask(LlmFixture::request(u"2"_s));
    const QFuture<LlmOutcome> third = fixture.client().ask(LlmFixture::request(u"3"_s));
    VERIFY_SOON(fixture.server.requests.size() == 1);
    second.cancel();
    VERIFY_SOON(second.isFinished());
    first.cancel();
    QVERIFY(LlmFixture::outcome(third).reply);
    QCOMPARE(fixture.server.requests.size(), 2);
}

void TestHttpTrouble::anAnswerAfterCancelIsNotHeard()
{
    LlmFixture fixture;
    ScriptedReply slow = jsonReply(chatCompletion("late"));
    slow.piece = 1;
    fixture.server.script({slow, jsonReply(chatCompletion("ok"))});
    QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(fixture.server.requests.size() == 1);
    future.cancel();
    VERIFY_SOON(future.isFinished());
    QCOMPARE(fixture.ask().reply->text, u"ok"_s);
    QCOMPARE(future.resultCount(), 0);
}

void TestHttpTrouble::untrustedCertificatesAreRefused()
{
    ScriptedServer server(tls());
    LlmFixture fixture;
    fixture.endpoint.baseUrl = server.baseUrl();
    const LlmOutcome outcome = fixture.ask();
    QCOMPARE(outcome.error.kind, LlmErrorKind::Tls);
    QVERIFY(!outcome.error.error.details.isEmpty());
    QVERIFY(server.requests.isEmpty());
    QCOMPARE(outcome.error.attempts, 1);
}

void TestHttpTrouble::trustedCertificatesWork()
{
    ScriptedServer server(tls());
    LlmFixture fixture;
    fixture.endpoint.baseUrl = server.baseUrl();
    fixture.endpoint.caFile = dataFile(u"server-cert.pem"_s);
    const LlmOutcome outcome = fixture.ask();
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.toString() + outcome.error.error.details));
}

void TestHttpTrouble::slowHandshakesTimeOut()
{
    QTcpServer silent; // takes the connection and never says a word
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    LlmFixture fixture;
    fixture.services.retry.maxRetries = 0;
    fixture.endpoint.baseUrl = QUrl(u"https://127.0.0.1:%1/v1"_s.arg(silent.serverPort()));
    const QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(silent.hasPendingConnections());
    fixture.timers.advanceMs(4'999);
    QVERIFY(!future.isFinished());
    fixture.timers.advanceMs(1);
    const LlmOutcome outcome = LlmFixture::outcome(future);
    QCOMPARE(outcome.error.kind, LlmErrorKind::Timeout);
    QVERIFY(outcome.error.error.message.contains(u"to connect"_s));
}

void TestHttpTrouble::proxiesAreUsed()
{
    LlmFixture fixture; // its server plays the proxy: it sees the whole address
    fixture.endpoint.baseUrl = QUrl(u"http://model.example/v1"_s);
    fixture.endpoint.isPlainHttpAllowed = true;
    fixture.endpoint.proxy = {LlmProxy::Kind::Http, u"127.0.0.1"_s, fixture.server.serverPort(), {}};
    QVERIFY(fixture.ask().reply);
    QCOMPARE(fixture.server.requests.first().path, "http://model.example/v1/chat/completions");
}

void TestHttpTrouble::deadProxiesAreNamed()
{
    LlmFixture fixture;
    fixture.services.retry.maxRetries = 0;
    fixture.endpoint.baseUrl = QUrl(u"http://model.example/v1"_s);
    fixture.endpoint.isPlainHttpAllowed = true;
    fixture.endpoint.proxy = {LlmProxy::Kind::Http, u"127.0.0.1"_s, fixture.server.serverPort(), {}};
    fixture.server.close();
    QCOMPARE(fixture.ask().error.kind, LlmErrorKind::Proxy);
}

QTEST_GUILESS_MAIN(TestHttpTrouble)
#include "tst_httptrouble.moc"
