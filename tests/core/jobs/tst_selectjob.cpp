#include "core/domain/adjudication.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/selectjob.h"
#include "core/store/annotationrepository.h"
#include "core/store/assignmentrepository.h"
#include "core/store/jobrepository.h"

#include "tests/core/store/storefixture.h"
#include "tests/support/timelimit.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Chosen items become a batch, and a batch for adjudication is one of its own kind.
class TestSelectJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesTheChosenInTheirOrder();
    void doesItOnce();
    void isStoppedAtOnceAndGoesOn();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();
    void adjudicationNamesItsSource();
    void adjudicationIsNotForMyQueue();
    void purposesAreNotMixed();
    void freeNameCountsOn();
};

namespace {

constexpr int kMany = 1500;
constexpr int kWaitMs = 60'000;

Job finish(StoreFixture& fixture, const QJsonObject& params)
{
    JobRunner runner(*fixture.store);
    const Result<JobId> id = runner.start(u"select"_s, params);
    if (!id || !runner.wait(*id, kWaitMs)) {
        return {};
    }
    return fixture.store->read([&](Session& session) { return JobRepository(session).get(*id); }).valueOr({});
}

QList<ItemView> viewsIn(StoreFixture& fixture, const QString& name)
{
    return fixture.store
        ->read([&](Session& session) -> Result<QList<ItemView>> {
            ItemFilter filter;
            PLUMBLINE_ASSIGN(const auto batch, BatchRepository(session).findByName(name));
            filter.batch = batch ? batch->id : BatchId{-1};
            return ItemRepository(session).viewsAfter(filter, {}, 10'000);
        })
        .valueOr({});
}

SelectRequest adjudicationOf(const QList<ItemId>& items, const QString& name = u"Adjudication"_s)
{
    SelectRequest request;
    request.name = name;
    request.items = items;
    request.batchMeta = adjudicationMeta();
    return request;
}

} // namespace

void TestSelectJob::copiesTheChosenInTheirOrder()
{
    StoreFixture fixture;
    const QList<ItemId> items = fixture.addItems(9);
    SelectRequest request;
    request.name = u"chosen"_s;
    request.items = {items[7], items[2], items[7], items[5]};
    request.overlap = 2;
    request.order = QueueOrder::Random;
    const Job job = finish(fixture, selectJobParams(request));
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.message, u"3 items added to the batch “chosen”."_s);
    QCOMPARE(job.result.value("items"_L1).toInteger(), 3);
    const QList<ItemView> views = viewsIn(fixture, u"chosen"_s);
    QCOMPARE(views.size(), 3);
    const QStringList expected{u"Question 7 of batch"_s, u"Question 2 of batch"_s, u"Question 5 of batch"_s};
    for (qsizetype index = 0; index < views.size(); ++index) {
        QCOMPARE(views[index].prompt.lastUserText(), expected[index]);
        QCOMPARE(views[index].item.position, index);
        QCOMPARE(views[index].item.overlap, 2);
        QCOMPARE(views[index].item.taken, 0);
        QCOMPARE(views[index].responses.size(), 2);
        QVERIFY(views[index].item.meta.isEmpty()); // no batch for adjudication
    }
    const auto batch = fixture.store->read(
        [&](Session& session) { return BatchRepository(session).findByName(u"chosen"_s); });
    QCOMPARE((*batch)->order, QueueOrder::Random);
    QCOMPARE(fixture.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());
}

void TestSelectJob::doesItOnce()
{
    StoreFixture fixture;
    const QList<ItemId> items = fixture.addItems(4);
    const QJsonObject params = selectJobParams(adjudicationOf(items.mid(0, 3)));
    QCOMPARE(finish(fixture, params).result.value("items"_L1).toInteger(-1), 3);
    QCOMPARE(finish(fixture, params).result.value("items"_L1).toInteger(-1), 0);
    QCOMPARE(finish(fixture, selectJobParams(adjudicationOf(items))).result.value("items"_L1).toInteger(-1),
             1);
    QCOMPARE(viewsIn(fixture, u"Adjudication"_s).size(), 4);
}

void TestSelectJob::isStoppedAtOnceAndGoesOn()
{
    StoreFixture fixture;
    SelectRequest request;
    request.name = u"copy"_s;
    request.items = fixture.addItems(kMany);
    JobRunner runner(*fixture.store);
    const Result<JobId> id = runner.start(u"select"_s, selectJobParams(request));
    QVERIFY(id);
    const auto row = [&] {
        return fixture.store->read([&](Session& session) { return JobRepository(session).get(*id); })
            .valueOr({});
    };
    QVERIFY(QTest::qWaitFor([&] { return row().done > 0; }, kWaitMs));
    QElapsedTimer timer;
    timer.start();
    runner.cancel(*id);
    QVERIFY(runner.wait(*id, kWaitMs));
    QVERIFY2(timer.elapsed() <= timeLimit(100), QByteArray::number(timer.elapsed()).constData());
    const Job stopped = row();
    QCOMPARE(stopped.state, JobState::Cancelled);
    QVERIFY2(stopped.message.contains(u"What was written stays"), qPrintable(stopped.message));
    QVERIFY(stopped.done < kMany);
    QCOMPARE(viewsIn(fixture, u"copy"_s).size(), stopped.done);
    QVERIFY(runner.resume(*id));
    QVERIFY(runner.wait(*id, kWaitMs));
    QCOMPARE(row().result.value("items"_L1).toInteger(-1), kMany);
}

void TestSelectJob::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("words");
    SelectRequest request;
    request.items = {ItemId{1}};
    QTest::newRow("no name") << selectJobParams(request) << u"A batch needs a name"_s;
    request.name = u"x"_s;
    request.overlap = 0;
    QTest::newRow("no labels") << selectJobParams(request) << u"from 1 to 1000, not 0"_s;
    request.overlap = 1;
    request.items.clear();
    QTest::newRow("nothing chosen") << selectJobParams(request) << u"No item was chosen"_s;
    request.items = {ItemId{77}};
    QTest::newRow("gone") << selectJobParams(request) << u"no item 77"_s;
    QJsonObject params = selectJobParams(request);
    params.insert(u"order"_s, u"sideways"_s);
    QTest::newRow("order") << params << u"order of the batch is not known"_s;
}

void TestSelectJob::refusesWhatMakesNoSense()
{
    QFETCH(QJsonObject, params);
    QFETCH(QString, words);
    StoreFixture fixture;
    fixture.addItems(2);
    const Job job = finish(fixture, params);
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(words), qPrintable(job.message));
}

void TestSelectJob::adjudicationNamesItsSource()
{
    StoreFixture fixture;
    const QList<ItemId> items = fixture.addItems(2);
    QCOMPARE(finish(fixture, selectJobParams(adjudicationOf(items))).state, JobState::Done);
    const QList<ItemView> copies = viewsIn(fixture, u"Adjudication"_s);
    QCOMPARE(copies.size(), 2);
    const auto source =
        fixture.store->read([&](Session& session) { return ItemRepository(session).view(items[1]); });
    QCOMPARE(adjudicatedUid(copies[1].item.meta), source->item.uid);
    QCOMPARE(copies[1].item.overlap, 1);
    QCOMPARE(copies[1].schema.id, source->schema.id);
    QCOMPARE(copies[1].responses, source->responses); // the same rows, so that the unit is the same
    // The verdict is an ordinary label that says what it settles.
    const AnnotatorId lead = fixture.annotator(u"lead"_s);
    const Result<Annotation> verdict = fixture.store->write([&](Session& session) -> Result<Annotation> {
        Labelling labelling(session, lead);
        PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(copies[1].item.id));
        return labelling.submit(open.view.item.id, pairwiseAnswer(1), {}, 1000, {{u"via"_s, u"test"_s}});
    });
    QVERIFY(verdict);
    QCOMPARE(adjudicatedUid(verdict->provenance), source->item.uid);
    QCOMPARE(verdict->provenance.value("via"_L1).toString(), u"test"_s);
    // A copy of a copy still names the first source.
    QCOMPARE(finish(fixture, selectJobParams(adjudicationOf({copies[1].item.id}, u"Again"_s))).state,
             JobState::Done);
    QCOMPARE(adjudicatedUid(viewsIn(fixture, u"Again"_s).first().item.meta), source->item.uid);
}

void TestSelectJob::adjudicationIsNotForMyQueue()
{
    StoreFixture fixture;
    const QList<ItemId> items = fixture.addItems(1);
    QCOMPARE(finish(fixture, selectJobParams(adjudicationOf(items))).state, JobState::Done);
    const ItemId copy = viewsIn(fixture, u"Adjudication"_s).first().item.id;
    const AnnotatorId ada = fixture.annotator(u"ada"_s);
    QueueFilter byName;
    byName.batches = {viewsIn(fixture, u"Adjudication"_s).first().item.batchId};
    const Result<void> ran = fixture.store->write([&](Session& session) -> Result<void> {
        AssignmentRepository queue(session);
        PLUMBLINE_ASSIGN(const auto first, queue.claimNext(ada, {}, 600));
        [&] { QVERIFY(first && first->itemId == items[0]); }();
        PLUMBLINE_ASSIGN(const auto nothing, queue.claimNext(ada, {}, 600));
        [&] { QVERIFY(!nothing); }();
        PLUMBLINE_ASSIGN(const auto peeked, queue.peekNext(ada, byName));
        [&] { QVERIFY(peeked && *peeked == copy); }();
        PLUMBLINE_ASSIGN(const auto asked, queue.claimNext(ada, byName, 600));
        [&] { QVERIFY(asked && asked->itemId == copy); }();
        // What is held there is not what My queue goes on with, and is not counted in its progress.
        PLUMBLINE_ASSIGN(const auto held, queue.held(ada, {}));
        [&] { QCOMPARE(held.size(), 1); }();
        PLUMBLINE_ASSIGN(const auto there, queue.held(ada, byName));
        [&] { QCOMPARE(there.size(), 1); }();
        PLUMBLINE_ASSIGN(const Progress progress, Labelling(session, ada).progress({}));
        [&] { QCOMPARE(progress.total, 1); }();
        return {};
    });
    QVERIFY(ran);
}

void TestSelectJob::purposesAreNotMixed()
{
    StoreFixture fixture;
    const QList<ItemId> items = fixture.addItems(2);
    Job job = finish(fixture, selectJobParams(adjudicationOf(items, u"batch"_s)));
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(u"is not for adjudication"), qPrintable(job.message));
    QCOMPARE(finish(fixture, selectJobParams(adjudicationOf(items, u"settle"_s))).state, JobState::Done);
    SelectRequest ordinary;
    ordinary.name = u"settle"_s;
    ordinary.items = items;
    job = finish(fixture, selectJobParams(ordinary));
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(u"is a batch for adjudication"), qPrintable(job.message));
}

void TestSelectJob::freeNameCountsOn()
{
    StoreFixture fixture;
    fixture.addItems(1, ItemKind::Pairwise, u"a"_s);
    fixture.addItems(1, ItemKind::Pairwise, u"a (2)"_s);
    const auto name = [&](const QString& wanted) {
        return fixture.store->read([&](Session& session) { return freeBatchName(session, wanted); })
            .valueOr({});
    };
    QCOMPARE(name(u"a"_s), u"a (3)"_s);
    QCOMPARE(name(u"b"_s), u"b"_s);
}

QTEST_GUILESS_MAIN(TestSelectJob)
#include "tst_selectjob.moc"
