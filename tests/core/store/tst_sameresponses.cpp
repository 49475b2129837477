#include "core/store/sameresponses.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Items of several batches that ask about the same responses find each other.
class TestSameResponses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsThemInAnyOrderAndBatch();
    void moreOrFewerIsAnother();
    void nothingIsAboutNothing();

private:
    struct Bench : StoreFixture
    {
        ItemId add(const QStringList& models, const QString& batch)
        {
            return store
                ->write([&](Session& session) -> Result<ItemId> {
                    PLUMBLINE_ASSIGN(
                        const SchemaVersion schema,
                        SchemaRepository(session).save(SchemaDefinition::builtIn(ItemKind::Ranking)));
                    NewItem item;
                    PLUMBLINE_ASSIGN(const Batch found, BatchRepository(session).findOrCreate(batch));
                    item.batchId = found.id;
                    item.kind = ItemKind::Ranking;
                    item.schemaVersionId = schema.id;
                    item.prompt.messages = {{u"user"_s, u"Why?"_s}};
                    for (const QString& model : models) {
                        Response response;
                        response.model = model;
                        response.turns = {u"Because "_s + model};
                        item.responses.append(response);
                    }
                    PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
                    return added.id;
                })
                .valueOr({});
        }
        QList<ItemId> about(ItemId item)
        {
            return store
                ->read([&](Session& session) -> Result<QList<ItemId>> {
                    PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(item));
                    QList<ResponseId> responses;
                    for (const Response& response : view.responses) {
                        responses.append(response.id);
                    }
                    return itemsAbout(session, responses);
                })
                .valueOr({});
        }
    };
};

void TestSameResponses::findsThemInAnyOrderAndBatch()
{
    Bench bench;
    const ItemId people = bench.add({u"a"_s, u"b"_s}, u"people"_s);
    const ItemId judges = bench.add({u"b"_s, u"a"_s}, u"judges"_s);
    bench.add({u"a"_s, u"c"_s}, u"people"_s);
    QVERIFY(people != judges);
    QCOMPARE(bench.about(people), (QList<ItemId>{people, judges}));
    QCOMPARE(bench.about(judges), (QList<ItemId>{people, judges}));
}

void TestSameResponses::moreOrFewerIsAnother()
{
    Bench bench;
    const ItemId two = bench.add({u"a"_s, u"b"_s}, u"two"_s);
    const ItemId three = bench.add({u"a"_s, u"b"_s, u"c"_s}, u"three"_s);
    QCOMPARE(bench.about(two), QList<ItemId>{two});
    QCOMPARE(bench.about(three), QList<ItemId>{three});
}

void TestSameResponses::nothingIsAboutNothing()
{
    Bench bench;
    bench.add({u"a"_s}, u"one"_s);
    const auto none = bench.store->read([](Session& session) { return itemsAbout(session, {}); });
    QVERIFY(none && none->isEmpty());
    const auto gone =
        bench.store->read([](Session& session) { return itemsAbout(session, {ResponseId{77}}); });
    QVERIFY(gone && gone->isEmpty());
}

QTEST_GUILESS_MAIN(TestSameResponses)
#include "tst_sameresponses.moc"
