// An import is killed again and again and resumed each time: the project becomes the same as by an import
// that nobody disturbed. On a full disk it stops with a sentence and goes on once there is space. The test
// starts itself again as the import.

#include "core/base/random.h"
#include "core/exchange/exportrun.h"
#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/itemrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/projectrepository.h"
#include "tests/bench/workload.h"
#include "tests/torture/torture.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Imports a file as a job; goes on with an interrupted or failed one. Gives the job's final row.
Result<Job> importJob(Store& store, const QString& file)
{
    JobRunner runner(store);
    PLUMBLINE_ASSIGN(const QList<Job> jobs,
                     store.read([](Session& session) { return JobRepository(session).list(); }));
    JobId id;
    if (jobs.isEmpty()) {
        ImportOptions options;
        options.format = u"plumbline"_s;
        PLUMBLINE_ASSIGN(id, runner.start(u"import"_s, importJobParams({file}, options)));
    } else if (jobs.constFirst().state == JobState::Done) {
        return jobs.constFirst();
    } else {
        id = jobs.constFirst().id;
        PLUMBLINE_TRY(runner.resume(id));
    }
    runner.wait(id);
    return store.read([&](Session& session) { return JobRepository(session).get(id); });
}

/// 0 when the job is done.
int runImport(const QString& path, const QString& file)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (!opened) {
        qCritical("%s", qPrintable(opened.error().toString()));
        return 1;
    }
    torture::tell("open");
    const auto job = importJob(**opened, file);
    if (!job || job->state != JobState::Done) {
        qCritical("%s", qPrintable(job ? job->message : job.error().toString()));
        return 2;
    }
    return 0;
}

Result<QByteArray> exported(Store& store, const QString& path)
{
    ExportOptions options;
    options.format = u"plumbline"_s;
    options.withCard = false;
    PLUMBLINE_TRY(exportTo(store, path, options));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, file.errorString());
    }
    return file.readAll();
}

/// What two imports of the same file must agree on.
struct Outcome
{
    QByteArray labels;
    QByteArray bytes;
    QMap<QString, qint64> counters;
    bool operator==(const Outcome&) const = default;
};

Result<Outcome> outcomeOf(Store& store, const QDir& folder)
{
    Outcome out;
    PLUMBLINE_ASSIGN(out.labels, torture::stateHash(store));
    PLUMBLINE_ASSIGN(out.counters,
                     store.read([](Session& session) { return ProjectRepository(session).counters({}); }));
    PLUMBLINE_ASSIGN(out.bytes, exported(store, folder.filePath(u"exported.jsonl"_s)));
    return out;
}

Result<void> writeFile(const QString& path, qint64 items)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load({}));
    WorkloadShape shape;
    shape.items = items;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return makeError(ErrorCode::Io, file.errorString());
    }
    return Workload(texts, shape).writeJsonl(file);
}

/// Inside the small disk: the import stops when it is full, and goes on once there is space. 0 when all
/// holds.
int runInside(const QString& folder, const QString& file)
{
    const SystemClock clock;
    const QString path = folder + u"/p.plumb"_s;
    auto created = createBenchStore(path, clock, 1);
    QFile ballast(folder + u"/ballast"_s);
    constexpr int kBallast = 31 << 20;
    if (!created || !ballast.open(QIODevice::WriteOnly) ||
        ballast.write(QByteArray(kBallast, 'b')) != kBallast) {
        return 10;
    }
    ballast.close();
    std::unique_ptr<Store> store = std::move(created).value();
    const auto stopped = importJob(*store, file);
    if (!stopped) {
        // Not even the row of the job could be written: that too must be said.
        if (stopped.error().code != ErrorCode::DiskFull) {
            return 11;
        }
    } else if (stopped->state != JobState::Failed || !stopped->message.contains(u"full"_s)) {
        qCritical("state %d: %s", static_cast<int>(stopped->state), qPrintable(stopped->message));
        return 12;
    }
    if (!torture::unsound(*store).isEmpty()) {
        return 13;
    }
    const auto items = store->read([](Session& session) { return ItemRepository(session).count({}); });
    if (!items || *items == 0) {
        return 14; // the disk was full before anything could be seen
    }
    qInfo("the disk was full after %lld items", static_cast<long long>(*items));
    store.reset();
    auto again = Store::open(path, clock);
    if (!again || !ballast.remove()) {
        return 15;
    }
    store = std::move(again).value();
    const auto done = importJob(*store, file);
    if (!done || done->state != JobState::Done) {
        qCritical("%s", qPrintable(done ? done->message : done.error().toString()));
        return 16;
    }
    const QTemporaryDir outside;
    const auto outcome = outcomeOf(*store, QDir(outside.path()));
    auto reference = createBenchStore(outside.filePath(u"reference.plumb"_s), clock, 1);
    if (!outcome || !reference || !importJob(**reference, file)) {
        return 17;
    }
    const auto wanted = outcomeOf(**reference, QDir(outside.path()));
    return wanted && *wanted == *outcome && torture::unsound(*store).isEmpty() ? 0 : 18;
}

/// Imports into a project in processes that are killed, as long as `killsLeft` allows, until one comes to the
/// end.
Result<void> importUntilDone(const QString& path, const QString& file, quint64 longestMs, Random& random,
                             int& killsLeft)
{
    constexpr int kStartMs = 20'000;
    constexpr int kEndMs = 120'000;
    for (;;) {
        const auto child = torture::startSelf({u"--import"_s, path, file});
        if (!child->waitForReadyRead(kStartMs)) {
            return makeError(ErrorCode::Unknown, u"The import did not begin."_s);
        }
        if (killsLeft > 0 && !child->waitForFinished(static_cast<int>(random.below(longestMs)))) {
            child->kill();
            child->waitForFinished();
            --killsLeft;
            continue;
        }
        if (child->state() != QProcess::NotRunning && !child->waitForFinished(kEndMs)) {
            return makeError(ErrorCode::Unknown, u"The import did not end."_s);
        }
        return child->exitCode() == 0 ? Result<void>()
                                      : makeError(ErrorCode::Unknown, u"The import failed."_s);
    }
}

} // namespace

class TstKillImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledImportEndsAsIfItHadNot()
    {
        const SystemClock clock;
        const QTemporaryDir temporary;
        const QDir folder(temporary.path());
        const QString file = folder.filePath(u"all.jsonl"_s);
        const auto written = writeFile(file, torture::times(1'500, 20'000));
        QVERIFY2(written, written ? "" : qPrintable(written.error().toString()));

        const auto reference = createBenchStore(folder.filePath(u"reference.plumb"_s), clock, 1);
        QVERIFY(reference);
        QElapsedTimer timer;
        timer.start();
        const auto undisturbed = importJob(**reference, file);
        QVERIFY2(undisturbed && undisturbed->state == JobState::Done,
                 undisturbed ? qPrintable(undisturbed->message) : qPrintable(undisturbed.error().toString()));
        const auto wholeMs = static_cast<quint64>(timer.elapsed());
        const auto wanted = outcomeOf(**reference, folder);
        QVERIFY(wanted);
        QVERIFY(!wanted->labels.isEmpty() && !wanted->bytes.isEmpty());

        const int kills = torture::times(20, 200);
        int killsLeft = kills;
        Random random(3);
        int projects = 0;
        while (killsLeft > 0) {
            const QString path = folder.filePath(u"killed-%1.plumb"_s.arg(++projects));
            QVERIFY(createBenchStore(path, clock, 1));
            const auto imported = importUntilDone(path, file, wholeMs / 6 + 20, random, killsLeft);
            QVERIFY2(imported, imported ? "" : qPrintable(imported.error().toString()));
            const auto opened = Store::open(path, clock);
            QVERIFY(opened);
            QCOMPARE(torture::unsound(**opened), QString());
            const auto outcome = outcomeOf(**opened, folder);
            QVERIFY(outcome);
            QCOMPARE(outcome->labels, wanted->labels);
            QCOMPARE(outcome->counters, wanted->counters);
            QVERIFY(outcome->bytes == wanted->bytes);
        }
        qInfo("%d kills over %d imports of %lld lines", kills, projects,
              static_cast<long long>(undisturbed->result.value("lines_read"_L1).toInteger()));
    }

    void aFullDiskStopsAnImportWithASentence()
    {
        const QTemporaryDir temporary;
        const QTemporaryDir disk;
        const QString file = temporary.filePath(u"all.jsonl"_s);
        QVERIFY(writeFile(file, 4'000));
        const auto command = torture::inSmallDisk(disk.path(), u"40m"_s, {u"--inside"_s, disk.path(), file});
        if (!command) {
            QSKIP("This machine does not let a test mount a file system of its own.");
        }
        QProcess inside;
        inside.setProcessChannelMode(QProcess::ForwardedChannels);
        inside.start(u"unshare"_s, *command);
        QVERIFY(inside.waitForFinished(110'000));
        QCOMPARE(inside.exitStatus(), QProcess::NormalExit);
        QCOMPARE(inside.exitCode(), 0);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--import"_L1) {
        return runImport(arguments[2], arguments[3]);
    }
    if (arguments.size() == 4 && arguments[1] == "--inside"_L1) {
        return runInside(arguments[2], arguments[3]);
    }
    TstKillImport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killimport.moc"
