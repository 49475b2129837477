#include "core/analysis/leaderboardreport.h"

#include "app/sampleproject.h"
#include "core/analysis/labelarrays.h"
#include "tests/core/analysis/labelfixture.h"
#include "tests/support/timelimit.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

LabelFilter peopleOnPairs()
{
    LabelFilter filter;
    filter.by = {AnnotatorKind::Human};
    filter.kind = ItemKind::Pairwise;
    filter.batch = u"MT-Bench pairs, people"_s;
    return filter;
}

QStringList namesOf(const LeaderboardReport& report)
{
    QStringList names;
    for (const LeaderboardRow& row : report.rows) {
        names << row.name;
    }
    return names;
}

} // namespace

/// The leaderboard: the published sample's numbers, what each option does, and a reason wherever there is no
/// number.
class TstLeaderboardReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSampleGivesTheReferencePicture();
    void theMatrixOfTheSampleIsTheReferencePicture();
    void quickIsFullWithoutIntervals();
    void scoresAreThoseOfThePlainFunctions();
    void methods_data();
    void methods();
    void intervals_data();
    void intervals();
    void styleControlGivesEffects();
    void aBaselineIsTheAnchor();
    void hiddenModelsAreNotThere();
    void slicesByCategory();
    void decisionsOfTheSample();
    void stoppedGivesNothing();
    void quickEnough();

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<Store> m_store;
    LabelTable m_sample;
};

void TstLeaderboardReport::initTestCase()
{
    m_store = checked(
        copySampleProject(m_folder.filePath(u"sample.plumb"_s), m_folder.filePath(u"cache"_s), m_clock));
    m_sample = checked(m_store->read([](Session& session) { return LabelTable::load(session); }));
}

void TstLeaderboardReport::theSampleGivesTheReferencePicture()
{
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs());
    QVERIFY(report.isComplete);
    QCOMPARE(report.undefined, QString());
    QCOMPARE(report.noIntervals, QString());
    QCOMPARE(report.votes, 3355);
    QCOMPARE(report.people, 65);
    QCOMPARE(report.judges, 0);
    QCOMPARE(report.prompts, 80);
    QCOMPARE(report.units, 1814);
    struct Expected
    {
        QString name;
        int score;
        int best;
        int worst;
        double won;
        int votes;
        double low;
        double high;
    };
    const std::vector<Expected> expected{{u"gpt-4"_s, 1177, 1, 1, 73.3, 1029, 1147, 1209},
                                         {u"claude-v1"_s, 1112, 2, 3, 65.0, 996, 1078, 1146},
                                         {u"gpt-3.5-turbo"_s, 1104, 2, 3, 65.2, 1478, 1082, 1130},
                                         {u"vicuna-13b-v1.2"_s, 990, 4, 4, 48.0, 1106, 966, 1014},
                                         {u"alpaca-13b"_s, 868, 5, 5, 28.7, 1018, 837, 900},
                                         {u"llama-13b"_s, 749, 6, 6, 15.4, 1083, 712, 783}};
    QCOMPARE(report.rows.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const LeaderboardRow& row = report.rows[i];
        const Expected& known = expected[i];
        QCOMPARE(row.name, known.name);
        QCOMPARE(qRound(*row.score.value), known.score);
        QCOMPARE(row.rank, static_cast<int>(i) + 1);
        QCOMPARE(row.bestRank, known.best);
        QCOMPARE(row.worstRank, known.worst);
        QCOMPARE(qRound(1000 * *row.won.value), qRound(10 * known.won));
        QCOMPARE(row.votes, known.votes);
        QCOMPARE(row.wins + row.ties + row.losses, static_cast<double>(known.votes));
        QVERIFY(row.score.interval && row.won.interval && row.wonBalanced);
        // Read off the picture; resampled by another generator.
        QVERIFY2(std::abs(row.score.interval->low - known.low) < 6, qPrintable(row.name));
        QVERIFY2(std::abs(row.score.interval->high - known.high) < 6, qPrintable(row.name));
    }
    QCOMPARE(report.notSeparated.size(), std::size_t{1});
    QCOMPARE(report.notSeparated[0].models, (QStringList{u"claude-v1"_s, u"gpt-3.5-turbo"_s}));
    QCOMPARE(report.notSeparated[0].bestRank, 2);
    QCOMPARE(report.notSeparated[0].worstRank, 3);
    QVERIFY(report.components.empty());
}

void TstLeaderboardReport::theMatrixOfTheSampleIsTheReferencePicture()
{
    const LeaderboardReport report = leaderboardQuick(m_sample, peopleOnPairs());
    const std::vector<std::vector<std::pair<int, int>>> expected{
        {{0, 0}, {59, 200}, {63, 279}, {78, 163}, {83, 175}, {89, 212}},
        {{41, 200}, {0, 0}, {49, 248}, {67, 153}, {86, 163}, {87, 232}},
        {{37, 279}, {51, 248}, {0, 0}, {64, 361}, {81, 318}, {91, 272}},
        {{22, 163}, {33, 153}, {36, 361}, {0, 0}, {63, 212}, {83, 217}},
        {{17, 175}, {14, 163}, {19, 318}, {37, 212}, {0, 0}, {66, 150}},
        {{11, 212}, {13, 232}, {9, 272}, {17, 217}, {34, 150}, {0, 0}}};
    for (std::size_t row = 0; row < expected.size(); ++row) {
        for (std::size_t column = 0; column < expected.size(); ++column) {
            const LeaderboardCell& cell = report.cell(row, column);
            QCOMPARE(cell.votes, expected[row][column].second);
            QCOMPARE(static_cast<bool>(cell.rate), row != column);
            if (row != column) {
                QVERIFY(std::abs(100 * *cell.rate.value - expected[row][column].first) <= 0.5 + 1e-9);
                QVERIFY(cell.rate.interval.has_value());
            } else {
                QVERIFY(!cell.rate.undefined.isEmpty());
            }
        }
    }
    QCOMPARE(report.cell(1, 2).units, 128);
    QCOMPARE(report.cell(2, 1).units, 128);
    QCOMPARE(report.cell(1, 2).wins, 79.0);
    QCOMPARE(report.cell(1, 2).ties, 84.0);
    QCOMPARE(report.cell(2, 1).wins, 85.0);
}

void TstLeaderboardReport::quickIsFullWithoutIntervals()
{
    const LeaderboardReport quick = leaderboardQuick(m_sample, peopleOnPairs());
    const LeaderboardReport full = leaderboardReport(m_sample, peopleOnPairs());
    QVERIFY(!quick.isComplete);
    QCOMPARE(namesOf(quick), namesOf(full));
    QCOMPARE(quick.units, full.units);
    for (std::size_t i = 0; i < quick.rows.size(); ++i) {
        QCOMPARE(*quick.rows[i].score.value, *full.rows[i].score.value);
        QVERIFY(!quick.rows[i].score.interval);
        QCOMPARE(quick.rows[i].bestRank, quick.rows[i].rank);
        QCOMPARE(*quick.rows[i].won.value, *full.rows[i].won.value);
    }
}

void TstLeaderboardReport::scoresAreThoseOfThePlainFunctions()
{
    const LeaderboardReport report = leaderboardQuick(m_sample, peopleOnPairs());
    const ComparisonArrays arrays = comparisonsOf(m_sample, peopleOnPairs());
    const stats::ModelScores scores = stats::bradleyTerry(arrays.votes);
    for (std::size_t i = 0; i < scores.scores.size(); ++i) {
        const int row = report.rowOf(arrays.votes.names.at(static_cast<qsizetype>(i)));
        QVERIFY(row >= 0);
        QVERIFY(std::abs(*report.rows[static_cast<std::size_t>(row)].score.value -
                         (1000 + stats::toElo(scores.scores[i]))) < 1e-9);
    }
    QCOMPARE(report.rowOf(u"nobody"_s), -1);
}

void TstLeaderboardReport::methods_data()
{
    QTest::addColumn<ScoreMethod>("method");
    QTest::addColumn<stats::TieModel>("ties");
    QTest::addColumn<double>("l2");
    QTest::addColumn<double>("first"); ///< about the leader's score
    QTest::newRow("half") << ScoreMethod::BradleyTerry << stats::TieModel::HalfWins << 0.0 << 1177.0;
    QTest::newRow("davidson") << ScoreMethod::BradleyTerry << stats::TieModel::Davidson << 0.0 << 1225.0;
    QTest::newRow("rao-kupper") << ScoreMethod::BradleyTerry << stats::TieModel::RaoKupper << 0.0 << 1220.0;
    QTest::newRow("penalty") << ScoreMethod::BradleyTerry << stats::TieModel::HalfWins << 200.0 << 1100.0;
    QTest::newRow("elo") << ScoreMethod::Elo << stats::TieModel::HalfWins << 0.0 << 1150.0;
    QTest::newRow("win rate") << ScoreMethod::WinRate << stats::TieModel::HalfWins << 0.0 << 73.3;
}

void TstLeaderboardReport::methods()
{
    QFETCH(ScoreMethod, method);
    QFETCH(stats::TieModel, ties);
    QFETCH(double, l2);
    QFETCH(double, first);
    LeaderboardOptions options;
    options.method = method;
    options.ties = ties;
    options.l2 = l2;
    options.resamples = 50;
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs(), options);
    QCOMPARE(report.undefined, QString());
    QCOMPARE(report.rows.size(), std::size_t{6});
    QCOMPARE(report.rows.front().name, u"gpt-4"_s);
    QCOMPARE(report.rows.back().name, u"llama-13b"_s);
    const double score = *report.rows.front().score.value;
    QVERIFY2(std::abs(score - first) < (method == ScoreMethod::WinRate ? 0.1 : 40),
             QByteArray::number(score).constData());
    for (const LeaderboardRow& row : report.rows) {
        QVERIFY(row.score.interval);
        QVERIFY(row.score.interval->low < *row.score.value && row.score.interval->high > *row.score.value);
        QVERIFY(row.bestRank <= row.rank && row.rank <= row.worstRank);
    }
    QCOMPARE(report.tieParameter.has_value(), ties != stats::TieModel::HalfWins);
}

void TstLeaderboardReport::intervals_data()
{
    QTest::addColumn<stats::IntervalMethod>("method");
    QTest::addColumn<stats::ClusterBy>("cluster");
    const std::vector<std::pair<QByteArray, stats::IntervalMethod>> methods{
        {"model", stats::IntervalMethod::Model},
        {"sandwich", stats::IntervalMethod::Sandwich},
        {"bootstrap", stats::IntervalMethod::Bootstrap}};
    const std::vector<std::pair<QByteArray, stats::ClusterBy>> clusters{
        {"none", stats::ClusterBy::None},
        {"prompt", stats::ClusterBy::Prompt},
        {"annotator", stats::ClusterBy::Annotator},
        {"both", stats::ClusterBy::Both}};
    for (const auto& [methodName, method] : methods) {
        for (const auto& [clusterName, cluster] : clusters) {
            QTest::newRow((methodName + " by " + clusterName).constData()) << method << cluster;
        }
    }
}

void TstLeaderboardReport::intervals()
{
    QFETCH(stats::IntervalMethod, method);
    QFETCH(stats::ClusterBy, cluster);
    LeaderboardOptions options;
    options.interval = method;
    options.cluster = cluster;
    options.resamples = 200;
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs(), options);
    QCOMPARE(report.noIntervals, QString());
    QCOMPARE(report.intervalMethod, method);
    const stats::Interval first = report.rows.front().score.interval.value();
    const double half = (first.high - first.low) / 2;
    QVERIFY2(half > 15 && half < 50, QByteArray::number(half).constData());
    QVERIFY(report.rows[1].worstRank >= 3 && report.rows[2].bestRank <= 2);
    options.interval = stats::IntervalMethod::None;
    const LeaderboardReport without = leaderboardReport(m_sample, peopleOnPairs(), options);
    QVERIFY(!without.rows.front().score.interval);
    QCOMPARE(without.rows[1].worstRank, 2);
}

void TstLeaderboardReport::styleControlGivesEffects()
{
    LeaderboardOptions options;
    options.isStyleControlled = true;
    options.resamples = 20;
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs(), options);
    QCOMPARE(report.undefined, QString());
    QCOMPARE(static_cast<int>(report.effects.size()) + static_cast<int>(report.constantFeatures.size()), 4);
    QCOMPARE(report.effects.front().feature, u"length"_s);
    QVERIFY(*report.effects.front().effect.value > 0); // people liked the longer ones
    QVERIFY(report.effects.front().effect.interval);
    QCOMPARE(report.intervalMethod, stats::IntervalMethod::Bootstrap);
    options.resamples = 5'000; // minutes of it
    const LeaderboardReport many = leaderboardReport(m_sample, peopleOnPairs(), options);
    QCOMPARE(many.intervalMethod, stats::IntervalMethod::Sandwich);
    QVERIFY(many.rows.front().score.interval);
    const LeaderboardReport plain = leaderboardQuick(m_sample, peopleOnPairs());
    QVERIFY(plain.effects.empty());
    QVERIFY(std::abs(*plain.rows.front().score.value - *report.rows.front().score.value) > 1);
}

void TstLeaderboardReport::aBaselineIsTheAnchor()
{
    LeaderboardOptions options;
    options.baseline = u"vicuna-13b-v1.2"_s;
    options.anchor = 0;
    const LeaderboardReport report = leaderboardQuick(m_sample, peopleOnPairs(), options);
    const LeaderboardReport plain = leaderboardQuick(m_sample, peopleOnPairs());
    QVERIFY(std::abs(*report.rows[3].score.value) < 1e-9);
    QVERIFY(std::abs((*report.rows[0].score.value - *report.rows[5].score.value) -
                     (*plain.rows[0].score.value - *plain.rows[5].score.value)) < 1e-9);
    QCOMPARE(qRound(100 * *report.rows[0].againstBaseline.value), 78);
    QVERIFY(!report.rows[3].againstBaseline.undefined.isEmpty());
    QVERIFY(!plain.rows[0].againstBaseline && !plain.rows[0].againstBaseline.undefined.isEmpty());
    options.baseline = u"nobody"_s;
    const LeaderboardReport wrong = leaderboardQuick(m_sample, peopleOnPairs(), options);
    QVERIFY2(wrong.rows[0].againstBaseline.undefined.contains(u"nobody"), "named");
}

void TstLeaderboardReport::hiddenModelsAreNotThere()
{
    LabelFilter filter = peopleOnPairs();
    filter.hiddenModels = {u"gpt-4"_s};
    const LeaderboardReport report = leaderboardReport(m_sample, filter);
    QCOMPARE(report.rows.size(), std::size_t{5});
    QCOMPARE(report.rowOf(u"gpt-4"_s), -1);
    QCOMPARE(report.votes, 3355 - 1029);
}

void TstLeaderboardReport::slicesByCategory()
{
    LeaderboardOptions options;
    options.hasSlices = true;
    options.resamples = 20;
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs(), options);
    QCOMPARE(report.slices.size(), std::size_t{8});
    std::int64_t votes = 0;
    for (std::size_t i = 0; i < report.slices.size(); ++i) {
        const LeaderboardSlice& slice = report.slices[i];
        votes += slice.votes;
        QCOMPARE(slice.rows.size(), std::size_t{6});
        QVERIFY(i == 0 || slice.votes <= report.slices[i - 1].votes);
        LabelFilter filter = peopleOnPairs();
        filter.category = slice.category;
        const LeaderboardReport alone = leaderboardQuick(m_sample, filter);
        QCOMPARE(namesOf(alone).first(), slice.rows.front().name);
        QVERIFY(std::abs(*alone.rows.front().score.value - *slice.rows.front().score.value) < 1e-9);
        QVERIFY(slice.rows.front().score.interval);
    }
    QCOMPARE(votes, 3355);
}

void TstLeaderboardReport::decisionsOfTheSample()
{
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs());
    const LeaderboardDecisions& decisions = report.sequential;
    QCOMPARE(decisions.undefined, QString());
    QVERIFY(decisions.openPairs >= 1);
    QCOMPARE(static_cast<int>(decisions.open.size()), decisions.openPairs);
    int decided = 0;
    for (const LeaderboardRow& row : report.rows) {
        decided += row.decided.isDecided() ? 1 : 0;
        QVERIFY(row.decided.best <= row.rank && row.rank <= row.decided.worst);
    }
    QCOMPARE(decided, decisions.decidedRanks);
    const auto close = std::find_if(decisions.open.begin(), decisions.open.end(), [](const auto& pair) {
        return std::min(pair.first, pair.second) == 1 && std::max(pair.first, pair.second) == 2;
    });
    QVERIFY(close != decisions.open.end());
    QCOMPARE(close->votes, 248);
    QVERIFY(close->share.interval->low < 0.5 && close->share.interval->high > 0.5);
}

void TstLeaderboardReport::stoppedGivesNothing()
{
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs(), {}, [] { return true; });
    QVERIFY(!report.isComplete && report.rows.empty());
}

void TstLeaderboardReport::quickEnough()
{
    QElapsedTimer timer;
    timer.start();
    const LeaderboardReport report = leaderboardReport(m_sample, peopleOnPairs());
    const qint64 took = timer.elapsed();
    QVERIFY(report.isComplete);
    QVERIFY2(took <= timeLimit(100), QByteArray::number(took).constData());
}

QTEST_GUILESS_MAIN(TstLeaderboardReport)
#include "tst_leaderboardreport.moc"
