#include "core/llm/llmreply.h"
#include "core/llm/llmrequest.h"

#include "core/base/json.h"

#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Endpoints, requests, replies: what they hold, how they are written, what they cost.
class TestLlmValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endpointsComeBack();
    void endpointsAreChecked_data();
    void endpointsAreChecked();
    void basesAreTidied_data();
    void basesAreTidied();
    void theHashNamesTheReply();
    void theHashIsStable();
    void bodiesFollowAbilities();
    void wishesFollowTheMode_data();
    void wishesFollowTheMode();
    void repliesComeBack();
    void costs();

private:
    static LlmEndpoint endpoint();
    static LlmRequest request();
};

LlmEndpoint TestLlmValues::endpoint()
{
    LlmEndpoint out;
    out.name = u"judge"_s;
    out.baseUrl = QUrl(u"https://api.example.org/v1"_s);
    out.model = u"m"_s;
    out.keyName = u"mine"_s;
    return out;
}

LlmRequest TestLlmValues::request()
{
    LlmRequest out;
    out.messages = {{u"system"_s, u"Judge."_s}, {u"user"_s, u"A or B?"_s}};
    out.temperature = 0;
    out.seed = 7;
    out.maxTokens = 50;
    out.wantsLogprobs = true;
    out.topLogprobs = 5;
    return out;
}

void TestLlmValues::endpointsComeBack()
{
    LlmEndpoint full = endpoint();
    full.limits = {60, 90'000, 32, 1'000'000};
    full.prices = {2.5, 1.25, 10, 0.5};
    full.timeouts = {1, 2, 3, 4};
    full.proxy = {LlmProxy::Kind::Socks5, u"proxy.example.org"_s, 1080, u"proxykey"_s};
    full.caFile = u"ca.pem"_s;
    full.isPlainHttpAllowed = true;
    full.abilities.structured = StructuredMode::GuidedJson;
    full.abilities.limitField = TokenLimitField::MaxCompletionTokens;
    full.abilities.hasLogprobs = false;
    full.abilities.answeredModel = u"m-2026"_s;
    full.abilities.probedAt = QDateTime::fromString(u"2026-01-05T10:00:00Z"_s, Qt::ISODate);
    const auto read = LlmEndpoint::fromJson(*parseJsonObject(canonicalJson(full.toJson())));
    QVERIFY(read);
    QCOMPARE(*read, full);
    const auto defaults = LlmEndpoint::fromJson(
        {{u"base_url"_s, u"http://localhost:8080/v1/chat/completions"_s}, {u"model"_s, u"m"_s}});
    QVERIFY(defaults);
    QCOMPARE(defaults->baseUrl.toString(), u"http://localhost:8080/v1"_s);
    QCOMPARE(defaults->limits, LlmLimits());
    QCOMPARE(defaults->timeouts.connectMs, 5'000);
    QCOMPARE(defaults->timeouts.totalMs, 600'000);
}

void TestLlmValues::endpointsAreChecked_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("keyName");
    QTest::addColumn<QString>("field"); // empty: it is fine
    QTest::newRow("https") << u"https://a.example/v1"_s << u"k"_s << QString();
    QTest::newRow("http without a key") << u"http://a.example/v1"_s << QString() << QString();
    QTest::newRow("http to this machine") << u"http://127.0.0.1:8080/v1"_s << u"k"_s << QString();
    QTest::newRow("http to localhost") << u"http://localhost:8080"_s << u"k"_s << QString();
    QTest::newRow("http to IPv6 itself") << u"http://[::1]:8080"_s << u"k"_s << QString();
    QTest::newRow("http with a key") << u"http://a.example/v1"_s << u"k"_s << u"base_url"_s;
    QTest::newRow("localhost in a name") << u"http://localhost.evil.example/v1"_s << u"k"_s << u"base_url"_s;
    QTest::newRow("none") << QString() << QString() << u"base_url"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s << QString() << u"base_url"_s;
    QTest::newRow("password") << u"https://me:secret@a.example/v1"_s << QString() << u"base_url"_s;
    QTest::newRow("key in the query") << u"https://a.example/v1?key=x"_s << QString() << u"base_url"_s;
    QTest::newRow("no host") << u"https:///v1"_s << QString() << u"base_url"_s;
}

void TestLlmValues::endpointsAreChecked()
{
    QFETCH(QString, url);
    QFETCH(QString, keyName);
    QFETCH(QString, field);
    LlmEndpoint one = endpoint();
    one.baseUrl = QUrl(url);
    one.keyName = keyName;
    const auto checked = one.check();
    QCOMPARE(checked.hasValue(), field.isEmpty());
    if (!checked) {
        QCOMPARE(checked.error().field, field);
        QVERIFY(!checked.error().message.contains(u"secret"_s));
    }
}

void TestLlmValues::basesAreTidied_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("full");
    QTest::newRow("plain") << u"https://a.example/v1"_s << u"https://a.example/v1/chat/completions"_s;
    QTest::newRow("slash") << u"https://a.example/v1/"_s << u"https://a.example/v1/chat/completions"_s;
    QTest::newRow("pasted") << u"https://a.example/v1/chat/completions"_s
                            << u"https://a.example/v1/chat/completions"_s;
    QTest::newRow("no path") << u"https://a.example"_s << u"https://a.example/chat/completions"_s;
    QTest::newRow("deep") << u"https://a.example/x/y/"_s << u"https://a.example/x/y/chat/completions"_s;
}

void TestLlmValues::basesAreTidied()
{
    QFETCH(QString, given);
    QFETCH(QString, full);
    LlmEndpoint one = endpoint();
    one.baseUrl = QUrl(given);
    QCOMPARE(one.urlOf(u"chat/completions"_s).toString(), full);
}

void TestLlmValues::theHashNamesTheReply()
{
    const QByteArray base = requestHash(endpoint(), request());
    const auto hashOf = [](const std::function<void(LlmEndpoint&, LlmRequest&)>& change) {
        LlmEndpoint place = endpoint();
        LlmRequest what = request();
        change(place, what);
        return requestHash(place, what);
    };
    // What does not change the reply.
    QCOMPARE(hashOf([](LlmEndpoint&, LlmRequest& r) { r.isStreamed = true; }), base);
    QCOMPARE(hashOf([](LlmEndpoint& e, LlmRequest&) { e.name = u"other"_s; }), base);
    QCOMPARE(hashOf([](LlmEndpoint& e, LlmRequest&) { e.keyName = u"other"_s; }), base);
    QCOMPARE(hashOf([](LlmEndpoint& e, LlmRequest&) { e.baseUrl = QUrl(u"https://api.example.org/v1/"_s); }),
             base);
    QCOMPARE(hashOf([](LlmEndpoint& e, LlmRequest&) { e.abilities.hasLogprobs = false; }), base);
    // What does.
    QVERIFY(hashOf([](LlmEndpoint& e, LlmRequest&) { e.model = u"n"_s; }) != base);
    QVERIFY(hashOf([](LlmEndpoint& e, LlmRequest&) { e.baseUrl = QUrl(u"https://b.example/v1"_s); }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.sample = 1; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.temperature = 0.5; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.seed = 8; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.maxTokens = 51; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.topLogprobs = 4; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.messages[1].text += u'!'; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.messages[1].role = u"assistant"_s; }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.json = LlmJsonWish(); }) != base);
    QVERIFY(hashOf([](LlmEndpoint&, LlmRequest& r) { r.extra = {{u"x"_s, 1}}; }) != base);
}

void TestLlmValues::theHashIsStable()
{
    // Replies that are kept on disk are found by it: it must never change.
    QCOMPARE(
        canonicalJson(canonicalRequest(endpoint(), request())),
        QByteArray(R"({"base_url":"https://api.example.org/v1","logprobs":true,"max_tokens":50,"messages":[)"
                   R"({"content":"Judge.","role":"system"},{"content":"A or B?","role":"user"}],"model":"m",)"
                   R"("sample":0,"seed":7,"temperature":0,"top_logprobs":5})"));
    QCOMPARE(requestHash(endpoint(), request()).size(), 64);
}

void TestLlmValues::bodiesFollowAbilities()
{
    LlmRequest streamed = request();
    streamed.isStreamed = true;
    streamed.extra = {{u"top_k"_s, 1}, {u"model"_s, u"smuggled"_s}};
    QJsonObject body = chatBody(endpoint(), streamed);
    QCOMPARE(body.value(u"model"_s).toString(), u"m"_s);
    QCOMPARE(body.value(u"top_k"_s).toInt(), 1);
    QCOMPARE(body.value(u"max_tokens"_s).toInt(), 50);
    QVERIFY(body.value(u"stream_options"_s).isObject());
    QVERIFY(!body.contains(u"sample"_s));
    LlmEndpoint reasoning = endpoint();
    reasoning.abilities.limitField = TokenLimitField::MaxCompletionTokens;
    reasoning.abilities.hasLogprobs = reasoning.abilities.hasTemperature = reasoning.abilities.hasSeed =
        false;
    reasoning.abilities.hasStreamUsage = false;
    body = chatBody(reasoning, streamed);
    QCOMPARE(body.value(u"max_completion_tokens"_s).toInt(), 50);
    for (const QString& key : {u"max_tokens"_s, u"temperature"_s, u"seed"_s, u"logprobs"_s, u"top_logprobs"_s,
                               u"stream_options"_s}) {
        QVERIFY2(!body.contains(key), qPrintable(key));
    }
}

void TestLlmValues::wishesFollowTheMode_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QByteArray>("fields"); // beside messages, model, max_tokens
    QTest::addColumn<bool>("inWords");
    const QByteArray schema = R"({"type":"object"})";
    QTest::newRow("json_schema") << u"json_schema"_s
                                 << QByteArray(
                                        R"({"response_format":{"json_schema":{"name":"reply","schema":)" +
                                        schema + R"(,"strict":true},"type":"json_schema"}})")
                                 << false;
    QTest::newRow("json_object_schema")
        << u"json_object_schema"_s
        << QByteArray(R"({"response_format":{"schema":)" + schema + R"(,"type":"json_object"}})") << false;
    QTest::newRow("structured_outputs")
        << u"structured_outputs"_s << QByteArray(R"({"structured_outputs":{"json":)" + schema + "}}")
        << false;
    QTest::newRow("guided_json") << u"guided_json"_s << QByteArray(R"({"guided_json":)" + schema + "}")
                                 << false;
    QTest::newRow("json_object") << u"json_object"_s
                                 << QByteArray(R"({"response_format":{"type":"json_object"}})") << true;
    QTest::newRow("none") << u"none"_s << QByteArray("{}") << true;
}

void TestLlmValues::wishesFollowTheMode()
{
    QFETCH(QString, mode);
    QFETCH(QByteArray, fields);
    QFETCH(bool, inWords);
    LlmEndpoint place = endpoint();
    place.abilities.structured = structuredModeFromName(mode);
    QCOMPARE(structuredModeName(place.abilities.structured), mode);
    LlmRequest what;
    what.messages = {{u"user"_s, u"Hi"_s}};
    what.json = LlmJsonWish{u"reply"_s, {}, {{u"type"_s, u"object"_s}}, true};
    QJsonObject body = chatBody(place, what);
    const QString said = body.take(u"messages"_s).toArray().first().toObject().value(u"content"_s).toString();
    QCOMPARE(said.contains(u"{\"type\":\"object\"}"_s), inWords);
    QVERIFY(said.startsWith(u"Hi"_s));
    body.remove(u"model"_s);
    QCOMPARE(canonicalJson(body), fields);
}

void TestLlmValues::repliesComeBack()
{
    LlmReply reply;
    reply.text = u"grün 😀"_s;
    reply.refusal = u"no"_s;
    reply.reasoning = u"hm"_s;
    reply.finish = LlmFinish::Length;
    reply.tokens = {{{u"gr"_s, -0.25, "gr"}, {{u"gr"_s, -0.25, "gr"}, {u"x"_s, -3, {}}}}};
    reply.usage = {1, 2, 3, 4, true};
    reply.cost = 0.125;
    reply.model = u"m"_s;
    reply.id = u"i"_s;
    reply.systemFingerprint = u"f"_s;
    reply.requestId = u"r"_s;
    reply.latencyMs = 5;
    reply.firstTokenMs = 6;
    reply.attempts = 2;
    reply.raw = "{}";
    const auto read = LlmReply::fromJson(*parseJsonObject(canonicalJson(reply.toJson())));
    QVERIFY(read);
    QCOMPARE(*read, reply);
    QVERIFY(!LlmReply::fromJson({}));
}

void TestLlmValues::costs()
{
    LlmPrices prices;
    prices.input = 2;
    prices.output = 10;
    LlmUsage usage{1'000'000, 400'000, 100'000, 50'000, false};
    QCOMPARE(costOf(usage, prices), 3.0); // reasoning is part of the reply
    prices.cachedInput = 0.5;
    QCOMPARE(costOf(usage, prices), 0.6 * 2 + 0.4 * 0.5 + 1.0);
    usage.cachedTokens = 2'000'000; // more than there are
    QCOMPARE(costOf(usage, prices), 0.5 + 1.0);
    QCOMPARE(estimateTokens(QString()), 0);
    QCOMPARE(estimateTokens(u"abcd"_s), 2);
    QCOMPARE(estimateTokens(u"漢字"_s), 2);
}

QTEST_GUILESS_MAIN(TestLlmValues)
#include "tst_llmvalues.moc"
