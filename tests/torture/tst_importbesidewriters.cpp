// A large import runs in one process while four others label in the same project: nobody is told that the
// project is busy, and a submit stays quick. The test starts itself again as the import and as the writers.

#include "core/base/random.h"
#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/annotatorrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/labelling.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/workload.h"
#include "tests/support/timelimit.h"
#include "tests/torture/torture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWriters = 4;
constexpr qint64 kOpenItems = 8'000;
constexpr double kMostMs = 50;
constexpr double kSanitizerFactor = 10; // what instrumented code may take longer

AnnotationContent answerTo(const OpenItem& item)
{
    AnnotationContent content;
    for (const Aspect& aspect : item.view.schema.definition.aspects) {
        if (item.view.item.kind == ItemKind::Rating) {
            content.ratings.append({0, aspect.id, static_cast<double>(aspect.maximum()), {}});
        } else {
            content.preferences.append({aspect.id, 0, 1, 1, false});
        }
    }
    return content;
}

/// Labels with short pauses until the file `stop` is there; tells the milliseconds of every submit.
int runWriter(const QString& path, const QString& name, const QString& stop)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (!opened) {
        qCritical("%s", qPrintable(opened.error().toString()));
        return 1;
    }
    Store& store = **opened;
    const auto me = store.write([&](Session& session) {
        return AnnotatorRepository(session).findOrCreate(name, AnnotatorKind::Human);
    });
    if (!me) {
        return 1;
    }
    using Next = Result<std::optional<OpenItem>>;
    Next item = store.write([&](Session& session) { return Labelling(session, me->id).openNext({}); });
    Random random(qHash(name));
    while (item && item->has_value() && !QFile::exists(stop)) {
        QThread::msleep(20 +
                        static_cast<unsigned long>(random.below(60))); // fifty times as hasty as people are
        const ItemId id = (*item)->view.item.id;
        const AnnotationContent content = answerTo(**item);
        const BenchTimer timer;
        item = store.write([&](Session& session) -> Next {
            Labelling labelling(session, me->id);
            PLUMBLINE_TRY(labelling.submit(id, content, {}, 1'000));
            return labelling.openNext({});
        });
        torture::tell("ms " + QByteArray::number(timer.ms(), 'f', 3));
    }
    if (!item) {
        qCritical("%s: %s | %s", qPrintable(name), qPrintable(item.error().toString()),
                  qPrintable(item.error().details));
        return 2;
    }
    return item->has_value() ? 0 : 3; // 3: the queue ran dry, the test is too small
}

int runImport(const QString& path, const QString& file)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (!opened) {
        qCritical("%s", qPrintable(opened.error().toString()));
        return 1;
    }
    Store& store = **opened;
    JobRunner runner(store);
    ImportOptions options;
    options.format = u"plumbline"_s;
    const auto id = runner.start(u"import"_s, importJobParams({file}, options));
    if (!id) {
        qCritical("%s", qPrintable(id.error().toString()));
        return 2;
    }
    runner.wait(*id);
    const auto job = store.read([&](Session& session) { return JobRepository(session).get(*id); });
    if (!job || job->state != JobState::Done) {
        qCritical("%s", qPrintable(job ? job->message : job.error().toString()));
        return 3;
    }
    return 0;
}

/// The workload from an item on, so that what is imported is not there yet.
Result<void> writeFile(const RealTexts& texts, const QString& path, qint64 items)
{
    WorkloadShape shape;
    shape.items = items;
    shape.firstItem = kOpenItems;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return makeError(ErrorCode::Io, file.errorString());
    }
    return Workload(texts, shape).writeJsonl(file);
}

/// The times that a writer told.
std::vector<double> timesIn(const QByteArray& output)
{
    std::vector<double> times;
    const QList<QByteArray> lines = output.split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("ms ")) {
            times.push_back(line.mid(3).toDouble());
        }
    }
    return times;
}

/// A project with open items at `path`, and a file with others to import.
Result<void> prepare(const QString& path, const QString& file, qint64 items, const Clock& clock)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load({}));
    PLUMBLINE_TRY(writeFile(texts, file, items));
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, createBenchStore(path, clock, 1));
    WorkloadShape shape;
    shape.items = kOpenItems;
    return Workload(texts, shape).fill(*store);
}

} // namespace

class TstImportBesideWriters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyWaitsForAnImport()
    {
        const SystemClock clock;
        const QTemporaryDir temporary;
        const QDir folder(temporary.path());
        const QString path = folder.filePath(u"p.plumb"_s);
        const QString file = folder.filePath(u"all.jsonl"_s);
        const QString stop = folder.filePath(u"stop"_s);
        const qint64 items = torture::times(20'000, 100'000);
        const auto prepared = prepare(path, file, items, clock);
        QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().toString()));
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int index = 0; index < kWriters; ++index) {
            writers.push_back(torture::startSelf({u"--writer"_s, path, u"writer %1"_s.arg(index), stop}));
        }
        for (const auto& writer : writers) {
            QVERIFY(writer->waitForReadyRead(20'000));
        }
        const BenchTimer timer;
        const auto importer = torture::startSelf({u"--import"_s, path, file});
        QVERIFY(importer->waitForFinished(1'200'000));
        const double importMs = timer.ms();
        QCOMPARE(importer->exitCode(), 0);
        QVERIFY(QFile(stop).open(QIODevice::WriteOnly));
        std::vector<double> times;
        for (const auto& writer : writers) {
            QVERIFY(writer->waitForFinished(20'000));
            QCOMPARE(writer->exitStatus(), QProcess::NormalExit);
            QCOMPARE(writer->exitCode(), 0);
            const std::vector<double> own = timesIn(writer->readAllStandardOutput());
            times.insert(times.end(), own.begin(), own.end());
        }
        const double p99 = percentile(times, 0.99);
        qInfo("%lld items imported in %.1f s beside %zu submits: p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
              static_cast<long long>(items), importMs / 1000, times.size(), percentile(times, 0.5), p99,
              percentile(times, 1));
        QVERIFY(times.size() > 50); // a fast machine imports before many are given
        const auto store = Store::open(path, clock);
        QVERIFY(store);
        QCOMPARE(torture::unsound(**store), QString());
        const auto count = (*store)->read([](Session& session) { return ItemRepository(session).count({}); });
        QCOMPARE(count.valueOr(-1), items + kOpenItems);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QVERIFY2(p99 < timeLimit(kMostMs) * kSanitizerFactor, qPrintable(u"p99 is %1 ms"_s.arg(p99)));
#else
        QVERIFY2(p99 < timeLimit(kMostMs), qPrintable(u"p99 is %1 ms"_s.arg(p99)));
#endif
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == "--writer"_L1) {
        return runWriter(arguments[2], arguments[3], arguments[4]);
    }
    if (arguments.size() == 4 && arguments[1] == "--import"_L1) {
        return runImport(arguments[2], arguments[3]);
    }
    TstImportBesideWriters test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_importbesidewriters.moc"
