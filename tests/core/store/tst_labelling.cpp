#include "core/base/random.h"
#include "core/store/annotationrepository.h"
#include "core/store/draftrepository.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Drives one annotator as a window does: edits, submits, skips, undo, redo.
class Robot
{
public:
    Robot(StoreFixture& fixture, AnnotatorId annotator, quint64 seed)
        : m_fixture(fixture)
        , m_annotator(annotator)
        , m_random(seed)
    {
        open();
    }

    void open()
    {
        const auto opened = m_fixture.store->write(
            [&](Session& session) { return Labelling(session, m_annotator).openNext({}); });
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
        m_item = *opened;
    }

    /// One random action; gives false when the queue is done.
    bool act()
    {
        if (!m_item) {
            return false;
        }
        switch (m_random.below(6)) {
        case 0:
        case 1:
        case 2:
            edit();
            break;
        case 3:
        case 4:
            submit();
            break;
        default:
            skip();
            break;
        }
        m_fixture.clock.advanceSeconds(1);
        return true;
    }

    int undoAll()
    {
        int steps = 0;
        while (true) {
            const auto undone = m_fixture.store->write(
                [&](Session& session) { return Labelling(session, m_annotator).undo(); });
            if (!undone) {
                qFatal("%s", qPrintable(undone.error().toString()));
            }
            if (!undone->didSomething) {
                return steps;
            }
            m_item = undone->item;
            ++steps;
        }
    }

    int redoAll()
    {
        int steps = 0;
        while (true) {
            const auto redone = m_fixture.store->write(
                [&](Session& session) { return Labelling(session, m_annotator).redo({}); });
            if (!redone) {
                qFatal("%s", qPrintable(redone.error().toString()));
            }
            if (!redone->didSomething) {
                return steps;
            }
            m_item = redone->item;
            ++steps;
        }
    }

    void undoOnce()
    {
        const auto undone =
            m_fixture.store->write([&](Session& session) { return Labelling(session, m_annotator).undo(); });
        QVERIFY(undone);
        if (undone->didSomething) {
            m_item = undone->item;
        }
    }

private:
    void edit()
    {
        const AnnotationContent before = m_item->content;
        AnnotationContent after = before;
        const int margin = static_cast<int>(m_random.below(5)) - 2;
        after.preferences = pairwiseAnswer(margin).preferences;
        if (m_random.below(3) == 0) {
            after.critique += u"word %1 "_s.arg(m_random.below(100));
        }
        const auto saved = m_fixture.store->write([&](Session& session) {
            return Labelling(session, m_annotator)
                .saveDraft(m_item->view.item.id, after, {{before, after}}, 5);
        });
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().toString()));
        m_item->content = after;
    }

    void submit()
    {
        AnnotationContent content = m_item->content;
        QList<EditStep> steps;
        if (content.preferences.isEmpty()) {
            const AnnotationContent before = content;
            content.preferences = pairwiseAnswer(1).preferences;
            steps << EditStep{before, content};
        }
        const auto row = m_fixture.store->write([&](Session& session) {
            return Labelling(session, m_annotator).submit(m_item->view.item.id, content, steps, 1000);
        });
        QVERIFY2(row, row ? "" : qPrintable(row.error().toString()));
        if (m_random.below(4) == 0) { // go back to an answered item, as by a click in the history strip
            const auto reopened = m_fixture.store->write(
                [&](Session& session) { return Labelling(session, m_annotator).open(row->itemId); });
            QVERIFY(reopened);
            m_item = *reopened;
            return;
        }
        open();
    }

    void skip()
    {
        AnnotationContent content = m_item->content;
        content.skipReason = u"cannot_judge"_s;
        const auto row = m_fixture.store->write([&](Session& session) {
            return Labelling(session, m_annotator).skip(m_item->view.item.id, content, {}, 300);
        });
        QVERIFY2(row, row ? "" : qPrintable(row.error().toString()));
        open();
    }

    StoreFixture& m_fixture;
    AnnotatorId m_annotator;
    Random m_random;
    std::optional<OpenItem> m_item;
};

QByteArray stateOf(StoreFixture& fixture)
{
    const Result<QByteArray> state =
        fixture.store->read([](Session& session) { return labelState(session); });
    return state ? *state : QByteArray("error");
}

} // namespace

class TstLabelling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSubmittedLabelIsStoredWithOrderTimeAndSchema()
    {
        StoreFixture fixture;
        fixture.addItems(2);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
            Labelling labelling(session, anna);
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> item, labelling.openNext({}));
            return labelling.submit(item->view.item.id, pairwiseAnswer(-2, {u"clearer"_s}), {}, 4100);
        });
        QVERIFY2(row, row ? "" : qPrintable(row.error().toString()));
        fixture.reopen();
        const auto stored = fixture.store->read(
            [&](Session& session) { return AnnotationRepository(session).current(row->itemId); });
        QVERIFY(stored);
        QCOMPARE(stored->size(), 1);
        QCOMPARE(stored->constFirst(), *row);
        QCOMPARE(stored->constFirst().shownOrder.size(), 2);
        QCOMPARE(stored->constFirst().activeMs, std::optional<qint64>(4100));
    }

    void anIncompleteAnswerIsRefused()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(1);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
            Labelling labelling(session, anna);
            PLUMBLINE_ASSIGN(const OpenItem item, labelling.open(items[0]));
            return labelling.submit(item.view.item.id, {}, {}, 10);
        });
        QVERIFY(!row);
        QCOMPARE(row.error().code, ErrorCode::InvalidData);
    }

    void undoAllRestoresTheStateByteForByteAndRedoTheEnd_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 12; ++seed) {
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
        }
    }
    void undoAllRestoresTheStateByteForByteAndRedoTheEnd()
    {
        QFETCH(quint64, seed);
        StoreFixture fixture(seed);
        fixture.addItems(12, ItemKind::Pairwise, u"a"_s, QueueOrder::Random);
        const AnnotatorId other = fixture.annotator(u"Other"_s);
        {
            Robot robot(fixture, other, seed + 1000); // somebody else's work must not move
            for (int step = 0; step < 6 && robot.act(); ++step) {
            }
        }
        const QByteArray start = stateOf(fixture);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        Robot robot(fixture, anna, seed);
        Random random(seed * 31);
        for (int step = 0; step < 60 && robot.act(); ++step) {
            if (random.below(10) == 0) {
                robot.undoOnce();
            }
            if (step == 30) {
                fixture.reopen(); // the history outlasts a restart
            }
        }
        const QByteArray end = stateOf(fixture);
        QVERIFY(end != start);
        const int undone = robot.undoAll();
        QVERIFY(undone > 10);
        QCOMPARE(stateOf(fixture), start);
        fixture.reopen();
        QCOMPARE(robot.redoAll(), undone);
        QCOMPARE(stateOf(fixture), end);
        robot.undoAll();
        QCOMPARE(stateOf(fixture), start);
        const Result<QStringList> problems = fixture.store->checkIntegrity();
        QVERIFY(problems);
        QCOMPARE(*problems, QStringList());
    }

    void theOrderShownDoesNotDependOnTheOpening()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(40);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const auto ordersOf = [&] {
            QList<QList<ResponseIndex>> orders;
            for (const ItemId item : items) {
                const auto opened = fixture.store->write(
                    [&](Session& session) { return Labelling(session, anna).open(item); });
                orders << opened->shownOrder;
            }
            return orders;
        };
        const auto first = ordersOf();
        fixture.reopen();
        QCOMPARE(ordersOf(), first);
        const qsizetype swapped = std::count(first.begin(), first.end(), QList<ResponseIndex>{1, 0});
        QVERIFY(swapped > 8 && swapped < 32);
    }

    void skippingFreesTheSlotForOthersAndUndoSaysWhenItHasGone()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(1);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId ben = fixture.annotator(u"Ben"_s);
        const auto skipped = fixture.store->write([&](Session& session) -> Result<Annotation> {
            Labelling labelling(session, anna);
            PLUMBLINE_ASSIGN(const OpenItem item, labelling.open(items[0]));
            return labelling.skip(item.view.item.id, {}, {}, 10);
        });
        QVERIFY(skipped);
        const auto again =
            fixture.store->write([&](Session& session) { return Labelling(session, anna).openNext({}); });
        QVERIFY(again && !again->has_value()); // a skipped item does not come back to the one who skipped it
        const auto taken =
            fixture.store->write([&](Session& session) { return Labelling(session, ben).openNext({}); });
        QVERIFY(taken && taken->has_value());
        const auto undone =
            fixture.store->write([&](Session& session) { return Labelling(session, anna).undo(); });
        QVERIFY(undone);
        QVERIFY(undone->didSomething);
        QVERIFY(undone->slotWasTaken);
        const Result<QStringList> problems = fixture.store->checkIntegrity();
        QCOMPARE(*problems, QStringList());
    }

    void aLateSubmitAfterTheLeaseRanOutIsRefusedWhenTheSlotHasGone()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(1);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId ben = fixture.annotator(u"Ben"_s);
        QVERIFY(fixture.store->write(
            [&](Session& session) { return Labelling(session, anna, 60).open(items[0]); }));
        fixture.clock.advanceSeconds(61);
        QVERIFY(fixture.store->write(
            [&](Session& session) { return Labelling(session, ben, 60).open(items[0]); }));
        const auto late = fixture.store->write([&](Session& session) {
            return Labelling(session, anna, 60).submit(items[0], pairwiseAnswer(1), {}, 10);
        });
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY(late.error().message.contains(u"Someone else"_s));
    }

    void peekingSeesWhatTheNextOpeningGivesAndTakesNothing()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(4);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId bo = fixture.annotator(u"Bo"_s);
        const auto openNext = [&](AnnotatorId who) {
            return fixture.store->write([&](Session& session) -> Result<ItemId> {
                PLUMBLINE_ASSIGN(const std::optional<OpenItem> item, Labelling(session, who).openNext({}));
                return item ? item->view.item.id : ItemId();
            });
        };
        const auto peek = [&](ItemId open) -> std::optional<OpenItem> {
            const auto found = fixture.store->read( // a read: nothing can be claimed in it
                [&](Session& session) { return Labelling(session, anna).peekNext({}, open); });
            return found ? found.value() : std::nullopt;
        };
        for (int index = 0; index < 3; ++index) {
            const auto open = openNext(anna);
            QVERIFY(open);
            const std::optional<OpenItem> peeked = peek(*open);
            QVERIFY(peeked);
            const auto next = fixture.store->write([&](Session& session) -> Result<OpenItem> {
                Labelling labelling(session, anna);
                labelling.remember(peeked->view);
                if (index == 1) {
                    PLUMBLINE_TRY(labelling.skip(*open, {}, {}, 0));
                } else {
                    PLUMBLINE_TRY(labelling.submit(*open, pairwiseAnswer(1), {}, 0));
                }
                PLUMBLINE_ASSIGN(const std::optional<OpenItem> item, labelling.openNext({}));
                return *item;
            });
            QVERIFY(next);
            QCOMPARE(next->view.item.id, peeked->view.item.id);
            QCOMPARE(next->view.prompt, peeked->view.prompt);
            QCOMPARE(next->view.responses, peeked->view.responses);
            QCOMPARE(next->view.item.taken, 1); // what changes is read anew
            QCOMPARE(next->shownOrder, peeked->shownOrder);
        }
        const auto theirs = openNext(bo);
        QVERIFY(theirs);
        QCOMPARE(*theirs, items.at(1)); // Anna skipped it, and has peeked at nothing that Bo could not get
        const auto last = openNext(anna);
        QCOMPARE(*last, items.at(3));
        QVERIFY(!peek(*last));
    }

    void whatWasPeekedAtIsForThemWhoComeFirst()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(3);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const AnnotatorId bo = fixture.annotator(u"Bo"_s);
        const auto ids = fixture.store->write([&](Session& session) -> Result<QList<ItemId>> {
            Labelling labelling(session, anna);
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> open, labelling.openNext({}));
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> peeked,
                             labelling.peekNext({}, open->view.item.id));
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> theirs, Labelling(session, bo).openNext({}));
            labelling.remember(peeked->view);
            PLUMBLINE_TRY(labelling.submit(open->view.item.id, pairwiseAnswer(1), {}, 0));
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> next, labelling.openNext({}));
            return QList<ItemId>{peeked->view.item.id, theirs->view.item.id, next->view.item.id};
        });
        QVERIFY(ids);
        QCOMPARE(*ids, (QList<ItemId>{items.at(1), items.at(1), items.at(2)}));
    }

    void progressCountsTheOwnLabelsAndWhatIsLeft()
    {
        StoreFixture fixture;
        fixture.addItems(10);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        for (int index = 0; index < 3; ++index) {
            const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
                Labelling labelling(session, anna);
                PLUMBLINE_ASSIGN(const std::optional<OpenItem> item, labelling.openNext({}));
                return labelling.submit(item->view.item.id, pairwiseAnswer(1), {}, 1000 * (index + 1));
            });
            QVERIFY(row);
        }
        const auto progress =
            fixture.store->read([&](Session& session) { return Labelling(session, anna).progress({}); });
        QVERIFY(progress);
        QCOMPARE(progress->done, 3);
        QCOMPARE(progress->total, 10);
        QCOMPARE(progress->medianMs, std::optional<qint64>(2000));
        QCOMPARE(progress->remainingMs, std::optional<qint64>(14000));
        const auto history =
            fixture.store->read([&](Session& session) { return Labelling(session, anna).history(2); });
        QCOMPARE(history->size(), 2);
    }
};

QTEST_GUILESS_MAIN(TstLabelling)
#include "tst_labelling.moc"
