#include "core/llm/rewardprobe.h"

#include "tests/core/llm/llmfixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Which way of asking a reward server understands.
class TestRewardProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void namesWhatStopsIt_data();
    void namesWhatStopsIt();
    void saysWhenThereIsNone();

private:
    static RewardProbeReport probe(LlmFixture& fixture);
};

RewardProbeReport TestRewardProbe::probe(LlmFixture& fixture)
{
    RewardProbe probe(fixture.endpoint, fixture.services);
    const QFuture<RewardProbeReport> future = probe.run();
    const bool isDone = LlmFixture::isSoon([&future] { return future.isFinished(); });
    return isDone && future.resultCount() > 0 ? future.result() : RewardProbeReport();
}

void TestRewardProbe::finds_data()
{
    QTest::addColumn<QByteArray>("info"); // "": there is none
    QTest::addColumn<QByteArray>("path"); // that alone answers
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("api");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("batch");
    QTest::addColumn<QString>("model");
    QTest::newRow("vLLM classify") << QByteArray() << QByteArray("/classify")
                                   << QByteArray(R"({"model":"rm","data":[{"probs":[1]},{"probs":[2]}]})")
                                   << u"vllm-classify"_s << 1 << 0 << u"rm"_s;
    QTest::newRow("vLLM classify, two classes")
        << QByteArray() << QByteArray("/classify")
        << QByteArray(R"({"model":"rm","data":[{"probs":[1,2]},{"probs":[2,1]}]})") << u"vllm-classify"_s << 2
        << 0 << u"rm"_s;
    QTest::newRow("vLLM score") << QByteArray() << QByteArray("/score")
                                << QByteArray(R"({"model":"rm","data":[{"score":1},{"score":2}]})")
                                << u"vllm-score"_s << 1 << 0 << u"rm"_s;
    QTest::newRow("vLLM pooling") << QByteArray() << QByteArray("/pooling")
                                  << QByteArray(R"({"model":"rm","data":[{"data":[1]},{"data":[2]}]})")
                                  << u"vllm-pooling"_s << 1 << 0 << u"rm"_s;
    QTest::newRow("TEI predict")
        << QByteArray(R"({"model_id":"org/rm","model_type":{"classifier":{}},"max_client_batch_size":8})")
        << QByteArray("/predict") << QByteArray(R"([[{"label":"L","score":1}],[{"label":"L","score":2}]])")
        << u"tei-predict"_s << 1 << 8 << u"org/rm"_s;
    QTest::newRow("TEI rerank")
        << QByteArray(R"({"model_id":"org/rr","model_type":{"reranker":{}},"max_client_batch_size":32})")
        << QByteArray("/rerank") << QByteArray(R"([{"index":0,"score":1},{"index":1,"score":2}])")
        << u"rerank"_s << 1 << 32 << u"org/rr"_s;
    QTest::newRow("OpenRLHF") << QByteArray() << QByteArray("/get_reward")
                              << QByteArray(R"({"rewards":[1,2]})") << u"openrlhf"_s << 1 << 0 << QString();
}

void TestRewardProbe::finds()
{
    QFETCH(QByteArray, info);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, reply);
    LlmFixture fixture;
    fixture.server.setHandler([=](const ScriptedRequest& request) {
        if (request.path == "/info" && !info.isEmpty()) {
            return jsonReply(info);
        }
        return request.path == path ? jsonReply(reply) : httpReply(404, {}, R"({"detail":"Not Found"})");
    });
    const RewardProbeReport report = probe(fixture);
    QVERIFY2(report.shape, qPrintable(report.error.error.toString()));
    QTEST(rewardApiName(report.shape->api), "api");
    QTEST(report.classes, "classes");
    QTEST(report.batch, "batch");
    QTEST(report.model, "model");
    QVERIFY(report.shape->check());
    QCOMPARE(report.requests, fixture.server.requests.size());
    QCOMPARE(report.notes.size(), report.requests);
    if (!info.isEmpty()) {
        QCOMPARE(report.requests, 2); // what the server tells of itself spares the rest
    }
}

void TestRewardProbe::namesWhatStopsIt_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<QString>("kind");
    QTest::newRow("key") << httpReply(401, {}, R"({"error":{"message":"no","code":401}})") << u"wrong_key"_s;
    QTest::newRow("busy") << httpReply(429, {}, R"({"error":"busy"})") << u"rate_limited"_s;
    QTest::newRow("loading") << httpReply(503, {}, R"({"error":"loading"})") << u"overloaded"_s;
    ScriptedReply reset;
    reset.then = ScriptedReply::Then::Reset;
    QTest::newRow("reset") << reset << u"connection_lost"_s;
}

void TestRewardProbe::namesWhatStopsIt()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(QString, kind);
    LlmFixture fixture;
    fixture.server.script({reply});
    const RewardProbeReport report = probe(fixture);
    QVERIFY(!report.shape);
    QCOMPARE(llmErrorName(report.error.kind), kind);
    for (const ScriptedRequest& request : std::as_const(fixture.server.requests)) {
        QCOMPARE(request.path, QByteArray("/info")); // and nothing after it
    }
}

void TestRewardProbe::saysWhenThereIsNone()
{
    LlmFixture fixture;
    fixture.server.setHandler([](const ScriptedRequest& request) {
        return request.path == "/classify"
                   ? httpReply(400, {}, R"({"error":{"message":"The model does not support it","code":400}})")
               : request.path == "/predict" ? httpReply(200, "Content-Type: text/html\r\n", "<html></html>")
                                            : httpReply(404, {}, {});
    });
    const RewardProbeReport report = probe(fixture);
    QVERIFY(!report.shape);
    QCOMPARE(llmErrorName(report.error.kind), u"not_found"_s);
    QVERIFY(report.error.error.message.contains(u"none of the known ways"_s));
    QVERIFY(report.error.error.details.contains(u"does not support"_s));
    QVERIFY(report.error.error.details.contains(u"a web page"_s));
    QCOMPARE(fixture.server.requests.size(), 7); // GET /info and six ways
}

QTEST_GUILESS_MAIN(TestRewardProbe)
#include "tst_rewardprobe.moc"
