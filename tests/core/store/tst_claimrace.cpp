// Many threads in many processes claim the slots of one project. The test starts itself again as the workers.

#include "core/base/clock.h"
#include "core/store/assignmentrepository.h"
#include "tests/core/store/storefixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <QThread>

#include <atomic>
#include <csignal>
#include <vector>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kProcesses = 8;
constexpr int kThreads = 4;
constexpr int kOverlap = 2;
constexpr int kItems = 5'000; // 10 000 slots
constexpr int kShortLeaseSeconds = 2;

/// Claims until nothing is left; prints every item id. Submits each claim when `submits`.
int runWorker(const QString& path, const QString& name, bool submits, int leaseSeconds)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (!opened) {
        qCritical("%s", qPrintable(opened.error().toString()));
        return 1;
    }
    Store& store = **opened;
    std::atomic<int> failures = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int index = 0; index < kThreads; ++index) {
        threads.emplace_back(QThread::create([&, index] {
            const auto me = store.write([&](Session& session) {
                return AnnotatorRepository(session).findOrCreate(u"%1-%2"_s.arg(name).arg(index),
                                                                 AnnotatorKind::Human);
            });
            while (me) {
                const auto claimed = store.write([&](Session& session) -> Result<std::optional<Assignment>> {
                    AssignmentRepository assignments(session);
                    PLUMBLINE_ASSIGN(const std::optional<Assignment> got,
                                     assignments.claimNext(me->id, {}, leaseSeconds));
                    if (got && submits) {
                        PLUMBLINE_TRY(assignments.setState(got->itemId, me->id, AssignmentState::Submitted));
                    }
                    return got;
                });
                if (!claimed) {
                    qCritical("%s", qPrintable(claimed.error().toString()));
                    ++failures;
                    return;
                }
                if (!claimed->has_value()) {
                    return;
                }
            }
        }));
    }
    for (const auto& thread : threads) {
        thread->start();
    }
    for (const auto& thread : threads) {
        thread->wait();
    }
    return failures == 0 ? 0 : 1;
}

std::unique_ptr<QProcess> startWorker(const QString& path, const QString& name, bool submits,
                                      int leaseSeconds)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(
        QCoreApplication::applicationFilePath(),
        {u"--worker"_s, path, name, submits ? u"submit"_s : u"claim"_s, QString::number(leaseSeconds)});
    return process;
}

qint64 count(Store& store, const QString& sql)
{
    return store.read([&](Session& session) { return session.db.integer(sql); }).valueOr(-1);
}

} // namespace

class TstClaimRace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noItemGoesOverItsOverlap()
    {
        StoreFixture fixture;
        fixture.addItems(kItems, ItemKind::Pairwise, u"b"_s, QueueOrder::Random, kOverlap);
        std::vector<std::unique_ptr<QProcess>> workers;
        for (int index = 0; index < kProcesses; ++index) {
            workers.push_back(startWorker(fixture.path(), u"worker-%1"_s.arg(index), true, 600));
        }
        for (const auto& worker : workers) {
            QVERIFY(worker->waitForFinished(300'000));
            QCOMPARE(worker->exitStatus(), QProcess::NormalExit);
            QCOMPARE(worker->exitCode(), 0);
        }
        QCOMPARE(count(*fixture.store, u"SELECT count(*) FROM assignment WHERE state = 'submitted'"_s),
                 kItems * kOverlap);
        QCOMPARE(count(*fixture.store, u"SELECT count(*) FROM item WHERE taken <> overlap"_s), 0);
        QCOMPARE(count(*fixture.store,
                       u"SELECT count(*) FROM (SELECT item_id FROM assignment GROUP BY item_id HAVING "
                       "count(*) > 2)"_s),
                 0);
        const auto problems = fixture.store->checkIntegrity();
        QVERIFY(problems);
        // Assignments without annotations are this test's short cut, so the label counts are 0 as they should
        // be.
        QCOMPARE(*problems, QStringList());
    }

    void leasesOfKilledClaimersComeBack()
    {
        StoreFixture fixture;
        constexpr int kFew = 400;
        fixture.addItems(kFew, ItemKind::Pairwise, u"b"_s, QueueOrder::Fixed, 1);
        const auto victim = startWorker(fixture.path(), u"victim"_s, false, kShortLeaseSeconds);
        QVERIFY(victim->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(
            count(*fixture.store, u"SELECT count(*) FROM assignment WHERE state = 'leased'"_s) > 20, 30'000);
        victim->kill();
        QVERIFY(victim->waitForFinished());
        QTest::qWait(kShortLeaseSeconds * 1000 + 200);
        const auto heir = startWorker(fixture.path(), u"heir"_s, true, 600);
        QVERIFY(heir->waitForFinished(120'000));
        QCOMPARE(heir->exitCode(), 0);
        QCOMPARE(count(*fixture.store,
                       u"SELECT count(DISTINCT item_id) FROM assignment a JOIN annotator n ON n.id = "
                       "a.annotator_id WHERE n.name LIKE 'heir-%' AND a.state = 'submitted'"_s),
                 kFew);
        const auto problems = fixture.store->checkIntegrity();
        QCOMPARE(*problems, QStringList());
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 6 && arguments[1] == "--worker"_L1) {
        return runWorker(arguments[2], arguments[3], arguments[4] == "submit"_L1, arguments[5].toInt());
    }
    TstClaimRace test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_claimrace.moc"
