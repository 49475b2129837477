#include "core/store/assignmentrepository.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Claims until the queue is empty; gives the items in the order they came.
QList<ItemId> claimAll(StoreFixture& fixture, AnnotatorId annotator, const QueueFilter& filter = {})
{
    QList<ItemId> out;
    while (true) {
        const auto claimed = fixture.store->write(
            [&](Session& session) { return AssignmentRepository(session).claimNext(annotator, filter, 60); });
        if (!claimed || !claimed->has_value()) {
            return out;
        }
        out << (*claimed)->itemId;
    }
}

} // namespace

class TstClaims : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixedOrderFollowsPositions()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(20);
        QCOMPARE(claimAll(fixture, fixture.annotator(u"Anna"_s)), items);
    }

    void randomOrderIsSeededAndTheSameForAll()
    {
        StoreFixture fixture(3);
        const QList<ItemId> items = fixture.addItems(20, ItemKind::Pairwise, u"b"_s, QueueOrder::Random, 2);
        const QList<ItemId> anna = claimAll(fixture, fixture.annotator(u"Anna"_s));
        const QList<ItemId> ben = claimAll(fixture, fixture.annotator(u"Ben"_s));
        QCOMPARE(anna, ben);
        QVERIFY(anna != items);
        StoreFixture sameSeed(3);
        sameSeed.addItems(20, ItemKind::Pairwise, u"b"_s, QueueOrder::Random, 2);
        QCOMPARE(claimAll(sameSeed, sameSeed.annotator(u"Cleo"_s)), anna);
    }

    void fewestLabelsFirstSpreadsTheWork()
    {
        StoreFixture fixture;
        const QList<ItemId> items =
            fixture.addItems(4, ItemKind::Pairwise, u"b"_s, QueueOrder::FewestLabels, 2);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId ben = fixture.annotator(u"Ben"_s);
        const auto next = [&](AnnotatorId who) {
            const auto claimed = fixture.store->write(
                [&](Session& session) { return AssignmentRepository(session).claimNext(who, {}, 60); });
            return (*claimed)->itemId;
        };
        QCOMPARE(next(anna), items[0]);
        QCOMPARE(next(anna), items[1]);
        QCOMPARE(next(ben), items[2]); // not item 0, which has one already
        QCOMPARE(next(ben), items[3]);
        QCOMPARE(next(ben), items[0]);
    }

    void priorityOrderServesTheHighestFirstAlsoWhenItChanges()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(5, ItemKind::Pairwise, u"b"_s, QueueOrder::Priority);
        QVERIFY(fixture.store->write(
            [&](Session& session) { return ItemRepository(session).setPriority(items[3], 2.5); }));
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const auto next = [&] {
            const auto claimed = fixture.store->write(
                [&](Session& session) { return AssignmentRepository(session).claimNext(anna, {}, 60); });
            return (*claimed)->itemId;
        };
        QCOMPARE(next(), items[3]);
        QCOMPARE(next(), items[0]);
        QVERIFY(fixture.store->write(
            [&](Session& session) { return ItemRepository(session).setPriority(items[4], 9); }));
        QCOMPARE(next(), items[4]);
    }

    void overlapIsFilledByDifferentPeopleAndNeverExceeded()
    {
        StoreFixture fixture;
        fixture.addItems(10, ItemKind::Pairwise, u"b"_s, QueueOrder::Random, 2);
        QHash<ItemId, int> claims;
        for (const QString& name : {u"A"_s, u"B"_s, u"C"_s}) {
            const QList<ItemId> got = claimAll(fixture, fixture.annotator(name));
            for (const ItemId item : got) {
                ++claims[item];
            }
        }
        QCOMPARE(claims.size(), 10);
        for (const int count : std::as_const(claims)) {
            QCOMPARE(count, 2);
        }
    }

    void leasesThatRunOutComeBack()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(3);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId ben = fixture.annotator(u"Ben"_s);
        QCOMPARE(claimAll(fixture, anna).size(), 3);
        QCOMPARE(claimAll(fixture, ben).size(), 0);
        fixture.clock.advanceSeconds(61);
        QCOMPARE(claimAll(fixture, ben), items);
        const Result<QStringList> problems = fixture.store->checkIntegrity();
        QCOMPARE(*problems, QStringList());
    }

    void anItemPutBackBehindTheCursorIsFound()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(5, ItemKind::Pairwise, u"b"_s, QueueOrder::Fixed, 1);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId ben = fixture.annotator(u"Ben"_s);
        const auto next = [&](AnnotatorId who) {
            const auto claimed = fixture.store->write(
                [&](Session& session) { return AssignmentRepository(session).claimNext(who, {}, 60); });
            return (*claimed)->itemId;
        };
        QCOMPARE(next(anna), items[0]);
        QCOMPARE(next(ben), items[1]);
        QCOMPARE(next(ben), items[2]);
        QVERIFY(fixture.store->write(
            [&](Session& session) { return AssignmentRepository(session).release(items[0], anna); }));
        QCOMPARE(next(ben), items[0]);
        QCOMPARE(next(ben), items[3]);
    }

    void closedBatchesHandOutNothing()
    {
        StoreFixture fixture;
        fixture.addItems(3);
        QVERIFY(fixture.store->write([&](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const std::optional<Batch> batch,
                             BatchRepository(session).findByName(u"batch"_s));
            return BatchRepository(session).setOpen(batch->id, false);
        }));
        QCOMPARE(claimAll(fixture, fixture.annotator(u"Anna"_s)).size(), 0);
    }

    void changingTheOrderChangesWhatComesNext()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(30);
        QVERIFY(fixture.store->write([&](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const std::optional<Batch> batch,
                             BatchRepository(session).findByName(u"batch"_s));
            PLUMBLINE_TRY(BatchRepository(session).setOrder(batch->id, QueueOrder::Random));
            return BatchRepository(session).renewKeys(batch->id, items);
        }));
        const QList<ItemId> got = claimAll(fixture, fixture.annotator(u"Anna"_s));
        QCOMPARE(got.size(), 30);
        QVERIFY(got != items);
        StoreFixture fromTheStart;
        const QList<ItemId> shuffled =
            fromTheStart.addItems(30, ItemKind::Pairwise, u"batch"_s, QueueOrder::Random);
        QCOMPARE(got, claimAll(fromTheStart, fromTheStart.annotator(u"Anna"_s))); // same seed, same order
    }

    void halfAChangeOfOrderLeavesNobodyOut()
    {
        StoreFixture fixture;
        const QList<ItemId> items =
            fixture.addItems(40, ItemKind::Pairwise, u"batch"_s, QueueOrder::Random, 2);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        QList<ItemId> got;
        const auto claim = [&] {
            const auto item = fixture.store->write(
                [&](Session& session) { return AssignmentRepository(session).claimNext(anna, {}, 60); });
            if (item && *item) {
                got << (*item)->itemId;
            }
            return item && item->has_value();
        };
        for (int i = 0; i < 10; ++i) {
            QVERIFY(claim()); // her queue has got beyond the first ten
        }
        const BatchId batch =
            fixture.store
                ->read([](Session& session) { return BatchRepository(session).findByName(u"batch"_s); })
                .value()
                ->id;
        QVERIFY(fixture.store->write([&](Session& session) {
            return BatchRepository(session).setOrder(batch, QueueOrder::Fixed); // keys become small
        }));
        QVERIFY(claim());
        for (qsizetype from = 0; from < items.size(); from += 7) {
            QVERIFY(fixture.store->write([&](Session& session) {
                return BatchRepository(session).renewKeys(batch, items.mid(from, 7));
            }));
            QVERIFY(claim());
        }
        while (claim()) {
        }
        QCOMPARE(got.size(), items.size());
        QCOMPARE(QSet<ItemId>(got.cbegin(), got.cend()).size(), items.size());
    }
};

QTEST_GUILESS_MAIN(TstClaims)
#include "tst_claims.moc"
