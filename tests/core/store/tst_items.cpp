#include "core/store/projectrepository.h"
#include "core/store/queuekey.h"
#include "core/store/textquery.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameContentIsStoredOnce()
    {
        StoreFixture fixture;
        const QList<ItemId> first = fixture.addItems(5);
        const QList<ItemId> second = fixture.addItems(5);
        QCOMPARE(second, first);
        const Result<qint64> responses = fixture.store->read(
            [](Session& session) { return ProjectRepository(session).counter({}, counters::kResponses); });
        QCOMPARE(*responses, 10);
    }

    void aViewHoldsWhatWasStored()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(3, ItemKind::Rating, u"r"_s, QueueOrder::Fixed, 2, 4);
        const auto view =
            fixture.store->read([&](Session& session) { return ItemRepository(session).view(items[1]); });
        QVERIFY(view);
        QCOMPARE(view->responses.size(), 4);
        QCOMPARE(view->responses[3].model, u"model-3"_s);
        QCOMPARE(view->prompt.messages.constFirst().content, u"Question 1 of r"_s);
        QCOMPARE(view->item.overlap, 2);
        QCOMPARE(view->schema.definition.kind, ItemKind::Rating);
        const auto views = fixture.store->read(
            [&](Session& session) { return ItemRepository(session).viewsAfter({}, {}, 10); });
        QVERIFY(views);
        QCOMPARE(views->size(), 3);
        QCOMPARE(views->at(1), *view);
    }

    void turnsAreKept()
    {
        StoreFixture fixture;
        const auto stored = fixture.store->write([](Session& session) -> Result<Response> {
            ItemRepository items(session);
            Prompt prompt;
            prompt.messages = {{u"user"_s, u"one"_s}, {u"user"_s, u"two"_s}};
            Response response;
            response.turns = {u"first"_s, u"second"_s};
            response.meta = {{u"k"_s, 1}};
            PLUMBLINE_ASSIGN(const PromptId id, items.addPrompt(prompt));
            PLUMBLINE_ASSIGN(const ResponseId added, items.addResponse(id, prompt.hash(), response));
            return items.response(added);
        });
        QVERIFY(stored);
        QCOMPARE(stored->turns, (QStringList{u"first"_s, u"second"_s}));
        QVERIFY(stored->model.isEmpty());
        QCOMPARE(stored->meta.value(u"k"_s).toInt(), 1);
    }

    void filtersCountAndPageAlike_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("expected");
        QTest::newRow("all") << -1 << QString() << QString() << 60;
        QTest::newRow("kind") << int(ItemKind::Rating) << QString() << QString() << 20;
        QTest::newRow("word") << -1 << u"question"_s << QString() << 60;
        QTest::newRow("phrase") << -1 << u"\"question 7\""_s << QString() << 2;
        QTest::newRow("excluded") << int(ItemKind::Rating) << u"question -7"_s << QString() << 19;
        QTest::newRow("model") << -1 << QString() << u"model-3"_s << 20;
        QTest::newRow("none") << -1 << u"zebra"_s << QString() << 0;
    }
    void filtersCountAndPageAlike()
    {
        QFETCH(int, kind);
        QFETCH(QString, text);
        QFETCH(QString, model);
        QFETCH(int, expected);
        StoreFixture fixture;
        fixture.addItems(40);
        fixture.addItems(20, ItemKind::Rating, u"r"_s, QueueOrder::Fixed, 1, 4);
        while (true) {
            const Result<qint64> left =
                fixture.store->write([](Session& session) { return ItemRepository(session).indexText(25); });
            QVERIFY(left);
            if (*left == 0) {
                break;
            }
        }
        ItemFilter filter;
        filter.text = text;
        filter.model = model;
        if (kind >= 0) {
            filter.kind = static_cast<ItemKind>(kind);
        }
        const auto check = fixture.store->read([&](Session& session) -> Result<void> {
            ItemRepository items(session);
            PLUMBLINE_ASSIGN(const qint64 count, items.count(filter));
            PLUMBLINE_ASSIGN(const RowAnchors anchors, items.anchors(filter, 7));
            PLUMBLINE_ASSIGN(const QList<ItemRow> rows, items.rowsAfter(filter, 0, 1000));
            if (count != expected || anchors.count != expected || rows.size() != expected) {
                return makeError(ErrorCode::Unknown,
                                 u"%1 %2 %3"_s.arg(count).arg(anchors.count).arg(rows.size()));
            }
            for (qsizetype row = 0; row < rows.size(); ++row) { // every row is reached from its anchor
                const qint64 anchor = anchors.ids[row / 7];
                PLUMBLINE_ASSIGN(const QList<ItemRow> found,
                                 items.rowsAfter(filter, anchor - 1, 1, static_cast<int>(row % 7)));
                if (found.size() != 1 || found.constFirst().id != rows[row].id) {
                    return makeError(ErrorCode::Unknown, u"row %1"_s.arg(row));
                }
            }
            return {};
        });
        QVERIFY2(check, check ? "" : qPrintable(check.error().message));
    }

    void countsAgreeWithTheRows_data()
    {
        QTest::addColumn<bool>("isOld");
        QTest::newRow("kept by kind") << false;
        QTest::newRow("made before kinds were kept") << true;
    }
    void countsAgreeWithTheRows()
    {
        QFETCH(const bool, isOld);
        StoreFixture fixture;
        const QList<ItemId> pairs =
            fixture.addItems(70, ItemKind::Pairwise, u"batch"_s, QueueOrder::Fixed, 2);
        fixture.addItems(80, ItemKind::Rating, u"r"_s, QueueOrder::Fixed, 1, 2);
        fixture.addItems(30, ItemKind::Rating);
        fixture.addItems(5, ItemKind::Pairwise, u"late"_s, QueueOrder::Fixed, 2);
        for (const QString& name : {u"Ada"_s, u"Ben"_s}) {
            const AnnotatorId who = fixture.annotator(name);
            const auto labelled = fixture.store->write([&](Session& session) -> Result<void> {
                Labelling work(session, who);
                for (qsizetype index = name == u"Ada"_s ? 0 : 3; index < 12; index += 3) {
                    PLUMBLINE_TRY(work.open(pairs[index]));
                    PLUMBLINE_TRY(work.submit(pairs[index], pairwiseAnswer(1), {}, 10));
                }
                if (isOld) {
                    return session.db.exec(u"DELETE FROM counter WHERE name LIKE 'items/%'"_s);
                }
                return {};
            });
            QVERIFY2(labelled, labelled ? "" : qPrintable(labelled.error().toString()));
        }
        const auto check = fixture.store->read([](Session& session) -> Result<int> {
            ItemRepository items(session);
            PLUMBLINE_ASSIGN(const QList<ItemRow> all, items.rowsAfter({}, 0, 1000));
            PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(session).list());
            const auto passes = [](const ItemFilter& filter, const ItemRow& row, const QString& batch) {
                return (!filter.kind || row.kind == *filter.kind) &&
                       (!filter.batch || row.batchName == batch) &&
                       row.labelCount >= filter.minimumLabels.value_or(0) &&
                       row.labelCount <= filter.maximumLabels.value_or(99) &&
                       (!filter.isOpen || *filter.isOpen == (row.taken < row.overlap));
            };
            int checked = 0;
            // Every combination of a batch or none, a kind or none, and so on.
            for (qsizetype choice = 0; choice < 4 * 3 * 3 * 3 * 3; ++choice) {
                ItemFilter filter;
                QString batch;
                if (choice % 4 > 0) {
                    batch = batches[choice % 4 - 1].name;
                    filter.batch = batches[choice % 4 - 1].id;
                }
                const auto option = [&](int divisor) { return static_cast<int>(choice / divisor % 3); };
                if (option(4) > 0) {
                    filter.kind = option(4) == 1 ? ItemKind::Pairwise : ItemKind::Rating;
                }
                if (option(12) > 0) {
                    filter.minimumLabels = option(12);
                }
                if (option(36) > 0) {
                    filter.maximumLabels = option(36) - 1;
                }
                if (option(108) > 0) {
                    filter.isOpen = option(108) == 1;
                }
                QList<qint64> expected;
                for (const ItemRow& row : all) {
                    if (passes(filter, row, batch)) {
                        expected << row.id.value;
                    }
                }
                PLUMBLINE_ASSIGN(const qint64 count, items.count(filter));
                PLUMBLINE_ASSIGN(const RowAnchors anchors, items.anchors(filter, 1));
                if (count != expected.size() || anchors.count != count || anchors.ids != expected) {
                    return makeError(ErrorCode::Unknown, u"choice %1: %2, %3 of %4"_s.arg(choice)
                                                             .arg(count)
                                                             .arg(anchors.count)
                                                             .arg(expected.size()));
                }
                checked += expected.isEmpty() ? 0 : 1;
            }
            return checked;
        });
        QVERIFY2(check, check ? "" : qPrintable(check.error().message));
        QVERIFY(*check > 50);
    }

    void typedSearchesNeverBreakTheIndex_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("quote") << u"\"open"_s << true;
        QTest::newRow("operators") << u"a AND OR NOT ( ) * ^ : - + NEAR("_s << true;
        QTest::newRow("only excluded") << u"-word"_s << false;
        QTest::newRow("punctuation") << u"!!! ---"_s << false;
        QTest::newRow("prefix") << u"que*"_s << true;
        QTest::newRow("emoji") << u"👩‍👩‍👧 x"_s << true;
    }
    void typedSearchesNeverBreakTheIndex()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isValid);
        StoreFixture fixture;
        fixture.addItems(3);
        ItemFilter filter;
        filter.text = typed;
        const auto count =
            fixture.store->read([&](Session& session) { return ItemRepository(session).count(filter); });
        QCOMPARE(count.hasValue(), isValid);
        if (!count) {
            QCOMPARE(count.error().code, ErrorCode::InvalidArgument);
        }
    }

    void queueKeysSortAsTheirOrderSays()
    {
        const auto key = [](QueueOrder order, qint64 position, double priority, int taken) {
            return queueKey(order, 7, u"uid"_s, position, priority, taken);
        };
        QVERIFY(key(QueueOrder::Fixed, 1, 0, 0) < key(QueueOrder::Fixed, 2, 9, 0));
        QVERIFY(key(QueueOrder::FewestLabels, 9, 0, 0) < key(QueueOrder::FewestLabels, 1, 0, 1));
        const QList<double> falling{1e300, 5, 1, 0.5, 0, -0.5, -1, -1e300};
        for (qsizetype index = 1; index < falling.size(); ++index) {
            QVERIFY(key(QueueOrder::Priority, 0, falling[index - 1], 0) <
                    key(QueueOrder::Priority, 0, falling[index], 0));
        }
        QCOMPARE(key(QueueOrder::Priority, 0, -0.0, 0), key(QueueOrder::Priority, 0, 0.0, 0));
    }
};

QTEST_GUILESS_MAIN(TstItems)
#include "tst_items.moc"
