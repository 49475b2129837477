#include "core/analysis/liveanalysis.h"
#include "core/base/clock.h"
#include "tests/core/analysis/labelfixture.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPollMs = 5;

/// What a report of these tests holds.
struct Count
{
    std::size_t pairs = 0;
    int asked = 0;
};

LiveReport<Count>::Compute counting(int asked = 0)
{
    return [asked](const LabelTable& table, const LiveReport<Count>::IsCancelled&) {
        return Count{table.pairs().size(), asked};
    };
}

/// Adds a vote of a person on an item that has never had one of them.
void vote(Store& store, const QString& person)
{
    checked(store.write([&](Session& session) -> Result<Annotation> {
        PLUMBLINE_ASSIGN(const Annotator annotator,
                         AnnotatorRepository(session).findOrCreate(person, AnnotatorKind::Human));
        Labelling labelling(session, annotator.id);
        PLUMBLINE_ASSIGN(const std::optional<OpenItem> open, labelling.openNext({}));
        if (!open) {
            return makeError(ErrorCode::NotFound, u"No item is left."_s);
        }
        return labelling.submit(open->view.item.id, pairwiseAnswer(1), {}, 10);
    }));
}

} // namespace

class TstLiveAnalysis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void loadsWhenNeeded();
    void followsThisStore();
    void followsAnotherProcess();
    void doesNotAskWhileHidden();
    void doesNotReadWhatIsNoLabel();
    void bringsUnusedTablesUp();
    void leavesUsedTablesAlone();
    void sameAsFresh();
    void reloads();
    void saysWhyItFails();
    void reportFollows();
    void reportIsCancelledByNewer();
    void reportWaitsUntilShown();
    void hiddenReportStays();
    void votesDoNotStarveAReport();
    void reportGoesWhileComputed();
    void analysisGoesFirst();
    void goesWhileLoading();

private:
    std::unique_ptr<LabelFixture> m_project;
    std::unique_ptr<LiveAnalysis> m_live;
};

void TstLiveAnalysis::init()
{
    m_project = std::make_unique<LabelFixture>();
    m_project->addItems(12, ItemKind::Pairwise, u"Batch"_s, QueueOrder::Fixed, 9);
    vote(*m_project->store, u"Ann"_s);
    m_live = std::make_unique<LiveAnalysis>(*m_project->store);
    m_live->setPollInterval(kPollMs);
}

void TstLiveAnalysis::cleanup()
{
    m_live.reset();
    m_project.reset();
}

void TstLiveAnalysis::loadsWhenNeeded()
{
    QSignalSpy changed(m_live.get(), &LiveAnalysis::tableChanged);
    QSignalSpy progress(m_live.get(), &LiveAnalysis::loadProgress);
    QTest::qWait(20);
    QVERIFY(!m_live->table());
    QCOMPARE(m_live->polls(), 0);
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    QCOMPARE(m_live->table()->pairs().size(), std::size_t(1));
    QCOMPARE(changed.size(), 1);
    QVERIFY(progress.size() >= 2);
    QCOMPARE(progress.last().at(1).toLongLong(), 0);
    QVERIFY(progress.first().at(1).toLongLong() > 0);
}

void TstLiveAnalysis::followsThisStore()
{
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    vote(*m_project->store, u"Bob"_s);
    QTRY_COMPARE(m_live->table()->pairs().size(), std::size_t(2));
    m_project->undo(m_live->table()->annotators().back().id);
    QTRY_COMPARE(m_live->table()->pairs().size(), std::size_t(1));
}

void TstLiveAnalysis::followsAnotherProcess()
{
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {u"--vote"_s, m_project->path()});
    QVERIFY(other.waitForFinished(20'000));
    QCOMPARE(other.exitCode(), 0);
    QTRY_COMPARE(m_live->table()->pairs().size(), std::size_t(2));
    QCOMPARE(m_live->table()->annotators().back().name, u"Somebody elsewhere"_s);
}

void TstLiveAnalysis::doesNotAskWhileHidden()
{
    m_live->acquire();
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    m_live->release();
    const int before = m_live->polls();
    QTRY_VERIFY(m_live->polls() > before); // one is left that needs it
    m_live->release();
    QTest::qWait(20);
    const int polls = m_live->polls();
    vote(*m_project->store, u"Bob"_s);
    QTest::qWait(60);
    QCOMPARE(m_live->polls(), polls);
    QCOMPARE(m_live->table()->pairs().size(), std::size_t(1));
    m_live->acquire();
    QTRY_COMPARE(m_live->table()->pairs().size(), std::size_t(2));
}

void TstLiveAnalysis::doesNotReadWhatIsNoLabel()
{
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    QSignalSpy changed(m_live.get(), &LiveAnalysis::tableChanged);
    const LiveAnalysis::Table before = m_live->table();
    checked(m_project->store->write([](Session& session) -> Result<bool> {
        PLUMBLINE_TRY(session.db.exec(u"UPDATE item SET priority = 3 WHERE id = 1"_s));
        return true;
    }));
    const int polls = m_live->polls();
    QTRY_VERIFY(m_live->polls() > polls + 3);
    QCOMPARE(m_live->table(), before);
    QCOMPARE(changed.size(), 0);
}

/// Two tables take turns, so that a vote costs no copy of a hundred thousand labels.
void TstLiveAnalysis::bringsUnusedTablesUp()
{
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    std::vector<const LabelTable*> seen{m_live->table().get()};
    for (std::size_t count = 2; count <= 5; ++count) {
        vote(*m_project->store, u"Bob"_s);
        QTRY_COMPARE(m_live->table()->pairs().size(), count);
        seen.push_back(m_live->table().get());
    }
    QVERIFY(seen[0] != seen[1]);
    QCOMPARE(seen[2], seen[0]);
    QCOMPARE(seen[3], seen[1]);
    QCOMPARE(seen[4], seen[0]);
}

void TstLiveAnalysis::leavesUsedTablesAlone()
{
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    std::vector<LiveAnalysis::Table> kept{m_live->table()};
    for (std::size_t count = 2; count <= 5; ++count) {
        vote(*m_project->store, u"Bob"_s);
        QTRY_COMPARE(m_live->table()->pairs().size(), count);
        kept.push_back(m_live->table());
    }
    for (std::size_t index = 0; index < kept.size(); ++index) {
        QCOMPARE(kept[index]->pairs().size(), index + 1);
    }
}

void TstLiveAnalysis::sameAsFresh()
{
    m_project->addMany(20);
    const QList<AnnotatorId> people{m_project->annotator(u"Ann"_s), m_project->annotator(u"Bob"_s)};
    m_live->acquire();
    Random random(3);
    for (int round = 0; round < 25; ++round) {
        m_project->doSomething(people[round % 2], random);
        QTest::qWait(static_cast<int>(random.below(8)));
    }
    const LabelTable fresh = m_project->load();
    QTRY_VERIFY(m_live->table() && m_live->table()->newest() == fresh.newest());
    QCOMPARE(linesOf(*m_live->table()), linesOf(fresh));
}

void TstLiveAnalysis::reloads()
{
    m_live->acquire();
    QTRY_VERIFY(m_live->table());
    checked(m_project->store->write([](Session& session) -> Result<bool> {
        PLUMBLINE_TRY(ItemRepository(session).setGold(ItemId{1}, pairwiseAnswer(2)));
        return true;
    }));
    m_live->reload();
    QTRY_VERIFY(m_live->table()->items()[0].gold);
    QCOMPARE(*m_live->table()->items()[0].gold, pairwiseAnswer(2));
}

void TstLiveAnalysis::saysWhyItFails()
{
    QSignalSpy failed(m_live.get(), &LiveAnalysis::failed);
    checked(m_project->store->write([](Session& session) -> Result<bool> {
        PLUMBLINE_TRY(session.db.exec(u"INSERT INTO annotation (uid, item_id, annotator_id, "
                                      u"schema_version_id, action, content, created_at) "
                                      "VALUES ('x', 1, 1, 1, 'submit', '{', '2026-01-05T10:00:00.000Z')"_s));
        return true;
    }));
    m_live->acquire();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::InvalidData);
    QVERIFY(!m_live->table());
    QTest::qWait(30);
    QCOMPARE(failed.size(), 1); // not again and again
}

void TstLiveAnalysis::reportFollows()
{
    QSignalSpy busy(m_live.get(), &LiveAnalysis::busyChanged);
    std::vector<std::size_t> delivered;
    LiveReport<Count> report(*m_live, [&delivered](const std::shared_ptr<const Count>& count) {
        QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
        delivered.push_back(count->pairs);
    });
    QVERIFY(report.isStale());
    report.setCompute(counting());
    report.setShown(true);
    QTRY_COMPARE(delivered.size(), std::size_t(1));
    QVERIFY(!report.isStale());
    vote(*m_project->store, u"Bob"_s);
    QTRY_COMPARE(delivered.size(), std::size_t(2));
    QCOMPARE(delivered, (std::vector<std::size_t>{1, 2}));
    QTRY_VERIFY(!m_live->isBusy());
    QCOMPARE(busy.size(), 4);
    QCOMPARE(busy.first().first().toBool(), true);
    QCOMPARE(busy.last().first().toBool(), false);
}

void TstLiveAnalysis::reportIsCancelledByNewer()
{
    std::atomic<int> started = 0;
    std::atomic<bool> wasCancelled = false;
    QList<int> delivered;
    LiveReport<Count> report(
        *m_live, [&delivered](const std::shared_ptr<const Count>& count) { delivered.append(count->asked); });
    report.setCompute([&](const LabelTable&, const LiveReport<Count>::IsCancelled& isCancelled) {
        ++started;
        while (!isCancelled()) {
            QThread::msleep(1);
        }
        wasCancelled = true;
        return Count{0, 1};
    });
    report.setShown(true);
    QTRY_VERIFY(started > 0);
    report.setCompute(counting(2));
    QTRY_COMPARE(delivered, QList<int>{2});
    QTRY_VERIFY(!m_live->isBusy());
    QVERIFY(wasCancelled);
    QCOMPARE(delivered, QList<int>{2});
}

void TstLiveAnalysis::reportWaitsUntilShown()
{
    int delivered = 0;
    LiveReport<Count> report(*m_live, [&delivered](const std::shared_ptr<const Count>&) { ++delivered; });
    report.setCompute(counting());
    QTest::qWait(30);
    QCOMPARE(delivered, 0);
    QCOMPARE(m_live->polls(), 0);
    report.setShown(true);
    QTRY_COMPARE(delivered, 1);
}

void TstLiveAnalysis::hiddenReportStays()
{
    int delivered = 0;
    LiveReport<Count> report(*m_live, [&delivered](const std::shared_ptr<const Count>&) { ++delivered; });
    report.setCompute(counting());
    report.setShown(true);
    QTRY_COMPARE(delivered, 1);
    report.setShown(false);
    vote(*m_project->store, u"Bob"_s);
    QTest::qWait(40);
    QCOMPARE(delivered, 1);
    report.setShown(true);
    QTRY_COMPARE(delivered, 2); // right again
    report.setShown(false);
    report.setShown(true);
    QTest::qWait(40);
    QCOMPARE(delivered, 2); // nothing is computed twice
}

void TstLiveAnalysis::votesDoNotStarveAReport()
{
    std::atomic<int> started = 0;
    std::vector<std::size_t> delivered;
    LiveReport<Count> report(*m_live, [&delivered](const std::shared_ptr<const Count>& count) {
        delivered.push_back(count->pairs);
    });
    report.setCompute([&started](const LabelTable& table, const LiveReport<Count>::IsCancelled& isCancelled) {
        ++started;
        for (int step = 0; step < 300 && !isCancelled(); ++step) {
            QThread::msleep(1);
        }
        return Count{table.pairs().size(), 0};
    });
    report.setShown(true);
    QTRY_VERIFY(started > 0);
    for (int round = 0; round < 11; ++round) { // faster than reports, for longer than a screen should wait
        vote(*m_project->store, u"Bob"_s);
        QTest::qWait(130);
    }
    QVERIFY2(!delivered.empty(), "no report came through");
    QTRY_VERIFY_WITH_TIMEOUT(!report.isStale() && delivered.back() == 12, 5000);
}

void TstLiveAnalysis::reportGoesWhileComputed()
{
    std::atomic<int> started = 0;
    std::atomic<bool> hasEnded = false;
    int delivered = 0;
    auto report = std::make_unique<LiveReport<Count>>(
        *m_live, [&delivered](const std::shared_ptr<const Count>&) { ++delivered; });
    report->setCompute([&](const LabelTable&, const LiveReport<Count>::IsCancelled& isCancelled) {
        ++started;
        while (!isCancelled()) {
            QThread::msleep(1);
        }
        hasEnded = true;
        return Count();
    });
    report->setShown(true);
    QTRY_VERIFY(started > 0);
    report.reset();
    QTRY_VERIFY(hasEnded && !m_live->isBusy());
    QCOMPARE(delivered, 0);
    const int polls = m_live->polls();
    QTest::qWait(30);
    QVERIFY(m_live->polls() <= polls + 1); // it was the only one that needed it
}

void TstLiveAnalysis::analysisGoesFirst()
{
    int delivered = 0;
    LiveReport<Count> report(*m_live, [&delivered](const std::shared_ptr<const Count>&) { ++delivered; });
    report.setCompute(counting());
    report.setShown(true);
    QTRY_COMPARE(delivered, 1);
    m_live.reset();
    report.setCompute(counting(2));
    report.setShown(false);
    QTest::qWait(20);
    QCOMPARE(delivered, 1);
}

void TstLiveAnalysis::goesWhileLoading()
{
    for (int round = 0; round < 20; ++round) {
        LiveAnalysis live(*m_project->store);
        live.acquire();
        if (round % 2 == 0) {
            QCoreApplication::processEvents();
        }
    }
    QVERIFY(m_project->store->checkIntegrity());
}

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words[1] == u"--vote") { // another process
        const SystemClock clock;
        const std::unique_ptr<Store> store = checked(Store::open(words[2], clock));
        vote(*store, u"Somebody elsewhere"_s);
        return 0;
    }
    TstLiveAnalysis test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_liveanalysis.moc"
