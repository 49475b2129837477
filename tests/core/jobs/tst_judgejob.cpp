// A judge's run: every item once, nothing paid twice, whatever happens.

#include "core/jobs/judgerunfeed.h"
#include "core/store/assignmentrepository.h"
#include "core/store/replyrepository.h"
#include "tests/core/jobs/judgefixture.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/timelimit.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kLabels = u"SELECT count(*) FROM annotation WHERE action = 'submit'"_s;
const QString kReplies = u"SELECT count(*) FROM llm_reply"_s;
const QString kClaims = u"SELECT count(*) FROM llm_claim"_s;
const QString kTaken = u"SELECT sum(taken) FROM item"_s;

/// Whichever answer says "left" is better: the same in both orders.
LlmOutcome leftIsBetter(const LlmRequest& request)
{
    const QString text = request.messages.constLast().text;
    const bool isFirst = text.indexOf(u"left "_s) < text.indexOf(u"right "_s);
    return ScriptedClient::says(isFirst ? u"[[A]]"_s : u"[[B]]"_s);
}

LlmOutcome fails(LlmErrorKind kind, const LlmEndpoint& endpoint)
{
    return LlmOutcome::failed(makeLlmError(kind, endpoint));
}

} // namespace

class TstJudgeJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parametersComeBack()
    {
        JudgeRunRequest request;
        request.judge = u"j"_s;
        request.selection.batches = {BatchId{2}, BatchId{3}};
        request.selection.items = {ItemId{7}};
        request.selection.kind = ItemKind::Rating;
        request.selection.onlyUnjudged = false;
        request.selection.limit = 10;
        request.budgetDollars = 1.5;
        request.inFlight = 8;
        request.countsTowardsOverlap = true;
        const auto back = judgeRunRequest(judgeJobParams(request));
        QVERIFY(back);
        QCOMPARE(*back, request);
        QVERIFY(*judgeRunRequest(judgeJobParams(JudgeRunRequest{u"j"_s, {}, {}, 0, false})) ==
                (JudgeRunRequest{u"j"_s, {}, {}, 0, false}));
        QCOMPARE(judgeRunRequest({}).error().field, u"judge"_s);
        QCOMPARE(judgeRunRequest({{u"judge"_s, u"j"_s}, {u"budget"_s, -1}}).error().field, u"budget"_s);
        QCOMPARE(judgeRunRequest({{u"judge"_s, u"j"_s}, {u"in_flight"_s, 5000}}).error().field,
                 u"in_flight"_s);
        QCOMPARE(judgeRunRequest({{u"judge"_s, u"j"_s}, {u"kind"_s, u"odd"_s}}).error().field, u"kind"_s);
    }

    void everyItemIsJudgedOnceBesideThePeople()
    {
        JudgeFixture f;
        f.answer = leftIsBetter;
        const Job job = f.run(f.request());
        QVERIFY2(job.state == JobState::Done, qPrintable(job.message));
        QCOMPARE(f.asked.load(), 12); // both orders
        QCOMPARE(f.count(kLabels), 6);
        QCOMPARE(f.count(kReplies), 12);
        QCOMPARE(f.count(kClaims), 0);
        QCOMPARE(f.count(kTaken), 0); // people's places are all free
        QCOMPARE(f.problems(), QStringList());
        QCOMPARE(job.result.value(u"judged"_s), 6);
        QCOMPARE(job.result.value(u"unjudged"_s), 0);
        QCOMPARE(job.result.value(u"calls"_s), 12);
        QCOMPARE(job.result.value(u"tokens_in"_s), 120);
        QVERIFY(std::abs(job.result.value(u"cost"_s).toDouble() - 0.12) < 1e-9);
        QCOMPARE(job.done, 6);
        QCOMPARE(job.total, 6);
        for (const ItemId item : std::as_const(f.items)) {
            const auto label = f.project.label(item, f.judge());
            QVERIFY(label);
            const Preference* said = label->content.findPreference(u"overall"_s);
            QVERIFY(said != nullptr);
            const bool firstIsLeft = label->content.preferences.constFirst().first == 0;
            QCOMPARE(said->margin > 0, firstIsLeft);
            QCOMPARE(label->provenance.value(u"job"_s).toString(), job.uid);
            QCOMPARE(label->provenance.value(u"template"_s).toString(), u"pairwise"_s);
            QCOMPARE(label->provenance.value(u"calls"_s).toArray().size(), 2);
            QVERIFY(std::abs(label->provenance.value(u"cost"_s).toDouble() - 0.02) < 1e-9);
        }
        // A second run finds nothing to do.
        const Job again = f.run(f.request());
        QCOMPARE(again.state, JobState::Done);
        QCOMPARE(again.result.value(u"judged"_s), 0);
        QCOMPARE(f.asked.load(), 12);
    }

    void aVerdictThatChangesWithTheOrderIsATieThatSaysSo()
    {
        JudgeFixture f(2);
        const Job job = f.run(f.request()); // always [[A]]
        QCOMPARE(job.result.value(u"inconsistent"_s), 2);
        const auto label = f.project.label(f.items.constFirst(), f.judge());
        QVERIFY(label);
        QCOMPARE(label->content.findPreference(u"overall"_s)->margin, 0);
        QCOMPARE(label->content.extra.value(u"winner"_s).toString(), u"tie (inconsistent)"_s);
    }

    void whatCannotBeReadIsKeptAndCounted()
    {
        JudgeFixture f(4);
        f.answer = [&](const LlmRequest& request) {
            return request.messages.constLast().text.contains(u"left 2"_s)
                       ? ScriptedClient::says(u"I would rather not say."_s)
                       : leftIsBetter(request);
        };
        const Job job = f.run(f.request());
        QCOMPARE(job.state, JobState::Done);
        QCOMPARE(job.result.value(u"judged"_s), 3);
        QCOMPARE(job.result.value(u"unjudged"_s), 1);
        QCOMPARE(job.result.value(u"items"_s).toArray().size(), 1);
        QVERIFY(job.result.value(u"faults"_s).toObject().value(u"no-verdict"_s).toInt() >= 2);
        QVERIFY(job.message.contains(u"1 item was left unjudged"_s));
        const auto noted = f.project.store().read([&](Session& session) -> Result<QList<StoredCall>> {
            PLUMBLINE_ASSIGN(const QList<ItemId> items, ReplyRepository(session).itemsWithFaults(f.judge()));
            return ReplyRepository(session).calls(f.judge(), items.value(0));
        });
        QVERIFY(noted && noted->size() >= 2); // asked, and asked again
        QCOMPARE(noted->constFirst().fault, u"no-verdict"_s);
        QVERIFY(!noted->constFirst().requestHash.isEmpty());
        QCOMPARE(f.count(kLabels), 3);
        // Doing it again pays for nothing, and finds the same.
        const int before = f.asked;
        const Job again = f.run(f.request());
        QCOMPARE(again.result.value(u"unjudged"_s), 1);
        QCOMPARE(f.asked.load(), before);
        // Once it can be read, the notes go.
        f.answer = leftIsBetter;
        QVERIFY(f.project.store().write(
            [](Session& session) { return session.db.exec(u"DELETE FROM llm_reply"_s); }));
        const Job third = f.run(f.request());
        QCOMPARE(third.result.value(u"judged"_s), 1);
        QCOMPARE(f.count(u"SELECT count(*) FROM judge_call"_s), 0);
    }

    void whatEndsARun_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("wrong key") << static_cast<int>(LlmErrorKind::WrongKey);
        QTest::newRow("no key") << static_cast<int>(LlmErrorKind::NoKey);
        QTest::newRow("unreachable") << static_cast<int>(LlmErrorKind::Unreachable);
        QTest::newRow("model not there") << static_cast<int>(LlmErrorKind::NotFound);
        QTest::newRow("quota") << static_cast<int>(LlmErrorKind::QuotaExhausted);
        QTest::newRow("budget") << static_cast<int>(LlmErrorKind::BudgetSpent);
    }

    void whatEndsARun()
    {
        QFETCH(const int, kind);
        JudgeFixture f(60);
        f.endpoint.limits.inFlight = 4;
        f.save();
        std::atomic<int> answered = 0;
        f.answer = [&](const LlmRequest& request) {
            return ++answered > 40 ? fails(static_cast<LlmErrorKind>(kind), f.endpoint)
                                   : leftIsBetter(request);
        };
        const Job job = f.run(f.request());
        QCOMPARE(job.state, JobState::Failed);
        QVERIFY(job.message.startsWith(
            makeLlmError(static_cast<LlmErrorKind>(kind), f.endpoint).error.message.left(12)));
        QVERIFY(job.message.contains(u"can go on from there"_s));
        QVERIFY(f.asked < 80); // it did not go through all the rest
        const qint64 judged = f.count(kLabels);
        QVERIFY(judged > 0 && judged <= 20);
        QCOMPARE(f.count(kReplies), 40);
        f.answer = leftIsBetter;
        f.asked = 0;
        const Job done = f.resume(job.id);
        QVERIFY2(done.state == JobState::Done, qPrintable(done.message));
        QCOMPARE(f.asked.load(), 80); // 120 calls, 40 of them answered before
        QCOMPARE(f.count(kLabels), 60);
        QCOMPARE(done.result.value(u"judged"_s), 60);
        QCOMPARE(done.done, 60);
        QCOMPARE(f.problems(), QStringList());
    }

    void oneItemThatAServerRefusesEndsNothing()
    {
        JudgeFixture f(4);
        f.answer = [&](const LlmRequest& request) {
            return request.messages.constLast().text.contains(u"left 2"_s)
                       ? fails(LlmErrorKind::ContextTooLong, f.endpoint)
                       : leftIsBetter(request);
        };
        const Job job = f.run(f.request());
        QCOMPARE(job.state, JobState::Done);
        QCOMPARE(job.result.value(u"judged"_s), 3);
        QCOMPARE(job.result.value(u"unjudged"_s), 1);
        QCOMPARE(job.result.value(u"errors"_s).toObject().value(u"context_too_long"_s).toInt(), 2);
    }

    void labelsCanCountTowardsTheOverlap()
    {
        JudgeFixture f(4);
        f.answer = leftIsBetter;
        const AnnotatorId ada = f.project.annotator(u"Ada"_s).id;
        QVERIFY(f.project.store().write(
            [&](Session& session) { return AssignmentRepository(session).claim(f.items.at(1), ada, 600); }));
        JudgeRunRequest request = f.request();
        request.countsTowardsOverlap = true;
        const Job job = f.run(request);
        QCOMPARE(job.state, JobState::Done);
        QCOMPARE(job.result.value(u"judged"_s), 3);
        QCOMPARE(job.result.value(u"without_slot"_s), 1);
        QCOMPARE(f.count(kTaken), 4); // three labels and Ada's lease
        QCOMPARE(f.asked.load(), 6);
        QCOMPARE(f.problems(), QStringList());
    }

    void itemsCanBeJudgedAnew()
    {
        JudgeFixture f(3);
        f.answer = leftIsBetter;
        QCOMPARE(f.run(f.request()).state, JobState::Done);
        f.spec.maxTokens = 77; // other requests
        f.save();
        JudgeRunRequest request = f.request();
        request.selection.onlyUnjudged = false;
        const Job job = f.run(request);
        QCOMPARE(job.result.value(u"judged"_s), 3);
        QCOMPARE(f.count(kLabels), 6);
        QCOMPARE(f.count(u"SELECT sum(label_count) FROM item"_s), 3); // the new ones supersede
        QCOMPARE(f.project.label(f.items.at(0), f.judge())->provenance.value(u"job"_s).toString(), job.uid);
        QCOMPARE(f.problems(), QStringList());
    }

    void aLimitAndAListChooseItems()
    {
        JudgeFixture f(6);
        f.answer = leftIsBetter;
        JudgeRunRequest request = f.request();
        request.selection.items = {f.items.at(4), f.items.at(1), f.items.at(2)};
        request.selection.limit = 2;
        const Job job = f.run(request);
        QCOMPARE(job.result.value(u"judged"_s), 2);
        QVERIFY(f.project.label(f.items.at(1), f.judge()));
        QVERIFY(f.project.label(f.items.at(2), f.judge()));
        QVERIFY(!f.project.label(f.items.at(4), f.judge()));
        request.selection.items.clear();
        request.selection.limit = 0;
        request.selection.kind = ItemKind::Rating;
        const Job none = f.run(request);
        QCOMPARE(none.state, JobState::Failed); // the protocol cannot judge that kind
        QVERIFY(none.message.contains(u"rating"_s));
    }

    void aSimulatedJudgeAndAJuryAskNobody()
    {
        JudgeFixture f(5);
        f.answer = leftIsBetter;
        QCOMPARE(f.run(f.request()).state, JobState::Done);
        for (const auto& [name, answer] :
             {std::pair(u"one"_s, u"first"_s), std::pair(u"two"_s, u"first"_s)}) {
            f.spec = JudgeSpec{};
            f.spec.name = name;
            f.spec.protocol = JudgeProtocol::Simulated;
            f.spec.options = {{u"rule"_s, u"constant"_s}, {u"answer"_s, answer}};
            f.save();
            const Job job = f.run(f.request());
            QVERIFY2(job.state == JobState::Done, qPrintable(job.message));
            QCOMPARE(job.result.value(u"judged"_s), 5);
        }
        f.spec = JudgeSpec{};
        f.spec.name = u"jury"_s;
        f.spec.protocol = JudgeProtocol::Jury;
        f.spec.jurors = {u"judge"_s, u"one"_s, u"two"_s};
        f.save();
        const Job jury = f.run(f.request());
        QVERIFY2(jury.state == JobState::Done, qPrintable(jury.message));
        QCOMPARE(jury.result.value(u"judged"_s), 5);
        QCOMPARE(f.asked.load(), 10);
        const auto label = f.project.label(f.items.at(0), f.judge(u"jury"_s));
        QVERIFY(label && label->content.findPreference(u"overall"_s)->margin > 0);
        f.spec.name = u"other jury"_s;
        f.spec.jurors = {u"one"_s, u"nobody"_s, u"no one"_s};
        f.save();
        const Job none = f.run(f.request());
        QCOMPARE(none.result.value(u"unjudged"_s), 5);
        QCOMPARE(f.problems(), QStringList());
    }

    void theFeedTellsWhatHappens()
    {
        JudgeFixture f(250);
        f.answer = leftIsBetter;
        const Job job = f.run(f.request());
        const auto feed = JudgeRunFeed::find(f.project.store(), job.id);
        QVERIFY(feed);
        const JudgeRunView view = feed->view();
        QCOMPARE(view.phase, JudgeRunView::Phase::Ended);
        QCOMPARE(view.judged, 250);
        QCOMPARE(view.itemsTotal, 250);
        QCOMPARE(view.calls, 500);
        QCOMPARE(view.promptTokens, 5000);
        QVERIFY(std::abs(view.spent - 5.0) < 1e-6);
        const QList<JudgeRunEntry> kept = feed->entriesAfter(0);
        QCOMPARE(kept.size(), JudgeRunFeed::kKept);
        QCOMPARE(kept.constLast().number, 250);
        QCOMPARE(kept.constLast().models.size(), 2);
        QCOMPARE(kept.constLast().calls, 2);
        QVERIFY(!kept.constLast().verdict.isEmpty());
        QCOMPARE(feed->entriesAfter(245).size(), 5);
        QVERIFY(!JudgeRunFeed::find(f.project.store(), JobId{job.id.value + 1}));
    }

    void aBudgetIsAHardStopOverRealSockets()
    {
        JudgeFixture f(10);
        ScriptedServer server;
        server.setHandler([](const ScriptedRequest&) { return jsonReply(chatCompletion("[[C]]")); });
        f.answer = {};
        f.endpoint.baseUrl = server.baseUrl();
        f.endpoint.limits.inFlight = 2;
        f.endpoint.prices.input = 0;
        f.endpoint.prices.output = 1000; // $0.005 for each of the server's replies of 5 tokens
        f.spec.maxTokens = 5;
        f.spec.seed = 3;
        f.save();
        JudgeRunRequest request = f.request();
        request.budgetDollars = 0.0351; // seven replies
        const Job job = f.run(request);
        QVERIFY2(job.state == JobState::Failed, qPrintable(job.message));
        QVERIFY2(job.message.contains(u"budget"_s, Qt::CaseInsensitive), qPrintable(job.message));
        QCOMPARE(server.requests.size(), 7);
        QCOMPARE(f.count(kReplies), 7);
        const QJsonObject result = f.row(job.id).checkpoint.value(u"result"_s).toObject();
        QVERIFY(std::abs(result.value(u"spent"_s).toDouble() - 0.035) < 1e-9);
        const Job stuck = f.resume(job.id);
        QCOMPARE(stuck.state, JobState::Failed);
        QCOMPARE(server.requests.size(), 7);
        QVERIFY(f.project.store().write(
            [&](Session& session) { return raiseJudgeBudget(session, job.id, 1.0); }));
        const Job done = f.resume(job.id);
        QVERIFY2(done.state == JobState::Done, qPrintable(done.message));
        QCOMPARE(server.requests.size(), 20);
        QSet<QByteArray> bodies;
        for (const ScriptedRequest& one : std::as_const(server.requests)) {
            bodies.insert(one.body);
        }
        QCOMPARE(bodies.size(), 20);
        QCOMPARE(f.count(kLabels), 10);
        QVERIFY(std::abs(done.result.value(u"spent"_s).toDouble() - 0.1) < 1e-9);
    }

    void stoppingTakesNoTenthOfASecond()
    {
        JudgeFixture f(50);
        ScriptedServer server;
        int answered = 0;
        server.setHandler([&](const ScriptedRequest&) {
            return ++answered <= 8 ? jsonReply(chatCompletion("[[C]]")) : noReply();
        });
        f.answer = {};
        f.endpoint.baseUrl = server.baseUrl();
        f.save();
        JobRunner runner(f.project.store());
        f.prepare(runner);
        const auto id = runner.start(kJudgeJob.toString(), judgeJobParams(f.request()));
        QVERIFY(id);
        QTRY_VERIFY(f.count(kReplies) == 8 && server.requests.size() >= 24);
        QElapsedTimer timer;
        timer.start();
        runner.cancel(*id);
        QVERIFY(runner.wait(*id, 5000));
        const qint64 took = timer.elapsed();
        qInfo("stopped after %lld ms", static_cast<long long>(took));
        QVERIFY2(took < timeLimit(100), QByteArray::number(took).constData());
        const Job job = f.row(*id);
        QCOMPARE(job.state, JobState::Cancelled);
        QVERIFY(job.message.contains(u"going on with the run"_s));
        QTRY_COMPARE(server.open, 0); // whatever was asked is given up
        QCOMPARE(f.count(kClaims), 0);
        QCOMPARE(f.count(kReplies), 8);
    }
};

QTEST_GUILESS_MAIN(TstJudgeJob)

#include "tst_judgejob.moc"
