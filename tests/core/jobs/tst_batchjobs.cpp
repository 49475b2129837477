#include "core/jobs/filljob.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/orderjob.h"
#include "core/store/assignmentrepository.h"
#include "core/store/jobrepository.h"

#include "tests/core/store/storefixture.h"
#include "tests/support/timelimit.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>
#include <QThread>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The jobs that change many items: in slices, stopped at once, and going on where they were.
class TestBatchJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderIsStoppedAtOnceAndGoesOn();
    void othersWriteWhileABatchIsOrdered();
    void fillCopiesWhatPassesTheFilter();
    void fillingAgainAddsNothing();
    void fillIsStoppedAtOnceAndGoesOn();
    void overlapIsOnlyRaised();
    void senselessParametersAreRefused_data();
    void senselessParametersAreRefused();
};

namespace {

constexpr int kMany = 6000;
constexpr int kWaitMs = 60'000;

Job row(Store& store, JobId id)
{
    return store.read([id](Session& session) { return JobRepository(session).get(id); }).valueOr({});
}

BatchId batchNamed(Store& store, const QString& name)
{
    const auto batch =
        store.read([&](Session& session) { return BatchRepository(session).findByName(name); });
    return batch && *batch ? (*batch)->id : BatchId();
}

qint64 itemsIn(Store& store, const QString& name)
{
    ItemFilter filter;
    filter.batch = batchNamed(store, name);
    return store.read([&](Session& session) { return ItemRepository(session).count(filter); }).valueOr(-1);
}

QList<ItemId> queueOf(StoreFixture& fixture, int most)
{
    const AnnotatorId who = fixture.annotator(u"queue"_s);
    return fixture.store
        ->write([&](Session& session) -> Result<QList<ItemId>> {
            QList<ItemId> out;
            while (out.size() < most) {
                PLUMBLINE_ASSIGN(const auto claim, AssignmentRepository(session).claimNext(who, {}, 600));
                if (!claim) {
                    break;
                }
                out << claim->itemId;
            }
            return out;
        })
        .valueOr({});
}

/// Lets a job get under way, stops it, and gives the milliseconds until it had stopped.
qint64 stopInTheMiddle(JobRunner& runner, Store& store, JobId id)
{
    QElapsedTimer patience;
    patience.start();
    while (patience.elapsed() < kWaitMs && row(store, id).done == 0) {
        QThread::usleep(200);
    }
    QElapsedTimer timer;
    timer.start();
    runner.cancel(id);
    return runner.wait(id, kWaitMs) ? timer.elapsed() : kWaitMs;
}

} // namespace

void TestBatchJobs::orderIsStoppedAtOnceAndGoesOn()
{
    StoreFixture fixture;
    fixture.addItems(kMany);
    JobRunner runner(*fixture.store);
    const BatchId batch = batchNamed(*fixture.store, u"batch"_s);
    const Result<JobId> id = runner.start(u"order"_s, orderJobParams(batch, QueueOrder::Random));
    QVERIFY(id);
    const qint64 took = stopInTheMiddle(runner, *fixture.store, *id);
    const Job stopped = row(*fixture.store, *id);
    QCOMPARE(stopped.state, JobState::Cancelled);
    QVERIFY2(took <= timeLimit(100), QByteArray::number(took).constData());
    QVERIFY2(stopped.done > 0 && stopped.done < kMany, QByteArray::number(stopped.done).constData());
    QVERIFY2(stopped.message.contains(u"none is left out"), qPrintable(stopped.message));
    QVERIFY(runner.resume(*id));
    QVERIFY(runner.wait(*id, kWaitMs));
    const Job done = row(*fixture.store, *id);
    QCOMPARE(done.state, JobState::Done);
    QCOMPARE(done.done, kMany);
    StoreFixture whole;
    whole.addItems(kMany, ItemKind::Pairwise, u"batch"_s, QueueOrder::Random);
    QCOMPARE(queueOf(fixture, 50), queueOf(whole, 50));
    QCOMPARE(fixture.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());
}

void TestBatchJobs::othersWriteWhileABatchIsOrdered()
{
    StoreFixture fixture;
    fixture.addItems(kMany);
    const AnnotatorId ada = fixture.annotator(u"ada"_s);
    JobRunner runner(*fixture.store);
    const BatchId batch = batchNamed(*fixture.store, u"batch"_s);
    const Result<JobId> id = runner.start(u"order"_s, orderJobParams(batch, QueueOrder::Priority));
    QVERIFY(id);
    qint64 longest = 0;
    int claims = 0;
    while (!runner.wait(*id, 1)) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(fixture.store->write(
            [&](Session& session) { return AssignmentRepository(session).claimNext(ada, {}, 600); }));
        longest = std::max(longest, timer.elapsed());
        ++claims;
    }
    QVERIFY(claims > 3); // one transaction for all would have let at most one in
    QVERIFY2(longest <= timeLimit(100), QByteArray::number(longest).constData());
    QCOMPARE(row(*fixture.store, *id).state, JobState::Done);
}

void TestBatchJobs::fillCopiesWhatPassesTheFilter()
{
    StoreFixture fixture;
    fixture.addItems(230, ItemKind::Pairwise, u"pairs"_s);
    fixture.addItems(4, ItemKind::Rating, u"ratings"_s);
    FillRequest request;
    request.name = u"second"_s;
    request.filter.kind = ItemKind::Pairwise;
    request.order = QueueOrder::FewestLabels;
    request.overlap = 3;
    JobRunner runner(*fixture.store);
    const Result<JobId> id = runner.start(u"fill"_s, fillJobParams(request));
    QVERIFY(id);
    QVERIFY(runner.wait(*id, kWaitMs));
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.message, u"230 items added to the batch “second”."_s);
    QCOMPARE(job.result.value("items"_L1).toInteger(), 230);
    QCOMPARE(job.result.value("batch"_L1).toInteger(), batchNamed(*fixture.store, u"second"_s).value);
    QCOMPARE(itemsIn(*fixture.store, u"second"_s), 230);
    ItemFilter copies;
    copies.batch = batchNamed(*fixture.store, u"second"_s);
    const auto views = fixture.store->read(
        [&](Session& session) { return ItemRepository(session).viewsAfter(copies, {}, 500); });
    QVERIFY(views);
    QSet<PromptId> prompts;
    for (const ItemView& view : *views) {
        QCOMPARE(view.item.overlap, 3);
        QCOMPARE(view.item.taken, 0);
        QCOMPARE(view.responses.size(), 2);
        prompts.insert(view.item.promptId);
    }
    QCOMPARE(prompts.size(), 230);
}

void TestBatchJobs::fillingAgainAddsNothing()
{
    StoreFixture fixture;
    fixture.addItems(120, ItemKind::Pairwise, u"pairs"_s);
    FillRequest request;
    request.name = u"copy"_s;
    JobRunner runner(*fixture.store);
    for (const qint64 added : {120, 0}) {
        const Result<JobId> id = runner.start(u"fill"_s, fillJobParams(request));
        QVERIFY(id);
        QVERIFY(runner.wait(*id, kWaitMs));
        QCOMPARE(row(*fixture.store, *id).result.value("items"_L1).toInteger(-1), added);
        QCOMPARE(itemsIn(*fixture.store, u"copy"_s), 120);
    }
}

void TestBatchJobs::fillIsStoppedAtOnceAndGoesOn()
{
    StoreFixture fixture;
    fixture.addItems(kMany, ItemKind::Pairwise, u"pairs"_s);
    FillRequest request;
    request.name = u"copy"_s;
    JobRunner runner(*fixture.store);
    const Result<JobId> id = runner.start(u"fill"_s, fillJobParams(request));
    QVERIFY(id);
    const qint64 took = stopInTheMiddle(runner, *fixture.store, *id);
    QVERIFY2(took <= timeLimit(100), QByteArray::number(took).constData());
    const Job stopped = row(*fixture.store, *id);
    QCOMPARE(stopped.state, JobState::Cancelled);
    QVERIFY2(stopped.message.contains(u"What was written stays"), qPrintable(stopped.message));
    QCOMPARE(itemsIn(*fixture.store, u"copy"_s), stopped.done);
    QVERIFY(stopped.done < kMany);
    QVERIFY(runner.resume(*id));
    QVERIFY(runner.wait(*id, kWaitMs));
    QCOMPARE(row(*fixture.store, *id).result.value("items"_L1).toInteger(-1), kMany);
    QCOMPARE(itemsIn(*fixture.store, u"copy"_s), kMany);
}

void TestBatchJobs::overlapIsOnlyRaised()
{
    StoreFixture fixture;
    const QList<ItemId> few = fixture.addItems(500, ItemKind::Pairwise, u"pairs"_s);
    const QList<ItemId> many = fixture.addItems(1, ItemKind::Rating, u"pairs"_s, QueueOrder::Fixed, 9);
    JobRunner runner(*fixture.store);
    const BatchId batch = batchNamed(*fixture.store, u"pairs"_s);
    const Result<JobId> id = runner.start(u"overlap"_s, overlapJobParams(batch, 3));
    QVERIFY(id);
    QVERIFY(runner.wait(*id, kWaitMs));
    QCOMPARE(row(*fixture.store, *id).message, u"500 items want more labels now."_s);
    const auto overlap = [&](ItemId item) {
        return fixture.store->read([item](Session& session) { return ItemRepository(session).get(item); })
            ->overlap;
    };
    QCOMPARE(overlap(few.first()), 3);
    QCOMPARE(overlap(few.last()), 3);
    QCOMPARE(overlap(many.first()), 9);
}

void TestBatchJobs::senselessParametersAreRefused_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("words");
    QTest::newRow("order") << u"order"_s << QJsonObject{{u"batch"_s, 1}, {u"order"_s, u"sideways"_s}}
                           << u"“sideways” is no order"_s;
    QTest::newRow("batch") << u"order"_s << orderJobParams(BatchId{77}, QueueOrder::Fixed)
                           << u"no batch 77"_s;
    QTest::newRow("no name") << u"fill"_s << fillJobParams({}) << u"A batch needs a name"_s;
    QTest::newRow("no labels") << u"fill"_s << fillJobParams({u"x"_s, {}, QueueOrder::Fixed, 0})
                               << u"from 1 to 1000, not 0"_s;
    QTest::newRow("overlap of nothing")
        << u"overlap"_s << overlapJobParams(BatchId{77}, 2) << u"no batch 77"_s;
}

void TestBatchJobs::senselessParametersAreRefused()
{
    QFETCH(QString, kind);
    QFETCH(QJsonObject, params);
    QFETCH(QString, words);
    StoreFixture fixture;
    fixture.addItems(2);
    JobRunner runner(*fixture.store);
    const Result<JobId> id = runner.start(kind, params);
    QVERIFY(id);
    QVERIFY(runner.wait(*id, kWaitMs));
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(words), qPrintable(job.message));
}

QTEST_GUILESS_MAIN(TestBatchJobs)
#include "tst_batchjobs.moc"
