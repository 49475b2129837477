// A project of 100 000 labels: reading them all, taking in one more, and how long after a vote a screen that
// shows a leaderboard is right again.

#include "core/analysis/leaderboardreport.h"
#include "core/analysis/liveanalysis.h"
#include "core/base/random.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/livevotes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kLoadLimitMs = 1'500;
constexpr double kUpdateLimitMs = 2;
constexpr double kRightAgainLimitMs = 100; // design: open screens after one more vote
constexpr int kLoads = 7;
constexpr int kVotes = 100;

Result<void> measureTable(BenchReport& report, Store& store, AnnotatorId me)
{
    std::vector<double> loads;
    std::optional<LabelTable> table;
    const double before = memoryMib();
    for (int time = 0; time < kLoads; ++time) {
        table.reset();
        resetPeakMemory();
        const BenchTimer timer;
        PLUMBLINE_ASSIGN(table, store.read([](Session& session) { return LabelTable::load(session); }));
        loads.push_back(timer.ms());
        if (time == 0) {
            report.add(u"first load, file not in memory"_s, timer.ms(), u"ms"_s);
            report.add(u"memory while loading"_s, peakMemoryMib() - before, u"MiB"_s);
            report.add(u"memory of the table"_s, memoryMib() - before, u"MiB"_s);
        }
    }
    report.setFact(u"labels"_s, static_cast<qint64>(table->heads().size()));
    report.setFact(u"responses"_s, static_cast<qint64>(table->responses().size()));
    report.add(u"load, p50"_s, percentile(loads, 0.5), u"ms"_s, BenchReport::Limit::AtMost, kLoadLimitMs,
               u"%1 times; texts are read and their style is counted"_s.arg(kLoads));
    for (const bool isAgain : {false, true}) {
        std::vector<double> updates;
        for (int time = 0; time < kVotes; ++time) {
            PLUMBLINE_TRY(store.write([&](Session& session) {
                return giveVote(session, me, static_cast<quint64>(time), isAgain);
            }));
            const BenchTimer timer;
            PLUMBLINE_TRY(store.read([&table](Session& session) { return table->update(session); }));
            updates.push_back(timer.ms());
        }
        report.addTimes(isAgain ? u"take in a label that supersedes one"_s : u"take in one more label"_s,
                        updates, kUpdateLimitMs);
    }
    const BenchTimer timer;
    const LabelTable copy = *table;
    report.add(u"copy of the table"_s, timer.ms(), u"ms"_s, copy.heads().empty() ? u"empty"_s : QString());
    return {};
}

/// What a screen goes through: votes are given in the background, the window's thread waits for the report.
class Screen
{
public:
    using Report = LiveReport<LeaderboardReport>;

    Screen(LiveAnalysis& live, Store& store, AnnotatorId me)
        : m_live(live)
        , m_store(store)
        , m_me(me)
        , m_report(live, [this](const std::shared_ptr<const LeaderboardReport>& report) {
            m_votes = report->votes;
            m_loop.quit();
        })
    {
    }

    Result<void> measure(BenchReport& report, const QString& what, const Report::Compute& compute,
                         bool isFirst)
    {
        m_report.setCompute(compute);
        m_report.setShown(true);
        m_loop.exec();
        std::vector<double> toTable;
        std::vector<double> toReport;
        Random random(11);
        for (int time = 0; time < kVotes; ++time) {
            rest(static_cast<int>(random.below(60))); // votes come at any time between two looks at the store
            PLUMBLINE_TRY(round(random(), toTable, toReport));
        }
        if (isFirst) {
            report.addTimes(u"vote to new table"_s, toTable);
        }
        report.addTimes(what, toReport, kRightAgainLimitMs, u"%1 votes; with writing the vote"_s.arg(kVotes));
        m_report.setShown(false);
        return {};
    }

private:
    Result<void> round(quint64 chance, std::vector<double>& toTable, std::vector<double>& toReport)
    {
        const qint64 before = m_votes;
        double tableMs = 0;
        const BenchTimer timer;
        const QMetaObject::Connection connection = QObject::connect(
            &m_live, &LiveAnalysis::tableChanged, &m_loop, [&timer, &tableMs] { tableMs = timer.ms(); });
        const auto written = m_store.writeAsync(
            [me = m_me, chance](Session& session) { return giveVote(session, me, chance, false); });
        while (m_votes == before) {
            m_loop.exec();
        }
        toReport.push_back(timer.ms());
        toTable.push_back(tableMs);
        QObject::disconnect(connection);
        PLUMBLINE_TRY(written.result());
        return {};
    }
    static void rest(int ms)
    {
        QEventLoop loop;
        QTimer::singleShot(ms, &loop, &QEventLoop::quit);
        loop.exec();
    }

    LiveAnalysis& m_live;
    Store& m_store;
    AnnotatorId m_me;
    qint64 m_votes = -1;
    QEventLoop m_loop;
    Report m_report;
};

Result<void> measureScreens(BenchReport& report, Store& store, AnnotatorId me)
{
    LiveAnalysis live(store);
    Screen screen(live, store, me);
    using Report = Screen::Report;
    PLUMBLINE_TRY(screen.measure(
        report, u"vote to leaderboard (scores, shares, matrix)"_s,
        [](const LabelTable& table, const Report::IsCancelled& isCancelled) {
            return leaderboardQuick(table, {}, {}, isCancelled);
        },
        true));
    LeaderboardOptions sandwich;
    sandwich.interval = stats::IntervalMethod::Sandwich;
    PLUMBLINE_TRY(screen.measure(
        report, u"vote to leaderboard with intervals by sandwich"_s,
        [sandwich](const LabelTable& table, const Report::IsCancelled& isCancelled) {
            return leaderboardReport(table, {}, sandwich, isCancelled);
        },
        false));
    return screen.measure(
        report, u"vote to leaderboard with 500 resamples"_s,
        [](const LabelTable& table, const Report::IsCancelled& isCancelled) {
            return leaderboardReport(table, {}, {}, isCancelled);
        },
        false);
}

Result<void> run(BenchReport& report, const BenchOptions& options)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load(options.data));
    report.setFact(u"texts"_s, texts.source);
    const QTemporaryDir temporary;
    const QString folder = options.folder.isEmpty() ? temporary.path() : options.folder;
    const QString path = u"%1/labels-%2.plumb"_s.arg(folder).arg(options.items);
    WorkloadShape labelled;
    labelled.items = options.items;
    labelled.labelledOneIn = 1;
    PLUMBLINE_TRY(fillForVotes(texts, labelled, path));
    dropFromPageCache(path);
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, Store::open(path, clock));
    PLUMBLINE_ASSIGN(const AnnotatorId me, benchPerson(*store));
    BenchReport::say(u"the labels are read"_s);
    PLUMBLINE_TRY(measureTable(report, *store, me));
    BenchReport::say(u"votes are given"_s);
    return measureScreens(report, *store, me);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const BenchOptions options =
        BenchOptions::read(u"A screen of statistics over a project of many labels."_s, 100'000, 1);
    BenchReport report(u"bench_stats_live"_s);
    if (const Result<void> done = run(report, options); !done) {
        qCritical("%s", qPrintable(done.error().toString()));
        return 1;
    }
    return report.finish(options.out);
}
