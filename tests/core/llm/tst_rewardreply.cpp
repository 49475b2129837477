#include "core/base/json.h"
#include "core/llm/rewardclient.h"
#include "core/llm/rewardreply.h"
#include "core/llm/rewardshape.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// What reward servers are sent, and how their replies are read; without a socket.
class TestRewardReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodies_data();
    void bodies();
    void addresses_data();
    void addresses();
    void aTextIsNoPattern();
    void shapesGoThroughJson();
    void badShapes_data();
    void badShapes();
    void replies_data();
    void replies();
    void entryFaults_data();
    void entryFaults();
    void badReplies_data();
    void badReplies();
    void usageAndModel();

private:
    static LlmEndpoint endpoint(const QString& base = u"http://127.0.0.1:8000/v1"_s);
    static RewardText text(const QString& prompt, const QString& response);
    static RewardShape shape(const QByteArray& json);
};

LlmEndpoint TestRewardReply::endpoint(const QString& base)
{
    LlmEndpoint out;
    out.name = u"rewards"_s;
    out.baseUrl = QUrl(base);
    out.model = u"m"_s;
    return out;
}

RewardText TestRewardReply::text(const QString& prompt, const QString& response)
{
    LlmRequest request;
    request.messages = {{u"user"_s, prompt}, {u"assistant"_s, response}};
    return rewardText(request);
}

RewardShape TestRewardReply::shape(const QByteArray& json)
{
    return *RewardShape::fromJson(*parseJsonObject(json));
}

void TestRewardReply::bodies_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("vLLM classify")
        << QByteArray(R"({"api":"vllm-classify"})")
        << QByteArray(R"({"input":["p\n\na","p\n\nb"],"model":"m","use_activation":false})");
    QTest::newRow("vLLM classify, pattern, probabilities, cut")
        << QByteArray(
               R"({"api":"vllm-classify","pattern":"Q: {prompt} A: {response}","raw":false,"truncate":true})")
        << QByteArray(
               R"({"input":["Q: p A: a","Q: p A: b"],"model":"m","truncate_prompt_tokens":-1,"use_activation":true})");
    QTest::newRow("vLLM score")
        << QByteArray(R"({"api":"vllm-score"})")
        << QByteArray(R"({"documents":["a","b"],"model":"m","queries":["p","p"],"use_activation":false})");
    QTest::newRow("vLLM pooling")
        << QByteArray(R"({"api":"vllm-pooling"})")
        << QByteArray(
               R"({"encoding_format":"float","input":["p\n\na","p\n\nb"],"model":"m","task":"classify","use_activation":false})");
    QTest::newRow("TEI predict: nested, or two texts would be one pair")
        << QByteArray(R"({"api":"tei-predict"})")
        << QByteArray(R"({"inputs":[["p\n\na"],["p\n\nb"]],"raw_scores":true,"truncate":false})");
    QTest::newRow("TEI predict of pairs")
        << QByteArray(R"({"api":"tei-predict","input":"pair"})")
        << QByteArray(R"({"inputs":[["p","a"],["p","b"]],"raw_scores":true,"truncate":false})");
    QTest::newRow("TEI rerank")
        << QByteArray(R"({"api":"rerank","truncate":true})")
        << QByteArray(R"({"query":"p","raw_scores":true,"texts":["a","b"],"truncate":true})");
    QTest::newRow("OpenRLHF") << QByteArray(R"({"api":"openrlhf"})")
                              << QByteArray(R"({"prompts":["p","p"],"query":["p\n\na","p\n\nb"]})");
}

void TestRewardReply::bodies()
{
    QFETCH(QByteArray, shape);
    QFETCH(QByteArray, body);
    QCOMPARE(
        rewardBody(endpoint(), TestRewardReply::shape(shape), {text(u"p"_s, u"a"_s), text(u"p"_s, u"b"_s)}),
        body);
    if (shape.contains("vllm-classify") || shape.contains("vllm-pooling")) {
        RewardShape conversation = TestRewardReply::shape(shape);
        conversation.input = RewardInput::Conversation;
        QVERIFY(
            rewardBody(endpoint(), conversation, {text(u"p"_s, u"a"_s)})
                .contains(
                    R"("messages":[{"content":"p","role":"user"},{"content":"a","role":"assistant"}],"model")"));
    }
}

void TestRewardReply::addresses_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url");
    QTest::newRow("beside /v1") << u"http://h:1/v1"_s << u"http://h:1/get_reward"_s;
    QTest::newRow("with a slash") << u"http://h:1/v1/"_s << u"http://h:1/get_reward"_s;
    QTest::newRow("bare") << u"http://h:1"_s << u"http://h:1/get_reward"_s;
    QTest::newRow("behind a path") << u"https://h/rm/v1"_s << u"https://h/rm/get_reward"_s;
}

void TestRewardReply::addresses()
{
    QFETCH(QString, base);
    QFETCH(QString, url);
    QCOMPARE(rewardUrl(endpoint(base), RewardApi::OpenRlhf).toString(), url);
}

void TestRewardReply::aTextIsNoPattern()
{
    const RewardShape shape =
        TestRewardReply::shape(R"({"api":"openrlhf","pattern":"<{prompt}|{response}>"})");
    const QByteArray body = rewardBody(endpoint(), shape, {text(u"{response} {prompt}"_s, u"{prompt}"_s)});
    QVERIFY2(body.contains(R"("query":["<{response} {prompt}|{prompt}>"])"), body.constData());
    LlmRequest longer;
    longer.messages = {{u"system"_s, u"s"_s}, {u"user"_s, u"u"_s}, {u"assistant"_s, u"a"_s}};
    QCOMPARE(rewardText(longer).prompt, u"system: s\n\nuser: u"_s);
    QCOMPARE(rewardText(longer).response, u"a"_s);
}

void TestRewardReply::shapesGoThroughJson()
{
    RewardShape shape;
    shape.api = RewardApi::TeiPredict;
    shape.input = RewardInput::Pair;
    shape.isRaw = false;
    shape.isCut = true;
    shape.label = u"LABEL_1"_s;
    const auto read = RewardShape::fromJson(shape.toJson());
    QVERIFY(read);
    QCOMPARE(*read, shape);
    QCOMPARE(*rewardShapeOf(rewardRequest({{u"user"_s, u"x"_s}}, shape)), shape);
    QVERIFY(!rewardShapeOf(LlmRequest()));
}

void TestRewardReply::badShapes_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QString>("field");
    QTest::newRow("no api") << QByteArray("{}") << u"api"_s;
    QTest::newRow("unknown api") << QByteArray(R"({"api":"chat"})") << u"api"_s;
    QTest::newRow("unknown input") << QByteArray(R"({"api":"openrlhf","input":"song"})") << u"input"_s;
    QTest::newRow("score takes no single text")
        << QByteArray(R"({"api":"vllm-score","input":"text"})") << u"input"_s;
    QTest::newRow("TEI has no chat template")
        << QByteArray(R"({"api":"tei-predict","input":"conversation"})") << u"input"_s;
    QTest::newRow("every text the same")
        << QByteArray(R"({"api":"openrlhf","pattern":"{prompt}"})") << u"pattern"_s;
}

void TestRewardReply::badShapes()
{
    QFETCH(QByteArray, shape);
    QFETCH(QString, field);
    const auto read = RewardShape::fromJson(*parseJsonObject(shape));
    QVERIFY(!read);
    QCOMPARE(read.error().field, field);
    QVERIFY(read.error().message.endsWith(u'.'));
}

void TestRewardReply::replies_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QByteArray>("body");
    const QByteArray classify = R"({"api":"vllm-classify"})";
    const QByteArray score = R"({"api":"vllm-score"})";
    const QByteArray pooling = R"({"api":"vllm-pooling"})";
    const QByteArray predict = R"({"api":"tei-predict"})";
    const QByteArray rerank = R"({"api":"rerank"})";
    const QByteArray openrlhf = R"({"api":"openrlhf"})";
    QTest::newRow("classify") << classify << QByteArray(R"({"object":"list","data":[
        {"index":0,"label":null,"probs":[-1.25],"num_classes":1},
        {"index":1,"label":null,"probs":[3],"num_classes":1}]})");
    QTest::newRow("classify out of order") << classify << QByteArray(R"({"data":[
        {"index":1,"probs":[3]},{"index":0,"probs":[-1.25]}]})");
    QTest::newRow("classify without index")
        << classify << QByteArray(R"({"data":[{"probs":[-1.25]},{"probs":[3]}]})");
    QTest::newRow("classify with a chosen class")
        << QByteArray(R"({"api":"vllm-classify","label":"LABEL_1"})")
        << QByteArray(R"({"data":[{"index":0,"probs":[9,-1.25]},{"index":1,"probs":[9,3]}]})");
    QTest::newRow("score")
        << score
        << QByteArray(
               R"({"data":[{"index":0,"object":"score","score":-1.25},{"index":1,"object":"score","score":3.0}]})");
    QTest::newRow("pooling")
        << pooling
        << QByteArray(
               R"({"data":[{"index":0,"object":"pooling","data":[-1.25]},{"index":1,"object":"pooling","data":[3]}]})");
    QTest::newRow("pooling, nested")
        << pooling << QByteArray(R"({"data":[{"index":0,"data":[[-1.25]]},{"index":1,"data":[[3]]}]})");
    QTest::newRow("predict")
        << predict << QByteArray(R"([[{"label":"LABEL_0","score":-1.25}],[{"label":"LABEL_0","score":3}]])");
    QTest::newRow("predict with a chosen class, best first")
        << QByteArray(R"({"api":"tei-predict","label":"good"})")
        << QByteArray(R"([[{"label":"bad","score":2},{"label":"good","score":-1.25}],
                          [{"label":"good","score":3},{"label":"bad","score":1}]])");
    QTest::newRow("rerank, best first")
        << rerank << QByteArray(R"([{"index":1,"score":3},{"index":0,"score":-1.25}])");
    QTest::newRow("rerank of vLLM and llama.cpp")
        << rerank
        << QByteArray(
               R"({"id":"x","results":[{"index":1,"relevance_score":3},{"index":0,"relevance_score":-1.25}]})");
    QTest::newRow("OpenRLHF")
        << openrlhf
        << QByteArray(R"({"rewards":[-1.25,3],"scores":[0,0],"extra_logs":{"dummy_scores":[0,0]}})");
    QTest::newRow("OpenRLHF, a list each") << openrlhf << QByteArray(R"({"rewards":[[-1.25],[3]]})");
    QTest::newRow("OpenRLHF, scores alone") << openrlhf << QByteArray(R"({"scores":[-1.25,3]})");
}

void TestRewardReply::replies()
{
    QFETCH(QByteArray, shape);
    QFETCH(QByteArray, body);
    const RewardReply reply = readRewards(endpoint(), TestRewardReply::shape(shape), 2, body);
    QVERIFY2(!reply.error, reply.error ? qPrintable(reply.error->error.message) : "");
    QCOMPARE(reply.entries.size(), std::size_t{2});
    QCOMPARE(reply.entries[0].reward, std::optional(-1.25));
    QCOMPARE(reply.entries[1].reward, std::optional(3.0));
    QVERIFY(!reply.entries[0].said.isUndefined());
}

void TestRewardReply::entryFaults_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    const QByteArray classify = R"({"api":"vllm-classify"})";
    QTest::newRow("NaN") << QByteArray(R"({"api":"openrlhf"})") << QByteArray(R"({"rewards": [NaN, 3]})")
                         << u"NaN"_s;
    QTest::newRow("infinite") << QByteArray(R"({"api":"openrlhf"})")
                              << QByteArray(R"({"rewards": [-Infinity, 3], "note": "a NaN \" Infinity"})")
                              << u"NaN"_s;
    QTest::newRow("null") << QByteArray(R"({"api":"rerank"})")
                          << QByteArray(R"([{"index":0,"score":null},{"index":1,"score":3}])")
                          << u"no number"_s;
    QTest::newRow("text") << QByteArray(R"({"api":"openrlhf"})") << QByteArray(R"({"rewards":["1.5",3]})")
                          << u"no number"_s;
    QTest::newRow("two classes") << classify << QByteArray(R"({"data":[{"probs":[0.2,0.8]},{"probs":[3]}]})")
                                 << u"2 classes"_s;
    QTest::newRow("no such class") << QByteArray(R"({"api":"vllm-classify","label":"LABEL_7"})")
                                   << QByteArray(R"({"data":[{"probs":[0.2,0.8]},{"probs":[3]}]})")
                                   << u"LABEL_7"_s;
    QTest::newRow("TEI, two classes")
        << QByteArray(R"({"api":"tei-predict"})")
        << QByteArray(R"([[{"label":"a","score":1},{"label":"b","score":2}],[{"label":"a","score":3}]])")
        << u"2 classes"_s;
    QTest::newRow("a number for each token")
        << QByteArray(R"({"api":"vllm-pooling"})")
        << QByteArray(R"({"data":[{"data":[[0.1],[0.2],[0.3]]},{"data":[3]}]})") << u"3 numbers"_s;
    QTest::newRow("base64") << QByteArray(R"({"api":"vllm-pooling"})")
                            << QByteArray(R"({"data":[{"data":"AAAA"},{"data":[3]}]})") << u"missing"_s;
}

void TestRewardReply::entryFaults()
{
    QFETCH(QByteArray, shape);
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    const RewardReply reply = readRewards(endpoint(), TestRewardReply::shape(shape), 2, body);
    QVERIFY2(!reply.error, reply.error ? qPrintable(reply.error->error.message) : "");
    QVERIFY(!reply.entries[0].reward);
    QVERIFY2(reply.entries[0].fault.contains(word), qPrintable(reply.entries[0].fault));
    QVERIFY(reply.entries[0].fault.endsWith(u'.'));
    QCOMPARE(reply.entries[1].reward, std::optional(3.0)); // the other text is none the worse
}

void TestRewardReply::badReplies_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    const QByteArray openrlhf = R"({"api":"openrlhf"})";
    QTest::newRow("nothing") << openrlhf << QByteArray() << u"nothing at all"_s;
    QTest::newRow("page") << openrlhf << QByteArray("<!doctype html><p>Sign in") << u"a web page"_s;
    QTest::newRow("half") << openrlhf << QByteArray(R"({"rewards":[1.5,)") << u"rewards"_s;
    QTest::newRow("half with NaN") << openrlhf << QByteArray(R"({"rewards":[NaN,)") << u"rewards"_s;
    QTest::newRow("too few") << openrlhf << QByteArray(R"({"rewards":[1.5]})") << u"1 rewards for 2"_s;
    QTest::newRow("too many") << QByteArray(R"({"api":"rerank"})")
                              << QByteArray(
                                     R"([{"index":0,"score":1},{"index":1,"score":1},{"index":2,"score":1}])")
                              << u"3 rewards for 2"_s;
    QTest::newRow("one pair instead of two texts")
        << QByteArray(R"({"api":"tei-predict"})") << QByteArray(R"([{"label":"LABEL_0","score":0.9}])")
        << u"1 rewards for 2"_s;
    QTest::newRow("twice the same index")
        << QByteArray(R"({"api":"vllm-score"})")
        << QByteArray(R"({"data":[{"index":0,"score":1},{"index":0,"score":1}]})") << u"twice"_s;
    QTest::newRow("index out of range")
        << QByteArray(R"({"api":"vllm-score"})")
        << QByteArray(R"({"data":[{"index":0,"score":1},{"index":2,"score":1}]})") << u"twice"_s;
    QTest::newRow("another API") << QByteArray(R"({"api":"vllm-classify"})")
                                 << QByteArray(R"({"choices":[]})") << u"missing"_s;
    QTest::newRow("a number") << openrlhf << QByteArray("3") << u"missing"_s;
}

void TestRewardReply::badReplies()
{
    QFETCH(QByteArray, shape);
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    const RewardReply reply = readRewards(endpoint(), TestRewardReply::shape(shape), 2, body);
    QVERIFY(reply.error);
    QCOMPARE(reply.error->kind, LlmErrorKind::BadReply);
    QVERIFY(reply.entries.empty());
    const QString said = reply.error->error.message + reply.error->error.details;
    QVERIFY2(said.contains(word), qPrintable(said));
    QVERIFY(reply.error->error.message.contains(u"“rewards” (127.0.0.1"_s));
}

void TestRewardReply::usageAndModel()
{
    const RewardReply reply = readRewards(endpoint(), shape(R"({"api":"vllm-score"})"), 1,
                                          R"({"id":"score-1","model":"other","data":[{"index":0,"score":1}],
                                              "usage":{"prompt_tokens":12,"total_tokens":12}})");
    QVERIFY(reply.usage);
    QCOMPARE(reply.usage->promptTokens, 12);
    QCOMPARE(reply.model, u"other"_s);
    QCOMPARE(reply.id, u"score-1"_s);
    const RewardReply refused = readRewards(endpoint(), shape(R"({"api":"vllm-score"})"), 1,
                                            R"({"error":{"message":"no","code":401}})");
    QCOMPARE(refused.error->kind, LlmErrorKind::WrongKey);
}

QTEST_GUILESS_MAIN(TestRewardReply)
#include "tst_rewardreply.moc"
