#include "core/jobs/jobrunner.h"
#include "core/store/jobrepository.h"

#include "tests/core/store/storefixture.h"
#include "tests/support/timelimit.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Jobs: their rows, their progress, stopping, going on, and what becomes of those whose process has gone.
class TestJobRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsToItsRow();
    void startsWithoutWaiting();
    void tellsHowFarItIs();
    void stopsWithin100Ms();
    void resumesFromItsCheckpoint();
    void failuresBecomeSentences();
    void exceptionsBecomeFailures();
    void refusesWhatMakesNoSense();
    void jobsOfAGoneProcessAreInterrupted();
    void jobsOfALivingProcessAreLeftAlone();
    void shutsDownWithWhatRuns();

private:
    static Job row(Store& store, JobId id);
};

namespace {

/// Counts to params["to"], a step each millisecond or two, and notes where it is.
Result<JobOutcome> countSlowly(JobContext& context, const QJsonObject& params)
{
    const qint64 to = params.value(u"to"_s).toInteger();
    context.setUnit(u"steps"_s);
    qint64 at = context.checkpoint().value(u"at"_s).toInteger();
    const qint64 from = at;
    for (; at < to; ++at) {
        if (context.isCancelled()) {
            return makeError(ErrorCode::Cancelled, u"Stopped."_s);
        }
        context.setProgress(at, to);
        if (at % 10 == 0) {
            PLUMBLINE_TRY(context.store().write([&](Session& session) {
                return context.setCheckpoint(session, {{u"at"_s, at}});
            }));
        }
        QThread::msleep(1);
    }
    context.setProgress(to, to);
    return JobOutcome{u"Counted."_s, {{u"from"_s, from}, {u"to"_s, to}}};
}

} // namespace

Job TestJobRunner::row(Store& store, JobId id)
{
    return store.read([id](Session& session) { return JobRepository(session).get(id); }).valueOr({});
}

void TestJobRunner::runsToItsRow()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"count"_s, countSlowly);
    QSignalSpy started(&runner, &JobRunner::started);
    QSignalSpy finished(&runner, &JobRunner::finished);
    const Result<JobId> id = runner.start(u"count"_s, {{u"to"_s, 20}});
    QVERIFY(id);
    QCOMPARE(started.size(), 1);
    QVERIFY(runner.wait(*id, 10'000));
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.message, u"Counted."_s);
    QCOMPARE(job.done, 20);
    QCOMPARE(job.total, 20);
    QCOMPARE(job.unit, u"steps"_s);
    QVERIFY(job.startedAt.isValid() && job.finishedAt.isValid());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.at(0).at(0).value<Job>(), job);
    QVERIFY(runner.running().isEmpty());
}

void TestJobRunner::startsWithoutWaiting()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"count"_s, countSlowly);
    QSignalSpy finished(&runner, &JobRunner::finished);
    QFuture<Result<JobId>> future = runner.startAsync(u"count"_s, {{u"to"_s, 5}});
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.at(0).at(0).value<Job>().state, JobState::Done);
    QVERIFY(!runner.startAsync(u"nothing"_s, {}).result());
}

void TestJobRunner::tellsHowFarItIs()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"count"_s, countSlowly);
    QList<JobProgress> seen;
    QElapsedTimer timer;
    timer.start();
    connect(&runner, &JobRunner::progressChanged, this,
            [&](const JobProgress& progress) { seen.append(progress); });
    QSignalSpy finished(&runner, &JobRunner::finished);
    QVERIFY(runner.start(u"count"_s, {{u"to"_s, 600}}));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    const qint64 most = timer.elapsed() / 100 + 2;
    QVERIFY2(seen.size() >= 3 && seen.size() <= most, QByteArray::number(seen.size()).constData());
    for (qsizetype index = 1; index < seen.size(); ++index) {
        QVERIFY(seen.at(index).done >= seen.at(index - 1).done);
    }
    const JobProgress middle = seen.at(seen.size() / 2);
    QCOMPARE(middle.total, 600);
    QCOMPARE(middle.unit, u"steps"_s);
    QVERIFY(middle.rate > 0);
    QVERIFY(middle.remainingMs.has_value());
    QCOMPARE(seen.last().done, 600);
}

void TestJobRunner::stopsWithin100Ms()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"count"_s, countSlowly);
    const Result<JobId> id = runner.start(u"count"_s, {{u"to"_s, 1'000'000}});
    QVERIFY(id);
    QVERIFY(!runner.wait(*id, 60));
    QElapsedTimer timer;
    timer.start();
    runner.cancel(*id);
    QVERIFY(runner.wait(*id, 5000));
    QVERIFY2(timer.elapsed() < timeLimit(100), QByteArray::number(timer.elapsed()).constData());
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Cancelled);
    QVERIFY(job.done < 1'000'000);
}

void TestJobRunner::resumesFromItsCheckpoint()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"count"_s, countSlowly);
    QSignalSpy finished(&runner, &JobRunner::finished);
    const Result<JobId> id = runner.start(u"count"_s, {{u"to"_s, 200}});
    QVERIFY(id);
    QTRY_VERIFY(row(*fixture.store, *id).checkpoint.value(u"at"_s).toInteger() >= 20);
    QVERIFY(!runner.resume(*id)); // it runs
    runner.cancel(*id);
    QVERIFY(runner.wait(*id));
    QTRY_COMPARE(finished.size(), 1);
    const qint64 at = row(*fixture.store, *id).checkpoint.value(u"at"_s).toInteger();
    QVERIFY(runner.resume(*id));
    QVERIFY(runner.wait(*id));
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.result.value(u"from"_s).toInteger(), at);
    const Result<void> again = runner.resume(*id);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
}

void TestJobRunner::failuresBecomeSentences()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"fail"_s, [](JobContext&, const QJsonObject&) -> Result<JobOutcome> {
        return makeError(ErrorCode::DiskFull, u"The disk is full."_s).inFile(u"x.jsonl"_s).atLine(3);
    });
    const Result<JobId> id = runner.start(u"fail"_s, {});
    QVERIFY(id);
    QVERIFY(runner.wait(*id));
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(u"The disk is full."_s) && job.message.contains(u"line 3"_s),
             qPrintable(job.message));
    QCOMPARE(job.result.value(u"error"_s).toString(), u"disk_full"_s);
}

void TestJobRunner::exceptionsBecomeFailures()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    runner.registerKind(u"throw"_s, [](JobContext&, const QJsonObject&) -> Result<JobOutcome> {
        throw std::runtime_error("from a library");
    });
    const Result<JobId> id = runner.start(u"throw"_s, {});
    QVERIFY(id);
    QVERIFY(runner.wait(*id));
    QCOMPARE(row(*fixture.store, *id).state, JobState::Failed);
}

void TestJobRunner::refusesWhatMakesNoSense()
{
    StoreFixture fixture;
    JobRunner runner(*fixture.store);
    const Result<JobId> unknown = runner.start(u"nothing"_s, {});
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::NotFound);
    QVERIFY(!runner.resume(JobId{99}));
    QVERIFY(runner.wait(JobId{99}, 10));
    QVERIFY(runner.kinds().contains(u"import"_s));
}

void TestJobRunner::jobsOfAGoneProcessAreInterrupted()
{
    StoreFixture fixture;
    // No process has this number: it is above the kernel's limit.
    const QString owner = QSysInfo::machineHostName() + u":4194305:1"_s;
    const Result<Job> job = fixture.store->write([&](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job added, jobs.add(u"count"_s, {{u"to"_s, 30}}, owner));
        PLUMBLINE_TRY(jobs.start(added.id, owner));
        PLUMBLINE_TRY(jobs.setCheckpoint(added.id, {{u"at"_s, 17}}));
        return jobs.get(added.id);
    });
    QVERIFY(job);
    JobRunner runner(*fixture.store);
    runner.registerKind(u"count"_s, countSlowly);
    QCOMPARE(runner.interrupted().size(), 1);
    QCOMPARE(row(*fixture.store, job->id).state, JobState::Interrupted);
    QVERIFY(runner.resume(job->id));
    QVERIFY(runner.wait(job->id));
    QCOMPARE(row(*fixture.store, job->id).result.value(u"from"_s).toInteger(), 17);
}

void TestJobRunner::jobsOfALivingProcessAreLeftAlone()
{
    QVERIFY(isJobOwnerAlive(jobOwner()));
    const QString host = QSysInfo::machineHostName();
    QVERIFY(!isJobOwnerAlive(host + u":4194305:1"_s));
    // The same number, but another start: a later process.
    QVERIFY(!isJobOwnerAlive(jobOwner().section(u':', 0, -2) + u":1"_s));
    QVERIFY(isJobOwnerAlive(u"some-other-host:1:1"_s));
    QVERIFY(!isJobOwnerAlive(QString()));

    StoreFixture fixture;
    const Result<Job> job = fixture.store->write([&](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job added, jobs.add(u"count"_s, {}, jobOwner()));
        PLUMBLINE_TRY(jobs.start(added.id, jobOwner()));
        return added;
    });
    QVERIFY(job);
    const JobRunner runner(*fixture.store);
    QVERIFY(runner.interrupted().isEmpty());
    QCOMPARE(row(*fixture.store, job->id).state, JobState::Running);
}

void TestJobRunner::shutsDownWithWhatRuns()
{
    StoreFixture fixture;
    QList<JobId> ids;
    {
        JobRunner runner(*fixture.store);
        runner.registerKind(u"count"_s, countSlowly);
        for (int index = 0; index < 5; ++index) {
            const Result<JobId> id = runner.start(u"count"_s, {{u"to"_s, 1'000'000}});
            QVERIFY(id);
            ids.append(*id);
        }
        QTest::qWait(50);
    }
    for (const JobId id : std::as_const(ids)) {
        QCOMPARE(row(*fixture.store, id).state, JobState::Cancelled);
    }
}

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_jobrunner.moc"
