// A judge's run is killed again and again and resumed each time: every item ends with one label, and no
// request whose reply was stored is ever made again. The test starts itself again as the run; the server that
// is asked is a process of its own, which writes down what it was asked.

#include "core/base/random.h"
#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/endpointrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/replyrepository.h"
#include "tests/support/mockjudgeprocess.h"
#include "tests/support/projectbuilder.h"
#include "tests/torture/torture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kInFlight = 16;
constexpr int kLatencyMs = 20;

Result<Job> newestJob(Store& store)
{
    PLUMBLINE_ASSIGN(const QList<Job> jobs,
                     store.read([](Session& session) { return JobRepository(session).list(); }));
    return jobs.isEmpty() ? Job() : jobs.constFirst();
}

/// Lets the judge judge, or goes on with its run. 0 when it is done.
int runJudge(const QString& path)
{
    const SystemClock clock;
    const auto store = Store::open(path, clock);
    if (!store) {
        qCritical("%s", qPrintable(store.error().toString()));
        return 1;
    }
    torture::tell("open");
    JobRunner runner(**store);
    const auto job = newestJob(**store);
    JobId id = job ? job->id : JobId();
    if (!id.isValid()) {
        JudgeRunRequest request;
        request.judge = u"judge"_s;
        const auto started = runner.start(kJudgeJob.toString(), judgeJobParams(request));
        id = started ? *started : JobId();
    } else if (job->state != JobState::Done) {
        if (const auto resumed = runner.resume(id); !resumed) {
            qCritical("%s", qPrintable(resumed.error().toString()));
            return 2;
        }
    }
    runner.wait(id);
    const auto ended = newestJob(**store);
    if (!ended || ended->state != JobState::Done) {
        qCritical("%s", ended ? qPrintable(ended->message) : "no job");
        return 3;
    }
    return 0;
}

Result<void> addJudge(Store& store, const QUrl& url)
{
    LlmEndpoint endpoint;
    endpoint.name = u"server"_s;
    endpoint.baseUrl = url;
    endpoint.model = u"m"_s;
    endpoint.proxy.kind = LlmProxy::Kind::None;
    endpoint.limits.inFlight = kInFlight;
    endpoint.prices.input = 1;
    endpoint.prices.output = 1;
    endpoint.abilities.structured = StructuredMode::None;
    endpoint.abilities.hasLogprobs = false;
    JudgeSpec spec;
    spec.name = u"judge"_s;
    spec.endpoint = endpoint.name;
    spec.seed = 1; // each attempt has another body
    spec.retriesUnparsed = 3;
    return store.write([&](Session& session) -> Result<void> {
        PLUMBLINE_TRY(EndpointRepository(session).save(endpoint.name, endpoint.toJson()));
        PLUMBLINE_TRY(saveJudge(session, spec));
        return {};
    });
}

/// The names (see mockjudge) of the requests whose replies are stored.
Result<QSet<QByteArray>> storedNames(Store& store)
{
    return store.read([](Session& session) -> Result<QSet<QByteArray>> {
        QList<QByteArray> hashes;
        {
            PLUMBLINE_ASSIGN(Rows rows, session.db.query(u"SELECT request_hash FROM llm_reply"_s));
            while (rows.next()) {
                hashes.append(rows.blob(0).toHex());
            }
            PLUMBLINE_TRY(rows.status());
        }
        QSet<QByteArray> names;
        for (const QByteArray& hash : std::as_const(hashes)) {
            PLUMBLINE_ASSIGN(const auto reply, ReplyRepository(session).find(hash));
            names.insert(reply->reply.value(u"id"_s).toString().toLatin1());
        }
        return names;
    });
}

qint64 count(Store& store, const QString& sql)
{
    return store.read([&](Session& session) { return session.db.integer(sql); }).valueOr(-1);
}

/// Requests of these lines whose reply was stored before.
int paidAgain(const QList<QByteArray>& lines, qsizetype from, const QSet<QByteArray>& stored)
{
    int again = 0;
    for (qsizetype at = from; at < lines.size(); ++at) {
        if (lines.at(at).startsWith("asked ") && stored.contains(lines.at(at).sliced(6))) {
            ++again;
        }
    }
    return again;
}

} // namespace

class TstKillJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledRunJudgesEveryItemOnce()
    {
        const int items = torture::times(200, 600);
        const SystemClock clock;
        ProjectBuilder project(clock);
        QCOMPARE(project.addPairs(items).size(), items);
        const QString path = project.path();
        const MockJudgeProcess server(kLatencyMs, path + u".log"_s);
        QVERIFY(server.isUp());
        const auto added = addJudge(project.store(), server.baseUrl());
        QVERIFY2(added, added ? "" : qPrintable(added.error().toString()));

        // About as long as a run takes, shared out over the kills.
        int killsLeft = torture::times(3, 20);
        const int wholeMs = 2 * items * kLatencyMs / kInFlight;
        const auto longest = static_cast<quint64>(2 * wholeMs / killsLeft + 60);
        Random random(11);
        int kills = 0;
        for (;;) {
            const auto before = storedNames(project.store());
            QVERIFY2(before, before ? "" : qPrintable(before.error().toString()));
            const qsizetype from = server.lines().size();
            const auto child = torture::startSelf({u"--run"_s, path});
            QVERIFY(child->waitForReadyRead(20'000));
            bool isKilled = false;
            if (killsLeft > 0 && !child->waitForFinished(static_cast<int>(random.below(longest)))) {
                child->kill();
                child->waitForFinished();
                --killsLeft;
                ++kills;
                isKilled = true;
            } else if (child->state() != QProcess::NotRunning) {
                QVERIFY(child->waitForFinished(120'000));
            }
            QCOMPARE(paidAgain(server.lines(), from, *before), 0);
            if (!isKilled) {
                QCOMPARE(child->exitCode(), 0);
                break;
            }
        }
        QVERIFY(kills > 0);
        project.reopen();
        Store& store = project.store();
        QCOMPARE(torture::unsound(store), QString());
        QCOMPARE(count(store, u"SELECT count(*) FROM annotation"_s), items);
        QCOMPARE(count(store, u"SELECT count(DISTINCT item_id) FROM annotation"_s), items);
        QCOMPARE(count(store, u"SELECT count(*) FROM llm_claim"_s), 0);
        const auto job = newestJob(store);
        QVERIFY(job && job->state == JobState::Done);
        QCOMPARE(job->result.value(u"judged"_s), items);
        // What was lost with a kill was in flight then, or came in with the last step.
        const QList<QByteArray> lines = server.lines();
        QSet<QByteArray> names;
        qint64 asked = 0;
        for (const QByteArray& line : lines) {
            if (line.startsWith("asked ")) {
                ++asked;
                names.insert(line.sliced(6));
            }
        }
        const auto stored = storedNames(project.store());
        QVERIFY(stored);
        QVERIFY(names.contains(*stored));
        QVERIFY2(asked - names.size() <= qint64{kills} * 4 * kInFlight, qPrintable(QString::number(asked)));
        qInfo("%d kills over %d items: %lld requests, %lld of them twice", kills, items,
              static_cast<long long>(asked), static_cast<long long>(asked - names.size()));
    }

    void twoProcessesShareTheWork()
    {
        constexpr int kItems = 60;
        const SystemClock clock;
        ProjectBuilder project(clock);
        project.addPairs(kItems);
        const QString path = project.path();
        const MockJudgeProcess server(kLatencyMs, path + u".log"_s);
        QVERIFY(server.isUp());
        QVERIFY(addJudge(project.store(), server.baseUrl()));
        const auto one = torture::startSelf({u"--fresh"_s, path});
        const auto two = torture::startSelf({u"--fresh"_s, path});
        QVERIFY(one->waitForFinished(60'000) && two->waitForFinished(60'000));
        QCOMPARE(one->exitCode(), 0);
        QCOMPARE(two->exitCode(), 0);
        QSet<QByteArray> names;
        qint64 asked = 0;
        for (const QByteArray& line : server.lines()) {
            if (line.startsWith("asked ")) {
                ++asked;
                names.insert(line);
            }
        }
        QCOMPARE(asked, names.size()); // nothing is asked by both
        QCOMPARE(count(project.store(), u"SELECT count(*) FROM annotation"_s), kItems);
        QCOMPARE(count(project.store(), u"SELECT count(*) FROM llm_claim"_s), 0);
        QCOMPARE(torture::unsound(project.store()), QString());
    }

    void aServerIsKeptBusy()
    {
        constexpr int kItems = 320;
        constexpr int kSlowMs = 200;
        constexpr double kIdealMs = 2.0 * kItems / 64 * kSlowMs;
        const SystemClock clock;
        ProjectBuilder project(clock);
        project.addPairs(kItems);
        const MockJudgeProcess server(kSlowMs);
        QVERIFY(server.isUp());
        QVERIFY(addJudge(project.store(), server.baseUrl()));
        JudgeRunRequest request;
        request.judge = u"judge"_s;
        request.inFlight = 64;
        JobRunner runner(project.store());
        QElapsedTimer timer;
        timer.start();
        const auto id = runner.start(kJudgeJob.toString(), judgeJobParams(request));
        QVERIFY(id);
        QVERIFY(runner.wait(*id, 60'000));
        const double share = kIdealMs / static_cast<double>(timer.elapsed());
        qInfo("%.0f %% of the ideal rate, with the ramp at both ends", 100 * share);
        QVERIFY2(share > 0.3, qPrintable(QString::number(share))); // bench_judge measures; this only guards
    }
};

/// A run of its own beside others. 0 when it is done.
static int runFresh(const QString& path)
{
    const SystemClock clock;
    const auto store = Store::open(path, clock);
    if (!store) {
        return 1;
    }
    JobRunner runner(**store);
    JudgeRunRequest request;
    request.judge = u"judge"_s;
    const auto id = runner.start(kJudgeJob.toString(), judgeJobParams(request));
    if (!id || !runner.wait(*id, 60'000)) {
        return 2;
    }
    const auto job = (*store)->read([&](Session& session) { return JobRepository(session).get(*id); });
    return job && job->state == JobState::Done ? 0 : 3;
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--run"_L1) {
        return runJudge(arguments[2]);
    }
    if (arguments.size() == 3 && arguments[1] == "--fresh"_L1) {
        return runFresh(arguments[2]);
    }
    TstKillJudge test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killjudge.moc"
