#include "core/base/json.h"
#include "core/llm/rewardclient.h"
#include "core/llm/rewardthread.h"

#include "tests/core/llm/llmfixture.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Reward servers over real sockets.
class TestRewardClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAndAnswers_data();
    void asksAndAnswers();
    void putsTextsTogether();
    void keepsBatchesWithinTheLimit();
    void rerankSharesAPrompt();
    void conversationsGoAlone();
    void troubles_data();
    void troubles();
    void overloadedIsTriedAgain();
    void tooLargeBatchesAreHalved();
    void oneBadTextFailsAlone();
    void oneNaNFailsAlone();
    void equalTextsAreAskedOnce();
    void cacheAnswersLater();
    void cancelLeavesTheOthers();
    void cancelOfAllClosesTheConnection();
    void budgetHolds();
    void keyIsSentAndHidden();
    void requestsWithoutAShape();
    void onAThread();

private:
    /// Answers OpenRLHF requests: the reward of a text is its length.
    static ScriptedReply lengths(const ScriptedRequest& request);
};

namespace {

/// A reward server, timers that are moved by hand, and a client between them.
struct RewardFixture : LlmFixture
{
    RewardFixture()
    {
        shape.api = RewardApi::OpenRlhf;
        shape.pattern = u"{response}"_s;
    }

    RewardClient& rewards(int batch = RewardClient::kUsualBatch)
    {
        if (!m_rewards) {
            m_rewards = std::make_unique<RewardClient>(endpoint, services, batch);
        }
        return *m_rewards;
    }
    [[nodiscard]] LlmRequest request(const QString& response, const QString& prompt = u"p"_s) const
    {
        return rewardRequest({{u"user"_s, prompt}, {u"assistant"_s, response}}, shape);
    }
    QFuture<LlmOutcome> ask(const QString& response, const QString& prompt = u"p"_s)
    {
        return rewards().ask(request(response, prompt));
    }

    RewardShape shape;

private:
    std::unique_ptr<RewardClient> m_rewards;
};

QStringList queriesOf(const ScriptedRequest& request)
{
    QStringList out;
    const QJsonArray queries = parseJsonObject(request.body)->value(u"query"_s).toArray();
    for (const QJsonValue& query : queries) {
        out << query.toString();
    }
    return out;
}

} // namespace

ScriptedReply TestRewardClient::lengths(const ScriptedRequest& request)
{
    QJsonArray rewards;
    const QStringList queries = queriesOf(request);
    for (const QString& query : queries) {
        rewards.append(query.size());
    }
    return jsonReply(canonicalJson(QJsonObject{{u"rewards"_s, rewards}}));
}

void TestRewardClient::asksAndAnswers_data()
{
    QTest::addColumn<RewardApi>("api");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("vLLM classify") << RewardApi::VllmClassify << QByteArray("/classify")
                                   << QByteArray(R"({"model":"rm","data":[{"index":0,"probs":[0.1]}]})");
    QTest::newRow("vLLM score") << RewardApi::VllmScore << QByteArray("/score")
                                << QByteArray(R"({"model":"rm","data":[{"index":0,"score":0.1}]})");
    QTest::newRow("vLLM pooling") << RewardApi::VllmPooling << QByteArray("/pooling")
                                  << QByteArray(R"({"model":"rm","data":[{"index":0,"data":[0.1]}]})");
    QTest::newRow("TEI predict") << RewardApi::TeiPredict << QByteArray("/predict")
                                 << QByteArray(R"([[{"label":"LABEL_0","score":0.1}]])");
    QTest::newRow("TEI rerank") << RewardApi::Rerank << QByteArray("/rerank")
                                << QByteArray(R"([{"index":0,"score":0.1}])");
    QTest::newRow("OpenRLHF") << RewardApi::OpenRlhf << QByteArray("/get_reward")
                              << QByteArray(R"({"rewards":[0.1],"scores":[0.1]})");
}

void TestRewardClient::asksAndAnswers()
{
    QFETCH(RewardApi, api);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, reply);
    RewardFixture fixture;
    fixture.shape = {};
    fixture.shape.api = api;
    fixture.shape.input = usualInput(api);
    fixture.server.script({jsonReply(reply)});
    const LlmOutcome outcome = RewardFixture::outcome(fixture.ask(u"an answer"_s));
    QVERIFY2(outcome.reply, qPrintable(outcome.error.error.toString()));
    QCOMPARE(outcome.reply->text, u"0.1"_s); // the shortest form, not 0.1000…0555
    QVERIFY(outcome.reply->raw.contains("0.1"));
    QCOMPARE(outcome.reply->attempts, 1);
    QCOMPARE(outcome.reply->usage.replyTokens, 0);
    QCOMPARE(fixture.server.requests.size(), 1);
    QCOMPARE(fixture.server.requests.first().method, QByteArray("POST"));
    QCOMPARE(fixture.server.requests.first().path, path);
    QCOMPARE(fixture.stats.view().replied, 1);
}

void TestRewardClient::putsTextsTogether()
{
    RewardFixture fixture;
    fixture.server.setHandler(lengths);
    QList<QFuture<LlmOutcome>> futures;
    for (int length = 1; length <= 5; ++length) {
        futures << fixture.ask(QString(length, u'x'));
    }
    for (int length = 1; length <= 5; ++length) {
        QCOMPARE(RewardFixture::outcome(futures[length - 1]).reply->text, QString::number(length));
    }
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestRewardClient::keepsBatchesWithinTheLimit()
{
    RewardFixture fixture;
    fixture.server.setHandler(lengths);
    (void)fixture.rewards(3);
    QList<QFuture<LlmOutcome>> futures;
    for (int length = 1; length <= 8; ++length) {
        futures << fixture.ask(QString(length, u'x'));
    }
    for (int length = 1; length <= 8; ++length) {
        QCOMPARE(RewardFixture::outcome(futures[length - 1]).reply->text, QString::number(length));
    }
    QCOMPARE(fixture.server.requests.size(), 3);
    for (const ScriptedRequest& request : std::as_const(fixture.server.requests)) {
        QVERIFY(queriesOf(request).size() <= 3);
    }
}

void TestRewardClient::rerankSharesAPrompt()
{
    RewardFixture fixture;
    fixture.shape = {};
    fixture.shape.api = RewardApi::Rerank;
    fixture.shape.input = RewardInput::Pair;
    fixture.server.setHandler([](const ScriptedRequest& request) {
        QJsonArray out;
        const QJsonArray texts = parseJsonObject(request.body)->value(u"texts"_s).toArray();
        for (qsizetype at = texts.size(); at-- > 0;) {
            out.append(QJsonObject{{u"index"_s, at}, {u"score"_s, texts[at].toString().size()}});
        }
        return jsonReply(canonicalJson(out));
    });
    QList<QFuture<LlmOutcome>> futures;
    for (int at = 0; at < 6; ++at) {
        futures << fixture.ask(QString(at + 1, u'x'), u"prompt %1"_s.arg(at % 2));
    }
    for (int at = 0; at < 6; ++at) {
        QCOMPARE(RewardFixture::outcome(futures[at]).reply->text, QString::number(at + 1));
    }
    QCOMPARE(fixture.server.requests.size(), 2);
}

void TestRewardClient::conversationsGoAlone()
{
    RewardFixture fixture;
    fixture.shape = {};
    fixture.shape.input = RewardInput::Conversation;
    fixture.server.script({jsonReply(R"({"data":[{"index":0,"probs":[2]}]})")});
    const QFuture<LlmOutcome> first = fixture.ask(u"one"_s);
    const QFuture<LlmOutcome> second = fixture.ask(u"two"_s);
    QCOMPARE(RewardFixture::outcome(first).reply->text, u"2"_s);
    QCOMPARE(RewardFixture::outcome(second).reply->text, u"2"_s);
    QCOMPARE(fixture.server.requests.size(), 2);
}

void TestRewardClient::troubles_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("word");
    const auto tei = [](int status, const QByteArray& words, const QByteArray& type) {
        return httpReply(status, {}, R"({"error":")" + words + R"(","error_type":")" + type + R"("})");
    };
    QTest::newRow("page") << httpReply(200, "Content-Type: text/html\r\n", "<html>Sign in</html>")
                          << u"bad_reply"_s << u"a web page"_s;
    QTest::newRow("cut JSON") << jsonReply(R"({"rewards":[1.)") << u"bad_reply"_s << u"“openrlhf”"_s;
    QTest::newRow("NaN") << jsonReply(R"({"rewards":[NaN]})") << u"bad_reply"_s << u"NaN"_s;
    QTest::newRow("wrong count") << jsonReply(R"({"rewards":[1,2]})") << u"bad_reply"_s
                                 << u"2 rewards for 1 texts"_s;
    QTest::newRow("several numbers") << jsonReply(R"({"rewards":[[1,2]]})") << u"bad_reply"_s
                                     << u"2 numbers"_s;
    QTest::newRow("empty input") << tei(400, "`inputs` cannot be empty", "Empty") << u"bad_request"_s
                                 << u"refused"_s;
    QTest::newRow("too large") << tei(413, "batch size 1 > maximum allowed batch size 0", "Validation")
                               << u"bad_request"_s << u"batch size 1"_s;
    QTest::newRow("too long") << tei(413, "`inputs` must have less than 512 tokens. Given: 600", "Validation")
                              << u"context_too_long"_s << u"truncate"_s;
    QTest::newRow("vLLM, too long")
        << httpReply(400, {}, R"({"error":{"message":"maximum context length is 512 tokens","code":400}})")
        << u"context_too_long"_s << u"truncate"_s;
    QTest::newRow("tokenizer") << tei(422, "Tokenization error", "Tokenizer") << u"bad_request"_s
                               << u"Tokenization error"_s;
    QTest::newRow("FastAPI's check") << httpReply(422, {}, R"({"detail":[{"msg":"field required"}]})")
                                     << u"bad_request"_s << u"field required"_s;
    QTest::newRow("backend") << tei(424, "CUDA out of memory", "Backend") << u"server_error"_s
                             << u"CUDA out of memory"_s;
    QTest::newRow("another server") << httpReply(404, {}, R"({"detail":"Not Found"})") << u"not_found"_s
                                    << u"/get_reward"_s;
    QTest::newRow("wrong key") << httpReply(401, {}, R"({"error":{"message":"no","code":401}})")
                               << u"wrong_key"_s << u"planted"_s;
    QTest::newRow("overloaded") << tei(429, "Model is overloaded", "Overloaded") << u"rate_limited"_s
                                << u"too often"_s;
    QTest::newRow("error under 200") << jsonReply(
                                            R"({"error":"Model is overloaded","error_type":"overloaded"})")
                                     << u"server_error"_s << u"failed"_s;
    ScriptedReply cut;
    cut.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"rewards\":[";
    cut.then = ScriptedReply::Then::Close;
    QTest::newRow("cut connection") << cut << u"connection_lost"_s << u"broke off"_s;
}

void TestRewardClient::troubles()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(QString, kind);
    QFETCH(QString, word);
    RewardFixture fixture;
    fixture.services.retry.maxRetries = 0;
    fixture.server.script({reply});
    const LlmOutcome outcome = RewardFixture::outcome(fixture.ask(u"an answer"_s));
    QVERIFY(!outcome.reply);
    QCOMPARE(llmErrorName(outcome.error.kind), kind);
    QVERIFY2(outcome.error.error.message.contains(word), qPrintable(outcome.error.error.message));
    QVERIFY(outcome.error.error.message.contains(u"“judge” (127.0.0.1:"_s));
    QCOMPARE(outcome.error.attempts, 1);
    QCOMPARE(fixture.server.requests.size(), 1);
    QCOMPARE(fixture.stats.view().failed, 1);
}

void TestRewardClient::overloadedIsTriedAgain()
{
    RewardFixture fixture;
    fixture.server.script(
        {httpReply(429, "Retry-After: 3\r\n", R"({"error":"busy","error_type":"Overloaded"})"),
         httpReply(503, {}, R"({"error":"unhealthy","error_type":"Unhealthy"})"),
         jsonReply(R"({"rewards":[1,2]})")});
    const QFuture<LlmOutcome> first = fixture.ask(u"a"_s);
    const QFuture<LlmOutcome> second = fixture.ask(u"b"_s);
    VERIFY_SOON(fixture.timers.hasWait(3000, 3000));
    fixture.timers.advanceMs(2999);
    QCOMPARE(fixture.server.requests.size(), 1); // not before its time
    fixture.timers.advanceMs(1);
    VERIFY_SOON(fixture.timers.hasWait(1000, 1000)); // twice the first wait
    fixture.timers.advanceMs(1000);
    QCOMPARE(RewardFixture::outcome(first).reply->text, u"1"_s);
    QCOMPARE(RewardFixture::outcome(second).reply->text, u"2"_s);
    QCOMPARE(RewardFixture::outcome(second).reply->attempts, 3);
    QCOMPARE(fixture.server.requests.size(), 3);
    QCOMPARE(fixture.stats.view().retries, 2);
}

void TestRewardClient::tooLargeBatchesAreHalved()
{
    RewardFixture fixture;
    fixture.server.setHandler([](const ScriptedRequest& request) {
        if (queriesOf(request).size() > 2) {
            return httpReply(413, {}, R"({"error":"batch size > maximum","error_type":"Validation"})");
        }
        return lengths(request);
    });
    QList<QFuture<LlmOutcome>> futures;
    for (int length = 1; length <= 8; ++length) {
        futures << fixture.ask(QString(length, u'x'));
    }
    for (int length = 1; length <= 8; ++length) {
        QCOMPARE(RewardFixture::outcome(futures[length - 1]).reply->text, QString::number(length));
    }
    const qsizetype before = fixture.server.requests.size();
    QList<QFuture<LlmOutcome>> later;
    for (int length = 11; length <= 16; ++length) {
        later << fixture.ask(QString(length, u'x'));
    }
    for (int length = 11; length <= 16; ++length) {
        QCOMPARE(RewardFixture::outcome(later[length - 11]).reply->text, QString::number(length));
    }
    QCOMPARE(fixture.server.requests.size() - before, 3); // it has learned the size
}

void TestRewardClient::oneBadTextFailsAlone()
{
    RewardFixture fixture;
    fixture.server.setHandler([](const ScriptedRequest& request) {
        return queriesOf(request).contains(u"too long"_s)
                   ? httpReply(422, {}, R"({"error":"cannot tokenize","error_type":"Tokenizer"})")
                   : lengths(request);
    });
    QList<QFuture<LlmOutcome>> futures;
    for (const QString& text : {u"a"_s, u"bb"_s, u"too long"_s, u"dddd"_s, u"eeeee"_s}) {
        futures << fixture.ask(text);
    }
    for (const int at : {0, 1, 3, 4}) {
        const LlmOutcome outcome = RewardFixture::outcome(futures[at]);
        QVERIFY2(outcome.reply, qPrintable(outcome.error.error.message));
        QCOMPARE(outcome.reply->text, QString::number(at + 1));
    }
    QCOMPARE(RewardFixture::outcome(futures[2]).error.status, 422);
    QVERIFY(fixture.server.requests.size() <= 8);
}

void TestRewardClient::oneNaNFailsAlone()
{
    RewardFixture fixture;
    fixture.server.script({jsonReply(R"({"rewards":[1.5,NaN,-2]})")});
    const QFuture<LlmOutcome> first = fixture.ask(u"a"_s);
    const QFuture<LlmOutcome> second = fixture.ask(u"b"_s);
    const QFuture<LlmOutcome> third = fixture.ask(u"c"_s);
    QCOMPARE(RewardFixture::outcome(first).reply->text, u"1.5"_s);
    QCOMPARE(RewardFixture::outcome(second).error.kind, LlmErrorKind::BadReply);
    QCOMPARE(RewardFixture::outcome(third).reply->text, u"-2"_s);
    QCOMPARE(fixture.server.requests.size(), 1);
}

void TestRewardClient::equalTextsAreAskedOnce()
{
    QTemporaryDir folder;
    FileReplyCache cache(folder.path());
    RewardFixture fixture;
    fixture.services.cache = &cache;
    fixture.server.setHandler(lengths);
    const QFuture<LlmOutcome> first = fixture.ask(u"same"_s);
    const QFuture<LlmOutcome> second = fixture.ask(u"same"_s);
    QCOMPARE(RewardFixture::outcome(first).reply->text, u"4"_s);
    QCOMPARE(RewardFixture::outcome(second).reply->text, u"4"_s);
    QVERIFY(RewardFixture::outcome(second).reply->isFromCache);
    QCOMPARE(fixture.server.requests.size(), 1);
    QCOMPARE(queriesOf(fixture.server.requests.first()), QStringList{u"same"_s});
}

void TestRewardClient::cacheAnswersLater()
{
    QTemporaryDir folder;
    FileReplyCache cache(folder.path());
    RewardFixture fixture;
    fixture.services.cache = &cache;
    fixture.server.setHandler(lengths);
    QCOMPARE(RewardFixture::outcome(fixture.ask(u"kept"_s)).reply->text, u"4"_s);
    RewardFixture other;
    other.endpoint = fixture.endpoint;
    other.services.cache = &cache;
    const LlmOutcome outcome = RewardFixture::outcome(other.ask(u"kept"_s));
    QCOMPARE(outcome.reply->text, u"4"_s);
    QVERIFY(outcome.reply->isFromCache);
    QCOMPARE(fixture.server.requests.size(), 1);
    other.shape.isRaw = false; // another question
    QVERIFY(!RewardFixture::outcome(other.ask(u"kept"_s)).reply->isFromCache);
}

void TestRewardClient::cancelLeavesTheOthers()
{
    RewardFixture fixture;
    fixture.server.setHandler([&fixture](const ScriptedRequest& request) {
        return fixture.server.requests.size() <= 1 ? noReply() : lengths(request);
    });
    QFuture<LlmOutcome> first = fixture.ask(u"a"_s);
    const QFuture<LlmOutcome> second = fixture.ask(u"bb"_s);
    VERIFY_SOON(fixture.server.requests.size() == 1);
    first.cancel();
    VERIFY_SOON(first.isFinished());
    QCOMPARE(first.resultCount(), 0);
    QVERIFY(!second.isFinished());
    QCOMPARE(fixture.server.open, 1); // the other still waits
    fixture.timers.advanceMs(fixture.endpoint.timeouts.totalMs);
    VERIFY_SOON(fixture.timers.hasWait(500, 500));
    fixture.timers.advanceMs(500);
    QCOMPARE(RewardFixture::outcome(second).reply->text, u"2"_s);
    QCOMPARE(queriesOf(fixture.server.requests.last()), QStringList{u"bb"_s}); // and goes on alone
}

void TestRewardClient::cancelOfAllClosesTheConnection()
{
    RewardFixture fixture;
    fixture.server.setHandler([](const ScriptedRequest&) { return noReply(); });
    QFuture<LlmOutcome> first = fixture.ask(u"a"_s);
    QFuture<LlmOutcome> second = fixture.ask(u"b"_s);
    VERIFY_SOON(fixture.server.requests.size() == 1);
    first.cancel();
    second.cancel();
    VERIFY_SOON(fixture.server.open == 0);
    QCOMPARE(fixture.stats.view().cancelled, 2);
}

void TestRewardClient::budgetHolds()
{
    LlmBudget budget(0.001);
    RewardFixture fixture;
    fixture.endpoint.prices.input = 1'000'000; // a dollar for each token
    fixture.services.budget = &budget;
    fixture.server.setHandler(lengths);
    const LlmOutcome outcome = RewardFixture::outcome(fixture.ask(u"a"_s));
    QCOMPARE(outcome.error.kind, LlmErrorKind::BudgetSpent);
    QCOMPARE(fixture.server.requests.size(), 0);
    budget.setLimit(1'000);
    const LlmOutcome later = RewardFixture::outcome(fixture.ask(u"b"_s));
    QVERIFY(later.reply);
    QVERIFY(later.reply->cost > 0);
    QCOMPARE(budget.spent(), later.reply->cost);
    QCOMPARE(budget.reserved(), 0.0);
}

void TestRewardClient::keyIsSentAndHidden()
{
    RewardFixture fixture;
    const QByteArray key = PlantedKeys::kPlantedKey;
    fixture.server.script({httpReply(422, {}, R"({"error":"bad key )" + key + R"(","error_type":"x"})")});
    const LlmOutcome outcome = RewardFixture::outcome(fixture.ask(u"a"_s));
    QCOMPARE(fixture.server.requests.first().headers.value("authorization"), QByteArray("Bearer " + key));
    QVERIFY(!outcome.error.error.message.contains(QString::fromLatin1(key)));
    QVERIFY(!outcome.error.error.details.contains(QString::fromLatin1(key)));
    RewardFixture without;
    without.endpoint.keyName = u"lost"_s;
    QCOMPARE(RewardFixture::outcome(without.ask(u"a"_s)).error.kind, LlmErrorKind::NoKey);
}

void TestRewardClient::requestsWithoutAShape()
{
    RewardFixture fixture;
    const LlmOutcome outcome = RewardFixture::outcome(fixture.rewards().ask(LlmFixture::request()));
    QCOMPARE(outcome.error.kind, LlmErrorKind::BadEndpoint);
    QCOMPARE(fixture.server.requests.size(), 0);
}

void TestRewardClient::onAThread()
{
    RewardFixture fixture;
    SystemTimers timers;
    fixture.services.timers = &timers;
    fixture.server.setHandler(lengths);
    RewardThread thread(fixture.endpoint, fixture.services);
    QCOMPARE(RewardFixture::outcome(thread.ask(fixture.request(u"abc"_s))).reply->text, u"3"_s);
    QCOMPARE(thread.endpoint(), fixture.endpoint);
}

QTEST_GUILESS_MAIN(TestRewardClient)
#include "tst_rewardclient.moc"
