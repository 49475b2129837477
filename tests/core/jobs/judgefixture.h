#pragma once

#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/endpointrepository.h"
#include "core/store/jobrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/projectbuilder.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPromise>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace plumbline {

/// A client that answers at once, by a function; counts what it was asked. Looks into the cache and writes to
/// it as the real one does.
class ScriptedClient final : public LlmClient
{
public:
    using Answer = std::function<LlmOutcome(const LlmRequest&)>;

    ScriptedClient(LlmEndpoint endpoint, const LlmServices& services, Answer answer, std::atomic<int>& asked)
        : m_endpoint(std::move(endpoint))
        , m_services(services)
        , m_answer(std::move(answer))
        , m_asked(asked)
    {
    }

    [[nodiscard]] QFuture<LlmOutcome> ask(const LlmRequest& request, LlmTextSink onText = {}) override
    {
        Q_UNUSED(onText);
        QPromise<LlmOutcome> promise;
        promise.start();
        promise.addResult(outcomeOf(request));
        promise.finish();
        return promise.future();
    }
    [[nodiscard]] LlmEndpoint endpoint() const override { return m_endpoint; }

    /// A reply with this text, of 10 and 5 tokens, for 1 cent.
    [[nodiscard]] static LlmOutcome says(const QString& text)
    {
        LlmReply reply;
        reply.text = text;
        reply.finish = LlmFinish::Stop;
        reply.usage.promptTokens = 10;
        reply.usage.replyTokens = 5;
        reply.cost = 0.01;
        reply.model = QStringLiteral("m");
        reply.latencyMs = 20;
        return LlmOutcome::of(reply);
    }

private:
    [[nodiscard]] LlmOutcome outcomeOf(const LlmRequest& request)
    {
        const QByteArray hash = requestHash(m_endpoint, request);
        m_services.stats->addAsked();
        if (auto found = m_services.cache->find(hash)) {
            m_services.stats->addFromCache();
            return LlmOutcome::of(*found);
        }
        ++m_asked;
        const bool isMine = m_services.cache->tryClaim(hash);
        LlmOutcome outcome = m_answer(request);
        if (outcome.reply) {
            m_services.stats->addReply(*outcome.reply);
            m_services.budget->settle(0, outcome.reply->cost);
            (void)m_services.cache->insert(hash, *outcome.reply);
        } else {
            m_services.stats->addFailedAttempt(outcome.error.kind, false);
            m_services.stats->addFailed();
        }
        if (isMine) {
            m_services.cache->release(hash);
        }
        return outcome;
    }

    LlmEndpoint m_endpoint;
    LlmServices m_services;
    Answer m_answer;
    std::atomic<int>& m_asked;
};

/// A project with pairs, an endpoint "server" and a judge "judge" that asks it in words, in both orders.
class JudgeFixture
{
public:
    explicit JudgeFixture(int pairs = 6)
        : project(clock)
    {
        items = project.addPairs(pairs);
        endpoint.name = QStringLiteral("server");
        endpoint.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:9/v1"));
        endpoint.model = QStringLiteral("m");
        endpoint.proxy.kind = LlmProxy::Kind::None;
        endpoint.abilities.structured = StructuredMode::None;
        endpoint.abilities.hasLogprobs = false;
        spec.name = QStringLiteral("judge");
        spec.endpoint = endpoint.name;
        spec.wantsStructured = false;
        spec.wantsLogprobs = false;
        answer = [](const LlmRequest&) { return ScriptedClient::says(QStringLiteral("[[A]]")); };
        save();
    }

    /// Writes endpoint and judge.
    void save()
    {
        const auto saved = project.store().write([this](Session& session) -> Result<void> {
            PLUMBLINE_TRY(EndpointRepository(session).save(endpoint.name, endpoint.toJson()));
            PLUMBLINE_TRY(saveJudge(session, spec));
            return {};
        });
        if (!saved) {
            qFatal("%s", qPrintable(saved.error().toString()));
        }
    }

    [[nodiscard]] JudgeRunRequest request() const
    {
        JudgeRunRequest out;
        out.judge = spec.name;
        return out;
    }

    /// Runs a judge to the end and gives the job's row; handles events meanwhile, for servers of this thread.
    [[nodiscard]] Job run(const JudgeRunRequest& request)
    {
        JobRunner runner(project.store());
        prepare(runner);
        const auto id = runner.start(kJudgeJob.toString(), judgeJobParams(request));
        return id ? finished(runner, *id) : Job();
    }
    [[nodiscard]] Job resume(JobId id)
    {
        JobRunner runner(project.store());
        prepare(runner);
        const auto resumed = runner.resume(id);
        if (!resumed) {
            qWarning("%s", qPrintable(resumed.error().toString()));
        }
        return finished(runner, id);
    }
    [[nodiscard]] Job finished(JobRunner& runner, JobId id)
    {
        while (!runner.wait(id, 1)) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        }
        return row(id);
    }
    void prepare(JobRunner& runner)
    {
        runner.registerKind(kJudgeJob.toString(), [this](JobContext& context, const QJsonObject& params) {
            return runJudgeJobWith(services(), context, params);
        });
    }
    [[nodiscard]] JudgeJobServices services()
    {
        JudgeJobServices out;
        if (answer) {
            out.makeClient = [this](const LlmEndpoint& asked, const LlmServices& with) {
                return std::make_unique<ScriptedClient>(asked, with, answer, this->asked);
            };
        }
        out.retry.firstWaitMs = 1;
        return out;
    }
    [[nodiscard]] Job row(JobId id)
    {
        return project.store()
            .read([id](Session& session) { return JobRepository(session).get(id); })
            .valueOr({});
    }
    [[nodiscard]] AnnotatorId judge() { return judge(spec.name); }
    [[nodiscard]] AnnotatorId judge(const QString& name)
    {
        return project.store()
            .read([&name](Session& session) -> Result<AnnotatorId> {
                PLUMBLINE_ASSIGN(const StoredJudge found, findJudge(session, name));
                return found.annotator.id;
            })
            .valueOr({});
    }
    [[nodiscard]] qint64 count(const QString& sql)
    {
        return project.store().read([&sql](Session& session) { return session.db.integer(sql); }).valueOr(-1);
    }
    [[nodiscard]] QStringList problems()
    {
        return project.store().checkIntegrity().valueOr({QStringLiteral("?")});
    }

    SystemClock clock;
    ProjectBuilder project;
    QList<ItemId> items;
    LlmEndpoint endpoint;
    JudgeSpec spec;
    ScriptedClient::Answer answer; ///< empty: the real client
    std::atomic<int> asked = 0;    ///< requests that went past the cache
};

} // namespace plumbline
