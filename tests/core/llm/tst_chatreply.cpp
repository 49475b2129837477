#include "core/llm/chatstream.h"

#include "core/base/json.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Replies of the chat API, whole and in pieces, as different servers write them.
class TestChatReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAReply();
    void toleratesVendors_data();
    void toleratesVendors();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void readsServersErrors_data();
    void readsServersErrors();
    void putsAStreamTogether();
    void streamsEnd_data();
    void streamsEnd();
    void readsAWholeReplyToAStream();

private:
    static LlmEndpoint endpoint();
};

LlmEndpoint TestChatReply::endpoint()
{
    LlmEndpoint out;
    out.name = u"judge"_s;
    out.baseUrl = QUrl(u"https://api.example.org/v1"_s);
    out.model = u"m"_s;
    out.keyName = u"mine"_s;
    return out;
}

void TestChatReply::readsAReply()
{
    const QByteArray body =
        R"({"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m-2026","system_fingerprint":"fp",
        "choices":[{"index":0,"message":{"role":"assistant","content":"A","refusal":null,"annotations":[]},
        "logprobs":{"content":[{"token":"A","logprob":-0.31,"bytes":[65],"top_logprobs":[
        {"token":"A","logprob":-0.31,"bytes":[65]},{"token":"B","logprob":-1.5,"bytes":null}]}],"refusal":null},
        "finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,
        "prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":2}},
        "service_tier":"default","timings":{"predicted_ms":1.5}})";
    const LlmOutcome outcome = readChatReply(endpoint(), QByteArrayView(body));
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.message));
    const LlmReply& reply = *outcome.reply;
    QCOMPARE(reply.text, u"A"_s);
    QCOMPARE(reply.finish, LlmFinish::Stop);
    QCOMPARE(reply.model, u"m-2026"_s);
    QCOMPARE(reply.systemFingerprint, u"fp"_s);
    QCOMPARE(reply.tokens.size(), 1);
    QCOMPARE(reply.tokens[0].chosen.logprob, -0.31);
    QCOMPARE(reply.tokens[0].likeliest.size(), 2);
    QCOMPARE(reply.tokens[0].likeliest[1].text, u"B"_s);
    QCOMPARE(reply.usage, (LlmUsage{12, 8, 3, 2, false}));
    QCOMPARE(reply.raw, body);
}

void TestChatReply::toleratesVendors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finish");
    const auto row = [](const char* name, const QByteArray& choice, const QString& text,
                        const QString& finish) {
        QTest::newRow(name) << QByteArray("{\"choices\":[" + choice + "]}") << text << finish;
    };
    row("bare", R"({"message":{"content":"x"}})", u"x"_s, u"unknown"_s);
    row("null content", R"({"message":{"content":null},"finish_reason":"length"})", QString(), u"length"_s);
    row("parts", R"({"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}})",
        u"ab"_s, u"unknown"_s);
    row("null logprobs", R"({"message":{"content":"x"},"logprobs":null,"finish_reason":"stop"})", u"x"_s,
        u"stop"_s);
    row("old call", R"({"message":{"content":null},"finish_reason":"function_call"})", QString(),
        u"tool_calls"_s);
    row("filtered", R"({"message":{"content":""},"finish_reason":"content_filter"})", QString(),
        u"content_filter"_s);
    row("own word", R"({"message":{"content":"x"},"finish_reason":"eos"})", u"x"_s, u"unknown"_s);
    row("reasoning", R"({"message":{"content":"x","reasoning_content":"hm"}})", u"x"_s, u"unknown"_s);
    QTest::newRow("error null") << QByteArray(R"({"error":null,"choices":[{"message":{"content":"x"}}]})")
                                << u"x"_s << u"unknown"_s;
    QTest::newRow("one level down") << QByteArray(R"({"response":{"choices":[{"message":{"content":"x"}}]}})")
                                    << u"x"_s << u"unknown"_s;
}

void TestChatReply::toleratesVendors()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    QFETCH(QString, finish);
    const LlmOutcome outcome = readChatReply(endpoint(), QByteArrayView(body));
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.message));
    QCOMPARE(outcome.reply->text, text);
    QCOMPARE(finishName(outcome.reply->finish), finish);
    QVERIFY(outcome.reply->usage.isEstimated);
}

void TestChatReply::refusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html></html>");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("cut") << QByteArray(R"({"choices":[{"message":{"content":"x)");
    QTest::newRow("no choices") << QByteArray(R"({"choices":[]})");
    QTest::newRow("no message") << QByteArray(R"({"choices":[{"text":"x"}]})");
    QTest::newRow("other thing") << QByteArray(R"({"object":"list","data":[]})");
    QTest::newRow("no UTF-8") << QByteArray("{\"choices\":[{\"message\":{\"content\":\"\xC3\"}}]}");
}

void TestChatReply::refusesWhatIsNone()
{
    QFETCH(QByteArray, body);
    const LlmOutcome outcome = readChatReply(endpoint(), QByteArrayView(body));
    QVERIFY(!outcome.reply);
    QCOMPARE(outcome.error.kind, LlmErrorKind::BadReply);
    QVERIFY(outcome.error.error.message.contains(u"api.example.org"_s));
}

void TestChatReply::readsServersErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, int status, const QByteArray& body, const char* kind,
                        const char* code, const char* message) {
        QTest::newRow(name) << status << body << QString::fromLatin1(kind) << QString::fromLatin1(code)
                            << QString::fromLatin1(message);
    };
    row("OpenAI", 400,
        R"({"error":{"message":"bad","type":"invalid_request_error","param":null,"code":null}})",
        "bad_request", "invalid_request_error", "bad");
    row("OpenAI key", 401, R"({"error":{"message":"no","type":"x","code":"invalid_api_key"}})", "wrong_key",
        "invalid_api_key", "no");
    row("vLLM, a number", 404,
        R"({"error":{"message":"no model","type":"NotFoundError","param":null,"code":404}})", "not_found",
        "NotFoundError", "no model");
    row("older vLLM", 400, R"({"object":"error","message":"bad","type":"BadRequestError","code":400})",
        "bad_request", "400", "bad");
    row("llama.cpp loading", 503,
        R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})", "overloaded",
        "unavailable_error", "Loading model");
    row("llama.cpp key", 401,
        R"({"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}})", "wrong_key",
        "authentication_error", "Invalid API Key");
    row("Ollama, a text", 404, R"({"error":"model not found"})", "not_found", "", "model not found");
    row("embeddings server", 429, R"({"error":"busy","error_type":"overloaded"})", "rate_limited",
        "overloaded", "busy");
    row("FastAPI", 422, R"({"detail":[{"loc":["body"],"msg":"missing"}]})", "bad_request", "",
        R"([{"loc":["body"],"msg":"missing"}])");
    row("quota", 429,
        R"({"error":{"message":"quota","type":"insufficient_quota","code":"insufficient_quota"}})",
        "quota_exhausted", "insufficient_quota", "quota");
    row("slow down", 429, R"({"error":{"message":"slow","code":"slow_down"}})", "rate_limited", "slow_down",
        "slow");
    row("overloaded", 503, R"({"error":{"message":"o","code":"server_is_overloaded"}})", "overloaded",
        "server_is_overloaded", "o");
    row("Anthropic", 529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})",
        "overloaded", "overloaded_error", "Overloaded");
    row("context", 400, R"({"error":{"message":"x","code":"context_length_exceeded"}})", "context_too_long",
        "context_length_exceeded", "x");
    row("context in words", 400,
        R"({"error":{"message":"This model's maximum context length is 4096","code":400}})",
        "context_too_long", "400", "This model's maximum context length is 4096");
    row("page", 502, "<html>Bad  Gateway</html>", "server_error", "", "<html>Bad Gateway</html>");
    row("nothing", 500, "", "server_error", "", "");
}

void TestChatReply::readsServersErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, kind);
    QFETCH(QString, code);
    QFETCH(QString, message);
    const LlmError error = serverError(endpoint(), status, body);
    QCOMPARE(llmErrorName(error.kind), kind);
    QCOMPARE(error.serverCode, code);
    QCOMPARE(error.serverMessage, message);
    QCOMPARE(error.status, status);
    QVERIFY(error.error.message.startsWith(u"“judge” (api.example.org)"_s) ||
            error.error.message.contains(u"at “judge” (api.example.org)"_s));
    QVERIFY(error.error.message.endsWith(u'.'));
    QVERIFY(!error.error.message.contains(u"%2"_s));
}

void TestChatReply::putsAStreamTogether()
{
    QStringList pieces;
    ChatStream stream(endpoint(), [&pieces](QStringView text) { pieces << text.toString(); });
    const QByteArray events =
        "data: "
        "{\"id\":\"c\",\"model\":\"m1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
        "\"content\":\"\"}}]}\n\n"
        ": ping\n\n"
        "data: "
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"gr\xC3\xBC\"},\"logprobs\":{\"content\":[{"
        "\"token\":\"gr\xC3\xBC\",\"logprob\":-1}]}}]}\r\n\r\n"
        "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"other\"}}]}\n\n"
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"n\"},\"finish_reason\":\"stop\"}]}\n\n"
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}\n\n"
        "data: [DONE]\n\n";
    for (const char byte : events) {
        (void)stream.feed(QByteArrayView(&byte, 1));
    }
    QVERIFY(stream.isOver());
    const LlmOutcome outcome = stream.outcome();
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.message));
    QCOMPARE(outcome.reply->text, u"grün"_s);
    QCOMPARE(pieces, (QStringList{u"grü"_s, u"n"_s}));
    QCOMPARE(outcome.reply->model, u"m1"_s);
    QCOMPARE(outcome.reply->tokens.size(), 1);
    QCOMPARE(outcome.reply->usage, (LlmUsage{4, 0, 2, 0, false}));
    QCOMPARE(outcome.reply->finish, LlmFinish::Stop);
}

void TestChatReply::streamsEnd_data()
{
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<QString>("kind"); // "none": a reply
    QTest::addColumn<bool>("isPartial");
    const QByteArray text = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    const QByteArray finish = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    QTest::newRow("whole") << text + finish + "data: [DONE]\n\n" << u"none"_s << false;
    QTest::newRow("empty events") << "data\n\n" + text + "data:\n\n" + finish << u"none"_s << false;
    QTest::newRow("no DONE") << text + finish << u"none"_s << false;
    QTest::newRow("no finish reason") << text + "data: [DONE]\n\n" << u"none"_s << false;
    QTest::newRow("cut") << text << u"connection_lost"_s << true;
    QTest::newRow("cut in an event") << text + "data: {\"cho" << u"connection_lost"_s << true;
    QTest::newRow("nothing") << QByteArray() << u"connection_lost"_s << false;
    QTest::newRow("DONE alone") << QByteArray("data: [DONE]\n\n") << u"connection_lost"_s << false;
    QTest::newRow("error before text")
        << QByteArray("data: {\"error\":{\"message\":\"x\",\"code\":429}}\n\n") << u"rate_limited"_s << false;
    QTest::newRow("error in the middle") << text + "data: {\"error\":{\"message\":\"x\"}}\n\n"
                                         << u"server_error"_s << true;
    QTest::newRow("error as a text") << text + "event: error\ndata: {\"error\":\"x\"}\n\n"
                                     << u"server_error"_s << true;
    QTest::newRow("garbage") << text + "data: {{{\n\n" << u"bad_reply"_s << true;
    QTest::newRow("half a character") << text + "data: {\"choices\":[{\"delta\":{\"content\":\"\xC3\"}}]}\n\n"
                                      << u"bad_reply"_s << true;
    QTest::newRow("page") << QByteArray("<html></html>") << u"bad_reply"_s << false;
}

void TestChatReply::streamsEnd()
{
    QFETCH(QByteArray, events);
    QFETCH(QString, kind);
    QFETCH(bool, isPartial);
    ChatStream stream(endpoint(), {});
    (void)stream.feed(events);
    const LlmOutcome outcome = stream.outcome();
    QCOMPARE(llmErrorName(outcome.error.kind), kind);
    QCOMPARE(outcome.reply.has_value(), kind == u"none"_s);
    QCOMPARE(outcome.error.isPartial, isPartial);
    QCOMPARE(outcome.error.partialText, isPartial ? u"a"_s : QString());
}

void TestChatReply::readsAWholeReplyToAStream()
{
    ChatStream stream(endpoint(), {});
    QVERIFY(stream.feed("\n {\"choices\":[{\"message\":"));
    QVERIFY(stream.feed("{\"content\":\"x\"}}]}"));
    QVERIFY(stream.outcome().reply);
    QCOMPARE(stream.outcome().reply->text, u"x"_s);
}

QTEST_GUILESS_MAIN(TestChatReply)
#include "tst_chatreply.moc"
