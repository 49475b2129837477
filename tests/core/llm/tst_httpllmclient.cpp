#include "tests/core/llm/llmfixture.h"

#include "core/base/json.h"
#include "core/llm/llmthread.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The client over real sockets: asking, streaming, trying again, limits, budget, cache, many at once.
class TestHttpLlmClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAndReads();
    void streamsInOneBytePieces();
    void triesAgainAfterTheServersWait_data();
    void triesAgainAfterTheServersWait();
    void backsOffAndGivesUp();
    void aBegunStreamIsNotTriedAgain();
    void quotaIsNotTriedAgain();
    void limitsHoldRequestsBack();
    void a429HoldsTheOthersToo();
    void theBudgetStops();
    void lostRepliesCount();
    void nothingIsPaidTwice();
    void equalRequestsAreAskedOnce();
    void samplesAreAskedEach();
    void aDamagedEndpointSaysSo();
    void manyAreInFlight();
    void asksFromAnyThread();
    void tellsAnotherModelsName();
    void refusalsAndCutsAreReplies();
};

void TestHttpLlmClient::asksAndReads()
{
    LlmFixture fixture;
    fixture.endpoint.prices.input = 1e6;
    fixture.endpoint.prices.output = 2e6;
    fixture.server.script({jsonReply(chatCompletion("A"))});
    const LlmOutcome outcome = fixture.ask();
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.toString()));
    QCOMPARE(outcome.reply->text, u"A"_s);
    QCOMPARE(outcome.reply->cost, 20.0); // 10 + 2 · 5
    QCOMPARE(outcome.reply->requestId, u"req-1"_s);
    QCOMPARE(outcome.reply->attempts, 1);
    QCOMPARE(fixture.server.requests.size(), 1);
    const ScriptedRequest& seen = fixture.server.requests.first();
    QCOMPARE(seen.method, "POST");
    QCOMPARE(seen.path, "/v1/chat/completions");
    QCOMPARE(seen.headers.value("authorization"), QByteArray("Bearer ") + PlantedKeys::kPlantedKey);
    QCOMPARE(seen.headers.value("content-type"), "application/json");
    QCOMPARE(seen.body, canonicalJson(chatBody(fixture.endpoint, LlmFixture::request())));
    // The connection is used again.
    QVERIFY(fixture.ask().reply);
    QCOMPARE(fixture.server.connections, 1);
}

void TestHttpLlmClient::streamsInOneBytePieces()
{
    LlmFixture fixture;
    fixture.server.script(
        {streamReply("data: {\"choices\":[{\"delta\":{\"content\":\"gr\xC3\xBC\"}}]}\r\n\r\n: ping\n\n"
                     "data: {\"choices\":[{\"delta\":{\"content\":\"n\"},\"finish_reason\":\"stop\"}],"
                     "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n",
                     1)});
    LlmRequest request = LlmFixture::request();
    request.isStreamed = true;
    QStringList pieces;
    const LlmOutcome outcome = LlmFixture::outcome(
        fixture.client().ask(request, [&pieces](QStringView text) { pieces << text.toString(); }));
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.toString()));
    QCOMPARE(outcome.reply->text, u"grün"_s);
    QCOMPARE(pieces, (QStringList{u"grü"_s, u"n"_s}));
    QCOMPARE(outcome.reply->usage.total(), 5);
    QVERIFY(outcome.reply->firstTokenMs > 0);
}

void TestHttpLlmClient::triesAgainAfterTheServersWait_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("seconds") << QByteArray("Retry-After: 7\r\n") << qint64(7'000);
    QTest::newRow("date") << QByteArray("Retry-After: Mon, 05 Jan 2026 10:00:09 GMT\r\n") << qint64(9'000);
    QTest::newRow("milliseconds") << QByteArray("retry-after-ms: 30\r\nRetry-After: 7\r\n") << qint64(30);
    QTest::newRow("none") << QByteArray() << qint64(500);
    QTest::newRow("too long") << QByteArray("Retry-After: 121\r\n") << qint64(500);
}

void TestHttpLlmClient::triesAgainAfterTheServersWait()
{
    QFETCH(QByteArray, headers);
    QFETCH(qint64, ms);
    LlmFixture fixture;
    fixture.server.script({httpReply(429, headers, R"({"error":{"message":"slow down","code":"slow_down"}})"),
                           jsonReply(chatCompletion("ok"))});
    const QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(fixture.timers.hasWait(ms, ms));
    fixture.timers.advanceMs(ms - 1);
    QTest::qWait(1);
    QCOMPARE(fixture.server.requests.size(), 1);
    fixture.timers.advanceMs(1);
    const LlmOutcome outcome = LlmFixture::outcome(future);
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.toString()));
    QCOMPARE(outcome.reply->attempts, 2);
    QCOMPARE(fixture.stats.view().retries, 1);
}

void TestHttpLlmClient::backsOffAndGivesUp()
{
    LlmFixture fixture;
    fixture.server.script({httpReply(500, {}, R"({"error":{"message":"broken"}})")});
    const QFuture<LlmOutcome> future = fixture.client().ask(LlmFixture::request());
    VERIFY_SOON(fixture.timers.hasWait(500, 500));
    fixture.timers.advanceMs(500);
    VERIFY_SOON(fixture.timers.hasWait(1'000, 1'000));
    fixture.timers.advanceMs(1'000);
    const LlmOutcome outcome = LlmFixture::outcome(future);
    QCOMPARE(outcome.error.kind, LlmErrorKind::ServerError);
    QCOMPARE(outcome.error.attempts, 3);
    QCOMPARE(outcome.error.serverMessage, u"broken"_s);
    QCOMPARE(fixture.server.requests.size(), 3);
    QCOMPARE(fixture.stats.view().attemptErrors.value(LlmErrorKind::ServerError), 3);
}

void TestHttpLlmClient::aBegunStreamIsNotTriedAgain()
{
    LlmFixture fixture;
    ScriptedReply cut = streamReply("data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n");
    fixture.server.script({cut});
    LlmRequest request = LlmFixture::request();
    request.isStreamed = true;
    const LlmOutcome outcome = fixture.ask(request);
    QCOMPARE(outcome.error.kind, LlmErrorKind::ConnectionLost);
    QVERIFY(outcome.error.isPartial);
    QCOMPARE(outcome.error.partialText, u"half"_s);
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestHttpLlmClient::quotaIsNotTriedAgain()
{
    LlmFixture fixture;
    fixture.server.script(
        {httpReply(429, "Retry-After: 1\r\n", R"({"error":{"message":"q","code":"insufficient_quota"}})")});
    QCOMPARE(fixture.ask().error.kind, LlmErrorKind::QuotaExhausted);
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestHttpLlmClient::limitsHoldRequestsBack()
{
    LlmFixture fixture;
    fixture.endpoint.limits.requestsPerMinute = 2; // one now, then one a minute
    QList<QFuture<LlmOutcome>> futures;
    for (int number = 0; number < 3; ++number) {
        futures << fixture.client().ask(LlmFixture::request(QString::number(number)));
    }
    QVERIFY(LlmFixture::outcome(futures[0]).reply);
    QCOMPARE(fixture.server.requests.size(), 1);
    fixture.timers.advanceMs(60'000);
    QVERIFY(LlmFixture::outcome(futures[1]).reply);
    QCOMPARE(fixture.server.requests.size(), 2);
    QVERIFY(!futures[2].isFinished());
    fixture.timers.advanceMs(60'000);
    QVERIFY(LlmFixture::outcome(futures[2]).reply);
}

void TestHttpLlmClient::a429HoldsTheOthersToo()
{
    LlmFixture fixture;
    fixture.endpoint.limits.inFlight = 1;
    fixture.server.script({httpReply(429, "Retry-After: 4\r\n", "{}"), jsonReply(chatCompletion("ok"))});
    const QFuture<LlmOutcome> first = fixture.client().ask(LlmFixture::request(u"1"_s));
    const QFuture<LlmOutcome> second = fixture.client().ask(LlmFixture::request(u"2"_s));
    VERIFY_SOON(fixture.timers.hasWait(4'000, 4'000));
    QTest::qWait(1);
    QCOMPARE(fixture.server.requests.size(), 1);
    fixture.timers.advanceMs(4'000);
    QVERIFY(LlmFixture::outcome(first).reply);
    QVERIFY(LlmFixture::outcome(second).reply);
}

void TestHttpLlmClient::theBudgetStops()
{
    LlmFixture fixture;
    fixture.endpoint.prices.output = 1e6; // a dollar for a token: at most 100 for a request, 5 in fact
    fixture.endpoint.limits.inFlight = 8;
    LlmBudget budget(210.0);
    fixture.services.budget = &budget;
    QList<QFuture<LlmOutcome>> futures;
    for (int number = 0; number < 40; ++number) {
        futures << fixture.client().ask(LlmFixture::request(QString::number(number)));
    }
    int replies = 0;
    int refused = 0;
    for (const QFuture<LlmOutcome>& future : std::as_const(futures)) {
        const LlmOutcome outcome = LlmFixture::outcome(future);
        replies += outcome.reply ? 1 : 0;
        refused += outcome.error.kind == LlmErrorKind::BudgetSpent ? 1 : 0;
    }
    QCOMPARE(replies + refused, 40);
    QCOMPARE(replies, 23); // the next could cost 100, and 110 of 210 are left until 22 have gone
    QCOMPARE(budget.spent(), 115.0);
    QCOMPARE(budget.reserved(), 0.0);
    QCOMPARE(fixture.server.requests.size(), replies);
}

void TestHttpLlmClient::lostRepliesCount()
{
    LlmFixture fixture;
    fixture.endpoint.prices.output = 1e6;
    fixture.services.retry.maxRetries = 0;
    LlmBudget budget(1'000.0);
    fixture.services.budget = &budget;
    ScriptedReply cut = jsonReply(chatCompletion("text"));
    cut.bytes.chop(20);
    cut.then = ScriptedReply::Then::Close;
    fixture.server.script({cut});
    QCOMPARE(fixture.ask().error.kind, LlmErrorKind::ConnectionLost);
    QCOMPARE(budget.spent(), 100.0); // the most that it can have cost
    QCOMPARE(fixture.stats.view().lostCost, 100.0);
    fixture.server.script({httpReply(400, {}, "{}")});
    QCOMPARE(fixture.ask().error.kind, LlmErrorKind::BadRequest);
    QCOMPARE(budget.spent(), 100.0); // a refusal costs nothing
}

void TestHttpLlmClient::nothingIsPaidTwice()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.path());
    LlmFixture fixture;
    fixture.endpoint.prices.output = 1e6;
    LlmBudget budget(1'000.0);
    fixture.services.budget = &budget;
    fixture.services.cache = &cache;
    QVERIFY(fixture.ask().reply);
    fixture.closeClient();
    const LlmOutcome again = fixture.ask();
    QVERIFY(again.reply);
    QVERIFY(again.reply->isFromCache);
    QCOMPARE(fixture.server.requests.size(), 1);
    QCOMPARE(budget.spent(), 5.0);
    LlmRequest fresh = LlmFixture::request();
    fresh.isCached = false;
    QVERIFY(!fixture.ask(fresh).reply->isFromCache);
    QCOMPARE(fixture.server.requests.size(), 2);
    // Failures are not kept.
    fixture.server.script({httpReply(400, {}, "{}"), jsonReply(chatCompletion("ok"))});
    QVERIFY(!fixture.ask(LlmFixture::request(u"other"_s)).reply);
    QVERIFY(fixture.ask(LlmFixture::request(u"other"_s)).reply);
}

void TestHttpLlmClient::equalRequestsAreAskedOnce()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.path());
    LlmFixture fixture;
    fixture.services.cache = &cache;
    const QFuture<LlmOutcome> first = fixture.client().ask(LlmFixture::request());
    const QFuture<LlmOutcome> second = fixture.client().ask(LlmFixture::request());
    QFuture<LlmOutcome> third = fixture.client().ask(LlmFixture::request());
    third.cancel();
    QVERIFY(!LlmFixture::outcome(first).reply->isFromCache);
    QVERIFY(LlmFixture::outcome(second).reply->isFromCache);
    QCOMPARE(fixture.server.requests.size(), 1);
    // The one that asks is cancelled: the next one asks.
    fixture.server.script({noReply(), jsonReply(chatCompletion("ok"))});
    QFuture<LlmOutcome> leader = fixture.client().ask(LlmFixture::request(u"x"_s));
    const QFuture<LlmOutcome> follower = fixture.client().ask(LlmFixture::request(u"x"_s));
    VERIFY_SOON(fixture.server.requests.size() == 2);
    leader.cancel();
    QVERIFY(LlmFixture::outcome(follower).reply);
    // Another process asks: this one waits for its reply.
    FileReplyCache elsewhere(dir.path());
    const QByteArray hash = requestHash(fixture.endpoint, LlmFixture::request(u"y"_s));
    QVERIFY(elsewhere.tryClaim(hash));
    const QFuture<LlmOutcome> waiting = fixture.client().ask(LlmFixture::request(u"y"_s));
    fixture.timers.advanceMs(1'000);
    QVERIFY(!waiting.isFinished());
    LlmReply reply;
    reply.text = u"theirs"_s;
    QVERIFY(elsewhere.insert(hash, reply));
    elsewhere.release(hash);
    fixture.timers.advanceMs(250);
    QCOMPARE(LlmFixture::outcome(waiting).reply->text, u"theirs"_s);
    QCOMPARE(fixture.server.requests.size(), 3);
}

void TestHttpLlmClient::samplesAreAskedEach()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.path());
    LlmFixture fixture;
    fixture.services.cache = &cache;
    LlmRequest request = LlmFixture::request();
    for (int sample = 0; sample < 3; ++sample) {
        request.sample = sample;
        QVERIFY(!fixture.ask(request).reply->isFromCache);
    }
    QCOMPARE(fixture.server.requests.size(), 3);
}

void TestHttpLlmClient::aDamagedEndpointSaysSo()
{
    LlmFixture fixture;
    fixture.endpoint.model.clear();
    QCOMPARE(fixture.ask().error.kind, LlmErrorKind::BadEndpoint);
    LlmFixture keyless;
    keyless.endpoint.keyName = u"absent"_s;
    const LlmOutcome outcome = keyless.ask();
    QCOMPARE(outcome.error.kind, LlmErrorKind::NoKey);
    QVERIFY(outcome.error.error.message.contains(u"absent"_s));
    QVERIFY(keyless.server.requests.isEmpty());
}

void TestHttpLlmClient::manyAreInFlight()
{
    LlmFixture fixture;
    fixture.endpoint.limits.inFlight = 40;
    int open = 0;
    int most = 0;
    // Nothing is answered before forty have come.
    QList<QFuture<LlmOutcome>> futures;
    fixture.server.setHandler([&](const ScriptedRequest&) {
        most = std::max(most, ++open);
        return noReply();
    });
    for (int number = 0; number < 60; ++number) {
        futures << fixture.client().ask(LlmFixture::request(QString::number(number)));
    }
    VERIFY_SOON(open == 40);
    QCOMPARE(fixture.server.open, 40);
    fixture.server.setHandler([](const ScriptedRequest&) { return jsonReply(chatCompletion("ok")); });
    for (int number = 0; number < 40; ++number) {
        futures[number].cancel();
    }
    for (int number = 40; number < 60; ++number) {
        QVERIFY(LlmFixture::outcome(futures[number]).reply);
    }
    QCOMPARE(most, 40);
}

void TestHttpLlmClient::asksFromAnyThread()
{
    ScriptedServer server;
    LlmEndpoint endpoint;
    endpoint.baseUrl = server.baseUrl();
    endpoint.model = u"m"_s;
    endpoint.proxy.kind = LlmProxy::Kind::None;
    SystemTimers timers;
    LlmServices services;
    services.timers = &timers;
    QFuture<LlmOutcome> left;
    {
        LlmThread client(endpoint, services);
        QVERIFY(LlmFixture::outcome(client.ask(LlmFixture::request())).reply);
        server.setHandler([](const ScriptedRequest&) { return noReply(); });
        left = client.ask(LlmFixture::request());
        VERIFY_SOON(server.requests.size() == 2);
    }
    QVERIFY(left.isFinished());
    QVERIFY(left.isCanceled());
    QCOMPARE(left.resultCount(), 0);
}

void TestHttpLlmClient::tellsAnotherModelsName()
{
    LlmFixture fixture;
    fixture.server.script({jsonReply(R"({"model":"other-7b","choices":[{"message":{"content":"x"}}]})")});
    QCOMPARE(fixture.ask().reply->model, u"other-7b"_s);
}

void TestHttpLlmClient::refusalsAndCutsAreReplies()
{
    LlmFixture fixture;
    fixture.server.script(
        {jsonReply(
             R"({"choices":[{"message":{"content":null,"refusal":"I will not."},"finish_reason":"stop"}]})"),
         jsonReply(R"({"choices":[{"message":{"content":"{\"a\":"},"finish_reason":"length"}]})")});
    const LlmOutcome refused = fixture.ask();
    QCOMPARE(refused.reply->refusal, u"I will not."_s);
    QCOMPARE(fixture.ask().reply->finish, LlmFinish::Length);
}

QTEST_GUILESS_MAIN(TestHttpLlmClient)
#include "tst_httpllmclient.moc"
