// What a run will take, what a run did gone through again, and keys that stay out of it.

#include "core/jobs/judgeestimate.h"
#include "core/jobs/judgereplay.h"
#include "core/store/annotationrepository.h"
#include "core/store/templaterepository.h"
#include "tests/core/jobs/judgefixture.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kKey = "sk-planted-0a9b8c7d6e";

/// A keyring with one key in it.
class PlantedKeyring final : public KeySource
{
public:
    [[nodiscard]] Result<Secret> key(const QString& name) const override
    {
        return name == u"planted"_s ? Result<Secret>(Secret(kKey))
                                    : makeError(ErrorCode::NotFound, u"There is no such key."_s);
    }
};

Result<JudgeEstimate> estimateOf(JudgeFixture& f, const JudgeRunRequest& request, int sample = 100)
{
    return f.project.store().read(
        [&](Session& session) { return estimateJudgeRun(session, request, sample); });
}

Result<JudgeReplay> replayOf(JudgeFixture& f, ItemId item)
{
    const AnnotatorId judge = f.judge();
    return f.project.store().read([&](Session& session) { return replayJudge(session, judge, item); });
}

} // namespace

class TstJudgeEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDryRunCountsRealPrompts()
    {
        JudgeFixture f(20);
        f.endpoint.prices.input = 2;
        f.endpoint.prices.output = 8;
        f.endpoint.limits.requestsPerMinute = 10;
        f.spec.maxTokens = 400;
        f.save();
        const auto all = estimateOf(f, f.request());
        QVERIFY2(all, all ? "" : qPrintable(all.error().toString()));
        QCOMPARE(all->items, 20);
        QCOMPARE(all->sampled, 20);
        QCOMPARE(all->calls, 40);
        QCOMPARE(all->knownReplies, 0);
        QCOMPARE(all->replyTokensHigh, 40 * 400);
        QCOMPARE(all->replyTokensLow, 40 * 120);
        QVERIFY(all->promptTokens > 40 * 100);
        QVERIFY(std::abs(all->dollarsHigh - (2e-6 * double(all->promptTokens) + 8e-6 * 16'000)) < 1e-9);
        QVERIFY(all->dollarsLow < all->dollarsHigh);
        QCOMPARE(all->boundBy, u"requests"_s);
        QCOMPARE(*all->milliseconds, 240'000); // 40 calls at 10 a minute
        QCOMPARE(f.asked.load(), 0);
        // A sample scales up to about the same.
        const auto some = estimateOf(f, f.request(), 5);
        QVERIFY(some);
        QCOMPARE(some->sampled, 5);
        QCOMPARE(some->calls, 40);
        QVERIFY(std::abs(double(some->promptTokens - all->promptTokens)) < 0.1 * double(all->promptTokens));
        QCOMPARE(estimateOf(f, f.request(), 5)->promptTokens, some->promptTokens); // seeded
    }

    void whatIsKnownCostsNothing()
    {
        JudgeFixture f(6);
        JudgeRunRequest request = f.request();
        request.selection.limit = 4;
        QCOMPARE(f.run(request).state, JobState::Done);
        request.selection.limit = 0;
        const auto rest = estimateOf(f, request);
        QVERIFY(rest);
        QCOMPARE(rest->items, 2);
        QCOMPARE(rest->calls, 4);
        QCOMPARE(rest->replyTokensLow, 4 * 5); // as the judge's replies were
        request.selection.onlyUnjudged = false;
        const auto again = estimateOf(f, request);
        QVERIFY(again);
        QCOMPARE(again->items, 6);
        QCOMPARE(again->knownReplies, 8);
        QCOMPARE(again->calls, 4);
        request.selection.limit = 3;
        QCOMPARE(estimateOf(f, request)->items, 3);
        const QJsonObject json = toJson(*again);
        QVERIFY(json.value(u"dollars"_s).isNull()); // no prices: not known
        request.judge = u"nobody"_s;
        QCOMPARE(estimateOf(f, request).error().code, ErrorCode::NotFound);
    }

    void aJudgementIsGoneThroughAgain()
    {
        JudgeFixture f(3);
        f.answer = [](const LlmRequest&) { return ScriptedClient::says(u"Well. [[C]]"_s); };
        QCOMPARE(f.run(f.request()).state, JobState::Done);
        const int asked = f.asked;
        const auto replay = replayOf(f, f.items.at(1));
        QVERIFY2(replay, replay ? "" : qPrintable(replay.error().toString()));
        QCOMPARE(f.asked.load(), asked); // nobody is asked
        QCOMPARE(replay->replies.size(), 2);
        QVERIFY(replay->annotation && replay->verdict);
        QCOMPARE(replay->verdict->content, replay->annotation->content);
        QCOMPARE(replay->note, QString());
        QVERIFY(replay->replies.at(0).call.request.messages.constLast().text.contains(u"left "_s));
        QCOMPARE(replay->replies.at(0).outcome.reply->text, u"Well. [[C]]"_s);
        QCOMPARE(replay->replies.at(0).call.order, (QList<ResponseIndex>{0, 1}));
        QCOMPARE(replay->replies.at(1).call.order, (QList<ResponseIndex>{1, 0}));

        // With other settings the prompts are others, and that is said; the replies are those that came.
        f.endpoint.model = u"other"_s;
        f.spec.maxTokens = 99;
        f.save();
        const auto changed = replayOf(f, f.items.at(1));
        QVERIFY(changed);
        QVERIFY(!changed->note.isEmpty());
        QCOMPARE(changed->replies.at(1).outcome.reply->text, u"Well. [[C]]"_s);
        QCOMPARE(changed->verdict->content, replay->annotation->content);
        // Without replies and endpoint, provenance alone tells.
        QVERIFY(f.project.store().write([](Session& session) -> Result<void> {
            PLUMBLINE_TRY(session.db.exec(u"DELETE FROM llm_reply"_s));
            PLUMBLINE_TRY(EndpointRepository(session).remove(u"server"_s));
            return {};
        }));
        const auto told = replayOf(f, f.items.at(1));
        QVERIFY2(told, told ? "" : qPrintable(told.error().toString()));
        QCOMPARE(told->replies.at(0).outcome.reply->text, u"Well. [[C]]"_s);
        QVERIFY(!told->note.isEmpty());
    }

    void anUnreadReplyCanBeSeen()
    {
        JudgeFixture f(1);
        f.answer = [](const LlmRequest&) { return ScriptedClient::says(u"Hm."_s); };
        QCOMPARE(f.run(f.request()).result.value(u"unjudged"_s), 1);
        const auto replay = replayOf(f, f.items.at(0));
        QVERIFY(replay);
        QVERIFY(!replay->annotation && !replay->verdict);
        QVERIFY(replay->replies.size() >= 2);
        QCOMPARE(replay->replies.at(0).outcome.reply->text, u"Hm."_s);
        QCOMPARE(replay->replies.at(0).fault->what, u"no-verdict"_s);
    }

    void aLabelNamesItsTemplate()
    {
        JudgeFixture f(2);
        QCOMPARE(f.run(f.request()).state, JobState::Done);
        const auto saved = f.project.store().write([](Session& session) -> Result<PromptTemplate> {
            PLUMBLINE_ASSIGN(PromptTemplate mine, findTemplate(session, u"pairwise"_s));
            mine.messages.last().text += u"\nTake your time."_s;
            return saveTemplate(session, mine);
        });
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().toString()));
        QCOMPARE(saved->version, 2);
        QVERIFY(!saved->isBuiltIn);
        const auto replay = replayOf(f, f.items.at(0));
        QVERIFY(replay);
        QVERIFY(!replay->replies.at(0).call.request.messages.constLast().text.contains(u"Take your time."_s));
        JudgeRunRequest request = f.request();
        request.selection.onlyUnjudged = false;
        QCOMPARE(f.run(request).state, JobState::Done);
        const auto label = f.project.label(f.items.at(0), f.judge());
        QCOMPARE(label->provenance.value(u"template_version"_s).toInt(), 2);
        QVERIFY(replayOf(f, f.items.at(0))
                    ->replies.at(0)
                    .call.request.messages.constLast()
                    .text.contains(u"Take your time."_s));
        const auto listed = f.project.store().read([](Session& session) { return listTemplates(session); });
        QVERIFY(listed && listed->size() == builtInTemplates().size());
    }

    void aKeyOfTheKeyringIsWrittenNowhere()
    {
        JudgeFixture f(4);
        ScriptedServer server;
        bool isRevoked = false;
        server.setHandler([&](const ScriptedRequest& request) {
            const QByteArray sent = request.headers.value("authorization");
            return isRevoked
                       ? httpReply(401, {}, R"({"error":{"message":"Incorrect API key: )" + sent + R"("}})")
                       : jsonReply(chatCompletion("You sent " + sent + " [[A]]"));
        });
        f.answer = {};
        f.endpoint.baseUrl = server.baseUrl();
        f.endpoint.keyName = u"planted"_s;
        f.save();
        const PlantedKeyring keys;
        JudgeJobServices services;
        services.keys = &keys;
        JobRunner runner(f.project.store());
        runner.registerKind(kJudgeJob.toString(), [&](JobContext& context, const QJsonObject& params) {
            return runJudgeJobWith(services, context, params);
        });
        JudgeRunRequest request = f.request();
        request.selection.limit = 2;
        for (int run = 0; run < 2; ++run) {
            const auto id = runner.start(kJudgeJob.toString(), judgeJobParams(request));
            QVERIFY(id);
            const Job job = f.finished(runner, *id);
            QCOMPARE(job.state, isRevoked ? JobState::Failed : JobState::Done);
            isRevoked = true;
        }
        QCOMPARE(server.requests.constFirst().headers.value("authorization"), "Bearer " + kKey);
        QDirIterator it(QFileInfo(f.project.path()).path(), QDir::Files, QDirIterator::Subdirectories);
        int files = 0;
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(kKey), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files > 0);
        const auto label = f.project.label(f.items.at(0), f.judge());
        QVERIFY(label);
        const QString told =
            label->provenance.value(u"calls"_s).toArray().at(0).toObject().value(u"reply"_s).toString();
        QVERIFY2(told.startsWith(u"You sent Bearer "_s), qPrintable(told));
        QVERIFY(!told.contains(QString::fromLatin1(kKey)));
    }
};

QTEST_GUILESS_MAIN(TstJudgeEstimate)

#include "tst_judgeestimate.moc"
