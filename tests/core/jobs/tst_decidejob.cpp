#include "core/jobs/decidejob.h"
#include "core/jobs/orderjob.h"
#include "core/store/annotationrepository.h"
#include "core/store/assignmentrepository.h"
#include "core/store/jobrepository.h"

#include "tests/core/store/storefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The queue that asks for what decides the places of models soonest.
class TestDecideJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOpenPairIsHandedOutFirst();
    void newVotesChangeTheOrderAndLittleElse();
    void modelsThatNobodyHasComparedComeFirst();
    void oneOpenPairDoesNotStarveTheNext();
    void judgesVotesCountWhenAskedFor();
    void finishedItemsFollowTheNewOrder();
    void aStoppedJobGoesOn();
    void senselessParametersAreRefused_data();
    void senselessParametersAreRefused();
};

namespace {

constexpr int kWaitMs = 60'000;

class Fixture : public StoreFixture
{
public:
    ItemId add(const QString& one, const QString& other, const QString& batch, int overlap = 1)
    {
        return store->write([&](Session& session) { return addIn(session, one, other, batch, overlap); })
            .valueOr({});
    }

    /// Items of their own in the batch "before", each with a vote.
    void vote(const QString& one, const QString& other, int wins, int losses,
              AnnotatorKind kind = AnnotatorKind::Human)
    {
        const AnnotatorId who = annotator(kind == AnnotatorKind::Human ? u"ada"_s : u"judge"_s, kind);
        const Result<void> done = store->write([&](Session& session) -> Result<void> {
            for (int i = 0; i < wins + losses; ++i) {
                PLUMBLINE_ASSIGN(const ItemId item, addIn(session, one, other, u"before"_s, 1));
                PLUMBLINE_ASSIGN(const Item stored, ItemRepository(session).get(item));
                Annotation row;
                row.itemId = item;
                row.annotatorId = who;
                row.schemaVersionId = stored.schemaVersionId;
                row.content = pairwiseAnswer(i < wins ? 1 : -1);
                PLUMBLINE_TRY(AnnotationRepository(session).append(row));
            }
            return {};
        });
        QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    }

    BatchId batch(const QString& name)
    {
        return store->read([&](Session& session) { return BatchRepository(session).findByName(name); })
            .valueOr(std::nullopt)
            .value_or(Batch())
            .id;
    }

    Job decide(const QString& name, LabelFilter filter = {})
    {
        JobRunner runner(*store);
        const auto id = runner.start(u"decide"_s, decideJobParams({batch(name), std::move(filter)}));
        if (!id || !runner.wait(*id, kWaitMs)) {
            return {};
        }
        return store->read([&](Session& session) { return JobRepository(session).get(*id); }).valueOr({});
    }

    /// The items that a new annotator is handed out of the batch, in order.
    QList<ItemId> queue(const QString& name, const QString& who)
    {
        const AnnotatorId annotatorId = annotator(who);
        QueueFilter filter;
        filter.batches = {batch(name)};
        return store
            ->write([&](Session& session) -> Result<QList<ItemId>> {
                QList<ItemId> out;
                for (;;) {
                    PLUMBLINE_ASSIGN(const auto claim,
                                     AssignmentRepository(session).claimNext(annotatorId, filter, 600));
                    if (!claim) {
                        return out;
                    }
                    out << claim->itemId;
                }
            })
            .valueOr({});
    }

    Result<ItemId> addIn(Session& session, const QString& one, const QString& other, const QString& batch,
                         int overlap)
    {
        PLUMBLINE_ASSIGN(const SchemaVersion version,
                         SchemaRepository(session).save(SchemaDefinition::builtIn(ItemKind::Pairwise)));
        PLUMBLINE_ASSIGN(const Batch found, BatchRepository(session).findOrCreate(batch));
        NewItem item;
        item.prompt.messages.append({u"user"_s, u"Question %1"_s.arg(++m_questions)});
        for (const QString& model : {one, other}) {
            Response response;
            response.model = model;
            response.turns = {u"Answer of "_s + model};
            item.responses.append(response);
        }
        item.schemaVersionId = version.id;
        item.batchId = found.id;
        item.overlap = overlap;
        PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
        return added.id;
    }

private:
    int m_questions = 0;
};

/// alpha beats the others for sure; beta and gamma are close.
void voteClosely(Fixture& fixture)
{
    fixture.vote(u"alpha"_s, u"beta"_s, 40, 2);
    fixture.vote(u"alpha"_s, u"gamma"_s, 40, 2);
    fixture.vote(u"beta"_s, u"gamma"_s, 9, 7);
}

} // namespace

void TestDecideJob::theOpenPairIsHandedOutFirst()
{
    Fixture fixture;
    voteClosely(fixture);
    QList<ItemId> decided;
    QList<ItemId> open;
    for (int i = 0; i < 4; ++i) {
        decided << fixture.add(u"alpha"_s, u"beta"_s, u"queue"_s, 2);
        decided << fixture.add(u"gamma"_s, u"alpha"_s, u"queue"_s, 2);
        open << fixture.add(u"gamma"_s, u"beta"_s, u"queue"_s, 2);
    }
    QVERIFY(fixture.queue(u"queue"_s, u"before"_s) != open + decided);
    const Job job = fixture.decide(u"queue"_s);
    QCOMPARE(job.state, JobState::Done);
    QVERIFY2(job.message.contains(u"1 of 3 places are decided"), qPrintable(job.message));
    QVERIFY2(job.message.contains(u"beta against gamma"), qPrintable(job.message));
    QCOMPARE(fixture.queue(u"queue"_s, u"after"_s), open + decided);
    QCOMPARE(job.result.value(u"items"_s).toInt(), open.size());
    QCOMPARE(job.result.value(u"open_items"_s).toInt(), 12);
    QCOMPARE(job.result.value(u"open_pairs"_s).toInt(), 1);
    QCOMPARE(job.result.value(u"decided_ranks"_s).toInt(), 1);
    const QJsonObject pair = job.result.value(u"pairs"_s).toArray().at(0).toObject();
    QCOMPARE(pair.value(u"model_a"_s).toString(), u"beta"_s);
    QCOMPARE(pair.value(u"model_b"_s).toString(), u"gamma"_s);
    QCOMPARE(pair.value(u"votes"_s).toInt(), 16);
    QCOMPARE(pair.value(u"labels_wanted"_s).toInt(), 4); // one slot of each is taken
    QCOMPARE(fixture.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());
}

void TestDecideJob::newVotesChangeTheOrderAndLittleElse()
{
    Fixture fixture;
    voteClosely(fixture);
    const ItemId first = fixture.add(u"alpha"_s, u"beta"_s, u"queue"_s);
    const ItemId second = fixture.add(u"beta"_s, u"gamma"_s, u"queue"_s);
    QCOMPARE(fixture.decide(u"queue"_s).result.value(u"items"_s).toInt(), 1);
    QCOMPARE(fixture.decide(u"queue"_s).result.value(u"items"_s).toInt(), 0); // nothing new, nothing written
    fixture.vote(u"beta"_s, u"gamma"_s, 60, 0);
    const Job job = fixture.decide(u"queue"_s);
    QCOMPARE(job.result.value(u"items"_s).toInt(), 1);
    QCOMPARE(job.result.value(u"decided_ranks"_s).toInt(), 3);
    QVERIFY2(job.message.contains(u"No open item"), qPrintable(job.message));
    QCOMPARE(fixture.queue(u"queue"_s, u"after"_s), (QList<ItemId>{first, second}));
}

void TestDecideJob::modelsThatNobodyHasComparedComeFirst()
{
    Fixture fixture;
    voteClosely(fixture);
    const ItemId close = fixture.add(u"beta"_s, u"gamma"_s, u"queue"_s);
    const ItemId fresh = fixture.add(u"delta"_s, u"gamma"_s, u"queue"_s);
    const ItemId unknown = fixture.add(QString(), u"gamma"_s, u"queue"_s);
    const Job job = fixture.decide(u"queue"_s);
    QCOMPARE(job.result.value(u"models"_s).toInt(), 4);
    QCOMPARE(fixture.queue(u"queue"_s, u"after"_s), (QList<ItemId>{fresh, close, unknown}));
}

void TestDecideJob::oneOpenPairDoesNotStarveTheNext()
{
    Fixture fixture; // nothing is known: every pair wants four votes before any gets more
    QList<ItemId> beta;
    for (int i = 0; i < 6; ++i) {
        beta << fixture.add(u"alpha"_s, u"beta"_s, u"queue"_s);
    }
    QList<ItemId> gamma;
    for (int i = 0; i < 6; ++i) {
        gamma << fixture.add(u"alpha"_s, u"gamma"_s, u"queue"_s);
    }
    QCOMPARE(fixture.decide(u"queue"_s).state, JobState::Done);
    QCOMPARE(fixture.queue(u"queue"_s, u"after"_s),
             beta.first(4) + gamma.first(4) + beta.last(2) + gamma.last(2));
}

void TestDecideJob::judgesVotesCountWhenAskedFor()
{
    Fixture fixture;
    voteClosely(fixture);
    fixture.vote(u"beta"_s, u"gamma"_s, 60, 0, AnnotatorKind::Llm);
    fixture.add(u"beta"_s, u"gamma"_s, u"queue"_s);
    QCOMPARE(fixture.decide(u"queue"_s).result.value(u"open_pairs"_s).toInt(), 1);
    LabelFilter all;
    all.by = {AnnotatorKind::Human, AnnotatorKind::Llm};
    QCOMPARE(fixture.decide(u"queue"_s, all).result.value(u"open_pairs"_s).toInt(), 0);
}

/// A batch that was in another order: an item that is finished now and comes back later stands in the new
/// order as well.
void TestDecideJob::finishedItemsFollowTheNewOrder()
{
    Fixture fixture;
    voteClosely(fixture);
    QList<ItemId> items;
    for (int i = 0; i < 5; ++i) {
        items << fixture.add(u"alpha"_s, u"beta"_s, u"queue"_s);
    }
    JobRunner runner(*fixture.store);
    const auto random =
        runner.start(u"order"_s, orderJobParams(fixture.batch(u"queue"_s), QueueOrder::Random));
    QVERIFY(random && runner.wait(*random, kWaitMs));
    const QList<ItemId> taken = fixture.queue(u"queue"_s, u"ada"_s); // all leased
    QCOMPARE(taken.size(), items.size());
    QVERIFY(taken != items);
    QCOMPARE(fixture.decide(u"queue"_s).state, JobState::Done);
    QVERIFY(fixture.store->write([&](Session& session) -> Result<void> {
        for (const ItemId item : items) {
            PLUMBLINE_TRY(ItemRepository(session).setOverlap(item, 2));
        }
        return {};
    }));
    QCOMPARE(fixture.queue(u"queue"_s, u"grace"_s), items);
}

void TestDecideJob::aStoppedJobGoesOn()
{
    Fixture fixture;
    voteClosely(fixture);
    QList<ItemId> decided;
    QList<ItemId> open;
    QVERIFY(fixture.store->write([&](Session& session) -> Result<void> {
        for (int i = 0; i < 500; ++i) {
            PLUMBLINE_ASSIGN(const ItemId one, fixture.addIn(session, u"alpha"_s, u"beta"_s, u"queue"_s, 1));
            PLUMBLINE_ASSIGN(const ItemId other,
                             fixture.addIn(session, u"beta"_s, u"gamma"_s, u"queue"_s, 1));
            decided << one;
            open << other;
        }
        return {};
    }));
    JobRunner runner(*fixture.store);
    const auto id = runner.start(u"decide"_s, decideJobParams({fixture.batch(u"queue"_s), {}}));
    QVERIFY(id);
    runner.cancel(*id);
    QVERIFY(runner.wait(*id, kWaitMs));
    const auto state = [&] {
        return fixture.store->read([&](Session& session) { return JobRepository(session).get(*id); })
            .valueOr({});
    };
    if (state().state != JobState::Done) {
        QCOMPARE(state().state, JobState::Cancelled);
        QVERIFY(runner.resume(*id));
        QVERIFY(runner.wait(*id, kWaitMs));
    }
    QCOMPARE(state().state, JobState::Done);
    const QList<ItemId> queue = fixture.queue(u"queue"_s, u"after"_s);
    QCOMPARE(queue.size(), 1000);
    QCOMPARE(queue.first(500), open);
    QCOMPARE(queue.last(500), decided);
}

void TestDecideJob::senselessParametersAreRefused_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("words");
    QTest::newRow("no batch") << QJsonObject{{u"batch"_s, 99}} << u"no batch"_s;
    QTest::newRow("confidence") << QJsonObject{{u"batch"_s, 1}, {u"confidence"_s, 1.5}}
                                << u"between 0 and 1"_s;
    QTest::newRow("filter") << QJsonObject{{u"batch"_s, 1}, {u"filter"_s, QJsonObject{{u"by"_s, 7}}}}
                            << u"by"_s;
}

void TestDecideJob::senselessParametersAreRefused()
{
    QFETCH(QJsonObject, params);
    QFETCH(QString, words);
    Fixture fixture;
    fixture.add(u"alpha"_s, u"beta"_s, u"queue"_s);
    JobRunner runner(*fixture.store);
    const auto id = runner.start(u"decide"_s, params);
    QVERIFY(id && runner.wait(*id, kWaitMs));
    const Job job =
        fixture.store->read([&](Session& session) { return JobRepository(session).get(*id); }).valueOr({});
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(words), qPrintable(job.message));
}

QTEST_GUILESS_MAIN(TestDecideJob)
#include "tst_decidejob.moc"
