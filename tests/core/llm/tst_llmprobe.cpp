#include "tests/core/llm/llmfixture.h"

#include "core/base/json.h"
#include "core/llm/llmprobe.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// What servers of several kinds are found to understand.
class TestLlmProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheWay_data();
    void findsTheWay();
    void leavesOutWhatIsRefused();
    void stopsAtOtherFailures();
    void theResultIsRemembered();
};

namespace {

constexpr const char* kWithLogprobs =
    R"({"model":"m-1","choices":[{"message":{"content":"Hello"},"logprobs":{"content":[{"token":"Hello","logprob":-0.1}]}}]})";

ScriptedReply refusal(const QByteArray& words, int status = 400)
{
    return httpReply(status, {}, R"({"error":{"message":")" + words + R"(","code":400}})");
}

/// A server that follows the fields of `ways` and ignores, or refuses, all others.
ScriptedReply serverOf(const QList<QByteArray>& ways, bool isStrict, const ScriptedRequest& request)
{
    const QByteArray body = request.body;
    for (const QByteArray& field :
         {QByteArray(R"("type":"json_schema")"), QByteArray(R"("structured_outputs")"),
          QByteArray(R"("guided_json")"), QByteArray(R"("type":"json_object")")}) {
        const bool isSchemaBeside =
            field.contains("json_object") && body.contains(R"("response_format":{"schema")");
        if (!body.contains(field)) {
            continue;
        }
        const QByteArray way = isSchemaBeside ? QByteArray("beside") : field;
        if (ways.contains(way)) {
            return jsonReply(chatCompletion(way == field && field.contains("json_object")
                                                ? R"({"fruit":"pear"})"
                                                : R"({"fruit":"quince-4417"})"));
        }
        return isStrict ? refusal("unknown field") : jsonReply(chatCompletion("A pear."));
    }
    return jsonReply(kWithLogprobs);
}

} // namespace

void TestLlmProbe::findsTheWay_data()
{
    QTest::addColumn<QList<QByteArray>>("ways");
    QTest::addColumn<bool>("isStrict");
    QTest::addColumn<QString>("mode");
    for (const bool isStrict : {false, true}) {
        const char* kind = isStrict ? "refuses" : "ignores";
        using Ways = QList<QByteArray>;
        QTest::addRow("json_schema, %s", kind)
            << Ways{R"("type":"json_schema")"} << isStrict << u"json_schema"_s;
        QTest::addRow("structured_outputs, %s", kind)
            << Ways{R"("structured_outputs")"} << isStrict << u"structured_outputs"_s;
        QTest::addRow("guided_json, %s", kind) << Ways{R"("guided_json")"} << isStrict << u"guided_json"_s;
        QTest::addRow("schema beside, %s", kind) << Ways{"beside"} << isStrict << u"json_object_schema"_s;
        QTest::addRow("json_object, %s", kind)
            << Ways{R"("type":"json_object")"} << isStrict << u"json_object"_s;
        QTest::addRow("none, %s", kind) << Ways{} << isStrict << u"none"_s;
    }
}

void TestLlmProbe::findsTheWay()
{
    QFETCH(QList<QByteArray>, ways);
    QFETCH(bool, isStrict);
    QFETCH(QString, mode);
    LlmFixture fixture;
    fixture.server.setHandler(
        [&](const ScriptedRequest& request) { return serverOf(ways, isStrict, request); });
    LlmProbe probe(fixture.client(), fixture.timers.clock());
    const QFuture<ProbeReport> future = probe.run();
    VERIFY_SOON(future.isFinished());
    const ProbeReport report = future.result();
    QVERIFY2(report.abilities, qPrintable(report.notes.join(u'\n')));
    QCOMPARE(structuredModeName(report.abilities->structured), mode);
    QVERIFY(report.abilities->hasLogprobs);
    QCOMPARE(report.abilities->answeredModel, u"m-1"_s);
    QCOMPARE(report.requests, fixture.server.requests.size());
    QVERIFY(report.requests <= 6);
}

void TestLlmProbe::leavesOutWhatIsRefused()
{
    LlmFixture fixture;
    fixture.server.setHandler([](const ScriptedRequest& request) {
        if (request.body.contains("\"max_tokens\"")) {
            return refusal("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
        }
        for (const QByteArray& field :
             {QByteArray("logprobs"), QByteArray("temperature"), QByteArray("seed")}) {
            if (request.body.contains('"' + field + '"')) {
                return refusal("Unsupported parameter: '" + field + "'");
            }
        }
        return serverOf({R"("type":"json_schema")"}, true, request);
    });
    LlmProbe probe(fixture.client(), fixture.timers.clock());
    const QFuture<ProbeReport> future = probe.run();
    VERIFY_SOON(future.isFinished());
    const LlmAbilities found = future.result().abilities.value();
    QCOMPARE(found.limitField, TokenLimitField::MaxCompletionTokens);
    QVERIFY(!found.hasLogprobs && !found.hasTemperature && !found.hasSeed);
    QCOMPARE(found.structured, StructuredMode::JsonSchema);
}

void TestLlmProbe::stopsAtOtherFailures()
{
    LlmFixture fixture;
    fixture.server.script({httpReply(401, {}, R"({"error":{"message":"bad key"}})")});
    LlmProbe probe(fixture.client(), fixture.timers.clock());
    const QFuture<ProbeReport> future = probe.run();
    VERIFY_SOON(future.isFinished());
    QVERIFY(!future.result().abilities);
    QCOMPARE(future.result().error.kind, LlmErrorKind::WrongKey);
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestLlmProbe::theResultIsRemembered()
{
    LlmFixture fixture;
    fixture.server.setHandler(
        [](const ScriptedRequest& request) { return serverOf({R"("guided_json")"}, false, request); });
    LlmProbe probe(fixture.client(), fixture.timers.clock());
    const QFuture<ProbeReport> future = probe.run();
    VERIFY_SOON(future.isFinished());
    fixture.client().setAbilities(*future.result().abilities);
    const auto stored = LlmEndpoint::fromJson(fixture.client().endpoint().toJson());
    QVERIFY(stored);
    QCOMPARE(stored->abilities.structured, StructuredMode::GuidedJson);
    QCOMPARE(stored->abilities.probedAt, fixture.timers.clock().now());
    LlmRequest request = LlmFixture::request();
    request.json = LlmJsonWish();
    QVERIFY(fixture.ask(request).reply);
    QVERIFY(fixture.server.requests.last().body.contains("guided_json"));
}

QTEST_GUILESS_MAIN(TestLlmProbe)
#include "tst_llmprobe.moc"
