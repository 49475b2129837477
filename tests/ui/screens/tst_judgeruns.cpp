#include "core/jobs/judgejob.h"
#include "core/store/annotationrepository.h"
#include "core/store/jobrepository.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/plots/barchart.h"
#include "ui/plots/linechart.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/screens/judgeruns/judgerunsscreen.h"
#include "ui/screens/judgeruns/ratehistory.h"
#include "ui/screens/judgeruns/verdictstreammodel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/statcard.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QThread>

#include <atomic>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A run that does what the test says.
struct Puppet
{
    std::atomic<bool> ends = false;
    std::atomic<int> runs = 0;

    void play(JobRunner& jobs)
    {
        jobs.registerKind(kJudgeJob.toString(),
                          [this](JobContext& context, const QJsonObject&) -> Result<JobOutcome> {
                              const auto feed = JudgeRunFeed::open(context.store(), context.row().id);
                              JudgeRunView view;
                              view.phase = JudgeRunView::Phase::Running;
                              view.judge = u"referee"_s;
                              feed->setView(view);
                              ++runs;
                              context.setProgress(1, 10);
                              while (!context.isCancelled() && !ends) {
                                  QThread::msleep(2);
                              }
                              view = feed->view();
                              view.phase = JudgeRunView::Phase::Ended;
                              feed->setView(view);
                              if (context.isCancelled()) {
                                  return makeError(ErrorCode::Cancelled, u"Stopped."_s);
                              }
                              return JobOutcome{u"Judged."_s, {{u"judged"_s, 10}}};
                          });
    }
};

QJsonObject params(std::optional<double> budget = {})
{
    JudgeRunRequest request;
    request.judge = u"referee"_s;
    request.budgetDollars = budget;
    return judgeJobParams(request);
}

Job addJob(Store& store, JobState state, const QString& message = {}, const QJsonObject& result = {},
           std::optional<double> budget = {})
{
    const Result<Job> job = store.write([&](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job added, jobs.add(kJudgeJob.toString(), params(budget), jobOwner()));
        PLUMBLINE_TRY(jobs.start(added.id, jobOwner()));
        PLUMBLINE_TRY(jobs.setProgress(added.id, 2, 3, u"items"_s));
        PLUMBLINE_TRY(jobs.finish(added.id, state, message, result));
        return jobs.get(added.id);
    });
    return job.hasValue() ? *job : Job();
}

JudgeRunEntry entry(int number, const QString& fault = {})
{
    JudgeRunEntry made;
    made.item = ItemId{number};
    made.itemUid = u"item-%1"_s.arg(number);
    made.models = {u"alpha"_s, u"beta"_s};
    made.verdict = fault.isEmpty() ? u"A"_s : QString();
    made.fault = fault;
    made.faultDetail = fault.isEmpty() ? QString() : u"Nothing stood in double brackets."_s;
    made.probability = 0.9;
    made.cost = 0.0021;
    made.latencyMs = 840;
    return made;
}

} // namespace

class TstJudgeRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyProjectSaysWhatARunIs();
    void whatGoesOnStandsFirst();
    void numbersAreShownAsTheyChange();
    void whatIsReadStaysWhereItIs();
    void stopsAtOnceAndGoesOn();
    void budgetIsRaisedAndTheRunGoesOn();
    void budgetBelowWhatIsSpentIsRefused();
    void earlierRunIsReadFromTheStore();
    void linksLeadOn();
    void enterShowsWhatWasAsked();
    void faultLeadsToAnExample();
    void streamKeepsItsMemory();
    void rateKeepsItsMemory();
    void everyControlHasItsName();
    void pictures();

private:
    static JobId startRun(ScreenHost& host, std::shared_ptr<JudgeRunFeed>& feed)
    {
        const Result<JobId> id = host.jobs->start(kJudgeJob.toString(), params());
        if (!id) {
            return {};
        }
        (void)QTest::qWaitFor([&] {
            feed = JudgeRunFeed::find(*host.fixture.store, *id);
            return feed != nullptr;
        });
        return *id;
    }
    static QString figure(ScreenHost& host, int index)
    {
        const auto* card = host.window.findChild<StatCard*>(u"judgeRunFigure%1"_s.arg(index));
        return card->text() + u" | "_s + card->accessibleDescription();
    }
};

void TstJudgeRuns::emptyProjectSaysWhatARunIs()
{
    ScreenHost host;
    host.show<JudgeRunsScreen>();
    QTRY_VERIFY(host.find<QWidget>("judgeRunsEmpty")->isVisible());
    QVERIFY(!host.find<QTableView>("judgeRunList")->isVisible());
}

void TstJudgeRuns::whatGoesOnStandsFirst()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    const JobId running = startRun(host, feed);
    QVERIFY(feed);
    const Job done = addJob(*host.fixture.store, JobState::Done, u"Judged."_s);
    QVERIFY(done.id.value > running.value);
    host.show<JudgeRunsScreen>();
    auto* list = host.find<QTableView>("judgeRunList");
    const QAbstractItemModelTester tester(list->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QTRY_COMPARE(list->model()->index(0, 0).data().toString(), u"Running"_s);
    QCOMPARE(list->model()->index(0, 1).data().toString(), u"referee"_s);
    QCOMPARE(list->model()->index(1, 0).data().toString(), u"Done"_s);
    QCOMPARE(list->currentIndex().row(), 0);
    puppet.ends = true;
    QTRY_COMPARE(list->model()->index(0, 0).data().toString(), u"Done"_s);
    // The chosen run stays chosen although it stands elsewhere now.
    QTRY_COMPARE(list->currentIndex().row(), 1);
    QCOMPARE(list->model()->index(1, 0).data().toString(), u"Done"_s);
}

void TstJudgeRuns::numbersAreShownAsTheyChange()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    startRun(host, feed);
    host.show<JudgeRunsScreen>();
    JudgeRunView view;
    view.phase = JudgeRunView::Phase::Running;
    view.judge = u"referee"_s;
    view.endpoint = u"“local” (127.0.0.1)"_s;
    view.model = u"smollm2"_s;
    view.itemsDone = 1204;
    view.itemsTotal = 4000;
    view.judged = 1200;
    view.unjudged = 4;
    view.inconsistent = 31;
    view.calls = 2410;
    view.fromCache = 17;
    view.errors = {{u"rate_limited"_s, 5}, {u"timeout"_s, 2}};
    view.faults = {{u"no-verdict"_s, 4}};
    view.spent = 1.5;
    view.budget = 3;
    view.promptTokens = 900'000;
    view.replyTokens = 60'000;
    feed->setView(view);
    QTRY_COMPARE(figure(host, 0), u"1\u202F200 items judged | 4 without a verdict"_s);
    QCOMPARE(figure(host, 2), u"$1.50 spent | of $3.00, 50 %"_s);
    QCOMPARE(figure(host, 3), u"960 k tokens | 900 k in, 60 k out"_s);
    QCOMPARE(figure(host, 4), u"2\u202F410 calls | 17 from the cache"_s);
    QVERIFY2(host.find<QLabel>("judgeRunProgress")->text().startsWith(u"1\u202F204 of 4\u202F000 items"_s),
             qPrintable(host.find<QLabel>("judgeRunProgress")->text()));
    const QList<BarRow> errors = host.find<BarChart>("judgeRunErrors")->bars();
    QCOMPARE(errors.size(), 2);
    QCOMPARE(errors[0].name, u"rate limited"_s);
    QCOMPARE(errors[0].count, 5.0);
    QCOMPARE(host.find<BarChart>("judgeRunFaults")->bars().constFirst().name, u"no verdict"_s);
    view.judged = 1300;
    feed->setView(view);
    QTRY_VERIFY(figure(host, 0).startsWith(u"1\u202F300"_s));
    puppet.ends = true;
    QTRY_COMPARE(host.find<QLabel>("judgeRunMessage")->text(), u"Judged."_s);
}

void TstJudgeRuns::whatIsReadStaysWhereItIs()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    startRun(host, feed);
    host.show<JudgeRunsScreen>();
    auto* table = host.find<QTableView>("judgeRunVerdicts");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int number = 1; number <= 50; ++number) {
        feed->add(entry(number));
    }
    QTRY_COMPARE(table->model()->rowCount(), 50);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"item-50"_s); // newest first
    // Nobody reads: new ones are seen at once.
    feed->add(entry(51));
    QTRY_COMPARE(table->model()->rowCount(), 51);
    QCOMPARE(table->rowAt(2), 0);
    table->setFocus();
    host.press(Qt::Key_Home);
    for (int step = 0; step < 4; ++step) {
        host.press(Qt::Key_Down);
    }
    const QString read = table->currentIndex().siblingAtColumn(0).data().toString();
    const int place = table->rowViewportPosition(table->currentIndex().row());
    for (int number = 52; number <= 90; ++number) {
        feed->add(entry(number));
    }
    QTRY_COMPARE(table->model()->rowCount(), 90);
    QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), read);
    QCOMPARE(table->rowViewportPosition(table->currentIndex().row()), place);
    // Even when it is older than all that is kept.
    for (int number = 91; number <= 500; ++number) {
        feed->add(entry(number));
    }
    QTRY_COMPARE(table->model()->index(0, 0).data().toString(), u"item-500"_s);
    QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), read);
    QVERIFY(table->model()->rowCount() <= VerdictStreamModel::kMost);
    QVERIFY(host.actions.action(u"judgeruns.explore"_s)->isEnabled());
    puppet.ends = true;
}

void TstJudgeRuns::stopsAtOnceAndGoesOn()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    const JobId id = startRun(host, feed);
    host.show<JudgeRunsScreen>();
    QTRY_VERIFY(host.actions.action(u"judgeruns.stop"_s)->isEnabled());
    QTest::mouseClick(host.find<KeyButton>("judgeRun.stop"), Qt::LeftButton);
    QCOMPARE(host.find<QLabel>("judgeRunState")->text(), u"Stopping…"_s); // said in the same moment
    QVERIFY(!host.actions.action(u"judgeruns.stop"_s)->isEnabled());
    QTRY_COMPARE(host.find<QLabel>("judgeRunState")->text(), u"Stopped"_s);
    QTRY_VERIFY(host.actions.action(u"judgeruns.resume"_s)->isEnabled());
    host.press(Qt::Key_R);
    QTRY_COMPARE(puppet.runs.load(), 2);
    QTRY_COMPARE(host.find<QLabel>("judgeRunState")->text(), u"Running"_s);
    QTRY_VERIFY(host.actions.action(u"judgeruns.stop"_s)->isEnabled());
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QTRY_COMPARE(host.find<QLabel>("judgeRunState")->text(), u"Stopped"_s);
    QVERIFY(id.isValid());
    QVERIFY2(host.errors.isEmpty(), qPrintable(host.errors.join(u'\n')));
}

void TstJudgeRuns::budgetIsRaisedAndTheRunGoesOn()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    const Job job = addJob(*host.fixture.store, JobState::Failed, u"The budget of $1.00 is spent."_s,
                           {{u"judged"_s, 2}, {u"spent"_s, 0.99}}, 1.0);
    host.show<JudgeRunsScreen>();
    QTRY_COMPARE(host.find<QLabel>("judgeRunMessage")->text(), u"The budget of $1.00 is spent."_s);
    QTRY_COMPARE(figure(host, 2), u"$0.99 spent | of $1.00, 99 %"_s);
    host.dialogs.answer(u"$2,50"_s);
    host.press(Qt::Key_B);
    QTRY_COMPARE(puppet.runs.load(), 1);
    const Result<Job> now =
        host.fixture.store->read([&](Session& session) { return JobRepository(session).get(job.id); });
    QCOMPARE(judgeRunRequest(now->params)->budgetDollars, std::optional(2.5));
    puppet.ends = true;
    QTRY_COMPARE(host.find<QLabel>("judgeRunState")->text(), u"Done"_s);
    QVERIFY2(host.errors.isEmpty(), qPrintable(host.errors.join(u'\n')));
}

void TstJudgeRuns::budgetBelowWhatIsSpentIsRefused()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    const Job job = addJob(*host.fixture.store, JobState::Failed, u"Spent."_s, {{u"spent"_s, 0.99}}, 1.0);
    auto* screen = host.show<JudgeRunsScreen>();
    QSignalSpy said(screen, &Page::messageRequested);
    QTRY_VERIFY(host.actions.action(u"judgeruns.budget"_s)->isEnabled());
    for (const QString& answer : {u"0.5"_s, u"plenty"_s, u"-3"_s}) {
        host.dialogs.answer(answer);
        host.press(Qt::Key_B);
        QCOMPARE(said.takeFirst().at(1).toString(), u"The budget was not changed."_s);
    }
    host.press(Qt::Key_B); // closed without an answer
    QVERIFY(said.isEmpty());
    QCOMPARE(puppet.runs.load(), 0);
    const Result<Job> now =
        host.fixture.store->read([&](Session& session) { return JobRepository(session).get(job.id); });
    QCOMPARE(judgeRunRequest(now->params)->budgetDollars, std::optional(1.0));
}

void TstJudgeRuns::earlierRunIsReadFromTheStore()
{
    ScreenHost host;
    const QList<ItemId> items = host.fixture.addItems(3);
    const AnnotatorId judge = host.fixture.annotator(u"referee"_s, AnnotatorKind::Llm);
    const Job job = addJob(*host.fixture.store, JobState::Done, u"2 items were judged."_s,
                           {{u"judged"_s, 2},
                            {u"unjudged"_s, 1},
                            {u"calls"_s, 5},
                            {u"from_cache"_s, 1},
                            {u"tokens_in"_s, 300},
                            {u"tokens_out"_s, 20},
                            {u"spent"_s, 0.004},
                            {u"faults"_s, QJsonObject{{u"no-verdict"_s, 2}}},
                            {u"errors"_s, QJsonObject{{u"timeout"_s, 1}}}});
    const auto written = host.fixture.store->write([&](Session& session) -> Result<void> {
        for (int index = 0; index < 2; ++index) {
            Annotation row;
            row.itemId = items[index];
            row.annotatorId = judge;
            row.schemaVersionId = SchemaVersionId{1};
            row.content = pairwiseAnswer(index == 0 ? 1 : -1);
            row.shownOrder = {0, 1};
            // The second is of another run.
            row.provenance = {{u"job"_s, index == 0 ? job.uid : u"other"_s},
                              {u"probability"_s, 0.75},
                              {u"cost"_s, 0.002},
                              {u"latency_ms"_s, 1500}};
            PLUMBLINE_TRY(AnnotationRepository(session).append(row));
        }
        return {};
    });
    QVERIFY(written);
    host.show<JudgeRunsScreen>();
    auto* table = host.find<QTableView>("judgeRunVerdicts");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    const auto cell = [&](int column) { return table->model()->index(0, column).data().toString(); };
    QCOMPARE(cell(VerdictStreamModel::ModelsColumn), u"model-0, model-1"_s);
    QCOMPARE(cell(VerdictStreamModel::VerdictColumn), u"A"_s);
    QCOMPARE(cell(VerdictStreamModel::SureColumn), u"75 %"_s);
    QCOMPARE(cell(VerdictStreamModel::CostColumn), u"$0.0020"_s);
    QCOMPARE(cell(VerdictStreamModel::TimeColumn), u"1.5 s"_s);
    QCOMPARE(figure(host, 0), u"2 items judged | 1 without a verdict"_s);
    QCOMPARE(figure(host, 4), u"5 calls | 1 from the cache"_s);
    QCOMPARE(host.find<BarChart>("judgeRunErrors")->bars().size(), 1);
    QVERIFY(!host.find<LineChart>("judgeRunRate")->emptyText().isEmpty());
    QVERIFY2(host.errors.isEmpty(), qPrintable(host.errors.join(u'\n')));
}

void TstJudgeRuns::linksLeadOn()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    startRun(host, feed);
    host.show<JudgeRunsScreen>();
    feed->add(entry(7));
    auto* table = host.find<QTableView>("judgeRunVerdicts");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(!host.actions.action(u"judgeruns.explore"_s)->isEnabled());
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(0, 1)).center());
    host.press(Qt::Key_X);
    QCOMPARE(host.requested, QStringList{u"items item:7"_s});
    host.requested.clear();
    host.press(Qt::Key_S);
    QCOMPARE(host.requested, QStringList{u"judges select:referee"_s});
    puppet.ends = true;
}

void TstJudgeRuns::enterShowsWhatWasAsked()
{
    ScreenHost host;
    const QList<ItemId> items = host.fixture.addItems(1);
    host.fixture.annotator(u"referee"_s, AnnotatorKind::Llm);
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    startRun(host, feed);
    host.show<JudgeRunsScreen>();
    JudgeRunEntry made = entry(1);
    made.item = items[0];
    feed->add(made);
    auto* table = host.find<QTableView>("judgeRunVerdicts");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    host.press(Qt::Key_Home);
    QTRY_VERIFY(host.actions.action(u"judgeruns.inspect"_s)->isEnabled());
    host.press(Qt::Key_Return);
    QTRY_VERIFY(host.find<ReplyInspector>("replyInspector") != nullptr);
    auto* inspector = host.find<ReplyInspector>("replyInspector");
    QTRY_VERIFY(inspector->isLoaded());
    QTest::keyClick(inspector, Qt::Key_X);
    QTRY_COMPARE(host.requested, QStringList{u"items item:%1"_s.arg(items[0].value)});
    puppet.ends = true;
}

void TstJudgeRuns::faultLeadsToAnExample()
{
    ScreenHost host;
    Puppet puppet;
    puppet.play(*host.jobs);
    std::shared_ptr<JudgeRunFeed> feed;
    startRun(host, feed);
    host.show<JudgeRunsScreen>();
    JudgeRunView view = feed->view();
    view.faults = {{u"no-verdict"_s, 1}};
    feed->setView(view);
    feed->add(entry(1));
    feed->add(entry(2, u"no-verdict"_s));
    feed->add(entry(3));
    auto* table = host.find<QTableView>("judgeRunVerdicts");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    auto* faults = host.find<BarChart>("judgeRunFaults");
    QTRY_COMPARE(faults->bars().size(), 1);
    faults->setFocus();
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Space);
    QTRY_COMPARE(table->currentIndex().row(), 1);
    QCOMPARE(table->model()->index(1, VerdictStreamModel::NoteColumn).data().toString(), u"no verdict"_s);
    QCOMPARE(table->model()->index(1, VerdictStreamModel::NoteColumn).data(Qt::ToolTipRole).toString(),
             u"Nothing stood in double brackets."_s);
    puppet.ends = true;
}

void TstJudgeRuns::streamKeepsItsMemory()
{
    VerdictStreamModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    qint64 number = 0;
    const auto add = [&](int count) {
        QList<JudgeRunEntry> entries;
        for (int index = 0; index < count; ++index) {
            JudgeRunEntry made = entry(1);
            made.number = ++number;
            entries << made;
        }
        model.append(entries);
        model.append(entries); // nothing twice
    };
    add(10);
    QCOMPARE(model.rowCount(), 10);
    model.setRead(4);
    for (int round = 0; round < 50; ++round) {
        add(1 + round * 7);
        QVERIFY(model.rowCount() <= VerdictStreamModel::kMost);
        QCOMPARE(model.entries().constFirst().number, number);
        QCOMPARE(std::count_if(model.entries().cbegin(), model.entries().cend(),
                               [](const JudgeRunEntry& one) { return one.number == 4; }),
                 1);
        for (qsizetype row = 1; row < model.entries().size(); ++row) {
            QVERIFY(model.entries()[row].number < model.entries()[row - 1].number);
        }
    }
    QCOMPARE(model.entries().constLast().number, 4);
    model.setRead(0);
    add(1);
    QCOMPARE(model.rowCount(), VerdictStreamModel::kMost);
    QVERIFY(model.entries().constLast().number > 4);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TstJudgeRuns::rateKeepsItsMemory()
{
    RateHistory history;
    for (int step = 0; step < 100'000; ++step) {
        history.add(step * 250, step);
        QVERIFY(history.samples().size() <= RateHistory::kMost);
    }
    QVERIFY(history.samples().size() > RateHistory::kMost / 3);
    QCOMPARE(history.samples().constFirst().first, 0);
    QVERIFY(history.samples().constLast().first > 90'000 * 250);
    for (qsizetype index = 1; index < history.samples().size(); ++index) {
        QVERIFY(history.samples()[index].first > history.samples()[index - 1].first);
    }
}

void TstJudgeRuns::everyControlHasItsName()
{
    ScreenHost host;
    addJob(*host.fixture.store, JobState::Done, u"Judged."_s);
    host.show<JudgeRunsScreen>();
    QTRY_VERIFY(host.find<QTableView>("judgeRunList")->model()->rowCount() == 1);
    QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    QVERIFY(host.actions.clashes().isEmpty());
}

void TstJudgeRuns::pictures()
{
    const QString folder = qEnvironmentVariable("PLUMBLINE_SHOTS");
    if (folder.isEmpty()) {
        QSKIP("Pictures are taken where PLUMBLINE_SHOTS names a folder.");
    }
    ScreenHost host;
    host.window.resize(1072, 724);
    host.fixture.annotator(u"referee"_s, AnnotatorKind::Llm);
    Puppet puppet;
    puppet.play(*host.jobs);
    addJob(*host.fixture.store, JobState::Failed, u"The budget of $1.00 is spent."_s, {{u"spent"_s, 0.99}},
           1.0);
    std::shared_ptr<JudgeRunFeed> feed;
    startRun(host, feed);
    host.show<JudgeRunsScreen>();
    for (int step = 0; step < 12; ++step) {
        JudgeRunView view = feed->view();
        view.judge = u"referee"_s;
        view.endpoint = u"“local” (127.0.0.1)"_s;
        view.model = u"smollm2-135m-instruct"_s;
        view.itemsDone = 100 + step * (9 + step % 3);
        view.itemsTotal = 4000;
        view.judged = view.itemsDone - 4;
        view.unjudged = 4;
        view.inconsistent = 11;
        view.calls = 2 * view.itemsDone;
        view.fromCache = 17;
        view.inFlight = 12;
        view.inFlightLimit = 16;
        view.errors = {{u"rate_limited"_s, 5}, {u"timeout"_s, 2}};
        view.faults = {{u"no-verdict"_s, 3}, {u"two-verdicts"_s, 1}};
        view.spent = 0.42 + 0.01 * step;
        view.budget = 3;
        view.promptTokens = 90'000 + 900 * step;
        view.replyTokens = 6'000;
        feed->setView(view);
        for (int more = 0; more < 3; ++more) {
            JudgeRunEntry made =
                entry(step * 3 + more, more == 1 && step % 3 == 0 ? u"no-verdict"_s : QString());
            made.isInconsistent = step % 4 == 2 && more == 0;
            made.models = {u"gpt-3.5-turbo"_s, u"vicuna-13b-v1.2"_s};
            feed->add(made);
        }
        host.fixture.clock.advanceSeconds(1);
        QTest::qWait(300);
    }
    auto* table = host.find<QTableView>("judgeRunVerdicts");
    table->setCurrentIndex(table->model()->index(2, 0));
    QTest::qWait(50);
    host.window.grab().save(folder + u"/judgeruns.png"_s);
    host.theme.setKind(ThemeKind::Dark);
    QTest::qWait(50);
    host.window.grab().save(folder + u"/judgeruns-dark.png"_s);
    puppet.ends = true;
}

QTEST_MAIN(TstJudgeRuns)
#include "tst_judgeruns.moc"
