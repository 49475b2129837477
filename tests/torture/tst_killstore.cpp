// A person at work is killed at random moments: nothing that was acknowledged is lost, and everything can
// still be undone. The test starts itself again as the one who is killed.

#include "core/base/random.h"
#include "tests/core/store/storefixture.h"
#include "tests/torture/torture.h"

#include <QCoreApplication>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kItems = 60;
constexpr int kFirstStep = 5'000; // an endless worker would be a fault of the test

/// What the worker does in one transaction; false when there was nothing to do.
class Worker
{
public:
    Worker(Store& store, AnnotatorId me, quint64 seed)
        : m_store(store)
        , m_me(me)
        , m_random(seed)
    {
    }

    /// One random step, told before its commit and after it.
    [[nodiscard]] Result<void> step(int number)
    {
        const Result<void> written = m_store.write([&](Session& session) -> Result<void> {
            Labelling labelling(session, m_me);
            PLUMBLINE_TRY(act(labelling));
            PLUMBLINE_ASSIGN(const QByteArray hash, torture::stateHash(session));
            torture::tell("pending " + QByteArray::number(number) + ' ' + hash);
            return {};
        });
        PLUMBLINE_TRY(written);
        torture::tell("done " + QByteArray::number(number));
        return {};
    }

private:
    Result<void> act(Labelling& labelling)
    {
        constexpr std::uint64_t kOutOf = 20;
        const std::uint64_t chance = m_random.below(kOutOf);
        if (chance < 3) {
            PLUMBLINE_TRY(labelling.undo());
            return {};
        }
        if (chance < 5) {
            PLUMBLINE_TRY(labelling.redo({}));
            return {};
        }
        PLUMBLINE_ASSIGN(std::optional<OpenItem> item, labelling.openNext({}));
        if (!item || chance == 5) { // goes back to an earlier answer
            PLUMBLINE_ASSIGN(const QList<HistoryEntry> history, labelling.history(kItems));
            if (history.isEmpty()) {
                return {};
            }
            const auto place = static_cast<qsizetype>(m_random.below(static_cast<quint64>(history.size())));
            PLUMBLINE_ASSIGN(OpenItem earlier, labelling.open(history[place].itemId));
            item = std::move(earlier);
        }
        const ItemId id = item->view.item.id;
        AnnotationContent content = pairwiseAnswer(static_cast<int>(m_random.below(5)) - 2);
        content.critique = QString::number(m_random(), 36);
        const QList<EditStep> steps{{item->content, content}};
        if (chance < 12) {
            return labelling.saveDraft(id, content, steps, 100);
        }
        if (chance < 14) {
            content.skipReason = u"cannot_judge"_s;
            PLUMBLINE_TRY(labelling.skip(id, content, steps, 200));
            return {};
        }
        PLUMBLINE_TRY(labelling.submit(id, content, steps, 300));
        return {};
    }

    Store& m_store;
    AnnotatorId m_me;
    Random m_random;
};

int runWorker(const QString& path, quint64 seed)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (!opened) {
        qCritical("%s", qPrintable(opened.error().toString()));
        return 1;
    }
    const auto me = (*opened)->write([](Session& session) {
        return AnnotatorRepository(session).findOrCreate(u"victim"_s, AnnotatorKind::Human);
    });
    if (!me) {
        return 1;
    }
    Worker worker(**opened, me->id, seed);
    for (int number = 1; number < kFirstStep; ++number) {
        if (const Result<void> stepped = worker.step(number); !stepped) {
            qCritical("step %d: %s | %s", number, qPrintable(stepped.error().toString()),
                      qPrintable(stepped.error().details));
            return 2;
        }
    }
    return 3;
}

/// What the killed one told: the state after its last acknowledged step, and that of one whose commit it did
/// not live to acknowledge.
struct Told
{
    int done = 0;
    QByteArray acknowledged;
    QByteArray pending;
};

Told readTold(const QByteArray& output)
{
    Told told;
    QList<QByteArray> lines = output.split('\n');
    lines.removeLast(); // empty, or cut off by the kill
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.split(' ');
        if (words[0] == "pending") {
            told.pending = words[2];
        } else if (words[0] == "done") {
            told.done = words[1].toInt();
            told.acknowledged = std::exchange(told.pending, QByteArray());
        }
    }
    return told;
}

} // namespace

class TstKillStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLost()
    {
        const SystemClock clock;
        StoreFixture fixture;
        fixture.addItems(kItems);
        const AnnotatorId me = fixture.annotator(u"victim"_s);
        const QString path = fixture.path();
        fixture.store.reset();
        Random random(static_cast<quint64>(torture::times(1, 2)));
        const int kills = torture::times(20, 200);
        QByteArray state; // after the kill before
        int steps = 0;
        int undone = 0;
        int unacknowledged = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const auto victim = torture::startSelf({u"--worker"_s, path, QString::number(random() >> 1U)});
            QVERIFY(victim->waitForStarted());
            QVERIFY(victim->waitForReadyRead(20'000));
            QTest::qWait(static_cast<int>(random.below(150)));
            victim->kill();
            QVERIFY(victim->waitForFinished());
            QCOMPARE(victim->exitStatus(), QProcess::CrashExit); // it did not end by itself
            const Told told = readTold(victim->readAllStandardOutput());

            const auto opened = Store::open(path, clock);
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
            Store& store = **opened;
            const auto found = torture::stateHash(store);
            QVERIFY(found);
            const QByteArray acknowledged = told.done > 0 ? told.acknowledged : state;
            if (kill > 0 || told.done > 0) {
                QVERIFY2(*found == acknowledged || *found == told.pending,
                         qPrintable(
                             u"kill %1, step %2: the state is neither the acknowledged nor the pending one"_s
                                 .arg(kill)
                                 .arg(told.done)));
            }
            unacknowledged += *found == told.pending ? 1 : 0;
            QCOMPARE(torture::unsound(store), QString());
            steps += told.done;
            const bool redoes = kill % 3 != 0; // otherwise the history begins anew
            const auto all = torture::undoAll(store, me, redoes);
            QVERIFY2(all, all ? "" : qPrintable(all.error().toString()));
            undone += *all;
            const auto after = torture::stateHash(store);
            if (redoes) {
                QCOMPARE(*after, *found);
            }
            state = *after;
        }
        qInfo("%d kills, %d steps acknowledged, %d committed but not told, %d steps undone", kills, steps,
              unacknowledged, undone);
        QVERIFY(steps > kills); // they were killed at work, not at the door
        QVERIFY(undone > kills);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--worker"_L1) {
        return runWorker(arguments[2], arguments[3].toULongLong());
    }
    TstKillStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killstore.moc"
