#include "core/jobs/exportjob.h"
#include "core/jobs/importjob.h"
#include "core/jobs/indexjob.h"
#include "core/jobs/orderjob.h"
#include "core/store/annotationrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/projectrepository.h"

#include "tests/core/exchange/exchangefixture.h"
#include "tests/support/timelimit.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <thread>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Import, export, index and order as jobs.
class TestExchangeJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importsAndIndexes();
    void aStoppedImportGoesOn();
    void stopModeChangesNothing();
    void exportsWithItsReport();
    void aStoppedExportLeavesNothing();
    void ordersABatchAnew();
    void othersWriteBesideAnImport();

private:
    static Job row(Store& store, JobId id);
};

namespace {

QByteArray pairLines(int count)
{
    QByteArray text;
    for (int index = 0; index < count; ++index) {
        const QByteArray number = QByteArray::number(index);
        text += R"({"prompt":"question )" + number + R"( about plumbing","chosen":"first answer )" + number +
                R"(","rejected":"second answer )" + number + "\"}\n";
    }
    return text;
}

} // namespace

Job TestExchangeJobs::row(Store& store, JobId id)
{
    return store.read([id](Session& session) { return JobRepository(session).get(id); }).valueOr({});
}

void TestExchangeJobs::importsAndIndexes()
{
    ExchangeFixture fixture;
    JobRunner runner(*fixture.store);
    const QString path = fixture.file(u"in.jsonl"_s, pairLines(500) + "{\"prompt\":1}\n");
    const Result<JobId> id = runner.start(u"import"_s, importJobParams({path}, {}));
    QVERIFY(id);
    QVERIFY(runner.wait(*id, 60'000));
    const Job job = row(*fixture.store, *id);
    QVERIFY2(job.state == JobState::Done, qPrintable(job.message));
    const ImportReport report = ImportReport::fromJson(job.result);
    QCOMPARE(report.items, 500);
    QCOMPARE(report.annotations, 500);
    QCOMPARE(report.prompts, 500);
    QCOMPARE(report.responses, 1000);
    QCOMPARE(report.badLineCount, 1);
    QCOMPARE(report.badLines.value(0).line, 501);
    QCOMPARE(job.result.value(u"texts_indexed"_s).toInteger(), 1500);
    ItemFilter filter;
    filter.text = u"plumbing 499"_s;
    const Result<qint64> found =
        fixture.store->read([&](Session& session) { return ItemRepository(session).count(filter); });
    QCOMPARE(found.valueOr(-1), 1);
}

void TestExchangeJobs::aStoppedImportGoesOn()
{
    ExchangeFixture fixture;
    JobRunner runner(*fixture.store);
    const QString path = fixture.file(u"in.jsonl"_s, pairLines(6000));
    const Result<JobId> id = runner.start(u"import"_s, importJobParams({path}, {}));
    QVERIFY(id);
    qint64 before = 0;
    for (int stops = 0; stops < 3; ++stops) {
        QTRY_VERIFY_WITH_TIMEOUT(fixture.counter(counters::kItems) > before, 20'000);
        QElapsedTimer timer;
        timer.start();
        runner.cancel(*id);
        QVERIFY(runner.wait(*id, 5000));
        QVERIFY2(timer.elapsed() < timeLimit(200), QByteArray::number(timer.elapsed()).constData());
        before = fixture.counter(counters::kItems);
        if (row(*fixture.store, *id).state == JobState::Done) {
            break;
        }
        QTRY_VERIFY(runner.running().isEmpty());
        QVERIFY(runner.resume(*id));
    }
    QVERIFY(runner.wait(*id, 60'000));
    const Job job = row(*fixture.store, *id);
    QVERIFY2(job.state == JobState::Done, qPrintable(job.message));
    QCOMPARE(fixture.counter(counters::kItems), 6000);
    QCOMPARE(job.result.value(u"items"_s).toInteger(), 6000);
    QCOMPARE(job.result.value(u"duplicate_items"_s).toInteger(), 0);
    QCOMPARE(fixture.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());
}

void TestExchangeJobs::stopModeChangesNothing()
{
    ExchangeFixture fixture;
    JobRunner runner(*fixture.store);
    ImportOptions options;
    options.onError = OnError::Stop;
    const QString good = fixture.file(u"a.jsonl"_s, pairLines(50));
    const QString bad = fixture.file(u"b.jsonl"_s, pairLines(50) + "{\"prompt\":\"p\",\"chosen\":\"a\"}\n");
    const Result<JobId> id = runner.start(u"import"_s, importJobParams({good, bad}, options));
    QVERIFY(id);
    QVERIFY(runner.wait(*id, 60'000));
    const Job job = row(*fixture.store, *id);
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(job.message.contains(u"b.jsonl"_s) && job.message.contains(u"line 51"_s),
             qPrintable(job.message));
    QCOMPARE(fixture.counter(counters::kItems), 0);
    QCOMPARE(fixture.counter(counters::kPrompts), 0);
}

void TestExchangeJobs::exportsWithItsReport()
{
    ExchangeFixture fixture;
    fixture.import({fixture.file(u"in.jsonl"_s, pairLines(40))});
    JobRunner runner(*fixture.store);
    ExportOptions options;
    options.format = u"trl-preference"_s;
    const QString path = fixture.folder.filePath(u"out.jsonl.gz"_s);
    const Result<JobId> id = runner.start(u"export"_s, exportJobParams(path, options));
    QVERIFY(id);
    QVERIFY(runner.wait(*id, 60'000));
    const Job job = row(*fixture.store, *id);
    QVERIFY2(job.state == JobState::Done, qPrintable(job.message));
    const ExportReport report = ExportReport::fromJson(job.result);
    QCOMPARE(report.records, 40);
    QCOMPARE(report.files.value(0).path, path);
    QCOMPARE(report.files.value(0).bytes, QFileInfo(path).size());
    QVERIFY(QFileInfo::exists(report.cardPath));
    QCOMPARE(ExportReport::fromJson(report.toJson()), report);
}

void TestExchangeJobs::aStoppedExportLeavesNothing()
{
    ExchangeFixture fixture;
    fixture.import({fixture.file(u"in.jsonl"_s, pairLines(3000))});
    QVERIFY(QDir(fixture.folder.path()).mkdir(u"out"_s));
    JobRunner runner(*fixture.store);
    ExportOptions options;
    options.format = u"plumbline"_s;
    const QString path = fixture.folder.filePath(u"out/x.jsonl"_s);
    const Result<JobId> id = runner.start(u"export"_s, exportJobParams(path, options));
    QVERIFY(id);
    runner.cancel(*id);
    QVERIFY(runner.wait(*id, 5000));
    QCOMPARE(row(*fixture.store, *id).state, JobState::Cancelled);
    const QDir out(fixture.folder.filePath(u"out"_s));
    QVERIFY(out.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
}

void TestExchangeJobs::ordersABatchAnew()
{
    ExchangeFixture fixture;
    fixture.addItems(20);
    const auto batch =
        fixture.store->read([](Session& session) { return BatchRepository(session).findByName(u"batch"_s); });
    QVERIFY(batch && *batch);
    JobRunner runner(*fixture.store);
    const Result<JobId> id = runner.start(u"order"_s, orderJobParams((*batch)->id, QueueOrder::Random));
    QVERIFY(id);
    QVERIFY(runner.wait(*id, 10'000));
    QCOMPARE(row(*fixture.store, *id).state, JobState::Done);
    const auto after =
        fixture.store->read([](Session& session) { return BatchRepository(session).findByName(u"batch"_s); });
    QCOMPARE((*after)->order, QueueOrder::Random);
    const Result<JobId> wrong = runner.start(u"order"_s, {{u"batch"_s, 1}, {u"order"_s, u"sideways"_s}});
    QVERIFY(wrong);
    QVERIFY(runner.wait(*wrong, 10'000));
    QCOMPARE(row(*fixture.store, *wrong).state, JobState::Failed);
}

/// People submit, from this process and over a connection of another store, while an import runs: nobody is
/// told "busy" and nobody waits long.
void TestExchangeJobs::othersWriteBesideAnImport()
{
    ExchangeFixture fixture;
    constexpr int kSubmits = 60;
    const QList<ItemId> items = fixture.addItems(2 * kSubmits);
    const Result<std::unique_ptr<Store>> other = Store::open(fixture.path(), fixture.clock);
    QVERIFY(other);
    const AnnotatorId ada = fixture.annotator(u"ada"_s);
    const AnnotatorId bob = fixture.annotator(u"bob"_s);
    JobRunner runner(*fixture.store);
    const QString path = fixture.file(u"in.jsonl"_s, pairLines(12'000));
    const Result<JobId> id = runner.start(u"import"_s, importJobParams({path}, {}));
    QVERIFY(id);
    const auto submitAll = [&](Store& store, AnnotatorId who, int from, QList<qint64>& times,
                               QString& failure) {
        for (int index = from; index < from + kSubmits; ++index) {
            QElapsedTimer timer;
            timer.start();
            const Result<Annotation> done = store.write([&](Session& session) -> Result<Annotation> {
                Labelling work(session, who);
                PLUMBLINE_TRY(work.open(items.at(index)));
                return work.submit(items.at(index), pairwiseAnswer(1), {}, 5);
            });
            times.append(timer.elapsed());
            if (!done) {
                failure = done.error().toString();
                return;
            }
            QThread::msleep(3);
        }
    };
    QList<qint64> adaTimes;
    QList<qint64> bobTimes;
    QString adaFailure;
    QString bobFailure;
    std::thread adaThread([&] { submitAll(*fixture.store, ada, 0, adaTimes, adaFailure); });
    std::thread bobThread([&] { submitAll(**other, bob, kSubmits, bobTimes, bobFailure); });
    adaThread.join();
    bobThread.join();
    QCOMPARE(adaFailure, QString());
    QCOMPARE(bobFailure, QString());
    QVERIFY(runner.wait(*id, 120'000));
    QCOMPARE(row(*fixture.store, *id).state, JobState::Done);
    QCOMPARE(fixture.counter(counters::kItems), 12'000 + 2 * kSubmits);
    QList<qint64> times = adaTimes + bobTimes;
    std::sort(times.begin(), times.end());
    // Generous: the machine may be busy with other things. The bench measures the real bound.
    QVERIFY2(times.at(times.size() / 2) < 100, QByteArray::number(times.at(times.size() / 2)).constData());
}

QTEST_GUILESS_MAIN(TestExchangeJobs)
#include "tst_exchangejobs.moc"
