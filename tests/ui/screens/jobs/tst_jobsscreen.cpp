#include "core/jobs/orderjob.h"
#include "core/store/jobrepository.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/jobs/jobsscreen.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/widgets/themedlabel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QJsonArray>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QThread>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstJobsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyProjectSaysWhatAJobIs();
    void finishedJobsAreListedNewestFirst();
    void runningJobShowsItsShareAndStops();
    void interruptedJobIsResumed();
    void doneJobRunsAgain();
    void olderReadingIsNotBelieved();
    void pagesOfJobsAreFetched();
    void wordsForAJob_data();
    void wordsForAJob();
    void everyControlHasItsName();
};

namespace {

Job addJob(Store& store, const QString& kind, JobState state, const QString& message)
{
    const Result<Job> job = store.write([&](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job added,
                         jobs.add(kind, {{u"files"_s, QJsonArray{u"/data/a.jsonl"_s}}}, jobOwner()));
        PLUMBLINE_TRY(jobs.start(added.id, jobOwner()));
        PLUMBLINE_TRY(jobs.finish(added.id, state, message, {}));
        return jobs.get(added.id);
    });
    return job.hasValue() ? *job : Job();
}

} // namespace

void TstJobsScreen::emptyProjectSaysWhatAJobIs()
{
    ScreenHost host;
    host.show<JobsScreen>();
    QTRY_VERIFY(host.find<QWidget>("jobsEmpty")->isVisible());
    QVERIFY(!host.find<QTableView>("jobTable")->isVisible());
}

void TstJobsScreen::finishedJobsAreListedNewestFirst()
{
    ScreenHost host;
    addJob(*host.fixture.store, u"import"_s, JobState::Done, u"first"_s);
    addJob(*host.fixture.store, u"export"_s, JobState::Failed, u"The disk is full."_s);
    host.show<JobsScreen>();
    auto* table = host.find<QTableView>("jobTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, JobListModel::StateColumn).data().toString(), u"Failed"_s);
    QCOMPARE(table->model()->index(0, JobListModel::ResultColumn).data().toString(), u"The disk is full."_s);
    QCOMPARE(table->model()->index(1, JobListModel::NameColumn).data().toString(), u"Import of a.jsonl"_s);
    QTRY_COMPARE(host.find<QLabel>("jobMessage")->text(), u"The disk is full."_s);
    host.press(Qt::Key_Down);
    QCOMPARE(host.find<QLabel>("jobMessage")->text(), u"first"_s);
    QVERIFY(!host.actions.action(u"jobs.resume"_s)->isEnabled());
}

void TstJobsScreen::runningJobShowsItsShareAndStops()
{
    ScreenHost host;
    host.jobs->registerKind(u"slow"_s, [](JobContext& job, const QJsonObject&) -> Result<JobOutcome> {
        job.setUnit(u"items"_s);
        job.setProgress(30, 120);
        while (!job.isCancelled()) {
            QThread::msleep(5);
        }
        return makeError(ErrorCode::Cancelled, u"Stopped."_s);
    });
    host.show<JobsScreen>();
    auto* table = host.find<QTableView>("jobTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(host.jobs->start(u"slow"_s, {}).hasValue());
    QTRY_COMPARE(table->model()->index(0, JobListModel::ProgressColumn).data().toString(), u"25 %"_s);
    QCOMPARE(table->model()->index(0, 0).data(JobListModel::ShareRole).toDouble(), 0.25);
    QTRY_VERIFY(host.actions.action(u"jobs.cancel"_s)->isEnabled());
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QTRY_COMPARE(table->model()->index(0, JobListModel::StateColumn).data().toString(), u"Stopped"_s);
    QVERIFY(!host.actions.action(u"jobs.cancel"_s)->isEnabled());
    QVERIFY(host.actions.action(u"jobs.resume"_s)->isEnabled());
}

void TstJobsScreen::interruptedJobIsResumed()
{
    ScreenHost host;
    int runs = 0;
    host.jobs->registerKind(u"count"_s, [&runs](JobContext&, const QJsonObject&) -> Result<JobOutcome> {
        ++runs;
        return JobOutcome{u"Counted."_s, {{u"things"_s, 1234}}};
    });
    addJob(*host.fixture.store, u"count"_s, JobState::Interrupted, {});
    host.show<JobsScreen>();
    auto* table = host.find<QTableView>("jobTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTRY_VERIFY(host.actions.action(u"jobs.resume"_s)->isEnabled());
    host.press(Qt::Key_R);
    QTRY_COMPARE(table->model()->index(0, JobListModel::StateColumn).data().toString(), u"Done"_s);
    QCOMPARE(runs, 1);
    QCOMPARE(table->model()->rowCount(), 1);
    QVERIFY(table->model()
                ->index(0, JobListModel::ResultColumn)
                .data()
                .toString()
                .contains(u"1\u202F234 things"_s));
}

void TstJobsScreen::doneJobRunsAgain()
{
    ScreenHost host;
    host.fixture.addItems(2);
    host.show<JobsScreen>();
    QVERIFY(host.jobs->start(u"order"_s, orderJobParams(BatchId{1}, QueueOrder::Random)).hasValue());
    auto* table = host.find<QTableView>("jobTable");
    QTRY_COMPARE(table->model()->index(0, JobListModel::StateColumn).data().toString(), u"Done"_s);
    QTRY_VERIFY(host.actions.action(u"jobs.again"_s)->isEnabled());
    host.press(Qt::Key_A);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QTRY_COMPARE(table->model()->index(0, JobListModel::StateColumn).data().toString(), u"Done"_s);
    QVERIFY2(host.errors.isEmpty(), qPrintable(host.errors.join(u'\n')));
}

void TstJobsScreen::olderReadingIsNotBelieved()
{
    StoreFixture fixture;
    Store& store = *fixture.store;
    JobRunner runner(store);
    const Result<Job> running = store.write([](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job added, jobs.add(u"export"_s, {}, jobOwner()));
        PLUMBLINE_TRY(jobs.start(added.id, jobOwner()));
        return jobs.get(added.id);
    });
    QVERIFY(running);
    JobListModel model(&store, &runner);
    const auto state = [&] { return model.index(0, JobListModel::StateColumn).data().toString(); };
    model.refresh();
    QTRY_COMPARE(state(), u"Running"_s);

    constexpr unsigned long kEnoughToReadMs = 200;
    model.refresh();
    QThread::msleep(kEnoughToReadMs); // it has read, and could not tell
    const Result<Job> done = store.write([&](Session& session) -> Result<Job> {
        PLUMBLINE_TRY(JobRepository(session).finish(running->id, JobState::Done, u"Written."_s, {}));
        return JobRepository(session).get(running->id);
    });
    QVERIFY(done);
    QSignalSpy loaded(&model, &JobListModel::loaded);
    Q_EMIT runner.finished(*done);
    QTRY_VERIFY(!loaded.isEmpty());
    QTRY_COMPARE(state(), u"Done"_s);
}

void TstJobsScreen::pagesOfJobsAreFetched()
{
    ScreenHost host;
    for (int index = 0; index < 130; ++index) {
        addJob(*host.fixture.store, index % 2 == 0 ? u"import"_s : u"index"_s, JobState::Done,
               QString::number(index));
    }
    JobListModel model(host.fixture.store.get(), host.jobs.get(), {u"index"_s});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 65);
    JobListModel all(host.fixture.store.get(), nullptr);
    const QAbstractItemModelTester allTester(&all, QAbstractItemModelTester::FailureReportingMode::QtTest);
    all.refresh();
    QTRY_COMPARE(all.rowCount(), 100);
    QTRY_VERIFY(all.canFetchMore({}));
    all.fetchMore({});
    QTRY_COMPARE(all.rowCount(), 130);
    QVERIFY(!all.canFetchMore({}));
}

void TstJobsScreen::wordsForAJob_data()
{
    QTest::addColumn<JobProgress>("progress");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing known") << JobProgress{} << u"Starting"_s;
    QTest::newRow("items") << JobProgress{{}, {}, 1200, 3355, u"items"_s, 840, 120'000}
                           << u"1\u202F200 of 3\u202F355 items, 840 a second, about 2 min left"_s;
    QTest::newRow("bytes") << JobProgress{{}, {}, 1'500'000, 3'000'000, u"bytes"_s, 0, {}}
                           << u"1.5 MB of 3.0 MB"_s;
    QTest::newRow("no total") << JobProgress{{}, {}, 12, 0, u"lines"_s, 0, {}} << u"12 lines"_s;
}

void TstJobsScreen::wordsForAJob()
{
    QFETCH(JobProgress, progress);
    QTEST(progressWords(progress), "words");
}

void TstJobsScreen::everyControlHasItsName()
{
    ScreenHost host;
    addJob(*host.fixture.store, u"import"_s, JobState::Done, u"done"_s);
    host.show<JobsScreen>();
    QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TstJobsScreen)
#include "tst_jobsscreen.moc"
