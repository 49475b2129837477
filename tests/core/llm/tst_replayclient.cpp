#include "core/llm/replayclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Recordings: what was answered once is answered again without a server.
class TestReplayClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replaysWhatWasRecorded();
    void unknownRequestsFail();
    void badLinesAreNamed_data();
    void badLinesAreNamed();
    void streamsArriveInOnePiece();

private:
    static LlmEndpoint endpoint();
    static LlmRequest request(const QString& text);
};

LlmEndpoint TestReplayClient::endpoint()
{
    LlmEndpoint out;
    out.baseUrl = QUrl(u"https://api.example.org/v1"_s);
    out.model = u"m"_s;
    return out;
}

LlmRequest TestReplayClient::request(const QString& text)
{
    LlmRequest out;
    out.messages = {{u"user"_s, text}};
    return out;
}

void TestReplayClient::replaysWhatWasRecorded()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"recording.jsonl"_s);
    ReplayClient source(endpoint());
    LlmReply reply;
    reply.text = u"A"_s;
    reply.tokens = {{{u"A"_s, -0.5, "A"}, {}}};
    source.add(request(u"one"_s), reply);
    {
        RecordingClient recorder(source, path);
        QVERIFY(recorder.open());
        QCOMPARE(recorder.ask(request(u"one"_s)).result().reply->text, u"A"_s);
        QVERIFY(!recorder.ask(request(u"two"_s)).result().reply);
    }
    const auto replay = ReplayClient::open(endpoint(), path);
    QVERIFY2(replay, qPrintable(replay ? QString() : replay.error().toString()));
    QCOMPARE((*replay)->size(), 2);
    const LlmOutcome one = (*replay)->ask(request(u"one"_s)).result();
    QVERIFY(one.reply);
    QCOMPARE(one.reply->tokens, reply.tokens);
    QVERIFY(one.reply->isFromCache);
    QCOMPARE((*replay)->ask(request(u"two"_s)).result().error.kind, LlmErrorKind::NotRecorded);
}

void TestReplayClient::unknownRequestsFail()
{
    ReplayClient client(endpoint());
    const LlmOutcome outcome = client.ask(request(u"x"_s)).result();
    QCOMPARE(outcome.error.kind, LlmErrorKind::NotRecorded);
    QVERIFY(outcome.error.error.message.contains(u"api.example.org"_s));
}

void TestReplayClient::badLinesAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no hash") << QByteArray(R"({"reply":{"text":"x","usage":{}}})");
    QTest::newRow("no reply") << QByteArray(R"({"hash":"x"})");
    QTest::newRow("bad reply") << QByteArray(R"({"hash":"x","reply":{"text":1}})");
}

void TestReplayClient::badLinesAreNamed()
{
    QFETCH(QByteArray, line);
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"r.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\n" + line + "\n");
    file.close();
    const auto replay = ReplayClient::open(endpoint(), file.fileName());
    QVERIFY(!replay);
    QCOMPARE(replay.error().line, 2);
    QCOMPARE(replay.error().file, file.fileName());
    QVERIFY(!ReplayClient::open(endpoint(), dir.filePath(u"absent"_s)));
}

void TestReplayClient::streamsArriveInOnePiece()
{
    ReplayClient client(endpoint());
    LlmReply reply;
    reply.text = u"text"_s;
    LlmRequest streamed = request(u"x"_s);
    client.add(streamed, reply);
    streamed.isStreamed = true;
    QString seen;
    QVERIFY(client.ask(streamed, [&seen](QStringView text) { seen += text; }).result().reply);
    QCOMPARE(seen, u"text"_s);
}

QTEST_GUILESS_MAIN(TestReplayClient)
#include "tst_replayclient.moc"
