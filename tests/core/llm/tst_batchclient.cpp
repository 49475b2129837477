#include "tests/core/llm/llmfixture.h"

#include "core/base/json.h"
#include "core/llm/batchclient.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Batches: files in, results joined, resumed from what was stored, never created twice.
class TestBatchClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesFilesWithinBounds();
    void refusesBadIds();
    void joinsByCustomId();
    void badLinesAreNamed();
    void goesAllTheWay();
    void resumesFromEachState_data();
    void resumesFromEachState();
    void isNotCreatedTwiceAfterALostAnswer();
    void failedBatchesSayWhy();
    void cancelStopsAsking();
    void theBudgetIsAskedFirst();

private:
    static QString write(const QTemporaryDir& dir, const QString& name, const QByteArray& text);
    static QList<LlmBatchItem> items(int count);
};

namespace {

QByteArray outputLine(const QByteArray& id, const QByteArray& text)
{
    return R"({"id":"r","custom_id":")" + id + R"(","response":{"status_code":200,"request_id":"q","body":)" +
           chatCompletion(text) + R"(},"error":null})" + '\n';
}

/// The server's side of a batch.
struct BatchServer
{
    explicit BatchServer(ScriptedServer& server)
    {
        server.setHandler([this](const ScriptedRequest& request) { return answer(request); });
    }

    ScriptedReply answer(const ScriptedRequest& request)
    {
        if (request.path == "/v1/files") {
            ++uploads;
            return jsonReply(R"({"id":"file-1","object":"file","purpose":"batch"})");
        }
        if (request.path == "/v1/batches" && request.method == "POST") {
            ++created;
            if (losesCreation && created == 1) {
                ScriptedReply lost;
                lost.then = ScriptedReply::Then::Reset;
                return lost;
            }
            return jsonReply(batch("validating"));
        }
        if (request.path.startsWith("/v1/batches?")) {
            ++lists;
            return jsonReply(created > 0 ? "{\"data\":[{\"id\":\"b0\",\"input_file_id\":\"file-0\"}," +
                                               batch("in_progress") + "],\"has_more\":false}"
                                         : QByteArray(R"({"data":[],"has_more":false})"));
        }
        if (request.path == "/v1/batches/batch-1") {
            ++polls;
            return jsonReply(polls >= pollsNeeded ? batch(last) : batch("in_progress"));
        }
        if (request.path == "/v1/files/out-1/content") {
            return httpReply(200, {}, outputLine("b", "second") + outputLine("a", "first"));
        }
        if (request.path == "/v1/files/err-1/content") {
            return httpReply(
                200, {},
                R"({"custom_id":"c","response":{"status_code":400,"body":{"error":{"message":"bad"}}},"error":null})"
                "\n");
        }
        return httpReply(404, {}, "{}");
    }

    QByteArray batch(const QByteArray& status) const
    {
        const QByteArray files =
            status == "completed" ? R"(,"output_file_id":"out-1","error_file_id":"err-1")" : "";
        const QByteArray errors =
            status == "failed" ? R"(,"errors":{"data":[{"message":"line 3 is wrong"}]})" : "";
        return R"({"id":"batch-1","input_file_id":"file-1","status":")" + status +
               R"(","request_counts":{"total":3,"completed":2,"failed":1})" + files + errors + "}";
    }

    int uploads = 0;
    int created = 0;
    int lists = 0;
    int polls = 0;
    int pollsNeeded = 2;
    bool losesCreation = false;
    QByteArray last = "completed";
};

LlmBatchOutcome finish(LlmFixture& fixture, const QFuture<LlmBatchOutcome>& future)
{
    for (int turn = 0; turn < 100 && !future.isFinished(); ++turn) {
        (void)LlmFixture::isSoon(
            [&] {
                return future.isFinished() || fixture.timers.hasWait(400, 4'000) ||
                       fixture.timers.hasWait(5'001, 60'000);
            },
            20);
        fixture.timers.advanceMs(1'000);
    }
    return future.isFinished() && future.resultCount() > 0 ? future.result()
                                                           : LlmBatchOutcome{{}, LlmError()};
}

} // namespace

QString TestBatchClient::write(const QTemporaryDir& dir, const QString& name, const QByteArray& text)
{
    QFile file(dir.filePath(name));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(text);
    }
    return file.fileName();
}

QList<LlmBatchItem> TestBatchClient::items(int count)
{
    QList<LlmBatchItem> out;
    for (int number = 0; number < count; ++number) {
        out << LlmBatchItem{QString(QChar(u'a' + number)), LlmFixture::request()};
    }
    return out;
}

void TestBatchClient::writesFilesWithinBounds()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    fixture.endpoint.prices.output = 1e6;
    const auto files = writeBatchFiles(fixture.endpoint, items(5), dir.filePath(u"in"_s), {2, 1'000'000});
    QVERIFY(files);
    QCOMPARE(files->size(), 3);
    QCOMPARE(files->at(2).lines, 1);
    QCOMPARE(files->at(0).mostCost, 100.0); // two of at most 100, at half the price
    QFile file(files->at(0).path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto line = parseJsonObject(file.readLine().trimmed());
    QVERIFY(line);
    QCOMPARE(line->value(u"custom_id"_s).toString(), u"a"_s);
    QCOMPARE(line->value(u"url"_s).toString(), u"/v1/chat/completions"_s);
    QCOMPARE(canonicalJson(line->value(u"body"_s)),
             canonicalJson(chatBody(fixture.endpoint, LlmFixture::request())));
    const qint64 size = file.size() / 2;
    const auto byBytes =
        writeBatchFiles(fixture.endpoint, items(5), dir.filePath(u"b"_s), {100, 3 * size + 5});
    QCOMPARE(byBytes->size(), 2);
}

void TestBatchClient::refusesBadIds()
{
    const QTemporaryDir dir;
    const LlmFixture fixture;
    QList<LlmBatchItem> twice = items(3);
    twice[2].customId = u"a"_s;
    QVERIFY(!writeBatchFiles(fixture.endpoint, twice, dir.filePath(u"in"_s)));
    twice[2].customId.clear();
    QVERIFY(!writeBatchFiles(fixture.endpoint, twice, dir.filePath(u"in"_s), {1, 1'000'000}));
    QVERIFY(!writeBatchFiles(fixture.endpoint, items(2), dir.filePath(u"in"_s), {10, 20}));
    QVERIFY(QDir(dir.path()).isEmpty()); // nothing is left of what failed
}

void TestBatchClient::joinsByCustomId()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    fixture.endpoint.prices.output = 1e6;
    const QString output =
        write(dir, u"o"_s,
              outputLine("b", "2") + outputLine("x", "?") + outputLine("a", "1") + outputLine("a", "again") +
                  "\n" + R"({"custom_id":"old","response":)" + chatCompletion("3") + "}\n");
    const QString errors = write(
        dir, u"e"_s,
        R"({"custom_id":"c","response":null,"error":{"code":"batch_expired","message":"too late"}})"
        "\n"
        R"({"custom_id":"d","response":{"status_code":429,"body":{"error":{"message":"slow"}}},"error":null})"
        "\n");
    const auto results = readBatchFiles(fixture.endpoint, {output, errors, QString()},
                                        {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"old"_s});
    QVERIFY2(results, qPrintable(results ? QString() : results.error().toString()));
    QCOMPARE(results->outcomes.value(u"a"_s).reply->text, u"1"_s);
    QCOMPARE(results->outcomes.value(u"b"_s).reply->text, u"2"_s);
    QCOMPARE(results->outcomes.value(u"old"_s).reply->text, u"3"_s);
    QCOMPARE(results->outcomes.value(u"c"_s).error.serverMessage, u"too late"_s);
    QCOMPARE(results->outcomes.value(u"d"_s).error.kind, LlmErrorKind::RateLimited);
    QCOMPARE(results->missing, QStringList{u"e"_s});
    QCOMPARE(results->unknown, QStringList{u"x"_s});
    QCOMPARE(results->repeated, QStringList{u"a"_s});
    QCOMPARE(results->cost, 3 * 5 * 0.5);
}

void TestBatchClient::badLinesAreNamed()
{
    const QTemporaryDir dir;
    const LlmFixture fixture;
    const auto cut =
        readBatchFiles(fixture.endpoint, {write(dir, u"o"_s, outputLine("a", "1") + "{\"custom")}, {});
    QVERIFY(!cut);
    QCOMPARE(cut.error().line, 2);
    QVERIFY(!readBatchFiles(fixture.endpoint, {write(dir, u"p"_s, "{}\n")}, {}));
    QVERIFY(!readBatchFiles(fixture.endpoint, {dir.filePath(u"absent"_s)}, {}));
}

void TestBatchClient::goesAllTheWay()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    BatchServer server(fixture.server);
    const auto files = writeBatchFiles(fixture.endpoint, items(3), dir.filePath(u"in"_s));
    LlmBatchState state;
    state.inputPath = files->first().path;
    QList<LlmBatchState> states;
    LlmBatchClient client(fixture.endpoint, fixture.services);
    const auto outcome =
        finish(fixture, client.run(state, dir.path(), [&](const LlmBatchState& s) { states << s; }));
    QVERIFY2(!outcome.error, qPrintable(outcome.error ? outcome.error->error.toString() : QString()));
    QVERIFY(outcome.state.isDownloaded);
    QCOMPARE(outcome.state.status, u"completed"_s);
    QCOMPARE(outcome.state.total, 3);
    QCOMPARE(states.last(), outcome.state);
    QCOMPARE(states.first().inputFileId, u"file-1"_s);
    QVERIFY(fixture.server.requests.first().body.contains("\"custom_id\":\"c\""));
    QVERIFY(fixture.server.requests.first().body.contains("name=\"purpose\""));
    const auto results = readBatchFiles(fixture.endpoint, {outcome.state.outputPath, outcome.state.errorPath},
                                        {u"a"_s, u"b"_s, u"c"_s});
    QVERIFY(results);
    QCOMPARE(results->outcomes.value(u"a"_s).reply->text, u"first"_s);
    QVERIFY(results->missing.isEmpty());
    const auto back = LlmBatchState::fromJson(*parseJsonObject(canonicalJson(outcome.state.toJson())));
    QCOMPARE(back, outcome.state);
}

void TestBatchClient::resumesFromEachState_data()
{
    QTest::addColumn<int>("stop");
    for (int stop = 1; stop <= 7; ++stop) {
        QTest::addRow("after change %d", stop) << stop;
    }
}

void TestBatchClient::resumesFromEachState()
{
    QFETCH(int, stop);
    const QTemporaryDir dir;
    LlmFixture fixture;
    BatchServer server(fixture.server);
    const auto files = writeBatchFiles(fixture.endpoint, items(3), dir.filePath(u"in"_s));
    LlmBatchState stored;
    stored.inputPath = files->first().path;
    {
        auto client = std::make_unique<LlmBatchClient>(fixture.endpoint, fixture.services);
        int changes = 0;
        bool isStopped = false;
        const QFuture<LlmBatchOutcome> future =
            client->run(stored, dir.path(), [&](const LlmBatchState& state) {
                if (!isStopped) {
                    stored = LlmBatchState::fromJson(state.toJson());
                    isStopped = ++changes == stop;
                }
            });
        for (int turn = 0; turn < 300 && !isStopped && !future.isFinished(); ++turn) {
            QTest::qWait(1);
            fixture.timers.advanceMs(1'000);
        }
    } // the process ends here
    if (!stored.isCreateTried) {
        // What the client still sent after the last state that was stored, a killed process would not have
        // sent: it stores first that it is about to create.
        QTest::qWait(20);
        server.created = 0;
    }
    LlmBatchClient client(fixture.endpoint, fixture.services);
    const auto outcome = finish(fixture, client.run(stored, dir.path()));
    QVERIFY2(!outcome.error, qPrintable(outcome.error ? outcome.error->error.toString() : QString()));
    QVERIFY(outcome.state.isDownloaded);
    QCOMPARE(server.created, 1);
}

void TestBatchClient::isNotCreatedTwiceAfterALostAnswer()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    BatchServer server(fixture.server);
    server.losesCreation = true;
    const auto files = writeBatchFiles(fixture.endpoint, items(3), dir.filePath(u"in"_s));
    LlmBatchState state;
    state.inputPath = files->first().path;
    LlmBatchClient client(fixture.endpoint, fixture.services);
    const auto outcome = finish(fixture, client.run(state, dir.path()));
    QVERIFY2(!outcome.error, qPrintable(outcome.error ? outcome.error->error.toString() : QString()));
    QCOMPARE(server.created, 1);
    QCOMPARE(server.lists, 1);
    QCOMPARE(outcome.state.batchId, u"batch-1"_s);
}

void TestBatchClient::failedBatchesSayWhy()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    BatchServer server(fixture.server);
    server.last = "failed";
    const auto files = writeBatchFiles(fixture.endpoint, items(3), dir.filePath(u"in"_s));
    LlmBatchState state;
    state.inputPath = files->first().path;
    LlmBatchClient client(fixture.endpoint, fixture.services);
    const auto outcome = finish(fixture, client.run(state, dir.path()));
    QCOMPARE(outcome.state.status, u"failed"_s);
    QCOMPARE(outcome.state.message, u"line 3 is wrong"_s);
    QVERIFY(outcome.state.outputPath.isEmpty());
}

void TestBatchClient::cancelStopsAsking()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    BatchServer server(fixture.server);
    server.pollsNeeded = 1'000;
    const auto files = writeBatchFiles(fixture.endpoint, items(3), dir.filePath(u"in"_s));
    LlmBatchState state;
    state.inputPath = files->first().path;
    LlmBatchClient client(fixture.endpoint, fixture.services);
    QFuture<LlmBatchOutcome> future = client.run(state, dir.path());
    VERIFY_SOON(server.created == 1);
    VERIFY_SOON(fixture.timers.hasWait(5'000, 5'000));
    future.cancel();
    VERIFY_SOON(future.isFinished());
    const qsizetype before = fixture.server.requests.size();
    fixture.timers.advanceMs(600'000);
    QTest::qWait(5);
    QCOMPARE(fixture.server.requests.size(), before);
}

void TestBatchClient::theBudgetIsAskedFirst()
{
    const QTemporaryDir dir;
    LlmFixture fixture;
    fixture.endpoint.prices.output = 1e6;
    BatchServer server(fixture.server);
    const auto files = writeBatchFiles(fixture.endpoint, items(3), dir.filePath(u"in"_s));
    LlmBatchState state;
    state.inputPath = files->first().path;
    state.mostCost = files->first().mostCost;
    QCOMPARE(state.mostCost, 150.0);
    LlmBudget small(149.0);
    fixture.services.budget = &small;
    {
        LlmBatchClient client(fixture.endpoint, fixture.services);
        QCOMPARE(finish(fixture, client.run(state, dir.path())).error->kind, LlmErrorKind::BudgetSpent);
        QCOMPARE(fixture.server.requests.size(), 0);
    }
    LlmBudget enough(150.0);
    fixture.services.budget = &enough;
    LlmBatchClient client(fixture.endpoint, fixture.services);
    const auto outcome = finish(fixture, client.run(state, dir.path()));
    QVERIFY(outcome.state.isDownloaded);
    QCOMPARE(enough.spent(), 5.0); // two replies of five tokens, at half the price
    QCOMPARE(outcome.state.bookedCost, 5.0);
    QCOMPARE(enough.reserved(), 0.0);
}

QTEST_GUILESS_MAIN(TestBatchClient)
#include "tst_batchclient.moc"
