// A project of 100 000 labels by twenty people and two judges: how long after one more vote the pages of
// Inspect are right again. Each page has the reports that its screen has, all kept up at once.

#include "core/analysis/agreementreport.h"
#include "core/analysis/annotatorreport.h"
#include "core/analysis/consensusreport.h"
#include "core/analysis/disagreementreport.h"
#include "core/analysis/homereport.h"
#include "core/analysis/judgepage.h"
#include "core/analysis/judgereport.h"
#include "core/analysis/labelerrorreport.h"
#include "core/analysis/leaderboardreport.h"
#include "core/analysis/liveanalysis.h"
#include "core/analysis/pairexamples.h"
#include "core/analysis/unitexamples.h"
#include "core/base/random.h"
#include "tests/bench/livevotes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kRightAgainLimitMs = 100; // design: open screens after one more vote
constexpr int kVotes = 100;
constexpr int kItemsOfLabels = 2; // one label on one item, three on the next
constexpr std::size_t kMostExamples = 2'000;

using IsCancelled = std::function<bool()>;

/// What must be there soon, and what may follow while the old is dimmed.
enum class Due { Soon, Later };

/// The reports of one page, and when each was right again after every vote.
class Page
{
public:
    Page(QString name, LiveAnalysis& live)
        : m_name(std::move(name))
        , m_live(live)
    {
    }

    template <typename Compute> void add(const QString& what, Due due, Compute compute)
    {
        using Report = std::invoke_result_t<Compute, const LabelTable&, const IsCancelled&>;
        auto part = std::make_shared<Part>();
        part->what = what;
        part->due = due;
        auto report = std::make_shared<LiveReport<Report>>(m_live, [this, part = part.get()](const auto&) {
            part->rightMs = m_timer ? m_timer->ms() : 0;
            m_loop.quit();
        });
        report->setCompute(compute);
        part->isStale = [report] { return report->isStale(); };
        part->show = [report](bool isShown) { report->setShown(isShown); };
        m_parts.push_back(std::move(part));
    }

    Result<void> measure(BenchReport& report, Store& store, AnnotatorId me)
    {
        const QMetaObject::Connection connection = QObject::connect(
            &m_live, &LiveAnalysis::tableChanged, &m_loop, [this] { m_isTaken = true; },
            Qt::QueuedConnection);
        show(true);
        wait();
        Random random(11);
        std::vector<double> all;
        for (int time = 0; time < kVotes; ++time) {
            rest(static_cast<int>(random.below(60))); // votes come at any time between two looks at the store
            PLUMBLINE_TRY(round(store, me, random()));
            double slowest = 0;
            for (const auto& part : m_parts) {
                slowest = part->due == Due::Soon ? std::max(slowest, part->rightMs) : slowest;
                part->times.push_back(part->rightMs);
            }
            all.push_back(slowest);
        }
        report.addTimes(m_name, all, kRightAgainLimitMs, u"all that is due soon; with writing the vote"_s);
        for (const auto& part : m_parts) {
            report.addTimes(u"  %1: %2"_s.arg(m_name, part->what), part->times, std::nullopt,
                            part->due == Due::Later ? u"follows"_s : QString());
        }
        show(false);
        QObject::disconnect(connection);
        return {};
    }

private:
    struct Part
    {
        QString what;
        Due due = Due::Soon;
        double rightMs = 0;
        std::vector<double> times;
        std::function<bool()> isStale;
        std::function<void(bool)> show;
    };

    Result<void> round(Store& store, AnnotatorId me, quint64 chance)
    {
        m_isTaken = false;
        m_timer.emplace();
        const auto written =
            store.writeAsync([me, chance](Session& session) { return giveVote(session, me, chance, false); });
        while (!m_isTaken) {
            rest(1);
        }
        wait();
        m_timer.reset();
        PLUMBLINE_TRY(written.result());
        return {};
    }
    void wait()
    {
        while (
            std::any_of(m_parts.begin(), m_parts.end(), [](const auto& part) { return part->isStale(); })) {
            m_loop.exec();
        }
    }
    void show(bool isShown)
    {
        for (const auto& part : m_parts) {
            part->show(isShown);
        }
    }
    static void rest(int ms)
    {
        QEventLoop loop;
        QTimer::singleShot(ms, &loop, &QEventLoop::quit);
        loop.exec();
    }

    QString m_name;
    LiveAnalysis& m_live;
    std::optional<BenchTimer> m_timer;
    bool m_isTaken = false;
    QEventLoop m_loop;
    std::vector<std::shared_ptr<Part>> m_parts; ///< last: reports deliver nothing after they are gone
};

LabelFilter byPeople()
{
    LabelFilter filter;
    filter.by = {AnnotatorKind::Human};
    return filter;
}

void addHome(Page& page)
{
    page.add(u"summary"_s, Due::Soon, [](const LabelTable& table, const IsCancelled& isCancelled) {
        return homeReport(table, isCancelled);
    });
}

void addLeaderboard(Page& page)
{
    LabelFilter filter = byPeople();
    filter.kind = ItemKind::Pairwise;
    page.add(u"scores, shares, matrix"_s, Due::Soon,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return leaderboardQuick(table, filter, {}, isCancelled);
             });
    page.add(u"examples"_s, Due::Soon, [filter](const LabelTable& table, const IsCancelled& isCancelled) {
        return pairExamples(table, filter, {{}, {}, kMostExamples}, isCancelled);
    });
    page.add(u"intervals by 500 resamples, decisions"_s, Due::Later,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return leaderboardReport(table, filter, {}, isCancelled);
             });
}

void addAgreement(Page& page)
{
    const LabelFilter filter = byPeople();
    AgreementOptions quick;
    quick.isQuick = true;
    page.add(u"coefficients"_s, Due::Soon,
             [filter, quick](const LabelTable& table, const IsCancelled& isCancelled) {
                 return agreementReport(table, filter, quick, isCancelled);
             });
    page.add(u"matrix of people"_s, Due::Soon,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return agreementMatrix(table, filter, isCancelled);
             });
    page.add(u"ratings against comparisons"_s, Due::Soon,
             [filter](const LabelTable& table, const auto&) { return protocolConsistency(table, filter); });
    UnitExampleQuery query;
    query.most = kMostExamples / 2;
    query.onlyShared = true;
    page.add(u"examples"_s, Due::Soon,
             [filter, query](const LabelTable& table, const IsCancelled& isCancelled) {
                 return unitExamples(table, filter, query, isCancelled);
             });
    page.add(u"intervals by 1000 resamples"_s, Due::Later,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return agreementReport(table, filter, {}, isCancelled);
             });
}

void addAnnotators(Page& page)
{
    const LabelFilter filter = byPeople();
    const QString name = u"person-3"_s;
    page.add(u"table of people"_s, Due::Soon,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return annotatorReport(table, filter, {}, isCancelled);
             });
    page.add(u"one person"_s, Due::Soon,
             [filter, name](const LabelTable& table, const IsCancelled& isCancelled) {
                 return annotatorDetails(table, filter, name, stats::kDefaultConfidence, isCancelled);
             });
    UnitExampleQuery query;
    query.annotators = {name};
    query.against = name;
    query.most = kMostExamples / 2;
    page.add(u"examples"_s, Due::Soon,
             [filter, query](const LabelTable& table, const IsCancelled& isCancelled) {
                 return unitExamples(table, filter, query, isCancelled);
             });
    page.add(u"competence by Dawid-Skene and MACE"_s, Due::Later,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return competenceReport(table, filter, isCancelled);
             });
}

void addJudges(Page& page)
{
    page.add(u"table of judges"_s, Due::Soon, [](const LabelTable& table, const IsCancelled& isCancelled) {
        return judgeReport(table, {}, {}, isCancelled);
    });
    const JudgeKey judge{JudgeRowKind::Judge, u"judge-1"_s, {}, Canary::First};
    page.add(u"one judge"_s, Due::Soon, [judge](const LabelTable& table, const IsCancelled& isCancelled) {
        return judgePageReport(table, {}, judge, {}, kMostExamples, isCancelled);
    });
}

void addDisagreements(Page& page)
{
    page.add(u"list"_s, Due::Soon, [](const LabelTable& table, const IsCancelled& isCancelled) {
        return disagreementReport(table, {}, {}, isCancelled);
    });
}

void addLabelErrors(Page& page)
{
    const LabelFilter filter = byPeople();
    page.add(u"list after a few steps"_s, Due::Soon,
             [filter](const LabelTable& table, const IsCancelled& isCancelled) {
                 return labelErrorReport(table, filter, {.isQuick = true}, isCancelled);
             });
    page.add(u"list"_s, Due::Later, [filter](const LabelTable& table, const IsCancelled& isCancelled) {
        return labelErrorReport(table, filter, {}, isCancelled);
    });
    page.add(u"consensus"_s, Due::Later, [filter](const LabelTable& table, const IsCancelled& isCancelled) {
        return consensusReport(table, filter, ConsensusMethod::DawidSkene, isCancelled);
    });
}

Result<void> run(BenchReport& report, const BenchOptions& options)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load(options.data));
    report.setFact(u"texts"_s, texts.source);
    const QTemporaryDir temporary;
    const QString folder = options.folder.isEmpty() ? temporary.path() : options.folder;
    WorkloadShape labelled;
    labelled.items = options.items / kItemsOfLabels;
    labelled.labelledOneIn = 1;
    labelled.isShared = true;
    const QString path = u"%1/shared-%2.plumb"_s.arg(folder).arg(options.items);
    PLUMBLINE_TRY(fillForVotes(texts, labelled, path));
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, Store::open(path, clock));
    PLUMBLINE_ASSIGN(const AnnotatorId me, benchPerson(*store));
    LiveAnalysis live(*store);
    const std::vector<std::pair<QString, void (*)(Page&)>> pages{
        {u"Home"_s, addHome},
        {u"Leaderboard"_s, addLeaderboard},
        {u"Agreement"_s, addAgreement},
        {u"Annotators"_s, addAnnotators},
        {u"Judges"_s, addJudges},
        {u"Disagreements"_s, addDisagreements},
        {u"Label errors"_s, addLabelErrors},
    };
    for (const auto& [name, add] : pages) {
        BenchReport::say(name);
        Page page(name, live);
        add(page);
        PLUMBLINE_TRY(page.measure(report, *store, me));
        if (const LiveAnalysis::Table table = live.table()) {
            report.setFact(u"labels"_s, static_cast<qint64>(table->heads().size()));
        }
    }
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const BenchOptions options =
        BenchOptions::read(u"The pages of Inspect over a project of many labels."_s, 100'000, 1);
    BenchReport report(u"bench_stats_pages"_s);
    if (const Result<void> done = run(report, options); !done) {
        qCritical("%s", qPrintable(done.error().toString()));
        return 1;
    }
    return report.finish(options.out);
}
